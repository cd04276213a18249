"""What a claim is about, and the definitions by which its figure could have been reached."""
import itertools
from collections import namedtuple

from reliance.claims.measures import BASES
from reliance.claims.trade import OTHER

# who imports from whom (None: the world), and what is asked about it
Question = namedtuple("Question", "kind importer exporter basket")

# part of what: the flow, and whether it is the whole world's (else that of one country)
Part = namedtuple("Part", "name flow world")
PARTS = (Part("the importer's imports", "M", False), Part("the exporter's exports", "X", False),
         Part("world exports", "X", True), Part("world imports", "M", True))

REPORTED, MIRROR = "reported", "mirror"  # told by the one whose flow it is, or by its partners
ALL, OUTSIDE = "all", "outside"          # all partners, or only trade that is not inside the bloc

Definition = namedtuple("Definition", "basis goods periods part side scope")


def question(claim):
    partner = None if claim.partner == "W00" else claim.partner
    sides = (claim.reporter, partner) if claim.flow == "M" else (partner, claim.reporter)
    return Question(claim.measure.kind, *sides, claim.basket)


def teller(asked, part):
    """Whose flow it is a part of, and the other side."""
    sides = asked.importer, asked.exporter
    return sides if part.flow == "M" else sides[::-1]


def as_stated(claim, of_bloc):
    """The definition that the claim's own fields give. A bloc counts as one: trade inside it is
    none of its trade."""
    part = next(part for part in PARTS
                if part.flow == claim.flow and part.world == claim.measure.world)
    return Definition(claim.measure.basis, claim.basket, claim.periods, part, REPORTED,
                      OUTSIDE if of_bloc else ALL)


def definitions(claim, baskets, of_bloc):
    """The stated one, then all others; each differs from it in one or several respects."""
    stated = as_stated(claim, of_bloc)
    return [Definition(*choice) for choice in itertools.product(
        stated_first(stated.basis, bases(claim)),
        baskets.family(claim.basket),
        stated_first(stated.periods, nearby(claim.periods)),
        stated_first(stated.part, parts(claim, stated.part)),
        (REPORTED, MIRROR),
        stated_first(stated.scope, (ALL, OUTSIDE)))]


def stated_first(stated, choices):
    return [stated, *(choice for choice in choices if choice != stated)]


def bases(claim):
    """Dollars are not compared with kilograms; shares and ranks by either may be meant."""
    return [claim.measure.basis] if claim.measure.kind == "amount" else list(BASES)


def parts(claim, stated):
    """The world's flow has one side, and an amount is a part of nothing."""
    if claim.measure.world or claim.measure.kind in ("amount", "change_rank"):
        return [stated]
    return PARTS[:3]


def nearby(periods):
    """Each period, the one before and the one after it, in all combinations."""
    around = [(period, step(period, -1), step(period, 1)) for period in periods]
    return [choice for choice in itertools.product(*around) if len(set(choice)) == len(choice)]


def step(period, by):
    """The year or month so many later."""
    if len(period) == 4:
        return f"{int(period) + by:04d}"
    month = int(period[:4]) * 12 + int(period[4:]) - 1 + by
    return f"{month // 12:04d}{month % 12 + 1:02d}"


def differences(definition, stated):
    """In how many respects a definition is another one than the stated."""
    return sum(a != b for a, b in zip(definition, stated))


def told_flow(definition):
    """The flow whose reports the figure rests on."""
    flow = definition.part.flow
    return flow if definition.side == REPORTED else OTHER[flow]


def extent(claims, baskets):
    """The periods and codes of all definitions of all claims: what is to be read."""
    periods = {period for claim in claims for choice in nearby(claim.periods) for period in choice}
    codes = {code for claim in claims for goods in baskets.family(claim.basket)
             for code in goods.codes}
    return periods, codes
