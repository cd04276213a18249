"""Trade as reported, and as the partners report it. Pure: reads and prints nothing.

A table is {reporter: {partner: cell}} of one flow, one period and some goods. A cell is a tuple of
sums (dollars, kilograms, dollars of rows without a weight, estimated kilograms), in billionths, so
that every sum is exact.
"""
from collections import namedtuple

USD, KG, UNWEIGHED, ESTIMATED = range(4)
NOTHING = 0, 0, 0, 0
OTHER = {"M": "X", "X": "M"}

# pair: edition and code
Row = namedtuple("Row", "period flow reporter partner pair cell")


class Trade:
    """All rows. `coverage` is {(period, flow): {reporter: editions}} of trade in any commodity."""

    def __init__(self, rows, coverage):
        self.rows: dict = {}
        self.tables: dict = {}
        self.coverage = coverage
        for row in rows:
            pairs = self.rows.setdefault((row.period, row.flow), {})
            pairs.setdefault(row.pair, []).append((row.reporter, row.partner, row.cell))

    def reported(self, period, flow):
        """The reporters of a flow in any commodity, and the editions of each."""
        return self.coverage.get((period, flow), {})

    def pairs(self, period, flow):
        """The pairs of edition and code that occur."""
        return self.rows.get((period, flow), {}).keys()

    def table(self, period, flow, pairs, mirror=False):
        """The table of these pairs. A mirrored one is made of the other flow, with reporters and
        partners exchanged."""
        key = period, flow, pairs, mirror
        if key not in self.tables:
            rows = self.rows.get((period, OTHER[flow] if mirror else flow), {})
            found: dict = {}
            for pair in pairs & rows.keys():
                for reporter, partner, cell in rows[pair]:
                    add(found, *((partner, reporter) if mirror else (reporter, partner)), cell)
            self.tables[key] = found
        return self.tables[key]


def cell_of(usd, kg, estimated):
    """The cell of one row; kg is None if it has no weight."""
    return usd, kg or 0, usd if kg is None else 0, kg or 0 if estimated else 0


def add(table, reporter, partner, cell):
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
    """The table with countries replaced by {country: name}; other countries stay."""
    found: dict = {}
    for reporter, group in table.items():
        for partner, cell in group.items():
            add(found, names.get(reporter, reporter), names.get(partner, partner), cell)
    return found


def without(table, pairs):
    """The table without the trade of these pairs of reporter and partner."""
    found: dict = {}
    for reporter, group in table.items():
        kept = {partner: cell for partner, cell in group.items()
                if (reporter, partner) not in pairs}
        if kept:
            found[reporter] = kept
    return found


def by_reporter(table):
    """{reporter: total cell}."""
    return {reporter: total(group.values()) for reporter, group in table.items()}
