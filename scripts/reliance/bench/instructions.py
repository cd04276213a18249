"""Instructions of each filter per row of a fixed input, counted by valgrind: equal on every machine
with the same compiler, whatever else the machine does."""
import csv
import os
import re
import shutil
import subprocess

from reliance.bench.data import Data, lines
from reliance.bench.peers import BASKET
from reliance.bench.report import compiler

STORED = "tests/house/instructions.csv"
COLUMNS = ["tool", "input", "instructions_per_row", "compiler"]
ROWS = 100000
TOO_MUCH = 1.10


def commands(make):
    """Tuples of the name of the input, its path, and the command without it."""
    return [
        ("BACI", make.baci, "fetch-normalise -q -f X"),
        ("BACI, filtered while reading", make.baci,
         f"fetch-normalise -q -f X --hs {','.join(BASKET)}"),
        ("Comtrade CSV", make.comtrade, "fetch-normalise -q"),
        ("trade CSV", make.trade, "fetch-normalise -q"),
        ("trade CSV", make.trade, "filter-hs -b rare-earths"),
        ("trade CSV", make.trade, "aggregate"),
        ("trade CSV, many groups", make.trade, "aggregate -g period,reporter,hs"),
        ("groups", make.groups, "share -g period,hs"),
        ("groups", make.groups, "rank -g period,hs --top 5"),
        ("groups", make.groups, "concentration -g period,hs"),
    ]


def per_row(command, path):
    """Instructions per row."""
    program, _, options = command.partition(" ")
    report = subprocess.run(
        ["sh", "-c", "exec valgrind --tool=callgrind --callgrind-out-file=/dev/null "
         f"{shutil.which(program)} {options} {path}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True,
        env={**os.environ, "RELIANCE_HASH_SEED": "1"}).stderr
    found = re.search(r"Collected : (\d+)", report)
    if found is None:
        raise SystemExit(f"bench: valgrind printed no count for {command}")
    return int(found[1]) / (lines(path) - 1)


def read_stored():
    if not os.path.exists(STORED):
        return {}
    with open(STORED, encoding="utf-8", newline="") as file:
        return {(row["tool"], row["input"]): row for row in csv.DictReader(file)}


def instructions(folder, store):
    """Prints the counts beside the stored ones; `store` replaces these. Returns the status: 1 if a
    count grew."""
    if not shutil.which("valgrind"):
        raise SystemExit("bench: valgrind is missing, see scripts/setup")
    here, stored, rows, grown = compiler(), read_stored(), [], 0
    print(f"  {'':16} {'input':32} {'per row':>9} {'stored':>9}")
    for name, path, command in commands(Data(folder, ROWS)):
        tool = command.split()[0]
        count = per_row(command, path)
        rows.append([tool, name, f"{count:.0f}", here])
        old, remark = stored.get((tool, name)), ""
        before = float(old["instructions_per_row"]) if old else 0
        if old and old["compiler"] != here:
            remark = f"by {old['compiler']}"
        elif old and count > TOO_MUCH * before:
            grown += 1
            remark = f"GREW by {100 * (count / before - 1):.0f} %"
        print(f"  {tool:16} {name:32} {count:9.0f} {before:9.0f} {remark}", flush=True)
    if store:
        with open(STORED, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])
    return 1 if grown and not store else 0
