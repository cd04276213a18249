"""Trade as reported, and as the other side tells it. Pure: nothing here reads or prints.

A table is {reporter: {partner: cell}}, of one flow, one period and some goods. A cell adds up
(dollars, kilograms, dollars of rows without a weight, kilograms that were estimated), all in
billionths, so every sum is exact.
"""
from collections import namedtuple

USD, KG, UNWEIGHED, ESTIMATED = range(4)
NOTHING = 0, 0, 0, 0
OTHER = {"M": "X", "X": "M"}

# pair: edition and code
Row = namedtuple("Row", "period flow reporter partner pair cell")


class Trade:
    def __init__(self, rows, coverage):
        self.rows, self.coverage, self.tables = {}, coverage, {}
        for row in rows:
            at = self.rows.setdefault((row.period, row.flow), {})
            at.setdefault(row.pair, []).append((row.reporter, row.partner, row.cell))

    def reported(self, period, flow):
        """Who reported anything of a flow: the editions of each."""
        return self.coverage.get((period, flow), {})

    def pairs(self, period, flow):
        """The pairs of edition and code that occur."""
        return self.rows.get((period, flow), {}).keys()

    def table(self, period, flow, pairs, mirror=False):
        """What is in the goods of these pairs; mirrored, the other flow with sides exchanged."""
        place = period, flow, pairs, mirror
        if place not in self.tables:
            there = self.rows.get((period, OTHER[flow] if mirror else flow), {})
            found = {}
            for pair in pairs & there.keys():
                for reporter, partner, cell in there[pair]:
                    put(found, *((partner, reporter) if mirror else (reporter, partner)), cell)
            self.tables[place] = found
        return self.tables[place]


def cell_of(usd, kg, estimated):
    """That of one row; kg is None where there is no weight."""
    return usd, kg or 0, usd if kg is None else 0, kg or 0 if estimated else 0


def put(table, reporter, partner, cell):
    """Adds a cell to a table."""
    group = table.get(reporter)
    if group is None:
        table[reporter] = {partner: cell}
    else:
        group[partner] = plus(group[partner], cell) if partner in group else cell


def plus(cell, other):
    return cell[0] + other[0], cell[1] + other[1], cell[2] + other[2], cell[3] + other[3]


def total(cells):
    return tuple(map(sum, zip(*cells))) or NOTHING


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
        left = {partner: cell for partner, cell in group.items()
                if (reporter, partner) not in inside}
        if left:
            found[reporter] = left
    return found


def by_reporter(table):
    """A group of the whole: each reporter with all its partners."""
    return {reporter: total(group.values()) for reporter, group in table.items()}
