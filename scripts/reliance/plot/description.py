"""The alternative text of a picture: a chart described in words."""
from decimal import Decimal

from reliance.plot import axis, texts

NO_DATA = "no data"  # for an empty cell
KINDS = {"bars": "Bars", "lines": "Lines", "area": "Stacked areas"}


def description(chart):
    """The kind of chart, its columns, and the numbers that a reader would take from it."""
    first = f"{KINDS[chart.kind]} of {chart.measure.column} by {texts.listed([chart.x, *chart.by])}"
    if chart.subtitle():
        first += f" ({chart.subtitle()})"
    of_series = bars if chart.kind == "bars" else ends
    return ". ".join([first, *(of_series(chart, series) for series in chart.series)]) + "."


def bars(chart, series):
    """All numbers of a series."""
    return named(chart, series, ", ".join(f"{chart.x_label(x)} {value(chart, series, x)}"
                                          for x in chart.xs))


def ends(chart, series):
    """The first and the last number of a series along periods."""
    if not series.cells:
        return named(chart, series, NO_DATA)
    periods = sorted({min(series.cells), max(series.cells)})
    return named(chart, series, ", ".join(f"{value(chart, series, x)} in {axis.period_label(x)}"
                                          for x in periods))


def named(chart, series, text):
    return f"{chart.name(series.name)}: {text}" if series.name else text


def value(chart, series, x):
    """The label of one number."""
    text = series.cells.get(x)
    return NO_DATA if text is None else chart.measure.label(Decimal(text))
