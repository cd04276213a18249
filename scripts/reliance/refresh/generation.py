"""Releases of a store ("generations"). A new one is made beside the current one, then one rename
switches to it.

    generations/000002/trade/PERIOD.csv.gz, trade/SHA256SUMS, manifest.csv
    current -> generations/000002
    trade -> current/trade, manifest.csv -> current/manifest.csv
"""
import hashlib
import os
import re
import time

from reliance.common import messages
from reliance.refresh import files, filters, members, overlap, parts

HEADER = (filters.COLUMNS + "\n").encode()
MANIFEST = "../manifest.csv"  # its name in trade/SHA256SUMS
LINKS = {"trade": "current/trade", "manifest.csv": "current/manifest.csv"}
NUMBER = re.compile(r"\d{6,}\Z")


def wrong_links(store):
    """Pairs (path, target) of names that exist in a store but are not the links they should be."""
    for name, target in LINKS.items():
        path = os.path.join(store, name)
        if os.path.lexists(path) and not (os.path.islink(path) and os.readlink(path) == target):
            yield path, target


def numbers(store):
    """The numbers of all releases, in order."""
    found = files.names(os.path.join(store, "generations"))
    return sorted(int(name) for name in found if NUMBER.match(name))


def by_period(sources):
    """{period: sources}, in the order of the sources."""
    found: dict = {}
    for source in with_rows(sources):
        for period in source.periods:
            found.setdefault(period, []).append(source)
    return found


def inputs_of(sources):
    """The inputs of each period file: equal inputs give an equal file."""
    return {period: [(source.part, source.last_released) for source in of]
            for period, of in by_period(sources).items()}


def with_rows(sources):
    """The sources that have selected rows."""
    return [source for source in sources if source.rows != "0"]


class Generation:
    """The current release; `number` is 0 if there is none yet."""

    def __init__(self, store):
        self.store, self.number = store, 0
        try:
            link = os.readlink(os.path.join(store, "current"))
        except FileNotFoundError:
            return
        name = os.path.basename(link)
        if not NUMBER.match(name):
            raise messages.Failure(f"{store}/current: a link to {link}, which is not a generation; "
                                   "`ln -sfn generations/NUMBER` fixes it")
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
    """The release that is being made. `guards` are arguments for fetch-normalise."""

    def __init__(self, old, filters_, guards, prefer):
        self.old, self.filters, self.guards, self.prefer = old, filters_, guards, prefer
        self.folder = os.path.join(old.store, "generations", ".new")
        self.sums: dict = {}
        self.made: list = []  # names of the files that are not links to old ones
        files.remove(self.folder)
        os.makedirs(os.path.join(self.folder, "trade"))

    def trade(self, name=""):
        return os.path.join(self.folder, "trade", name)

    def link(self, period, digest):
        """Links the file of a period from the old release; false if that is missing or not of this
        digest."""
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
        """Makes a period file from the parts of its sources; returns its digest. Raises
        parts.Damaged."""
        name = period + parts.SUFFIX
        inputs = [parts.Part(self.old.store, source.part) for source in sources]
        series = overlap.shared(inputs, period) if len(inputs) > 1 else set()
        merge = None
        if series:
            merge = overlap.Merge(sources, inputs, period, series, self.prefer)
            merge.compare()
            merge.check(self.filters, self.guards)
            merge.report()
        digest = hashlib.sha256()
        with open(self.trade(name), "wb") as file:
            def put(data):
                digest.update(data)
                file.write(data)
            put(members.pack(HEADER))
            for i, part in enumerate(inputs):
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
        """Replaces a new period file by a link to the old one; both have this digest."""
        name = period + parts.SUFFIX
        made = self.trade(name)
        os.rename(made, made + ".new")
        if self.link(period, digest):
            self.made.remove(name)
            os.remove(made + ".new")
        else:
            os.rename(made + ".new", made)

    def close(self, manifest):
        """Writes the manifest and SHA256SUMS."""
        files.write(os.path.join(self.folder, "manifest.csv"), manifest)
        self.sums[MANIFEST] = hashlib.sha256(manifest).hexdigest()
        files.write(self.trade(files.SUMS), files.list_sums(self.sums))

    def settle(self, fresh):
        """Flushes everything to disk, so that only a rename remains. `fresh` are new files and
        folders outside the release."""
        store = self.old.store
        now = time.time()
        for name in self.made:  # a later time than that of anything derived from the old file
            os.utime(self.trade(name), (now, now))
        for path in fresh:
            if os.path.isdir(path):
                files.sync_tree(path)
            else:
                files.sync(path)
        for folder in {os.path.dirname(path) for path in fresh}:
            files.sync(folder)
        files.sync_tree(self.folder)
        # if the link is lost, do not overwrite a release
        last = self.old.number or max(numbers(store), default=0)
        after = f"{last + 1:06d}"
        target = os.path.join(store, "generations", after)
        files.remove(target)  # left by a run that was interrupted just before its switch
        os.rename(self.folder, target)
        for folder in ("parts", "raw", "generations"):
            files.sync(os.path.join(store, folder))
        for name, link in LINKS.items():
            if not os.path.lexists(os.path.join(store, name)):
                os.symlink(link, os.path.join(store, name))
        files.remove(os.path.join(store, "current.new"))
        os.symlink(os.path.join("generations", after), os.path.join(store, "current.new"))
        files.sync(store)

    def switch(self):
        """Makes this the current release."""
        store = self.old.store
        os.rename(os.path.join(store, "current.new"), os.path.join(store, "current"))
        files.sync(store)
