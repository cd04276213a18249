"""What is drawn: a chart of one or several series."""
import decimal
import itertools
from decimal import Decimal

# sums of the longest numbers that the filters print stay exact, in every thread
decimal.DefaultContext.prec = 60
decimal.setcontext(decimal.DefaultContext)


OTHERS = "OTHERS"  # as rank has it


class Series:
    """A name, and the numbers as they came: {x: text}."""

    def __init__(self, name, cells):
        self.name, self.cells = name, cells

    def size(self):
        return sum(abs(Decimal(text)) for text in self.cells.values())


class Chart:
    """kind      bars, lines or area
    measure      what the numbers are (measure.py)
    x, xs        the column of that axis, and its cells in their order
    by           the columns that tell the series apart
    series       one for each line, or for each colour of bars
    fixed        (column, cell) of the keys that hold for all of it
    empty        how many cells have no number

    Set by who draws it: title ("" is none), axis (what the numbers are, in words), caption (lines),
    names (what to show for a cell, {code: name}), lead (series that have the first colours, in their
    order, so that several pictures show them in the same)."""

    def __init__(self, kind, of, x, xs, by, series, fixed):
        self.kind, self.measure, self.x, self.xs = kind, of, x, xs
        self.by, self.series, self.fixed = by, series, fixed
        self.empty = 0
        self.title, self.axis, self.names, self.caption = None, None, {}, []
        self.lead = []

    def name(self, cell):
        return readable(self.names.get(cell, cell))

    def numbers(self):
        """All of them, the heights of a stack for an area."""
        if self.kind == "area":
            return [sum(Decimal(s.cells[x]) for s in self.series) for x in self.xs]
        return [Decimal(text) for s in self.series for text in s.cells.values()]

    def heading(self):
        """The title, or what can be said without one."""
        if self.title is not None:
            return readable(self.title)
        return readable(f"{self.measure.column} by {' and '.join([self.x, *self.by])}")

    def colours(self):
        """The number of each series' colour: what the leading ones leave goes to the others."""
        kept = {s.name: self.lead.index(s.name) for s in self.series if s.name in self.lead}
        left = (n for n in itertools.count() if n not in kept.values())
        return {s.name: kept[s.name] if s.name in kept else next(left) for s in self.series}

    def gaps(self):
        """What is not drawn, in words, or nothing."""
        cells = "1 cell is" if self.empty == 1 else f"{self.empty} cells are"
        return f"{cells} empty, and not drawn" if self.empty else ""

    def broken(self):
        """The series that rank cut off in some periods, where a line looks as if trade ended."""
        return [s.name for s in self.series if self.x == "period" and len(s.cells) < len(self.xs)
                and s.name != OTHERS]

    def shown(self):
        """The cells that names stand for."""
        return {*self.xs, *(s.name for s in self.series), *(cell for _, cell in self.fixed)}

    def unit(self):
        """What stands beside the axis."""
        return readable(self.axis or self.measure.axis(max(abs(n) for n in self.numbers())))

    def subtitle(self):
        """The keys that hold for all of it: without them nobody knows what is shown."""
        return ", ".join(f"{readable(column)} {self.name(cell)}" for column, cell in self.fixed)


def readable(text):
    """Text for a picture: no control characters, no bytes that are no UTF-8."""
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
