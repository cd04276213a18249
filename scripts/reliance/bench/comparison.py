"""Compares the output of two pipelines. Rows are sorted first; text and numbers must be equal,
shares to four decimals, since other tools compute in binary floating point."""
import itertools
import os
import subprocess
from decimal import Decimal, InvalidOperation

SHARE_DIGIT = Decimal("0.000051")


def save(stages, tidy, path):
    """Writes the rows of a pipeline, sorted and without header, to a file; returns the header.
    `tidy` converts a row (a list of cells) of another tool to our form, if given."""
    command = " | ".join(stages)
    with open(path, "wb") as target, \
            subprocess.Popen(["sort"], stdin=subprocess.PIPE, stdout=target) as sort, \
            subprocess.Popen(["sh", "-c", command], stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL) as child:
        assert child.stdout is not None and sort.stdin is not None
        header = child.stdout.readline().decode().rstrip("\n").split(",")
        for line in child.stdout:
            if tidy:
                line = (",".join(tidy(line.decode().rstrip("\n").split(","))) + "\n").encode()
            sort.stdin.write(line)
        sort.stdin.close()
    if child.returncode != 0 or sort.returncode != 0:
        raise SystemExit(f"bench: failed: {command}")
    return header


def same_cell(ours, theirs, is_share):
    if ours == theirs:
        return True
    try:
        gap = abs(Decimal(ours) - Decimal(theirs))
    except InvalidOperation:
        return False
    return gap <= SHARE_DIGIT if is_share else gap == 0


def same_line(ours, theirs, share):
    if ours == theirs:
        return True
    if ours is None or theirs is None:
        return False
    a, b = ours.rstrip("\n").split(","), theirs.rstrip("\n").split(",")
    return len(a) == len(b) and all(same_cell(x, y, n == share)
                                    for n, (x, y) in enumerate(zip(a, b)))


class Comparison:
    """Keeps the output of our pipelines, since several tools are compared with it."""

    def __init__(self, folder):
        self.folder, self.known = folder, {}

    def ours(self, stages):
        """The file with the output of a pipeline, and the index of its share column, if any."""
        key = tuple(stages)
        if key not in self.known:
            path = os.path.join(self.folder, f"output-{len(self.known)}")
            header = save(stages, None, path)
            share = header.index("share_pct") if "share_pct" in header else None
            self.known[key] = path, share
        return self.known[key]

    def compare(self, ours, theirs, tidy):
        """The number of rows, the number of rows that differ, and the first pair of these."""
        path, share = self.ours(ours)
        other = os.path.join(self.folder, "output-theirs")
        save(theirs, tidy, other)
        rows = different = 0
        example = None
        with open(path, encoding="utf-8") as a, open(other, encoding="utf-8") as b:
            for x, y in itertools.zip_longest(a, b):
                rows += 1
                if not same_line(x, y, share):
                    different += 1
                    example = example or (x, y)
        return rows, different, example

    def close(self):
        """Removes the files."""
        for path, _ in self.known.values():
            os.unlink(path)
        self.known.clear()
