"""What a set of claims says about itself: figures that cannot all be true, whatever trade was.

Each rule yields (ids, finding). A claim counts as the interval that its tolerance leaves it, so
what rounding explains is not found.
"""
import itertools

from reliance.claims import baskets, exact, question
from reliance.claims.claimfile import interval, written
from reliance.claims.groups import FLOWS


def lint(claims, figures):
    """Tuples of rule, ids and finding."""
    return [(rule, ids, finding) for rule, find in RULES
            for ids, finding in find(claims, figures)]


def alike(claims, kind, *fields):
    """Lists of claims of one kind that differ in nothing but the fields that are not named."""
    groups = {}
    for claim in claims:
        if claim.measure.kind == kind:
            groups.setdefault(tuple(getattr(claim, name) for name in fields), []).append(claim)
    return [group for group in groups.values() if len(group) > 1]


def disjoint_shares(claims, figures):
    """Parts of one whole that have nothing in common are no more than all of it."""
    for group in [*alike([c for c in claims if not c.measure.world], "share", "periods", "flow",
                         "reporter", "basket", "measure"),
                  *alike([c for c in claims if c.measure.world], "share", "periods", "flow",
                         "basket", "measure")]:
        member = "reporter" if group[0].measure.world else "partner"
        chosen = apart(group, member, figures.groups.places)
        least = sum(max(interval(claim)[0] or 0, 0) for claim in chosen)
        if least > 100:
            one = group[0]
            whole = "the world's" if one.measure.world else f"{one.reporter}'s"
            told = sum(claim.number for claim in chosen)
            yield ([claim.id for claim in chosen],
                   f"{', '.join(getattr(claim, member) for claim in chosen)} have shares of "
                   f"{whole} {FLOWS[one.flow]} of {one.basket.name} in {one.periods[0]} that add "
                   f"up to {exact.plain(told)}, at the least to {exact.plain(least)}")


def apart(group, member, places):
    """Those of different places, of which none is a part of another; the largest first."""
    chosen, taken = [], set()
    for claim in sorted(group, key=lambda claim: (-(interval(claim)[0] or 0), claim.line)):
        place = getattr(claim, member)
        countries = {place} if not places.is_bloc(place) else places.members(place,
                                                                             claim.periods[0])
        if not taken & countries:
            chosen.append(claim)
            taken |= countries
    return sorted(chosen, key=lambda claim: claim.line)


def union_outside_parts(claims, figures):
    """The share in a union is a mean of the shares in its parts, so it is between them. Of a part
    that no claim is about, the figure that the files give is taken."""
    for group in alike(claims, "share", "periods", "flow", "reporter", "partner", "measure"):
        for union in group:
            parts = disjoint([claim for claim in group
                              if baskets.smaller(claim.basket, union.basket)])
            if not parts:
                continue
            told = [(f"{claim.basket.name} {written(claim)}", *interval(claim)) for claim in parts]
            rest = [code for code in union.basket.codes
                    if not any(code.startswith(claim.basket.codes) for claim in parts)]
            if rest:
                share = share_of(union, baskets.coded(rest), figures)
                if share is None:
                    continue
                told.append((f"{' '.join(rest)} {exact.rounded(share, 4)} in the files", share,
                             share))
            yield from between(union, parts, told)


def share_of(claim, goods, figures):
    definition = question.as_stated(claim, bool(figures.groups.blocs(question.question(claim))))
    return figures.figure(question.question(claim), definition._replace(goods=goods)).value


def disjoint(claims):
    """Claims about baskets that have no code in common, those of many codes first."""
    chosen = []
    for claim in sorted(claims, key=lambda claim: (-len(claim.basket.codes), claim.line)):
        if not any(code.startswith(other.basket.codes) or other_code.startswith(code)
                   for other in chosen for code in claim.basket.codes
                   for other_code in other.basket.codes):
            chosen.append(claim)
    return chosen


def between(union, parts, told):
    least, most = interval(union)
    lows, highs = [low for _, low, _ in told], [high for _, _, high in told]
    over = least is not None and None not in highs and least > max(highs)
    under = most is not None and None not in lows and most < min(lows)
    if over or under:
        yield ([claim.id for claim in (union, *parts)],
               f"{union.partner} in {union.reporter}'s {FLOWS[union.flow]} of "
               f"{union.periods[0]}: {union.basket.name} {written(union)} is "
               f"{'above' if over else 'below'} each of its parts, "
               f"{', '.join(part for part, _, _ in told)}")


def ranks_against_shares(claims, _):
    """Who is ranked higher has no smaller share, and the k-th of several has 100/k at the most."""
    for ranks, shares in of_one_whole(claims):
        for rank in ranks:
            yield from too_much(rank, shares.get(member(rank), ()))
        for high, low in itertools.permutations(ranks, 2):
            if below(interval(high)[1], interval(low)[0]):
                yield from smaller_share(high, low, shares)


def of_one_whole(claims):
    """Claims about parts of the same trade: its ranks, and its shares by whose they are."""
    found = {}
    for claim in claims:
        world = claim.measure.world
        ranks, shares = found.setdefault(
            (claim.periods, claim.flow, claim.basket, claim.measure.basis, world,
             None if world else claim.reporter), ([], {}))
        if claim.measure.kind == "rank":
            ranks.append(claim)
        elif claim.measure.kind == "share":
            shares.setdefault(member(claim), []).append(claim)
    return found.values()


def too_much(rank, shares):
    place = interval(rank)[0]
    for share in shares:
        least = interval(share)[0]
        if least is not None and place is not None and place > 0 and least * place > 100:
            yield ([rank.id, share.id], f"{member(rank)} has rank {written(rank)} and "
                   f"{written(share)} per cent; those before it have no less, so together they "
                   "have more than 100 per cent")


def smaller_share(high, low, shares):
    for its, other in itertools.product(*(shares.get(member(rank), ()) for rank in (high, low))):
        if below(interval(its)[1], interval(other)[0]):
            yield ([high.id, low.id, its.id, other.id],
                   f"{member(high)} ranks before {member(low)}, but has a smaller share: "
                   f"{written(its)} against {written(other)}")


def below(most, least):
    return most is not None and least is not None and most < least


def member(claim):
    return claim.reporter if claim.measure.world else claim.partner


RULES = (("disjoint shares over 100", disjoint_shares),
         ("union outside its parts", union_outside_parts),
         ("ranks against shares", ranks_against_shares))
