"""modules.py: tests the Python modules of on-spark that need no Spark, as TAP."""
import io
import os
import tempfile

from reliance.spark.guards import duplicates, row_options
from reliance.spark.output import merge, order_of
from reliance.spark.summary import Summary, name_input
from reliance.spark.table import Columns, fields

HEADER = b"period,flow,reporter,partner,value_usd\n"
KEY = ["period", "flow", "reporter"]
TESTS = []


def same(what, expected, actual):
    TESTS.append(expected == actual)
    print(f"{'ok' if expected == actual else 'not ok'} {len(TESTS)} - {what}")
    if expected != actual:
        print(f"# expected: {expected!r}\n# actual: {actual!r}")


def raises(what, message, call):
    try:
        call()
    except ValueError as error:
        same(what, True, message in str(error))
        return
    same(what, message, "no exception")


def merged(parts, columns):
    """The bytes of merging these files."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for n, part in enumerate(parts):
            files.append(os.path.join(folder, str(n)))
            with open(files[-1], "wb") as file:
                file.write(part)
        to = io.BytesIO()
        merge(HEADER, files, columns, to)
        return to.getvalue()


def test_table():
    same("fields: quoted", [b"a,b", b'"', b"\xe9"], fields(b'"a,b","""",\xe9\n'))
    key = Columns(HEADER, ["flow", "reporter"]).key
    same("a key", (b"M", b"USA"), key(b"2024,M,USA,CHN,1\n"))
    same("a key of quoted cells", (b"M", b"U,S"), key(b'2024,"M","U,S",CHN,1\n'))
    same("a key of the last column", (b"1",),
         Columns(HEADER, ["value_usd"]).key(b"2024,M,USA,CHN,1\n"))
    raises("a missing column", "there is no column hs", lambda: Columns(HEADER, ["hs"]))


def test_output():
    same("files are merged by key, rows of one group keep their order",
         HEADER + b"1,M,A,z,1\n1,M,A,b,1\n1,M,B,a,1\n2,M,A,a,1\n",
         merged([b"1,M,B,a,1\n", b"1,M,A,z,1\n1,M,A,b,1\n2,M,A,a,1\n"], KEY))
    same("a shorter key is before a longer one, as in the filters",
         HEADER + b"1,M,A,a,1\n1,M,A B,a,1\n1,M,AB,a,1\n",
         merged([b"1,M,A,a,1\n1,M,AB,a,1\n", b"1,M,A B,a,1\n"], KEY))
    raises("a file that is not sorted", "is not in the order",
           lambda: merged([b"2,M,A,a,1\n1,M,A,a,1\n", b""], ["period"]))
    raises("a group in two partitions", "two partitions",
           lambda: merged([b"1,M,A,a,1\n", b"1,M,A,b,1\n"], KEY))
    same("the order ends with the last column of the group", KEY,
         order_of(HEADER, ["flow", "reporter"], None))
    raises("a column of the group that is not in the result", "not in the result",
           lambda: order_of(b"period,value_usd\n", ["flow"], None))


def test_summary():
    summary = Summary()
    summary.add("a", ["aggregate: net_kg is empty in 2 of 10 rows",
                      "filter-hs: no row matched 28, 29", "share: same message"])
    summary.add("b", ["aggregate: net_kg is empty in 3 of 5 rows",
                      "filter-hs: no row matched 28", "share: same message",
                      "aggregate: years with fewer than 12 months: 2023 M MAR (7)"])
    same("counts are added, a common line is shown once, other lines have an input",
         ["aggregate: net_kg is empty in 5 of 15 rows", "share: same message",
          "aggregate: years with fewer than 12 months: 2023 M MAR (7) [b]",
          "filter-hs: no row matched 28"], summary.text())
    summary.add("c", [])
    same("a code that some input matched is not reported", False,
         any("no row matched" in line for line in summary.text()))
    same("the first filter reads the input", "filter-hs: in.csv:3: odd",
         name_input("cat | filter-hs 28 | aggregate", "filter-hs: <stdin>:3: odd", "in.csv"))
    same("the second filter does not", "aggregate: <stdin>:3: odd",
         name_input("filter-hs 28 | aggregate", "aggregate: <stdin>:3: odd", "in.csv"))


def test_guards():
    arguments = ["-f", "M", "--map", "hs=cmd", "--col=a,b", "-j2", "-j", "2", "--jobs", "2",
                 "--headerl", "--dupl", "max", "--mirror", "-q", "--edition=H5"]
    same("options about the layout are removed, also abbreviated",
         ["-f", "M", "--dupl", "max", "--mirror", "-q", "--edition=H5"], row_options(arguments))
    same("the value of --duplicates", "max", duplicates(arguments))
    same("... the last one", "sum", duplicates([*arguments, "--duplicates=sum"]))
    same("... or the default", "error", duplicates(["-q"]))


if __name__ == "__main__":
    test_table()
    test_output()
    test_summary()
    test_guards()
    print(f"1..{len(TESTS)}")
