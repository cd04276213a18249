"""A figure by a definition, or why there is none."""
from collections import namedtuple
from fractions import Fraction

from reliance.claims import exact
from reliance.claims.groups import Group, NoFigure
from reliance.claims.measures import VALUE, WEIGHT
from reliance.claims.question import teller
from reliance.claims.trade import ESTIMATED, KG, NOTHING, UNWEIGHED, USD

WEIGHTLESS = 1  # per cent of the dollars that may be without a weight beside a figure by weight
COLUMN = {VALUE: USD, WEIGHT: KG}

# reporters: whose reports it rests on, of a change in the second period; of a rank by change, who
# was compared; notes: what to know of it
Figure = namedtuple("Figure", "value why reporters notes")


class Figures:
    """The figures that come of groups."""

    def __init__(self, groups):
        self.groups = groups

    def figure(self, asked, definition):
        try:
            value, groups, key = KINDS[asked.kind](self, asked, definition)
        except NoFigure as reason:
            return Figure(None, str(reason), [], [])
        notes = [note for group in groups for note in notes_of(group, key, definition.basis)]
        if definition.goods.broken and len(definition.periods) > 1:
            notes.append(f"the codes of {definition.goods.name} do not hold the same goods in all "
                         "editions of the HS")
        return Figure(value, "", groups[-1].tellers, list(dict.fromkeys(notes)))

    # The kinds of figures. Each returns the figure, the groups that it is made of, and its key in
    # them.

    def amount(self, asked, definition):
        group, key = self.groups.group(asked, definition, definition.periods[0])
        cell = group.whole if key is None else group.cells.get(key, NOTHING)
        return Fraction(measured(cell, definition.basis), exact.UNIT), [group], key

    def share(self, asked, definition):
        group, key = self.groups.group(asked, definition, definition.periods[0])
        return percent(group, key, definition.basis), [group], key

    def change(self, asked, definition):
        (first, key), (second, _) = (self.groups.group(asked, definition, period)
                                     for period in definition.periods)
        return (percent(second, key, definition.basis) - percent(first, key, definition.basis),
                [first, second], key)

    def rank(self, asked, definition):
        group, key = self.groups.group(asked, definition, definition.periods[0])
        if not self.groups.places.is_country(key):
            raise NoFigure(f"{key} is no country and has no rank")
        measured(group.whole, definition.basis)
        mine = measured(group.cells.get(key, NOTHING), definition.basis)
        if mine == 0:
            raise NoFigure(f"{key} has no part in it, and so no rank")
        at = COLUMN[definition.basis]
        higher = sum(cell[at] > mine for other, cell in group.cells.items()
                     if self.groups.places.is_country(other))
        return Fraction(1 + higher), [group], key

    def change_rank(self, asked, definition):
        mine, groups, key = self.change(asked, definition)
        who, _ = teller(asked, definition.part)
        if not any(key in group.cells for group in groups):
            raise NoFigure(f"{who} has no trade with {key} in either period")
        first, second = (self.groups.view(asked, definition, period)
                         for period in definition.periods)
        at, changes = COLUMN[definition.basis], {}
        for country in first.keys() & second.keys():
            cells = [first[country], second[country]]
            wholes = [sum(cell[at] for cell in group.values()) for group in cells]
            if all(wholes) and any(key in group for group in cells):
                before, after = (Fraction(100 * group.get(key, NOTHING)[at], whole)
                                 for group, whole in zip(cells, wholes))
                changes[country] = after - before
        if len(changes.keys() - {who}) == 0:
            raise NoFigure(f"there is no change to compare that of {who} with")
        higher = sum(change > mine for country, change in changes.items()
                     if self.groups.places.is_country(country))
        return Fraction(1 + higher), [groups[0], Group(groups[1].cells, changes)], key


def notes_of(group, key, basis):
    """What to know of a figure that is made of a group."""
    if key is not None and key not in group.cells:
        yield f"there is no row of {key}, which counts as 0"
    if basis == WEIGHT:
        for about, cell in (("all", group.whole), (key, group.cells.get(key, NOTHING))):
            if cell[ESTIMATED]:
                part = exact.rounded(Fraction(100 * cell[ESTIMATED], cell[KG]), 1)
                yield f"{part} % of the weight of {about} is estimated"
        if group.one_price:
            yield "everybody has the same dollars per kilogram: weights made from values?"


def measured(cell, basis):
    """Dollars or kilograms of a cell, if enough of it was weighed."""
    if basis == WEIGHT and cell[UNWEIGHED] * 100 > cell[USD] * WEIGHTLESS:
        part = exact.rounded(Fraction(100 * cell[UNWEIGHED], cell[USD]), 1)
        raise NoFigure(f"rows with {part} % of the dollars have no weight")
    return cell[COLUMN[basis]]


def percent(group, key, basis):
    whole = measured(group.whole, basis)
    if whole == 0:
        raise NoFigure("the total is 0")
    return Fraction(100 * measured(group.cells.get(key, NOTHING), basis), whole)


KINDS = {"amount": Figures.amount, "share": Figures.share, "change": Figures.change,
         "rank": Figures.rank, "change_rank": Figures.change_rank}
