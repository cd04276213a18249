"""Reads the files once: normalised, with all guards, filtered to the codes that are asked for and
folded. Beside it, who reported anything at all: a country without a row of a basket may have
traded none, or not have reported yet."""
import contextlib
import csv
import io
import subprocess
import tempfile

from reliance.claims import exact
from reliance.claims.trade import Row, Trade, cell_of
from reliance.common import messages, programs

BLOCK = 1 << 20
COVERAGE = ["--by", "period,flow,reporter,edition", "--sum", "value_usd"]
KEY = "period,flow,reporter,partner,edition,hs,flags"
QUIET = (programs.installed_name("filter-hs: no row matched"),  # told figure by figure
         programs.installed_name("aggregate: net_kg is empty in"))


def read(tools, options, files, periods, codes):
    """The rows of these codes in these periods, as a Trade."""
    with tempfile.TemporaryFile() as rows, tempfile.TemporaryFile() as reported:
        run(tools, ["-q", *options, "-y", ",".join(sorted(periods)), "--", *files],
            [["filter-hs", [",".join(sorted(codes))]],
             ["aggregate", ["--complete", "--by", KEY]]], rows, reported)
        return Trade((row_of(*row) for row in lines(rows)), coverage(lines(reported)))


def run(tools, arguments, branch, rows, reported):
    """fetch-normalise into both: the pipeline of the rows, and who reported."""
    with contextlib.ExitStack() as files:
        started = []

        def start(name, its, **how):
            said = files.enter_context(tempfile.TemporaryFile())
            started.append((name, tools.start(name, its, stderr=said, **how), said))
            return started[-1][1]
        try:
            source = start("fetch-normalise", arguments, stdout=subprocess.PIPE)
            beside = start("aggregate", COVERAGE, stdin=subprocess.PIPE, stdout=reported)
            (first, its), (last, own) = branch
            middle = start(first, its, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            start(last, own, stdin=middle.stdout, stdout=rows)
            middle.stdout.close()
            pour(source.stdout, [middle.stdin, beside.stdin])
            for _, process, _ in started:
                process.wait()
        except BaseException:
            for _, process, _ in started:
                process.terminate()
                process.wait()
            raise
        judge(started)


def judge(started):
    """Passes on what they said, or fails as the first of them that did; the others only say so."""
    told = []
    for name, process, said in started:
        said.seek(0)
        told.append(said.read().decode("utf-8", "surrogateescape"))
        if process.returncode != 0:
            raise messages.Failure(f"{programs.installed_name(name)} failed, see above; nothing was judged",
                                2 if process.returncode == 2 else 1, told[-1])
    messages.forward("".join(line for said in told for line in said.splitlines(True)
                          if not line.startswith(QUIET)))


def pour(source, sinks):
    for block in iter(lambda: source.read1(BLOCK), b""):
        for sink in list(sinks):
            try:
                sink.write(block)
                sink.flush()
            except BrokenPipeError:  # it failed, and says so
                sinks.remove(sink)
    for sink in sinks:
        try:
            sink.close()
        except BrokenPipeError:
            pass


def lines(file):
    """The rows under the header, as they are needed."""
    file.seek(0)
    rows = csv.reader(io.TextIOWrapper(file, "utf-8", "surrogateescape", newline=""), strict=True)
    next(rows)
    return rows


def row_of(period, flow, reporter, partner, edition, code, flags, usd, kilos):
    cell = cell_of(exact.units(usd), exact.units(kilos) if kilos else None, "e" in flags)
    return Row(period, flow, reporter, partner, (edition, code), cell)


def coverage(rows):
    """Who reported, and in which editions, by period and flow."""
    found = {}
    for period, flow, reporter, edition, _ in rows:
        found.setdefault((period, flow), {}).setdefault(reporter, set()).add(edition)
    return found
