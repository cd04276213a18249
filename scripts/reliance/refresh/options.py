"""The options of refresh, and which of them go together."""
from reliance.common import command_line, messages

USAGE = f"""Usage: {messages.PROGRAM} [OPTION]... STORE
Keep a store of trade data up to date: from UN Comtrade, or from files of your own.

"""
OPTIONS = (  # letter, name, argument, words
    ("", "from", "DIR", "the files of a folder, instead of UN Comtrade"),
    ("y", "period", "PERIODS", "these periods: 2012-2024, 202301-202306"),
    ("r", "reporter", "WHO,...", "only these reporters: codes, numbers, names or blocs"),
    ("p", "partner", "WHO,...", "only these partners"),
    ("f", "flow", "FLOWS", "only these flows (default M,X)"),
    ("", "hs", "CODES", "only these commodities"),
    ("", "level", "2|4|6|total", "codes of one length"),
    ("", "freq", "A|M", "only years, or only months"),
    ("", "edition", "H0..H6", "the HS edition of files that do not say"),
    ("", "map", "NAME=COL,...", "the columns of files in a layout that is not known"),
    ("", "prefer", "newest|error", "of rows that differ between sources (default error)"),
    ("", "dry-run", None, "print which sources are new or revised, and stop"),
    ("", "check", None, "verify every file of the store, and change nothing"),
    ("", "rebuild", None, "make everything again from the files under raw/"),
    ("", "wait", None, "wait until no other refresh is in the store"),
    ("", "allow-empty", None, "a source without any data is right"),
    ("q", "quiet", None, "do not say how much was done"),
    ("", "base-url", "URL", "another server than UN Comtrade's"),
    ("", "key-file", "FILE", "the file with the key of UN Comtrade"),
    ("", "pace", "MS", "milliseconds between requests"),
    ("", "timeout", "SECONDS", "how long a server may be silent"),
    ("", "offline", None, "use only what was fetched before"),
    ("h", "help", None, "show this help"),
    ("V", "version", None, "show the version"),
)
NETWORK = ("base-url", "key-file", "pace", "timeout", "offline")
OF_FILES_ALONE = ("edition", "map")


def usage():
    return command_line.usage(USAGE, OPTIONS)


def parse(arguments):
    """The options by name, and the store."""
    asked, operands = command_line.parse(OPTIONS, arguments)
    if len(operands) > 1:
        raise messages.Failure(f"one STORE, and no operand '{operands[1]}'; see --help", 2)
    store = operands[0] if operands else None
    if asked["help"] or asked["version"]:
        return store, asked
    if not store:
        raise messages.Failure("no STORE; see --help", 2)
    if "\n" in store or "\r" in store:
        raise messages.Failure("STORE: a name of two lines", 2)
    if asked["prefer"] not in (None, "newest", "error"):
        raise messages.Failure(f"--prefer newest or error, not '{asked['prefer']}'", 2)
    given = [name for name, value in asked.items() if value]
    if asked["check"]:
        fits = ("check", "wait", "quiet")
    elif asked["from"] is not None:
        fits = [name for _, name, _, _ in OPTIONS if name not in NETWORK]
    else:
        fits = [name for _, name, _, _ in OPTIONS if name not in OF_FILES_ALONE]
        if not asked["period"]:
            raise messages.Failure("--period says what to ask UN Comtrade for, --from DIR which files "
                                "to read", 2)
    if asked["dry-run"] and asked["rebuild"]:
        raise messages.Failure("--rebuild does not go with --dry-run", 2)
    for name in given:
        if name not in fits:
            raise messages.Failure(f"--{name} does not go with "
                                + ("--check" if asked["check"] else "--from" if asked["from"]
                                   else "UN Comtrade, it is for --from"), 2)
    return store, asked
