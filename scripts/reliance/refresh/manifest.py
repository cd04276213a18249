"""What a store was made of: a line for each source, in the order in which their rows stand."""
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
    """A dataset of Comtrade, or a file that somebody downloaded."""
    source: str  # COMTRADE, or the file's name
    code: str
    period: str  # 2012-2015 2017
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
        return f"{self.code}.{self.checksum}" if self.code else self.sha256

    @property
    def periods(self):
        return expand(self.period)

    @property
    def name(self):
        return f"dataset {self.code}" if self.code else self.source


def of_part(part, **known):
    """A source, its rows as the account of its part has them."""
    account = part.account()
    reporters = sorted({reporter for _, _, reporter in part.series()})
    blank = dict.fromkeys(("code", "checksum", "last_released", "world_gap_usd"), "")
    unknown = set(account) - set(DROPPED) - {"read", "emitted"}
    if unknown:
        raise messages.Failure(f"{installed_name('fetch-normalise')} dropped rows for "
                            f"{', '.join(sorted(unknown))}, which this refresh does not know; "
                            "install both of one version")
    rows, usd = account.get("emitted", ("0", ""))
    read, _ = account.get("read", ("0", ""))
    return Source(**{
        **blank, "period": collapse(part.periods), "reporter": " ".join(reporters),
        "records": read, "rows": rows, "usd": usd,
        "dropped": tuple(account.get(reason, ("0", ""))[0] for reason in DROPPED),
        "version": part.version(), **known})


def renew(source, part):
    """The same source after its part was made again."""
    kept = ["source", "code", "checksum", "last_released", "world_gap_usd", "raw", "sha256"]
    if source.code:
        kept += ["period", "reporter", "records"]
    return of_part(part, **{name: getattr(source, name) for name in kept})


def order(source):
    """Datasets by period, reporter and code (whose number begins with that of the reporter), files
    by name: an order that does not hang on what came when."""
    if source.code:
        return (0, source.period, len(source.code), source.code)
    return (1, source.source, 0, "")


def text(sources):
    return table.text([COLUMNS, *([*s[:9], *s.dropped, *s[10:]] for s in sources)])


def parse(data, path, ours):
    """The sources of a manifest. One that a later version wrote is left alone."""
    try:
        rows = table.records(data)
        header = tuple(rows[0]) if rows else COLUMNS
        if header != COLUMNS:
            raise messages.Failure(f"{path}: columns of another version than this ({ours}); use the "
                                "version that made the store, or make another store")
        sources = [Source(**{**{name: row[name] for name in Source._fields if name != "dropped"},
                             "dropped": tuple(row[reason] for reason in DROPPED)})
                   for row in rows]
        for source in sources:
            expand(source.period)
            if later(source.version, ours):
                raise messages.Failure(f"{path}: {source.name} was written by version "
                                    f"{source.version}, this is {ours}; use that one")
    except (ValueError, KeyError, table.csv.Error) as error:
        raise messages.Failure(f"{path}: no manifest of a store ({error}); see --check") from None
    return sources


def later(version, ours):
    numbers = [[int(n) for n in re.findall(r"\d+", text)] for text in (version, ours)]
    return numbers[0] > numbers[1]


def following(period):
    """The year or month after one."""
    if len(period) == 6 and period.endswith("12"):
        return f"{int(period[:4]) + 1:04d}01"
    return f"{int(period) + 1:0{len(period)}d}"


def collapse(periods):
    """Periods in order, as runs: 2012-2015 2017."""
    runs = []
    for period in periods:
        if runs and following(runs[-1][1]) == period and len(runs[-1][1]) == len(period):
            runs[-1][1] = period
        else:
            runs.append([period, period])
    return " ".join(first if first == last else f"{first}-{last}" for first, last in runs)


def expand(runs):
    periods = []
    for run in runs.split():
        first, _, last = run.partition("-")
        last = last or first
        if not re.fullmatch(r"\d{4}(\d\d)?", first) or len(last) != len(first) or last < first:
            raise ValueError(f"'{run}' is no period")
        while first <= last:
            periods.append(first)
            first = following(first)
    return periods
