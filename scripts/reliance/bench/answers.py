"""Do two pipelines say the same? Their rows are compared in the order of their bytes: texts as
they are, numbers exactly, a share to the last of our four decimals, since peers' are binary."""
import itertools
import os
import subprocess
from decimal import Decimal, InvalidOperation

SHARE_DIGIT = Decimal("0.000051")


def save(stages, tidy, path):
    """Writes the rows of a pipeline, sorted and without their header, to a file; returns the
    header. `tidy` makes a row of a peer (a list of cells) look like one of ours."""
    command = " | ".join(stages)
    with open(path, "wb") as target, \
            subprocess.Popen(["sort"], stdin=subprocess.PIPE, stdout=target) as sort, \
            subprocess.Popen(["sh", "-c", command], stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL) as child:
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


class Answers:
    """What our pipelines say is kept, for several peers are held to it."""

    def __init__(self, folder):
        self.folder, self.known = folder, {}

    def ours(self, stages):
        """The file of a pipeline of ours, and which column is a share."""
        key = tuple(stages)
        if key not in self.known:
            path = os.path.join(self.folder, f"answer-{len(self.known)}")
            header = save(stages, None, path)
            share = header.index("share_pct") if "share_pct" in header else None
            self.known[key] = path, share
        return self.known[key]

    def compare(self, ours, theirs, tidy):
        """How many rows there are, how many are different, and the first of these."""
        path, share = self.ours(ours)
        other = os.path.join(self.folder, "answer-theirs")
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

    def forget(self):
        for path, _ in self.known.values():
            os.unlink(path)
        self.known.clear()
