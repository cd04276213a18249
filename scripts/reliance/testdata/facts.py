"""A fact is one row of trade before a layout is chosen; sums and parts of facts."""

from collections import defaultdict, namedtuple
from decimal import ROUND_DOWN, Decimal

from reliance.testdata.codes import number

MILLI = Decimal("0.001")

# value is in US dollars. net is the net weight in kg; None (the source leaves it out) and 0
# (the source writes 0 beside a value) both mean "missing". est is Comtrade's estimation code:
# 2 quantity estimated, 4 net weight, 6 both. The last three are the breakdown columns.
Fact = namedtuple("Fact", "period flow reporter partner edition hs value net est partner2 customs mode",
                  defaults=("W00", "C00", "0"))


def is_total(fact):
    """True unless the fact is a breakdown row."""
    return (fact.partner2, fact.customs, fact.mode) == ("W00", "C00", "0")


def trade_rows(facts):
    """The facts that fetch-normalise keeps by default."""
    return [fact for fact in facts
            if is_total(fact) and fact.partner != "W00" and fact.flow in ("M", "X")]


def add_weights(facts):
    """The sum of the known weights; None if no weight is known."""
    weights = [fact.net for fact in facts if fact.net]
    return sum(weights) if weights else None


def world_row(facts):
    """The World row of facts that differ only in their partner."""
    est = 0
    for fact in facts:
        est |= fact.est
    return facts[0]._replace(partner="W00", value=sum(fact.value for fact in facts),
                             net=add_weights(facts), est=est)


def with_world(facts):
    """The facts by (period, flow, reporter, hs): the World row first, then partners by number."""
    groups = defaultdict(list)
    for fact in facts:
        groups[fact.period, fact.flow, fact.reporter, fact.hs].append(fact)
    rows = []
    for group in groups.values():
        rows.append(world_row(group))
        rows.extend(sorted(group, key=lambda fact: number(fact.partner)))
    return rows


def split(amount, percents):
    """The amount split by percents; the last part takes the rounding remainder."""
    if not amount:
        return [amount] * len(percents)
    parts = [(amount * percent / 100).quantize(MILLI, ROUND_DOWN) for percent in percents[:-1]]
    return parts + [amount - sum(parts)]


def total_of(facts, **wanted):
    """The value of the facts whose columns equal the wanted codes."""
    return sum(fact.value for fact in facts
               if all(getattr(fact, column) == code for column, code in wanted.items()))
