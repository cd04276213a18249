"""Makes a chart of a table. If the table could be drawn in several ways, the choice is left to the
user: an error names the options."""
import re

from reliance.common import stream
from reliance.common.messages import Failure
from reliance.common.programs import installed_name
from reliance.plot import measure, stack, texts
from reliance.plot.chart import Chart, Series

MOST_BARS = 40
PERIOD = re.compile(r"\d{4}(0[1-9]|1[0-2])?", re.ASCII)


def chart_of(table, options):
    """The chart of a table, for the options kind, x, y, by and absent (None is a default). Fails if
    there is nothing to draw, or more than one way to draw it."""
    if not table.rows:
        raise Failure(f"{table.name}: no rows, so there is nothing to draw")
    ys = measures_of(table, options["y"])
    keys = keys_of(table, ys)
    varying = [key for key in keys if len(set(column(table, key))) > 1]
    kind = options["kind"] or ("lines" if "period" in varying and options["x"] in (None, "period")
                               else "bars")
    x = options["x"] or choose_x(kind, keys, varying, options["by"])
    table.index(x)
    by = choose_by(table, x, varying, options["by"], len(ys) > 1)
    cells, empty = gather(table, x, by, ys)
    xs = list(dict.fromkeys(column(table, x)))
    if kind != "bars" or x == "period":
        xs = sorted(xs)
        check_periods(table, x, xs, kind)
    if len(ys) > 1 and len(table.rows) == 1 and kind == "bars" and not options["x"]:
        # one row of several measures: a bar for each
        cells = {"": {y: text for y, of_y in cells.items() for text in of_y.values()}}
        x, xs = "measure", ys
    chart = Chart(kind, measure.of(ys[0]) if len(ys) == 1 else common_measure(ys), x, xs, by,
                  [Series(name, of_name) for name, of_name in cells.items()],
                  [(key, column(table, key)[0]) for key in keys
                   if key not in varying and key != x and key not in by])
    chart.empty = empty
    stack.fold(chart, "partner" in table.columns)
    if kind == "area":
        stack.check_area(chart, options["absent"])
    if kind == "bars" and len(xs) * len(chart.series) > MOST_BARS:
        raise Failure(f"{len(xs) * len(chart.series)} bars are more than {MOST_BARS}; "
                      f"{installed_name('rank')} --top 10 --others keeps the largest")
    return chart


def column(table, name):
    at = table.columns.index(name)
    return [cells[at] for _, cells in table.rows]


def measures_of(table, y):
    """The columns to draw: those of --y, or the only measure, or the only share."""
    if y:
        for name in y.split(","):
            table.index(name)
        return y.split(",")
    measures = [name for name in table.columns if measure.is_measure(name)]
    shares = [name for name in measures if measure.is_share(name)]
    for candidates in (measures, shares):
        if len(candidates) == 1:
            return candidates
    if not measures:
        raise Failure(f"{table.name}: no column is a known measure; name it with --y COL, one "
                      f"of {','.join(table.columns)}", 2)
    raise Failure(f"{table.name}: several columns are measures; choose with --y COL, one of "
                  f"{','.join(measures)}", 2)


def keys_of(table, ys):
    """The key columns: as in share(1), those to the left of the first measure."""
    first = min(i for i, name in enumerate(table.columns)
                if measure.is_measure(name) or name in ys)
    return [name for name in table.columns[:first] if name not in measure.NOT_KEYS]


def choose_x(kind, keys, varying, by):
    """The column of the x axis if there is no --x."""
    if kind != "bars":
        return "period"
    free = [key for key in varying if key not in (by or "").split(",")]
    if len(free) == 1:
        return free[0]
    if free:
        raise Failure("several columns could be the bars; choose with --x COL, one of "
                      f"{','.join(free)}, and with --by COL for groups of bars, or select "
                      f"rows with {installed_name('filter-hs')} --where", 2)
    if not keys:
        raise Failure("no column is a key, so none can be the bars; name one with --x COL", 2)
    return varying[-1] if varying else keys[-1]


def choose_by(table, x, varying, by, several_measures):
    """The columns whose values, or combinations of values, are the series."""
    free = [key for key in varying if key != x]
    if several_measures:
        if by or free:
            also = f", but {','.join(free)} does too" if free else ""
            raise Failure("several measures are a series each, so --by is not allowed, and "
                          f"only {x} may vary{also}", 2)
        return []
    if by:
        for name in by.split(","):
            table.index(name)
        return by.split(",")
    if len(free) > 1:
        raise Failure("several columns could be the series; choose with --by COL, one or more "
                      f"of {','.join(free)}, or select rows with {installed_name('filter-hs')} "
                      "--where", 2)
    return free


def gather(table, x, by, ys):
    """({series: {x: text}}, the number of empty cells). Fails at two numbers for one point, at a
    cell that is not a number, and if all cells are empty."""
    at_x, at_by = table.index(x), [table.index(name) for name in by]
    series: dict[str, dict[str, str]] = {}
    seen: dict[tuple[str, str], int] = {}  # the line of each point
    empty = 0
    for line, cells in table.rows:
        for y in ys:
            name = y if len(ys) > 1 else ", ".join(cells[at] for at in at_by)
            text = cells[table.index(y)]
            if (name, cells[at_x]) in seen:
                raise Failure(f"{table.at(line)}: a second number for {x} {cells[at_x]}"
                              + (f" of {name}" if name else "") + "; the first is on line "
                              f"{seen[name, cells[at_x]]}. Name the series with --by COL, or "
                              f"select rows with {installed_name('filter-hs')} --where", 2)
            seen[name, cells[at_x]] = line
            of_name = series.setdefault(name, {})
            if text == "":
                empty += 1
            elif stream.is_number(text):
                of_name[cells[at_x]] = text
            else:
                raise Failure(f"{table.at(line)}: {y} is \"{text}\", not a number of up to "
                              f"{stream.DIGITS} digits")
    if not any(series.values()):
        raise Failure(f"{table.name}: {','.join(ys)} has no number, so there is nothing to draw")
    return series, empty


def common_measure(ys):
    """One measure for several columns, which must have the same unit."""
    units = {measure.of(y).unit for y in ys}
    if len(units) > 1 or "" in units:
        raise Failure(f"{','.join(ys)}: several measures need the same unit to share an axis", 2)
    return measure.Measure(texts.listed(ys), units.pop(), measure.of(ys[0]).decimals)


def check_periods(table, x, xs, kind):
    """Fails unless all periods are years, or all are months: a time axis needs that."""
    for cell in xs:
        if not PERIOD.fullmatch(cell):
            raise Failure(f"{table.name}: {x} is \"{cell}\", but {kind} need periods: YYYY or "
                          "YYYYMM", 2)
    if len({len(cell) for cell in xs}) > 1:
        raise Failure(f"{table.name}: {x} has years and months; select one of them with "
                      f"{installed_name('filter-hs')} --where, or fold months into years with "
                      f"{installed_name('aggregate')} --by period:4", 2)
