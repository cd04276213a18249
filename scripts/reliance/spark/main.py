"""on-spark --input PATTERN --map PIPELINE --reduce PIPELINE [OPTION]...: runs the filters on Apache
Spark; the output has the bytes of a run on one machine.

The map pipeline runs once for each input; its rows are distributed by --group; the reduce pipeline
runs once for each partition of whole groups. See reliance-cluster(7).
"""
import argparse
import importlib.util
import os
import re
import shutil
import signal
import sys
import tempfile

from reliance.common import messages, programs, stdio
from reliance.spark import inputs as inputs_
from reliance.spark import output, summary
from reliance.spark.summary import Summary, name_input

HERE = os.path.dirname(os.path.abspath(__file__))
UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


class Failure(Exception):
    """Message lines; the status is 1."""


class Version(argparse.Action):
    """--version: prints the version of the filters."""

    def __call__(self, parser, *_):
        stdio.write_version(programs.version(sys.argv[0]))
        parser.exit()


def use_spark():
    """Continues with the Python that has PySpark. Fails with status 2 if there is none."""
    if importlib.util.find_spec("pyspark") is not None:
        return
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    python = os.path.join(cache, "reliance/spark/bin/python3")
    if sys.executable == python or not os.access(python, os.X_OK):
        raise messages.Failure("PySpark is not installed; sh scripts/setup --spark installs it", 2)
    os.execv(python, [python, *sys.argv])


def size(text):
    """The bytes of a size such as 128M. Raises ValueError."""
    number, unit = (text[:-1], UNITS[text[-1]]) if text[-1:] in UNITS else (text, 1)
    return int(number) * unit


def pipeline_errors(job_map, job_reduce):
    """Yields the reasons why sums of the map's results would differ from sums of the rows."""
    def has(pipeline, option):  # options may be abbreviated
        return re.search(rf"\s--{option}", pipeline)

    if has(job_map, "ba"):
        yield ("--balanced needs all periods of a reporter: use it in --reduce, with --group "
               "flow,reporter")
    if has(job_map, "comp") != has(job_reduce, "comp"):
        yield ("--complete must be in both --map and --reduce (aggregate --merge --complete), or "
               "in none")


def check_options(parser, options):
    """Ends the program with status 2 if the options cannot work."""
    if options.partitions is not None and options.partitions < 1:
        parser.error("--partitions must be at least 1")
    for setting in options.conf:
        if "=" not in setting:
            parser.error(f"--conf {setting}: not of the form KEY=VALUE")
    for file in options.file:
        if not os.path.isfile(file):
            parser.error(f"--file {file}: no such file")
    if options.split < 0:
        parser.error("--split must not be negative")
    for tool in ("fetch-normalise", "aggregate"):
        if not os.access(os.path.join(options.filters, tool), os.X_OK):
            parser.error(f"{options.filters}: there is no {tool}; build it with make static")
    for error in pipeline_errors(options.map, options.reduce):
        parser.error(error)
    if "PYSPARK_GATEWAY_PORT" in os.environ:
        parser.error("do not use spark-submit: run on-spark itself, with --master and --conf")


def parse(arguments):
    """The options. Raises SystemExit: 0 for --help and --version, 2 on misuse."""
    parser = argparse.ArgumentParser(
        prog="on-spark",
        description="Run filters on Apache Spark; the output has the bytes of one machine.",
        usage="on-spark --input PATTERN --map PIPELINE --reduce PIPELINE [OPTION]...")
    parser.add_argument("--input", action="append", required=True, metavar="PATTERN",
                        help="files of the engine's file system, quoted; may be repeated")
    parser.add_argument("--map", required=True, metavar="PIPELINE",
                        help="runs once for each input, which is its standard input")
    parser.add_argument("--reduce", required=True, metavar="PIPELINE",
                        help="runs once for each partition, on all rows of its groups")
    parser.add_argument("--group", default="period,flow,reporter", metavar="COLS",
                        help="columns of the map's rows: rows of one group stay together "
                        "(default: period,flow,reporter)")
    parser.add_argument("--order", metavar="COLS", help="the columns by which the result is sorted "
                        "(default: its columns up to the last one of --group)")
    parser.add_argument("--output", metavar="URL", help="a file (default: standard output)")
    parser.add_argument("--partitions", type=int, metavar="N",
                        help="of the reduce (default: the number of processors in the cluster)")
    parser.add_argument("--split", type=size, default=size("128M"), metavar="SIZE",
                        help="read larger files of trade CSV in parts (default: 128M; 0: never)")
    parser.add_argument("--file", action="append", default=[], metavar="FILE",
                        help="also ship this file; pipelines find it in their folder")
    parser.add_argument("--master", default="local[*]", metavar="URL", help="Spark's master")
    parser.add_argument("--conf", action="append", default=[], metavar="KEY=VALUE",
                        help="a setting of Spark; may be repeated")
    parser.add_argument("--filters", metavar="DIR", help="the filters to ship, as make static "
                        "builds them (default: bin/static beside scripts)")
    parser.add_argument("--log", default="ERROR",
                        help="level of Spark's own log: ERROR, WARN, INFO")
    parser.add_argument("--version", nargs=0, action=Version, help="show the version")
    options = parser.parse_args(arguments)
    options.group = options.group.split(",")
    options.order = options.order.split(",") if options.order else None
    options.filters = options.filters or os.path.join(HERE, "../../../bin/static")
    check_options(parser, options)
    return options


