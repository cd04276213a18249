"""plot: draws a table of the filters. See plot --help."""
import os
import shlex
import shutil
import subprocess

from reliance.common import atomic, messages, pipeline, shell, stdio, stream, temporary
from reliance.common.messages import Failure
from reliance.common.program import has_informed, program
from reliance.common.programs import installed_name
from reliance.plot import choose, files, picture, terminal
from reliance.plot.chart import readable, use_exact_sums
from reliance.plot.description import description
from reliance.plot.options import DRAWING, parse, usage

WIDTH = 720  # pixels of a picture without --size


def run(command):
    """The table that a pipeline prints."""
    stages = shell.stages(command, "--command")
    with temporary.file() as out:
        pipeline.check(pipeline.run(stages, subprocess.DEVNULL, out, pipeline.environment(), False))
        out.seek(0)
        printed = out.read()
    if not printed:
        raise Failure("--command printed nothing")
    return stream.read(printed, "--command")


def table_of(path, command):
    """The input: what the command prints, standard input, or a file."""
    if command is not None:
        return run(command)
    if path in (None, "-"):
        return stream.read(stdio.read(), "<stdin>")
    with open(path, "rb") as file:
        return stream.read(file.read(), path)


def names_of(path):
    """{code: name} from the first two columns of a table; {} without a path."""
    if path is None:
        return {}
    with open(path, "rb") as file:
        table = stream.read(file.read(), path)
    if len(table.columns) < 2:
        raise Failure(f"{path}: names need two columns, code and name")
    return {cells[0]: cells[1] for _, cells in table.rows}


def caption(options):
    """The source, and the command that makes the picture. Without --command, the earlier filters of
    the pipeline are unknown, and shown as "..."."""
    own = ["reliance-plot"]
    for name in DRAWING:
        if options[name] is not None:
            own += [f"--{name}", options[name]]
    before = "..." if options["command"] is None else " ".join(options["command"].split())
    return [f"Source: {options['source']}" if options["source"] else "Source: not stated",
            f"Command: {before} | {shlex.join(own)}"]


def warn(chart, table, options):
    """Warns about what the picture cannot show."""
    if chart.empty:
        messages.write(chart.empty_cells())
    interrupted = chart.interrupted()
    if "rank" in table.columns and len(chart.xs) > 1 and interrupted:
        verb = "is" if len(interrupted) == 1 else "are"
        messages.write(f"{installed_name('rank')} selects rows in each period separately, so "
                       f"{' and '.join(interrupted[:2])} {verb} missing where others were larger; "
                       f"draw the output of {installed_name('share')}, and the six largest series "
                       "are kept")
    if options["names"] is not None and not chart.codes() & chart.names.keys():
        messages.write(f"{options['names']}: its first column has none of the codes of the picture")


def plot(path, options):
    """Draws the table of this file, in the terminal or into the file of --output."""
    table = table_of(path, options["command"])
    chart = choose.chart_of(table, options)
    chart.title, chart.axis = options["title"], options["axis"]
    chart.names = names_of(options["names"])
    chart.caption = [readable(line) for line in caption(options)]
    warn(chart, table, options)
    if options["output"] is None:
        columns = shutil.get_terminal_size((80, 24)).columns if os.isatty(1) else 80
        columns, rows = options["size"] or (min(columns, 120), 20)
        lines = "".join(f"{line}\n" for line in terminal.drawing(chart, columns, rows))
        stdio.write(lines.encode("utf-8", "replace"))
        return
    canvas = picture.draw(chart, options["size"] or (WIDTH, None))
    atomic.write({options["output"]: files.picture(canvas, files.format_of(options["output"]),
                                                   chart.heading(), description(chart))})


@program
def main(arguments):
    """Runs plot."""
    use_exact_sums()
    options, path = parse(arguments)
    if not has_informed(options, usage):
        plot(path, options)
