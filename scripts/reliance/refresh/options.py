"""The options of refresh, and which of them go together."""
from reliance.common import command_line, messages

USAGE = f"""Usage: {messages.PROGRAM} [OPTION]... STORE
Keep a store of trade data up to date: from UN Comtrade, or from your own files.

"""
OPTIONS = (  # letter, name, argument, description
    ("", "from", "DIR", "read the files of this folder, not UN Comtrade; repeatable"),
    ("y", "period", "PERIODS", "these periods: 2012-2024, 202301-202306"),
    ("r", "reporter", "WHO,...", "only these reporters: codes, numbers, names or blocs"),
    ("p", "partner", "WHO,...", "only these partners"),
    ("f", "flow", "FLOWS", "only these flows (default M,X)"),
    ("", "hs", "CODES", "only these commodities"),
    ("", "level", "2|4|6|total", "codes of one length"),
    ("", "freq", "A|M", "only years, or only months"),
    ("", "edition", "H0..H6", "the HS edition of files that do not name one"),
    ("", "map", "NAME=COL,...", "the columns of files in an unknown layout"),
    ("", "prefer", "newest|error", "if rows differ between sources (default error)"),
    ("", "dry-run", None, "print which sources are new or revised, and stop"),
    ("", "check", None, "verify every file of the store, and change nothing"),
    ("", "rebuild", None, "make everything again from the files under raw/"),
    ("", "wait", None, "wait until no other refresh uses the store"),
    ("", "allow-empty", None, "accept sources without any data"),
    ("q", "quiet", None, "do not report how much was done"),
    ("", "base-url", "URL", "another server than UN Comtrade's"),
    ("", "key-file", "FILE", "the file with the key of UN Comtrade"),
    ("", "pace", "MS", "milliseconds between requests"),
    ("", "timeout", "SECONDS", "how long to wait for a silent server"),
    ("", "offline", None, "use only the cache"),
    ("h", "help", None, "show this help"),
    ("V", "version", None, "show the version"),
)
NETWORK = ("base-url", "key-file", "pace", "timeout", "offline")
OF_FILES_ALONE = ("edition", "map")


def usage():
    return command_line.usage(USAGE, OPTIONS)


def parse(arguments):
    """The store, and the values of the options. Fails with status 2 on misuse."""
    values, operands = command_line.parse(OPTIONS, arguments)
    if len(operands) > 1:
        raise messages.Failure(f"one STORE, and no operand '{operands[1]}'; see --help", 2)
    store = operands[0] if operands else None
    if values["help"] or values["version"]:
        return store, values
    if not store:
        raise messages.Failure("no STORE; see --help", 2)
    if "\n" in store or "\r" in store:
        raise messages.Failure("the name of STORE has two lines", 2)
    if values["prefer"] not in (None, "newest", "error"):
        raise messages.Failure(f"--prefer newest or error, not '{values['prefer']}'", 2)
    if not (values["check"] or values["from"] is not None or values["period"]):
        raise messages.Failure("give --period to read from UN Comtrade, or --from DIR to read "
                               "files", 2)
    if values["dry-run"] and values["rebuild"]:
        raise messages.Failure("--rebuild does not go with --dry-run", 2)
    check_combination(values)
    return store, values


def check_combination(values):
    """Fails if an option does not go with the kind of sources, or with --check."""
    names = [name for _, name, _, _ in OPTIONS]
    if values["check"]:
        allowed, other = ["check", "wait", "quiet"], "--check"
    elif values["from"] is not None:
        allowed, other = [name for name in names if name not in NETWORK], "--from"
    else:
        allowed = [name for name in names if name not in OF_FILES_ALONE]
        other = "UN Comtrade, it is for --from"
    for name in names:
        if values[name] and name not in allowed:
            raise messages.Failure(f"--{name} does not go with {other}", 2)
