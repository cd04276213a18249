"""What a store selects: the same in each refresh, so that its periods can be compared.

Kept as CSV in STORE/selection; it is written when a store begins, and never again.
"""
import os

import files
import table
import words

FORMAT = "1"  # of the store
SHARED = ("hs", "level", "flow", "partner", "freq")
OF_FILES = (*SHARED, "reporter", "period", "edition", "map")


def settle(store, asked, kind, begun):
    """The selection of a store. What is not asked for is as it was; another one is an error."""
    path = os.path.join(store, "selection")
    asked = {name: value for name, value in asked.items() if value is not None}
    new = {"store": FORMAT, "source": kind, **asked}
    if not os.path.lexists(path) or not begun:
        if not os.path.lexists(path) or read(path) != new:
            # parts that an interrupted first run made of another selection
            files.remove(os.path.join(store, "parts"))
            files.remove(path)
            files.write(path + ".new", table.text([("option", "value"), *new.items()]))
            files.sync(path + ".new")
            os.rename(path + ".new", path)
        return asked
    old = read(path)
    if old["source"] != kind:
        raise words.Failure(f"{store} is made of {old['source']}, not of {kind}; take another "
                            "store", 2)
    for name, value in asked.items():
        if old.get(name) != value:
            has = f"--{name} {old[name]}" if name in old else f"no --{name}"
            raise words.Failure(f"{store} was made with {has}, this asks for --{name} {value}; "
                                "take another store for it", 2)
    return {name: value for name, value in old.items() if name not in ("store", "source")}


def read(path):
    """The selection that a store has."""
    try:
        rows = table.parse(files.read(path))
        kept = dict(rows[1:])
        if rows[0] != ["option", "value"]:
            raise ValueError
        form, _ = kept["store"], kept["source"]
    except (ValueError, KeyError, IndexError, table.csv.Error):
        raise words.Failure(f"{path}: not what refresh wrote; put it back") from None
    if form != FORMAT:
        raise words.Failure(f"{path}: a store of format {form}, this version knows {FORMAT}; use "
                            "the version that made it")
    return kept


def arguments(selection, names):
    """As options of fetch-normalise."""
    return [f"--{name}={selection[name]}" for name in names if name in selection]
