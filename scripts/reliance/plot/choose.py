"""How a table becomes a chart. Where it could be drawn in more than one way, that is an error that
says how to choose."""
import re

from reliance.common import messages, stream
from reliance.common.programs import installed_name
from reliance.plot import measure, stack
from reliance.plot.chart import Chart, Series

MOST_BARS = 40
PERIOD = re.compile(r"\d{4}(0[1-9]|1[0-2])?")


def chart_of(table, asked):
    """The chart of a table, as the options want it."""
    if not table.rows:
        raise messages.Failure(f"{table.name}: no rows, so there is nothing to draw")
    ys = measures_of(table, asked["y"])
    keys = keys_of(table, ys)
    varying = [key for key in keys if len(set(column(table, key))) > 1]
    kind = asked["kind"] or ("lines" if "period" in varying and asked["x"] in (None, "period")
                             else "bars")
    x = asked["x"] or choose_x(kind, keys, varying, asked["by"])
    table.index(x)
    by = choose_by(table, x, varying, asked["by"], len(ys) > 1)
    cells, empty = gather(table, x, by, ys)
    xs = list(dict.fromkeys(column(table, x)))
    if kind != "bars" or x == "period":
        xs = sorted(xs)
        judge_periods(table, x, xs, kind)
    if len(ys) > 1 and len(table.rows) == 1 and kind == "bars" and not asked["x"]:
        # the measures of one row are a bar each
        cells = {"": {y: text for y, of_y in cells.items() for text in of_y.values()}}
        x, xs = "measure", ys
    chart = Chart(kind, measure.of(ys[0]) if len(ys) == 1 else together(ys), x, xs, by,
                  [Series(name, of_name) for name, of_name in cells.items()],
                  [(key, column(table, key)[0]) for key in keys
                   if key not in varying and key != x and key not in by])
    chart.empty = empty
    stack.fold(chart, "partner" in table.columns)
    if kind == "area":
        stack.judge_area(chart, asked["absent"])
    if kind == "bars" and len(xs) * len(chart.series) > MOST_BARS:
        raise messages.Failure(f"{len(xs) * len(chart.series)} bars are more than {MOST_BARS}; "
                            f"{installed_name('rank')} --top 10 --others keeps the largest")
    return chart


def column(table, name):
    at = table.columns.index(name)
    return [cells[at] for _, cells in table.rows]


def measures_of(table, asked):
    """The columns to draw: those that were asked for, or the only one there can be."""
    if asked:
        for name in asked.split(","):
            table.index(name)
        return asked.split(",")
    there = [name for name in table.columns if measure.known(name)]
    shares = [name for name in there if measure.is_share(name)]
    for only in (there, shares):
        if len(only) == 1:
            return only
    if not there:
        raise messages.Failure(f"{table.name}: which column is the measure? --y COL of "
                            f"{','.join(table.columns)}", 2)
    raise messages.Failure(f"{table.name}: there are several measures; --y COL, one of "
                        f"{','.join(there)}", 2)


def keys_of(table, ys):
    """The columns that say whose a row is: those to the left of the first measure, as share(1)
    has it."""
    first = min(i for i, name in enumerate(table.columns) if measure.known(name) or name in ys)
    return [name for name in table.columns[:first] if name not in measure.NO_KEYS]


def choose_x(kind, keys, varying, by):
    if kind != "bars":
        return "period"
    free = [key for key in varying if key not in (by or "").split(",")]
    if len(free) == 1:
        return free[0]
    if free:
        raise messages.Failure(f"what are the bars? --x COL, one of {','.join(free)}, and --by COL "
                            f"for their groups; {installed_name('filter-hs')} --where picks one of "
                            "several", 2)
    if not keys:
        raise messages.Failure("no column says what the bars are; --x COL", 2)
    return varying[-1] if varying else keys[-1]


def choose_by(table, x, varying, asked, several_measures):
    """The columns of which each value, or each of their combinations, is a series."""
    free = [key for key in varying if key != x]
    if several_measures:
        if asked or free:
            raise messages.Failure("several measures are the series, so there is no --by, and only "
                                f"{x} may vary" + (f", not {','.join(free)}" if free else ""), 2)
        return []
    if asked:
        for name in asked.split(","):
            table.index(name)
        return asked.split(",")
    if len(free) > 1:
        raise messages.Failure(f"what are the series? --by COL, one or more of {','.join(free)}; "
                            f"{installed_name('filter-hs')} --where picks one of several", 2)
    return free


def gather(table, x, by, ys):
    """{series: {x: text}}: one number for each, and none for an empty cell; and how many of these
    there are."""
    at_x, at_by = table.index(x), [table.index(name) for name in by]
    series, seen = {}, {}
    empty = 0
    for line, cells in table.rows:
        for y in ys:
            name = y if len(ys) > 1 else ", ".join(cells[at] for at in at_by)
            text = cells[table.index(y)]
            if (name, cells[at_x]) in seen:
                raise messages.Failure(f"{table.at(line)}: a second number for {x} {cells[at_x]}"
                                    + (f" of {name}" if name else "") + ", beside that of line "
                                    f"{seen[name, cells[at_x]]}; --by COL says what the series are,"
                                    f" {installed_name('filter-hs')} --where picks rows", 2)
            seen[name, cells[at_x]] = line
            of_name = series.setdefault(name, {})
            if text == "":
                empty += 1
            elif stream.is_number(text):
                of_name[cells[at_x]] = text
            else:
                raise messages.Failure(f"{table.at(line)}: {y} is \"{text}\", not a number")
    if not any(series.values()):
        raise messages.Failure(f"{table.name}: {','.join(ys)} has no number, so there is nothing to "
                            "draw")
    return series, empty


def together(ys):
    """One axis for several measures, which must be of one unit."""
    units = {measure.of(y).unit for y in ys}
    if len(units) > 1 or "" in units:
        raise messages.Failure(f"{','.join(ys)}: several measures share an axis only if they have the "
                            "same unit", 2)
    return measure.Measure(" and ".join(ys), units.pop(), measure.of(ys[0]).decimals)


def judge_periods(table, x, xs, kind):
    """Periods, all years or all months, so that they have a place on an axis of time."""
    for cell in xs:
        if not PERIOD.fullmatch(cell):
            raise messages.Failure(f"{table.name}: {x} is \"{cell}\", and {kind} go along periods: "
                                "YYYY or YYYYMM", 2)
    if len({len(cell) for cell in xs}) > 1:
        raise messages.Failure(f"{table.name}: there are years and months in {x}; draw one of them "
                            f"({installed_name('filter-hs')} --where), or {installed_name('aggregate')} --by "
                            "period:4", 2)
