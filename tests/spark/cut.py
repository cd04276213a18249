"""cut.py FILE FOLDER: splits the API's CSV of monthly fish into files of many layouts and sizes; each
row goes into one of them.

2018 by partner, so that series are in two files; 2019 and 2021 by reporter; 2020 by month; 2022 by
heading; later years as one CSV file, which the test converts to trade CSV.
"""
import csv
import gzip
import json
import os
import sys
import zlib

TEXT = "utf-8"
NUMBERS = {"refPeriodId", "refYear", "refMonth", "reporterCode", "partnerCode", "partner2Code",
           "motCode", "qtyUnitCode", "qty", "altQtyUnitCode", "altQty", "netWgt", "grossWgt",
           "cifvalue", "fobvalue", "primaryValue", "legacyEstimationFlag", "aggrLevel"}
BOOLEANS = {"isOriginalClassification", "isQtyEstimated", "isAltQtyEstimated", "isNetWgtEstimated",
            "isGrossWgtEstimated", "isReported", "isAggregate", "isLeaf"}


class Csv:
    """The API's CSV; optionally with byte-order mark and CRLF, gzipped, or with other column names."""

    def __init__(self, path, names, begin="", end="\n", opened=open, rename=str):
        self.file = opened(path, "wt", encoding=TEXT, newline="")
        self.file.write(begin)
        self.out = csv.writer(self.file, lineterminator=end)
        self.out.writerow([rename(name) for name in names])

    def row(self, row):
        self.out.writerow(row)

    def close(self):
        self.file.close()


class Website(Csv):
    """All cells quoted, one field more than names, ISO-8859-1."""

    def __init__(self, path, names):
        self.file = open(path, "w", encoding="iso-8859-1", errors="replace", newline="")
        self.file.write(",".join(names) + "\n")
        self.out = csv.writer(self.file, quoting=csv.QUOTE_ALL, lineterminator=",\n")

    def row(self, row):
        self.out.writerow(row)


class Json:
    """The API's JSON response. Numbers keep their digits."""

    def __init__(self, path, names):
        self.file = open(path, "w", encoding=TEXT)
        self.names, self.rows = names, 0
        self.file.write('{"elapsedTime":"0.1 secs","data":[')

    def cell(self, name, cell):
        if name in NUMBERS:
            return cell or "null"
        if name in BOOLEANS:
            return cell.lower() or "null"
        return json.dumps(cell)

    def row(self, row):
        self.file.write(",\n" if self.rows else "")
        self.file.write("{" + ",".join(f'"{name}":{self.cell(name, cell)}'
                                       for name, cell in zip(self.names, row)) + "}")
        self.rows += 1

    def close(self):
        self.file.write(f'],"count":{self.rows},"error":""}}\n')
        self.file.close()


class Bulk:
    """Tab-separated, gzip, codes only, 0 and 1 for false and true."""

    def __init__(self, path, names):
        self.file = gzip.open(path, "wt", compresslevel=1, encoding=TEXT)
        self.at = [i for i, name in enumerate(names)
                   if not name.endswith(("Desc", "ISO", "Abbr")) and name not in ("aggrLevel", "isLeaf")]
        self.truth = {i for i in self.at if names[i] in BOOLEANS}
        self.file.write("datasetCode\t" + "\t".join(names[i] for i in self.at) + "\n")

    def cell(self, i, cell):
        return {"true": "1", "false": "0"}.get(cell.lower(), cell) if i in self.truth else cell

    def row(self, row):
        self.file.write("20001" + "".join("\t" + self.cell(i, row[i]) for i in self.at) + "\n")

    def close(self):
        self.file.close()


def tidy(name):
    return "".join("_" + c.lower() if c.isupper() else c for c in name).replace("_i_s_o", "_iso")


def packed(path, mode, **how):
    return gzip.open(path, mode, compresslevel=1, **how)


LAYOUTS = [
    ("api.csv", Csv),
    ("json", Json),
    ("bulk.txt.gz", Bulk),
    ("web.csv", Website),
    ("bom.csv", lambda path, names: Csv(path, names, "\ufeff", "\r\n")),
    ("api.csv.gz", lambda path, names: Csv(path, names, opened=packed)),
    ("tidy.csv", lambda path, names: Csv(path, names, rename=tidy)),
]


def file_number(year, cell):
    """The number of the file of the year that a row goes into."""
    if year == "2018":
        return zlib.crc32(cell("partnerCode").encode()) % 2
    if year == "2020":
        return int(cell("period")[4:])
    if year == "2022":
        return int(cell("cmdCode")[:4]) % 9
    return zlib.crc32(cell("reporterCode").encode()) % 12


def main():
    source, folder = sys.argv[1:]
    files, late = {}, None
    with gzip.open(source, "rt", encoding=TEXT, newline="") as text:
        rows = csv.reader(text)
        names = next(rows)
        at = {name: i for i, name in enumerate(names)}
        for row in rows:
            year = row[at["period"]][:4]
            if year > "2022":
                late = late or Csv(os.path.join(folder, "late"), names)
                late.row(row)
                continue
            key = year, file_number(year, lambda name, row=row: row[at[name]])
            if key not in files:
                end, layout = LAYOUTS[(len(files) + int(year)) % len(LAYOUTS)]
                files[key] = layout(os.path.join(folder, f"fish-{year}-{key[1]:02}.{end}"), names)
            files[key].row(row)
    for file in files.values():
        file.close()
    late.close()


if __name__ == "__main__":
    main()
