"""The total that a figure is taken from, and its members: the partners of one country, or the
reporters of the world, by a definition; or the reason why there is none."""
import functools
from fractions import Fraction

from reliance.claims import baskets as baskets_
from reliance.claims import trade as trade_
from reliance.claims.definitions import MIRROR, OUTSIDE, reported_flow, sides, step
from reliance.claims.trade import KG, UNWEIGHED, USD
from reliance.common import programs

FLOWS = {"M": "imports", "X": "exports"}


class NoFigure(Exception):
    """The figure cannot be computed; the reason."""


class Group:
    """Cells by member, their total, and the countries that reported them."""

    def __init__(self, cells, reporters):
        self.cells, self.reporters = cells, sorted(reporters)
        self.total = trade_.total(cells.values())

    @functools.cached_property
    def one_price(self):
        """Do at least three members have the same unit value, to a thousandth?"""
        prices = [Fraction(cell[USD], cell[KG]) for cell in self.cells.values()
                  if cell[KG] and not cell[UNWEIGHED]]
        return len(prices) > 2 and max(prices) - min(prices) <= max(prices) / 1000


class Groups:
    """All groups of one set of files. `bloc` is the one whose inside trade OUTSIDE leaves out if
    the claim names no bloc."""

    def __init__(self, trade, countries, baskets, bloc, absent_is_zero=False):
        self.trade, self.countries, self.baskets = trade, countries, baskets
        self.bloc, self.absent_is_zero = bloc, absent_is_zero
        self.views, self.groups, self.absences = {}, {}, {}  # caches

    def group(self, subject, definition, period):
        """The Group of a definition in a period, and the key of the subject in it. Raises
        NoFigure."""
        country, other = sides(subject, definition.whole)
        world, mirror = definition.whole.world, definition.side == MIRROR
        self.check_sides(subject, definition, period)
        self.check_reports(definition, period, other if mirror else country)
        pairs = self.pairs(definition, period)
        self.check_codes(definition, period)
        key = (period, definition.whole.flow, pairs, mirror, self.blocs(subject), definition.scope,
               None if world else country)
        if key not in self.groups:
            view = self.view(subject, definition, period)
            cells = trade_.by_reporter(view) if world else view.get(country, {})
            raw = self.trade.table(period, definition.whole.flow, pairs, mirror)
            self.groups[key] = Group(cells, self.reporters(raw, definition, period, country))
        group = self.groups[key]
        if not group.cells:
            raise NoFigure(f"no row of {definition.goods.name} is in the "
                           f"{FLOWS[definition.whole.flow]} of "
                           f"{'the world' if world else country} of {period}"
                           f"{self.reported_as(definition, period, country)}")
        if len(group.reporters) < 2 and \
                (world or mirror and not (subject.kind == "amount" and other)):
            raise NoFigure(f"{' '.join(group.reporters)} alone reports "
                           f"{FLOWS[reported_flow(definition)]} of {definition.goods.name} in "
                           f"{period}, which is no whole to be a part of")
        return group, country if world else other

    def reported_as(self, definition, period, country):
        """Half a sentence: who reported it, in which editions."""
        if definition.side == MIRROR:
            return ", as the other side reports them"
        editions = self.trade.reported(period, definition.whole.flow).get(country, ())
        return f", which it reported in {' '.join(sorted(editions))}" if any(editions) else ""

    def reporters(self, raw, definition, period, country):
        """The countries whose reports are in the group; `raw` is its table without recoding."""
        own = raw.keys() if definition.whole.world else raw.keys() & self.codes(country, period)
        if definition.side != MIRROR:
            return set(own)
        return {partner for code in own for partner in raw[code]}

    def view(self, subject, definition, period):
        """The table of a definition: blocs as one country, inside trade left out."""
        blocs, pairs = self.blocs(subject), self.pairs(definition, period)
        mirror = definition.side == MIRROR
        key = period, definition.whole.flow, pairs, mirror, blocs, definition.scope
        if key not in self.views:
            table = self.trade.table(period, definition.whole.flow, pairs, mirror)
            if blocs:
                table = trade_.recode(table, self.bloc_of(blocs, period))
                inside = {(bloc, bloc) for bloc in blocs}
            else:
                members = self.countries.members(self.bloc, period)
                inside = {(one, other) for one in members for other in members}
            self.views[key] = (trade_.without(table, inside) if definition.scope == OUTSIDE else
                               table)
        return self.views[key]

    def blocs(self, subject):
        """The blocs that a subject names."""
        return tuple(side for side in (subject.importer, subject.exporter)
                     if side and self.countries.is_bloc(side))

    def bloc_of(self, blocs, period):
        """{member: bloc}. Raises NoFigure if a country is in two of them."""
        found: dict[str, str] = {}
        for bloc in blocs:
            for member in sorted(self.countries.members(bloc, period)):
                if found.setdefault(member, bloc) != bloc:
                    raise NoFigure(f"{member} is in {found[member]} and in {bloc}")
        return found

    def codes(self, country, period):
        """The codes of a country or of the members of a bloc."""
        return self.countries.members(country, period) if self.countries.is_bloc(country) else \
            {country}

    def pairs(self, definition, period):
        """The pairs of edition and code that occur and are in the goods. Raises NoFigure."""
        try:
            return self.baskets.pairs(definition.goods,
                                      self.trade.pairs(period, reported_flow(definition)))
        except baskets_.Unknown as error:
            raise NoFigure(str(error)) from None

    # The conditions of a figure. All raise NoFigure.

    def check_sides(self, subject, definition, period):
        """A bloc counts as one country, so its trade with a member has no figure, and its trade
        with itself has one only if inside trade is kept."""
        for bloc, other in ((subject.importer, subject.exporter),
                            (subject.exporter, subject.importer)):
            if bloc not in self.blocs(subject):
                continue
            if other in self.countries.members(bloc, period):
                raise NoFigure(f"{other} is in {bloc}, which counts as one: trade of the two is "
                               "inside it; name a country on each side")
            if other == bloc and definition.scope == OUTSIDE:
                raise NoFigure(f"trade of {bloc} with itself is inside it, and left out")

    def check_reports(self, definition, period, reporter):
        """The reporter, or for a sum over all reporters anyone, must have reported the flow."""
        flow = reported_flow(definition)
        reported = self.trade.reported(period, flow)
        if not reported:
            raise NoFigure(self.nothing(period, flow))
        if reporter is None or definition.whole.world and definition.side == MIRROR:
            return
        if not self.codes(reporter, period) & reported.keys():
            raise NoFigure(f"{reporter} has no {FLOWS[flow]} of {period} in the files, of no "
                           "commodity: not reported yet, or not among the files")

    def nothing(self, period, flow):
        """Why there is no report of a flow in a period."""
        periods = {of for of, _ in self.trade.coverage}
        if period not in periods and any(of.startswith(period) for of in periods):
            return (f"of {period} only months are in the files; "
                    f"{programs.installed_name('aggregate')} --by period:4 adds them up")
        return (f"no {FLOWS[flow]} of {period} are in the files" if period in periods else
                f"nothing of {period} is in the files")

    def check_codes(self, definition, period):
        """The files must have rows of all codes of the goods, unless absent codes count as 0."""
        flow = reported_flow(definition)
        absent = self.absent(definition.goods, period, flow)
        if absent and not self.absent_is_zero:
            raise NoFigure(f"no {FLOWS[flow]} of {' '.join(absent)} in {period} are in the files, "
                           "from nobody; if there were none, --absent zero says so")

    def absent(self, goods, period, flow):
        """The codes that the goods have in all editions in use, and of which no reporter has a
        row."""
        key = goods, period, flow
        if key not in self.absences:
            editions = set().union(*self.trade.reported(period, flow).values())
            wanted = set.intersection(*(self.baskets.codes(goods, edition) for edition in editions))
            present = {code for _, code in self.trade.pairs(period, flow)}
            self.absences[key] = sorted(code for code in wanted
                                        if not any(row.startswith(code) for row in present))
        return self.absences[key]

    # Remarks on a figure

    def silent(self, definition):
        """The countries that reported the flow a period before or after the last one, but not in
        it."""
        flow, period = reported_flow(definition), definition.periods[-1]
        around = (self.trade.reported(step(period, by), flow) for by in (-1, 1))
        return sorted(set().union(*around) - self.trade.reported(period, flow).keys())

    def bare(self, subject, definition):
        """The codes of the goods of which other reporters have rows in the last period, and the
        country of the definition has none."""
        if definition.side == MIRROR or definition.whole.world:
            return []
        period, flow = definition.periods[-1], definition.whole.flow
        country, _ = sides(subject, definition.whole)
        own, others = set(), set()
        for pair in self.pairs(definition, period):
            reporters = self.trade.table(period, flow, frozenset({pair})).keys()
            others.add(pair[1])
            if reporters & self.codes(country, period):
                own.add(pair[1])
        return sorted(others - own)
