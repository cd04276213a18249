"""The chart that is drawn: its kind, its series, and its texts."""
import decimal
import itertools
import unicodedata
from decimal import Decimal

from reliance.plot import axis, texts

OTHERS = "OTHERS"  # the row of rank --others
BLANKS = "\t\n\v\f\r\u2028\u2029"
JOINERS = "\u200c\u200d"
PRECISION = 60  # digits: more than the sum of the longest numbers that the filters print


def use_exact_sums():
    """Sets the precision of Decimal for this thread and for all threads that start later."""
    decimal.DefaultContext.prec = PRECISION
    decimal.setcontext(decimal.DefaultContext)


class Series:
    """A name, and the numbers as text: {x: text}."""

    def __init__(self, name, cells):
        self.name, self.cells = name, cells

    def size(self):
        return sum(abs(Decimal(text)) for text in self.cells.values())


class Chart:
    """kind      bars, lines or area
    measure      what the numbers measure (measure.py)
    x, xs        the column of the x axis, and its cells in order
    by           the columns whose values distinguish the series
    series       one per line, or per colour of bars
    fixed        (column, cell) of each key that is the same in all rows
    empty        the number of cells without a number

    The caller sets: title ("" for none), axis (text that replaces the name of the measure), caption
    (lines), names ({code: name}), lead (the names of the series that get the first colours, in this
    order, so that several pictures colour them alike)."""

    def __init__(self, kind, measure, x, xs, by, series, fixed):
        self.kind, self.measure, self.x, self.xs = kind, measure, x, xs
        self.by, self.series, self.fixed = by, series, fixed
        self.empty = 0
        self.title, self.axis, self.names, self.caption = None, None, {}, []
        self.lead = []

    def name(self, cell):
        """The name of a code, or the cell itself."""
        return readable(self.names.get(cell, cell))

    def x_label(self, x):
        """The label of a bar or of a period."""
        return axis.period_label(x) if self.x == "period" else self.name(x)

    def numbers(self):
        """All numbers; of an area, the total height in each period."""
        if self.kind == "area":
            return [sum(Decimal(s.cells[x]) for s in self.series) for x in self.xs]
        return [Decimal(text) for s in self.series for text in s.cells.values()]

    def heading(self):
        """The title, or one made from the names of the columns."""
        if self.title is not None:
            return readable(self.title)
        return readable(f"{self.measure.column} by {texts.listed([self.x, *self.by])}")

    def colours(self):
        """{name of a series: number of its colour}. The leading series have their fixed numbers;
        the others get the numbers that remain."""
        kept = {s.name: self.lead.index(s.name) for s in self.series if s.name in self.lead}
        left = (n for n in itertools.count() if n not in kept.values())
        return {s.name: kept[s.name] if s.name in kept else next(left) for s in self.series}

    def empty_cells(self):
        """A warning about empty cells, or "" if there are none."""
        cells = "1 cell is" if self.empty == 1 else f"{self.empty} cells are"
        return f"{cells} empty and not drawn" if self.empty else ""

    def interrupted(self):
        """The names of the series without a number in some period: rank may have dropped these
        rows, and the line looks as if trade had ended."""
        return [s.name for s in self.series if self.x == "period" and len(s.cells) < len(self.xs)
                and s.name != OTHERS]

    def codes(self):
        """All cells that `names` may replace."""
        return {*self.xs, *(s.name for s in self.series), *(cell for _, cell in self.fixed)}

    def axis_label(self):
        """What the numbers are, with their unit."""
        return readable(self.axis or self.measure.axis(max(abs(n) for n in self.numbers())))

    def subtitle(self):
        """The keys that are the same in all rows: they are part of what is shown."""
        return ", ".join(f"{readable(column)} {self.name(cell)}" for column, cell in self.fixed)


def readable(text):
    """Text for a picture, in one line: other control characters than blanks, and bytes that are not
    UTF-8, become U+FFFD."""
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(" " if c in BLANKS else c if is_readable(c) else "\ufffd" for c in text)


def is_readable(character):
    """Joiners are part of how some scripts are written."""
    return (character.isprintable() or character in JOINERS
            or unicodedata.category(character) == "Zs")
