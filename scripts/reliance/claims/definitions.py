"""What a claim is about, and the definitions by which its figure may have been computed."""
import itertools
from collections import namedtuple

from reliance.claims.measures import BASES
from reliance.claims.trade import OTHER

# importer and exporter are codes or bloc names, None for the world; kind as in measures
Subject = namedtuple("Subject", "kind importer exporter basket")

# The flow that a figure is taken from: of one country, or of all reporters (`world`)
Whole = namedtuple("Whole", "name flow world")
WHOLES = (Whole("the importer's imports", "M", False), Whole("the exporter's exports", "X", False),
          Whole("world exports", "X", True), Whole("world imports", "M", True))

REPORTED, MIRROR = "reported", "mirror"  # as its own side reports the flow, or as the partners do
ALL, OUTSIDE = "all", "outside"          # all trade, or without trade inside the bloc

Definition = namedtuple("Definition", "basis goods periods whole side scope")


def subject(claim):
    """The subject of a claim."""
    partner = None if claim.partner == "W00" else claim.partner
    importer, exporter = ((claim.reporter, partner) if claim.flow == "M" else
                          (partner, claim.reporter))
    return Subject(claim.measure.kind, importer, exporter, claim.basket)


def sides(topic, whole):
    """The side of a subject whose flow the whole is, and the other side."""
    if whole.flow == "M":
        return topic.importer, topic.exporter
    return topic.exporter, topic.importer


def as_stated(claim, of_bloc):
    """The definition that the fields of the claim give. A bloc counts as one country, so trade
    inside it is left out."""
    whole = next(whole for whole in WHOLES
                 if whole.flow == claim.flow and whole.world == claim.measure.world)
    return Definition(claim.measure.basis, claim.basket, claim.periods, whole, REPORTED,
                      OUTSIDE if of_bloc else ALL)


def sweep(claim, baskets, of_bloc):
    """All definitions of a claim, the stated one first."""
    stated = as_stated(claim, of_bloc)
    return [Definition(*choice) for choice in itertools.product(
        stated_first(stated.basis, bases(claim)),
        baskets.family(claim.basket),
        stated_first(stated.periods, nearby(claim.periods)),
        stated_first(stated.whole, wholes(claim, stated.whole)),
        (REPORTED, MIRROR),
        stated_first(stated.scope, (ALL, OUTSIDE)))]


def stated_first(stated, choices):
    return [stated, *(choice for choice in choices if choice != stated)]


def bases(claim):
    """An amount is in dollars or in kilograms; a share or rank may be by either."""
    return [claim.measure.basis] if claim.measure.kind == "amount" else list(BASES)


def wholes(claim, stated):
    """Shares and ranks of a partner may be of other flows than the stated one."""
    if claim.measure.world or claim.measure.kind in ("amount", "change_rank"):
        return [stated]
    return WHOLES[:3]


def nearby(periods):
    """All combinations of each period, the one before and the one after it."""
    around = [(period, step(period, -1), step(period, 1)) for period in periods]
    return [choice for choice in itertools.product(*around) if len(set(choice)) == len(choice)]


def step(period, by):
    """The year or month that is `by` later."""
    if len(period) == 4:
        return f"{int(period) + by:04d}"
    month = int(period[:4]) * 12 + int(period[4:]) - 1 + by
    return f"{month // 12:04d}{month % 12 + 1:02d}"


def differences(definition, stated):
    """The number of fields in which two definitions differ."""
    return sum(a != b for a, b in zip(definition, stated))


def reported_flow(definition):
    """The flow in the files from which the figure is computed."""
    flow = definition.whole.flow
    return flow if definition.side == REPORTED else OTHER[flow]


def extent(claims, baskets):
    """The periods and codes of all definitions of all claims: what has to be read."""
    periods = {period for claim in claims for choice in nearby(claim.periods) for period in choice}
    codes = {code for claim in claims for goods in baskets.family(claim.basket)
             for code in goods.codes}
    return periods, codes
