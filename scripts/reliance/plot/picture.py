"""Lays out a chart on a page. gnuplot draws it (gnuplot.py)."""
from decimal import Decimal

from reliance.plot import axis, description, palette, texts
from reliance.plot.chart import OTHERS
from reliance.plot.gnuplot import Canvas

TITLE, TEXT, SMALL = 15, 12, 10  # font sizes in pixels
PAD = 14
BAR, BAR_GAP = 18, 8
INK, SOFT = palette.LIGHT["ink"], palette.LIGHT["soft"]


class Layout:
    """A canvas with the title and the caption of a chart, and the space that is left for its data:
    left, right, top and bottom in pixels. A height of None is chosen to fit."""

    def __init__(self, chart, size):
        self.chart = chart
        width, height = size
        room = width - 2 * PAD
        heading = texts.wrap(chart.heading(), TITLE * 1.06, room)
        under = texts.wrap(chart.subtitle(), TEXT, room)
        if chart.kind != "bars" or chart.title is not None:  # else the heading names the measure
            under += texts.wrap(chart.axis_label(), TEXT, room)
        caption = [line for text in chart.caption for line in texts.wrap(text, SMALL, room)]
        self.bars = len(chart.series) * len(chart.xs)
        if height is None:
            height = self.height_of(len(heading), len(under), len(caption))
        self.canvas = Canvas(width, height)
        y: float = PAD
        for text, size_of, bold, colour in (
                *((text, TITLE, True, "ink") for text in heading),
                *((text, TEXT, False, "soft") for text in under)):
            self.canvas.text((PAD, y + size_of * 0.6), text, size_of, palette.LIGHT[colour],
                             bold=bold)
            y += size_of * 1.4
        self.top = y + 10
        y = height - PAD - len(caption) * SMALL * 1.4
        self.bottom = y - (10 if caption else 0)
        for text in caption:
            self.canvas.text((PAD, y + SMALL * 0.6), text, SMALL, palette.LIGHT["soft"])
            y += SMALL * 1.4
        self.left, self.right = PAD, width - PAD

    def height_of(self, heading, under, caption):
        """The height of a page with these numbers of lines."""
        data = 260 if self.chart.kind != "bars" else self.bars_height()
        return int(2 * PAD + heading * TITLE * 1.4 + under * TEXT * 1.4 + 20
                   + caption * SMALL * 1.4 + data)

    def bars_height(self):
        return self.bars * BAR + len(self.chart.xs) * BAR_GAP


def colour(chart, series):
    return palette.series(chart.colours()[series.name], series.name == OTHERS)


def draw(chart, size):
    """A canvas with the chart; size is (width, height or None) in pixels."""
    page = Layout(chart, size)
    (bars if chart.kind == "bars" else lines)(chart, page)
    return page.canvas


def bars(chart, page):
    """Horizontal bars, in a group for each x, labelled with their numbers. The name of a group is
    to its left; within a group, the name of a series is part of the label of its bar."""
    canvas, several = page.canvas, len(chart.series) > 1
    names = [chart.x_label(x) for x in chart.xs]
    width = min(max(texts.width(name, TEXT) for name in names), canvas.width * 0.4)
    labels = {(s.name, x): label(chart, s.name if several else None, text)
              for s in chart.series for x, text in s.cells.items()}
    low, high = min(0, *chart.numbers()), max(0, *chart.numbers())
    high = high if high > low else 1
    room = max(texts.width(text, TEXT) for text in labels.values()) + 12
    left, right = page.left + width + 8 + (room if low < 0 else 0), page.right - room
    canvas.frame(left, page.top, right, page.bottom)
    canvas.ranges((low, high), (float(page.bottom), float(page.top)))

    def x_of(number):
        return left + float((Decimal(number) - low) / (high - low)) * (right - left)

    pitch = (page.bottom - page.top) / len(chart.xs)
    thickness = (pitch - min(BAR_GAP, pitch * 0.3)) / len(chart.series)
    for g, x in enumerate(chart.xs):
        middle = page.top + (g + 0.5) * pitch
        for n, text in enumerate(reversed(texts.wrap(names[g], TEXT, width))):
            canvas.text((page.left + width, middle - n * TEXT * 1.2), text, TEXT, INK, "right")
        for i, s in enumerate(chart.series):
            y = middle + (i - (len(chart.series) - 1) / 2) * thickness
            if x in s.cells:
                shade = colour(chart, s) if several else palette.series(0, x == OTHERS)
                bar(canvas, s.cells[x], y, thickness, shade)
                label_bar(canvas, x_of(s.cells[x]), y, labels[s.name, x], Decimal(s.cells[x]) < 0)
            else:
                canvas.text((x_of(0) + 6, y), description.NO_DATA, TEXT, SOFT)
    canvas.line((x_of(0), page.top), (x_of(0), page.bottom), SOFT)


def bar(canvas, text, y, thickness, shade):
    canvas.data([[text, f"{y:.3f}", f"{y - thickness * 0.42:.3f}", f"{y + thickness * 0.42:.3f}"]],
                f"using (0):2:(0):1:3:4 with boxxyerror fs solid noborder lc rgb '{shade}'")


