"""Trade as reported, and as the other side tells it. Pure: nothing here reads or prints.

A table is {reporter: {partner: cell}}, of one flow, one period and some goods. A cell adds up
[dollars, kilograms, dollars of rows without a weight, kilograms that were estimated], all in
billionths, so every sum is exact.
"""
from collections import namedtuple

USD, KG, UNWEIGHED, ESTIMATED = range(4)
OTHER = {"M": "X", "X": "M"}

Row = namedtuple("Row", "period flow reporter partner pair usd kg estimated")


class Trade:
    def __init__(self, rows, coverage):
        self.rows, self.coverage, self.tables = {}, coverage, {}
        for row in rows:
            at = self.rows.setdefault((row.period, row.flow), {})
            at.setdefault(row.pair, []).append(row)

    def reported(self, period, flow):
        """Who reported anything of a flow: the editions of each."""
        return self.coverage.get((period, flow), {})

    def pairs(self, period, flow):
        """The pairs of edition and code that occur."""
        return self.rows.get((period, flow), {}).keys()

    def table(self, period, flow, pairs, mirror=False):
        """What is in the goods of these pairs; mirrored, the other flow with its sides exchanged."""
        key = period, flow, pairs, mirror
        if key not in self.tables:
            there = self.rows.get((period, OTHER[flow] if mirror else flow), {})
            found = {}
            for pair in pairs & there.keys():
                for row in there[pair]:
                    sides = (row.reporter, row.partner)
                    put(found, *(sides[::-1] if mirror else sides), cell_of(row))
            self.tables[key] = found
        return self.tables[key]


def cell_of(row):
    return [row.usd, row.kg or 0, row.usd if row.kg is None else 0,
            row.kg if row.kg and row.estimated else 0]


def put(table, reporter, partner, cell):
    """Adds a cell to a table."""
    group = table.setdefault(reporter, {})
    group[partner] = plus(group[partner], cell) if partner in group else cell


def plus(cell, other):
    return [a + b for a, b in zip(cell, other)]


def total(cells):
    added = [0, 0, 0, 0]
    for cell in cells:
        added = plus(added, cell)
    return added


def recode(table, names):
    """With countries replaced by what `names` calls them; those it does not name stay."""
    found = {}
    for reporter, group in table.items():
        for partner, cell in group.items():
            put(found, names.get(reporter, reporter), names.get(partner, partner), cell)
    return found


def without(table, inside):
    """Without the trade of these pairs of reporter and partner."""
    found = {}
    for reporter, group in table.items():
        left = {partner: cell for partner, cell in group.items() if (reporter, partner) not in inside}
        if left:
            found[reporter] = left
    return found


def by_reporter(table):
    """A group of the whole: each reporter with all its partners."""
    return {reporter: total(group.values()) for reporter, group in table.items()}
