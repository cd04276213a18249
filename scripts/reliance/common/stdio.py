"""Standard input and output as bytes, unbuffered."""
import os
import sys

from reliance.common import messages


def read():
    """All of stdin. Fails if it is closed."""
    if sys.stdin is None:
        raise messages.Failure("<stdin>: it is closed")
    return sys.stdin.buffer.read()


def write(data):
    """Writes all bytes to stdout at once. Fails if it is closed; raises OSError."""
    if sys.stdout is None:
        raise messages.Failure("the output is closed")
    while data:
        data = data[os.write(sys.stdout.fileno(), data):]


def write_version(number):
    """Writes the line of --version."""
    write(f"{messages.PROGRAM} (reliance) {number}\n".encode())
