"""Series that are added up: those beyond the seventh, and the parts of an area."""
from decimal import Decimal

from reliance.common import messages
from reliance.common.programs import installed_name
from reliance.plot import measure
from reliance.plot.chart import OTHERS, Series

MOST_SERIES = 7
WHOLE = Decimal("100.1")  # per cent, and what rounding may add


def fold(chart, has_partner):
    """At most seven series: the largest stay, the others add up to OTHERS, which comes last."""
    series = [s for s in chart.series if s.name != OTHERS]
    rest = [s for s in chart.series if s.name == OTHERS]
    if chart.kind != "bars" or len(chart.series) > MOST_SERIES:
        series.sort(key=lambda s: (-s.size(), s.name))
    if len(chart.series) > MOST_SERIES:
        judge_sum(chart, has_partner)
        rest += series[MOST_SERIES - 1:]
        series = series[:MOST_SERIES - 1]
        sums = {}
        for one in rest:
            for x, text in one.cells.items():
                sums[x] = sums.get(x, Decimal(0)) + Decimal(text)
        rest = [Series(OTHERS, {x: f"{number:f}" for x, number in sums.items()})]
    chart.series = series + rest


def judge_sum(chart, has_partner):
    """May numbers of several series be added up? Sums may, and shares of one group."""
    group = ("period", "flow", "reporter") if has_partner else ("period", "flow")
    shares = measure.is_share(chart.measure.column)
    totals = {}
    for s in chart.series:
        for x, text in s.cells.items():
            totals[x] = totals.get(x, 0) + Decimal(text)
    if (not chart.measure.additive or "flow" in chart.by
            or shares and (set(chart.by) & set(group) or max(totals.values()) > WHOLE)):
        raise messages.Failure(f"{len(chart.series)} series are more than {MOST_SERIES}, and "
                            f"{chart.measure.column} of several is no sum that plot knows of; "
                            f"choose some with {installed_name('filter-hs')} --where, or after "
                            f"{installed_name('share')} with its --only", 2)


def judge_area(chart, absent):
    """A stack has a height for every part in every period, and no negative ones."""
    for s in chart.series:
        name = chart.name(s.name) or chart.measure.column
        for x in chart.xs:
            if x not in s.cells:
                if absent != "zero":
                    raise messages.Failure(f"{name} has no number in {x}, and an area "
                                        "needs one; if that is nothing, say --absent zero, else "
                                        "draw lines", 2)
                s.cells[x] = "0"
            if Decimal(s.cells[x]) < 0:
                raise messages.Failure(f"{name} is negative in {x}, and an area cannot "
                                    "show that; draw lines", 2)
    if not chart.measure.additive:
        raise messages.Failure(f"{chart.measure.column} of several is no sum, so an area would show "
                            "what is not there; draw lines", 2)
