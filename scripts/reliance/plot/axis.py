"""Axes: round numbers that hold the data, and the place of a period in time."""
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STEPS = tuple(Decimal(step) for step in ("1", "2", "2.5", "5", "10"))
ROUNDING = Decimal("0.001")


def ticks(numbers, most, whole=False):
    """Round numbers from below the smallest (or 0) to above the largest, about so many; whole ones
    of what is counted."""
    low, high = min(Decimal(0), *numbers), max(Decimal(0), *numbers)
    if low == high:
        high = Decimal(1)
    rough = max((high - low) / most, Decimal(1 if whole else 0))
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(s * power for s in STEPS
                if s * power >= rough and not (whole and s * power % 1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    # shares that were rounded add up to 100.0001, and that needs no room of its own
    last = (high / step - ROUNDING).to_integral_value(ROUND_CEILING)
    return [step * n for n in range(int(first), int(last) + 1)]


def shown(tick, scale):
    """A tick as text."""
    text = f"{(tick / scale).normalize():,f}"
    return text.replace(",", "\u202f").replace("-", "\u2212")


def time(period):
    """Years since 0: a month is a twelfth of one."""
    return int(period[:4]) + (int(period[4:]) - 1) / 12 if len(period) == 6 else int(period)


def next_to(one, other):
    """Is no year or month between two periods?"""
    if len(one) == 6:
        return int(other[:4]) * 12 + int(other[4:]) - int(one[:4]) * 12 - int(one[4:]) == 1
    return int(other) - int(one) == 1


def told(period):
    return f"{period[:4]}-{period[4:]}" if len(period) == 6 else period


def thinned(places, gap):
    """Of places in ascending order those that are at least a gap apart; the last one stays."""
    kept = []
    for place in reversed(places):
        if not kept or kept[-1] - place >= gap:
            kept.append(place)
    return set(kept)
