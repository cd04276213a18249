"""The manifest of a release: a line for each source, in the order of their rows."""
import re
from typing import NamedTuple

from reliance.common import messages, table
from reliance.common.programs import installed_name

DROPPED = ("not-selected", "G1-detail", "G2-world", "G3-level", "G4-flow", "G5-group", "G7-class",
           "G8-duplicate", "rejected")
COLUMNS = ("source", "code", "period", "reporter", "checksum", "last_released", "records", "rows",
           "usd", *DROPPED, "world_gap_usd", "raw", "sha256", "version")
COMTRADE = "comtrade"


class Source(NamedTuple):
    """A dataset of Comtrade, or a file of the user."""
    source: str  # COMTRADE, or the file's name
    code: str
    period: str  # such as "2012-2015 2017"
    reporter: str
    checksum: str
    last_released: str
    records: str
    rows: str
    usd: str
    dropped: tuple
    world_gap_usd: str
    raw: str
    sha256: str
    version: str

    @property
    def part(self):
        """The name of its part."""
        return f"{self.code}.{self.checksum}" if self.code else self.sha256

    @property
    def periods(self):
        return expand(self.period)

    @property
    def name(self):
        """Its name in messages."""
        return f"dataset {self.code}" if self.code else self.source


def of_part(part, **known):
    """The Source of a part. `known` are fields that the part does not have."""
    account = part.account()
    reporters = sorted({reporter for _, _, reporter in part.series()})
    blank = dict.fromkeys(("code", "checksum", "last_released", "world_gap_usd"), "")
    unknown = set(account) - set(DROPPED) - {"read", "emitted"}
    if unknown:
        raise messages.Failure(f"{installed_name('fetch-normalise')} dropped rows for "
                               f"{', '.join(sorted(unknown))}, which this refresh does not "
                               "know; install both from one version")
    rows, usd = account.get("emitted", ("0", ""))
    read, _ = account.get("read", ("0", ""))
    return Source(**{
        **blank, "period": collapse(part.periods), "reporter": " ".join(reporters),
        "records": read, "rows": rows, "usd": usd,
        "dropped": tuple(account.get(reason, ("0", ""))[0] for reason in DROPPED),
        "version": part.version(), **known})


def renew(source, part):
    """The source after its part was made again."""
    kept = ["source", "code", "checksum", "last_released", "world_gap_usd", "raw", "sha256"]
    if source.code:
        kept += ["period", "reporter", "records"]
    return of_part(part, **{name: getattr(source, name) for name in kept})


def order(source):
    """A sort key that does not depend on the order of arrival: datasets by period, reporter and
    code (which begins with the number of the reporter), files by name."""
    if source.code:
        return (0, source.period, len(source.code), source.code)
    return (1, source.source, 0, "")


def text(sources):
    """The bytes of a manifest."""
    return table.text([COLUMNS, *([*s[:9], *s.dropped, *s[10:]] for s in sources)])


def parse(data, path, own):
    """The sources of a manifest; `own` is this version. Fails if a later version wrote it, or if it
    is damaged."""
    try:
        rows = table.records(data)
        header = tuple(rows[0]) if rows else COLUMNS
        if header != COLUMNS:
            raise messages.Failure(f"{path}: columns of another version than {own}; use the "
                                   "version that made the store, or make another store")
        sources = [Source(**{**{name: row[name] for name in Source._fields if name != "dropped"},
                             "dropped": tuple(row[reason] for reason in DROPPED)})
                   for row in rows]
        for source in sources:
            expand(source.period)
            if later(source.version, own):
                raise messages.Failure(f"{path}: {source.name} was written by version "
                                       f"{source.version}, this is {own}; use that one")
    except (ValueError, KeyError, table.csv.Error) as error:
        raise messages.Failure(f"{path}: not a manifest of a store ({error}); see "
                               "--check") from None
    return sources


def later(version, own):
    """Is a version later than this?"""
    numbers = [[int(n) for n in re.findall(r"\d+", text)] for text in (version, own)]
    return numbers[0] > numbers[1]


def following(period):
    """The next year or month."""
    if len(period) == 6 and period.endswith("12"):
        return f"{int(period[:4]) + 1:04d}01"
    return f"{int(period) + 1:0{len(period)}d}"


def collapse(periods):
    """Sorted periods as text, consecutive ones as ranges: "2012-2015 2017"."""
    ranges: list = []
    for period in periods:
        if ranges and following(ranges[-1][1]) == period and \
                len(ranges[-1][1]) == len(period):
            ranges[-1][1] = period
        else:
            ranges.append([period, period])
    return " ".join(first if first == last else f"{first}-{last}" for first, last in ranges)


def expand(text):
    """The periods of such text. Raises ValueError."""
    periods = []
    for item in text.split():
        first, _, last = item.partition("-")
        last = last or first
        if not re.fullmatch(r"\d{4}(\d\d)?", first) or len(last) != len(first) or last < first:
            raise ValueError(f"'{item}' is not a period")
        while first <= last:
            periods.append(first)
            first = following(first)
    return periods
