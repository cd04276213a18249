"""A chart on a page: where its parts stand. gnuplot draws them (gnuplot.py)."""
from decimal import Decimal

from reliance.plot import axis, palette, texts
from reliance.plot.chart import OTHERS
from reliance.plot.gnuplot import Canvas

TITLE, TEXT, SMALL = 15, 12, 10  # sizes of text in pixels
PAD = 14
BAR, BAR_GAP = 18, 8
INK, SOFT = palette.LIGHT["ink"], palette.LIGHT["soft"]


class Page:
    """The canvas, and what is left of it for the data."""

    def __init__(self, chart, size):
        self.chart = chart
        width, height = size
        room = width - 2 * PAD
        heading = texts.wrap(chart.heading(), TITLE * 1.06, room)
        under = texts.wrap(chart.subtitle(), TEXT, room)
        if chart.kind != "bars" or chart.title is not None:  # the heading does not say it
            under += texts.wrap(chart.unit(), TEXT, room)
        caption = [line for text in chart.caption for line in texts.wrap(text, SMALL, room)]
        self.bars = len(chart.series) * len(chart.xs)
        if height is None:
            height = self.height_of(len(heading), len(under), len(caption))
        self.canvas = Canvas(width, height)
        y = PAD
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
        data = 260 if self.chart.kind != "bars" else self.bars_height()
        return int(2 * PAD + heading * TITLE * 1.4 + under * TEXT * 1.4 + 20
                   + caption * SMALL * 1.4 + data)

    def bars_height(self):
        return self.bars * BAR + len(self.chart.xs) * BAR_GAP


def colour(chart, series):
    return palette.series(chart.colours()[series.name], series.name == OTHERS)


def draw(chart, size):
    """The canvas of a chart."""
    page = Page(chart, size)
    (bars if chart.kind == "bars" else lines)(chart, page)
    return page.canvas


def bars(chart, page):
    """Bars to the right, a group for each x, a bar of it for each series; each has its number."""
    canvas, several = page.canvas, len(chart.series) > 1
    # a name stands left of its group; the name of a bar of a group stands with its number
    names = [axis.told(x) if chart.x == "period" else chart.name(x) for x in chart.xs]
    width = min(max(texts.width(name, TEXT) for name in names), canvas.width * 0.4)
    labels = {(s.name, x): label(chart, s.name if several else None, text)
              for s in chart.series for x, text in s.cells.items()}
    low, high = min(0, *chart.numbers()), max(0, *chart.numbers())
    high = high if high > low else 1
    room = max(texts.width(text, TEXT) for text in labels.values()) + 12
    left, right = page.left + width + 8 + (room if low < 0 else 0), page.right - room
    canvas.frame(left, page.top, right, page.bottom)
    canvas.ranges((low, high), (float(page.bottom), float(page.top)))

    def across(number):
        return left + float((Decimal(number) - low) / (high - low)) * (right - left)

    pitch = (page.bottom - page.top) / len(chart.xs)
    thick = (pitch - min(BAR_GAP, pitch * 0.3)) / len(chart.series)
    for g, x in enumerate(chart.xs):
        y = page.top + (g + 0.5) * pitch
        for n, text in enumerate(reversed(texts.wrap(names[g], TEXT, width))):
            canvas.text((page.left + width, y - n * TEXT * 1.2), text, TEXT, INK, "right")
        for i, s in enumerate(chart.series):
            at = y + (i - (len(chart.series) - 1) / 2) * thick
            if x in s.cells:
                shade = colour(chart, s) if several else palette.series(0, x == OTHERS)
                bar(canvas, s.cells[x], at, thick, shade)
                beside(canvas, across(s.cells[x]), at, labels[s.name, x], Decimal(s.cells[x]) < 0)
            else:
                canvas.text((across(0) + 6, at), "no figure", TEXT, SOFT)
    canvas.line((across(0), page.top), (across(0), page.bottom), SOFT)


def bar(canvas, text, at, thick, shade):
    canvas.data([[text, f"{at:.3f}", f"{at - thick * 0.42:.3f}", f"{at + thick * 0.42:.3f}"]],
                f"using (0):2:(0):1:3:4 with boxxyerror fs solid noborder lc rgb '{shade}'")


def beside(canvas, end, at, text, back):
    """The label of a bar, behind its end."""
    canvas.text((end - 6 if back else end + 6, at), text, TEXT, INK, "right" if back else "left")


def label(chart, name, text):
    """A number with the name of its series, if it has one."""
    number = chart.measure.label(Decimal(text))
    if not name:
        return number
    name = chart.name(name)
    return f"{name}: {number}" if name[-1].isdigit() else f"{name} {number}"


