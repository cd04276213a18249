"""The options of claims, and which of them go together."""
import os
import shlex

from reliance.common import command_line, fetch_options, messages

USAGE = f"""Usage: {messages.PROGRAM} [OPTION]... CLAIMS.csv FILE...
Compare stated figures with trade data: do they hold, and which definition would give them?

CLAIMS.csv has the columns id,text,period,flow,reporter,partner,basket,measure,stated,tolerance.
A FILE is anything that fetch-normalise reads; a folder is a store, as refresh keeps it.

"""
OF_FETCH = (*fetch_options.OPTIONS, ("", "freq", "A|M", fetch_options.AS))
OPTIONS = (  # letter, name, argument, description
    ("", "sweep", None, "print every definition of every claim, and the figure by it"),
    ("", "lints", None, "print which claims cannot all be true"),
    ("", "text", None, "print a report to read"),
    ("o", "output", "DIR", "also write all of these, and who reported, as files there"),
    ("", "bloc", "NAME", "the bloc whose inside trade may be left out (default EU27)"),
    ("", "absent", "error|zero", "the value of a code that no file has (default error)"),
    *OF_FETCH,
    ("q", "quiet", None, "do not report which claims cannot all be true, nor how many hold"),
    ("h", "help", None, "show this help"),
    ("V", "version", None, "show the version"),
)
MODES = ("sweep", "lints", "text")  # printed instead of a row for each claim


def usage():
    return command_line.usage(USAGE, OPTIONS)


def parse(arguments):
    """The values of the options, the file of claims, and the files of trade. Fails with status 2 on
    misuse."""
    values, operands = command_line.parse(OPTIONS, arguments)
    if values["help"] or values["version"]:
        return values, None, []
    if len(operands) < 2:
        raise messages.Failure(("no CLAIMS.csv" if not operands else
                                "no FILE to compare them with") + "; see --help", 2)
    if values["absent"] not in (None, "error", "zero"):
        raise messages.Failure(f"--absent error or zero, not '{values['absent']}'", 2)
    if any("\n" in operand or "\r" in operand for operand in operands):
        raise messages.Failure("the name of a FILE has two lines; rename it", 2)
    if operands.count("-") > 1:
        raise messages.Failure("standard input is read once; name it once", 2)
    modes = [name for name in MODES if values[name]]
    if len(modes) > 1:
        raise messages.Failure(f"--{modes[0]} does not go with --{modes[1]}", 2)
    return values, operands[0], operands[1:]


def inputs(operands):
    """The files and stores to read, and the shell words that name them: none is like an option."""
    files = [os.path.join(".", operand) if operand.startswith("-") and operand != "-" else operand
             for operand in operands]
    return files, shlex.join(files)
