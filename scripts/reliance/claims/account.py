"""What is told of the results: as CSV, and as a text for people."""
from reliance.claims import exact, question
from reliance.claims.claimfile import written
from reliance.claims.measures import IN_PERCENT, WEIGHT
from reliance.claims.question import MIRROR, OUTSIDE
from reliance.claims.verdicts import FAILS, HOLDS, OPEN
from reliance.common import messages

CLAIMS = ("id", "verdict", "stated", "tolerance", "computed", "definitions", "within", "closest",
          "closest_definition", "lowest", "lowest_definition", "highest", "highest_definition",
          "reporters", "note", "pipeline")
SWEEP = ("id", "within", "computed", "basis", "basket", "period", "part", "side", "scope",
         "reporters", "note", "pipeline")
LINTS = ("rule", "ids", "finding")
REPORTERS = ("period", "flow", "reporter", "editions")
SHOWN = 10  # of a list, in the text


class Account:
    def __init__(self, results, findings, groups, recipes):
        self.results, self.findings = results, findings
        self.groups, self.recipes = groups, recipes

    # tables, their header first

    def claims(self):
        yield CLAIMS
        for result in self.results:
            claim, figure = result.claim, result.stated.figure
            yield (claim.id, result.verdict, claim.bound + exact.plain(claim.number),
                   exact.plain(claim.tolerance), show(claim, figure.value), computable(result),
                   len(landed(result)), *self.pair(claim, result.closest),
                   *self.pair(claim, result.lowest), *self.pair(claim, result.highest),
                   len(figure.reporters) or "", self.note(result),
                   self.pipeline(result, result.stated))

    def sweep(self):
        yield SWEEP
        for result in self.results:
            for one in result.swept:
                definition = one.definition
                yield (result.claim.id, {True: "yes", False: "no", None: ""}[one.agrees],
                       show(result.claim, one.figure.value), definition.basis,
                       definition.goods.name, ":".join(definition.periods),
                       self.part(result.claim, definition),
                       definition.side, definition.scope, len(one.figure.reporters) or "",
                       "; ".join([one.figure.why] if one.figure.why else one.figure.notes),
                       self.pipeline(result, one) if one.agrees else "")

    def lints(self):
        yield LINTS
        for rule, ids, finding in self.findings:
            yield rule, " ".join(ids), finding

    def reporters(self):
        """Whose reports there are: what "the world" consists of."""
        yield REPORTERS
        for (period, flow), reported in sorted(self.groups.trade.coverage.items()):
            for reporter, editions in sorted(reported.items()):
                yield period, flow, reporter, " ".join(sorted(editions)).strip()

    # text

    def text(self):
        for result in self.results:
            yield from self.paragraph(result)
            yield ""
        if self.findings:
            yield "Claims that cannot all be true:"
            for rule, ids, finding in self.findings:
                yield f"  {', '.join(ids)}: {finding} ({rule})"
            yield ""
        yield self.count()

    def count(self):
        verdicts = [result.verdict for result in self.results]
        return f"{messages.plural(len(verdicts), 'claim', 'claims')}: " + ", ".join(
            f"{verdict} {verdicts.count(verdict)}" for verdict in (HOLDS, FAILS, OPEN))

    def paragraph(self, result):
        claim, figure = result.claim, result.stated.figure
        yield f"{claim.id}  {claim.text}"
        yield (f"  {result.verdict.upper()}: stated {written(claim)}"
               + ("" if figure.value is None else f", computed {show(claim, figure.value)}"))
        yield f"  {measure(claim)}: {self.words(claim, result.stated.definition)}"
        if self.note(result):
            yield f"  {self.note(result)}"
        if figure.value is not None:
            yield f"  {self.pipeline(result, result.stated)}"
        if not computable(result):
            yield "  no definition has a figure in these files"
            return
        count = messages.plural(len(landed(result)), "definition lands", "definitions land")
        yield (f"  {count} within the tolerance, of {computable(result)} that have a figure, from "
               f"{show(claim, result.lowest.figure.value)} to "
               f"{show(claim, result.highest.figure.value)}:")
        for one in landed(result)[:SHOWN]:
            yield (f"    {show(claim, one.figure.value)}  {self.words(claim, one.definition)}"
                   + (", as stated" if one is result.stated else ""))
        if len(landed(result)) > SHOWN:
            yield f"    and {len(landed(result)) - SHOWN} more (--sweep)"
        for name, one in (("closest", result.closest if not landed(result) else None),
                          ("lowest", result.lowest), ("highest", result.highest)):
            if one is not None:
                yield (f"    {name} {show(claim, one.figure.value)}  "
                       f"{self.words(claim, one.definition)}")

    # parts of both

    def pair(self, claim, one):
        return ("", "") if one is None else (show(claim, one.figure.value),
                                             self.words(claim, one.definition))

    def note(self, result):
        figure = result.stated.figure
        if figure.value is None:
            other = told_by_the_other_side(result)
            return figure.why + (f"; as the other side reports it: {show(result.claim, other)}"
                                 if other is not None else "")
        notes = list(figure.notes)
        if result.bare:
            notes.append(f"{result.claim.reporter} has no row of {' '.join(result.bare)}")
        if self.of_several(result):
            notes.append(f"of {messages.plural(len(figure.reporters), 'reporter', 'reporters')}: "
                         f"{some(figure.reporters)}")
            if result.silent:
                notes.append(f"silent in {result.claim.periods[-1]}, but not the period before or "
                             f"after: {some(result.silent)}")
        return "; ".join(notes)

    def of_several(self, result):
        """May the figure rest on the reports of several, be it on those of one only?"""
        part = result.stated.definition.part
        who, _ = question.teller(question.question(result.claim), part)
        return part.world or len(result.stated.figure.reporters) > 1 or \
            self.groups.places.is_bloc(who)

    def pipeline(self, result, one):
        if one.figure.value is None:
            return ""
        return self.recipes.pipeline(question.question(result.claim), one.definition)

    def part(self, claim, definition):
        """Part of what a figure is, by the names of those who trade."""
        asked = question.question(claim)
        who, _ = question.teller(asked, definition.part)
        if definition.part.world:
            return definition.part.name
        return f"{who}'s {'imports' if definition.part.flow == 'M' else 'exports'}"

    def words(self, claim, definition):
        bloc = " ".join(self.groups.blocs(question.question(claim))) or self.groups.bloc
        told = [definition.goods.name, " to ".join(definition.periods),
                "by weight" if definition.basis == WEIGHT else "by value",
                self.part(claim, definition)]
        if definition.side == MIRROR:
            told.append("as the other side reports them")
        if definition.scope == OUTSIDE:
            told.append(f"without trade inside {bloc}")
        return ", ".join(told)


def measure(claim):
    """What is measured, of whom."""
    asked = question.question(claim)
    who = claim.reporter if claim.measure.world else claim.partner
    return {"amount": "trade with " + ("the world" if claim.partner == "W00" else who),
            "share": f"share of {who}", "rank": f"rank of {who}",
            "change": f"change of the share of {who}",
            "change_rank": f"rank of {claim.reporter} by the change of the share of {who}"
            }[asked.kind]


def show(claim, value):
    if value is None:
        return ""
    return exact.rounded(value, 4) if claim.measure.kind in IN_PERCENT else exact.plain(value)


def told_by_the_other_side(result):
    """The figure that differs from the stated one by who reports it, if there is one."""
    mirrored = result.stated.definition._replace(side=MIRROR)
    return next((one.figure.value for one in result.swept if one.definition == mirrored), None)


def landed(result):
    return [one for one in result.swept if one.agrees]


def computable(result):
    return sum(one.agrees is not None for one in result.swept)


def some(names):
    rest = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return " ".join(names[:SHOWN]) + rest
