"""Small files that mix rows which must not be added: levels, editions, classifications."""

from collections import defaultdict

from reliance.testdata.codes import number
from reliance.testdata.texts import csv_text, truth

LEVELS = {  # 6-digit code: thousand US dollars from China and from the USA
    "280519": (1000, 500), "280530": (100000, 2000), "284610": (20000, 1000),
    "284690": (220000, 4000), "850511": (70000, 6000), "850519": (30000, 1500), "999999": (9000, 5000),
}

SUBSET = ("typeCode freqCode period reporterCode flowCode partnerCode classificationCode cmdCode"
          " primaryValue netWgt").split()


def mixed_levels_csv():
    """Japan 2023: TOTAL, chapters, headings and subheadings, each level with the same sum."""
    sums: dict = defaultdict(int)
    for code, amounts in LEVELS.items():
        for level in ("TOTAL", code[:2], code[:4], code):
            for partner, amount in zip(("CHN", "USA"), amounts):
                sums[level, partner] += amount * 1000
                sums[level, "W00"] += amount * 1000
    rows: list = [SUBSET]
    for (code, partner), value in sorted(sums.items(), key=lambda item: (item[0][0] != "TOTAL", item)):
        weight = value // 20 if len(code) == 6 else ""
        rows.append(("C", "A", 2023, 392, "M", number(partner), "H6", code, value, weight))
    return csv_text(rows).encode()


def two_editions_csv():
    """Korea 2022 as reported in H5, and again converted to H6, which splits 811292."""
    reported = {"280530": 15000, "284690": 50000, "850511": 400000, "811292": 4000}
    converted = {**reported, "811292": 3000, "811241": 1000}
    rows: list = [SUBSET + ["isOriginalClassification"]]
    for edition, codes in (("H5", reported), ("H6", converted)):
        for code, thousands in codes.items():
            rows.append(("C", "A", 2022, 410, "M", 156, edition, code, thousands * 1000, thousands * 25,
                         truth(edition == "H5")))
    return csv_text(rows).encode()


def services_csv():
    """Goods by HS beside the same goods by SITC and BEC, and services."""
    columns = SUBSET + ["mosCode"]
    goods = ("C", "A", 2023, 826, "M")
    rows = [
        columns,
        (*goods, 156, "H6", "284690", 14000000, 700000, "0"),
        (*goods, 842, "H6", "284690", 2000000, 80000, "0"),
        (*goods, 156, "H6", "850511", 50000000, 1250000, "0"),
        (*goods, 156, "S4", "52595", 14000000, 700000, "0"),
        (*goods, 842, "S4", "52595", 2000000, 80000, "0"),
        (*goods, 156, "S4", "77881", 50000000, 1250000, "0"),
        (*goods, 156, "B5", "22", 64000000, "", "0"),
        ("S", "A", 2023, 826, "M", 156, "EB10", "SC", 3000000, "", "0"),
        ("S", "A", 2023, 826, "M", 156, "EB10", "SC", 1800000, "", "Mode 1"),
        ("S", "A", 2023, 826, "M", 842, "EB10", "SJ", 7000000, "", "0"),
    ]
    return csv_text(rows).encode()