def label_bar(canvas, end, y, text, negative):
    """The label of a bar, beyond its end."""
    canvas.text((end - 6 if negative else end + 6, y), text, TEXT, INK,
                "right" if negative else "left")


def label(chart, name, text):
    """The label of a number, after the name of its series if there is one."""
    number = chart.measure.label(Decimal(text))
    if not name:
        return number
    name = chart.name(name)
    return f"{name}: {number}" if name[-1].isdigit() else f"{name} {number}"


def lines(chart, page):
    """Lines or areas along the periods, labelled at their ends with names and last numbers."""
    canvas = page.canvas
    ticks = axis.ticks(chart.numbers(), max(2, int((page.bottom - page.top) / 45)),
                       chart.measure.decimals == 0)
    scale, _ = chart.measure.scale(max(abs(n) for n in chart.numbers()))
    tick_labels = {tick: axis.tick_label(tick, scale) for tick in ticks}
    ends = [end_label(chart, s) for s in chart.series]
    left = page.left + max(texts.width(text, TEXT) for text in tick_labels.values()) + 8
    right = page.right - max(texts.width(end, TEXT) for _, end in ends) - 26
    bottom = page.bottom - 22
    canvas.frame(left, page.top, right, bottom)
    first, last = axis.position(chart.xs[0]), axis.position(chart.xs[-1])
    if first == last:
        first, last = first - 1, last + 1
    canvas.ranges((first, last), (ticks[0], ticks[-1]))

    def y_of(number):
        return page.top + float((ticks[-1] - number) / (ticks[-1] - ticks[0])) * (bottom - page.top)

    def x_of(period):
        return left + (axis.position(period) - first) / (last - first) * (right - left)

    for tick in ticks:
        canvas.line((left, y_of(tick)), (right, y_of(tick)),
                    SOFT if tick == 0 else palette.LIGHT["grid"])
        canvas.text((left - 8, y_of(tick)), tick_labels[tick], TEXT, SOFT, "right")
    label_periods(chart, canvas, x_of, bottom)
    heights = (areas if chart.kind == "area" else strokes)(chart, canvas)
    heights = [y_of(heights[s.name]) for s in chart.series]
    places = texts.spread(heights, TEXT * 1.3, page.top, bottom)
    for s, (at_end, text), height, place in zip(chart.series, ends, heights, places):
        if at_end:
            canvas.line((right + 3, height), (right + 14, place), colour(chart, s))
        canvas.line((right + 14, place), (right + 20, place), colour(chart, s), 2.5)
        canvas.text((right + 24, place), text, TEXT, INK)


def label_periods(chart, canvas, x_of, bottom):
    """The periods below the lines, as many as there is room for."""
    widest = max(texts.width(axis.period_label(x), TEXT) for x in chart.xs) + 8
    kept = axis.thinned([x_of(x) for x in chart.xs], widest)
    for x in chart.xs:
        if x_of(x) in kept:
            canvas.line((x_of(x), bottom), (x_of(x), bottom + 4), SOFT)
            canvas.text((x_of(x), bottom + 14), axis.period_label(x), TEXT, SOFT, "center")


def end_label(chart, series):
    """(does the series reach the last period?, the label at its end)"""
    last = max((x for x in series.cells), default=None)
    if last is None:
        return False, f"{chart.name(series.name)} {description.NO_DATA}"
    at_end = last == chart.xs[-1]
    return at_end, (label(chart, series.name, series.cells[last])
                    + ("" if at_end else f" ({axis.period_label(last)})"))


def strokes(chart, canvas):
    """A line for each series. It has a gap where a period has no number, and is dashed across
    periods that no series has. Returns {name: last number}."""
    heights = {}
    points = 0.45 if len(chart.xs) <= 40 else 0.2
    for s in reversed(chart.series):  # the largest is drawn on top
        solid, dashed = [], []
        for before, x in zip([None, *chart.xs], chart.xs):
            if before is not None and not axis.consecutive(before, x):
                solid.append([repr(axis.position(x)), None])
                dashed += [[repr(axis.position(p)), s.cells.get(p)] for p in (before, x)]
                dashed.append([repr(axis.position(x)), None])
            solid.append([repr(axis.position(x)), s.cells.get(x)])
        lc = f"lc rgb '{colour(chart, s)}'"
        if dashed:
            canvas.data(dashed, f"using 1:2 with lines lw 1.2 dt 3 {lc}")
        canvas.data(solid, f"using 1:2 with linespoints lw 2 pt 7 ps {points} {lc}")
        heights[s.name] = Decimal(s.cells[max(s.cells)]) if s.cells else Decimal(0)
    return heights


def areas(chart, canvas):
    """Stacked bands, the largest at the bottom. Returns {name: the middle of its last height}."""
    heights, below = {}, {x: Decimal(0) for x in chart.xs}
    for s in chart.series:
        rows = []
        for x in chart.xs:
            above = below[x] + Decimal(s.cells[x])
            rows.append([repr(axis.position(x)), f"{below[x]:f}", f"{above:f}"])
            heights[s.name] = (below[x] + above) / 2
            below[x] = above
        canvas.data(rows, "using 1:2:3 with filledcurves fs solid noborder lc rgb "
                          f"'{colour(chart, s)}'")
    return heights
