"""A chart in the terminal."""
from decimal import Decimal

from reliance.plot import axis, gnuplot, texts, told

BLOCKS = " ▏▎▍▌▋▊▉"
LETTERS = "ABCDEFG"


def drawing(chart, columns, rows):
    """Lines of text, at most so wide."""
    head = [chart.heading(), chart.subtitle()]
    if chart.kind != "bars" or chart.title is not None:
        head.append(chart.unit())
    head = [line for text in head if text for line in texts.wrap(text, 1.7, columns)]
    body = (bars if chart.kind == "bars" else lines)(chart, columns, rows)
    return [*head, "", *body, "", *chart.caption]


def bars(chart, columns, _):
    """A line for each bar, with its number behind it."""
    several = len(chart.series) > 1
    labels, numbers = [], []
    for x in chart.xs:
        for i, s in enumerate(chart.series):
            group = told.label(chart, x) if i == 0 else ""
            labels.append((group, chart.name(s.name) if several else ""))
            numbers.append((s.cells.get(x), told.number(chart, s, x)))
    left = [max(len(label[i]) for label in labels) for i in (0, 1)]
    heads = [f"{a:{left[0]}}  " + (f"{b:{left[1]}}  " if several else "") for a, b in labels]
    room = max(columns - len(heads[0]) - max(len(number) for _, number in numbers) - 1, 10)
    values = [Decimal(text) for text, _ in numbers if text is not None]
    low, high = min(0, *values), max(0, *values)
    unit = Decimal(room) / ((high - low) or 1)
    back = int((-low * unit).to_integral_value())
    lines_ = []
    for head, (text, number) in zip(heads, numbers):
        size = Decimal(text or 0) * unit
        if size < 0:
            bar = ("█" * int(-size.to_integral_value())).rjust(back)
        else:
            eighths = int((size * 8).to_integral_value())
            bar = " " * back + "█" * (eighths // 8) + BLOCKS[eighths % 8].strip()
        lines_.append(f"{head}{bar} {number}".rstrip())
    return lines_


def lines(chart, columns, rows):
    """gnuplot's drawing in characters: each line has a letter, told below with its last number."""
    canvas = gnuplot.Canvas(columns, rows)
    ticks = axis.ticks(chart.numbers(), 5, chart.measure.decimals == 0)
    scale, _ = chart.measure.scale(max(abs(n) for n in chart.numbers()))
    first, last = axis.time(chart.xs[0]), axis.time(chart.xs[-1])
    if first == last:
        first, last = first - 1, last + 1
    canvas.ranges((first, last), (ticks[0], ticks[-1]))
    marks = ", ".join(f"{gnuplot.quoted(axis.shown(t, scale))} {t}" for t in ticks)
    room = (columns - 12) / (last - first)
    kept = axis.thinned([axis.time(x) for x in chart.xs], (len(axis.told(chart.xs[0])) + 2) / room)
    periods = ", ".join(f"{gnuplot.quoted(axis.told(x))} {axis.time(x)!r}" for x in chart.xs
                        if axis.time(x) in kept)
    canvas.lines += ["set border 3", f"set ytics nomirror ({marks})",
                     f"set xtics nomirror ({periods})"]
    below = dict.fromkeys(chart.xs, Decimal(0))
    for i, s in enumerate(chart.series):
        data = []
        for x in chart.xs:
            cell = s.cells.get(x)
            if chart.kind == "area":
                below[x] += Decimal(cell)
                cell = f"{below[x]:f}"
            data.append([repr(axis.time(x)), cell])
        canvas.data(data, f"using 1:2 with linespoints pt {i + 1}")
    script = canvas.script(f"set terminal dumb mono size {columns},{rows} noenhanced", "")
    drawn = gnuplot.run(script).decode().replace("\f", "").rstrip("\n").split("\n")
    return ([line.rstrip() for line in drawn if line.strip()] + [""]
            + [f"  {LETTERS[i]}  {told.ends_of(chart, s) or chart.measure.column}"
               for i, s in enumerate(chart.series)])
