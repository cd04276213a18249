"""Finds claims that contradict each other, whatever the trade was.

Each rule yields (ids, finding). A claim is taken as the interval that its tolerance allows, so what
rounding explains is not found.
"""
import itertools

from reliance.claims import baskets, definitions, exact
from reliance.claims.claimfile import interval, written
from reliance.claims.groups import FLOWS


def lint(claims, figures):
    """Tuples of rule, ids and finding."""
    return [(rule, ids, finding) for rule, find in RULES
            for ids, finding in find(claims, figures)]


def alike(claims, kind, *fields):
    """Lists of claims of one kind that agree in these fields."""
    groups: dict = {}
    for claim in claims:
        if claim.measure.kind == kind:
            groups.setdefault(tuple(getattr(claim, name) for name in fields), []).append(claim)
    return [group for group in groups.values() if len(group) > 1]


def disjoint_shares(claims, figures):
    """Shares of disjoint members of one total add up to 100 per cent or less."""
    for group in [*alike([c for c in claims if not c.measure.world], "share", "periods", "flow",
                         "reporter", "basket", "measure"),
                  *alike([c for c in claims if c.measure.world], "share", "periods", "flow",
                         "basket", "measure")]:
        chosen = disjoint_members(group, figures.groups.countries)
        least = sum(max(interval(claim)[0] or 0, 0) for claim in chosen)
        if least > 100:
            one = group[0]
            whole = "the world's" if one.measure.world else f"{one.reporter}'s"
            stated = sum(claim.number for claim in chosen)
            yield ([claim.id for claim in chosen],
                   f"{', '.join(member(claim) for claim in chosen)} have shares of "
                   f"{whole} {FLOWS[one.flow]} of {one.basket.name} in {one.periods[0]} that add "
                   f"up to {exact.plain(stated)}, at the least to {exact.plain(least)}")


def disjoint_members(group, countries):
    """Claims about members that have no country in common; the largest shares are taken first."""
    chosen: list = []
    taken: set = set()
    for claim in sorted(group, key=lambda claim: (-(interval(claim)[0] or 0), claim.line)):
        name = member(claim)
        codes = countries.members(name, claim.periods[0]) if countries.is_bloc(name) else {name}
        if not taken & codes:
            chosen.append(claim)
            taken |= codes
    return sorted(chosen, key=lambda claim: claim.line)


def union_outside_parts(claims, figures):
    """The share in a union of baskets is a weighted mean of the shares in these, so it is between
    them. If no claim is about one of the baskets, its share is computed from the files."""
    for group in alike(claims, "share", "periods", "flow", "reporter", "partner", "measure"):
        for union in group:
            parts = disjoint_baskets([claim for claim in group
                                      if baskets.smaller(claim.basket, union.basket)])
            if not parts:
                continue
            shares = [(f"{claim.basket.name} {written(claim)}", *interval(claim))
                      for claim in parts]
            rest = remainder(union, parts, figures.groups.trade)
            if rest is None:
                continue
            if rest:
                share = share_of(union, baskets.coded(rest), figures)
                if share is None:
                    continue
                shares.append((f"{' '.join(rest)} {exact.rounded(share, 4)} in the files", share,
                               share))
            yield from outside(union, parts, shares)


def remainder(union, parts, trade):
    """The codes of the union that no claim about a part covers: as the claim writes them where the
    parts leave them whole, else as the files have them. None if the files do not have them."""
    covered = tuple(code for claim in parts for code in claim.basket.codes)
    found = set()
    for code in union.basket.codes:
        if code.startswith(covered):
            continue
        inside = [part for part in covered if part.startswith(code)]
        if not inside:
            found.add(code)
            continue
        finer = {other for _, other in trade.pairs(union.periods[0], union.flow)
                 if other.startswith(code) and not other.startswith(covered)}
        if not finer or any(part.startswith(other) for part in inside for other in finer):
            return None
        found |= finer
    return sorted(found)


def share_of(claim, goods, figures):
    """The share in other goods by the stated definition; None if there is no figure."""
    subject = definitions.subject(claim)
    definition = definitions.as_stated(claim, bool(figures.groups.blocs(subject)))
    return figures.figure(subject, definition._replace(goods=goods)).value


def disjoint_baskets(claims):
    """Claims about baskets that have no code in common; the largest baskets are taken first."""
    chosen: list = []
    for claim in sorted(claims, key=lambda claim: (-len(claim.basket.codes), claim.line)):
        if not any(code.startswith(other.basket.codes) or other_code.startswith(code)
                   for other in chosen for code in claim.basket.codes
                   for other_code in other.basket.codes):
            chosen.append(claim)
    return chosen


def outside(union, parts, shares):
    """Yields a finding if the share in the union is above or below all `shares`: tuples of text,
    least and largest."""
    least, most = interval(union)
    lows, highs = [low for _, low, _ in shares], [high for _, _, high in shares]
    over = least is not None and None not in highs and least > max(highs)
    under = most is not None and None not in lows and most < min(lows)
    if over or under:
        yield ([claim.id for claim in (union, *parts)],
               f"{union.partner} in {union.reporter}'s {FLOWS[union.flow]} of "
               f"{union.periods[0]}: {union.basket.name} {written(union)} is "
               f"{'above' if over else 'below'} each of its parts, "
               f"{', '.join(text for text, _, _ in shares)}")


def ranks_against_shares(claims, _):
    """A higher rank has no smaller share, and rank k has at most 100/k per cent."""
    for ranks, shares in of_one_total(claims):
        for rank in ranks:
            yield from too_large(rank, shares.get(member(rank), ()))
        for high, low in itertools.permutations(ranks, 2):
            if below(interval(high)[1], interval(low)[0]):
                yield from smaller_share(high, low, shares)


def of_one_total(claims):
    """Pairs of the ranks, and the shares by member, that claims state about the same total."""
    found: dict = {}
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


def too_large(rank, shares):
    """Yields findings about shares that are too large for the rank."""
    best = interval(rank)[0]
    for share in shares:
        least = interval(share)[0]
        if least is not None and best is not None and best > 0 and least * best > 100:
            yield ([rank.id, share.id], f"{member(rank)} has rank {written(rank)} and "
                   f"{written(share)} per cent; those before it have no less, so together they "
                   "have more than 100 per cent")


def smaller_share(high, low, shares):
    """Yields findings about the member of the higher rank having the smaller share."""
    for its, other in itertools.product(*(shares.get(member(rank), ()) for rank in (high, low))):
        if below(interval(its)[1], interval(other)[0]):
            yield ([high.id, low.id, its.id, other.id],
                   f"{member(high)} ranks before {member(low)}, but has a smaller share: "
                   f"{written(its)} against {written(other)}")


def below(most, least):
    return most is not None and least is not None and most < least


def member(claim):
    """The country that a share or rank is about."""
    return claim.reporter if claim.measure.world else claim.partner


RULES = (("disjoint shares over 100", disjoint_shares),
         ("union outside its parts", union_outside_parts),
         ("ranks against shares", ranks_against_shares))
