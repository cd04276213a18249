#!/usr/bin/env python3
"""modules.py: what on-spark has beside Spark, as TAP: lines, merging, the account, options."""
import io
import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, "scripts")

from reliance.spark.account import Account, name_input  # noqa: E402
from reliance.spark.guards import about_rows, duplicates  # noqa: E402
from reliance.spark.output import merge, order_of  # noqa: E402
from reliance.spark.table import Columns, fields  # noqa: E402

TESTS = []


def same(what, expected, actual):
    TESTS.append(expected == actual)
    print(f"{'ok' if expected == actual else 'not ok'} {len(TESTS)} - {what}")
    if expected != actual:
        print(f"# expected: {expected!r}\n# actual: {actual!r}")


def raised(what, words, call):
    try:
        call()
    except ValueError as error:
        same(what, True, words in str(error))
        return
    same(what, words, "nothing was raised")


HEADER = b"period,flow,reporter,partner,value_usd\n"
same("fields: quoted", [b"a,b", b'"', b"\xe9"], fields(b'"a,b","""",\xe9\n'))
key = Columns(HEADER, ["flow", "reporter"]).key
same("a key", (b"M", b"USA"), key(b"2024,M,USA,CHN,1\n"))
same("a key of quoted cells", (b"M", b"U,S"), key(b'2024,"M","U,S",CHN,1\n'))
same("a key of the last column", (b"1",), Columns(HEADER, ["value_usd"]).key(b"2024,M,USA,CHN,1\n"))
raised("a column that is not there", "there is no column hs", lambda: Columns(HEADER, ["hs"]))


def merged(parts, columns):
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for n, part in enumerate(parts):
            files.append(os.path.join(folder, str(n)))
            with open(files[-1], "wb") as file:
                file.write(part)
        to = io.BytesIO()
        merge(HEADER, files, columns, to)
        return to.getvalue()


same("merged by key, a group as it is", HEADER + b"1,M,A,z,1\n1,M,A,b,1\n1,M,B,a,1\n2,M,A,a,1\n",
     merged([b"1,M,B,a,1\n", b"1,M,A,z,1\n1,M,A,b,1\n2,M,A,a,1\n"], ["period", "flow", "reporter"]))
same("shorter before longer, as the filters have it", HEADER + b"1,M,A,a,1\n1,M,A B,a,1\n1,M,AB,a,1\n",
     merged([b"1,M,A,a,1\n1,M,AB,a,1\n", b"1,M,A B,a,1\n"], ["period", "flow", "reporter"]))
raised("not in order", "is not in the order",
       lambda: merged([b"2,M,A,a,1\n1,M,A,a,1\n", b""], ["period"]))
raised("a group in two partitions", "two partitions",
       lambda: merged([b"1,M,A,a,1\n", b"1,M,A,b,1\n"], ["period", "flow", "reporter"]))
same("the order goes as far as the group", ["period", "flow", "reporter"],
     order_of(HEADER, ["flow", "reporter"], None))
raised("a group that is gone", "not in the result", lambda: order_of(b"period,value_usd\n", ["flow"], None))

account = Account()
account.add("a", ["aggregate: net_kg is empty in 2 of 10 rows", "filter-hs: no row matched 28, 29",
                  "share: same words"])
account.add("b", ["aggregate: net_kg is empty in 3 of 5 rows", "filter-hs: no row matched 28",
                  "share: same words", "aggregate: years with fewer than 12 months: 2023 M MAR (7)"])
same("counts are added, what all say is said once, the rest has an input",
     ["aggregate: net_kg is empty in 5 of 15 rows", "share: same words",
      "aggregate: years with fewer than 12 months: 2023 M MAR (7) [b]",
      "filter-hs: no row matched 28"], account.text())
account.add("c", [])
same("codes that some input matched are matched", False,
     any("no row matched" in line for line in account.text()))
same("the first filter reads the input", "filter-hs: in.csv:3: odd",
     name_input("cat | filter-hs 28 | aggregate", "filter-hs: <stdin>:3: odd", "in.csv"))
same("the second does not", "aggregate: <stdin>:3: odd",
     name_input("filter-hs 28 | aggregate", "aggregate: <stdin>:3: odd", "in.csv"))

# what fetch-normalise was told, without what is not about rows
words = ["-f", "M", "--map", "hs=cmd", "--col=a,b", "-j2", "-j", "2", "--jobs", "2", "--headerl", "--dupl",
         "max", "--mirror", "-q", "--edition=H5"]
same("options that are not about rows are left out, cut short too",
     ["-f", "M", "--dupl", "max", "--mirror", "-q", "--edition=H5"], about_rows(words))
same("... and what --duplicates says is found", "max", duplicates(words))
same("... the last time", "sum", duplicates([*words, "--duplicates=sum"]))
same("... or not at all", "error", duplicates(["-q"]))
print(f"1..{len(TESTS)}")
