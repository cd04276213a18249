"""Sources that are files of a folder, identified by their content."""
import datetime
import os
import stat

from reliance.common import messages
from reliance.refresh import files, manifest

UNFINISHED = (".part", ".crdownload", ".download", ".tmp", "~")
GZIP = b"\x1f\x8b"


def find(folder, store):
    """Sorted paths under a folder. Skips hidden files, unfinished downloads, linked folders and
    everything that is not a regular file. Fails if a path has two lines."""
    if not os.path.isdir(folder):
        raise messages.Failure(f"{folder}: no such folder")
    if os.path.lexists(os.path.join(folder, "trade", files.SUMS)):
        raise messages.Failure(f"{folder}: a store; --from is for folders of files", 2)
    inside = os.path.realpath(store)
    if os.path.commonpath([inside, os.path.realpath(folder)]) == inside:
        raise messages.Failure(f"{folder}: inside the store; --from is for other files", 2)
    found = []

    def fail(error):
        raise error
    for where, below, names in os.walk(folder, onerror=fail):
        below[:] = [name for name in below if not name.startswith(".")
                    and os.path.realpath(os.path.join(where, name)) != inside]
        for name in below:
            if os.path.islink(os.path.join(where, name)):
                messages.write(f"{os.path.join(where, name)}: skipped, a link to a folder")
        for name in names:
            path = os.path.join(where, name)
            if name.startswith("."):
                continue
            if name.endswith(UNFINISHED):
                messages.write(f"{path}: skipped, by its name an unfinished download")
                continue
            if not stat.S_ISREG(os.stat(path).st_mode):  # an unreadable file must fail
                messages.write(f"{path}: skipped, not a regular file")
                continue
            if "\n" in path or "\r" in path:
                raise messages.Failure(f"{path!r}: its name has two lines; rename it")
            found.append(os.path.relpath(path, folder))
    return sorted(found, key=os.fsencode)


def modified(path):
    """The modification time of a file in UTC, with nanoseconds, for --prefer newest."""
    seconds, rest = divmod(os.stat(path).st_mtime_ns, 10 ** 9)
    try:
        when = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    except (ValueError, OverflowError, OSError):
        raise messages.Failure(f"{path}: its modification time is not a valid date; touch "
                               "it") from None
    return f"{when:%Y-%m-%dT%H:%M:%S}.{rest:09d}Z"


def labels(folders):
    """What the names of the files of each folder begin with: its own name, if no other folder has
    the same; nothing if there is one folder only."""
    if len(folders) == 1:
        return [""]
    names = [os.path.basename(os.path.abspath(folder)) for folder in folders]
    return names if len(set(names)) == len(names) else folders


def find_all(folders, store, allow_empty):
    """{name: path} of the files in all folders, sorted by name; a file in two of them counts once.
    Fails if a folder has none, as when its disk is not mounted."""
    found: dict = {}
    seen: set = set()
    for folder, label in zip(folders, labels(folders)):
        paths = {os.path.join(label, name): os.path.join(folder, name)
                 for name in find(folder, store)}
        if not paths and not allow_empty:
            raise messages.Failure(f"{folder}: no files; a store is not emptied without "
                                   "--allow-empty")
        new = {name: path for name, path in paths.items() if os.path.realpath(path) not in seen}
        seen.update(map(os.path.realpath, new.values()))
        found.update(new)
    return dict(sorted(found.items(), key=lambda item: os.fsencode(item[0])))


class Local:
    """The files of all --from DIR as sources."""

    def __init__(self, store, folders, prefer, allow_empty):
        self.store, self.folders, self.prefer = store, list(dict.fromkeys(folders)), prefer
        self.own = ["--allow-empty"] if allow_empty else []
        self.fresh = []
        self.paths = {}  # by name

    def found(self, allow_empty):
        """Pairs of name and SHA-256. Fails if a folder has no files."""
        self.paths = find_all(self.folders, self.store, allow_empty)
        return [(name, files.sha256(path)) for name, path in self.paths.items()]

    def news(self, old, allow_empty):
        """What sources() would change, as (source, code, period, reporter, action). Period and
        reporter of a new file are not known yet. A file that was renamed is unchanged."""
        found = self.found(allow_empty)
        known, present = {source.sha256 for source in old}, {sha256 for _, sha256 in found}
        gone = {source.source: source for source in old if source.sha256 not in present}
        changed, lines = set(), []
        for name, sha256 in found:
            if sha256 not in known:
                was = gone.pop(name, None)
                if was or sha256 not in changed:  # a copy adds no row
                    lines.append((name, "", was.period if was else "", was.reporter if was else "",
                                  "revised" if was else "new"))
                changed.add(sha256)
        lines += [(name, "", source.period, source.reporter, "withdrawn")
                  for name, source in gone.items()]
        return sorted(lines, key=lambda line: line[0].encode("utf-8", "surrogateescape"))

    def sources(self, old, allow_empty, make, want):
        """The sources after a refresh. `make` makes parts of new files; `want` is called with the
        names of the parts that are needed."""
        known = {source.sha256: source for source in old}
        found = self.found(allow_empty)
        want(sha256 for _, sha256 in found)
        jobs = {}
        for name, sha256 in found:
            if sha256 not in known and sha256 not in jobs:
                jobs[sha256] = self.keep(self.paths[name], sha256), self.paths[name]
        made = make([(sha256, raw, path, self.own) for sha256, (raw, path) in jobs.items()])
        sources = []
        for name, sha256 in found:
            released = modified(self.paths[name]) if self.prefer else ""
            if sha256 in known:
                source = known[sha256]._replace(source=name, last_released=released)
            else:
                raw = os.path.relpath(jobs[sha256][0], self.store)
                source = manifest.of_part(made[sha256], source=name, last_released=released,
                                          raw=raw, sha256=sha256)
            sources.append(source)
        return sources

    def keep(self, path, sha256):
        """Copies a file to raw/, so that it does not change while it is read; returns the path."""
        with open(path, "rb") as file:
            suffix = ".gz" if file.read(2) == GZIP else ""
        raw = os.path.join(self.store, "raw", sha256 + suffix)
        self.fresh.append(raw)
        if os.path.exists(raw) and files.sha256(raw) == sha256:
            return raw
        if files.copy(path, raw + ".new") != sha256:
            files.remove(raw + ".new")
            raise messages.Failure(f"{path}: changed while it was read; refresh again")
        os.rename(raw + ".new", raw)
        return raw

    def arguments(self, _):
        """The arguments of fetch-normalise for a reporter."""
        return self.own

    def raw_file(self, source):
        """The raw file of a source whose part has to be made again."""
        return self.keep(self.paths[source.source], source.sha256)
