"""What a refresh changed: a line for each period and reporter whose rows differ."""
import hashlib
from collections import Counter

from reliance.common import table
from reliance.refresh import members

COLUMNS = ("period", "reporter", "action", "rows_before", "rows_after", "usd_before", "usd_after")
NONE = ("0", "0")  # dollars and rows of a period and reporter that has none


def digests(path):
    """How often each member occurs in a file, by its digest."""
    with open(path, "rb") as file:
        return Counter(hashlib.sha256(member).digest() for member in members.split(file))


def rows_by_reporter(path, skip):
    """A fingerprint of each reporter's rows that does not depend on their order. Members are
    skipped as often as `skip` counts their digest."""
    fingerprints: Counter = Counter()
    with open(path, "rb") as file:
        for member in members.split(file):
            digest = hashlib.sha256(member).digest()
            if skip[digest] > 0:
                skip[digest] -= 1
                continue
            for line in members.unpack(member).splitlines():
                reporter = table.fields(line)[2] if b'"' in line else line.split(b",", 3)[2]
                fingerprints[reporter] += hash(line)
    return fingerprints


def reporters_that_differ(old, new):
    """The reporters whose rows differ between two files of a period. Members that both files have
    are not inflated."""
    same = digests(old) & digests(new)
    before, after = rows_by_reporter(old, Counter(same)), rows_by_reporter(new, Counter(same))
    return {name.decode("utf-8", "surrogateescape") for name in set(before) | set(after)
            if before[name] != after[name]}


def changes(filters, files):
    """Rows of COLUMNS, in order. `files` are tuples of period, old path or None, new path or
    None."""
    sums = []
    for paths in ([old for _, old, _ in files if old], [new for _, _, new in files if new]):
        sums.append({(period, reporter): (usd, rows) for period, reporter, usd, *_, rows in
                     table.parse(filters.sums("period,reporter", paths) or b"")})
    before, after = sums
    for period, old, new in sorted(files):
        if old and new:
            reporters = reporters_that_differ(old, new)
        else:
            reporters = {reporter for of, reporter in {**before, **after} if of == period}
        for reporter in sorted(reporters):
            key = period, reporter
            action = "withdrawn" if key not in after else "revised" if key in before else "new"
            (usd_before, rows_before) = before.get(key, NONE)
            (usd_after, rows_after) = after.get(key, NONE)
            yield (period, reporter, action, rows_before, rows_after, usd_before, usd_after)
