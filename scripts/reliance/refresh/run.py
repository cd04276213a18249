"""A refresh: what there is, what there was, and the release that comes of it."""
import hashlib
import os
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from reliance.common import messages, signals, stdio, table
from reliance.refresh import (
    changes,
    comtrade,
    files,
    generation,
    local,
    manifest,
    options,
    overlap,
    parts,
    selection,
    tidy,
)

AT_ONCE = 2  # sources that are normalised


def kind_of(asked):
    """What kind of sources a store has, and the options that select from them."""
    return (("files", selection.OF_FILES) if asked["from"] is not None else
            ("comtrade", selection.SHARED))


def preferred(store, asked):
    """"newest" or None, as it is asked for or else as it was."""
    if asked["prefer"]:
        return "newest" if asked["prefer"] == "newest" else None
    return selection.prefers(store)


def origin_of(store, asked, filters, chosen, cache):
    """Where the sources come from."""
    if asked["from"] is not None:
        return local.Local(store, asked["from"], preferred(store, asked), asked["allow-empty"])
    network = []
    for name in options.NETWORK:
        if asked[name]:
            network += ["--" + name] + ([] if asked[name] is True else [asked[name]])
    places = {name: asked[name] for name in ("period", "reporter") if asked[name]}
    return comtrade.Comtrade(store, filters, chosen, places, network, cache)


def sources_of(release, version):
    """The sources of a release that is there."""
    path = release.manifest
    data = files.read(path)
    try:
        sums = release.sums()
    except (OSError, ValueError):
        sums = {}
    if sums and hashlib.sha256(data).hexdigest() != sums.get(generation.MANIFEST):
        raise messages.Failure(
            f"{path}: its SHA-256 is not what it was; `ln -sfn generations/NUMBER "
            f"{release.store}/current` goes back to the release before")
    return manifest.parse(data, path, version)


def dry_run(store, asked, filters):
    """Prints what a refresh would change, source by source, and changes nothing."""
    for path, to in generation.wrong_links(store):
        raise messages.Failure(f"{path}: not a link to {to}, so not of a store; take it away")
    old = generation.Generation(store)
    kind, names = kind_of(asked)
    chosen = selection.choose(store, {name: asked[name] for name in names}, kind, old.number > 0)
    before = sources_of(old, filters.version) if old.number else []
    with tempfile.TemporaryDirectory() as folder:  # the list is not kept
        cache = os.path.join(store, "raw") if asked["offline"] else folder
        news = origin_of(store, asked, filters, chosen, cache).news(before, asked["allow-empty"])
    stdio.write(table.text([("source", "code", "period", "reporter", "action"), *news]))
    if not asked["quiet"]:
        of = Counter(action for *_, action in news)
        messages.write(f"{store}: {messages.plural(of['new'], 'source', 'sources')} would be new, "
                  f"{of['revised']} revised, {of['withdrawn']} withdrawn; nothing was done")


def outcome(task):
    """Says what a source had to say. How it failed, if that is its own fault: others go on."""
    try:
        messages.forward(task.result())
        return None
    except messages.Failure as failure:
        if failure.status == 2:  # misuse, and so for all of them
            raise
        return failure


