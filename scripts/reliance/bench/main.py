"""bench [OPTION]...: how long the filters take, beside the machine's limit and the best peers.

    (nothing)        the tasks of reliance/bench/tasks.py: every answer compared, then the times
    --only TASK,...  these tasks alone
    --markdown       the table as reliance/bench/results.md has it
    --readme         the README's table, of what results.md has
    --growth         how the cost grows with the rows and with the files
    --profile        what our own pipelines spend their cpu on, by perf
    --refresh        what scripts/refresh takes where one reporter revised one of 13 years
    --instructions   counted instructions per row beside those of tests/house/instructions.csv, where
                     clocks are too noisy; --store puts the new ones there
    --spark          on-spark beside Spark SQL, on a cluster of this machine (setup --spark)
    --rows N         20 million by default; --runs N: medians of so many, 5 by default

A benchmark, never a test. Status is 1 if an answer differs or a count grew. The peers come from
scripts/setup --bench; one that is not here is left out. $B is where the binaries go, as in the
Makefile. Needs 6 GB under $TMPDIR for 20 million rows, and 1 GB for the real fish file.
"""
import argparse
import os
import shutil
import signal
import sys
import tempfile

from reliance.bench import peers, report
from reliance.bench.answers import Answers
from reliance.bench.budget import profile
from reliance.bench.data import Data, shell
from reliance.bench.growth import growth
from reliance.bench.instructions import instructions
from reliance.bench.measure import gnu_time, measure
from reliance.bench.refresh import refresh
from reliance.bench.spark import spark
from reliance.bench.tasks import TASKS


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def compare(task, tools, folder):
    """Holds every peer's answer to ours; says how many differ."""
    answers, wrong = Answers(folder), 0
    ours = tools[0].stages
    for tool in tools[1:]:
        if not tool.answers:
            continue
        rows, different, example = answers.compare(tool.like or ours, tool.stages, tool.tidy)
        if different:
            wrong += 1
            say(f"WRONG ANSWER: {task.title}: {tool.name}: {different} of {rows} rows DIFFER, "
                f"such as {example}")
        else:
            say(f"{task.title}: {tool.name}: the same {rows} rows")
    answers.forget()
    return wrong


def run(names, make, runs, table):
    """Compares and times the tasks; says how many answers were wrong."""
    here, wrong = peers.installed(), 0
    for name in peers.VERSIONS:
        if name not in here:
            say(f"{name} is not here and left out")
    for name in names:
        task = TASKS[name](make)
        if task is None:
            say(f"{name}: the real file is not here, left out")
            continue
        tools = [tool for tool in task.tools if tool.peer is None or tool.peer in here]
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


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rows", type=int, default=20000000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", type=lambda names: names.split(","), default=list(TASKS),
                        metavar="TASK,...", help=", ".join(TASKS))
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--instructions", action="store_true")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--refresh", action="store_true")
    parser.add_argument("--spark", action="store_true")
    parser.add_argument("--store", action="store_true")
    options = parser.parse_args()
    if options.runs < 1 or options.rows < 100:
        parser.error("--runs is at least 1, --rows at least 100")
    if options.store and not options.instructions:
        parser.error("--store goes with --instructions")
    for name in options.only:
        if name not in TASKS:
            parser.error(f"no task '{name}'; there are {', '.join(TASKS)}")
    return options


def main():
    options = parse()
    if options.readme:
        print(report.readme())
        return 0
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(sys.argv[0])), ".."))
    os.environ["LC_ALL"] = "C"
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the data is removed then, too
    binaries = os.environ.setdefault("B", "bin")
    with_peers = not (options.growth or options.instructions or options.profile or
                      options.refresh or options.spark)
    shell("sh scripts/setup --" + ("bench" if with_peers else
                                   "spark" if options.spark else "build"))
    shell(f"make -s B='{binaries}' all '{binaries}/make-baci'")
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    os.environ["PATH"] = os.pathsep.join([
        os.path.abspath(binaries), os.path.join(cache, "reliance/bench/bin"), os.environ["PATH"]])
    with tempfile.TemporaryDirectory(prefix="bench.") as folder:
        if options.instructions:
            return instructions(folder, options.store)
        if options.refresh:
            return refresh(Data(folder, options.rows))
        gnu_time()
        free, need = shutil.disk_usage(folder).free, options.rows * 300 + 1e9
        if free < need:
            say(f"{folder} has {free / 1e9:.1f} GB free, {need / 1e9:.1f} are needed")
            return 1
        make = Data(folder, options.rows)
        if options.spark:
            return 1 if spark(make, options.runs, folder) else 0
        if options.profile:
            tasks = [TASKS[name](make) for name in options.only]
            return profile([task for task in tasks if task], options.runs, folder)
        if options.growth:
            return growth(make, options.runs, folder)
        table = report.Markdown() if options.markdown else report.Text()
        return 1 if run(options.only, make, options.runs, table) else 0
