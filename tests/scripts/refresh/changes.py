"""changes.py OLD NEW: prints what a refresh must print, given the rows before and after it."""
import collections
import decimal
import sys


def read(path):
    """{(period, reporter): rows}."""
    found = collections.defaultdict(list)
    with open(path, encoding="ascii") as file:
        for line in file:
            cells = line.split(",")
            found[cells[0], cells[2]].append((line, decimal.Decimal(cells[6])))
    return {key: sorted(rows) for key, rows in found.items()}


def main():
    old, new = read(sys.argv[1]), read(sys.argv[2])
    print("period,reporter,action,rows_before,rows_after,usd_before,usd_after")
    for key in sorted(set(old) | set(new)):
        before, after = old.get(key, []), new.get(key, [])
        if before != after:
            action = "new" if not before else "revised" if after else "withdrawn"
            usd = [format(sum((value for _, value in rows), decimal.Decimal(0)), "f")
                   for rows in (before, after)]
            usd = [text.rstrip("0").rstrip(".") if "." in text else text for text in usd]
            print(*key, action, len(before), len(after), *usd, sep=",")


if __name__ == "__main__":
    main()
