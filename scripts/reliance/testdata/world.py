"""Trade of the world in 2012, 2022 and 2023, all invented."""

from collections import defaultdict
from decimal import Decimal

from reliance.testdata.codes import EU_MEMBERS
from reliance.testdata.facts import Fact, add_weights, with_world

WORLD_YEARS = ("2012", "2022", "2023")

# flow, reporter, HS code, then for each partner thousands of US dollars in 2012, 2022 and
# 2023 (- is no row). All invented. Viet Nam does not report in 2023, its partners do.
WORLD = """
M USA 284690 CHN 90000 110000 80000 JPN 9000 15000 16000 EST 4000 8000 7000
M USA 284690 FRA 6000 7000 7000 MYS - 9000 12000
M USA 850511 CHN 180000 460000 420000 JPN 60000 70000 50000 DEU 40000 45000 40000
M USA 850511 PHL 20000 30000 40000 S19 5000 6000 6000
M USA 280530 CHN 12000 20000 18000 GBR 2000 1000 1000
M JPN 284690 CHN 300000 260000 220000 FRA 30000 40000 40000 EST 10000 12000 11000
M JPN 284690 VNM 20000 90000 120000 USA 5000 4000 4000
M JPN 850511 CHN 60000 80000 70000 PHL 50000 90000 95000 VNM 10000 80000 85000
M JPN 850511 THA 20000 15000 15000 DEU 5000 5000 4000
M JPN 280530 CHN 90000 110000 100000 VNM 30000 70000 60000
M KOR 284690 CHN 40000 50000 45000 JPN 30000 20000 20000 FRA 5000 6000 5000 USA 2000 2000 2000
M KOR 850511 CHN 150000 400000 380000 JPN 60000 30000 25000 PHL 10000 8000 8000 VNM 1000 20000 24000
M DEU 284690 CHN 50000 40000 36000 FRA 12000 14000 13000 AUT 9000 10000 9000
M DEU 284690 EST 2000 8000 8000 USA 4000 3000 3000
M DEU 850511 CHN 300000 700000 600000 JPN 20000 25000 22000 ITA 6000 8000 8000
M DEU 850511 NLD 5000 9000 10000 GBR 4000 3000 3000
M FRA 284690 CHN 60000 50000 40000 EST 8000 20000 18000 DEU 5000 6000 6000 USA 10000 4000 3000
M FRA 850511 CHN 40000 90000 80000 DEU 30000 35000 30000 ITA 3000 4000 4000 GBR 2000 2000 2000
M ITA 284690 CHN 10000 12000 10000 FRA 3000 4000 4000 DEU 2000 2000 2000 AUT 500 1000 1000
M ITA 850511 CHN 50000 120000 110000 DEU 20000 25000 24000 NLD 1000 3000 3000 JPN 4000 2000 2000
M GBR 284690 CHN 12000 15000 14000 FRA 4000 5000 5000 USA 3000 2000 2000 EST - 1000 2000
M GBR 850511 CHN 40000 60000 50000 DEU 15000 10000 9000 JPN 3000 4000 4000 USA 2000 2000 2000
M IND 284690 CHN 9000 20000 22000 JPN 1000 2000 2000 KOR 500 1000 1000
M IND 850511 CHN 30000 140000 160000 KOR 2000 9000 8000 JPN 4000 6000 5000 DEU 3000 4000 4000
M CHN 284690 MYS 50000 300000 320000 VNM 5000 30000 20000 USA 20000 200000 180000 _X - 4000 6000
M CHN 850511 JPN 90000 120000 100000 PHL 20000 30000 30000 CHN 10000 30000 25000 DEU 8000 9000 8000
X CHN 284690 USA 85000 105000 76000 JPN 290000 250000 210000 DEU 48000 39000 35000
X CHN 284690 FRA 58000 48000 39000 ITA 9000 11000 9000
X CHN 850511 USA 170000 440000 400000 DEU 290000 670000 570000 KOR 140000 380000 360000
X CHN 850511 ITA 48000 115000 105000 FRA 38000 86000 76000
X JPN 850511 CHN 85000 115000 95000 USA 58000 67000 48000 DEU 19000 24000 21000
X USA 284690 CHN 19000 190000 172000 JPN 4000 4000 4000
X DEU 850511 FRA 29000 34000 29000 ITA 19000 24000 23000 USA 38000 43000 38000
X VNM 284690 JPN 19000 86000 - CHN 4000 28000 -
X VNM 850511 JPN 9000 76000 - KOR 1000 19000 -
X FRA 284690 DEU 11000 13000 12000 JPN 28000 38000 38000 USA 5000 6000 6000
"""

# US dollars per kilogram, from China and from all others: China is cheaper, so shares by weight
# differ from shares by value.
UNIT_VALUES = {"280530": (40, 100), "284690": (10, 25), "850511": (40, 80)}


def edition_of(year, reporter):
    """The HS edition in which the reporter reported that year."""
    if year == "2012":
        return "H4"
    return "H5" if year == "2022" and reporter in ("IND", "ITA", "VNM") else "H6"


def world_fact(year, flow, reporter, hs, partner, thousands):
    value = Decimal(thousands) * 1000
    cheap, dear = UNIT_VALUES[hs]
    seller = partner if flow == "M" else reporter
    net = value / (cheap if seller == "CHN" else dear)
    est = 4 if reporter == "IND" else 0
    return Fact(year, flow, reporter, partner, edition_of(year, reporter), hs, value, net, est)


def parse_world():
    """The facts of the table above."""
    facts = []
    for line in WORLD.split("\n")[1:-1]:
        flow, reporter, hs, *cells = line.split()
        for start in range(0, len(cells), 4):
            partner, *amounts = cells[start:start + 4]
            for year, amount in zip(WORLD_YEARS, amounts):
                if amount != "-":
                    facts.append(world_fact(year, flow, reporter, hs, partner, amount))
    return facts


def add_up(facts, column, code, edition):
    """The facts with one column set to a bloc's code, and facts of equal keys summed."""
    groups = defaultdict(list)
    for fact in facts:
        fact = fact._replace(**{column: code}, edition=edition or fact.edition)
        groups[fact.period, fact.flow, fact.reporter, fact.partner, fact.hs].append(fact)
    return [group[0]._replace(value=sum(fact.value for fact in group), net=add_weights(group))
            for group in groups.values()]


def world_facts():
    """All reporters, the EU as reporter of its members' imports from outside the EU, and the EU
    as partner in China's exports: in addition to its members, and not in the World rows."""
    facts = parse_world()
    extra_eu = [fact for fact in facts
                if fact.flow == "M" and fact.reporter in EU_MEMBERS and fact.partner not in EU_MEMBERS]
    eu_imports = [fact._replace(edition=edition_of(fact.period, "EUR"))
                  for fact in add_up(extra_eu, "reporter", "EUR", None)]
    to_eu = [fact for fact in facts
             if fact.flow == "X" and fact.reporter == "CHN" and fact.partner in EU_MEMBERS]
    rows = with_world(facts + eu_imports) + add_up(to_eu, "partner", "EUR", None)
    return sorted(rows, key=lambda fact: fact.period)
