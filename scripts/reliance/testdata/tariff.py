"""Tariff-line data: national codes of 10 digits."""

from reliance.testdata.bulk import bulk_record
from reliance.testdata.facts import split
from reliance.testdata.texts import csv_text

TARIFF_COLUMNS = """
datasetCode typeCode freqCode refPeriodId period reporterCode flowCategory flowCode partnerCode partner2Code
classificationCode cmdCode customsCode mosCode motCode qtyUnitCode qty altQtyUnitCode altQty netWgt grossWgt
CIFValue FOBValue primaryValue
""".split()

# national codes of each HS code, and their invented shares in per cent
TARIFF_LINES = {
    "280530": {"2805300020": 60, "2805300050": 40},
    "284610": {"2846100010": 70, "2846100090": 30},
    "284690": {"2846902000": 25, "2846908000": 75},
    "850511": {"8505110030": 50, "8505110050": 30, "8505110070": 20},
}


def tariff_csv(facts):
    """National lines whose values and weights add up to each fact; no World rows, no estimation flags."""
    rows = [TARIFF_COLUMNS]
    for fact in facts:
        if fact.partner == "W00":
            continue
        lines = TARIFF_LINES[fact.hs]
        percents = list(lines.values())
        for code, value, net in zip(lines, split(fact.value, percents), split(fact.net, percents)):
            row = bulk_record(fact._replace(value=value, net=net))
            row.update(cmdCode=code, flowCategory=fact.flow[-1])
            rows.append([row[name] for name in TARIFF_COLUMNS])
    return csv_text(rows).encode()
