"""CSV in the form of trade-csv(5). Bytes that are not UTF-8 pass through unchanged."""
import csv
import io


def parse(data):
    """The lines of CSV bytes as lists of text, the header first. Raises csv.Error."""
    text = data.decode("utf-8", "surrogateescape")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def records(data):
    """The lines as dictionaries by column. Raises ValueError if there is no header or a line has
    another number of fields."""
    rows = parse(data)
    if not rows:
        raise ValueError("it is empty")
    for row in rows:
        if len(row) != len(rows[0]):
            raise ValueError(f"a line of {len(row)} fields under a header of {len(rows[0])}")
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def text(rows):
    """CSV bytes of these rows."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerows(rows)
    return out.getvalue().encode("utf-8", "surrogateescape")


def fields(line):
    """The unquoted fields of one line of bytes."""
    if b'"' not in line:
        return line.rstrip(b"\n").split(b",")
    return [field.encode("utf-8", "surrogateescape") for field in parse(line)[0]]
