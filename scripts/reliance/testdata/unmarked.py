"""A layout that needs --map, with breakdown rows that no column marks."""

from decimal import Decimal

from reliance.testdata.facts import MILLI, split
from reliance.testdata.texts import csv_text, plain, with_point


def with_parts(total, *dimensions):
    """The values of one key: the total, and its parts in per cent by each dimension in turn."""
    rows = [Decimal(total)]
    for percents in dimensions:
        rows = [part for row in rows for part in [row] + split(row, percents)]
    return rows


def unmarked_csv():
    """Breakdown rows without their breakdown columns. The total is the largest and the last row
    of its key; naive sums are 1, 2, 4 and 8 times the true value."""
    keys = [
        (276, 156, with_parts("600000000.5", [60, 30, 10], [80, 15, 5], [100])),  # 32 rows, 8 times
        (251, 156, with_parts("80000000", [50, 35, 15], [100])),                  # 8 rows, 4 times
        (826, 156, with_parts("50000000", [75, 20, 5])),                          # 4 rows, 2 times
        (40, 156, with_parts("9000000.125", [100], [100], [100])),                # 8 equal rows, 8 times
        (40, 276, with_parts("3000000", [100], [100])),                           # 4 equal rows, 4 times
        (826, 392, with_parts("4000000", [100])),                                 # 2 equal rows, 2 times
        (842, 0, with_parts("470000000")),                                        # World
        (842, 156, with_parts("420000000")),
        (842, 392, with_parts("50000000")),
        (276, 392, with_parts("22000000", [90, 10])),                             # 3 rows, 2 times
    ]
    rows: list = [("year", "reporter", "partner", "cmd", "flow", "value", "netwgt")]
    for reporter, partner, values in keys:
        for value in reversed(values):
            rows.append((2022, reporter, partner, "850511", "M", with_point(plain(value)),
                         with_point(plain((value / 50).quantize(MILLI)))))
    return csv_text(rows, end="\r\n").encode()
