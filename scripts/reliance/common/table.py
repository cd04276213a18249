"""CSV as trade-csv(5) has it: bytes that are no UTF-8 pass as they came."""
import csv
import io

FORM = {"lineterminator": "\n", "quoting": csv.QUOTE_MINIMAL}


def parse(data):
    """The lines as lists of text, the header first."""
    text = data.decode("utf-8", "surrogateescape")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def records(data):
    """The lines as dictionaries; those that are ragged are an error."""
    rows = parse(data)
    if not rows:
        raise ValueError("it is empty")
    for row in rows:
        if len(row) != len(rows[0]):
            raise ValueError(f"a line of {len(row)} fields under a header of {len(rows[0])}")
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def text(rows):
    """Lines of CSV as bytes."""
    out = io.StringIO(newline="")
    csv.writer(out, **FORM).writerows(rows)
    return out.getvalue().encode("utf-8", "surrogateescape")


def fields(line):
    """The fields of one line of bytes, unquoted."""
    if b'"' not in line:
        return line.rstrip(b"\n").split(b",")
    return [field.encode("utf-8", "surrogateescape") for field in parse(line)[0]]
