"""The options of report."""
import os
import re

from reliance.common import normalise, opts, words
from reliance.common.find import called

USAGE = f"""Usage: {words.NAME} [OPTION]... -b BASKET -r WHO,... -y YEARS -o DIR STORE
  or:  {words.NAME} [OPTION]... -b BASKET -r WHO,... -y YEARS -o DIR FILE...
Write a page on who depends on whom for a basket of commodities, and the numbers behind it.

"""
OF_NORMALISE = (
    ("", "mirror", None, "what a country imported is what others say they sold to it (for BACI)"),
    *normalise.OPTIONS)
OPTIONS = (  # letter, name, argument, words
    ("b", "basket", "NAME,...",
     f"the commodities: built-in baskets, as {called('filter-hs')} has them"),
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
    return opts.usage(USAGE, OPTIONS)


def parse(arguments):
    """The options by name, lists of what was a list, and the operands."""
    asked, operands = opts.parse(OPTIONS, arguments)
    if asked["help"] or asked["version"]:
        return asked, operands
    for name, told in NEEDED.items():
        if not asked[name]:
            raise words.Failure(f"{told}; see --help", 2)
    if not operands:
        raise words.Failure("no STORE and no FILE; see --help", 2)
    if len(operands) == 1 and os.path.isdir(operands[0]):
        for _, name, _, _ in OF_NORMALISE:
            if asked[name]:
                raise words.Failure(f"--{name} is for files; a store was made with its own", 2)
    for name in operands:
        if name == "-":
            raise words.Failure("-: the pipelines under the figures read the files again, which "
                                "standard input cannot be; name a file", 2)
        if not name.isprintable():
            raise words.Failure(f"FILE {name!a}: a name with control characters, or not in UTF-8, "
                                "cannot stand in a page", 2)
    asked["years"] = years(asked["period"])
    distinct(asked, "basket")  # which stays as pipelines have it
    asked["reporter"], asked["bloc"] = distinct(asked, "reporter"), distinct(asked, "bloc")
    return asked, operands


def distinct(asked, name):
    """The items of a list."""
    items = (asked[name] or "EU27").split(",")
    if len(set(items)) < len(items) or "" in items:
        raise words.Failure(f"--{name} {asked[name]}: one of them is there twice, or empty", 2)
    return items


def years(text):
    """2012-2014,2020 as the years that are meant, in order."""
    found = set()
    for part in text.split(","):
        ends = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", part)
        if not ends or int(ends[2] or ends[1]) < int(ends[1]):
            raise words.Failure(f"-y {text}: years, as 2012-2024; months are for "
                                f"{called('aggregate')} --by period:4", 2)
        found |= set(range(int(ends[1]), int(ends[2] or ends[1]) + 1))
    return [str(year) for year in sorted(found)]
