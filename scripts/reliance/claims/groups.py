"""What a figure is a part of: the partners of one country, or the reporters of the world, as a
definition has them; or why there is no such thing."""
import functools
from fractions import Fraction

from reliance.claims import baskets as baskets_
from reliance.claims import trade as trade_
from reliance.claims.question import MIRROR, OUTSIDE, step, teller, told_flow
from reliance.claims.trade import KG, UNWEIGHED, USD
from reliance.common import programs

FLOWS = {"M": "imports", "X": "exports"}


class NoFigure(Exception):
    """There is none, and why."""


class Group:
    """What a figure is a part of: cells by whom they belong to, and who reported them."""

    def __init__(self, cells, tellers):
        self.cells, self.tellers = cells, sorted(tellers)
        self.whole = trade_.total(cells.values())

    @functools.cached_property
    def one_price(self):
        """Is the unit value of at least three the same to a thousandth?"""
        prices = [Fraction(cell[USD], cell[KG]) for cell in self.cells.values()
                  if cell[KG] and not cell[UNWEIGHED]]
        return len(prices) > 2 and max(prices) - min(prices) <= max(prices) / 1000


class Groups:
    """Those of one set of files; `bloc` is whose inside OUTSIDE leaves out, where the claim itself
    names none."""

    def __init__(self, trade, places, baskets, bloc, absent_is_zero=False):
        self.trade, self.places, self.baskets = trade, places, baskets
        self.bloc, self.absent_is_zero = bloc, absent_is_zero
        self.views, self.groups, self.absences = {}, {}, {}

    def group(self, asked, definition, period):
        """The partners of one country, or the reporters of the world; and the key."""
        who, other = teller(asked, definition.part)
        world, mirror = definition.part.world, definition.side == MIRROR
        self.judge_sides(asked, definition, period)
        self.judge_reports(definition, period, other if mirror else who)
        pairs = self.pairs(definition, period)
        self.judge_codes(definition, period)
        place = (period, definition.part.flow, pairs, mirror, self.blocs(asked), definition.scope,
                 None if world else who)
        if place not in self.groups:
            view = self.view(asked, definition, period)
            cells = trade_.by_reporter(view) if world else view.get(who, {})
            raw = self.trade.table(period, definition.part.flow, pairs, mirror)
            self.groups[place] = Group(cells, self.tellers(raw, definition, period, who))
        group = self.groups[place]
        if not group.cells:
            raise NoFigure(f"no row of {definition.goods.name} is in the "
                           f"{FLOWS[definition.part.flow]} of {'the world' if world else who} of "
                           f"{period}{self.by_whom(definition, period, who)}")
        if len(group.tellers) < 2 and (world or mirror and not (asked.kind == "amount" and other)):
            raise NoFigure(f"{' '.join(group.tellers)} alone reports "
                           f"{FLOWS[told_flow(definition)]} of {definition.goods.name} in "
                           f"{period}, which is no whole to be a part of")
        return group, who if world else other

    def by_whom(self, definition, period, who):
        if definition.side == MIRROR:
            return ", as the other side reports them"
        editions = self.trade.reported(period, definition.part.flow).get(who, ())
        return f", which it reported in {' '.join(sorted(editions))}" if any(editions) else ""

    def tellers(self, raw, definition, period, who):
        """The countries whose reports are in it."""
        mine = raw.keys() if definition.part.world else raw.keys() & self.countries(who, period)
        if definition.side != MIRROR:
            return set(mine)
        return {partner for country in mine for partner in raw[country]}

    def view(self, asked, definition, period):
        """The table of a definition, blocs folded and the trade inside them left out."""
        blocs, pairs = self.blocs(asked), self.pairs(definition, period)
        mirror = definition.side == MIRROR
        place = period, definition.part.flow, pairs, mirror, blocs, definition.scope
        if place not in self.views:
            table = self.trade.table(period, definition.part.flow, pairs, mirror)
            if blocs:
                table = trade_.recode(table, self.bloc_of(blocs, period))
                inside = {(bloc, bloc) for bloc in blocs}
            else:
                members = self.places.members(self.bloc, period)
                inside = {(one, other) for one in members for other in members}
            self.views[place] = (trade_.without(table, inside) if definition.scope == OUTSIDE else
                                 table)
        return self.views[place]

    def blocs(self, asked):
        return tuple(side for side in (asked.importer, asked.exporter)
                     if side and self.places.is_bloc(side))

    def bloc_of(self, blocs, period):
        """The bloc of each member."""
        found = {}
        for bloc in blocs:
            for member in sorted(self.places.members(bloc, period)):
                if found.setdefault(member, bloc) != bloc:
                    raise NoFigure(f"{member} is in {found[member]} and in {bloc}")
        return found

    def countries(self, place, period):
        return self.places.members(place, period) if self.places.is_bloc(place) else {place}

    def pairs(self, definition, period):
        """The rows' pairs of edition and code that are in the goods."""
        try:
            return self.baskets.holds(definition.goods,
                                      self.trade.pairs(period, told_flow(definition)))
        except baskets_.Unknown as error:
            raise NoFigure(str(error)) from None

    # why there is none

    def judge_sides(self, asked, definition, period):
        """A bloc counts as one, so no figure is about its trade with a member, and only where the
        trade inside is kept is one about that with itself."""
        for bloc, other in ((asked.importer, asked.exporter), (asked.exporter, asked.importer)):
            if bloc not in self.blocs(asked):
                continue
            if other in self.places.members(bloc, period):
                raise NoFigure(f"{other} is in {bloc}, which counts as one: trade of the two is "
                               "inside it; name a country on each side")
            if other == bloc and definition.scope == OUTSIDE:
                raise NoFigure(f"trade of {bloc} with itself is inside it, and left out")

    def judge_reports(self, definition, period, by):
        """Have those reported whose reports are needed: this one, or in a sum anybody?"""
        told = told_flow(definition)
        reported = self.trade.reported(period, told)
        if not reported:
            raise NoFigure(self.nothing(period, told))
        if by is None or definition.part.world and definition.side == MIRROR:
            return
        if not self.countries(by, period) & reported.keys():
            raise NoFigure(f"{by} has no {FLOWS[told]} of {period} in the files, of no commodity: "
                           "not reported yet, or not among the files")

    def nothing(self, period, told):
        periods = {of for of, _ in self.trade.coverage}
        if period not in periods and any(of.startswith(period) for of in periods):
            return (f"of {period} only months are in the files; "
                    f"{programs.installed_name('aggregate')} --by period:4 adds them up")
        return (f"no {FLOWS[told]} of {period} are in the files" if period in periods else
                f"nothing of {period} is in the files")

    def judge_codes(self, definition, period):
        """Are the codes of the goods in the files?"""
        told = told_flow(definition)
        absent = self.absent(definition.goods, period, told)
        if absent and not self.absent_is_zero:
            raise NoFigure(f"no {FLOWS[told]} of {' '.join(absent)} in {period} are in the files, "
                           "from nobody; if there were none, --absent zero says so")

    def absent(self, goods, period, told):
        """The codes that the goods have in all editions in use, and nobody has a row of."""
        place = goods, period, told
        if place not in self.absences:
            editions = set().union(*self.trade.reported(period, told).values())
            wanted = set.intersection(*(self.baskets.codes(goods, edition) for edition in editions))
            there = {code for _, code in self.trade.pairs(period, told)}
            self.absences[place] = sorted(code for code in wanted
                                          if not any(row.startswith(code) for row in there))
        return self.absences[place]

    # what to know of it

    def silent(self, definition):
        """Who reported the flow a period before or after, but not in the last one."""
        told, period = told_flow(definition), definition.periods[-1]
        around = (self.trade.reported(step(period, by), told) for by in (-1, 1))
        return sorted(set().union(*around) - self.trade.reported(period, told).keys())

    def bare(self, asked, definition):
        """The codes of the goods that others have rows of in the last period, and the one whose
        flow it is has not."""
        if definition.side == MIRROR or definition.part.world:
            return []
        period, flow = definition.periods[-1], definition.part.flow
        who, _ = teller(asked, definition.part)
        mine, others = set(), set()
        for pair in self.pairs(definition, period):
            has = self.trade.table(period, flow, frozenset({pair})).keys()
            others.add(pair[1])
            if has & self.countries(who, period):
                mine.add(pair[1])
        return sorted(others - mine)
