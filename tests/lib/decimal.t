#!/usr/bin/env python3
"""Compares decimal.c, ratio.c and wide.c with Python's exact arithmetic, for random numbers.

Each operation is one test, which passes if all of its cases agree. The cases are the same in every run.
"""
import os
import random
import subprocess
import sys
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

CALCULATOR = os.path.join(os.environ.get("BIN", "bin"), "unit", "decimal")
CASES = 4000
UNIT = 10**9  # a dec counts billionths
LARGEST, SMALLEST = 2**127 - 1, -(2**127)
EXACT = Context(prec=500, rounding=ROUND_HALF_EVEN, Emax=999999, Emin=-999999)
TOO_BIG = "a number of more than 28 digits before the point"

rnd = random.Random(20240607)

if not os.access(CALCULATOR, os.X_OK):
    sys.exit("Bail out! the unit tests are not built; make unit builds them")


def half_even(x):
    """Rounds to an integer; Python's round() of a Fraction is half to even."""
    return round(Fraction(x))


def fixed(count, digits):
    """`count` units of 10^-digits, with exactly that many decimals."""
    sign = "-" if count < 0 else ""
    text = str(abs(count)).rjust(digits + 1, "0")
    return sign + (text[:-digits] + "." + text[-digits:] if digits else text)


def plain(billionths):
    text = fixed(billionths, 9).rstrip("0").rstrip(".")
    return text


def some_int(low, high):
    """A random integer of any magnitude, often next to a limit or a power of ten."""
    kind = rnd.randrange(4)
    if kind == 0:
        return rnd.choice([low, high, low + 1, high - 1, max(low, min(high, 0))])
    if kind == 1:
        n = 10 ** rnd.randrange(39) + rnd.choice([-1, 0, 1])
    else:
        n = rnd.getrandbits(rnd.randrange(1, 128))
    if low < 0 and rnd.random() < 0.5:
        n = -n
    return max(low, min(high, n))


def some_text():
    """A random number as it may be written in a cell."""
    digits = "".join(rnd.choice("0123456789") for _ in range(rnd.choice([1, 3, 9, 17, 18, 19, 25, 27, 28, 29])))
    if rnd.random() < 0.3:  # halves at the ninth decimal
        digits += "." + "".join(rnd.choice("0123456789") for _ in range(9)) + "5" + "0" * rnd.randrange(4)
        if rnd.random() < 0.3:
            digits += "1"
    elif rnd.random() < 0.6:
        at = rnd.randrange(len(digits) + 1)
        digits = digits[:at] + "." + digits[at:]
    if rnd.random() < 0.4:
        digits += rnd.choice("eE") + rnd.choice(["", "+", "-"]) + str(rnd.randrange(30))
    return rnd.choice(["", "", "-", "+"]) + digits


def parse_case():
    text = some_text()
    scaled = EXACT.multiply(Decimal(text), Decimal(UNIT))
    count = int(scaled.to_integral_value(ROUND_HALF_EVEN, EXACT))
    return f"parse {text}", plain(count) if abs(count) < UNIT * 10**28 else TOO_BIG


def print_case():
    x = some_int(SMALLEST, LARGEST)
    return f"print {x}", plain(x)


def fixed_case():
    x, digits = some_int(SMALLEST, LARGEST), rnd.randrange(10)
    return f"fixed {x} {digits}", fixed(half_even(Fraction(x, 10 ** (9 - digits))), digits)


def mean_case():
    x, n = some_int(SMALLEST, LARGEST), max(1, some_int(1, 2**64 - 1))
    if rnd.random() < 0.5:
        n = rnd.choice([2, 3, 4, 7, 10])
    return f"mean {x} {n}", plain(half_even(Fraction(x, n)))


def within(x):
    return plain(x) if SMALLEST <= x <= LARGEST else "overflow"


def add_case():
    x, y = some_int(SMALLEST, LARGEST), some_int(SMALLEST, LARGEST)
    return f"add {x} {y}", within(x + y)


def scale_case():
    x, factor = some_int(SMALLEST, LARGEST), rnd.choice([1, 10, 1000, -1, 1000000])
    return f"scale {x} {factor}", within(x * factor)


def some_share():
    """A random part and its whole, sometimes with a quotient that is a tie in rounding."""
    if rnd.random() < 0.3:
        whole = 2 ** rnd.randrange(1, 40) * 10 ** rnd.randrange(10)
        return rnd.randrange(whole + 1), whole
    whole = max(1, some_int(1, LARGEST))
    return some_int(0, whole), whole


