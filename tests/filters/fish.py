#!/usr/bin/env python3
"""fish.py FILE: top 5 suppliers of 0303 per month and importer, computed without the filters.

Reads the API's CSV with the csv module, adds up decimals with more digits than any sum has, and prints what
`fetch-normalise --hs 0303 -f M | aggregate | share | rank --top 5` must print, byte for byte, but for the flags.
"""
import csv
import gzip
import sys
from collections import defaultdict
from decimal import ROUND_HALF_EVEN, Decimal, getcontext
from fractions import Fraction
from operator import itemgetter

getcontext().prec = 60
COLUMNS = ("flowCode", "cmdCode", "partner2Code", "customsCode", "motCode", "period", "reporterISO",
           "partnerISO", "primaryValue", "netWgt")


def plain(x):
    """A decimal as text, without trailing zeros."""
    text = format(x, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def per_cent(part, whole):
    """part/whole in per cent, 4 digits, half to even."""
    scaled = round(Fraction(part) * 1000000 / Fraction(whole))  # Python rounds Fractions half to even
    return str(Decimal(scaled).scaleb(-4).quantize(Decimal("0.0001"), ROUND_HALF_EVEN))


def read(path):
    """Value and weight per (period, reporter, partner); the weight is None if none is known."""
    value, weight = defaultdict(Decimal), defaultdict(Decimal)
    known = set()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        pick = itemgetter(*map(next(rows).index, COLUMNS))
        for cells in rows:
            flow, code, partner2, customs, transport, period, reporter, partner, usd, net = pick(cells)
            if flow != "M" or not code.startswith("0303"):
                continue
            if partner2 != "0" or customs != "C00" or transport != "0":
                continue
            key = (period, reporter.strip(), partner.strip())
            usd = Decimal(usd)
            value[key] += usd
            kg = Decimal(net or 0)
            if kg != 0 or (net and usd == 0):
                weight[key] += kg
                known.add(key)
    return value, weight, known


def main():
    value, weight, known = read(sys.argv[1])
    groups = defaultdict(list)
    for key in value:
        groups[key[:2]].append(key)
    print("period,flow,reporter,partner,value_usd,net_kg,share_pct,rank")
    for group in sorted(groups):
        total = sum(value[key] for key in groups[group])
        rows = []
        for key in groups[group]:
            share = per_cent(value[key], total) if total else ""
            kg = plain(weight[key]) if key in known else ""
            rows.append((value[key], f"{key[0]},M,{key[1]},{key[2]},{plain(value[key])},{kg},{share}"))
        rows.sort(key=lambda r: (-r[0], r[1].encode()))
        for i, (usd, text) in enumerate(rows):
            rank = 1 + sum(1 for other in rows[:i] if other[0] > usd)
            if rank <= 5:
                print(f"{text},{rank}")


main()
