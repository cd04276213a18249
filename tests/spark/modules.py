#!/usr/bin/env python3
"""modules.py: what on-spark has beside Spark, as TAP: lines, deals, merging, the account, a pipeline."""
import io
import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, "scripts/on-spark.d")

# pylint: disable=wrong-import-position
from account import Account, name_input
from output import merge, order_of
from pipeline import Lost, Pipeline
from table import Columns, Deal, fields

TESTS = []


def same(what, expected, actual):
    TESTS.append(expected == actual)
    print(f"{'ok' if expected == actual else 'not ok'} {len(TESTS)} - {what}")
    if expected != actual:
        print(f"# expected: {expected!r}\n# actual: {actual!r}")


def raised(what, words, call):
    try:
        call()
    except (ValueError, Lost) as error:
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

lines = [b"%d,M,R%d,P%d,1\n" % (2000 + n % 20, n % 37, n) for n in range(2000)]
deal = Deal(Columns(HEADER, ["period", "reporter"]).key, 5)
blocks = list(deal.add(lines)) + list(deal.rest())
same("a deal loses nothing", sorted(lines),
     sorted(line for _, block in blocks for line in io.BytesIO(block)))
homes = {}
for to, block in blocks:
    for line in io.BytesIO(block):
        homes.setdefault(tuple(fields(line)[0:3:2]), set()).add(to)
same("a group is in one partition", True, all(len(places) == 1 for places in homes.values()))


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


def ran(command, *blocks):
    pipeline = Pipeline(command, iter(blocks), os.getcwd())
    try:
        out = [line for some in pipeline.lines() for line in some]
        pipeline.end()
        return pipeline.status, out, pipeline.words
    finally:
        pipeline.close()


same("a pipeline", (0, [b"a\n", b"b\rc\n", b"d"], []), ran("cat", b"a\nb\r", b"c\nd"))
same("its status is that of any part", (3, [b"a\n"], ["words"]),
     ran("{ cat; echo words >&2; exit 3; } | cat", b"a\n"))
same("one that does not read all", (0, [b"a\n"], []), ran("head -n 1; exit 0", b"a\n", *[b"b\n" * 99999] * 9))
raised("one that is killed", "killed", lambda: ran("kill -9 $$", b"a\n"))


def broken():
    yield b"a\n"
    raise OSError("the disk is gone")


def run_broken():
    pipeline = Pipeline("cat", broken(), os.getcwd())
    try:
        for _ in pipeline.lines():
            pass
        pipeline.end()
    finally:
        pipeline.close()


raised("input that breaks off", "broke off", run_broken)
print(f"1..{len(TESTS)}")
