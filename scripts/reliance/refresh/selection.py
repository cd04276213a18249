"""The selection of a store: equal in each refresh, so that its periods are comparable.

It is CSV in STORE/selection, written by the first refresh. Only --prefer may change later.
"""
import os

from reliance.common import messages, table
from reliance.refresh import files

FORMAT = "1"  # of the store
SHARED = ("hs", "level", "flow", "partner", "freq")
PREFER = "prefer"
OF_FILES = (*SHARED, "reporter", "period", "edition", "map")


def settle(store, options, kind, begun):
    """The selection of a store; writes it unless the store has a release (`begun`). Fails as
    choose() does."""
    path = path_of(store)
    chosen = choose(store, options, kind, begun)
    if not os.path.lexists(path) or not begun:
        new = {"store": FORMAT, "source": kind, **chosen}
        if prefers(store):
            new[PREFER] = prefers(store)
        if not os.path.lexists(path) or read(path) != new:
            # an interrupted first run may have made parts with another selection
            files.remove(os.path.join(store, "parts"))
            write(path, new)
    return chosen


def choose(store, options, kind, begun):
    """The selection of a store, or for a new one that of these options. Fails with status 2 if an
    option differs from it."""
    path = path_of(store)
    options = {name: value for name, value in options.items() if value is not None}
    if not os.path.lexists(path) or not begun:
        if kind == "comtrade" and not {"hs", "level"} & set(options):
            raise messages.Failure(f"{store}: a new store of UN Comtrade needs --hs or --level", 2)
        return options
    old = read(path)
    if old["source"] != kind:
        raise messages.Failure(f"{store} is made from {old['source']}, not from {kind}; use "
                               "another store", 2)
    for name, value in options.items():
        if old.get(name) != value:
            made = f"with --{name} {old[name]}" if name in old else f"without --{name}"
            raise messages.Failure(f"{store} was made {made}, not with --{name} {value}; use "
                                   "another store for that", 2)
    return {name: value for name, value in old.items() if name not in ("store", "source", PREFER)}


def prefers(store):
    """The preference of a store if rows differ: "newest", or None for an error."""
    path = path_of(store)
    return read(path).get(PREFER) if os.path.lexists(path) else None


def prefer(store, wanted):
    """Writes the preference for later refreshes."""
    if prefers(store) != wanted:
        path = path_of(store)
        kept = {name: value for name, value in read(path).items() if name != PREFER}
        write(path, {**kept, **({PREFER: wanted} if wanted else {})})
        files.sync(store)


def path_of(store):
    return os.path.join(store, "selection")


def write(path, options):
    """Writes the file atomically."""
    files.remove(path + ".new")
    files.write(path + ".new", table.text([("option", "value"), *options.items()]))
    files.sync(path + ".new")
    os.rename(path + ".new", path)


def read(path):
    """The options in a selection file. Fails if it is damaged or of another format."""
    try:
        rows = table.parse(files.read(path))
        options = dict(rows[1:])
        if rows[0] != ["option", "value"]:
            raise ValueError
        form, _ = options["store"], options["source"]
    except (ValueError, KeyError, IndexError, table.csv.Error):
        raise messages.Failure(f"{path}: not a selection that refresh wrote; restore it") from None
    if form != FORMAT:
        raise messages.Failure(f"{path}: a store of format {form}, this version reads {FORMAT}; "
                               "use the version that made it")
    return options


def arguments(selection, names):
    """The selected ones of these options as arguments for fetch-normalise."""
    return [f"--{name}={selection[name]}" for name in names if name in selection]
