"""Lines of CSV as the filters write them: bytes, of which only the columns that are asked for are
looked at."""
import csv

csv.field_size_limit(1 << 21)  # more than a record of ours may have


def fields(line):
    """The unquoted fields of a line."""
    line = line.rstrip(b"\r\n")
    if b'"' not in line:
        return line.split(b",")
    row = next(csv.reader([line.decode("latin-1")]))
    return [cell.encode("latin-1") for cell in row]


class Columns:
    """Some columns of a table, by their names."""

    def __init__(self, header, names):
        there = fields(header)
        missing = [name for name in names if name.encode() not in there]
        if missing:
            raise ValueError(f"there is no column {', '.join(missing)}; there are "
                             f"{b','.join(there).decode(errors='replace')}")
        self.at = [there.index(name.encode()) for name in names]
        self.last = max(self.at, default=0)

    def key(self, line):
        """Their cells, to compare lines by."""
        if b'"' in line:
            cells = fields(line)
        else:
            cells = line.rstrip(b"\n").split(b",", self.last + 1)
        return tuple([cells[i] for i in self.at])
