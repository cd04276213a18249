"""A survey of the rows: who reported in which year, and the largest suppliers. It decides which
figures the page has and gives their coverage; the numbers of the figures come from the filters."""
from decimal import Decimal

from reliance.common import stream
from reliance.common.messages import Failure, plural

NOUNS = {  # by --mirror, where the reporters themselves did not report
    False: ("reporter", "reporters"),
    True: ("country with mirrored rows", "countries with mirrored rows"),
}


class Survey:
    """years     of the page
    reported     {(flow, reporter): {year: US dollars}}
    suppliers    {reporter: {partner: US dollars of all years}} for the reporters of the page"""

    def __init__(self, source, years, reporters, mirror):
        self.years, self.nouns = years, NOUNS[bool(mirror)]
        self.reported: dict[tuple[str, str], dict[str, Decimal]] = {}
        self.suppliers: dict[str, dict[str, Decimal]] = {}
        data, _ = source.run("aggregate --by period,flow,reporter -s value_usd")
        for row in stream.read(data, "the rows of the basket").records():
            if row["period"] not in years:
                raise Failure(f"the rows have a period {row['period']}, which is not a year; "
                              "fold months into years first, or select a --freq of the store")
            of = self.reported.setdefault((row["flow"], row["reporter"]), {})
            of[row["period"]] = Decimal(row["value_usd"] or 0)
        if not self.reported:
            raise Failure("there are no rows of this basket in these years")
        data, _ = source.run("aggregate --by flow,reporter,partner -s value_usd | rank -g "
                             f"flow,reporter --only flow=M --only reporter={','.join(reporters)}")
        for row in stream.read(data, "the suppliers").records():
            of = self.suppliers.setdefault(row["reporter"], {})
            of[row["partner"]] = Decimal(row["value_usd"] or 0)

    def largest_suppliers(self, reporters, kinds, count):
        """The codes of the largest suppliers of these reporters over all years. Only countries
        count, by kinds: {code: kind}."""
        sums: dict[str, Decimal] = {}
        for reporter in reporters:
            for partner, value in self.suppliers.get(reporter, {}).items():
                if kinds.get(partner) == "country":
                    sums[partner] = sums.get(partner, Decimal(0)) + value
        return sorted(sums, key=lambda p: (-sums[p], p))[:count]

    def largest_exporters(self, kinds, count):
        """The codes of the countries that reported the largest exports over all years."""
        sums = {reporter: sum(of.values()) for (flow, reporter), of in self.reported.items()
                if flow == "X" and kinds.get(reporter) == "country"}
        return sorted(sums, key=lambda r: (-sums[r], r))[:count]

    def years_of(self, flow, reporter):
        return sorted(self.reported.get((flow, reporter), ()))

    def years_with_rows(self):
        return sorted({year for of in self.reported.values() for year in of})

    def missing_years(self, flow, reporter):
        """The years without rows as text, such as "2013-2015, 2020"; "" if there are none."""
        runs: list[list[str]] = []
        for at, year in enumerate(self.years):
            if year in self.years_of(flow, reporter):
                continue
            if runs and runs[-1][-1] == self.years[at - 1]:
                runs[-1] = [runs[-1][0], year]
            else:
                runs.append([year])
        return ", ".join("-".join(run) for run in runs)

    def count(self, flow, year):
        """The number of reporters."""
        return sum(1 for (f, _), years in self.reported.items() if f == flow and year in years)

    def count_text(self, flow, year):
        return plural(self.count(flow, year), *self.nouns)

    def reporting(self, flow, reporters, year):
        """Those of these reporters that have rows in a year."""
        return [r for r in reporters if year in self.years_of(flow, r)]

    def last(self, flow, reporters):
        """(the last of the years with the most of these reporters, those reporters)"""
        best = max(self.years, key=lambda y: (len(self.reporting(flow, reporters, y)), y))
        return best, self.reporting(flow, reporters, best)

    def first(self, flow, reporters):
        """The first year with all of these reporters, or None."""
        return next((y for y in self.years
                     if len(self.reporting(flow, reporters, y)) == len(reporters)), None)

    def coverage_of_one(self, flow, reporter, name):
        """The years with rows of one reporter, in words."""
        count, missing = len(self.years_of(flow, reporter)), self.missing_years(flow, reporter)
        text = f"{name}: rows in {count} of {plural(len(self.years), 'year')}"
        return text + (f"; no rows in {missing}" if missing else "")

    def coverage_of_several(self, flow, reporters, names):
        """The years without rows of several reporters, in words."""
        missing = [f"{names.get(r, r)} {self.missing_years(flow, r)}" for r in reporters
                   if self.missing_years(flow, r)]
        return (f"{plural(len(reporters), 'country', 'countries')}, "
                f"{plural(len(self.years), 'year')}; "
                + (f"without rows: {'; '.join(missing)}" if missing else "all have rows"))

    def coverage_of_all(self, flow, year=None):
        """The number of reporters in a year or in all years, in words."""
        counts = {y: self.count(flow, y) for y in self.years}
        if year:
            most = max(self.years, key=lambda y: (counts[y], y))
            more = f", {counts[most]} in {most}" if counts[most] > counts[year] else ""
            return f"{self.count_text(flow, year)} in {year}{more}"
        last = self.years[-1]
        if len(self.years) == 1:
            return f"{self.count_text(flow, last)} in {last}"
        low, high = (pick(self.years, key=lambda y: counts[y]) for pick in (min, max))
        if counts[low] == counts[high]:
            return f"{self.count_text(flow, last)} in every year"
        text = f"between {self.count_text(flow, low)} ({low}) and {counts[high]} ({high})"
        return text if last in (low, high) else f"{text}; {counts[last]} in {last}"
