"""Fish, month by month in 2023."""

from decimal import Decimal

from reliance.testdata.facts import MILLI, Fact

# reporter, flow, HS code, partner, months, US dollars: a base, and a step for each month.
# France has 12 months, Morocco 7, Norway 12 but exports only.
MONTHLY = """
FRA M 030214 NOR 1-12 2400000 13457.321
FRA M 030389 MAR 1-12  310000  1024.007
FRA X 030214 ITA 1-12  150000   777.25
MAR M 030214 NOR 1-7    82000   311.113
MAR X 030389 ESP 1-7   505000  2048.5
NOR X 030214 FRA 1-12 2300000 12999.999
NOR X 030389 S19 1-12   64000    91.003
MAR MIF 030214 NOR 5-6  19000   905.36
"""


def monthly_facts():
    """The facts of the table above, by month."""
    facts = []
    for line in MONTHLY.split("\n")[1:-1]:
        reporter, flow, hs, partner, months, base, step = line.split()
        first, last = months.split("-")
        for month in range(int(first), int(last) + 1):
            value = Decimal(base) + month * Decimal(step)
            net, est = (value / 8).quantize(MILLI), 0
            if reporter == "NOR" and hs == "030389":
                est = 4 if month > 6 else 0
                net = Decimal(0) if month == 12 else net
            facts.append(Fact(f"2023{month:02}", flow, reporter, partner, "H6", hs, value, net, est))
    return sorted(facts, key=lambda fact: fact.period)
