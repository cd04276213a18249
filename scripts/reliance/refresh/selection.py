"""What a store selects: the same in each refresh, so that its periods can be compared.

Kept as CSV in STORE/selection, which is written when a store begins. What it prefers may change.
"""
import os

from reliance.common import messages, table
from reliance.refresh import files

FORMAT = "1"  # of the store
SHARED = ("hs", "level", "flow", "partner", "freq")
PREFER = "prefer"
OF_FILES = (*SHARED, "reporter", "period", "edition", "map")


def settle(store, asked, kind, begun):
    """The selection of a store, written if that begins."""
    path = os.path.join(store, "selection")
    chosen = choose(store, asked, kind, begun)
    if not os.path.lexists(path) or not begun:
        new = {"store": FORMAT, "source": kind, **chosen}
        if prefers(store):
            new[PREFER] = prefers(store)
        if not os.path.lexists(path) or read(path) != new:
            # parts that an interrupted first run made of another selection
            files.remove(os.path.join(store, "parts"))
            write(path, new)
    return chosen


def choose(store, asked, kind, begun):
    """What is not asked for is as it was; another selection is an error."""
    path = os.path.join(store, "selection")
    asked = {name: value for name, value in asked.items() if value is not None}
    if not os.path.lexists(path) or not begun:
        if kind == "comtrade" and not {"hs", "level"} & set(asked):
            raise messages.Failure(f"{store}: a new store of UN Comtrade needs --hs or --level", 2)
        return asked
    old = read(path)
    if old["source"] != kind:
        raise messages.Failure(f"{store} is made of {old['source']}, not of {kind}; take another "
                            "store", 2)
    for name, value in asked.items():
        if old.get(name) != value:
            has = f"--{name} {old[name]}" if name in old else f"no --{name}"
            raise messages.Failure(f"{store} was made with {has}, this asks for --{name} {value}; "
                                "take another store for it", 2)
    return {name: value for name, value in old.items() if name not in ("store", "source", PREFER)}


def prefers(store):
    """What the store does where rows differ: "newest", or None for an error."""
    path = os.path.join(store, "selection")
    return read(path).get(PREFER) if os.path.lexists(path) else None


def prefer(store, wanted):
    """Keeps it for the refreshes to come."""
    if prefers(store) != wanted:
        path = os.path.join(store, "selection")
        kept = {name: value for name, value in read(path).items() if name != PREFER}
        write(path, {**kept, **({PREFER: wanted} if wanted else {})})
        files.sync(store)


def write(path, kept):
    """A file that is there in whole or as it was."""
    files.remove(path + ".new")
    files.write(path + ".new", table.text([("option", "value"), *kept.items()]))
    files.sync(path + ".new")
    os.rename(path + ".new", path)


def read(path):
    """The selection that a store has."""
    try:
        rows = table.parse(files.read(path))
        kept = dict(rows[1:])
        if rows[0] != ["option", "value"]:
            raise ValueError
        form, _ = kept["store"], kept["source"]
    except (ValueError, KeyError, IndexError, table.csv.Error):
        raise messages.Failure(f"{path}: not what refresh wrote; put it back") from None
    if form != FORMAT:
        raise messages.Failure(f"{path}: a store of format {form}, this version knows {FORMAT}; use "
                            "the version that made it")
    return kept


def arguments(selection, names):
    """As options of fetch-normalise."""
    return [f"--{name}={selection[name]}" for name in names if name in selection]
