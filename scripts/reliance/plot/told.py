"""A chart in words, for those who do not see it."""
from decimal import Decimal

from reliance.plot import axis


def label(chart, x):
    return axis.told(x) if chart.x == "period" else chart.name(x)


def description(chart):
    """What is drawn, and the numbers that a reader would take from it."""
    kind = {"bars": "Bars", "lines": "Lines", "area": "Stacked areas"}[chart.kind]
    words = [f"{kind} of {chart.measure.column} by {' and '.join([chart.x, *chart.by])}"]
    if chart.subtitle():
        words[0] += f" ({chart.subtitle()})"
    for series in chart.series:
        words.append(bars_of(chart, series) if chart.kind == "bars" else ends_of(chart, series))
    return ". ".join(words) + "."


def bars_of(chart, series):
    name = f"{chart.name(series.name)}: " if series.name else ""
    return name + ", ".join(f"{label(chart, x)} {number(chart, series, x)}" for x in chart.xs)


def number(chart, series, x):
    text = series.cells.get(x)
    return "no figure" if text is None else chart.measure.label(Decimal(text))


def ends_of(chart, series):
    """A line by its first and its last number."""
    name = f"{chart.name(series.name)}: " if series.name else ""
    if not series.cells:
        return name + "no figure"
    ends = sorted({min(series.cells), max(series.cells)})
    return name + ", ".join(f"{number(chart, series, x)} in {axis.told(x)}" for x in ends)
