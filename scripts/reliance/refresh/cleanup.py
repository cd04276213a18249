"""Removes what a store no longer needs. Files that refresh did not make are kept."""
import os
import re

from reliance.common import messages
from reliance.refresh import files, generation, manifest

# named after a SHA-256 (a file) or after code and checksum (a dataset of Comtrade)
PART = re.compile(r"[0-9a-f]{64}\Z|\d+\.-?\w+\Z")
RAW = re.compile(r"([0-9a-f]{64})(?:\.gz)?\Z|(\d+\.-?\w+)\.json\.gz\Z")


def remove_unfinished(store):
    """Removes what an interrupted run left under a temporary name."""
    for folder in ("parts", "raw", "generations"):
        where = os.path.join(store, folder)
        for name in files.names(where):
            if name.endswith(".new") and (name == ".new" or RAW.match(name[:-4])
                                          or PART.match(name[:-4])):
                files.remove(os.path.join(where, name))
    for name in ("current.new", "selection.new"):
        files.remove(os.path.join(store, name))


def remove_unused(store, wanted=()):
    """Removes raw files and parts that no release lists and this run does not want: an interrupted
    run may have left some. `wanted` are names of parts."""
    used = set(wanted)
    folder = os.path.join(store, "generations")
    for name in files.names(folder):
        path = os.path.join(folder, name, "manifest.csv")
        if generation.NUMBER.match(name) and os.path.exists(path):
            try:
                sources = manifest.parse(files.read(path), path, "999999")
            except messages.Failure:
                return  # unreadable: it may list any of them
            used.update(source.part for source in sources)
    for name in files.names(os.path.join(store, "parts")):
        if PART.match(name) and name not in used:
            files.remove(os.path.join(store, "parts", name))
    for where, _, names in os.walk(os.path.join(store, "raw")):
        for name in names:
            raw = RAW.match(name)
            if raw and (raw[1] or raw[2]) not in used:
                files.remove(os.path.join(where, name))


def remove_old(store):
    """Removes the releases before the last two, and what only they list."""
    current, numbers = generation.Generation(store).number, generation.numbers(store)
    kept = [n for n in numbers if n <= current][-2:]
    for n in numbers:
        if n not in kept:
            remove_release(os.path.join(store, "generations", f"{n:06d}"))
    remove_unused(store)


def remove_release(folder):
    """Removes a release, but not files that refresh did not write; then prints a message."""
    trade = os.path.join(folder, "trade")
    try:
        own = set(files.read_sums(os.path.join(trade, files.SUMS)))
    except (OSError, ValueError):
        own = set()
    for name in files.names(trade):
        if name in own:
            files.remove(os.path.join(trade, name))
    rest = set(files.names(trade)) - {files.SUMS}
    if rest:
        messages.write(f"{os.path.join(trade, sorted(rest)[0])}: not part of this store, kept")
        return
    files.remove(os.path.join(trade, files.SUMS))
    for name in generation.BESIDE:
        files.remove(os.path.join(folder, name))
    for path in (trade, folder):
        try:
            os.rmdir(path)
        except OSError:
            return
