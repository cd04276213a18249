"""Sources that hold the same series: a row that is in two of them counts once.

A series is a period, flow and reporter. Where no series is in two sources, nothing is compared.
"""
import subprocess
from collections import Counter

from reliance.common import messages, table
from reliance.refresh import filters


def shared(parts, period):
    """The series of a period that are in more than one part."""
    seen = Counter(key for part in parts for key in part.series() if key[0] == period)
    return {key for key, times in seen.items() if times > 1}


class Merge:
    """The rows of one period out of several sources, in their order."""

    def __init__(self, sources, parts, period, series, prefer):
        self.sources, self.parts, self.period = sources, parts, period
        self.series = {tuple(name.encode("utf-8", "surrogateescape") for name in key)
                       for key in series}
        self.prefer = prefer
        by_age = sorted(range(len(sources)), key=lambda i: (sources[i].last_released, i))
        self.age = {i: n for n, i in enumerate(by_age)}
        self.kept = {}  # key: (source, row, age of the newest source that has this row)
        self.twice = Counter()  # pairs of sources: rows that are in both
        self.replaced = Counter()  # pairs of sources: rows of the older that the newer replaces
        self.clashes, self.differ = [], 0

    def key(self, line):
        """What fetch-normalise takes for the key of a row; None where one source alone has it."""
        period, flow, reporter, partner, _, code, _, _, flags = table.fields(line)
        if (period, flow, reporter) not in self.series:
            return None
        return b",".join((flow, reporter, partner, code, b"p" if b"p" in flags else b""))

    def compare(self):
        for i, part in enumerate(self.parts):
            for lines in part.lines(self.period):
                for line in lines:
                    key = self.key(line)
                    if key is not None:
                        self.meet(i, key, line)
        if self.differ:
            differ = messages.plural(self.differ, "row differs between sources that both have it",
                                "rows differ between sources that both have them")
            raise messages.Failure(f"{self.period}: {differ}; take one of the files away, or say "
                                "--prefer newest", stderr="".join(self.clashes))

    def meet(self, i, key, line):
        first, row, age = self.kept.setdefault(key, (i, line, self.age[i]))
        if first == i:
            return
        if row == line:
            self.twice[first, i] += 1
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
                    shown = text.decode("utf-8", "surrogateescape")
                    self.clashes.append(f"{self.sources[n].name}: {shown}")

    def say(self):
        for (a, b), rows in sorted(self.twice.items()):
            messages.write(f"{self.period}: {self.sources[a].name} and {self.sources[b].name}: "
                      + messages.plural(rows, "row is in both and counts once",
                                   "rows are in both and count once"))
        for (old, new), rows in sorted(self.replaced.items()):
            a, b = self.sources[old].name, self.sources[new].name
            messages.write(f"{self.period}: " + messages.plural(rows, f"row of {a} differs from that",
                                                      f"rows of {a} differ from those")
                      + f" of {b}, which is newer and preferred")

    def rows(self, i):
        """The rows that stay of a source, a list for each member."""
        for lines in self.parts[i].lines(self.period):
            stay = []
            for line in lines:
                key = self.key(line)
                if key is None or self.kept[key][0] == i:
                    stay.append(line)
            yield stay

    def guard(self, run, arguments):
        """Together the sources could nest commodities, which no single run has seen (G3)."""
        names = ", ".join(self.sources[i].name for i in range(len(self.sources)))
        data = (filters.COLUMNS + "\n").encode() + b"".join(row for _, row, _ in
                                                           self.kept.values())
        done = subprocess.run([run.paths["fetch-normalise"], "-q", "--headerless", *arguments],
                              input=data, check=False, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE)
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "surrogateescape").replace("<stdin>", names)
            raise messages.Failure(f"{self.period}: the rows of {names} do not go together; take one "
                                "of them away, or choose a level", stderr=said)


def guard_months(sources, parts):
    """A year beside its months counts twice, wherever the two come from (G6)."""
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
                raise messages.Failure(f"{source.name} and {months[key].name}: {' '.join(key)} is "
                                    "there as a year and in months; choose with --freq, which "
                                    "holds for the whole of a store from its first refresh on")