class Refresh:
    """One run on a store that is locked."""

    def __init__(self, store, asked, held, filters):
        self.store, self.asked, self.filters = store, asked, filters
        self.filters.lock = (held.handle,)
        for path, to in generation.wrong_links(store):
            raise messages.Failure(f"{path}: not a link to {to}, so not of a store; take it away")
        tidy.leftovers(store)
        self.old = generation.Generation(store)
        for folder in ("raw", "parts", "generations"):
            os.makedirs(os.path.join(store, folder), exist_ok=True)
        kind, names = kind_of(asked)
        chosen = selection.settle(store, {name: asked[name] for name in names}, kind,
                                  self.old.number > 0)
        self.prefer = preferred(store, asked)
        os.makedirs(os.path.join(store, "parts"), exist_ok=True)
        self.origin = origin_of(store, asked, filters, chosen, os.path.join(store, "raw"))
        self.arguments = selection.arguments(chosen, names)
        self.guards = selection.arguments(chosen, ("level", "flow", "hs", "partner"))
        self.fresh, self.anew = [], False

    def run(self):
        """Prints what changed."""
        before = []
        if self.old.number:
            before = sources_of(self.old, self.filters.version)
        now = self.origin.sources(before, self.asked["allow-empty"], self.make, lambda wanted:
                                  tidy.unnamed(self.store, wanted))
        if self.asked["rebuild"]:
            now = self.remade(now)
        now.sort(key=manifest.order)
        if not before and not any(int(source.rows) for source in now) and \
                not self.asked["allow-empty"]:
            raise messages.Failure(f"{self.store}: no row of what was asked for in "
                                f"{messages.plural(len(now), 'source', 'sources')}; ask for something "
                                "else")
        text = manifest.text(now)
        # what was merged by another rule is merged again
        self.anew = self.asked["rebuild"] or self.prefer != selection.prefers(self.store)
        nothing_new = (self.old.number and not self.anew
                       and text == manifest.text(before))
        lines = [] if nothing_new else list(self.build(before, now, text))
        if not nothing_new:
            self.next.settle([*self.origin.fresh, *self.fresh])
        # before the switch: a change that nobody could be told of is there again the next time
        stdio.write(table.text([changes.COLUMNS, *lines]))
        if not nothing_new:
            try:
                selection.prefer(self.store, self.prefer)
                self.next.switch()
            except BaseException:
                stdio.write(b"!refresh failed\n")
                raise
            tidy.old(self.store)
        if not self.asked["quiet"]:
            had = {source.part for source in before}
            new = sum(source.part not in had for source in now)
            written = 0 if nothing_new else len(self.next.made)
            messages.write(f"{self.store}: {messages.plural(len(now), 'source', 'sources')}, {new} of them "
                      f"new or revised{', all made again' if self.asked['rebuild'] else ''}; "
                      + messages.plural(written, "period file written", "period files written"))

    def make(self, jobs):
        """Parts of (name, raw file, what messages call it, options), several at once."""
        made = {name: parts.Part(self.store, name) for name, *_ in jobs}
        todo = [job for job in jobs if self.asked["rebuild"] or not made[job[0]].exists()]
        pool = ThreadPoolExecutor(AT_ONCE)
        try:
            running = [pool.submit(parts.make, self.filters, [*self.arguments, *own], raw, shown,
                                   made[name].folder) for name, raw, shown, own in todo]
            bad = [failure for failure in map(outcome, running) if failure]
            if len(bad) == 1:
                raise bad[0]
            for failure in bad:
                messages.forward(failure.stderr)
                messages.write(str(failure))
            if bad:
                raise messages.Failure(f"{self.store}: {len(bad)} of {len(todo)} new sources are not "
                                    "normalised; the store is as it was")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            signals.stop_processes()
            raise
        finally:
            pool.shutdown()
        self.fresh += [made[name].folder for name, *_ in jobs]
        return made

    def job(self, source):
        return (source.part, self.origin.again(source), source.name,
                self.origin.arguments(source.reporter))

    def remade(self, sources):
        """All parts made again, where this run has not just made them."""
        jobs = {source.part: self.job(source) for source in sources
                if parts.Part(self.store, source.part).folder not in self.fresh}
        made = self.make(list(jobs.values()))
        return [manifest.renew(source, made[source.part]) if source.part in made else source
                for source in sources]

    def build(self, before, now, text):
        """The next generation; returns the lines of what changed."""
        was, will = generation.recipe(before), generation.recipe(now)
        sums = self.old_sums()
        if any(len(period) == 6 for period in will) and any(len(period) == 4 for period in will):
            rows = generation.with_rows(now)
            overlap.guard_months(rows, [parts.Part(self.store, source.part) for source in rows])
        self.next = generation.Next(self.old, self.filters, self.guards, self.prefer)
        of = generation.by_period(now)
        for period in sorted(will):
            if self.differs(period, was, will, sums) or \
                    not self.next.link(period, sums[period + parts.SUFFIX]):
                self.build_period(period, of[period], sums.get(period + parts.SUFFIX))
        self.next.close(text)
        return changes.changes(self.filters, list(self.pairs(was, will, sums)))

    def differs(self, period, was, will, sums):
        return self.anew or was.get(period) != will[period] or \
            period + parts.SUFFIX not in sums

    def old_sums(self):
        if not self.old.number:
            return {}
        try:
            return self.old.sums()
        except (OSError, ValueError):
            return {}  # every file is made again

    def pairs(self, was, will, sums):
        """The periods whose file is not what it was."""
        for period in sorted(set(was) | set(will)):
            name = period + parts.SUFFIX
            old = self.old.trade(name) if name in sums else None
            new = self.next.trade(name) if period in will else None
            if new and sums.get(name) == self.next.sums[name]:
                continue
            if old and not (os.path.exists(old) and files.sha256(old) == sums[name]):
                old = None  # damaged: nobody can say what was in it
            yield period, old, new

    def build_period(self, period, sources, before):
        """A part that is damaged is made again, once. `before` is the digest of the old file."""
        mended = set()
        while True:
            try:
                if self.next.build(period, sources) == before:
                    self.next.replace(period, before)
                return
            except parts.Damaged as error:
                if error.part in mended:
                    raise messages.Failure(f"{error}; is the disk whole?") from None
                mended.add(error.part)
                messages.write(f"{error}; it is made again")
                source = next(source for source in sources if source.part == error.part)
                files.remove(parts.Part(self.store, error.part).folder)
                self.make([self.job(source)])
