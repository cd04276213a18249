"""Judges claims: the figure as stated, and the sweep over all other definitions."""
from collections import namedtuple

from reliance.claims import claimfile, question

HOLDS, FAILS, OPEN = "holds", "does not hold", "not computable"

Swept = namedtuple("Swept", "definition figure agrees")
# swept: the stated definition first; closest, lowest and highest are of those that have a figure;
# silent: who did not report; bare: codes that the reporter has no row of
Result = namedtuple("Result", "claim verdict stated swept closest lowest highest silent bare")


def judge(claim, figures):
    asked = question.question(claim)
    groups, swept, seen = figures.groups, [], set()
    for definition in question.definitions(claim, groups.baskets, bool(groups.blocs(asked))):
        figure = figures.figure(asked, definition)
        # what a scope changes nothing of is the same definition
        same = definition._replace(scope=None), figure.value
        if figure.value is not None and same in seen:
            continue
        seen.add(same)
        swept.append(Swept(definition, figure, None if figure.value is None else
                           claimfile.agrees(claim, figure.value)))
    stated, found = swept[0], [one for one in swept if one.agrees is not None]

    def far(one):
        """Of those that agree the one most like the claim, else the one that comes closest."""
        gap = abs(one.figure.value - claim.number)
        return (0 if one.agrees else gap), question.differences(one.definition,
                                                                stated.definition), gap
    return Result(
        claim, {True: HOLDS, False: FAILS, None: OPEN}[stated.agrees], stated, swept,
        min(found, key=far, default=None),
        min(found, key=lambda one: one.figure.value, default=None),
        max(found, key=lambda one: one.figure.value, default=None),
        groups.silent(stated.definition),
        [] if stated.agrees is None else groups.bare(asked, stated.definition))
