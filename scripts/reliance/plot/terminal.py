"""A chart as text, for the terminal."""
from decimal import Decimal

from reliance.plot import axis, description, gnuplot, texts

BLOCKS = " ▏▎▍▌▋▊▉"
LETTERS = "ABCDEFG"


def drawing(chart, columns, rows):
    """The chart as lines of at most `columns` characters; rows is the height of a line chart."""
    head = [chart.heading(), chart.subtitle()]
    if chart.kind != "bars" or chart.title is not None:
        head.append(chart.axis_label())
    head = [line for text in head if text for line in texts.wrap(text, 1.7, columns)]
    body = bars(chart, columns) if chart.kind == "bars" else lines(chart, columns, rows)
    return [*head, "", *body, "", *chart.caption]


def bars(chart, columns):
    """A line for each bar, which ends with its number."""
    several = len(chart.series) > 1
    labels, numbers = [], []
    for x in chart.xs:
        for i, s in enumerate(chart.series):
            group = chart.x_label(x) if i == 0 else ""
            labels.append((group, chart.name(s.name) if several else ""))
            numbers.append((s.cells.get(x), description.value(chart, s, x)))
    left = [max(len(label[i]) for label in labels) for i in (0, 1)]
    heads = [f"{a:{left[0]}}  " + (f"{b:{left[1]}}  " if several else "") for a, b in labels]
    room = max(columns - len(heads[0]) - max(len(number) for _, number in numbers) - 1, 10)
    values = [Decimal(0), *(Decimal(text) for text, _ in numbers if text is not None)]
    low, high = min(values), max(values)
    unit = Decimal(room) / ((high - low) or 1)
    zero = int((-low * unit).to_integral_value())
    return [f"{head}{bar(Decimal(text or 0) * unit, zero)} {number}".rstrip()
            for head, (text, number) in zip(heads, numbers)]


def bar(size, zero):
    """A bar of this size in characters, from the column `zero` to the right, or to the left if it
    is negative."""
    if size < 0:
        return ("█" * int(-size.to_integral_value())).rjust(zero)
    eighths = int((size * 8).to_integral_value())
    return " " * zero + "█" * (eighths // 8) + BLOCKS[eighths % 8].strip()


def lines(chart, columns, rows):
    """The chart as gnuplot draws it in characters. Each line has a letter; the list below gives its
    name and its first and last numbers."""
    canvas = gnuplot.Canvas(columns, rows)
    draw_axes(chart, canvas)
    below = dict.fromkeys(chart.xs, Decimal(0))
    for i, s in enumerate(chart.series):
        data = []
        for x in chart.xs:
            cell = s.cells.get(x)
            if chart.kind == "area":
                below[x] += Decimal(cell)
                cell = f"{below[x]:f}"
            data.append([repr(axis.position(x)), cell])
        canvas.data(data, f"using 1:2 with linespoints pt {i + 1}")
    script = canvas.script(f"set terminal dumb mono size {columns},{rows} noenhanced", "")
    drawn = gnuplot.run(script).decode().replace("\f", "").rstrip("\n").split("\n")
    return ([line.rstrip() for line in drawn if line.strip()] + [""]
            + [f"  {LETTERS[i]}  {description.ends(chart, s) or chart.measure.column}"
               for i, s in enumerate(chart.series)])


def draw_axes(chart, canvas):
    """Ranges, ticks and as many periods as there is room for."""
    ticks = axis.ticks(chart.numbers(), 5, chart.measure.decimals == 0)
    scale, _ = chart.measure.scale(max(abs(n) for n in chart.numbers()))
    first, last = axis.position(chart.xs[0]), axis.position(chart.xs[-1])
    if first == last:
        first, last = first - 1, last + 1
    canvas.ranges((first, last), (ticks[0], ticks[-1]))
    marks = ", ".join(f"{gnuplot.quoted(axis.tick_label(t, scale))} {t}" for t in ticks)
    room = (canvas.width - 12) / (last - first)
    widest = len(axis.period_label(chart.xs[0])) + 2
    kept = axis.thinned([axis.position(x) for x in chart.xs], widest / room)
    periods = ", ".join(f"{gnuplot.quoted(axis.period_label(x))} {axis.position(x)!r}"
                        for x in chart.xs if axis.position(x) in kept)
    canvas.lines += ["set border 3", f"set ytics nomirror ({marks})",
                     f"set xtics nomirror ({periods})"]
