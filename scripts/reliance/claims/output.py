"""The output of claims: CSV tables, and a report to read."""
from reliance.claims import definitions, exact
from reliance.claims.claimfile import written
from reliance.claims.definitions import MIRROR, OUTSIDE
from reliance.claims.measures import IN_PERCENT, WEIGHT
from reliance.claims.verdicts import FAILS, HOLDS, OPEN
from reliance.common import messages

CLAIMS = ("id", "verdict", "stated", "tolerance", "computed", "definitions", "within", "closest",
          "closest_definition", "lowest", "lowest_definition", "highest", "highest_definition",
          "reporters", "note", "pipeline")
SWEEP = ("id", "within", "computed", "basis", "basket", "period", "part", "side", "scope",
         "reporters", "note", "pipeline")
LINTS = ("rule", "ids", "finding")
REPORTERS = ("period", "flow", "reporter", "editions")
MOST = 10  # items of a list in the report


class Output:
    """Of results (verdicts.Result) and findings (lints.lint)."""

    def __init__(self, results, findings, groups, pipelines):
        self.results, self.findings = results, findings
        self.groups, self.pipelines = groups, pipelines

    # Tables: iterators over rows, the header first

    def claims(self):
        yield CLAIMS
        for result in self.results:
            claim, figure = result.claim, result.stated.figure
            yield (claim.id, result.verdict, claim.bound + exact.plain(claim.number),
                   exact.plain(claim.tolerance), show(claim, figure.value), computable(result),
                   len(agreeing(result)), *self.pair(claim, result.closest),
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
                       self.whole(result.claim, definition),
                       definition.side, definition.scope, len(one.figure.reporters) or "",
                       "; ".join([one.figure.why] if one.figure.why else one.figure.notes),
                       self.pipeline(result, one) if one.agrees else "")

    def lints(self):
        yield LINTS
        for rule, ids, finding in self.findings:
            yield rule, " ".join(ids), finding

    def reporters(self):
        """The countries whose reports make up "the world"."""
        yield REPORTERS
        for (period, flow), reported in sorted(self.groups.trade.coverage.items()):
            for reporter, editions in sorted(reported.items()):
                yield period, flow, reporter, " ".join(sorted(editions)).strip()

    # The report: iterators over lines

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
        return f"{messages.plural(len(verdicts), 'claim')}: " + ", ".join(
            f"{verdict} {verdicts.count(verdict)}" for verdict in (HOLDS, FAILS, OPEN))

    def paragraph(self, result):
        claim, figure = result.claim, result.stated.figure
        yield f"{claim.id}  {claim.text}"
        yield (f"  {result.verdict.upper()}: stated {written(claim)}"
               + ("" if figure.value is None else f", computed {show(claim, figure.value)}"))
        yield f"  {measure(claim)}: {self.describe(claim, result.stated.definition)}"
        if self.note(result):
            yield f"  {self.note(result)}"
        if figure.value is not None:
            yield f"  {self.pipeline(result, result.stated)}"
        if not computable(result):
            yield "  no definition has a figure in these files"
            return
        count = messages.plural(len(agreeing(result)), "definition lands", "definitions land")
        yield (f"  {count} within the tolerance, of {computable(result)} that have a figure, from "
               f"{show(claim, result.lowest.figure.value)} to "
               f"{show(claim, result.highest.figure.value)}:")
        for one in agreeing(result)[:MOST]:
            yield (f"    {show(claim, one.figure.value)}  {self.describe(claim, one.definition)}"
                   + (", as stated" if one is result.stated else ""))
        if len(agreeing(result)) > MOST:
            yield f"    and {len(agreeing(result)) - MOST} more (--sweep)"
        for name, one in (("closest", result.closest if not agreeing(result) else None),
                          ("lowest", result.lowest), ("highest", result.highest)):
            if one is not None:
                yield (f"    {name} {show(claim, one.figure.value)}  "
                       f"{self.describe(claim, one.definition)}")

    # Cells and phrases of both

    def pair(self, claim, one):
        return ("", "") if one is None else (show(claim, one.figure.value),
                                             self.describe(claim, one.definition))

    def note(self, result):
        figure = result.stated.figure
        if figure.value is None:
            other = mirrored_value(result)
            return figure.why + (f"; as the other side reports it: {show(result.claim, other)}"
                                 if other is not None else "")
        notes = list(figure.notes)
        if result.bare:
            notes.append(f"{result.claim.reporter} has no row of {' '.join(result.bare)}")
        if self.has_several_reporters(result):
            notes.append(f"of {messages.plural(len(figure.reporters), 'reporter')}: "
                         f"{some(figure.reporters)}")
            if result.silent:
                notes.append(f"silent in {result.claim.periods[-1]}, but not the period before or "
                             f"after: {some(result.silent)}")
        return "; ".join(notes)

    def has_several_reporters(self, result):
        """Could several countries have reported the figure, even if only one did?"""
        whole = result.stated.definition.whole
        country, _ = definitions.sides(definitions.subject(result.claim), whole)
        return whole.world or len(result.stated.figure.reporters) > 1 or \
            self.groups.countries.is_bloc(country)

    def pipeline(self, result, one):
        if one.figure.value is None:
            return ""
        return self.pipelines.pipeline(definitions.subject(result.claim), one.definition)

    def whole(self, claim, definition):
        """The flow that a figure is taken from: "USA's imports"."""
        country, _ = definitions.sides(definitions.subject(claim), definition.whole)
        if definition.whole.world:
            return definition.whole.name
        return f"{country}'s {'imports' if definition.whole.flow == 'M' else 'exports'}"

    def describe(self, claim, definition):
        """A definition in words."""
        bloc = " ".join(self.groups.blocs(definitions.subject(claim))) or self.groups.bloc
        phrases = [definition.goods.name, " to ".join(definition.periods),
                   "by weight" if definition.basis == WEIGHT else "by value",
                   self.whole(claim, definition)]
        if definition.side == MIRROR:
            phrases.append("as the other side reports them")
        if definition.scope == OUTSIDE:
            phrases.append(f"without trade inside {bloc}")
        return ", ".join(phrases)


def measure(claim):
    """What a claim measures: "share of CHN"."""
    topic = definitions.subject(claim)
    country = claim.reporter if claim.measure.world else claim.partner
    return {"amount": "trade with " + ("the world" if claim.partner == "W00" else country),
            "share": f"share of {country}", "rank": f"rank of {country}",
            "change": f"change of the share of {country}",
            "change_rank": f"rank of {claim.reporter} by the change of the share of {country}"
            }[topic.kind]


def show(claim, value):
    """A figure as text; empty if there is none."""
    if value is None:
        return ""
    return exact.rounded(value, 4) if claim.measure.kind in IN_PERCENT else exact.plain(value)


def mirrored_value(result):
    """The figure of the stated definition as the other side reports it; None if there is none."""
    mirrored = result.stated.definition._replace(side=MIRROR)
    return next((one.figure.value for one in result.swept if one.definition == mirrored), None)


def agreeing(result):
    """The definitions whose figure agrees with the claim."""
    return [one for one in result.swept if one.agrees]


def computable(result):
    """The number of definitions that have a figure."""
    return sum(one.agrees is not None for one in result.swept)


def some(names):
    """The first names, and how many more there are."""
    rest = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return " ".join(names[:MOST]) + rest
