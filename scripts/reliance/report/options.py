"""The options of report."""
import os
import re

from reliance.common import command_line, fetch_options, messages
from reliance.common.messages import Failure
from reliance.common.programs import installed_name

USAGE = f"""Usage: {messages.PROGRAM} [OPTION]... -b BASKET -r WHO,... -y YEARS -o DIR STORE
  or:  {messages.PROGRAM} [OPTION]... -b BASKET -r WHO,... -y YEARS -o DIR FILE...
Write a page on who depends on whom for a basket of commodities, and the tables behind it.

"""
OF_NORMALISE = (
    ("", "mirror", None, "use the exports that partners report as imports"),
    *fetch_options.OPTIONS)
OPTIONS = (  # letter, name, argument, help
    ("b", "basket", "NAME,...",
     f"the commodities: built-in baskets of {installed_name('filter-hs')}"),
    ("r", "reporter", "WHO,...", "the importing countries: codes or names, such as USA,Japan"),
    ("y", "period", "YEARS", "the years, such as 2012-2024"),
    ("o", "output", "DIR", "the folder for the page and its tables"),
    ("", "bloc", "NAME,...", "blocs that count as one importer (default: EU27)"),
    *OF_NORMALISE,
    ("", "source", "TEXT", "the source of the data (default: the names of the files)"),
    ("", "title", "TEXT", "the title of the page"),
    ("h", "help", None, "show this help"),
    ("V", "version", None, "show the version"),
)
NEEDED = {"basket": "-b must name the commodities", "reporter": "-r must name the countries",
          "period": "-y must name the years", "output": "-o must name the folder to write"}


def usage():
    return command_line.usage(USAGE, OPTIONS)


def parse(arguments):
    """(the options by name, the operands). reporter and bloc become lists; years is the list of the
    years of -y. Fails with status 2 on misuse."""
    options, operands = command_line.parse(OPTIONS, arguments)
    if options["help"] or options["version"]:
        return options, operands
    for name, problem in NEEDED.items():
        if not options[name]:
            raise Failure(f"{problem}; see --help", 2)
    check_operands(options, operands)
    options["years"] = years(options["period"])
    distinct(options, "basket")  # pipelines use the text as it is
    options["reporter"], options["bloc"] = distinct(options, "reporter"), distinct(options, "bloc")
    return options, operands


def check_operands(options, operands):
    if not operands:
        raise Failure("no STORE and no FILE; see --help", 2)
    if len(operands) == 1 and os.path.isdir(operands[0]):
        for _, name, _, _ in OF_NORMALISE:
            if options[name]:
                raise Failure(f"--{name} is for files; a store was made with its own options",
                              2)
    for name in operands:
        if name == "-":
            raise Failure("-: the pipelines of the figures read their input again, which is "
                          "impossible with standard input; name a file", 2)
        if not name.isprintable():
            raise Failure(f"FILE {name!a}: a page cannot show a name with control characters "
                          "or with bytes that are not UTF-8; rename the file", 2)


def distinct(options, name):
    """The items of a list; fails if one is empty or repeated."""
    items = (options[name] or "EU27").split(",")
    if len(set(items)) < len(items) or "" in items:
        raise Failure(f"--{name} {options[name]}: an item is repeated or empty", 2)
    return items


def years(text):
    """The years of a list such as 2012-2014,2020, as text in ascending order."""
    found: set[int] = set()
    for part in text.split(","):
        ends = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", part, re.ASCII)
        if not ends or int(ends[2] or ends[1]) < int(ends[1]):
            raise Failure(f"-y {text}: not years such as 2012-2024; months can be folded into "
                          f"years with {installed_name('aggregate')} --by period:4", 2)
        found |= set(range(int(ends[1]), int(ends[2] or ends[1]) + 1))
    return [str(year) for year in sorted(found)]
