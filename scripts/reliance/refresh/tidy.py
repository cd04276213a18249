"""What a store does not need any more. What refresh did not make is left alone."""
import os
import re

from reliance.common import messages
from reliance.refresh import files, generation, manifest

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


def unnamed(store, wanted=()):
    """Raw files and parts that no release names and this run does not want: an interrupted run may
    have left such that nobody will ask for again."""
    named = set(wanted)
    folder = os.path.join(store, "generations")
    for name in files.names(folder):
        path = os.path.join(folder, name, "manifest.csv")
        if generation.NUMBER.match(name) and os.path.exists(path):
            try:
                sources = manifest.parse(files.read(path), path, "999999")
            except messages.Failure:
                return  # nobody knows what it names
            named.update(source.part for source in sources)
    for name in files.names(os.path.join(store, "parts")):
        if PART.match(name) and name not in named:
            files.remove(os.path.join(store, "parts", name))
    for where, _, names in os.walk(os.path.join(store, "raw")):
        for name in names:
            of = RAW.match(name)
            if of and (of[1] or of[2]) not in named:
                files.remove(os.path.join(where, name))


def old(store):
    """Releases before the last two, and what only these name."""
    now, numbers = generation.Generation(store).number, generation.numbers(store)
    kept = [n for n in numbers if n <= now][-2:]
    for n in numbers:
        if n not in kept:
            forget(os.path.join(store, "generations", f"{n:06d}"))
    unnamed(store)


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
        messages.write(f"{os.path.join(trade, sorted(rest)[0])}: not of this store, left where it is")
        return
    files.remove(os.path.join(trade, files.SUMS))
    files.remove(os.path.join(folder, "manifest.csv"))
    for path in (trade, folder):
        try:
            os.rmdir(path)
        except OSError:
            return
