"""A source as fetch-normalise makes it: rows without a header line, a file for each period.

    parts/ID/PERIOD.csv.gz    the rows, in members
    parts/ID/series.csv       rows and dollars of each period, flow and reporter
    parts/ID/account.csv      what became of each row that was read
    parts/ID/version          of the fetch-normalise that made it
    parts/ID/SHA256SUMS       of all these

A part is made under another name and renamed, so that one that is there is whole. What the disk
did to it since is seen when it is read.
"""
import hashlib
import os
import re
import subprocess
import tempfile

from reliance.common import messages, table
from reliance.refresh import files, members

PERIOD = re.compile(rb"\d{4}(\d\d)?\Z")
SUFFIX = ".csv.gz"
EVERY = "the guards dropped every selected row"
FEW = 1 << 11  # bytes that are not halved any more


class Damaged(Exception):
    """A file of a part is not what it was."""

    def __init__(self, part, path, why):
        super().__init__(f"{path}: {why}")
        self.part = part


class Split:
    """Takes lines and writes each to the file of its period."""

    def __init__(self, folder):
        self.folder, self.writers, self.sums, self.strange = folder, {}, {}, None

    def add(self, lines):
        """Whole lines. Neighbours are mostly of one period, so halves are tried first."""
        period = lines[:lines.find(b",") + 1]
        count = lines.count(b"\n")
        if count == 1 or lines.count(b"\n" + period) == count - 1:
            self.put(period[:-1], lines)
        elif len(lines) < FEW:
            for line in lines.splitlines(True):
                self.put(line[:line.find(b",")], line)
        else:
            middle = lines.find(b"\n", len(lines) // 2) + 1
            if middle in (0, len(lines)):
                middle = lines.rfind(b"\n", 0, -1) + 1
            self.add(lines[:middle])
            self.add(lines[middle:])

    def put(self, period, lines):
        writer = self.writers.get(period)
        if writer is None:
            if not PERIOD.match(period):  # such as the mark of a failure
                self.strange = self.strange or period[:40]
                return
            writer = self.writers[period] = members.Writer(self.file(period.decode() + SUFFIX))
        writer.add(lines)

    def file(self, name):
        path = os.path.join(self.folder, name)
        digest = self.sums[name] = hashlib.sha256()

        def put(member):
            digest.update(member)
            with open(path, "ab") as file:
                file.write(member)
        return put

    def close(self):
        """The digests of the files."""
        for writer in self.writers.values():
            writer.close()
        for name in self.sums:
            files.protect(os.path.join(self.folder, name))
        return {name: digest.hexdigest() for name, digest in self.sums.items()}


def make(filters, arguments, raw, shown, folder):
    """Normalises a raw file, which messages call `shown`; returns what fetch-normalise said."""
    new = f"{folder}.new"
    files.remove(new)
    os.makedirs(new)
    report = os.path.join(new, "report")
    split = Split(new)
    with tempfile.TemporaryFile() as noise:
        command = ["-q", "-j", "1", "--headerless", "--report", report,
                   *arguments, "--", raw]
        with filters.run("fetch-normalise", command, stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=noise) as run:
            rest = b""
            for block in iter(lambda: run.stdout.read1(files.BLOCK), b""):
                end = block.rfind(b"\n") + 1
                if end:
                    split.add(rest + block[:end])
                    rest = block[end:]
                else:
                    rest += block
        noise.seek(0)
        said = noise.read().decode("utf-8", "surrogateescape").replace(raw, shown)
    account = read_account(report)
    if run.returncode != 0 and not all_dropped(account):
        raise messages.Failure(f"{shown}: not normalised; mend it or take it away",
                            2 if run.returncode == 2 else 1, said)
    if run.returncode == 0 and (split.strange or rest):
        raise messages.Failure(f"{shown}: rows of the period {split.strange!r}; a period is a year "
                            "or a month")
    if run.returncode != 0:  # the guards dropped every row, and the line before said of what
        said = "".join(line for line in said.splitlines(True) if EVERY not in line)
    sums = split.close()
    periods = [os.path.join(new, name) for name in sorted(sums)]
    os.remove(report)
    for name, data in (
            ("series.csv", filters.sums("period,flow,reporter", periods)),
            ("account.csv", table.text([("reason", "rows", "value_usd"), *account])),
            ("version", (filters.version + "\n").encode())):
        files.write(os.path.join(new, name), data)
        sums[name] = hashlib.sha256(data).hexdigest()
    files.write(os.path.join(new, files.SUMS), files.list_sums(sums))
    if is_whole(folder, sums):
        files.remove(new)
    else:
        files.remove(folder)
        os.rename(new, folder)
    return said


def is_whole(folder, sums):
    """Is this very part there already?"""
    try:
        return files.read_sums(os.path.join(folder, files.SUMS)) == sums and \
            all(files.sha256(os.path.join(folder, name)) == sums[name] for name in sums)
    except (OSError, ValueError):
        return False


def read_account(path):
    """(reason, rows, value) of a report on one file; nothing where there is no whole report."""
    try:
        rows = table.parse(files.read(path))[1:]
    except FileNotFoundError:
        return []
    return [tuple(row[1:]) for row in rows]


def all_dropped(account):
    """The guards dropped every row, which is an error of a run and not of one source among many:
    the EU's dataset has no row that may be kept."""
    rows = {reason: int(count) for reason, count, _ in account}
    return rows.get("emitted") == 0 and rows.get("read", 0) > 0


class Part:
    """One that is there."""

    def __init__(self, store, name):
        self.name, self.folder = name, os.path.join(store, "parts", name)
        self._sums = None

    def exists(self):
        return os.path.isdir(self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def damaged(self, name, why):
        return Damaged(self.name, self.path(name), why)

    @property
    def sums(self):
        if self._sums is None:
            try:
                self._sums = files.read_sums(self.path(files.SUMS))
            except (OSError, ValueError) as error:
                why = error.strerror if isinstance(error, OSError) else str(error)
                raise self.damaged(files.SUMS, why) from None
            for name in ("series.csv", "account.csv", "version"):
                if name not in self._sums:
                    raise self.damaged(files.SUMS, f"it does not name {name}")
        return self._sums

    @property
    def periods(self):
        return [name[:-len(SUFFIX)] for name in sorted(self.sums) if name.endswith(SUFFIX)]

    def read(self, name):
        """A small file, if it is what it was."""
        try:
            data = files.read(self.path(name))
        except FileNotFoundError:
            raise self.damaged(name, "it is gone") from None
        if hashlib.sha256(data).hexdigest() != self.sums[name]:
            raise self.damaged(name, "its SHA-256 is not what it was")
        return data

    def series(self):
        """(period, flow, reporter): (dollars, rows)."""
        rows = table.parse(self.read("series.csv"))
        return {(period, flow, reporter): (usd, int(count))
                for period, flow, reporter, usd, count in rows}

    def account(self):
        """reason: (rows, dollars)."""
        return {row[0]: (row[1], row[2]) for row in table.parse(self.read("account.csv"))[1:]}

    def version(self):
        return self.read("version").decode("ascii", "replace").strip()

    def blocks(self, period):
        """The gzip of a period as it is; that it is whole is known at the end."""
        name, digest = period + SUFFIX, hashlib.sha256()
        try:
            with open(self.path(name), "rb") as file:
                for block in iter(lambda: file.read(files.BLOCK), b""):
                    digest.update(block)
                    yield block
        except FileNotFoundError:
            raise self.damaged(name, "it is gone") from None
        if digest.hexdigest() != self.sums[name]:
            raise self.damaged(name, "its SHA-256 is not what it was")

    def lines(self, period):
        """The rows of a period, a list for each member."""
        for _ in self.blocks(period):
            pass
        with open(self.path(period + SUFFIX), "rb") as file:
            for member in members.hop(file):
                yield members.unpack(member).splitlines(True)

    def check(self):
        """Raises what is wrong with any of its files."""
        there = set(files.names(self.folder)) - {files.SUMS}
        for name in sorted(self.sums):
            if name not in there:
                raise self.damaged(name, "it is gone")
            if files.sha256(self.path(name)) != self.sums[name]:
                raise self.damaged(name, "its SHA-256 is not what it was")
