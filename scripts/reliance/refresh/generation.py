"""A release of the store, made beside the one that is current, and the switch to it.

    generations/000002/trade/PERIOD.csv.gz, trade/SHA256SUMS, manifest.csv
    current -> generations/000002      switched by one rename
    trade -> current/trade, manifest.csv -> current/manifest.csv
"""
import hashlib
import os
import re
import time

from reliance.common import messages
from reliance.refresh import files, filters, members, overlap, parts

HEADER = (filters.COLUMNS + "\n").encode()
MANIFEST = "../manifest.csv"  # as trade/SHA256SUMS names it
LINKS = {"trade": "current/trade", "manifest.csv": "current/manifest.csv"}
NUMBER = re.compile(r"\d{6,}\Z")


def wrong_links(store):
    """The names of a store that are something else."""
    for name, to in LINKS.items():
        path = os.path.join(store, name)
        if os.path.lexists(path) and not (os.path.islink(path) and os.readlink(path) == to):
            yield path, to


def numbers(store):
    """Those of all that are there."""
    found = files.names(os.path.join(store, "generations"))
    return sorted(int(name) for name in found if NUMBER.match(name))


def by_period(sources):
    """The sources of each period, in their order."""
    made = {}
    for source in with_rows(sources):
        for period in source.periods:
            made.setdefault(period, []).append(source)
    return made


def recipe(sources):
    """What each period file is made of: the same recipe is the same file."""
    return {period: [(source.part, source.last_released) for source in of]
            for period, of in by_period(sources).items()}


def with_rows(sources):
    """A dataset may have no row of what was selected."""
    return [source for source in sources if source.rows != "0"]


class Generation:
    """One that is there; `number` is 0 if there is none yet."""

    def __init__(self, store):
        self.store, self.number = store, 0
        try:
            link = os.readlink(os.path.join(store, "current"))
        except FileNotFoundError:
            return
        name = os.path.basename(link)
        if not NUMBER.match(name):
            raise messages.Failure(f"{store}/current: a link to {link}, which is no generation; "
                                "`ln -sfn generations/NUMBER` mends it")
        self.number = int(name)

    @property
    def folder(self):
        return os.path.join(self.store, "generations", f"{self.number:06d}")

    @property
    def manifest(self):
        return os.path.join(self.folder, "manifest.csv")

    def trade(self, name=""):
        return os.path.join(self.folder, "trade", name)

    def sums(self):
        return files.read_sums(self.trade(files.SUMS))


class Next:
    """The one that is being made."""

    def __init__(self, old, filters_, selection, prefer):
        self.old, self.filters, self.selection, self.prefer = old, filters_, selection, prefer
        self.folder = os.path.join(old.store, "generations", ".new")
        self.sums, self.made = {}, []
        files.remove(self.folder)
        os.makedirs(os.path.join(self.folder, "trade"))

    def trade(self, name=""):
        return os.path.join(self.folder, "trade", name)

    def link(self, period, digest):
        """A period that did not change is the same file, if it is what it was."""
        name = period + parts.SUFFIX
        try:
            if files.sha256(self.old.trade(name)) != digest:
                return False
        except FileNotFoundError:
            return False
        files.link(self.old.trade(name), self.trade(name))
        self.sums[name] = digest
        return True

    def build(self, period, sources):
        """A period file, out of the parts of its sources."""
        name = period + parts.SUFFIX
        of = [parts.Part(self.old.store, source.part) for source in sources]
        series = overlap.shared(of, period) if len(of) > 1 else set()
        merge = None
        if series:
            merge = overlap.Merge(sources, of, period, series, self.prefer)
            merge.compare()
            merge.guard(self.filters, self.selection)
            merge.say()
        digest = hashlib.sha256()
        with open(self.trade(name), "wb") as file:
            def put(data):
                digest.update(data)
                file.write(data)
            put(members.pack(HEADER))
            for i, part in enumerate(of):
                if merge is None or not any(key in series for key in part.series()):
                    for block in part.blocks(period):
                        put(block)
                else:
                    writer = members.Writer(put)
                    for lines in merge.rows(i):
                        writer.add(b"".join(lines))
                    writer.close()
        files.protect(self.trade(name))
        self.sums[name] = digest.hexdigest()
        self.made.append(name)
        return self.sums[name]

    def replace(self, period, digest):
        """By the file of the release before, where both are the same."""
        name = period + parts.SUFFIX
        made = self.trade(name)
        os.rename(made, made + ".new")
        if self.link(period, digest):
            self.made.remove(name)
            os.remove(made + ".new")
        else:
            os.rename(made + ".new", made)

    def close(self, manifest):
        files.write(os.path.join(self.folder, "manifest.csv"), manifest)
        self.sums[MANIFEST] = hashlib.sha256(manifest).hexdigest()
        files.write(self.trade(files.SUMS), files.list_sums(self.sums))

    def settle(self, fresh):
        """Everything to the disk, so that nothing but a rename is left to do. `fresh` are folders
        and files beside this one."""
        store = self.old.store
        now = time.time()
        for name in self.made:  # who made something of the old file meanwhile must make it again
            os.utime(self.trade(name), (now, now))
        for path in fresh:
            if os.path.isdir(path):
                files.sync_tree(path)
            else:
                files.sync(path)
        for folder in {os.path.dirname(path) for path in fresh}:
            files.sync(folder)
        files.sync_tree(self.folder)
        # where the link was lost, no release that may be wanted again is written over
        last = self.old.number or max(numbers(store), default=0)
        after = f"{last + 1:06d}"
        target = os.path.join(store, "generations", after)
        files.remove(target)  # of a run that was interrupted just before its switch
        os.rename(self.folder, target)
        for folder in ("parts", "raw", "generations"):
            files.sync(os.path.join(store, folder))
        for name, to in LINKS.items():
            if not os.path.lexists(os.path.join(store, name)):
                os.symlink(to, os.path.join(store, name))
        files.remove(os.path.join(store, "current.new"))
        os.symlink(os.path.join("generations", after), os.path.join(store, "current.new"))
        files.sync(store)

    def switch(self):
        store = self.old.store
        os.rename(os.path.join(store, "current.new"), os.path.join(store, "current"))
        files.sync(store)
