"""Exact numbers: text to fractions and back. Rounding, half to even, is for display only."""
import re
from fractions import Fraction

DIGITS, DECIMALS = 28, 9  # the limits of the filters
NUMBER = re.compile(rf"[+-]?(?=\.?\d)0*\d{{0,{DIGITS}}}(\.\d{{0,{DECIMALS}}}0*)?\Z", re.ASCII)
UNIT = 10 ** DECIMALS  # sums are integers, in billionths


def parse(text):
    """A decimal as a Fraction. Raises ValueError if it is not a number or has too many digits."""
    if not NUMBER.match(text):
        raise ValueError
    return Fraction(text)


def units(text):
    """A decimal of up to 9 places, as the filters print it, in billionths."""
    whole, _, decimals = text.partition(".")
    return int(whole + decimals.ljust(DECIMALS, "0"))


def rounded(number, digits):
    """The number with exactly this many decimals; never -0."""
    scaled = round(number * 10 ** digits)
    sign, text = "-" if scaled < 0 else "", str(abs(scaled)).rjust(digits + 1, "0")
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def plain(number):
    """The number with up to 9 decimals, without exponent and trailing zeros."""
    text = rounded(number, DECIMALS).rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
