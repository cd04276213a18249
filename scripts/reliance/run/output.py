"""The output of a pipeline: is it whole, has it rows?"""
import gzip
import itertools
import zlib

from reliance.common import messages, stream

BLOCK = 1 << 20
TAIL = 1 << 12  # bytes: longer than a failure mark
GZIP = b"\x1f\x8b"


def blocks(file):
    """The bytes of an open file."""
    file.seek(0)
    return iter(lambda: file.read(BLOCK), b"")


def check(file, rows):
    """Fails if the last line is the failure mark of a filter; with `rows`, also if there is no line
    after the first. Inflates gzip for that. Raises OSError."""
    end = file.seek(0, 2)
    file.seek(max(0, end - TAIL))
    last = file.read(TAIL).rstrip(b"\r\n").rpartition(b"\n")[2]
    mark = stream.MARK.fullmatch(last.decode("utf-8", "surrogateescape"))
    if mark:
        raise messages.Failure(f"{mark[1]} failed, so the output is not whole")
    if rows and not has_rows(file):
        raise messages.Failure("the output has no rows" if end else "the output is empty")


def has_rows(file):
    file.seek(0)
    packed = file.read(2) == GZIP
    file.seek(0)
    try:
        lines = itertools.islice(gzip.open(file) if packed else file, 2)
        return len([line for line in lines if line.strip()]) == 2
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise messages.Failure(f"the output is gzip, and broken: {error}") from error
