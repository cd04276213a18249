"""What a script says, and how it fails."""
import os
import sys

NAME = os.path.basename(sys.argv[0])  # of the script, as it was called
SHOWN = 5  # examples in a message


class Failure(Exception):
    """Ends the run with these words, and before them what others said."""

    def __init__(self, words, status=1, said=""):
        super().__init__(words)
        self.status, self.said = status, said


def say(words):
    forward(f"{NAME}: {words}\n")


def many(number, one, more):
    """A number and the word that goes with it."""
    return f"{number} {one if number == 1 else more}"


def forward(said):
    """To stderr, whatever bytes are in it."""
    sys.stderr.buffer.write(said.encode("utf-8", "surrogateescape"))
    sys.stderr.flush()


def taken():
    """All of stdin."""
    if sys.stdin is None:
        raise Failure("<stdin>: it is closed")
    return sys.stdin.buffer.read()


def put(data):
    """To stdout, at once."""
    if sys.stdout is None:
        raise Failure("the output is closed")
    while data:
        data = data[os.write(sys.stdout.fileno(), data):]


def put_version(number):
    put(f"{NAME} (reliance) {number}\n".encode())


def of(error):
    """An OSError in the words of the house."""
    name = f"{os.fsdecode(error.filename)}: " if error.filename else ""
    return f"{name}{error.strerror or error}"
