"""Parts: the normalised rows of a source, without a header line, in a file for each period.

    parts/ID/PERIOD.csv.gz    the rows, in gzip members
    parts/ID/series.csv       rows and dollars of each period, flow and reporter
    parts/ID/account.csv      how many rows were read, emitted, and dropped for which reason
    parts/ID/version          of the fetch-normalise that made it
    parts/ID/SHA256SUMS       of all these

A part is made under a temporary name and renamed, so it is always complete. Checksums detect later
damage when it is read.
"""
import hashlib
import os
import re
import subprocess

from reliance.common import messages, table, temporary
from reliance.refresh import files, members
from reliance.refresh import filters as filters_

PERIOD = re.compile(rb"\d{4}(\d\d)?\Z")
SUFFIX = ".csv.gz"
EVERY = "the guards dropped every selected row"  # from a message of fetch-normalise
SMALL = 1 << 11  # bytes that are split by line, not in halves


class Damaged(Exception):
    """A file of a part is missing or has changed."""

    def __init__(self, part, path, why):
        super().__init__(f"{path}: {why}")
        self.part = part


class Split:
    """Writes lines to the file of their period."""

    def __init__(self, folder):
        self.folder = folder
        self.writers: dict = {}  # by period
        self.sums: dict = {}  # digests by name
        self.invalid = None  # the first period that is none

    def add(self, lines):
        """Adds whole lines. Adjacent lines are mostly of one period, so a block is split in halves
        until each is."""
        period = lines[:lines.find(b",") + 1]
        count = lines.count(b"\n")
        if count == 1 or lines.count(b"\n" + period) == count - 1:
            self.put(period[:-1], lines)
        elif len(lines) < SMALL:
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
            if not PERIOD.match(period):  # such as a failure mark
                self.invalid = self.invalid or period[:40] or b"(none)"
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
        """Finishes the files; returns {name: digest}."""
        for writer in self.writers.values():
            writer.close()
        for name in self.sums:
            files.protect(os.path.join(self.folder, name))
        return {name: digest.hexdigest() for name, digest in self.sums.items()}


def make(filters, arguments, raw, name, folder):
    """Normalises a raw file into the part in `folder`; messages call it `name`. Returns the
    messages of fetch-normalise, among them a gap between World and its partners, of any size. Fails
    if the file cannot be normalised."""
    new = f"{folder}.new"
    files.remove(new)
    os.makedirs(new)
    report = os.path.join(new, "report")
    split = Split(new)
    status, rest, errors = normalise(
        filters, ["-q", "-j", "1", "--headerless", "--gap", "100", "--report", report, *arguments,
                  "--", raw], split)
    errors = errors.replace(raw, name)
    if status < 0:
        filters_.check_status("fetch-normalise", status, errors)
    account = read_account(report)
    if status != 0 and not all_dropped(account):
        raise messages.Failure(f"{name}: not normalised; correct or remove it",
                               2 if status == 2 else 1, errors)
    if status == 0 and (split.invalid or rest):
        raise messages.Failure(f"{name}: rows of the period {split.invalid!r}; a period is a year "
                               "or a month")
    if status != 0:  # the guards dropped every row, and the message before gives the reason
        errors = "".join(line for line in errors.splitlines(True) if EVERY not in line)
    sums = split.close()
    os.remove(report)
    finish(filters, new, sums, account)
    if is_current(folder, sums):
        files.remove(new)
    else:
        files.remove(folder)
        os.rename(new, folder)
    return errors


def normalise(filters, arguments, split):
    """Runs fetch-normalise and adds its output to `split`; returns its status, an unfinished last
    line, and its messages."""
    with temporary.file() as errors:
        with filters.run("fetch-normalise", arguments, stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=errors) as run:
            rest = b""
            for block in iter(lambda: run.stdout.read1(files.BLOCK), b""):
                end = block.rfind(b"\n") + 1
                if end:
                    split.add(rest + block[:end])
                    rest = block[end:]
                else:
                    rest += block
        errors.seek(0)
        return run.returncode, rest, errors.read().decode("utf-8", "surrogateescape")


