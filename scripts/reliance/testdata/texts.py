"""Numbers, truth values and tables as text."""

import csv
import io
from decimal import Decimal


def plain(amount):
    """A plain decimal without trailing zeros; empty for None."""
    return "" if amount is None else format(Decimal(amount).normalize(), "f")


def with_point(text):
    """A number as Comtrade's programs write floats: with at least one decimal."""
    return text if "." in text or not text else text + ".0"


def truth(condition):
    """A truth value as Comtrade writes it."""
    return "true" if condition else "false"


def csv_text(rows, end="\n", delimiter=","):
    """The rows as CSV, fields quoted only where they must be."""
    out = io.StringIO()
    csv.writer(out, lineterminator=end, delimiter=delimiter).writerows(rows)
    return out.getvalue()
