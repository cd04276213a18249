"""Is every file of a store what it was when it was written?"""
import os

from reliance.common import messages
from reliance.refresh import files, generation, manifest, parts

REBUILD = "refresh with --rebuild"
BACK = "`ln -sfn generations/NUMBER STORE/current` goes back to the release before"


def check(store, version, quiet):
    """Says what is wrong, a line each; returns how much."""
    wrong = 0

    def complain(text):
        nonlocal wrong
        wrong += 1
        messages.write(text)

    try:
        now = generation.Generation(store)
    except (OSError, ValueError) as error:
        raise messages.Failure(f"{store}/current: {error}; it is a link into generations/") from None
    if now.number == 0:
        raise messages.Failure(f"{store}: no release yet; refresh it")
    for path, to in generation.wrong_links(store):
        complain(f"{path}: not a link to {to}; take it away and refresh")
    sums = trade(now, complain)
    try:
        sources = manifest.parse(files.read(now.manifest), now.manifest, version)
    except OSError as error:
        complain(messages.os_error(error))
        return wrong
    seen = set()
    for source in sources:
        raw = os.path.join(store, source.raw)
        compare(raw, source.sha256, complain)
        part = parts.Part(store, source.part)
        if part.name in seen:
            continue
        seen.add(part.name)
        try:
            part.check()
        except parts.Damaged as error:
            complain(f"{error}; {REBUILD}")
    periods = {period + parts.SUFFIX for period in generation.recipe(sources)}
    for name in sorted(set(sums) - {generation.MANIFEST} ^ periods):
        complain(f"{now.trade(name)}: in only one of manifest.csv and {files.SUMS}; "
                 + REBUILD)
    if not wrong and not quiet:
        messages.write(f"{store}: {messages.plural(len(periods), 'period', 'periods')} of "
                  f"{messages.plural(len(sources), 'source', 'sources')}, every file as it was written")
    return wrong


def trade(now, complain):
    """The period files; returns what SHA256SUMS says of them."""
    path = now.trade(files.SUMS)
    try:
        sums = now.sums()
    except (OSError, ValueError) as error:
        complain(f"{path}: {error.strerror if isinstance(error, OSError) else error}; "
                 + REBUILD)
        return {}
    for name in sorted(sums):
        compare(os.path.normpath(now.trade(name)), sums[name], complain,
                BACK if name == generation.MANIFEST else REBUILD)
    if generation.MANIFEST not in sums:
        complain(f"{path}: it does not name {generation.MANIFEST}; {REBUILD}")
    for name in files.names(now.trade()):
        if name not in sums and name != files.SUMS:
            complain(f"{now.trade(name)}: not of this store; take it away")
    return sums


def compare(path, digest, complain, advice=REBUILD):
    try:
        if files.sha256(path) != digest:
            complain(f"{path}: its SHA-256 is not what it was; {advice}")
    except OSError as error:
        complain(f"{messages.os_error(error)}; {advice}")
