"""Exact numbers: text to fractions and back. Only what is printed is rounded, half to even."""
import re
from fractions import Fraction

DIGITS, DECIMALS = 18, 9  # as the filters read numbers
NUMBER = re.compile(rf"[+-]?(?=\.?\d)0*\d{{0,{DIGITS}}}(\.\d{{0,{DECIMALS}}}0*)?\Z", re.ASCII)
UNIT = 10 ** DECIMALS  # sums are whole billionths


def parse(text):
    """A decimal as a fraction; ValueError if it is none, or has more digits."""
    if not NUMBER.match(text):
        raise ValueError
    return Fraction(text)


def units(text):
    """A plain decimal of up to 9 places, as the filters print it, in billionths."""
    whole, _, part = text.partition(".")
    return int(whole + part.ljust(DECIMALS, "0"))


def rounded(number, digits):
    """With exactly so many digits; never -0."""
    scaled = round(number * 10 ** digits)
    sign, text = "-" if scaled < 0 else "", str(abs(scaled)).rjust(digits + 1, "0")
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def plain(number):
    """Without an exponent and trailing zeros, to 9 decimals."""
    text = rounded(number, DECIMALS).rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
