"""plot: a table of the filters as a picture. See plot --help."""
import os
import shlex
import shutil
import subprocess
import sys

from reliance.common import atomic, messages, programs, signals, stdio, stream
from reliance.plot import choose, files, options, picture, terminal, told
from reliance.plot.chart import readable

WIDTH = 720


def run(pipeline):
    """What a pipeline prints. In the shell of the system, which knows no pipefail, a filter of ours
    that fails marks its output."""
    env = dict(os.environ)
    if programs.installed_name("share") == "share":
        folder = os.path.dirname(programs.find(sys.argv[0], ["share", "rank"])["share"])
        env["PATH"] = f"{folder}:{env.get('PATH', os.defpath)}"
    with signals.process_group(["/bin/sh", "-c", pipeline], env=env, stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE) as done:
        printed = done.stdout.read()
    table = stream.read(printed, "--command") if printed else None
    if done.returncode != 0 or table is None:
        raise messages.Failure(f"--command ended with status {done.returncode}"
                            + ("" if printed else " and printed nothing"))
    return table


def table_of(path, command):
    if command is not None:
        return run(command)
    if path in (None, "-"):
        return stream.read(stdio.read(), "<stdin>")
    with open(path, "rb") as file:
        return stream.read(file.read(), path)


def names_of(path):
    """{code: name} of a table's first two columns."""
    if path is None:
        return {}
    with open(path, "rb") as file:
        table = stream.read(file.read(), path)
    if len(table.columns) < 2:
        raise messages.Failure(f"{path}: names need two columns, code and name")
    return {cells[0]: cells[1] for _, cells in table.rows}


def caption(asked):
    """Where the numbers are from and how they came about. Of a pipe only its end is known."""
    own = ["reliance-plot"]
    for name in options.DRAWING:
        if asked[name] is not None:
            own += [f"--{name}", asked[name]]
    before = "..." if asked["command"] is None else " ".join(asked["command"].split())
    return [f"Source: {asked['source']}" if asked["source"] else "Source: not stated",
            f"Command: {before} | {shlex.join(own)}"]


def judge(chart, table, asked):
    """What the picture does not show by itself."""
    if chart.gaps():
        messages.write(chart.gaps())
    if "rank" in table.columns and len(chart.xs) > 1 and chart.broken():
        some, verb = chart.broken()[:2], "breaks" if len(chart.broken()) == 1 else "break"
        messages.write(f"{programs.installed_name('rank')} cut each period by itself, so {' and '.join(some)} {verb} "
                  f"off where others were larger; draw what {programs.installed_name('share')} prints, of "
                  "which the largest six stay")
    if asked["names"] is not None and not chart.shown() & chart.names.keys():
        messages.write(f"{asked['names']}: its first column has none of the codes that are shown")


def plot(path, asked):
    table = table_of(path, asked["command"])
    chart = choose.chart_of(table, asked)
    chart.title, chart.axis, chart.names = asked["title"], asked["axis"], names_of(asked["names"])
    chart.caption = [readable(line) for line in caption(asked)]
    judge(chart, table, asked)
    if asked["output"] is None:
        columns = shutil.get_terminal_size((80, 24)).columns if os.isatty(1) else 80
        columns, rows = asked["size"] or (min(columns, 120), 20)
        lines = "".join(f"{line}\n" for line in terminal.drawing(chart, columns, rows))
        stdio.write(lines.encode("utf-8", "replace"))
        return
    canvas = picture.draw(chart, asked["size"] or (WIDTH, None))
    atomic.write(asked["output"], files.picture(canvas, files.form_of(asked["output"]),
                                               (chart.heading(), told.description(chart))))


@signals.exits_cleanly
def main():
    try:
        path, asked = None, None
        asked, path = options.parse(sys.argv[1:])
        if asked["help"]:
            stdio.write(options.usage().encode())
        elif asked["version"]:
            share = programs.find(sys.argv[0], ["share"])["share"]
            said = subprocess.run([share, "--version"], stdout=subprocess.PIPE, check=True)
            stdio.write_version(said.stdout.decode().split()[-1])
        else:
            plot(path, asked)
        return 0
    except messages.Failure as error:
        messages.write(str(error))
        return error.status
    except BrokenPipeError:  # who reads has left
        return 1
    except OSError as error:
        messages.write(messages.os_error(error))
        return 1