def check(notes, phase, pipeline, name_of):
    """Raises Failure, with the messages of the filter, if a run failed."""
    for note in notes:
        name = name_of(note.number)
        if note.status != 0:
            # the filters after the one that failed only report that it did
            lines = [name_input(pipeline, line, name) for line in note.messages
                     if not line.endswith("so this result is not whole")]
            raise Failure(lines + [f"on-spark: {name}: the {phase} pipeline failed (status "
                                   f"{note.status}); nothing was written"])
        if note.error:
            raise Failure([f"on-spark: {name}: {note.error.decode(errors='replace')}"])


def one_header(notes, phase, name_of):
    """The header of all outputs. Raises Failure if they differ."""
    for note in notes:
        if note.header != notes[0].header:
            raise Failure([f"on-spark: {name_of(note.number)}: the {phase} pipeline prints other "
                           f"columns than for {name_of(notes[0].number)}; name them with "
                           "aggregate -g and -s"])
    return notes[0].header


def run(options, folder):
    """Runs the job and writes its result; temporary files are in `folder`."""
    from reliance.spark import guards
    from reliance.spark.engine import Spark
    spark = Spark(options, folder)
    exit_on_signals()  # PySpark has installed its own handlers
    try:
        inputs = inputs_.find(spark, options.input, options.split)

        def name_of(number):
            return inputs_.describe(inputs[number])

        output.check(spark, options.output)
        partitions = options.partitions or max(spark.context.defaultParallelism, 1)
        rows, notes = spark.maps(list(enumerate(inputs)), options.map, options.group, partitions)
        check(notes, "map", options.map, name_of)
        header = one_header(notes, "map", name_of)
        warnings = guards.judge(spark, options.filters, notes, inputs, partitions)
        mapped = Summary()
        for note in notes:
            name = name_of(note.number)
            mapped.add(name, [name_input(options.map, line, name) for line in note.messages])
        blocks, reduced = spark.reduces(rows, options.reduce, header, partitions,
                                        not any(note.rows for note in notes))
        path = collect(spark, blocks, reduced, options)
        summary.write(warnings + mapped.text() + summary_of(reduced))
        output.publish(spark, path, options.output)
    finally:
        spark.stop()


def partition_name(number):
    return f"partition {number}"


def summary_of(reduced):
    lines = Summary()
    for note in reduced:
        lines.add(partition_name(note.number), note.messages)
    return lines.text()


def collect(spark, blocks, reduced, options):
    """Merges the result into one file; returns its path."""
    check(reduced, "reduce", "", partition_name)
    header = one_header(reduced, "reduce", partition_name)
    path = os.path.join(spark.folder, "result")
    columns = output.order_of(header, options.group, options.order)
    files = spark.save(blocks, reduced)
    with open(path, "wb") as to:
        output.merge(header, files, columns, to)
    return path


def exit_on_signals():
    """Ends the program at once on a signal; Spark then cleans up (engine.py)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: os._exit(128 + number))


def cause_of(error):
    """The line of a Java stack trace that names the cause. py4j and pyspark have no common
    exception class."""
    lines = [line.strip() for line in str(error).splitlines()]
    causes = [line for line in lines if "Lost:" in line or line.startswith("Caused by:")]
    causes = causes or [line[2:] for line in lines if line.startswith(": ")]
    return (causes or [line for line in lines if line] or [repr(error)])[-1]


def run_job(options):
    """Runs the job; returns the status."""
    from reliance.spark import guards
    folder = tempfile.mkdtemp(prefix="on-spark.")
    exit_on_signals()
    try:
        run(options, folder)
    except Failure as failure:
        summary.write(failure.args[0])
        return 1
    except guards.Complaint as complaint:
        summary.write(complaint.args[0] + ["on-spark: a guard that looks across the inputs failed; "
                                           "nothing was written"])
        return 1
    except (ValueError, OSError) as error:
        summary.write([f"on-spark: {error}"])
        return 1
    except Exception as error:  # pylint: disable=broad-exception-caught
        summary.write([f"on-spark: Spark failed: {cause_of(error)}; nothing was written (--log "
                       "WARN shows more)"])
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def main(arguments=None):
    """Runs the command with these arguments, by default those of the process; returns its
    status."""
    os.environ["LC_ALL"] = "C"
    try:
        options = parse(arguments)
        use_spark()
    except SystemExit as end:
        return end.code
    except messages.Failure as error:
        summary.write([f"on-spark: {error}"])
        return error.status
    return run_job(options)
