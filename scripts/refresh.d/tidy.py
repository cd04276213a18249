"""What a store does not need any more. What refresh did not make is left alone."""
import os
import re

import files
import generation
import manifest
import words

# of a file that was downloaded, and of a dataset
PART = re.compile(r"[0-9a-f]{64}\Z|\d+\.-?\w+\Z")
RAW = re.compile(r"([0-9a-f]{64})(?:\.gz)?\Z|(\d+\.-?\w+)\.json\.gz\Z")


def leftovers(store):
    """What a run that was killed did not finish."""
    for folder in ("parts", "raw", "generations"):
        where = os.path.join(store, folder)
        for name in files.names(where):
            if name.endswith(".new") and (name == ".new" or RAW.match(name[:-4])
                                          or PART.match(name[:-4])):
                files.remove(os.path.join(where, name))
    for name in ("current.new", "selection.new"):
        files.remove(os.path.join(store, name))


def unnamed(store, now, wanted=()):
    """Generations before the last two, and raw files and parts that neither these name nor this
    run wants: an interrupted run may have left such that nobody will ask for again."""
    folder = os.path.join(store, "generations")
    numbers = [int(name) for name in files.names(folder) if generation.NUMBER.match(name)]
    kept = sorted(n for n in numbers if n <= now.number)[-2:]
    named = set(wanted)
    for n in numbers:
        if n not in kept:
            forget(os.path.join(folder, f"{n:06d}"))
    for n in kept:
        path = os.path.join(folder, f"{n:06d}", "manifest.csv")
        named.update(source.part for source in manifest.parse(files.read(path), path, "999999"))
    for name in files.names(os.path.join(store, "parts")):
        if PART.match(name) and name not in named:
            files.remove(os.path.join(store, "parts", name))
    for where, _, names in os.walk(os.path.join(store, "raw")):
        for name in names:
            of = RAW.match(name)
            if of and (of[1] or of[2]) not in named:
                files.remove(os.path.join(where, name))


def forget(folder):
    """Removes a generation, but for what somebody put there."""
    trade = os.path.join(folder, "trade")
    try:
        ours = set(files.read_sums(os.path.join(trade, files.SUMS)))
    except (OSError, ValueError):
        ours = set()
    for name in files.names(trade):
        if name in ours:
            files.remove(os.path.join(trade, name))
    rest = set(files.names(trade)) - {files.SUMS}
    if rest:
        words.say(f"{os.path.join(trade, sorted(rest)[0])}: not of this store, left where it is")
        return
    files.remove(os.path.join(trade, files.SUMS))
    files.remove(os.path.join(folder, "manifest.csv"))
    for path in (trade, folder):
        try:
            os.rmdir(path)
        except OSError:
            return
