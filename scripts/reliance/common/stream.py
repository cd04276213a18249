"""A stream of CSV as trade-csv(5) has it, read to its end: a mark of failure, a ragged line or
anything else that is no such stream is an error with its line number."""
import csv
import gzip
import re
import zlib

from reliance.common import words

MARK = re.compile(r"!(\S+) failed")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")


class Table:
    """Columns by name, and rows of cells with the lines they stand in."""

    def __init__(self, name, columns, rows):
        self.name, self.columns, self.rows = name, columns, rows

    def at(self, line):
        return f"{self.name}:{line}"

    def index(self, column):
        """Where a column is; a name that is not there is misuse."""
        if column not in self.columns:
            raise words.Failure(f"{self.name}: there is no column '{column}'; there are "
                                f"{','.join(self.columns)}", 2)
        return self.columns.index(column)

    def records(self):
        """The rows as dictionaries."""
        return [dict(zip(self.columns, cells)) for _, cells in self.rows]


def inflated(data, name):
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise words.Failure(f"{name}: it is gzip, and broken: {error}") from error


def cells_of(text, place):
    """The fields of one line, unquoted."""
    if '"' not in text:
        return text.split(",")
    try:
        return next(csv.reader([text], strict=True))
    except csv.Error as error:
        raise words.Failure(f"{place}: the quotes of this line are not closed") from error


def read(data, name):
    """The table in these bytes. Fails where there is none."""
    lines = inflated(data, name).removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    if not lines:
        raise words.Failure(f"{name}: no input; what should have made it failed")
    table = None
    for number, line in enumerate(lines, 1):
        place = f"{name}:{number}"
        line = line.removesuffix(b"\r")
        text = line.decode("utf-8", "surrogateescape")
        mark = MARK.fullmatch(text)
        if mark:
            raise words.Failure(f"{place}: {mark[1]} failed, so this result is not whole")
        if b"\0" in line:
            raise words.Failure(f"{place}: a NUL byte, so this is no text")
        cells = cells_of(text.removeprefix("\ufeff"), place)
        if table is None:
            table = Table(name, cells, [])
            judge_header(table)
        elif len(cells) != len(table.columns):
            said = "a blank line" if text == "" else f"{len(cells)} fields"
            raise words.Failure(f"{place}: {said} under a header of {len(table.columns)}")
        elif cells != table.columns:  # a header again comes of cat
            table.rows.append((number, cells))
    return table


def judge_header(table):
    for column in table.columns:
        if column == "":
            raise words.Failure(f"{table.at(1)}: a column without a name")
        if table.columns.count(column) > 1:
            raise words.Failure(f"{table.at(1)}: two columns are called '{column}'")


def is_number(cell):
    return NUMBER.fullmatch(cell) is not None
