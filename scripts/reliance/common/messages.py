"""Messages on stderr, and the error that ends a run."""
import os
import sys

PROGRAM = os.path.basename(sys.argv[0])  # the name by which the user called the script
EXAMPLES = 5  # shown in one message


class Failure(Exception):
    """Ends the run with a message and an exit status. `stderr` is what failed programs printed;
    it comes before the message."""

    def __init__(self, message, status=1, stderr=""):
        super().__init__(message)
        self.status, self.stderr = status, stderr


def write(message):
    """Prints "PROGRAM: message"."""
    forward(f"{PROGRAM}: {message}\n")


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
