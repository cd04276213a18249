"""coverage.py: reads what gcov prints, a line of JSON for each object, and prints a table of the source files:
how many of their lines and branches ran in any object. $RELIANCE_COVERAGE names a file for the branches that
were not taken."""
import collections
import json
import os
import sys


def counts(stream):
    """({(file, line): runs}, {(file, line, number): taken}) of the files in src, all objects together."""
    lines, branches = collections.Counter(), collections.Counter()
    for text in stream:
        for file in json.loads(text)["files"]:
            name = file["file"]
            if not name.startswith("src/"):
                continue
            for line in file["lines"]:
                lines[name, line["line_number"]] += line["count"]
                for number, branch in enumerate(line["branches"]):
                    branches[name, line["line_number"], number] += branch["count"]
    return lines, branches


def table(lines, branches):
    """[(per cent of lines, per cent of branches, lines, branches, file)], and the same of all files."""
    sums = {}
    for at, found in ((0, lines), (2, branches)):
        for (name, *_), count in found.items():
            for key in (name, ""):
                of_file = sums.setdefault(key, [0, 0, 0, 0])
                of_file[at] += 1
                of_file[at + 1] += count > 0
    rows = [(100 * hit / n, 100 * taken / branching if branching else 100, n, branching, name)
            for name, (n, hit, branching, taken) in sums.items()]
    return sorted((row for row in rows if row[4]), key=lambda row: row[1:2] + row[4:]), [row for row in rows if not row[4]]


def main():
    lines, branches = counts(sys.stdin)
    rows, total = table(lines, branches)
    print(" lines branches          file")
    for share, taken, n, branching, name in rows + total:
        print(f"{share:6.1f} {taken:6.1f} {n:5d} {branching:5d}  {name or 'all'}")
    if "RELIANCE_COVERAGE" in os.environ:
        with open(os.environ["RELIANCE_COVERAGE"], "w", encoding="utf-8") as file:
            for (name, line, number), count in sorted(branches.items()):
                if count == 0:
                    print(f"{name}:{line}: branch {number}", file=file)


if __name__ == "__main__":
    main()
