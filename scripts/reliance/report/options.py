"""The options of report."""
import os
import re

from reliance.common import command_line, fetch_options, messages
from reliance.common.programs import installed_name

USAGE = f"""Usage: {messages.PROGRAM} [OPTION]... -b BASKET -r WHO,... -y YEARS -o DIR STORE
  or:  {messages.PROGRAM} [OPTION]... -b BASKET -r WHO,... -y YEARS -o DIR FILE...
Write a page on who depends on whom for a basket of commodities, and the numbers behind it.

"""
OF_NORMALISE = (
    ("", "mirror", None, "what a country imported is what others say they sold to it (for BACI)"),
    *fetch_options.OPTIONS)
OPTIONS = (  # letter, name, argument, words
    ("b", "basket", "NAME,...",
     f"the commodities: built-in baskets, as {installed_name('filter-hs')} has them"),
    ("r", "reporter", "WHO,...", "the countries that buy: codes or names, as USA,Japan"),
    ("y", "period", "YEARS", "these years: 2012-2024"),
    ("o", "output", "DIR", "the folder for the page and its tables"),
    ("", "bloc", "NAME,...", "blocs that count as one buyer (default EU27)"),
    *OF_NORMALISE,
    ("", "source", "TEXT", "where the data is from (default: the names of the files)"),
    ("", "title", "TEXT", "the title of the page"),
    ("h", "help", None, "show this help"),
    ("V", "version", None, "show the version"),
)
NEEDED = {"basket": "-b says which commodities", "reporter": "-r says which countries",
          "period": "-y says which years", "output": "-o says where to write"}


def usage():
    return command_line.usage(USAGE, OPTIONS)


def parse(arguments):
    """The options by name, lists of what was a list, and the operands."""
    asked, operands = command_line.parse(OPTIONS, arguments)
    if asked["help"] or asked["version"]:
        return asked, operands
    for name, told in NEEDED.items():
        if not asked[name]:
            raise messages.Failure(f"{told}; see --help", 2)
    if not operands:
        raise messages.Failure("no STORE and no FILE; see --help", 2)
    if len(operands) == 1 and os.path.isdir(operands[0]):
        for _, name, _, _ in OF_NORMALISE:
            if asked[name]:
                raise messages.Failure(f"--{name} is for files; a store was made with its own", 2)
    for name in operands:
        if name == "-":
            raise messages.Failure("-: the pipelines under the figures read the files again, which "
                                "standard input cannot be; name a file", 2)
        if not name.isprintable():
            raise messages.Failure(f"FILE {name!a}: a name with control characters, or not in UTF-8, "
                                "cannot stand in a page", 2)
    asked["years"] = years(asked["period"])
    distinct(asked, "basket")  # which stays as pipelines have it
    asked["reporter"], asked["bloc"] = distinct(asked, "reporter"), distinct(asked, "bloc")
    return asked, operands


def distinct(asked, name):
    """The items of a list."""
    items = (asked[name] or "EU27").split(",")
    if len(set(items)) < len(items) or "" in items:
        raise messages.Failure(f"--{name} {asked[name]}: one of them is there twice, or empty", 2)
    return items


def years(text):
    """2012-2014,2020 as the years that are meant, in order."""
    found = set()
    for part in text.split(","):
        ends = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", part)
        if not ends or int(ends[2] or ends[1]) < int(ends[1]):
            raise messages.Failure(f"-y {text}: years, as 2012-2024; months are for "
                                f"{installed_name('aggregate')} --by period:4", 2)
        found |= set(range(int(ends[1]), int(ends[2] or ends[1]) + 1))
    return [str(year) for year in sorted(found)]
