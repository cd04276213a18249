"""The United States in 2024: the facts of all usa-2024 files."""

from collections import defaultdict, namedtuple
from decimal import Decimal

from reliance.testdata.facts import Fact, is_total, split, with_world

PUBLISHED_WORLD = 175165060
PUBLISHED_CHINA = 119772703
PUBLISHED_SHARES = {"JPN": "11.84", "FRA": "5.06", "AUT": "4.29", "ZAF": "2.49"}

# flow, HS code, partner, US dollars, kg (- is left out, 0 is written as 0), estimation code.
# Imports of 28....: the sums over the three codes are the published figures of the five
# named suppliers and of the world. The split, everything else and all weights are invented.
USA_2024 = """
M  280530 CHN  22480500     1204500    0
M  280530 JPN   3120000       52000    0
M  280530 FRA    410000        8200    0
M  280530 EST    214500        9750    0
M  280530 DEU    342700        4100    4
M  280530 GBR   1208300       15104.5  0
M  284610 CHN  15310203     3010250    0
M  284610 JPN   6241000      402118.5  0
M  284610 FRA   2000900      150000    2
M  284610 AUT   1012300       88000    0
M  284610 ZAF    245200       21000    0
M  284610 S19    990600       61900    6
M  284610 TUR     48750           0    0
M  284690 CHN  81982000     5415000    0
M  284690 JPN  11380000      240000    0
M  284690 FRA   6450000      310000    0
M  284690 AUT   6500000      275000    0
M  284690 ZAF   4120000      190000    0
M  284690 EST   3000000      620000    0
M  284690 MYS   2876400      951000    0
M  284690 KOR   1953100       70400    0
M  284690 DEU   1500000       33000    0
M  284690 CIV     12300           -    0
M  284690 USA    118900        2100    0
M  284690 _X    1647407       40000    4
M  850511 CHN 400000000     9000000    0
M  850511 JPN  60000000      600000    0
M  850511 DEU  45000000      500000    0
M  850511 PHL  38000000      700000    0
M  850511 S19   9000000      210000    4
M  850511 MEX   7500000      150000    0
M  850511 USA    250000        2500    0
M  850511 _X     250000           -    0
RM 284690 USA    118900        2100    0
RM 850511 JPN   1000000       10000    0
RM 850511 USA    250000        2500    0
X  284690 CHN   9000000     1500000    0
X  284690 JPN  12500000.125  400000    0
X  284690 MYS  30000000    20000000    0
X  850511 CAN  25000000      250000    0
X  850511 DEU  10250000.5     90000.75 0
X  850511 MEX  40000000      900000    0
RX 284690 JPN    500000       16000    0
RX 850511 CAN   5000000       50000    0
RX 850511 MEX   8000000      180000    0
DX 284690 CHN   9000000     1500000    0
DX 284690 JPN  12000000.125  384000    0
DX 284690 MYS  30000000    20000000    0
DX 850511 CAN  20000000      200000    0
DX 850511 DEU  10250000.5     90000.75 0
DX 850511 MEX  32000000      720000    0
"""

# Partners whose imports are broken down, and the parts in per cent. Each dimension doubles a naive
# sum: JPN 2 times, FRA 4, AUT 8 (identical rows), magnets from DEU and from World 2.
Breakdown = namedtuple("Breakdown", "hs_prefix partner modes customs partner2 total_last")

BREAKDOWNS = [
    Breakdown("28", "JPN", {"1000": 30, "2100": 70}, {}, {}, False),
    Breakdown("28", "FRA", {"1000": 40, "2100": 60}, {}, {"DEU": 100}, True),
    Breakdown("28", "AUT", {"1000": 100}, {"C01": 100}, {"AUT": 100}, True),
    Breakdown("85", "DEU", {"1000": 25, "2100": 70, "3200": 5}, {}, {}, False),
    Breakdown("85", "W00", {"1000": 15, "2100": 80, "3200": 5}, {}, {}, False),
]


def parse_usa():
    """The facts of the table above."""
    facts = []
    for line in USA_2024.split("\n")[1:-1]:
        flow, hs, partner, value, kg, est = line.split()
        net = None if kg == "-" else Decimal(kg)
        facts.append(Fact("2024", flow, "USA", partner, "H6", hs, Decimal(value), net, int(est)))
    return facts


def split_fact(fact, column, parts):
    """The fact itself, then its parts by one breakdown column."""
    percents = list(parts.values())
    values, nets = split(fact.value, percents), split(fact.net, percents)
    rows = [fact]
    for code, value, net in zip(parts, values, nets):
        rows.append(fact._replace(value=value, net=net, **{column: code}))
    return rows


def break_down(fact, breakdown):
    """The cross product of all breakdown columns, totals included."""
    rows = [fact]
    for column, parts in (("mode", breakdown.modes), ("customs", breakdown.customs),
                          ("partner2", breakdown.partner2)):
        rows = [part for row in rows for part in (split_fact(row, column, parts) if parts else [row])]
    return rows[::-1] if breakdown.total_last else rows


def usa_facts():
    """The rows of all usa-2024 files, in file order."""
    rows: list = []
    for fact in with_world(parse_usa()):
        broken = [b for b in BREAKDOWNS
                  if fact.flow == "M" and fact.partner == b.partner and fact.hs.startswith(b.hs_prefix)]
        rows.extend(break_down(fact, broken[0]) if broken else [fact])
    return rows


def check_usa(facts):
    """End the run unless the facts match the published figures and parts add up to totals."""
    totals: dict = defaultdict(Decimal)
    naive: dict = defaultdict(Decimal)
    for fact in facts:
        if fact.flow == "M" and fact.hs != "850511":
            naive[fact.partner] += fact.value
            if is_total(fact):
                totals[fact.partner] += fact.value
    assert totals["W00"] == PUBLISHED_WORLD and totals["CHN"] == PUBLISHED_CHINA
    assert sum(totals.values()) == 2 * PUBLISHED_WORLD
    share = {partner: 100 * value / PUBLISHED_WORLD for partner, value in totals.items()}
    assert f"{share['CHN']:.4f}" == "68.3771"
    for partner, published in PUBLISHED_SHARES.items():
        assert f"{share[partner]:.2f}" == published, partner
    others = [value for partner, value in totals.items()
              if partner not in PUBLISHED_SHARES and partner not in ("W00", "CHN")]
    assert len(others) >= 6 and max(others) < totals["ZAF"]
    for partner, factor in (("CHN", 1), ("JPN", 2), ("FRA", 4), ("AUT", 8)):
        assert naive[partner] == factor * totals[partner], partner
    exports: dict = defaultdict(Decimal)
    for fact in facts:
        exports[fact.flow] += fact.value
    assert exports["X"] == exports["RX"] + exports["DX"]
