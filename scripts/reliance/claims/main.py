"""claims: compares stated figures with trade data. See claims --help."""
import signal
import sys

from reliance.claims import claimfile, definitions, lints, options, reader, verdicts
from reliance.claims.baskets import Baskets
from reliance.claims.countries import Countries
from reliance.claims.figures import Figures
from reliance.claims.filters import Filters
from reliance.claims.groups import Groups
from reliance.claims.output import Output
from reliance.claims.pipelines import Pipelines
from reliance.common import atomic, fetch_options, messages, nearest, stdio, table
from reliance.common.program import has_informed, program


def judged(values, path, operands, filters):
    """The Output of all claims in the file `path`."""
    files, shell_words = options.inputs(operands)
    countries, baskets = Countries(filters), Baskets(filters)
    bloc = values["bloc"] or "EU27"
    if not countries.is_bloc(bloc):
        raise messages.Failure(f"--bloc: no bloc '{bloc}'; "
                               f"{nearest.answer(bloc, countries.blocs())}", 2)
    claims = claimfile.read(path, countries, baskets)
    periods, codes = definitions.extent(claims, baskets)
    passed = fetch_options.arguments(values, options.OF_FETCH)
    trade = reader.read(filters, passed, files, periods, codes)
    groups = Groups(trade, countries, baskets, bloc, values["absent"] == "zero")
    figures = Figures(groups)
    return Output([verdicts.judge(claim, figures) for claim in claims],
                  lints.lint(claims, figures), groups, Pipelines(passed, shell_words, groups))


def encoded(lines):
    return "".join(line + "\n" for line in lines).encode("utf-8", "surrogateescape")


def write_files(output, folder):
    files = {f"{name}.csv": table.text(getattr(output, name)())
             for name in ("claims", "sweep", "lints", "reporters")}
    atomic.write_folder(folder, {**files, "claims.txt": encoded(output.text())})


def run(values, path, operands):
    output = judged(values, path, operands, Filters(sys.argv[0]))
    if values["output"]:
        write_files(output, values["output"])
    mode = next((mode for mode in options.MODES if values[mode]), "claims")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # as the filters do
    stdio.write(encoded(output.text()) if mode == "text" else
                table.text(getattr(output, mode)()))
    if not values["quiet"] and mode != "text":
        for rule, ids, finding in output.findings if mode != "lints" else ():
            messages.write(f"{path}: {', '.join(ids)}: {finding} ({rule})")
        messages.write(output.count())


@program
def main(arguments):
    """Runs the command."""
    values, path, operands = options.parse(arguments)
    if not has_informed(values, options.usage):
        run(values, path, operands)
