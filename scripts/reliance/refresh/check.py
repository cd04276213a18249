"""refresh --check: verifies that every file of a store is unchanged since it was written."""
import os

from reliance.common import messages
from reliance.refresh import files, generation, manifest, parts

BESIDE = set(map(generation.listed, generation.BESIDE))
REBUILD = "refresh with --rebuild"
BACK = "`ln -sfn generations/NUMBER STORE/current` returns to the previous release"


class Checker:
    """Prints a message for each problem, and counts them."""

    def __init__(self, store):
        self.store, self.problems = store, 0

    def complain(self, text):
        self.problems += 1
        messages.write(text)

    def compare(self, path, digest, advice=REBUILD):
        """Complains if a file is missing or its SHA-256 is another."""
        try:
            if files.sha256(path) != digest:
                self.complain(f"{path}: its SHA-256 has changed; {advice}")
        except OSError as error:
            self.complain(f"{messages.os_error(error)}; {advice}")

    def check_release(self, release):
        """Checks the period files; returns {name: digest} of SHA256SUMS."""
        path = release.trade(files.SUMS)
        try:
            sums = release.sums()
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            self.complain(f"{path}: {reason}; {REBUILD}")
            return {}
        for name in sorted(sums):
            self.compare(os.path.normpath(release.trade(name)), sums[name],
                         BACK if name in BESIDE else REBUILD)
        for name in sorted(BESIDE):
            if name not in sums and os.path.lexists(release.trade(name)):
                self.complain(f"{path}: it does not list {name}; {REBUILD}")
        for path in release.strays():
            self.complain(f"{path}: {generation.STRAY}")
        return sums

    def check_sources(self, sources):
        """Checks the raw files and the parts."""
        seen = set()
        for source in sources:
            self.compare(os.path.join(self.store, source.raw), source.sha256)
            part = parts.Part(self.store, source.part)
            if part.name in seen:
                continue
            seen.add(part.name)
            try:
                part.check()
            except parts.Damaged as error:
                self.complain(f"{error}; {REBUILD}")


def check(store, version, quiet):
    """Prints a message for each problem; returns their number. Fails if there is no release."""
    try:
        release = generation.Generation(store)
    except (OSError, ValueError) as error:
        raise messages.Failure(
            f"{store}/current: {error}; it should be a link into generations/") from None
    if release.number == 0:
        raise messages.Failure(f"{store}: no release yet; refresh it")
    checker = Checker(store)
    for path, target in generation.wrong_links(release):
        checker.complain(f"{path}: not a link to {target}; move it away and refresh")
    sums = checker.check_release(release)
    try:
        path = release.path(generation.MANIFEST)
        sources = manifest.parse(files.read(path), path, version)
    except OSError as error:
        checker.complain(messages.os_error(error))
        return checker.problems
    checker.check_sources(sources)
    periods = {period + parts.SUFFIX for period in generation.inputs_of(sources)}
    for name in sorted(set(sums) - BESIDE ^ periods):
        checker.complain(f"{release.trade(name)}: in only one of manifest.csv and {files.SUMS}; "
                         + REBUILD)
    if not checker.problems and not quiet:
        messages.write(f"{store}: {messages.plural(len(periods), 'period')} of "
                       f"{messages.plural(len(sources), 'source')}, all files unchanged")
    return checker.problems
