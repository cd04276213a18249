"""bench [OPTION]...: measures the filters and compares them with other tools.

    (no option)      the tasks of reliance/bench/tasks.py: outputs are compared first, then times
    --only TASK,...  these tasks only
    --markdown       print the tables of reliance/bench/results.md
    --readme         print the table of the README, made from results.md
    --growth         the growth of the cost with the rows and with the files
    --profile        the processor time of our pipelines by part of the program (perf)
    --refresh        the cost of scripts/refresh for a revision of one reporter in 13 years
    --instructions   instructions per row, compared with tests/house/instructions.csv (for machines
                     whose clock is too noisy); --store replaces the stored ones
    --spark          on-spark and Spark SQL on a local cluster (setup --spark)
    --rows N         rows of generated data (default 20 million)
    --runs N         runs of each pipeline, of which the median counts (default 5)

A benchmark, never a test. The status is 1 if an output differs or an instruction count grew. The
other tools come from scripts/setup --bench; a missing one is skipped. $B is the folder of the
binaries, as in the Makefile. Needs 6 GB under $TMPDIR for 20 million rows, and 1 GB for the real
fish file.
"""
import argparse
import os
import shutil
import signal
import sys
import tempfile

from reliance.bench import peers, report
from reliance.bench.comparison import Comparison
from reliance.bench.data import Data, shell
from reliance.bench.growth import growth
from reliance.bench.instructions import instructions
from reliance.bench.measure import gnu_time, measure
from reliance.bench.profiling import profile
from reliance.bench.refresh import refresh
from reliance.bench.spark import spark
from reliance.bench.tasks import TASKS
from reliance.common import messages, programs, stdio

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../..")
MODES = ("growth", "instructions", "profile", "refresh", "spark")


class Version(argparse.Action):
    """--version: prints the version of the filters."""

    def __call__(self, parser, *_):
        stdio.write_version(programs.version(sys.argv[0]))
        parser.exit()


def write(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def compare(task, tools, folder):
    """Compares the output of each tool with ours; returns how many differ."""
    comparison, wrong = Comparison(folder), 0
    ours = tools[0].stages
    for tool in tools[1:]:
        if not tool.compared:
            continue
        rows, different, example = comparison.compare(tool.like or ours, tool.stages, tool.tidy)
        if different:
            wrong += 1
            write(f"WRONG OUTPUT: {task.title}: {tool.name}: {different} of {rows} rows DIFFER, "
                  f"such as {example}")
        else:
            write(f"{task.title}: {tool.name}: {rows} rows are equal")
    comparison.close()
    return wrong


def run(names, make, runs, table):
    """Compares and times the tasks; returns how many outputs were wrong."""
    installed, wrong = peers.installed(), 0
    for name in peers.VERSIONS:
        if name not in installed:
            write(f"skipping {name}, which is not installed")
    for name in names:
        task = TASKS[name](make)
        if task is None:
            write(f"skipping {name}: the real file is missing")
            continue
        tools = [tool for tool in task.tools if tool.peer is None or tool.peer in installed]
        wrong += compare(task, tools, make.folder)
        tools += peers.machine_limits(task.plain)
        results = measure({tool.name: tool.stages for tool in tools}, runs, make.folder)
        for tool in tools:
            figures = results[tool.name]
            results[tool.name] = figures._replace(wall=figures.wall * tool.times,
                                                  cpu=figures.cpu * tool.times)
        table.task(task, results)
    table.close()
    return wrong


def parse(arguments):
    """The options. Raises SystemExit: 0 for --help and --version, 2 on misuse."""
    parser = argparse.ArgumentParser(prog="bench", usage="bench [OPTION]...", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20000000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", type=lambda names: names.split(","), default=list(TASKS),
                        metavar="TASK,...", help=", ".join(TASKS))
    for name in (*MODES, "markdown", "readme", "store"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--version", nargs=0, action=Version)
    options = parser.parse_args(arguments)
    if options.runs < 1 or options.rows < 100:
        parser.error("--runs must be at least 1, --rows at least 100")
    if options.store and not options.instructions:
        parser.error("--store goes with --instructions")
    for name in options.only:
        if name not in TASKS:
            parser.error(f"no task '{name}'; there are {', '.join(TASKS)}")
    return options


def prepare(options):
    """Installs what the measurement needs, builds the filters and puts them into the PATH."""
    os.chdir(ROOT)
    os.environ["LC_ALL"] = "C"
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the data is removed
    binaries = os.environ.setdefault("B", "bin")
    with_peers = not any(getattr(options, mode) for mode in MODES)
    shell("sh scripts/setup --" + ("bench" if with_peers else
                                   "spark" if options.spark else "build"))
    shell(f"make -s B='{binaries}' all '{binaries}/make-baci'")
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    os.environ["PATH"] = os.pathsep.join([
        os.path.abspath(binaries), os.path.join(cache, "reliance/bench/bin"), os.environ["PATH"]])


def benchmark(options, folder):
    """Runs the selected measurement with its data in `folder`; returns the status."""
    if options.instructions:
        return instructions(folder, options.store)
    make = Data(folder, options.rows)
    if options.refresh:
        return refresh(make)
    gnu_time()
    free, need = shutil.disk_usage(folder).free, options.rows * 300 + 1e9
    if free < need:
        write(f"{folder} has {free / 1e9:.1f} GB free, {need / 1e9:.1f} GB are needed")
        return 1
    if options.spark:
        return 1 if spark(make, options.runs, folder) else 0
    if options.profile:
        tasks = [TASKS[name](make) for name in options.only]
        profile([task for task in tasks if task], options.runs, folder)
        return 0
    if options.growth:
        growth(make, options.runs, folder)
        return 0
    table = report.Markdown() if options.markdown else report.Text()
    return 1 if run(options.only, make, options.runs, table) else 0


def main(arguments=None):
    """Runs the command with these arguments, by default those of the process; returns its
    status."""
    try:
        options = parse(arguments)
    except SystemExit as end:
        return end.code
    except messages.Failure as error:
        write(error)
        return error.status
    if options.readme:
        print(report.readme())
        return 0
    prepare(options)
    with tempfile.TemporaryDirectory(prefix="bench.") as folder:
        return benchmark(options, folder)
