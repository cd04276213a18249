"""claims: holds stated figures to trade data. See claims --help."""
import os
import signal
import sys

from reliance.claims import claimfile, lints, options, question, reading, verdicts
from reliance.claims.account import Account
from reliance.claims.baskets import Baskets
from reliance.claims.figures import Figures
from reliance.claims.groups import Groups
from reliance.claims.places import Places
from reliance.claims.recipe import Recipes
from reliance.claims.tools import Tools
from reliance.common import atomic, fetch_options, messages, signals, stdio, table


def account_of(asked, path, operands, tools):
    """All claims, judged."""
    files, told = options.inputs(operands)
    places, baskets = Places(tools), Baskets(tools)
    bloc = asked["bloc"] or "EU27"
    if not places.is_bloc(bloc):
        raise messages.Failure(f"--bloc: no bloc '{bloc}'; there are {places.blocs()}", 2)
    claims = claimfile.read(path, places, baskets)
    periods, codes = question.extent(claims, baskets)
    own = fetch_options.arguments(asked, options.OF_NORMALISE)
    trade = reading.read(tools, own, files, periods, codes)
    groups = Groups(trade, places, baskets, bloc, asked["absent"] == "zero")
    figures = Figures(groups)
    return Account([verdicts.judge(claim, figures) for claim in claims],
                   lints.lint(claims, figures), groups, Recipes(own, told, groups))


def lines(text):
    return "".join(line + "\n" for line in text).encode("utf-8", "surrogateescape")


def write(account, folder):
    os.makedirs(folder, exist_ok=True)
    files = {f"{name}.csv": table.text(getattr(account, name)())
             for name in ("claims", "sweep", "lints", "reporters")}
    for name, data in {**files, "claims.txt": lines(account.text())}.items():
        atomic.write(os.path.join(folder, name), data)


def claims(asked, path, operands):
    account = account_of(asked, path, operands, Tools(sys.argv[0]))
    if asked["output"]:
        write(account, asked["output"])
    mode = next((mode for mode in options.MODES if asked[mode]), "claims")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # as the filters have it
    stdio.write(lines(account.text()) if mode == "text" else table.text(getattr(account, mode)()))
    if not asked["quiet"] and mode != "text":
        for rule, ids, finding in account.findings if mode != "lints" else ():
            messages.write(f"{path}: {', '.join(ids)}: {finding} ({rule})")
        messages.write(account.count())


def main():
    signals.exit_cleanly()
    try:
        asked, path, operands = options.parse(sys.argv[1:])
        if asked["help"]:
            stdio.write(options.usage().encode())
        elif asked["version"]:
            stdio.write_version(Tools(sys.argv[0]).version())
        else:
            claims(asked, path, operands)
        return 0
    except messages.Failure as error:
        messages.forward(error.stderr)
        messages.write(str(error))
        return error.status
    except OSError as error:
        messages.write(messages.os_error(error))
        return 1
