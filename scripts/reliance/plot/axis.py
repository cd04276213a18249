"""Axes: ticks at round numbers, and the position and label of a period."""
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STEPS = tuple(Decimal(step) for step in ("1", "2", "2.5", "5", "10"))
ROUNDING = Decimal("0.001")  # of a step: shares that were rounded may add up to 100.0001


def ticks(numbers, count, whole=False):
    """About `count` round numbers, as Decimals in ascending order, that enclose all numbers and 0.
    With whole, the step is an integer."""
    low, high = min(Decimal(0), *numbers), max(Decimal(0), *numbers)
    if low == high:
        high = Decimal(1)
    rough = max((high - low) / count, Decimal(1 if whole else 0))
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(s * power for s in STEPS
                if s * power >= rough and not (whole and s * power % 1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step - ROUNDING).to_integral_value(ROUND_CEILING)
    return [step * n for n in range(int(first), int(last) + 1)]


def tick_label(tick, scale):
    """The text of a tick, divided by the scale of its axis (see Measure.scale)."""
    text = f"{(tick / scale).normalize():,f}"
    return text.replace(",", "\u202f").replace("-", "\u2212")


def position(period):
    """YYYY or YYYYMM as a number of years; a month is a twelfth of one."""
    return int(period[:4]) + (int(period[4:]) - 1) / 12 if len(period) == 6 else int(period)


def consecutive(one, other):
    """Does the period `other` follow `one` immediately? Both are years, or both are months."""
    if len(one) == 6:
        return int(other[:4]) * 12 + int(other[4:]) - int(one[:4]) * 12 - int(one[4:]) == 1
    return int(other) - int(one) == 1


def period_label(period):
    """2024 as it is, 202401 as 2024-01."""
    return f"{period[:4]}-{period[4:]}" if len(period) == 6 else period


def thinned(places, gap):
    """The set of places, given in ascending order, that are at least a gap apart. The last place
    is always kept."""
    kept: list[float] = []
    for place in reversed(places):
        if not kept or kept[-1] - place >= gap:
            kept.append(place)
    return set(kept)
