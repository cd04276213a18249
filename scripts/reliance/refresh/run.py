"""A refresh: compares the sources with the current release and makes the next one."""
import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from reliance.common import messages, signals, stdio, table, temporary
from reliance.refresh import (
    changes,
    cleanup,
    comtrade,
    files,
    generation,
    local,
    manifest,
    options,
    overlap,
    parts,
    selection,
)

THREADS = 2  # sources that are normalised at once


def kind_of(values):
    """The kind of sources, and the names of the options that select from them."""
    return (("files", selection.OF_FILES) if values["from"] is not None else
            ("comtrade", selection.SHARED))


def preferred(store, stored, values):
    """"newest" or None: as given, else as the selection `stored` has it, or if there is none, since
    the link to the current release was lost, the last release."""
    if values["prefer"]:
        return "newest" if values["prefer"] == "newest" else None
    return (stored or generation.last_selection(store)).get(selection.PREFER)


def origin_of(store, values, filters, chosen, prefer, cache):
    """The object that finds the sources: local.Local or comtrade.Comtrade."""
    if values["from"] is not None:
        return local.Local(store, values["from"], prefer, values["allow-empty"])
    network = []
    for name in options.NETWORK:
        if values[name]:
            network += ["--" + name] + ([] if values[name] is True else [values[name]])
    selected = {name: values[name] for name in ("period", "reporter") if values[name]}
    return comtrade.Comtrade(store, filters, chosen, selected, network, cache)


def sources_of(release, version):
    """The sources of a release. Fails if its manifest has changed."""
    return manifest.parse(release.read(generation.MANIFEST), release.path(generation.MANIFEST),
                          version)


def check_store(release):
    """Fails if the folder has the names of a store for something else, or a foreign file among the
    period files, which no filter would read."""
    for path, target in generation.wrong_links(release):
        reason = ", which refresh makes" if release.number else ", so this is not a store"
        raise messages.Failure(f"{path}: not a link to {target}{reason}; move it away")
    for path in release.strays():
        raise messages.Failure(f"{path}: {generation.STRAY}")


def dry_run(store, values, filters):
    """Prints what a refresh would change, source by source, and changes nothing."""
    old = generation.Generation(store)
    check_store(old)
    kind, names = kind_of(values)
    stored = selection.of(old)
    chosen = selection.choose(store, stored, {name: values[name] for name in names}, kind)
    before = sources_of(old, filters.version) if old.number else []
    with temporary.subfolder() as folder:  # the list of datasets is not cached
        cache = os.path.join(store, "raw") if values["offline"] else folder
        origin = origin_of(store, values, filters, chosen, preferred(store, stored, values),
                           cache)
        news = origin.news(before, values["allow-empty"])
    stdio.write(table.text([("source", "code", "period", "reporter", "action"), *news]))
    if not values["quiet"]:
        count = Counter(action for *_, action in news)
        messages.write(f"{store}: {messages.plural(count['new'], 'source')} would be new, "
                       f"{count['revised']} revised, {count['withdrawn']} withdrawn; nothing was "
                       "done")


def outcome(task):
    """Forwards the messages of a finished parts.make. Returns its failure if other sources may
    succeed, else raises it."""
    try:
        messages.forward(task.result())
        return None
    except messages.Failure as failure:
        if failure.status == 2:  # misuse, which all sources share
            raise
        return failure


