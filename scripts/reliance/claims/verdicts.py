"""Judges claims by the stated definition, and by all others (the sweep)."""
from collections import namedtuple

from reliance.claims import claimfile, definitions

HOLDS, FAILS, OPEN = "holds", "does not hold", "not computable"

Swept = namedtuple("Swept", "definition figure agrees")
# swept: the stated definition first; closest, lowest and highest: Swept with a figure, or None;
# silent: countries that did not report; bare: codes of which the reporter has no row
Result = namedtuple("Result", "claim verdict stated swept closest lowest highest silent bare")


def judge(claim, figures):
    """The Result of a claim."""
    groups, swept, seen = figures.groups, [], set()
    subject = definitions.subject(claim)
    for definition in definitions.sweep(claim, groups.baskets, bool(groups.blocs(subject))):
        figure = figures.figure(subject, definition)
        # two definitions are one if they differ in scope only and the scope changes nothing
        same = definition._replace(scope=None), figure.value
        if figure.value is not None and same in seen:
            continue
        seen.add(same)
        swept.append(Swept(definition, figure, None if figure.value is None else
                           claimfile.agrees(claim, figure.value)))
    stated, found = swept[0], [one for one in swept if one.agrees is not None]

    def distance(one):
        """Orders by closeness; of the figures that agree, by likeness to the stated definition."""
        gap = abs(one.figure.value - claim.number)
        return (0 if one.agrees else gap), definitions.differences(one.definition,
                                                                   stated.definition), gap
    return Result(
        claim, {True: HOLDS, False: FAILS, None: OPEN}[stated.agrees], stated, swept,
        min(found, key=distance, default=None),
        min(found, key=lambda one: one.figure.value, default=None),
        max(found, key=lambda one: one.figure.value, default=None),
        groups.silent(stated.definition),
        [] if stated.agrees is None else groups.bare(subject, stated.definition))
