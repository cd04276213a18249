"""refresh: a store of trade data, kept up to date year by year. See refresh --help."""
import contextlib
import os
import sys

from reliance.common import messages, signals, stdio
from reliance.refresh import options, tidy
from reliance.refresh.check import check
from reliance.refresh.filters import Filters
from reliance.refresh.lock import Lock, lock_of
from reliance.refresh.parts import Damaged
from reliance.refresh.run import Refresh, dry_run


def refresh(store, asked):
    if asked["check"] and not os.path.isdir(store):
        raise messages.Failure(f"{store}: no such store")
    filters = Filters(sys.argv[0])
    if asked["dry-run"]:
        if os.path.exists(lock_of(store)):
            Lock(store, asked["wait"], shared=True)
        dry_run(store, asked, filters)
        return 0
    if not asked["check"]:
        os.makedirs(store, exist_ok=True)
    held = Lock(store, asked["wait"], shared=asked["check"])
    if asked["check"]:
        return 1 if check(store, filters.version, asked["quiet"]) else 0
    try:
        Refresh(store, asked, held, filters).run()
    except BaseException:
        with contextlib.suppress(OSError):  # what fills a disk does not stay there
            tidy.leftovers(store)
        raise
    return 0


def main():
    signals.exit_cleanly()
    store = None
    try:
        store, asked = options.parse(sys.argv[1:])
        if asked["help"]:
            stdio.write(options.usage().encode())
            return 0
        if asked["version"]:
            stdio.write_version(Filters(sys.argv[0]).version)
            return 0
        return refresh(store, asked)
    except messages.Failure as error:
        messages.forward(error.stderr)
        messages.write(str(error))
        return error.status
    except OSError as error:
        name = "" if error.filename or not store else f"{store}: "
        messages.write(f"{name}{messages.os_error(error)}; the store is as it was")
        return 1
    except Damaged as error:
        messages.write(f"{error}; refresh with --rebuild")
        return 1
