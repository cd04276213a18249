"""What a refresh changed: a line for each period and reporter whose rows are not what they were."""
import hashlib
from collections import Counter

from reliance.common import table
from reliance.refresh import members

COLUMNS = ("period", "reporter", "action", "rows_before", "rows_after", "usd_before", "usd_after")
NONE = ("0", "0")  # dollars and rows of what is not there


def digests(path):
    """The members of a file by their digest: how often each is there."""
    with open(path, "rb") as file:
        return Counter(hashlib.sha256(member).digest() for member in members.hop(file))


def rows_by_reporter(path, spare):
    """A fingerprint of each reporter's rows in whatever order, the members in `spare` left out."""
    prints = Counter()
    with open(path, "rb") as file:
        for member in members.hop(file):
            digest = hashlib.sha256(member).digest()
            if spare[digest] > 0:
                spare[digest] -= 1
                continue
            for line in members.unpack(member).splitlines():
                prints[table.fields(line)[2] if b'"' in line else line.split(b",", 3)[2]] += \
                    hash(line)
    return prints


def reporters_that_differ(old, new):
    """Between two files of a period. Members that both have are not looked into."""
    same = digests(old) & digests(new)
    before, after = rows_by_reporter(old, Counter(same)), rows_by_reporter(new, Counter(same))
    return {name.decode("utf-8", "surrogateescape") for name in set(before) | set(after)
            if before[name] != after[name]}


def changes(filters, pairs):
    """Lines for pairs (period, old file or None, new file or None)."""
    sums = []
    for paths in ([old for _, old, _ in pairs if old], [new for _, _, new in pairs if new]):
        sums.append({(period, reporter): (usd, rows) for period, reporter, usd, rows in
                     table.parse(filters.sums("period,reporter", paths) or b"")})
    before, after = sums
    for period, old, new in sorted(pairs):
        if old and new:
            reporters = reporters_that_differ(old, new)
        else:
            reporters = {reporter for when, reporter in {**before, **after} if when == period}
        for reporter in sorted(reporters):
            key = period, reporter
            action = "withdrawn" if key not in after else "revised" if key in before else "new"
            (usd_before, rows_before) = before.get(key, NONE)
            (usd_after, rows_after) = after.get(key, NONE)
            yield (period, reporter, action, rows_before, rows_after, usd_before, usd_after)
