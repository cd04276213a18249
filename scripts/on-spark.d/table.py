"""Lines of CSV as the filters write them: bytes, of which only the columns that are asked for are
looked at."""
import csv
import zlib


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


class Deal:
    """Deals lines out to partitions by their key, in blocks."""
    BLOCK = 1 << 20

    def __init__(self, key, partitions):
        self.key, self.partitions = key, partitions
        self.known = {}
        self.lines = [[] for _ in range(partitions)]
        self.bytes = [0] * partitions

    def place(self, key):
        place = self.known.get(key)
        if place is None:
            if len(self.known) > 100000:
                self.known.clear()
            # not hash(): that differs between processes
            place = zlib.crc32(b"\0".join(key)) % self.partitions
            self.known[key] = place
        return place

    def add(self, lines):
        """Pairs of partition and block, of those that are full."""
        for line in lines:
            to = self.place(self.key(line))
            self.lines[to].append(line)
            self.bytes[to] += len(line)
            if self.bytes[to] >= self.BLOCK:
                yield self.take(to)

    def take(self, to):
        block = b"".join(self.lines[to])
        self.lines[to], self.bytes[to] = [], 0
        return to, block

    def rest(self):
        for to in range(self.partitions):
            if self.lines[to]:
                yield self.take(to)
