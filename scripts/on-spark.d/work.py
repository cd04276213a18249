"""What runs on the executors: a map pipeline for an input, a reduce pipeline for a partition, and
the comparison of rows that lie in several inputs."""
import errno
import itertools
import os
import subprocess
import tempfile
import time

from pyspark import SparkFiles

from pipeline import Pipeline
from table import Columns, Deal


def filters():
    return os.path.abspath(SparkFiles.getRootDirectory())


def begin(blocks):
    """The number of an input, before its bytes."""
    if next(blocks, None) is None:
        return None
    return next(blocks).decode()


def values(pairs):
    for _, value in pairs:
        yield value


def run(command, blocks, number=None):
    """Yields the header line, then lists of lines, then the pipeline, which has ended."""
    pipeline = Pipeline(command, blocks, filters(), number)
    try:
        header = None
        for lines in pipeline.lines():
            if header is None:
                header = lines.pop(0)
                yield header
            if lines:
                yield lines
        pipeline.end()
        if header is None:
            yield b""
        yield pipeline
    finally:
        pipeline.close()


def note_of(number, pipeline, header, rows):
    return {"number": number, "status": pipeline.status, "words": pipeline.words, "rows": rows,
            "header": header}


def map_input(command, group, partitions, failures):
    """The map pipeline over one input: blocks of rows for the partitions, and for the one behind
    them a note of what was said."""
    def step(blocks):
        number = begin(blocks)
        if number is None:
            return
        stages = run(command, blocks, number)
        header, rows, deal, wrong = next(stages), 0, None, []
        for lines in stages:
            if isinstance(lines, Pipeline):
                note = note_of(int(number), lines, header, rows)
                note["part"] = lines.note(number)
                note["arguments"] = lines.note("arguments")
                note["wrong"] = wrong
                break
            if lines[-1].startswith(b"!"):  # the mark of a failure
                continue
            if deal is None and not wrong:
                try:
                    deal = Deal(Columns(header, group).key, partitions)
                except ValueError as error:
                    wrong.append(f"--group: {error}")
            if not wrong:
                rows += len(lines)
                yield from deal.add(lines)
        if deal is not None:
            yield from deal.rest()
        stages.close()
        if note["status"] != 0 or wrong:
            failures.add([note])
        yield partitions, note
    return step


def reduce_partition(command, header, even_empty):
    """The reduce pipeline over the rows of a partition: blocks of its output, then a note."""
    def step(partition, pairs):
        blocks = values(pairs)
        first = next(blocks, None)
        if first is None and not (even_empty and partition == 0):
            return
        blocks = itertools.chain([header, first or b""], blocks)
        stages = run(command, blocks)
        out, rows = next(stages), 0
        for lines in stages:
            if isinstance(lines, Pipeline):
                yield note_of(partition, lines, out, rows)
                break
            rows += len(lines)
            yield partition, b"".join(lines)
    return step


def select_series(command, wanted, partitions):
    """The rows of an input that are of one of these series, each with its number: dealt out by
    year, flow and reporter, which is as far as any guard looks."""
    def step(blocks):
        number = begin(blocks)
        if number is None:
            return
        stages = run(command, blocks)
        header, deal = next(stages), None
        for lines in stages:
            if isinstance(lines, Pipeline):
                yield partitions, note_of(int(number), lines, header, 0)
                break
            if deal is None:
                columns = Columns(header, ("period", "flow", "reporter"))

                def key(line):
                    period, flow, reporter = columns.key(line)
                    return period[:4], flow, reporter
                deal = Deal(key, partitions)
            yield from deal.add([line for line in lines if not line.startswith(b"!")
                                 and columns.key(line) in wanted])
        if deal is not None:
            yield from deal.rest()
    return step


def compare_series(command, header):
    """The guards over all rows of some series: the words of those that complain."""
    def step(partition, pairs):
        blocks = values(pairs)
        first = next(blocks, None)
        if first is None:
            return
        for last in run(command, itertools.chain([header, first], blocks)):
            if isinstance(last, Pipeline):
                yield note_of(partition, last, b"", 0)
    return step


def read_together(command, names):
    """One run over several inputs under their names, for the words of one machine."""
    def step(blocks):
        yield from together(command, names, blocks)
    return step


def open_for(reader, path):
    """A pipe, opened when its reader opens it; None if that has ended instead."""
    while reader.poll() is None:
        try:
            pipe = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            time.sleep(0.01)
            continue
        os.set_blocking(pipe, True)
        return os.fdopen(pipe, "wb")
    return None


def feed_in_turn(child, files, blocks):
    """Each input into its file; an empty block and the number are before each."""
    out, at = None, -1
    try:
        for block in blocks:
            if not block:
                next(blocks)
                at += 1
                if out is not None:
                    out.close()
                out = open_for(child, files[at])
            if out is None:
                return
            out.write(block)
        if out is not None:
            out.close()
    except BrokenPipeError:
        pass  # it has complained


def together(command, names, blocks):
    with tempfile.TemporaryDirectory(prefix="on-spark.") as folder:
        files = [os.path.join(folder, str(i)) for i in range(len(names))]
        for file in files:
            os.mkfifo(file)
        argv = [os.path.join(filters(), command[0]), *command[1:], "-j", "1", *files]
        with open(os.path.join(folder, "words"), "w+b") as said:
            child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                     stderr=said, env=dict(os.environ, LC_ALL="C"))
            feed_in_turn(child, files, blocks)
            status = child.wait()
            said.seek(0)
            words = said.read(1 << 16).decode(errors="replace")
    # the longest first: /1 begins /10
    for i in reversed(range(len(names))):
        words = words.replace(files[i], names[i])
    yield {"status": status, "words": words.splitlines()}
