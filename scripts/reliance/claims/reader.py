"""Reads the files once: normalised, with all guards, reduced to the codes of the claims and
aggregated. It also notes which countries reported anything: a country without a row of a basket may
have had no such trade, or may not have reported yet."""
import contextlib
import csv
import io
import subprocess

from reliance.claims import exact
from reliance.claims.trade import Row, Trade, cell_of
from reliance.common import messages, pipeline, programs, temporary

BLOCK = 1 << 20
COVERAGE = ["--by", "period,flow,reporter,edition", "--sum", "", "--count"]
KEY = "period,flow,reporter,partner,edition,hs,flags"
HIDDEN = (programs.installed_name("filter-hs: no row matched"),  # the notes of the figures say so
          programs.installed_name("aggregate: net_kg is empty in"))


def read(filters, options, files, periods, codes):
    """The rows of these codes in these periods, as a Trade. `options` are for fetch-normalise."""
    with temporary.file() as rows, temporary.file() as reported:
        run(filters, ["-q", *options, "-y", ",".join(sorted(periods)), "--", *files],
            ",".join(sorted(codes)), rows, reported)
        return Trade((row_of(*row) for row in lines(rows)), coverage(lines(reported)))


def run(filters, arguments, codes, rows, reported):
    """Writes the output of fetch-normalise, selected and aggregated, to the file `rows`, and its
    reporters to the file `reported`."""
    started = []
    with contextlib.ExitStack() as stack:
        def start(name, arguments, **streams):
            errors = stack.enter_context(temporary.file())
            process = stack.enter_context(filters.start(name, arguments, stderr=errors, **streams))
            started.append((name, process, errors))
            return process
        source = start("fetch-normalise", arguments, stdout=subprocess.PIPE)
        reporters = start("aggregate", COVERAGE, stdin=subprocess.PIPE, stdout=reported)
        selection = start("filter-hs", [codes], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        start("aggregate", ["--complete", "--by", KEY], stdin=selection.stdout, stdout=rows)
        selection.stdout.close()
        copy(source.stdout, [selection.stdin, reporters.stdin])
        check([pipeline.Ended(name, process.wait(), pipeline.text_of(errors))
               for name, process, errors in started])


def check(ended):
    """Forwards the messages of the filters. If some failed, fails with the messages of the one that
    explains the others."""
    failed = pipeline.root(ended)
    if failed is not None:
        name, status, errors = ended[failed]
        programs.check(name, status, "; no claim was judged", errors)
    messages.forward("".join(line for one in ended for line in one.messages.splitlines(True)
                             if not line.startswith(HIDDEN)))


def copy(source, sinks):
    """Copies a stream to several, and closes these."""
    for block in iter(lambda: source.read1(BLOCK), b""):
        for sink in list(sinks):
            try:
                sink.write(block)
                sink.flush()
            except BrokenPipeError:  # the reader failed and prints why
                sinks.remove(sink)
    for sink in sinks:
        try:
            sink.close()
        except BrokenPipeError:
            pass


def lines(file):
    """An iterator over the rows under the header."""
    file.seek(0)
    rows = csv.reader(io.TextIOWrapper(file, "utf-8", "surrogateescape", newline=""), strict=True)
    next(rows)
    return rows


def row_of(period, flow, reporter, partner, edition, code, flags, usd, kilos):
    cell = cell_of(exact.units(usd), exact.units(kilos) if kilos else None, "e" in flags)
    return Row(period, flow, reporter, partner, (edition, code), cell)


def coverage(rows):
    """{(period, flow): {reporter: editions}}."""
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    for period, flow, reporter, edition, _ in rows:
        found.setdefault((period, flow), {}).setdefault(reporter, set()).add(edition)
    return found
