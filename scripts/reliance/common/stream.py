"""Reads a complete trade CSV stream (trade-csv(5)). A failure mark, a ragged line and anything else
that is not such a stream is an error with its line number."""
import csv
import gzip
import re
import zlib
from decimal import Decimal

from reliance.common import messages, nearest

MARK = re.compile(r"!(\S+) failed")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
DIGITS = 28  # of an integer part, as the filters have it; and of zeros behind the point


class Table:
    """Column names, and rows as pairs of line number and cells."""

    def __init__(self, name, columns, rows):
        self.name, self.columns, self.rows = name, columns, rows

    def at(self, line):
        """"FILE:LINE" for a message."""
        return f"{self.name}:{line}"

    def index(self, column):
        """The position of a column. Fails with status 2 if there is none of that name."""
        if column not in self.columns:
            raise messages.Failure(f"{self.name}: there is no column '{column}'; "
                                   f"{nearest.answer(column, self.columns)}", 2)
        return self.columns.index(column)

    def records(self):
        """The rows as dictionaries."""
        return [dict(zip(self.columns, cells)) for _, cells in self.rows]


def inflated(data, name):
    """The bytes without their gzip compression, if they have one. Fails if it is broken."""
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise messages.Failure(f"{name}: it is gzip, and broken: {error}") from error


def cells_of(text, place):
    """The unquoted fields of one line; `place` is its file and line for the message."""
    if '"' not in text:
        return text.split(",")
    try:
        return next(csv.reader([text], strict=True))
    except csv.Error as error:
        raise messages.Failure(f"{place}: the quotes of this line are not closed") from error


def read(data, name):
    """The Table in these bytes; `name` is the file for messages."""
    lines = inflated(data, name).removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    if not lines:
        raise messages.Failure(f"{name}: no input; the program that should write it failed")
    table = None
    for number, line in enumerate(lines, 1):
        place = f"{name}:{number}"
        line = line.removesuffix(b"\r")
        text = line.decode("utf-8", "surrogateescape")
        mark = MARK.fullmatch(text)
        if mark:
            raise messages.Failure(f"{place}: {mark[1]} failed, so this result is not whole")
        if b"\0" in line:
            raise messages.Failure(f"{place}: a NUL byte; this is not text")
        cells = cells_of(text.removeprefix("\ufeff"), place)
        if table is None:
            table = Table(name, cells, [])
            check_header(table)
        elif len(cells) != len(table.columns):
            found = "a blank line" if text == "" else messages.plural(len(cells), "field")
            raise messages.Failure(f"{place}: {found} under a header of {len(table.columns)}")
        elif cells != table.columns:  # cat of several files repeats the header
            table.rows.append((number, cells))
    return table


def check_header(table):
    """Fails if a column has no name, or two have the same."""
    for column in table.columns:
        if column == "":
            raise messages.Failure(f"{table.at(1)}: a column without a name")
        if table.columns.count(column) > 1:
            raise messages.Failure(f"{table.at(1)}: two columns are called '{column}'")


def is_number(cell):
    """Is it a number as the filters have them? Neither NaN nor 1e999 is."""
    if not NUMBER.fullmatch(cell):
        return False
    number = Decimal(cell)
    return number == 0 or -DIGITS <= number.adjusted() < DIGITS