def ratio_case():
    part, whole = some_share()
    if rnd.random() < 0.3:
        part = some_int(SMALLEST, LARGEST)
    shift, digits = rnd.choice([0, 2]), rnd.randrange(19)
    return f"ratio {part} {whole} {shift} {digits}", fixed(half_even(Fraction(part * 10 ** (shift + digits), whole)), digits)


def half_case():
    """A quotient half-way between two results, or next to that."""
    shift, digits = rnd.choice([0, 2]), rnd.randrange(19)
    half = 2 * rnd.randrange(10 ** rnd.randrange(1, digits + 4)) + 1
    unit = 2 * 10 ** (shift + digits)
    common = rnd.randrange(1, max(2, LARGEST // (unit * half) >> rnd.randrange(60)))
    part, whole = half * common + rnd.choice([-1, 0, 0, 0, 1]), unit * common
    return (f"ratio {part} {whole} {shift} {digits}",
            fixed(half_even(Fraction(part * 10 ** (shift + digits), whole)), digits))


def usual_case():
    """A typical share: dollars and cents of a country's total."""
    whole = rnd.randrange(1, 10 ** rnd.randrange(1, 15)) * 10 ** rnd.choice([7, 9])
    part = min(whole, rnd.randrange(10 ** rnd.randrange(1, 12)) * 10 ** rnd.choice([7, 9]))
    digits = rnd.choice([0, 2, 4, 4, 4, 6])
    return f"ratio {part} {whole} 2 {digits}", fixed(half_even(Fraction(part * 10 ** (2 + digits), whole)), digits)


def difference_case():
    a, b = some_share(), some_share()
    if rnd.random() < 0.3:  # shares that are almost equal
        b = (max(0, a[0] - 1), a[1])
    shift, digits = rnd.choice([0, 2]), rnd.randrange(19)
    exact = (Fraction(*a) - Fraction(*b)) * 10 ** (shift + digits)
    return f"difference {a[0]} {a[1]} {b[0]} {b[1]} {shift} {digits}", fixed(half_even(exact), digits)


def squares_case():
    part, whole = some_share()
    shift, digits = rnd.choice([0, 4]), rnd.randrange(19)
    exact = Fraction(part, whole)**2 * 10 ** (shift + digits)
    return f"squares {part} {whole} {shift} {digits}", fixed(half_even(exact), digits)


def root_case():
    """Compares a * b with c * d * sqrt(n), which are often equal or almost equal."""
    n = max(1, some_int(1, 2**64 - 1)) if rnd.random() < 0.5 else rnd.randrange(1, 2**30)**2
    root = rnd.randrange(1, 2**30)
    c, d = max(1, some_int(1, LARGEST)), max(1, some_int(1, LARGEST // root))
    a, b = max(1, some_int(1, LARGEST)), max(1, some_int(1, LARGEST))
    if rnd.random() < 0.5:
        n, a, b = root**2, c, min(LARGEST, max(1, d * root + rnd.choice([-1, 0, 0, 1])))
    left, right = (a * b)**2, (c * d)**2 * n
    return f"root {a} {b} {c} {d} {n}", str((left > right) - (left < right))


def check(number, kind, draw):
    cases = [draw() for _ in range(CASES)]
    ran = subprocess.run([CALCULATOR, "calculate"], input="\n".join(line for line, _ in cases) + "\n", text=True,
                         stdout=subprocess.PIPE, check=False)
    results = ran.stdout.splitlines()
    wrong = [(line, expected, result) for (line, expected), result in zip(cases, results) if expected != result]
    good = not wrong and ran.returncode == 0 and len(results) == CASES
    print(f"{'ok' if good else 'not ok'} {number} - {kind}: {CASES} random cases are exact")
    if not good:
        print(f"# {len(results)} results, status {ran.returncode}, {len(wrong)} wrong")
    for line, expected, result in wrong[:5]:
        print(f"# {line}\n# expected: {expected}\n# actual: {result}")


KINDS = {
    "parsing": parse_case,
    "printing": print_case,
    "printing with fixed decimals": fixed_case,
    "means": mean_case,
    "sums": add_case,
    "scaling": scale_case,
    "ratios": ratio_case,
    "ratios that end in a half": half_case,
    "shares of a total": usual_case,
    "differences of ratios": difference_case,
    "ratios of squares": squares_case,
    "comparisons with a root": root_case,
}
for n, (name, case) in enumerate(KINDS.items(), 1):
    check(n, name, case)
print(f"1..{len(KINDS)}")
