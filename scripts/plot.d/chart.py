"""What is drawn: a chart of one or several series."""
from decimal import Decimal


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

    Set by who draws it: title, caption (lines), names (what to show for a cell, {code: name})."""

    def __init__(self, kind, of, x, xs, by, series, fixed):
        self.kind, self.measure, self.x, self.xs = kind, of, x, xs
        self.by, self.series, self.fixed = by, series, fixed
        self.title, self.names, self.caption = None, {}, []

    def name(self, cell):
        return readable(self.names.get(cell, cell))

    def numbers(self):
        """All of them, the heights of a stack for an area."""
        if self.kind == "area":
            return [sum(Decimal(s.cells[x]) for s in self.series) for x in self.xs]
        return [Decimal(text) for s in self.series for text in s.cells.values()]

    def heading(self):
        """The title, or what can be said without one."""
        if self.title:
            return readable(self.title)
        return readable(f"{self.measure.column} by {' and '.join([self.x, *self.by])}")

    def subtitle(self):
        """The keys that hold for all of it: without them nobody knows what is shown."""
        return ", ".join(f"{readable(column)} {self.name(cell)}" for column, cell in self.fixed)


def readable(text):
    """Text for a picture: no control characters, no bytes that are no UTF-8."""
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
