"""The API's CSV and JSON."""

import json

from reliance.testdata.record import AMOUNTS, BOOLEANS, COLUMNS, record
from reliance.testdata.texts import csv_text

INTEGERS = {"refPeriodId", "refYear", "refMonth", "reporterCode", "partnerCode", "partner2Code",
            "motCode", "qtyUnitCode", "altQtyUnitCode", "legacyEstimationFlag"}

# null in the API's responses unless descriptions are requested
NAMES = {name for name in COLUMNS if name.endswith(("ISO", "Desc", "Abbr"))} | {"aggrLevel", "isLeaf"}


def api_csv(facts, bom=False, has_blank_mos=lambda fact: False):
    """The API's CSV, UTF-8; has_blank_mos selects the rows whose mode of supply is "0 "."""
    rows = [COLUMNS]
    for fact in facts:
        row = record(fact)
        if has_blank_mos(fact):
            row["mosCode"] = "0 "
        rows.append([row[name] for name in COLUMNS])
    return csv_text(rows).encode("utf-8-sig" if bom else "utf-8")


def subset_csv(facts):
    """Nine of the API's columns: no breakdown, no estimation flags."""
    names = ("refYear period reporterCode flowCode partnerCode cmdCode primaryValue netWgt"
             " classificationCode").split()
    rows = [[record(fact)[name] for name in names] for fact in facts]
    return csv_text([names] + rows).encode()


def json_value(name, text):
    if name in NAMES or text == "":
        return None
    if name in BOOLEANS:
        return text == "true"
    if name in AMOUNTS:
        return float(text)  # the amounts are short enough for a double
    return int(text) if name in INTEGERS else text


def json_records(facts):
    return [{name: json_value(name, row[name]) for name in COLUMNS} for row in map(record, facts)]


def json_envelope(facts):
    data = json_records(facts)
    envelope = {"elapsedTime": "0.21 secs", "count": len(data), "data": data, "error": ""}
    return (json.dumps(envelope, indent=1) + "\n").encode()


def json_array(facts):
    """One line, keys in reverse order, and an undocumented field in the first row."""
    data = [dict(reversed(row.items())) for row in json_records(facts)]
    data[0] = {"newField": {"note": "made \"row\", é: [}]", "list": [1, {"a": None}, "\\"]}, **data[0]}
    return json.dumps(data).encode()
