"""refresh: keeps a store of trade data up to date. See refresh --help."""
import contextlib
import os
import sys

from reliance.common import messages
from reliance.common.program import has_informed, program
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


@program
def main(arguments):
    """Runs the command."""
    store, values = options.parse(arguments)
    if has_informed(values, options.usage):
        return 0
    try:
        return refresh(store, values)
    except OSError as error:
        name = "" if error.filename else f"{store}: "
        raise messages.Failure(
            f"{name}{messages.os_error(error)}; the store is unchanged") from error
    except Damaged as error:
        raise messages.Failure(f"{error}; refresh with --rebuild") from error
