"""on-spark --input PATTERN --map PIPELINE --reduce PIPELINE [OPTION]...: the filters on Apache
Spark, and the bytes that one machine prints.

The map pipeline runs once for each input, the rows that it prints are dealt out by --group, the
reduce pipeline runs once for each partition of whole groups. See reliance-cluster(7).
"""
import argparse
import importlib.util
import os
import re
import shutil
import signal
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))

from reliance.spark import inputs as inputs_
from reliance.spark import output
from reliance.spark.account import Account, name_input, say

UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


class Failure(Exception):
    """Words for stderr; the status is 1."""


def find_spark():
    """Goes on with the Python that has PySpark."""
    if importlib.util.find_spec("pyspark") is not None:
        return
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    python = os.path.join(cache, "reliance/spark/bin/python3")
    if sys.executable == python or not os.access(python, os.X_OK):
        print("on-spark: PySpark is not here; sh scripts/setup --spark installs it",
              file=sys.stderr)
        sys.exit(2)
    os.execv(python, [python, *sys.argv])


def size(text):
    number, unit = (text[:-1], UNITS[text[-1]]) if text[-1:] in UNITS else (text, 1)
    return int(number) * unit


def map_is_wrong(job_map, job_reduce):
    """What makes a sum of parts another one than that of the whole, in words."""
    def has(pipeline, option):  # may be cut short
        return re.search(rf"\s--{option}", pipeline)

    if has(job_map, "ba"):
        yield ("--balanced looks at all periods of a reporter: it belongs into --reduce, with --group "
               "flow,reporter")
    if has(job_map, "comp") != has(job_reduce, "comp"):
        yield "--complete belongs into both --map and --reduce (aggregate --merge --complete), or none"


def judge_options(parser, options):
    """Ends the program where they cannot work."""
    if options.partitions is not None and options.partitions < 1:
        parser.error("--partitions is at least 1")
    for setting in options.conf:
        if "=" not in setting:
            parser.error(f"--conf {setting}: KEY=VALUE is wanted")
    for file in options.file:
        if not os.path.isfile(file):
            parser.error(f"--file {file}: no such file")
    if options.split < 0:
        parser.error("--split is a size")
    for tool in ("fetch-normalise", "aggregate"):
        if not os.access(os.path.join(options.filters, tool), os.X_OK):
            parser.error(f"{options.filters}: no {tool} is there; build it with make static")
    for wrong in map_is_wrong(options.map, options.reduce):
        parser.error(wrong)
    if "PYSPARK_GATEWAY_PORT" in os.environ:
        parser.error("spark-submit is not needed: run on-spark itself, with --master and --conf")


def parse():
    parser = argparse.ArgumentParser(
        prog="on-spark",
        description="Run filters on Apache Spark: the same bytes as on one machine.",
        usage="on-spark --input PATTERN --map PIPELINE --reduce PIPELINE [OPTION]...")
    parser.add_argument("--input", action="append", required=True, metavar="PATTERN",
                        help="files of the engine's file system, quoted; may be repeated")
    parser.add_argument("--map", required=True, metavar="PIPELINE",
                        help="runs once for each input, which is its standard input")
    parser.add_argument("--reduce", required=True, metavar="PIPELINE",
                        help="runs once for each partition, on all rows of its groups")
    parser.add_argument("--group", default="period,flow,reporter", metavar="COLS",
                        help="columns of the rows between the two: rows of one group stay together "
                        "(default: period,flow,reporter)")
    parser.add_argument("--order", metavar="COLS", help="what the result is sorted by (default: "
                        "its columns up to the last one of --group)")
    parser.add_argument("--output", metavar="URL", help="a file (default: standard output)")
    parser.add_argument("--partitions", type=int, metavar="N",
                        help="of the reduce (default: as many as processors in the cluster)")
    parser.add_argument("--split", type=size, default=size("128M"), metavar="SIZE",
                        help="read larger files of trade CSV in parts (default: 128M; 0: never)")
    parser.add_argument("--file", action="append", default=[], metavar="FILE",
                        help="ship this, too: a pipeline finds it under its bare name")
    parser.add_argument("--master", default="local[*]", metavar="URL", help="Spark's master")
    parser.add_argument("--conf", action="append", default=[], metavar="KEY=VALUE",
                        help="a setting of Spark; may be repeated")
    parser.add_argument("--filters", metavar="DIR", help="the filters that are shipped, as make "
                        "static builds them (default: bin/static beside scripts)")
    parser.add_argument("--log", default="ERROR", help="what Spark itself says: ERROR, WARN, INFO")
    options = parser.parse_args()
    options.group = options.group.split(",")
    options.order = options.order.split(",") if options.order else None
    options.filters = options.filters or os.path.join(HERE, "../../bin/static")
    judge_options(parser, options)
    return options


