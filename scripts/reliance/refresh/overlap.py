"""Overlapping sources: a row that is in two of them counts once.

A series is a period, flow and reporter. If no series is in two sources, nothing is compared.
"""
import subprocess
from collections import Counter

from reliance.common import messages, signals, table
from reliance.refresh import filters


def shared(parts, period):
    """The series of a period that are in more than one part."""
    seen = Counter(key for part in parts for key in part.series() if key[0] == period)
    return {key for key, times in seen.items() if times > 1}


class Merge:
    """The rows of one period from several sources, in the order of the sources. `series` are those
    that are in several. If `prefer` is false, rows that differ are an error."""

    def __init__(self, sources, parts, period, series, prefer):
        self.sources, self.parts, self.period = sources, parts, period
        self.series = {tuple(name.encode("utf-8", "surrogateescape") for name in key)
                       for key in series}
        self.prefer = prefer
        by_age = sorted(range(len(sources)), key=lambda i: (sources[i].last_released, i))
        self.age = {i: n for n, i in enumerate(by_age)}  # 0 is the oldest source
        self.kept: dict = {}  # key: (source, row, age of the newest source that has this row)
        self.equal: Counter = Counter()  # rows by the pair of sources that both have them
        self.replaced: Counter = Counter()  # rows by the pair of older and newer source
        self.conflicts: list = []  # lines for the message
        self.differ = 0

    def key(self, line):
        """The key of a row, as in fetch-normalise; None if its series is in one source only."""
        period, flow, reporter, partner, _, code, _, _, flags = table.fields(line)
        if (period, flow, reporter) not in self.series:
            return None
        return b",".join((flow, reporter, partner, code, b"p" if b"p" in flags else b""))

    def compare(self):
        """Decides which source each row is taken from. Fails if rows differ and no source is
        preferred."""
        for i, part in enumerate(self.parts):
            for lines in part.lines(self.period):
                for line in lines:
                    key = self.key(line)
                    if key is not None:
                        self.add(i, key, line)
        if self.differ:
            differ = messages.plural(self.differ, "row differs", "rows differ")
            raise messages.Failure(
                f"{self.period}: {differ} between sources; remove one of the files, or use "
                "--prefer newest", stderr="".join(self.conflicts))

    def add(self, i, key, line):
        """Compares a row of source i with the row that was kept for its key."""
        first, row, age = self.kept.setdefault(key, (i, line, self.age[i]))
        if first == i:
            return
        if row == line:
            self.equal[first, i] += 1
            self.kept[key] = first, row, max(age, self.age[i])
        elif self.prefer:
            newer = self.age[i] > age
            self.replaced[(first, i) if newer else (i, first)] += 1
            if newer:
                self.kept[key] = i, line, self.age[i]
        else:
            self.differ += 1
            if self.differ <= messages.EXAMPLES:
                for n, text in ((first, row), (i, line)):
                    example = text.decode("utf-8", "surrogateescape")
                    self.conflicts.append(f"{self.sources[n].name}: {example}")

    def report(self):
        """Prints how many rows are in two sources, and how many were replaced."""
        for (a, b), rows in sorted(self.equal.items()):
            messages.write(f"{self.period}: {self.sources[a].name} and {self.sources[b].name}: "
                           + messages.plural(rows, "row is in both and counts once",
                                             "rows are in both and count once"))
        for (old, new), rows in sorted(self.replaced.items()):
            a, b = self.sources[old].name, self.sources[new].name
            messages.write(f"{self.period}: "
                           + messages.plural(rows, f"row of {a} differs from that",
                                             f"rows of {a} differ from those")
                           + f" of {b}, which is newer and preferred")

    def rows(self, i):
        """The rows that are taken from source i, a list for each member."""
        for lines in self.parts[i].lines(self.period):
            kept = []
            for line in lines:
                key = self.key(line)
                if key is None or self.kept[key][0] == i:
                    kept.append(line)
            yield kept

    def check(self, run, arguments):
        """Runs the guards on the merged rows: the sources together may nest commodities, which no
        run on one source could detect (G3)."""
        names = ", ".join(source.name for source in self.sources)
        data = (filters.COLUMNS + "\n").encode() + b"".join(row for _, row, _ in
                                                            self.kept.values())
        status, _, errors = signals.run(
            [run.paths["fetch-normalise"], "-q", "--headerless", *arguments], data,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        errors = errors.decode("utf-8", "surrogateescape").replace("<stdin>", names)
        if status > 0:
            raise messages.Failure(
                f"{self.period}: the rows of {names} cannot be combined; remove one of them, or "
                "choose a --level", stderr=errors)
        filters.check_status("fetch-normalise", status, errors)


def check_months(sources, parts):
    """Fails if a series has a year and months of it, which would count twice (G6)."""
    months = {}
    for source, part in zip(sources, parts):
        if any(len(period) == 6 for period in source.periods):
            for period, flow, reporter in part.series():
                if len(period) == 6:
                    months[period[:4], flow, reporter] = source
    if not months:
        return
    for source, part in zip(sources, parts):
        for key in part.series():
            if key in months:
                raise messages.Failure(
                    f"{source.name} and {months[key].name}: {' '.join(key)} has rows for the year "
                    "and for its months; select one with --freq, which the first refresh of a "
                    "store fixes")