def finish(filters, folder, sums, account):
    """Writes the files of a part that are about its rows; adds their digests to `sums`."""
    periods = [os.path.join(folder, name) for name in sorted(sums)]
    for name, data in (
            ("series.csv", filters.sums("period,flow,reporter", periods)),
            ("account.csv", table.text([("reason", "rows", "value_usd"), *account])),
            ("version", (filters.version + "\n").encode())):
        files.write(os.path.join(folder, name), data)
        sums[name] = hashlib.sha256(data).hexdigest()
    files.write(os.path.join(folder, files.SUMS), files.list_sums(sums))


def is_current(folder, sums):
    """Does the folder hold a part with exactly these files?"""
    try:
        return files.read_sums(os.path.join(folder, files.SUMS)) == sums and \
            all(files.sha256(os.path.join(folder, name)) == sums[name] for name in sums)
    except (OSError, ValueError):
        return False


def read_account(path):
    """Tuples (reason, rows, value) of a report on one file; none if there is no report."""
    try:
        rows = table.parse(files.read(path))[1:]
    except FileNotFoundError:
        return []
    return [tuple(row[1:]) for row in rows]


def all_dropped(account):
    """Did the guards drop every row? That is an error for a run on one source, but not for one of
    many: no row of the EU's dataset may be kept."""
    rows = {reason: int(count) for reason, count, _ in account}
    return rows.get("emitted") == 0 and rows.get("read", 0) > 0


class Part:
    """A part of a store."""

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
        """{name: digest}. Raises Damaged."""
        if self._sums is None:
            try:
                self._sums = files.read_sums(self.path(files.SUMS))
            except (OSError, ValueError) as error:
                why = error.strerror if isinstance(error, OSError) else str(error)
                raise self.damaged(files.SUMS, why) from None
            for name in ("series.csv", "account.csv", "version"):
                if name not in self._sums:
                    raise self.damaged(files.SUMS, f"it does not list {name}")
        return self._sums

    @property
    def periods(self):
        return [name[:-len(SUFFIX)] for name in sorted(self.sums) if name.endswith(SUFFIX)]

    def read(self, name):
        """The bytes of a small file. Raises Damaged."""
        try:
            data = files.read(self.path(name))
        except FileNotFoundError:
            raise self.damaged(name, "it is missing") from None
        if hashlib.sha256(data).hexdigest() != self.sums[name]:
            raise self.damaged(name, "its SHA-256 has changed")
        return data

    def series(self):
        """{(period, flow, reporter): (dollars, rows)}. Raises Damaged."""
        rows = table.parse(self.read("series.csv"))
        return {(period, flow, reporter): (usd, int(count))
                for period, flow, reporter, usd, *_, count in rows}

    def account(self):
        """{reason: (rows, dollars)}. Raises Damaged."""
        return {row[0]: (row[1], row[2]) for row in table.parse(self.read("account.csv"))[1:]}

    def version(self):
        """The version of fetch-normalise that made it. Raises Damaged."""
        return self.read("version").decode("ascii", "replace").strip()

    def blocks(self, period):
        """Yields the compressed bytes of a period. Raises Damaged, at the end if the digest
        differs."""
        name, digest = period + SUFFIX, hashlib.sha256()
        try:
            with open(self.path(name), "rb") as file:
                for block in iter(lambda: file.read(files.BLOCK), b""):
                    digest.update(block)
                    yield block
        except FileNotFoundError:
            raise self.damaged(name, "it is missing") from None
        if digest.hexdigest() != self.sums[name]:
            raise self.damaged(name, "its SHA-256 has changed")

    def lines(self, period):
        """Yields the rows of a period, a list for each member. Raises Damaged."""
        for _ in self.blocks(period):
            pass
        with open(self.path(period + SUFFIX), "rb") as file:
            for member in members.split(file):
                yield members.unpack(member).splitlines(True)

    def check(self):
        """Raises Damaged if a file is missing or has changed."""
        present = set(files.names(self.folder)) - {files.SUMS}
        for name in sorted(self.sums):
            if name not in present:
                raise self.damaged(name, "it is missing")
            if files.sha256(self.path(name)) != self.sums[name]:
                raise self.damaged(name, "its SHA-256 has changed")
