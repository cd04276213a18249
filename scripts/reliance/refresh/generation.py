"""Releases of a store ("generations"). A new one is made beside the current one, then one rename
switches to it.

    generations/000002/trade/PERIOD.csv.gz, trade/SHA256SUMS, manifest.csv, selection
    current -> generations/000002
    trade -> current/trade, manifest.csv -> current/manifest.csv, selection -> current/selection
"""
import hashlib
import os
import re
import time

from reliance.common import messages
from reliance.refresh import files, filters, members, overlap, parts, selection

HEADER = (filters.COLUMNS + "\n").encode()
MANIFEST = "manifest.csv"
BESIDE = (MANIFEST, selection.NAME)  # what a release has beside trade/
STRAY = "not part of this store; move it away"
LINKS = {name: f"current/{name}" for name in ("trade", *BESIDE)}
NUMBER = re.compile(r"\d{6,}\Z")


def listed(name):
    """The name in trade/SHA256SUMS of a file beside trade/."""
    return f"../{name}"


def wrong_links(release):
    """Pairs (path, target) of names that exist in a store but are not the links they should be."""
    for name, target in LINKS.items():
        path = os.path.join(release.store, name)
        if os.path.lexists(path) and not (os.path.islink(path) and os.readlink(path) == target) \
                and not (name == selection.NAME and is_waiting(path, release)):
            yield path, target


def is_waiting(path, release):
    """Is STORE/selection a file that becomes a link with the next release, or should have become
    one with this?"""
    return os.path.isfile(path) and not os.path.islink(path) and (
        not release.has(selection.NAME) or
        selection.chosen(selection.parse(files.read(path), path)) ==
        selection.chosen(selection.of(release)))


def last_selection(store):
    """The selection of the last release, current or not; empty if there is none."""
    for number in reversed(numbers(store)):
        path = os.path.join(store, "generations", f"{number:06d}", selection.NAME)
        if os.path.isfile(path):
            return selection.parse(files.read(path), path)
    return {}


def link_selection(store):
    """Replaces STORE/selection by the link to the selection of the current release."""
    path = selection.path_of(store)
    if not os.path.islink(path):
        files.remove(path + ".new")
        os.symlink(LINKS[selection.NAME], path + ".new")
        os.rename(path + ".new", path)
        files.sync(store)


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

    def path(self, name):
        """The path of a file beside trade/."""
        return os.path.join(self.folder, name)

    def has(self, name):
        """Does the release have this file beside trade/, or list it?"""
        if not self.number:
            return False
        try:
            return listed(name) in self.sums() or os.path.lexists(self.path(name))
        except (OSError, ValueError):
            return os.path.lexists(self.path(name))

    def strays(self):
        """The paths of the files among the period files that are not listed; none if the list
        cannot be read."""
        if not self.number:
            return []
        try:
            own = {files.SUMS, *self.sums()}
        except (OSError, ValueError):
            return []
        return [self.trade(name) for name in files.names(self.trade()) if name not in own]

    def is_complete(self):
        """Are all files there, and the list of them? Their bytes are not read."""
        try:
            return all(os.path.isfile(self.trade(name)) for name in self.sums())
        except (OSError, ValueError):
            return False

    def read(self, name):
        """The bytes of a file beside trade/. Fails if its SHA-256 has changed."""
        path = self.path(name)
        data = files.read(path)
        try:
            digest = self.sums().get(listed(name))
        except (OSError, ValueError):
            digest = None
        if digest and hashlib.sha256(data).hexdigest() != digest:
            raise messages.Failure(
                f"{path}: its SHA-256 has changed; `ln -sfn generations/NUMBER "
                f"{self.store}/current` returns to the previous release")
        return data

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

    def close(self, manifest, selected):
        """Writes the manifest, the selection and SHA256SUMS."""
        for name, data in zip(BESIDE, (manifest, selected)):
            files.write(os.path.join(self.folder, name), data)
            self.sums[listed(name)] = hashlib.sha256(data).hexdigest()
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

    def is_live(self):
        """Is this the current release?"""
        return Generation(self.old.store).number > self.old.number

    def confirm(self):
        """Flushes the switch to disk. Fails if that fails: the switch remains."""
        store = self.old.store
        try:
            files.sync(store)
            link_selection(store)
        except OSError as error:
            raise messages.Failure(f"{store}: {messages.os_error(error)}; {live(store)}, but a "
                                   "power failure may undo that") from None


def live(store):
    """Which release is the current one, for a message."""
    return f"{os.readlink(os.path.join(store, 'current'))} is the current release"
