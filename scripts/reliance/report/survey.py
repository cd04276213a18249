"""What is in the rows: who reported in which year, who the large suppliers are. It decides which
figures are made, and is their coverage; no figure shows a number that was computed here."""
from decimal import Decimal

from reliance.common import messages, stream


class Survey:
    """years     those of the page
    reported     {(flow, reporter): {year: dollars}}
    suppliers    {reporter: {partner: dollars of all years}} of the reporters of the page
    who          what those are that there are rows of, in words"""

    def __init__(self, source, years, reporters):
        self.years, self.reported, self.suppliers = years, {}, {}
        self.who = "reporter", "reporters"
        data, _ = source.run("aggregate --by period,flow,reporter -s value_usd")
        for row in stream.read(data, "the rows of the basket").records():
            if row["period"] not in years:
                raise messages.Failure(f"there are rows of {row['period']}, which is no year; fold "
                                    "months before, or choose a --freq of the store")
            of = self.reported.setdefault((row["flow"], row["reporter"]), {})
            of[row["period"]] = Decimal(row["value_usd"] or 0)
        if not self.reported:
            raise messages.Failure("there is no row of this basket in these years")
        data, _ = source.run("aggregate --by flow,reporter,partner -s value_usd | rank -g "
                             f"flow,reporter --only flow=M --only reporter={','.join(reporters)}")
        for row in stream.read(data, "the suppliers").records():
            of = self.suppliers.setdefault(row["reporter"], {})
            of[row["partner"]] = Decimal(row["value_usd"] or 0)

    def largest(self, reporters, kinds, most):
        """The largest suppliers of these reporters over all years that are countries."""
        sums = {}
        for reporter in reporters:
            for partner, value in self.suppliers.get(reporter, {}).items():
                if kinds.get(partner) == "country":
                    sums[partner] = sums.get(partner, 0) + value
        return sorted(sums, key=lambda p: (-sums[p], p))[:most]

    def exporters(self, kinds, most):
        """The largest reporters of exports over all years."""
        sums = {reporter: sum(of.values()) for (flow, reporter), of in self.reported.items()
                if flow == "X" and kinds.get(reporter) == "country"}
        return sorted(sums, key=lambda r: (-sums[r], r))[:most]

    def years_of(self, flow, reporter):
        return sorted(self.reported.get((flow, reporter), ()))

    def years_with_rows(self):
        return sorted({year for of in self.reported.values() for year in of})

    def missing(self, flow, reporter):
        """The years that are not in yet, as words; empty if all are in."""
        runs = []
        for at, year in enumerate(self.years):
            if year in self.years_of(flow, reporter):
                continue
            if runs and runs[-1][-1] == self.years[at - 1]:
                runs[-1] = [runs[-1][0], year]
            else:
                runs.append([year])
        return ", ".join("-".join(run) for run in runs)

    def count(self, flow, year):
        """How many reporters there are."""
        return sum(1 for (f, _), years in self.reported.items() if f == flow and year in years)

    def last(self, flow, reporters):
        """The last year that the most of these reporters have, and which of them do."""
        best = max(self.years, key=lambda y: (len(self.having(flow, reporters, y)), y))
        return best, self.having(flow, reporters, best)

    def having(self, flow, reporters, year):
        return [r for r in reporters if year in self.years_of(flow, r)]

    def first(self, flow, reporters):
        """The first year that all of these have, or None."""
        return next((y for y in self.years
                     if len(self.having(flow, reporters, y)) == len(reporters)), None)

    def of_one(self, flow, reporter, name):
        """Coverage in words: the years of one reporter."""
        there, lacks = len(self.years_of(flow, reporter)), self.missing(flow, reporter)
        told = f"{name} has rows in {there} of {len(self.years)} years"
        return told + (f"; not in: {lacks}" if lacks else "")

    def of_several(self, flow, reporters, names):
        """Coverage in words: which years of several reporters are not in."""
        lacks = [f"{names.get(r, r)} {self.missing(flow, r)}" for r in reporters
                 if self.missing(flow, r)]
        return (f"{len(reporters)} countries, {len(self.years)} years; "
                + (f"not in: {'; '.join(lacks)}" if lacks else "all are in"))

    def of_all(self, flow, year=None):
        """Coverage in words: how many report."""
        counts = {y: self.count(flow, y) for y in self.years}
        if year:
            most = max(self.years, key=lambda y: (counts[y], y))
            more = f", {counts[most]} in {most}" if counts[most] > counts[year] else ""
            return f"{messages.plural(counts[year], *self.who)} in {year}{more}"
        low, high = (pick(self.years, key=lambda y: counts[y]) for pick in (min, max))
        told = f"from {counts[low]} {self.who[1]} in {low} to {counts[high]} in {high}"
        if counts[low] == counts[high]:
            told = f"{messages.plural(counts[low], *self.who)} in every year"
        return f"{told}; {counts[self.years[-1]]} in {self.years[-1]}"
