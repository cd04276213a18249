"""A figure: a pipeline, what it prints, the picture of that, and what one must know to read it."""
from reliance.common import messages, stream
from reliance.plot import choose, files, picture
from reliance.plot.description import description

SIZES = {"wide": (720, None), "narrow": (350, None)}  # for a desk and for a phone


class Figure:
    """name          of its table, NAME.csv
    title            what it shows
    pipeline         rest: what comes after the first part; or alone: a whole one
    plot             options of plot, {name: value}
    axis             what the numbers are, in words
    basket, basis, denominator, coverage
                     what they are of: a figure without one of these is none
    lead             what is drawn by these names has the first colours, on the whole page
    tell             if given, what makes a sentence of a row and a way to name codes"""

    NEEDED = ("title", "basket", "basis", "denominator", "coverage")

    def __init__(self, name, rest=None, alone=None, plot=None, axis=None, tell=None, lead=(),
                 **about):
        self.name, self.rest, self.alone = name, rest, alone
        self.plot, self.axis, self.about = plot or {}, axis, about
        self.kind, self.tell, self.sentences = self.plot.get("kind"), tell, []
        self.lead = lead
        self.data, self.said, self.pipeline, self.drawings = None, [], None, {}
        # why it is not shown
        self.lacks = next((f"its {needed} is not known" for needed in self.NEEDED
                           if not about.get(needed)), None)

    def run(self, source, names):
        """Fills in the table, the words and the drawings. A table that is empty, or that plot will
        not draw, is not shown, and says why."""
        if self.lacks:
            return
        if self.alone:
            self.pipeline = self.alone
            self.data, self.said = source.run_alone(self.alone)
        else:
            # a line for each filter
            self.pipeline = f"{source.first} |\n" + source.named(self.rest).replace(" | ", " |\n")
            self.data, self.said = source.run(self.rest)
        self.table = stream.read(self.data, self.name)
        try:
            chart = choose.chart_of(self.table, dict.fromkeys(("kind", "x", "y", "by", "absent"))
                                    | self.plot)
        except messages.Failure as error:
            self.lacks = str(error)
            return
        chart.title, chart.axis, chart.names, chart.fixed = "", self.axis, names, []
        chart.lead = self.lead
        if self.tell:
            self.sentences = [self.tell(row, chart.name) for row in self.table.records()]
        self.said += [chart.empty_cells()] if chart.empty else []
        described = self.about["title"], description(chart)
        for size, pixels in SIZES.items():
            canvas = picture.draw(chart, pixels)
            self.drawings[size] = files.svg_picture(canvas, *described, "").decode()
