"""A figure: a pipeline, the table that it prints, a picture of the table, and its definitions."""
from reliance.common import stream
from reliance.common.messages import Failure
from reliance.plot import choose, files, picture
from reliance.plot.description import description
from reliance.plot.options import DRAWING

SIZES = {"wide": (720, None), "narrow": (350, None)}  # in pixels, for a desktop and for a phone


class Figure:
    """name          of its table, NAME.csv
    rest             the pipeline after the beginning that all figures share (see Source)
    alone            or else a whole pipeline
    plot             options of plot, {name: value}
    axis             what the numbers are
    sentence         a function of a row and of a naming function: the row in words, or None
    lead             the series that have the same colours in all pictures of the page
    title, basket, basis, denominator, coverage
                     the definitions, all needed

    run() sets: table, data (its bytes), pipeline, messages (of the filters), sentences, and
    drawings ({size: SVG}). omitted is the reason why the figure is not shown, or None."""

    NEEDED = ("title", "basket", "basis", "denominator", "coverage")

    def __init__(self, name, rest=None, alone=None, plot=None, axis=None, sentence=None, lead=(),
                 **about):
        self.name, self.rest, self.alone = name, rest, alone
        self.plot, self.axis, self.about = plot or {}, axis, about
        self.kind, self.sentence, self.sentences = self.plot.get("kind"), sentence, []
        self.lead = lead
        self.table, self.data, self.messages, self.pipeline = None, None, [], None
        self.drawings = {}
        self.omitted = next((f"its {needed} is not known" for needed in self.NEEDED
                             if not about.get(needed)), None)

    def run(self, source, names):
        """Runs the pipeline and draws its table. If plot cannot draw it, the figure is omitted."""
        if self.omitted:
            return
        if self.alone:
            self.pipeline = self.alone
            self.data, self.messages = source.run_alone(self.alone)
        else:
            # a line for each filter
            self.pipeline = f"{source.first} |\n" + source.named(self.rest).replace(" | ", " |\n")
            self.data, self.messages = source.run(self.rest)
        self.table = stream.read(self.data, self.name)
        try:
            chart = choose.chart_of(self.table, dict.fromkeys(DRAWING) | self.plot)
        except Failure as error:
            self.omitted = str(error)
            return
        chart.title, chart.axis, chart.names, chart.fixed = "", self.axis, names, []
        chart.lead = self.lead
        if self.sentence:
            self.sentences = [self.sentence(row, chart.name) for row in self.table.records()]
        if chart.empty:
            self.messages.append(chart.empty_cells())
        for size, pixels in SIZES.items():
            svg = files.svg_picture(picture.draw(chart, pixels), self.about["title"],
                                    description(chart), "")
            self.drawings[size] = svg.decode()
