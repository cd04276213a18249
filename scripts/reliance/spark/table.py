"""Lines of CSV as bytes, as the filters write them; only the needed columns are parsed."""
import csv

csv.field_size_limit(1 << 21)  # above the longest record of the filters


def fields(line):
    """The unquoted fields of a line."""
    line = line.rstrip(b"\r\n")
    if b'"' not in line:
        return line.split(b",")
    row = next(csv.reader([line.decode("latin-1")]))
    return [cell.encode("latin-1") for cell in row]


class Columns:
    """Some columns of a table by name. Raises ValueError if one is missing."""

    def __init__(self, header, names):
        present = fields(header)
        missing = [name for name in names if name.encode() not in present]
        if missing:
            raise ValueError(f"there is no column {', '.join(missing)}; there are "
                             f"{b','.join(present).decode(errors='replace')}")
        self.indices = [present.index(name.encode()) for name in names]
        self.last = max(self.indices, default=0)

    def key(self, line):
        """The cells of these columns, as a key to sort lines by."""
        if b'"' in line:
            cells = fields(line)
        else:
            cells = line.rstrip(b"\n").split(b",", self.last + 1)
        return tuple([cells[i] for i in self.indices])
