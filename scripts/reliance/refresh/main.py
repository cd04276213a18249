"""refresh: keeps a store of trade data up to date. See refresh --help."""
import contextlib
import os
import sys

from reliance.common import messages, signals, stdio
from reliance.refresh import cleanup, options
from reliance.refresh.check import check
from reliance.refresh.filters import Filters
from reliance.refresh.lock import Lock, lock_of
from reliance.refresh.parts import Damaged
from reliance.refresh.run import Refresh, dry_run


def refresh(store, values):
    """Runs what the options select; returns the status."""
    if values["check"] and not os.path.isdir(store):
        raise messages.Failure(f"{store}: no such store")
    filters = Filters(sys.argv[0])
    if values["dry-run"]:
        if os.path.exists(lock_of(store)):
            Lock(store, values["wait"], shared=True)
        dry_run(store, values, filters)
        return 0
    if not values["check"]:
        os.makedirs(store, exist_ok=True)
    lock = Lock(store, values["wait"], shared=values["check"])
    if values["check"]:
        return 1 if check(store, filters.version, values["quiet"]) else 0
    try:
        Refresh(store, values, lock, filters).run()
    except BaseException:
        with contextlib.suppress(OSError):  # frees the space if the disk is full
            cleanup.remove_unfinished(store)
        raise
    return 0


@signals.exits_cleanly
def main(arguments=None):
    """Runs the command with these arguments, by default those of the process; returns its
    status."""
    store = None
    try:
        store, values = options.parse(sys.argv[1:] if arguments is None else arguments)
        if values["help"]:
            stdio.write(options.usage().encode())
            return 0
        if values["version"]:
            stdio.write_version(Filters(sys.argv[0]).version)
            return 0
        return refresh(store, values)
    except messages.Failure as error:
        messages.forward(error.stderr)
        messages.write(str(error))
        return error.status
    except OSError as error:
        name = "" if error.filename or not store else f"{store}: "
        messages.write(f"{name}{messages.os_error(error)}; the store is unchanged")
        return 1
    except Damaged as error:
        messages.write(f"{error}; refresh with --rebuild")
        return 1
