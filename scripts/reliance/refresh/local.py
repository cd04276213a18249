"""Sources that somebody downloaded: the files of a folder, known by their content."""
import datetime
import os
import stat

from reliance.common import messages
from reliance.refresh import files, manifest

UNFINISHED = (".part", ".crdownload", ".download", ".tmp", "~")
GZIP = b"\x1f\x8b"


def find(folder, store):
    """Paths under a folder, by name; hidden ones and downloads that are not finished are none."""
    if not os.path.isdir(folder):
        raise messages.Failure(f"{folder}: no such folder")
    inside = os.path.realpath(store)
    if os.path.commonpath([inside, os.path.realpath(folder)]) == inside:
        raise messages.Failure(f"{folder}: it is in the store; --from is for other files", 2)
    found = []

    def stop(error):
        raise error
    for where, below, names in os.walk(folder, onerror=stop):
        below[:] = [name for name in below if not name.startswith(".")
                    and os.path.realpath(os.path.join(where, name)) != inside]
        for name in below:
            if os.path.islink(os.path.join(where, name)):
                messages.write(f"{os.path.join(where, name)}: left out, a link to a folder")
        for name in names:
            path = os.path.join(where, name)
            if name.startswith("."):
                continue
            if name.endswith(UNFINISHED):
                messages.write(f"{path}: left out, a download that is not finished by its name")
                continue
            if not stat.S_ISREG(os.stat(path).st_mode):  # what cannot be reached is not gone
                messages.write(f"{path}: left out, no file")
                continue
            if "\n" in path or "\r" in path:
                raise messages.Failure(f"{path!r}: a name of two lines; give it another one")
            found.append(os.path.relpath(path, folder))
    return sorted(found, key=os.fsencode)


def modified(path):
    """When a file was modified, in UTC and in whole: what --prefer newest goes by."""
    seconds, rest = divmod(os.stat(path).st_mtime_ns, 10 ** 9)
    try:
        when = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    except (ValueError, OverflowError, OSError):
        raise messages.Failure(f"{path}: modified in a year that is none; touch it") from None
    return f"{when:%Y-%m-%dT%H:%M:%S}.{rest:09d}Z"


class Local:
    """The files of --from DIR as sources."""

    def __init__(self, store, folder, prefer, allow_empty):
        self.store, self.folder, self.prefer = store, folder, prefer
        self.own = ["--allow-empty"] if allow_empty else []
        self.fresh = []

    def found(self, allow_empty):
        """The files and the SHA-256 of each."""
        names = find(self.folder, self.store)
        if not names and not allow_empty:
            raise messages.Failure(f"{self.folder}: no files; a store is not emptied without "
                                "--allow-empty")
        return [(name, files.sha256(os.path.join(self.folder, name))) for name in names]

    def news(self, old, allow_empty):
        """What sources() would change, as (source, code, period, reporter, action). What is in a
        file that is new is not known yet; one that has another name is the same."""
        found = self.found(allow_empty)
        known, there = {source.sha256 for source in old}, {sha256 for _, sha256 in found}
        gone = {source.source: source for source in old if source.sha256 not in there}
        changed, lines = set(), []
        for name, sha256 in found:
            if sha256 not in known:
                was = gone.pop(name, None)
                if was or sha256 not in changed:  # a copy beside it adds no row
                    lines.append((name, "", was.period if was else "", was.reporter if was else "",
                                  "revised" if was else "new"))
                changed.add(sha256)
        lines += [(name, "", source.period, source.reporter, "withdrawn")
                  for name, source in gone.items()]
        return sorted(lines, key=lambda line: line[0].encode("utf-8", "surrogateescape"))

    def sources(self, old, allow_empty, make, want):
        """All files; those whose content the store does not know are made parts of."""
        known = {source.sha256: source for source in old}
        found = self.found(allow_empty)
        want(sha256 for _, sha256 in found)
        jobs = {}
        for name, sha256 in found:
            if sha256 not in known and sha256 not in jobs:
                path = os.path.join(self.folder, name)
                jobs[sha256] = self.keep(path, sha256), path
        made = make([(sha256, raw, path, self.own) for sha256, (raw, path) in jobs.items()])
        sources = []
        for name, sha256 in found:
            when = modified(os.path.join(self.folder, name)) if self.prefer else ""
            if sha256 in known:
                source = known[sha256]._replace(source=name, last_released=when)
            else:
                raw = os.path.relpath(jobs[sha256][0], self.store)
                source = manifest.of_part(made[sha256], source=name, last_released=when, raw=raw,
                                          sha256=sha256)
            sources.append(source)
        return sources

    def keep(self, path, sha256):
        """The file under raw/, where it stays as it is while it is read."""
        with open(path, "rb") as file:
            suffix = ".gz" if file.read(2) == GZIP else ""
        raw = os.path.join(self.store, "raw", sha256 + suffix)
        self.fresh.append(raw)
        if os.path.exists(raw) and files.sha256(raw) == sha256:
            return raw
        if files.copy(path, raw + ".new") != sha256:
            files.remove(raw + ".new")
            raise messages.Failure(f"{path}: it changed while it was read; refresh again")
        os.rename(raw + ".new", raw)
        return raw

    def arguments(self, _):
        return self.own

    def again(self, source):
        """The raw file of a source whose part is damaged."""
        return self.keep(os.path.join(self.folder, source.source), source.sha256)
