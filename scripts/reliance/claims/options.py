"""The options of claims, and which of them go together."""
import glob
import os
import shlex

from reliance.common import command_line, fetch_options, messages

USAGE = f"""Usage: {messages.PROGRAM} [OPTION]... CLAIMS.csv FILE...
Hold stated figures to trade data: do they hold, and which definition would give them?

CLAIMS.csv has the columns id,text,period,flow,reporter,partner,basket,measure,stated,tolerance.
A FILE is anything that fetch-normalise reads; a folder is a store, as refresh keeps it.

"""
OF_NORMALISE = (*fetch_options.OPTIONS, ("", "freq", "A|M", fetch_options.AS))
OPTIONS = (  # letter, name, argument, words
    ("", "sweep", None, "print every definition of every claim, and the figure by it"),
    ("", "lints", None, "print which claims cannot all be true"),
    ("", "text", None, "print an account for people"),
    ("o", "output", "DIR", "write all of these there as files, too, and who reported"),
    ("", "bloc", "NAME", "the bloc whose inside trade is left out, for once (default EU27)"),
    ("", "absent", "error|zero", "what a code is of which no file has a row (default error)"),
    *OF_NORMALISE,
    ("q", "quiet", None, "do not say which claims cannot all be true, nor how many hold"),
    ("h", "help", None, "show this help"),
    ("V", "version", None, "show the version"),
)
MODES = ("sweep", "lints", "text")  # what is printed instead of a row a claim


def usage():
    return command_line.usage(USAGE, OPTIONS)


def parse(arguments):
    """The options by name, the file of claims, and the files of trade."""
    asked, operands = command_line.parse(OPTIONS, arguments)
    if asked["help"] or asked["version"]:
        return asked, None, []
    if len(operands) < 2:
        raise messages.Failure(("no CLAIMS.csv" if not operands else "no FILE to hold them to")
                            + "; see --help", 2)
    if asked["absent"] not in (None, "error", "zero"):
        raise messages.Failure(f"--absent error or zero, not '{asked['absent']}'", 2)
    if any("\n" in operand or "\r" in operand for operand in operands):
        raise messages.Failure("a FILE with a name of two lines; give it another one", 2)
    if operands.count("-") > 1:
        raise messages.Failure("standard input is read once; name it once", 2)
    modes = [name for name in MODES if asked[name]]
    if len(modes) > 1:
        raise messages.Failure(f"--{modes[0]} does not go with --{modes[1]}", 2)
    return asked, operands[0], operands[1:]


def inputs(operands):
    """The files to read, and how a shell is told of them. A folder is a store."""
    files, told = [], []
    for operand in operands:
        if operand.startswith("-") and operand != "-":
            operand = os.path.join(".", operand)  # an option, where a person runs the pipeline
        if not os.path.isdir(operand):
            files.append(operand)
            told.append(shlex.quote(operand))
            continue
        trade = os.path.join(operand, "trade")
        found = sorted(glob.glob(os.path.join(glob.escape(trade), "*.csv.gz")), key=os.fsencode)
        if not found:
            raise messages.Failure(f"{operand}: a folder, and no store: there is no trade/*.csv.gz in "
                                "it")
        files += found
        told.append(f"{shlex.quote(trade)}/*.csv.gz")
    return files, " ".join(told)
