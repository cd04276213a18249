"""Sources that UN Comtrade has: its datasets, fetched where they are new or revised."""
import os
import re
import subprocess

from reliance.common import messages, table
from reliance.common.programs import installed_name
from reliance.refresh import files, manifest, selection
from reliance.refresh import filters as filters_

AVAILABLE = ("code", "checksum", "period", "reporter", "last_released", "records")


class Comtrade:
    """The datasets of the periods and reporters that are asked for as sources."""

    def __init__(self, store, filters, chosen, asked, network, cache):
        self.store, self.filters, self.chosen, self.asked = store, filters, chosen, asked
        self.network = ["--cache", cache, *network]
        self.fresh = []

    def places(self):
        return selection.arguments(self.asked, ("period", "reporter"))

    def available(self):
        """The service's list, as records with all columns of it."""
        data = self.run(["--availability", *self.places(), *selection.arguments(
            self.chosen, ("freq",)), *self.network])
        listed = self.table(data, AVAILABLE)
        refuse_twins(listed)
        return listed

    def table(self, data, needed):
        try:
            rows = table.records(data)
            missing = [name for row in rows[:1] for name in needed if name not in row]
            if missing:
                raise ValueError(f"no column {missing[0]}")
            for row in rows:  # names of files here
                if not re.fullmatch(r"\d+", row["code"]) or not re.fullmatch(r"-?\w+",
                                                                            row["checksum"]):
                    raise ValueError(f"dataset {row['code']!r}, checksum {row['checksum']!r}")
        except (ValueError, table.csv.Error) as error:
            raise messages.Failure(f"{installed_name('fetch-normalise')} printed no list of datasets: "
                                f"{error}; install both of one version") from None
        return rows

    def run(self, arguments, data=b""):
        """A run that may take long; what it says goes where refresh's own words go."""
        with self.filters.run("fetch-normalise", arguments, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as run:
            out, _ = run.communicate(data)
        filters_.judge("fetch-normalise", run.returncode)
        return out

    def asked_for(self, sources):
        """Those of the periods and reporters that are asked for; fetch-normalise knows what names
        and blocs mean, so they go through its selection as rows."""
        rows = [("period", "flow", "reporter", "partner", "hs", "value_usd", "place")]
        for n, source in enumerate(sources):
            for reporter in source.reporter.split():
                rows.append((source.period, "M", reporter, "USA", "010121", "1", str(n)))
        if len(rows) == 1:
            return []
        out = self.filters.output("fetch-normalise", [
            "-q", "--level", "any", "--duplicates", "keep", "--groups", "keep", "--headerless",
            "--keep", "place", "--allow-empty", *self.places()], table.text(rows))
        places = {int(row[-1]) for row in table.parse(out)}
        return [source for n, source in enumerate(sources) if n in places]

    def listed(self, old, allow_empty):
        """The sources that are asked for, and what the service has of these now."""
        asked = self.asked_for(old)
        available = self.available()
        lost = emptied(asked, available)
        if lost and not allow_empty:
            raise messages.Failure(
                f"{self.store}: the service does not list {len(lost)} datasets of "
                f"{manifest.collapse(sorted({source.period for source in lost}))} any more, most of "
                "what the store has; if they are withdrawn indeed, say --allow-empty")
        return asked, available

    def news(self, old, allow_empty):
        """What sources() would change, as (source, code, period, reporter, action)."""
        asked, available = self.listed(old, allow_empty)
        had = {source.code: source.checksum for source in old}
        found = [(row["code"], row["period"], row["reporter"],
                  "revised" if row["code"] in had else "new")
                 for row in available if had.get(row["code"]) != row["checksum"]]
        there = {row["code"] for row in available}
        found += [(source.code, source.period, source.reporter, "withdrawn")
                  for source in asked if source.code not in there]
        return [(manifest.COMTRADE, *row)
                for row in sorted(found, key=lambda row: (row[1], len(row[0]), row[0]))]

    def sources(self, old, allow_empty, make, want):
        """All datasets: those that are not asked for as they were, the others as they are now."""
        asked, available = self.listed(old, allow_empty)
        known = {(source.code, source.checksum): source for source in old
                 if os.path.exists(os.path.join(self.store, source.raw))}
        want(f"{row['code']}.{row['checksum']}" for row in available)
        changed = [row for row in available if (row["code"], row["checksum"]) not in known]
        fetched = self.fetch(changed) if changed else []
        if not allow_empty:
            self.refuse_empty(fetched, {source.code for source in asked if source.rows != "0"})
        made = make([(f"{row['code']}.{row['checksum']}", row["file"],
                      f"dataset {row['code']} ({row['reporter']} {row['period']})",
                      self.arguments(row["reporter"])) for row in fetched])
        gone = {source.code for source in asked} | {row["code"] for row in available}
        now = [source for source in old if source.code not in gone]
        told = {row["code"]: row for row in fetched}
        for row in available:
            seen = {"last_released": row["last_released"], "records": row["records"]}
            if row["code"] not in told:
                now.append(known[row["code"], row["checksum"]]._replace(**seen))
                continue
            raw = told[row["code"]]["file"]
            now.append(manifest.of_part(
                made[f"{row['code']}.{row['checksum']}"], **seen, source=manifest.COMTRADE,
                code=row["code"], checksum=row["checksum"], period=row["period"],
                reporter=row["reporter"], world_gap_usd=told[row["code"]]["world_gap_usd"],
                raw=os.path.relpath(raw, self.store), sha256=files.sha256(raw)))
        return now

    @staticmethod
    def arguments(reporter):
        """A dataset may have no row of what is selected. A group is listed only if it was asked for
        by name, which is consent to its rows."""
        return ["--allow-empty", *([] if reporter.isdigit() else [f"--reporter={reporter}"])]

    def fetch(self, changed):
        """The changed datasets into raw/; lines that say in which file each one is."""
        columns = list(changed[0])
        data = table.text([columns, *([row[name] for name in columns] for row in changed)])
        out = self.run(["--fetch", "--datasets", "-", "--download", "--allow-empty",
                        *self.network, *self.places(),
                        *selection.arguments(self.chosen, selection.SHARED)], data)
        fetched = self.table(out, (*AVAILABLE, "rows", "world_gap_usd", "file"))
        for row in fetched:
            row["file"] = os.path.join(self.store, "raw", os.path.relpath(
                row["file"], os.path.join(self.store, "raw")))
            self.fresh.append(row["file"])
        missing = {row["code"] for row in changed} - {row["code"] for row in fetched}
        if missing:
            raise messages.Failure(f"{self.store}: {installed_name('fetch-normalise')} did not fetch "
                                f"dataset {sorted(missing)[0]} and said nothing; refresh again")
        return fetched

    def refuse_empty(self, fetched, had_rows):
        """An answer of no rows is not to be told from a server in trouble."""
        empty = [row for row in fetched if row["rows"] == "0" and row["code"] in had_rows]
        for row in empty:  # so that they are asked for again
            files.remove(row["file"])
        if empty:
            gone = messages.plural(len(empty), "dataset that had rows has none any more",
                              "datasets that had rows have none any more")
            raise messages.Failure(
                f"{self.store}: {gone}, such as {empty[0]['code']} ({empty[0]['reporter']} "
                f"{empty[0]['period']}); if that is right, say --allow-empty")

    def again(self, source):
        """The raw file of a source whose part is damaged."""
        raw = os.path.join(self.store, source.raw)
        try:
            good = files.sha256(raw) == source.sha256
        except FileNotFoundError:
            good = False
        if not good:
            raise messages.Failure(f"{raw}: not what it was; remove it and refresh again, and it is "
                                "fetched again")
        return raw


def refuse_twins(listed):
    """While the service releases a dataset anew, its list may have it twice: which of the two its
    rows are of cannot be told."""
    seen = {}
    for row in listed:
        for key in (row["code"], (row["period"], row.get("reporter_code", row["reporter"]))):
            if seen.setdefault(key, row) is not row:
                raise messages.Failure(
                    f"the service lists two datasets of {row['reporter']} {row['period']}: "
                    f"{seen[key]['code']} with checksum {seen[key]['checksum']} and {row['code']} "
                    f"with checksum {row['checksum']}; refresh again later")


def emptied(asked, available):
    """Datasets that are not listed any more, of periods that lost more than half of theirs. A server
    that lost its list, or a part of it, must not empty a store; one dataset may go."""
    listed = {row["code"] for row in available}
    gone, there = {}, {}
    for source in asked:
        there[source.period] = there.get(source.period, 0) + 1
        if source.code not in listed:
            gone.setdefault(source.period, []).append(source)
    lost = [source for period, of in gone.items() if 2 * len(of) > there[period] for source in of]
    return lost if len(lost) > 1 or not available else []