def lines(chart, page):
    """Lines or areas along the periods, their names and last numbers at their right ends."""
    canvas = page.canvas
    ticks = axis.ticks(chart.numbers(), max(2, int((page.bottom - page.top) / 45)),
                       chart.measure.decimals == 0)
    scale, _ = chart.measure.scale(max(abs(n) for n in chart.numbers()))
    shown = {tick: axis.shown(tick, scale) for tick in ticks}
    ends = [end_of(chart, s) for s in chart.series]
    left = page.left + max(texts.width(text, TEXT) for text in shown.values()) + 8
    right = page.right - max(texts.width(end, TEXT) for _, end in ends) - 26
    bottom = page.bottom - 22
    canvas.frame(left, page.top, right, bottom)
    first, last = axis.time(chart.xs[0]), axis.time(chart.xs[-1])
    if first == last:
        first, last = first - 1, last + 1
    canvas.ranges((first, last), (ticks[0], ticks[-1]))

    def down(number):
        return page.top + float((ticks[-1] - number) / (ticks[-1] - ticks[0])) * (bottom - page.top)

    def across(period):
        return left + (axis.time(period) - first) / (last - first) * (right - left)

    for tick in ticks:
        canvas.line((left, down(tick)), (right, down(tick)),
                    SOFT if tick == 0 else palette.LIGHT["grid"])
        canvas.text((left - 8, down(tick)), shown[tick], TEXT, SOFT, "right")
    periods(chart, canvas, across, bottom)
    heights = (areas if chart.kind == "area" else strokes)(chart, canvas)
    heights = [down(heights[s.name]) for s in chart.series]
    places = texts.apart(heights, TEXT * 1.3, page.top, bottom)
    for s, (at_end, text), height, place in zip(chart.series, ends, heights, places):
        if at_end:
            canvas.line((right + 3, height), (right + 14, place), colour(chart, s))
        canvas.line((right + 14, place), (right + 20, place), colour(chart, s), 2.5)
        canvas.text((right + 24, place), text, TEXT, INK)


def periods(chart, canvas, across, bottom):
    """The periods below the lines, as many as have room."""
    wide = max(texts.width(axis.told(x), TEXT) for x in chart.xs) + 8
    kept = axis.thinned([across(x) for x in chart.xs], wide)
    for x in chart.xs:
        if across(x) in kept:
            canvas.line((across(x), bottom), (across(x), bottom + 4), SOFT)
            canvas.text((across(x), bottom + 14), axis.told(x), TEXT, SOFT, "center")


def end_of(chart, series):
    """Does a series go on to the last period, and its label at the end."""
    last = max((x for x in series.cells), default=None)
    if last is None:
        return False, f"{chart.name(series.name)} no figure"
    at_end = last == chart.xs[-1]
    return at_end, (label(chart, series.name, series.cells[last])
                    + ("" if at_end else f" ({axis.told(last)})"))


def strokes(chart, canvas):
    """A line for each series, broken where a period has no number, and dashed across years or
    months that are not in the data at all. Returns where each ends."""
    heights = {}
    points = 0.45 if len(chart.xs) <= 40 else 0.2
    for s in reversed(chart.series):  # the largest is drawn on top
        solid, dashed = [], []
        for before, x in zip([None, *chart.xs], chart.xs):
            if before is not None and not axis.next_to(before, x):
                solid.append([repr(axis.time(x)), None])
                dashed += [[repr(axis.time(p)), s.cells.get(p)] for p in (before, x)]
                dashed.append([repr(axis.time(x)), None])
            solid.append([repr(axis.time(x)), s.cells.get(x)])
        lc = f"lc rgb '{colour(chart, s)}'"
        if dashed:
            canvas.data(dashed, f"using 1:2 with lines lw 1.2 dt 3 {lc}")
        canvas.data(solid, f"using 1:2 with linespoints lw 2 pt 7 ps {points} {lc}")
        heights[s.name] = Decimal(s.cells[max(s.cells)]) if s.cells else Decimal(0)
    return heights


def areas(chart, canvas):
    """Bands on top of each other, the largest at the bottom. Returns the middle of each at its
    end."""
    heights, below = {}, {x: Decimal(0) for x in chart.xs}
    for s in chart.series:
        rows = []
        for x in chart.xs:
            above = below[x] + Decimal(s.cells[x])
            rows.append([repr(axis.time(x)), f"{below[x]:f}", f"{above:f}"])
            heights[s.name] = (below[x] + above) / 2
            below[x] = above
        canvas.data(rows, "using 1:2:3 with filledcurves fs solid noborder lc rgb "
                          f"'{colour(chart, s)}'")
    return heights