def check(notes, what, pipeline, say_name):
    """A run that failed is the job's failure, in the filter's words."""
    for note in notes:
        name = say_name(note.number)
        if note.status != 0:
            # the filters behind the one that failed only say that it did
            words = [name_input(pipeline, line, name) for line in note.words
                     if not line.endswith("so this result is not whole")]
            raise Failure(words + [f"on-spark: {name}: the {what} pipeline failed (status "
                                   f"{note.status}); nothing was written"])
        if note.wrong:
            raise Failure([f"on-spark: {name}: {note.wrong.decode(errors='replace')}"])


def one_header(notes, what, say_name):
    for note in notes:
        if note.header != notes[0].header:
            raise Failure([f"on-spark: {say_name(note.number)}: the {what} pipeline prints other "
                           f"columns than for {say_name(notes[0].number)}; name them with "
                           "aggregate -g and -s"])
    return notes[0].header


def run(options, folder):
    from reliance.spark import guards
    from reliance.spark.engine import Spark
    spark = Spark(options, folder)
    end_on_signals()  # PySpark has its own way, with a trace
    try:
        inputs = inputs_.find(spark, options.input, options.split)

        def name(number):
            return inputs_.say(inputs[number])

        output.check(spark, options.output)
        partitions = options.partitions or max(spark.context.defaultParallelism, 1)
        rows, notes = spark.maps(list(enumerate(inputs)), options.map, options.group, partitions)
        check(notes, "map", options.map, name)
        header = one_header(notes, "map", name)
        judged = guards.judge(spark, options.filters, notes, inputs, partitions)
        account = Account()
        for note in notes:
            shown = name(note.number)
            account.add(shown, [name_input(options.map, line, shown) for line in note.words])
        blocks, reduced = spark.reduces(rows, options.reduce, header, partitions,
                                        not any(note.rows for note in notes))
        path = collect(spark, blocks, reduced, options)
        say(judged + account.text() + words_of(reduced))
        output.publish(spark, path, options.output)
    finally:
        spark.stop()


def partition_name(number):
    return f"partition {number}"


def words_of(reduced):
    account = Account()
    for note in reduced:
        account.add(partition_name(note.number), note.words)
    return account.text()


def collect(spark, blocks, reduced, options):
    """The result as one file."""
    check(reduced, "reduce", "", partition_name)
    header = one_header(reduced, "reduce", partition_name)
    path = os.path.join(spark.folder, "result")
    columns = output.order_of(header, options.group, options.order)
    files = spark.save(blocks, reduced)
    with open(path, "wb") as to:
        output.merge(header, files, columns, to)
    return path


def end_on_signals():
    """At once: Spark notices, and removes what is left of us (engine.py)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: os._exit(128 + number))


def cause_of(error):
    """py4j and pyspark have no class in common; the cause stands in the lines of a Java trace."""
    lines = [line.strip() for line in str(error).splitlines()]
    causes = [line for line in lines if "Lost:" in line or line.startswith("Caused by:")]
    causes = causes or [line[2:] for line in lines if line.startswith(": ")]
    return (causes or [line for line in lines if line] or [repr(error)])[-1]


def main():
    os.environ["LC_ALL"] = "C"
    options = parse()
    find_spark()
    from reliance.spark import guards
    folder = tempfile.mkdtemp(prefix="on-spark.")
    end_on_signals()
    try:
        run(options, folder)
    except Failure as failure:
        say(failure.args[0])
        return 1
    except guards.Complaint as complaint:
        say(complaint.args[0] + ["on-spark: a guard that looks across the inputs; "
                                 "nothing was written"])
        return 1
    except (ValueError, OSError) as error:
        say([f"on-spark: {error}"])
        return 1
    except Exception as error:  # pylint: disable=broad-exception-caught
        say([f"on-spark: Spark gave up: {cause_of(error)}; nothing was written (--log WARN says "
             "more)"])
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0
