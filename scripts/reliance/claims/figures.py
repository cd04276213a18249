"""Computes a figure by a definition, or gives the reason why it cannot."""
from collections import namedtuple
from fractions import Fraction

from reliance.claims import exact
from reliance.claims.definitions import sides
from reliance.claims.groups import Group, NoFigure
from reliance.claims.measures import VALUE, WEIGHT
from reliance.claims.trade import ESTIMATED, KG, NOTHING, UNWEIGHED, USD

MAX_UNWEIGHED = 1  # per cent of the dollars; a figure by weight needs the weight of the others
COLUMN = {VALUE: USD, WEIGHT: KG}

# value: a Fraction, or None and the reason in `why`; reporters: those whose reports it is computed
# from (of a change: in the second period; of a rank by change: the countries that were compared)
Figure = namedtuple("Figure", "value why reporters notes")


class Figures:
    """Computes figures from Groups."""

    def __init__(self, groups):
        self.groups = groups

    def figure(self, subject, definition):
        """The Figure of a subject by a definition."""
        try:
            value, groups, key = KINDS[subject.kind](self, subject, definition)
        except NoFigure as reason:
            return Figure(None, str(reason), [], [])
        notes = [note for group in groups for note in notes_of(group, key, definition.basis)]
        if definition.goods.broken and len(definition.periods) > 1:
            notes.append(f"the codes of {definition.goods.name} do not hold the same goods in all "
                         "editions of the HS")
        return Figure(value, "", groups[-1].reporters, list(dict.fromkeys(notes)))

    # The kinds of figures. Each returns the value, the groups that it is computed from, and its key
    # in them. All raise NoFigure.

    def amount(self, subject, definition):
        group, key = self.groups.group(subject, definition, definition.periods[0])
        cell = group.total if key is None else group.cells.get(key, NOTHING)
        return Fraction(measured(cell, definition.basis), exact.UNIT), [group], key

    def share(self, subject, definition):
        group, key = self.groups.group(subject, definition, definition.periods[0])
        return percent(group, key, definition.basis), [group], key

    def change(self, subject, definition):
        (first, key), (second, _) = (self.groups.group(subject, definition, period)
                                     for period in definition.periods)
        return (percent(second, key, definition.basis) - percent(first, key, definition.basis),
                [first, second], key)

    def rank(self, subject, definition):
        group, key = self.groups.group(subject, definition, definition.periods[0])
        if not self.groups.countries.is_country(key):
            raise NoFigure(f"{key} is no country and has no rank")
        measured(group.total, definition.basis)
        own = measured(group.cells.get(key, NOTHING), definition.basis)
        if own == 0:
            raise NoFigure(f"{key} has no part in it, and so no rank")
        column = COLUMN[definition.basis]
        higher = sum(cell[column] > own for other, cell in group.cells.items()
                     if self.groups.countries.is_country(other))
        return Fraction(1 + higher), [group], key

    def change_rank(self, subject, definition):
        own, groups, key = self.change(subject, definition)
        reporter, _ = sides(subject, definition.whole)
        if not any(key in group.cells for group in groups):
            raise NoFigure(f"{reporter} has no trade with {key} in either period")
        first, second = (self.groups.view(subject, definition, period)
                         for period in definition.periods)
        column, changes = COLUMN[definition.basis], {}
        for country in first.keys() & second.keys():
            cells = [first[country], second[country]]
            totals = [sum(cell[column] for cell in group.values()) for group in cells]
            if all(totals) and any(key in group for group in cells):
                before, after = (Fraction(100 * group.get(key, NOTHING)[column], total)
                                 for group, total in zip(cells, totals))
                changes[country] = after - before
        if len(changes.keys() - {reporter}) == 0:
            raise NoFigure(f"there is no change to compare that of {reporter} with")
        higher = sum(change > own for country, change in changes.items()
                     if self.groups.countries.is_country(country))
        return Fraction(1 + higher), [groups[0], Group(groups[1].cells, changes)], key


def notes_of(group, key, basis):
    """Notes on a figure that is computed from a group."""
    if key is not None and key not in group.cells:
        yield f"there is no row of {key}, which counts as 0"
    if basis == WEIGHT:
        for name, cell in (("all", group.total), (key, group.cells.get(key, NOTHING))):
            if cell[ESTIMATED]:
                percentage = exact.rounded(Fraction(100 * cell[ESTIMATED], cell[KG]), 1)
                yield f"{percentage} % of the weight of {name} is estimated"
        if group.one_price:
            yield "everybody has the same dollars per kilogram: weights made from values?"


def measured(cell, basis):
    """Dollars or kilograms of a cell. Raises NoFigure if too much of it has no weight."""
    if basis == WEIGHT and cell[UNWEIGHED] * 100 > cell[USD] * MAX_UNWEIGHED:
        percentage = exact.rounded(Fraction(100 * cell[UNWEIGHED], cell[USD]), 1)
        raise NoFigure(f"rows with {percentage} % of the dollars have no weight")
    return cell[COLUMN[basis]]


def percent(group, key, basis):
    """The share of a key in its group. Raises NoFigure."""
    total = measured(group.total, basis)
    if total == 0:
        raise NoFigure("the total is 0")
    return Fraction(100 * measured(group.cells.get(key, NOTHING), basis), total)


KINDS = {"amount": Figures.amount, "share": Figures.share, "change": Figures.change,
         "rank": Figures.rank, "change_rank": Figures.change_rank}
