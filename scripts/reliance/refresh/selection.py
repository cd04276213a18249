"""The selection of a store: equal in each refresh, so that its periods are comparable.

It is CSV in each release, whose SHA256SUMS has its digest. Only --prefer may change later. Before
the first release, and in a store of format 1, it is STORE/selection.
"""
import os

from reliance.common import messages, table
from reliance.refresh import files

FORMAT = "2"  # of the store
FORMATS = ("1", FORMAT)  # that are read; the next refresh writes this one
NAME = "selection"
SHARED = ("hs", "level", "flow", "partner", "freq")
PREFER = "prefer"
OF_FILES = (*SHARED, "reporter", "period", "edition", "map")


def of(release):
    """The stored selection; empty before the first release. Fails if it has changed or is missing."""
    if not release.number:
        return {}
    if release.has(NAME):
        return parse(release.read(NAME), release.path(NAME))
    path = path_of(release.store)
    if not os.path.lexists(path):
        raise messages.Failure(f"{path}: missing; restore it, or make another store")
    return parse(files.read(path), path)


def choose(store, old, options, kind):
    """The selection of a store, which is `old`, or for a new one that of these options. Fails with
    status 2 if an option differs from it."""
    options = {name: value for name, value in options.items() if value is not None}
    if not old:
        if kind == "comtrade" and not {"hs", "level"} & set(options):
            raise messages.Failure(f"{store}: a new store of UN Comtrade needs --hs or --level", 2)
        return options
    if old["source"] != kind:
        raise messages.Failure(f"{store} is made from {old['source']}, not from {kind}; use "
                               "another store", 2)
    for name, value in options.items():
        if old.get(name) != value:
            made = f"with --{name} {old[name]}" if name in old else f"without --{name}"
            raise messages.Failure(f"{store} was made {made}, not with --{name} {value}; use "
                                   "another store for that", 2)
    return chosen(old)


def chosen(options):
    """The options in a selection file that select."""
    return {name: value for name, value in options.items()
            if name not in ("store", "source", PREFER)}


def begin(store, data):
    """Notes the selection of a first run. If an earlier run with another one was interrupted, its
    parts are removed."""
    path = path_of(store)
    if not os.path.isfile(path) or os.path.islink(path) or files.read(path) != data:
        files.remove(os.path.join(store, "parts"))
        files.remove(path + ".new")
        files.write(path + ".new", data)
        files.sync(path + ".new")
        os.rename(path + ".new", path)


def path_of(store):
    return os.path.join(store, NAME)


def text(kind, chosen, prefer):
    """The bytes of a selection file. `prefer` is "newest", or None if differing rows are an
    error."""
    options = {"store": FORMAT, "source": kind, **chosen, **({PREFER: prefer} if prefer else {})}
    return table.text([("option", "value"), *options.items()])


def parse(data, path):
    """The options in a selection file. Fails if it is damaged or of another format."""
    try:
        rows = table.parse(data)
        options = dict(rows[1:])
        if rows[0] != ["option", "value"]:
            raise ValueError
        form, _ = options["store"], options["source"]
    except (ValueError, KeyError, IndexError, table.csv.Error):
        raise messages.Failure(f"{path}: not a selection that refresh wrote; restore it") from None
    if form not in FORMATS:
        raise messages.Failure(f"{path}: a store of format {form}, this version reads "
                               f"{' and '.join(FORMATS)}; use the version that made it")
    return options


def arguments(selection, names):
    """The selected ones of these options as arguments for fetch-normalise."""
    return [f"--{name}={selection[name]}" for name in names if name in selection]
