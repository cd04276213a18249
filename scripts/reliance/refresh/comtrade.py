"""Sources that are datasets of UN Comtrade, fetched if they are new or revised."""
import os
import re
import subprocess

from reliance.common import messages, table
from reliance.common.programs import installed_name
from reliance.refresh import files, manifest, selection
from reliance.refresh import filters as filters_

AVAILABLE = ("code", "checksum", "period", "reporter", "last_released", "records")


class Comtrade:
    """The datasets of the periods and reporters in `options`. `chosen` is the selection of the
    store, `network` are arguments for fetch-normalise, `cache` is its folder."""

    def __init__(self, store, filters, chosen, options, network, cache):
        self.store, self.filters, self.chosen, self.options = store, filters, chosen, options
        self.network = ["--cache", cache, *network]
        self.fresh = []  # raw files of this run

    def periods_and_reporters(self):
        return selection.arguments(self.options, ("period", "reporter"))

    def available(self):
        """The service's list of datasets, as records with all its columns."""
        data = self.run(["--availability", *self.periods_and_reporters(), *selection.arguments(
            self.chosen, ("freq",)), *self.network])
        listed = self.table(data, AVAILABLE)
        check_unique(listed)
        return listed

    def table(self, data, needed):
        """The records of a list that fetch-normalise printed. Fails if they lack a column."""
        try:
            rows = table.records(data)
            missing = [name for row in rows[:1] for name in needed if name not in row]
            if missing:
                raise ValueError(f"no column {missing[0]}")
            for row in rows:  # code and checksum become file names
                if not re.fullmatch(r"\d+", row["code"]) or \
                        not re.fullmatch(r"-?\w+", row["checksum"]):
                    raise ValueError(f"dataset {row['code']!r}, checksum {row['checksum']!r}")
        except (ValueError, table.csv.Error) as error:
            raise messages.Failure(
                f"{installed_name('fetch-normalise')} printed no list of datasets: {error}; "
                "install it and refresh from one version") from None
        return rows

    def run(self, arguments, data=b""):
        """The output of a run of fetch-normalise that may take long."""
        with self.filters.run("fetch-normalise", arguments, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as run:
            out, _ = run.communicate(data)
        filters_.check_status("fetch-normalise", run.returncode)
        return out

    def selected(self, sources):
        """The sources of the selected periods and reporters. fetch-normalise resolves names and
        blocs, so each source passes through it as a row."""
        rows = [("period", "flow", "reporter", "partner", "hs", "value_usd", "index")]
        for n, source in enumerate(sources):
            for reporter in source.reporter.split():
                rows.append((source.period, "M", reporter, "USA", "010121", "1", str(n)))
        if len(rows) == 1:
            return []
        out = self.filters.output("fetch-normalise", [
            "-q", "--level", "any", "--duplicates", "keep", "--groups", "keep", "--headerless",
            "--keep", "index", "--allow-empty", *self.periods_and_reporters()], table.text(rows))
        indices = {int(row[-1]) for row in table.parse(out)}
        return [source for n, source in enumerate(sources) if n in indices]

    def listed(self, old, allow_empty):
        """The selected old sources, and the datasets that the service lists now. Fails if too many
        are no longer listed."""
        selected = self.selected(old)
        available = self.available()
        lost = emptied(selected, available)
        if lost and not allow_empty:
            periods = manifest.collapse(sorted({source.period for source in lost}))
            raise messages.Failure(
                f"{self.store}: the service no longer lists "
                f"{messages.plural(len(lost), 'dataset')} of {periods}, most of those in the "
                "store; if they were withdrawn, use --allow-empty")
        return selected, available

    def news(self, old, allow_empty):
        """What sources() would change, as (source, code, period, reporter, action)."""
        selected, available = self.listed(old, allow_empty)
        had = {source.code: source.checksum for source in old}
        found = [(row["code"], row["period"], row["reporter"],
                  "revised" if row["code"] in had else "new")
                 for row in available if had.get(row["code"]) != row["checksum"]]
        present = {row["code"] for row in available}
        found += [(source.code, source.period, source.reporter, "withdrawn")
                  for source in selected if source.code not in present]
        return [(manifest.COMTRADE, *row)
                for row in sorted(found, key=lambda row: (row[1], len(row[0]), row[0]))]

    def sources(self, old, allow_empty, make, want):
        """The sources after a refresh: unselected ones as they were, selected ones as the service
        has them now. `make` makes parts of new datasets; `want` is called with the names of the
        parts that are needed."""
        selected, available = self.listed(old, allow_empty)
        known = {(source.code, source.checksum): source for source in old
                 if os.path.exists(os.path.join(self.store, source.raw))}
        want(f"{row['code']}.{row['checksum']}" for row in available)
        changed = [row for row in available if (row["code"], row["checksum"]) not in known]
        fetched = self.fetch(changed) if changed else []
        if not allow_empty:
            self.refuse_empty(fetched, {source.code for source in selected if source.rows != "0"})
        made = make([(f"{row['code']}.{row['checksum']}", row["file"],
                      f"dataset {row['code']} ({row['reporter']} {row['period']})",
                      self.arguments(row["reporter"])) for row in fetched])
        replaced = {source.code for source in selected} | {row["code"] for row in available}
        now = [source for source in old if source.code not in replaced]
        new = {row["code"]: row for row in fetched}
        for row in available:
            seen = {"last_released": row["last_released"], "records": row["records"]}
            if row["code"] not in new:
                now.append(known[row["code"], row["checksum"]]._replace(**seen))
                continue
            raw = new[row["code"]]["file"]
            now.append(manifest.of_part(
                made[f"{row['code']}.{row['checksum']}"], **seen, source=manifest.COMTRADE,
                code=row["code"], checksum=row["checksum"], period=row["period"],
                reporter=row["reporter"], world_gap_usd=new[row["code"]]["world_gap_usd"],
                raw=os.path.relpath(raw, self.store), sha256=files.sha256(raw)))
        return now

    @staticmethod
    def arguments(reporter):
        """The arguments of fetch-normalise for a dataset. It may have no selected row. A group is
        listed only if the user named it, so its rows are wanted."""
        return ["--allow-empty", *([] if reporter.isdigit() else [f"--reporter={reporter}"])]

    def fetch(self, changed):
        """Downloads the datasets to raw/; returns their records with the column "file"."""
        columns = list(changed[0])
        data = table.text([columns, *([row[name] for name in columns] for row in changed)])
        out = self.run(["--fetch", "--datasets", "-", "--download", "--allow-empty",
                        *self.network, *self.periods_and_reporters(),
                        *selection.arguments(self.chosen, selection.SHARED)], data)
        fetched = self.table(out, (*AVAILABLE, "rows", "world_gap_usd", "file"))
        for row in fetched:
            row["file"] = os.path.join(self.store, "raw", os.path.relpath(
                row["file"], os.path.join(self.store, "raw")))
            self.fresh.append(row["file"])
        missing = {row["code"] for row in changed} - {row["code"] for row in fetched}
        if missing:
            raise messages.Failure(
                f"{self.store}: {installed_name('fetch-normalise')} did not fetch dataset "
                f"{sorted(missing)[0]} and printed no error; refresh again")
        return fetched

    def refuse_empty(self, fetched, had_rows):
        """Fails if a dataset that had rows is empty now: a server in trouble may also send empty
        responses."""
        empty = [row for row in fetched if row["rows"] == "0" and row["code"] in had_rows]
        for row in empty:  # so that the next refresh requests them again
            files.remove(row["file"])
        if empty:
            gone = messages.plural(len(empty), "dataset that had rows is empty now",
                                   "datasets that had rows are empty now")
            raise messages.Failure(
                f"{self.store}: {gone}, such as {empty[0]['code']} ({empty[0]['reporter']} "
                f"{empty[0]['period']}); if that is right, use --allow-empty")

    def raw_file(self, source):
        """The raw file of a source whose part has to be made again."""
        raw = os.path.join(self.store, source.raw)
        try:
            good = files.sha256(raw) == source.sha256
        except FileNotFoundError:
            good = False
        if not good:
            raise messages.Failure(f"{raw}: its SHA-256 has changed; remove it and refresh, which "
                                   "fetches it again")
        return raw


def check_unique(listed):
    """Fails if the list has a dataset twice, as it may during a release: the rows could be of
    either."""
    seen: dict = {}
    for row in listed:
        for key in (row["code"], (row["period"], row.get("reporter_code", row["reporter"]))):
            if seen.setdefault(key, row) is not row:
                raise messages.Failure(
                    f"the service lists two datasets of {row['reporter']} {row['period']}: "
                    f"{seen[key]['code']} with checksum {seen[key]['checksum']} and {row['code']} "
                    f"with checksum {row['checksum']}; refresh again later")


def emptied(selected, available):
    """The sources that are no longer listed, of periods that lost more than half of theirs. A
    server that lost its list, or a part of it, must not empty a store; one dataset may go."""
    listed = {row["code"] for row in available}
    gone: dict = {}
    count: dict = {}
    for source in selected:
        count[source.period] = count.get(source.period, 0) + 1
        if source.code not in listed:
            gone.setdefault(source.period, []).append(source)
    lost = [source for period, of in gone.items() if 2 * len(of) > count[period] for source in of]
    return lost if len(lost) > 1 or not available else []
