"""What refresh says, and how it fails."""
import os
import sys

SHOWN = 5  # examples in a message


class Failure(Exception):
    """Ends the run with these words; the store stays as it was."""

    def __init__(self, words, status=1):
        super().__init__(words)
        self.status = status


def say(words):
    line = f"refresh: {words}\n"
    sys.stderr.buffer.write(line.encode("utf-8", "surrogateescape"))
    sys.stderr.flush()


def of(error):
    """An OSError in the words of the house."""
    name = f"{os.fsdecode(error.filename)}: " if error.filename else ""
    return f"{name}{error.strerror or error}"
