"""Series that are added up: the smallest ones into OTHERS, and the parts of an area."""
from decimal import Decimal

from reliance.common.messages import Failure
from reliance.common.programs import installed_name
from reliance.plot import measure
from reliance.plot.chart import OTHERS, Series

MOST_SERIES = 7
WHOLE = Decimal("100.1")  # per cent, with a margin for rounding


def fold(chart, has_partner):
    """Reduces the chart to seven series: the six largest, and OTHERS last, which is the sum of the
    rest. Fails if the rest may not be added up."""
    series = [s for s in chart.series if s.name != OTHERS]
    rest = [s for s in chart.series if s.name == OTHERS]
    if chart.kind != "bars" or len(chart.series) > MOST_SERIES:
        series.sort(key=lambda s: (-s.size(), s.name))
    if len(chart.series) > MOST_SERIES:
        check_additive(chart, has_partner)
        rest += series[MOST_SERIES - 1:]
        series = series[:MOST_SERIES - 1]
        rest = [Series(OTHERS, {x: f"{number:f}" for x, number in sums_of(rest).items()})]
    chart.series = series + rest


def sums_of(series):
    """{x: sum of all series}"""
    sums: dict[str, Decimal] = {}
    for s in series:
        for x, text in s.cells.items():
            sums[x] = sums.get(x, Decimal(0)) + Decimal(text)
    return sums


def check_additive(chart, has_partner):
    """Fails if the numbers of several series may not be added up. Additive measures may; shares
    only within one group."""
    group = {"period", "flow", "reporter"} if has_partner else {"period", "flow"}
    shares = measure.is_share(chart.measure.column)
    if (not chart.measure.additive or "flow" in chart.by
            or shares and (set(chart.by) & group or max(sums_of(chart.series).values()) > WHOLE)):
        raise Failure(f"{len(chart.series)} series are more than {MOST_SERIES}, and "
                      f"{chart.measure.column} of several series cannot be added up; select "
                      f"some with {installed_name('filter-hs')} --where, or after "
                      f"{installed_name('share')} with its --only", 2)


def check_area(chart, absent):
    """Fails if some part of a stacked area has no number in a period or a negative one, or if the
    measure is not additive. With absent "zero", missing numbers become 0."""
    for s in chart.series:
        name = chart.name(s.name) or chart.measure.column
        for x in chart.xs:
            if x not in s.cells:
                if absent != "zero":
                    raise Failure(f"{name} has no number in {x}, which an area needs; use "
                                  "--absent zero if that means 0, or draw lines", 2)
                s.cells[x] = "0"
            if Decimal(s.cells[x]) < 0:
                raise Failure(f"{name} is negative in {x}, which an area cannot show; draw "
                              "lines", 2)
    if not chart.measure.additive:
        raise Failure(f"{chart.measure.column} of several series cannot be added up, so an "
                      "area would be wrong; draw lines", 2)
