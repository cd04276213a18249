"""The input: a store of refresh, or files in any layout. Reading it and selecting the basket is the
beginning of every pipeline of the page, and runs once."""
import os
import re
import shlex
import subprocess
import threading

from reliance.common import fetch_options, pipeline, shell, stream, temporary
from reliance.common.messages import Failure
from reliance.plot.chart import readable
from reliance.report.options import OF_NORMALISE

MOST_NAMES = 5  # file names that the page shows


class Source:
    """The rows of the basket, and pipelines that read them.

    first     the beginning of every pipeline, as text: it prints the rows of the basket
    messages  what its filters printed on standard error, as lines
    dropped   (the pipeline that counts what the guards dropped, its measures)
    name      the source as the page shows it"""

    def __init__(self, operands, options, filters):
        self.env, self.prefix = filters.env, filters.prefix
        self.store, self.release = None, None
        if len(operands) == 1 and os.path.isdir(operands[0]):
            self.read_store(operands[0], options)
        else:
            self.read_files(operands, options)
        self.rows = temporary.named_file()
        self.started, self.lock = {}, threading.Lock()
        self.messages = self.printed(self.first, None, self.rows)

    def read_store(self, store, options):
        basket, n = shlex.quote(options["basket"]), self.prefix
        self.store, self.release = store, release_of(store)
        self.first = (f"{n}filter-hs -b {basket} --where period={options['period']} "
                      f"{shlex.quote(store if store[0] != '-' else f'./{store}')}")
        self.dropped = dropped_from_store(store, n)
        self.name = f"a store of reliance-refresh, {os.path.basename(os.path.abspath(store))}"

    def read_files(self, paths, options):
        for path in paths:
            if os.path.isdir(path):
                raise Failure(f"{path} is a folder; name one STORE, or files", 2)
        basket, n = shlex.quote(options["basket"]), self.prefix
        names = " ".join(shlex.quote(path if path[0] != "-" else f"./{path}") for path in paths)
        own = shlex.join(["-q", *fetch_options.arguments(options, OF_NORMALISE), "-y",
                          options["period"]])
        self.first = f"{n}fetch-normalise {own} {names} |\n{n}filter-hs -b {basket}"
        self.dropped = (f"{n}fetch-normalise {own} --report /dev/fd/3 {names} "
                        f"3>&1 >/dev/null |\n{n}aggregate --by reason -s rows", "rows")
        self.name = ", ".join(os.path.basename(path) for path in paths[:MOST_NAMES])
        if len(paths) > MOST_NAMES:
            self.name += f" and {len(paths) - MOST_NAMES} more"

    def printed(self, text, rows, out):
        """Runs a pipeline from the file `rows` to the file `out`, and returns the messages of its
        filters as lines. Fails if the pipeline fails."""
        ended = pipeline.run(shell.stages(text, "a pipeline"),
                             subprocess.DEVNULL if rows is None else rows, out, self.env, True)
        pipeline.check(ended)
        return [readable(line) for stage in ended for line in stage.messages.splitlines()]

    def named(self, rest):
        """The rest of a pipeline, with the filters under their installed names."""
        return re.sub(r"(^|\| )(?=[a-z-]+)(?!awk)", rf"\1{self.prefix}", rest)

    def run(self, rest):
        """(the bytes that `first | rest` prints, the messages of the filters of rest). Several
        threads may call it. Pipelines that begin with the same filter share one run of it."""
        begin, _, end = rest.partition(" | ")
        with self.lock:
            if begin not in self.started:
                self.started[begin] = self.keep(begin, self.rows)
        kept, messages = self.started[begin]
        if end:
            kept, more = self.keep(end, kept)
            messages = messages + more
        with open(kept.name, "rb") as file:
            return file.read(), list(messages)

    def keep(self, rest, rows):
        """(a temporary file with what the pipeline makes of these rows, the messages)"""
        out = temporary.named_file()
        with open(rows.name, "rb") as file:
            return out, self.printed(self.named(rest), file, out)

    def run_alone(self, text):
        """(the bytes that a whole pipeline prints, the messages of its filters)"""
        with temporary.file() as out:
            messages = self.printed(text, None, out)
            out.seek(0)
            return out.read(), messages


    def check_release(self):
        """Fails if the store got another release meanwhile: its rows and its manifest may not be of
        the same."""
        if self.store and release_of(self.store) != self.release:
            raise Failure(f"{self.store}: it was refreshed during the report; run it again")


def release_of(store):
    """The folder of the current release."""
    return os.path.realpath(os.path.join(store, "trade"))


def dropped_from_store(store, prefix):
    """(the pipeline that sums up the manifest of a store, its measures): the rows that the guards
    dropped when the store was made."""
    path = os.path.join(store, "manifest.csv")
    try:
        with open(path, "rb") as file:
            table = stream.read(file.read(), path)
    except FileNotFoundError as error:
        raise Failure(f"{store} has no manifest.csv, so it is not a store of "
                      "reliance-refresh; to read files, name them one by one", 2) from error
    reasons = [name for name in table.columns if name[:1] == "G" and name[1:2].isdigit()]
    columns = ",".join(["rows", *reasons, "rejected"])
    return f"{prefix}aggregate --by version -s {columns} {shlex.quote(path)}", columns