class Refresh:
    """One run on a locked store."""

    def __init__(self, store, values, lock, filters):
        self.store, self.values, self.filters = store, values, filters
        self.filters.lock = (lock.handle,)
        self.old = generation.Generation(store)
        check_store(self.old)
        cleanup.remove_unfinished(store)
        for folder in ("raw", "parts", "generations"):
            os.makedirs(os.path.join(store, folder), exist_ok=True)
        kind, names = kind_of(values)
        self.stored = selection.of(self.old)
        chosen = selection.choose(store, self.stored, {name: values[name] for name in names}, kind)
        self.prefer = preferred(store, self.stored, values)
        self.selected = selection.text(kind, chosen, self.prefer)
        if not self.old.number:
            selection.begin(store, self.selected)
        elif self.old.has(selection.NAME):
            generation.link_selection(store)
        os.makedirs(os.path.join(store, "parts"), exist_ok=True)
        self.origin = origin_of(store, values, filters, chosen, self.prefer,
                                os.path.join(store, "raw"))
        self.arguments = selection.arguments(chosen, names)
        self.guards = selection.arguments(chosen, ("level", "flow", "hs", "partner"))
        self.fresh, self.rebuild = [], False

    def run(self):
        """Prints what changed, and switches to the new release."""
        before = sources_of(self.old, self.filters.version) if self.old.number else []
        now = self.current_sources(before)
        text = manifest.text(now)
        # another preference merges every period again
        self.rebuild = self.values["rebuild"] or self.prefer != self.stored.get(selection.PREFER)
        # a store of format 1 gets a release of the same rows
        unchanged = (self.old.has(selection.NAME) and not self.rebuild
                     and text == manifest.text(before) and self.old.is_complete())
        lines = [] if unchanged else list(self.build(before, now, text))
        if not unchanged:
            self.next.settle([*self.origin.fresh, *self.fresh])
        # before the switch: if this fails, the next run prints the changes again
        stdio.write(table.text([changes.COLUMNS, *lines]))
        if not unchanged:
            self.publish()
        if not self.values["quiet"]:
            self.report(before, now, 0 if unchanged else len(self.next.made))

    def publish(self):
        """Switches to the new release."""
        try:
            self.next.switch()
        finally:
            if not self.next.is_live():
                stdio.write(b"!refresh failed\n")
        self.next.confirm()
        try:
            cleanup.remove_old(self.store)
        except OSError as error:
            raise messages.Failure(f"{messages.os_error(error)}; {generation.live(self.store)}, "
                                   "but older ones are not all removed") from None

    def current_sources(self, before):
        """The sources now, sorted. Fails if a first run selects no row."""
        allow_empty = self.values["allow-empty"]
        now = self.origin.sources(before, allow_empty, self.make, lambda wanted:
                                  cleanup.remove_unused(self.store, wanted))
        if self.values["rebuild"]:
            now = self.remade(now)
        now.sort(key=manifest.order)
        if not before and not allow_empty and not any(int(source.rows) for source in now):
            raise messages.Failure(f"{self.store}: no selected row in "
                                   f"{messages.plural(len(now), 'source')}; select something else")
        return now

    def report(self, before, now, written):
        """Prints how much was done."""
        had = {source.part for source in before}
        new = sum(source.part not in had for source in now)
        messages.write(f"{self.store}: {messages.plural(len(now), 'source')}, {new} of them "
                       f"new or revised{', all rebuilt' if self.values['rebuild'] else ''}; "
                       f"{messages.plural(written, 'period file')} written")

    def make(self, jobs):
        """Makes parts, several at once; returns them by name. A job is (name of the part, raw file,
        name in messages, arguments). Fails if a source cannot be normalised."""
        made = {name: parts.Part(self.store, name) for name, *_ in jobs}
        todo = [job for job in jobs if self.values["rebuild"] or not made[job[0]].exists()]
        pool = ThreadPoolExecutor(THREADS)
        try:
            running = [pool.submit(parts.make, self.filters, [*self.arguments, *own], raw, shown,
                                   made[name].folder) for name, raw, shown, own in todo]
            failures = [failure for failure in map(outcome, running) if failure]
            if len(failures) == 1:
                raise failures[0]
            for failure in failures:
                messages.forward(failure.stderr)
                messages.write(str(failure))
            if failures:
                raise messages.Failure(f"{self.store}: {len(failures)} of {len(todo)} new sources "
                                       "are not normalised; the store is unchanged")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            signals.stop_processes()
            raise
        finally:
            pool.shutdown()
        self.fresh += [made[name].folder for name, *_ in jobs]
        return made

    def job(self, source):
        """The job that makes the part of a source again."""
        return (source.part, self.origin.raw_file(source), source.name,
                self.origin.arguments(source.reporter))

    def remade(self, sources):
        """The sources after all parts were made again, except those that this run just made."""
        jobs = {source.part: self.job(source) for source in sources
                if parts.Part(self.store, source.part).folder not in self.fresh}
        made = self.make(list(jobs.values()))
        return [manifest.renew(source, made[source.part]) if source.part in made else source
                for source in sources]

    def build(self, before, now, text):
        """Builds the next release; returns the lines of what changed."""
        was, will = generation.inputs_of(before), generation.inputs_of(now)
        sums = self.old_sums()
        if {len(period) for period in will} == {4, 6}:
            rows = generation.with_rows(now)
            overlap.check_months(rows, [parts.Part(self.store, source.part) for source in rows])
        self.next = generation.Next(self.old, self.filters, self.guards, self.prefer)
        by_period = generation.by_period(now)
        for period in sorted(will):
            name = period + parts.SUFFIX
            if not self.differs(period, was, will, sums):
                if self.next.link(period, sums[name]):
                    continue
                messages.write(f"{self.old.trade(name)}: missing or changed; making it again")
            self.build_period(period, by_period[period], sums.get(name))
        self.next.close(text, self.selected)
        return changes.changes(self.filters, list(self.changed_files(was, will, sums)))

    def differs(self, period, was, will, sums):
        """Does the file of a period have to be built?"""
        return self.rebuild or was.get(period) != will[period] or \
            period + parts.SUFFIX not in sums

    def old_sums(self):
        """{name: digest} of the old release; empty if unreadable, so that all files are built."""
        if not self.old.number:
            return {}
        try:
            return self.old.sums()
        except (OSError, ValueError):
            return {}

    def changed_files(self, was, will, sums):
        """Yields (period, old path or None, new path or None) of the periods whose file changed."""
        for period in sorted(set(was) | set(will)):
            name = period + parts.SUFFIX
            old = self.old.trade(name) if name in sums else None
            new = self.next.trade(name) if period in will else None
            if new and sums.get(name) == self.next.sums[name]:
                continue
            if old and not (os.path.exists(old) and files.sha256(old) == sums[name]):
                old = None  # damaged: its rows are unknown
            yield period, old, new

    def build_period(self, period, sources, before):
        """Builds a period file; a damaged part is made again once. `before` is the digest of the
        old file."""
        repaired = set()
        while True:
            try:
                if self.next.build(period, sources) == before:
                    self.next.replace(period, before)
                return
            except parts.Damaged as error:
                if error.part in repaired:
                    raise messages.Failure(f"{error}; check the disk") from None
                repaired.add(error.part)
                messages.write(f"{error}; making it again")
                source = next(source for source in sources if source.part == error.part)
                files.remove(parts.Part(self.store, error.part).folder)
                self.make([self.job(source)])
