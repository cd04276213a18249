"""Messages on stderr, and the error that ends a run."""
import os
import re
import sys

PROGRAM = os.path.basename(sys.argv[0])  # the name by which the user called the script
EXAMPLES = 5  # shown in one message
# What a terminal obeys or does not show, and bytes that are not UTF-8; the same in the filters.
HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
                    "\udc80-\udcff]")


class Failure(Exception):
    """Ends the run with a message and an exit status. `stderr` is what failed programs printed;
    it comes before the message."""

    def __init__(self, message, status=1, stderr=""):
        super().__init__(message)
        self.status, self.stderr = status, stderr


def escaped(character):
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    code = ord(character)
    is_byte = code < 0x80 or 0xdc80 <= code <= 0xdcff
    return named.get(character) or (f"\\x{code & 0xff:02x}" if is_byte else f"\\u{code:04x}")


def visible(text):
    """The text with its control and invisible characters escaped."""
    return HIDDEN.sub(lambda found: escaped(found[0]), text)


def write(message):
    """Prints "PROGRAM: message" as one line."""
    forward(f"{PROGRAM}: {visible(message)}\n")


def forward(text):
    """Prints text as it is; surrogate escapes become the bytes that they came from."""
    sys.stderr.buffer.write(text.encode("utf-8", "surrogateescape"))
    sys.stderr.flush()


def plural(number, singular, plural_form=None):
    """"1 row", "2 rows". The plural form is the singular with an s unless it is given."""
    return f"{number} {singular if number == 1 else plural_form or singular + 's'}"


def os_error(error):
    """The text of an OSError: "FILE: reason"."""
    name = f"{os.fsdecode(error.filename)}: " if error.filename else ""
    return f"{name}{error.strerror or error}"
