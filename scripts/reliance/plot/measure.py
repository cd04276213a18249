"""What the columns of the filters measure: the unit, whether numbers may be added up, and how a
number is labelled. Only labels are rounded; the picture shows the exact numbers."""
import re
from decimal import ROUND_HALF_EVEN, Decimal

NOT_KEYS = ("rank", "flags")  # columns that are neither a measure nor a key

# the name of a column, its unit, the decimals of its labels (None: depends on the size), additive?
COLUMNS = (
    (r"value_usd", "US dollars", None, True),
    (r"net_kg", "kg", None, True),
    (r"count|rows|(value_usd|net_kg)_missing|G\d-[a-z]+|rejected|not-selected", "rows", 0, True),
    (r"top\d+_share_pct", "%", 1, False),
    (r"(.*_)?share_pct", "%", 1, True),
    (r"(.*_)?share", "", 3, True),
    (r".*_pp", "percentage points", 1, False),
    (r".*_pct", "%", 1, False),
    (r"hhi|.*_hhi|hhi_.*|unctad", "", None, False),
    (r"suppliers|.*_distinct", "", 0, False),
    (r"effective_suppliers", "", 1, False),
    (r"(value_usd|net_kg)_(min|max|mean)|total", "", None, False),
)
SCALES = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"), (Decimal(1000), "thousand"))
SHORT = {"percentage points": "pp", "US dollars": "USD", "rows": ""}  # units in a label


class Measure:
    def __init__(self, column, unit="", decimals=None, additive=False):
        self.column, self.unit, self.decimals, self.additive = column, unit, decimals, additive

    def label(self, number):
        """A number as text: 68.4 %, 119.8 million USD."""
        scale, word = self.scale(abs(number))
        text = plain(number / scale, 1 if word else self.decimals)
        return " ".join(part for part in (text, word, SHORT.get(self.unit, self.unit)) if part)

    def scale(self, size):
        """(divisor, word) for numbers of this size: 1000000, "million"."""
        if self.decimals is None:
            for scale, word in SCALES:
                if size >= scale * (10 if scale == 1000 else 1):
                    return scale, word
        return Decimal(1), ""

    def axis(self, size):
        """The label of an axis whose largest number has this size."""
        _, word = self.scale(size)
        unit = " ".join(part for part in (word, self.unit) if part)
        return f"{self.column}, {unit}" if unit else self.column


def plain(number, decimals):
    """A number with this many decimals. None means three significant digits below 100, and no
    decimals from there on. Groups of thousands are separated by a thin space."""
    if decimals is None:
        decimals = max(0, 2 - number.adjusted()) if number else 0
    rounded = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
    text = f"{abs(rounded):,f}".replace(",", "\u202f")
    return ("\u2212" if rounded < 0 else "") + text


def is_measure(column):
    """Is it a measure of the filters?"""
    return any(re.fullmatch(pattern, column) for pattern, *_ in COLUMNS)


def is_share(column):
    """Is it the share of a row in its group, as share(1) and not concentration(1) computes it?"""
    return re.fullmatch(r"(.*_)?share(_pct)?", column) is not None and of(column).additive


def of(column):
    """The measure of a column; of an unknown column, only its name is known."""
    for pattern, unit, decimals, additive in COLUMNS:
        if re.fullmatch(pattern, column):
            return Measure(column, unit, decimals, additive)
    return Measure(column)
