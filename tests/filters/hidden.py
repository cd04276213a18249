#!/usr/bin/env python3
"""hidden.py TRADE.csv [NUMBER]: how good is fill? Hides the exports of each of the NUMBER (30) largest
exporters in each year in turn, fills them from their partners, and compares with what they reported of
trade with partners that have reported, too.

Prints a line for each: year, exporter, reported, filled, filled / reported, and whether the band covers
what was reported ("-" without a band); then, of all: how many are within 25 per cent, the median of the
ratios, and the cover of the bands. TRADE.csv is trade CSV of both flows and the goods in question.
"""
import csv
import os
import subprocess
import sys
import tempfile
from collections import Counter
from decimal import Decimal
from statistics import median

FILL = os.path.abspath(os.path.join(os.environ.get("BIN", "bin"), "fill"))
NEAR = Decimal("0.25")


def exports(rows):
    """The sum of the exports by year and exporter, without those to itself and to partners that have not
    reported imports, from whom nothing can be filled."""
    importers = {(row["period"], row["reporter"]) for row in rows if row["flow"] == "M"}
    sums = Counter()
    for row in rows:
        if (row["flow"] == "X" and (row["period"], row["partner"]) in importers and row["reporter"] != row["partner"]
                and row["value_usd"]):
            sums[row["period"], row["reporter"]] += Decimal(row["value_usd"])
    return sums


def largest(sums, number):
    """The exporters of most value over all years."""
    total = Counter()
    for (_, who), value in sums.items():
        total[who] += value
    return [who for who, _ in total.most_common(number)]


def filled(columns, rows, year, who):
    """The exports of `who` in `year` as fill has them without their rows: value, low, high; the last two
    are None without a band."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, columns, lineterminator="\n")
        out.writeheader()
        out.writerows(r for r in rows if (r["period"], r["flow"], r["reporter"]) != (year, "X", who))
        file.flush()
        run = subprocess.run([FILL, "--band", file.name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                             text=True, check=True)
    mine = [r for r in csv.DictReader(run.stdout.splitlines())
            if (r["period"], r["flow"], r["reporter"]) == (year, "X", who) and r["value_usd"]]
    banded = mine and all(r["value_usd_low"] for r in mine)
    return [sum(Decimal(r[c]) for r in mine) if c == "value_usd" or banded else None
            for c in ("value_usd", "value_usd_low", "value_usd_high")]


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), reader.fieldnames
    sums = exports(rows)
    ratios, covered = [], []
    for who in largest(sums, int(sys.argv[2]) if len(sys.argv) > 2 else 30):
        for year in sorted(year for year, name in sums if name == who and sums[year, name] > 0):
            value, low, high = filled(columns, rows, year, who)
            ratios.append(value / sums[year, who])
            if low is not None:
                covered.append(low <= sums[year, who] <= high)
            print(year, who, round(sums[year, who]), round(value), f"{ratios[-1]:.4f}",
                  "-" if low is None else "yes" if covered[-1] else "no")
    near = sum(abs(ratio - 1) <= NEAR for ratio in ratios)
    print(f"{len(ratios)} filled: {100 * near / len(ratios):.1f} % within 25 %, median {median(ratios):.4f}",
          f"; {len(covered)} bands: {100 * sum(covered) / len(covered):.1f} % cover" if covered else "", sep="")


main()
