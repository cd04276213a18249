"""The trade of usa-2024 as other services publish it: in their columns, units, codes and totals.

Euros and pounds are the same numbers as the dollars, so that all files have the same figures."""

import json
from decimal import Decimal

from reliance.testdata.codes import COMMODITIES, COUNTRIES, number
from reliance.testdata.facts import is_total, trade_rows, with_world
from reliance.testdata.legacy import LEGACY_COLUMNS, legacy_record
from reliance.testdata.texts import csv_text, plain

ALPHA_2 = {"W00": "WORLD", "AUT": "AT", "CAN": "CA", "CHN": "CN", "CIV": "CI", "DEU": "DE", "EST": "EE", "FRA": "FR",
           "GBR": "UK", "JPN": "JP", "KOR": "KR", "MEX": "MX", "MYS": "MY", "PHL": "PH", "S19": "TW", "TUR": "TR",
           "USA": "US", "ZAF": "ZA", "_X": "QZ"}
SCHEDULE_C = {"W00": "-", "AUT": "4330", "CHN": "5700", "CIV": "7480", "DEU": "4280", "EST": "4470", "FRA": "4279",
              "GBR": "4120", "JPN": "5880", "KOR": "5800", "MEX": "2010", "MYS": "5570", "PHL": "5650", "S19": "5830",
              "TUR": "4890", "ZAF": "7910"}
WITS_NAMES = {"W00": " World", "KOR": "Korea, Rep.", "_X": "Unspecified", "TUR": "Turkey", "USA": "United States"}


def header(names):
    """The first row of a table."""
    return [names.split(",")]


def main_flows(facts):
    """Imports and exports, without breakdown rows."""
    return [fact for fact in facts if is_total(fact) and fact.flow in ("M", "X")]


def thousand(amount):
    return plain(amount / 1000)


def wits_page(facts):
    rows = header("Reporter,TradeFlow,ProductCode,Product Description,Year,Partner,Trade Value 1000USD,Quantity,"
            "Quantity Unit")
    for fact in main_flows(facts):
        rows.append(["United States", {"M": "Import", "X": "Export"}[fact.flow], fact.hs, COMMODITIES[fact.hs],
                     fact.period, WITS_NAMES.get(fact.partner, COUNTRIES[fact.partner][2]), thousand(fact.value),
                     plain(fact.net or None), "Kg" if fact.net else ""])
    return csv_text(rows).encode()


def wits_bulk(facts):
    """Flows 5 and 6 are what Comtrade calls M and X; 1, gross imports, has the re-imports, too."""
    rows = header("Nomenclature,ReporterISO3,ProductCode,ReporterName,PartnerISO3,PartnerName,Year,TradeFlowName,"
            "TradeFlowCode,TradeValue in 1000 USD,Quantity,QtyToken")
    for fact in main_flows(facts):
        iso = {"W00": "WLD", "_X": "UNS"}.get(fact.partner, fact.partner)
        lines = {"M": (("Import", 5), ("Gross Imp.", 1)), "X": (("Export", 6),)}[fact.flow]
        for name, code in lines:
            rows.append([fact.edition, "USA", fact.hs, "United States", iso, COUNTRIES[fact.partner][2], fact.period,
                         name, code, thousand(fact.value), plain(fact.net or None), 8 if fact.net else ""])
    return csv_text(rows, end="\r\n").encode()


def legacy_late(facts):
    """The old website's last year: the code of the flow is 0, its letter beside it."""
    rows = [LEGACY_COLUMNS]
    for fact in facts:
        if is_total(fact) and fact.flow in ("M", "X", "RM", "RX"):
            record = {**legacy_record(fact), "Trade Flow Code": 0, "Trade Flow": fact.flow}
            rows.append([record.get(name, "") for name in LEGACY_COLUMNS])
    return csv_text(rows).encode()


def legacy_in_r(facts):
    """The same as R writes it again: dotted names, NA, and no zeros before codes."""
    names = ["".join(c if c.isalnum() else "." for c in name) for name in LEGACY_COLUMNS]
    rows = [[f"X{name}" if name[0].isdigit() else name for name in names]]
    for fact in main_flows(facts):
        record = legacy_record(fact)
        rows.append([record.get(name, "") if record.get(name, "") != "" else "NA" for name in LEGACY_COLUMNS])
    return csv_text(rows).encode()


def eurostat(facts):
    """Value and weight in two rows, in the order of the series: all values, then all weights."""
    rows = header("DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG")
    for indicator in ("VALUE_IN_EUROS", "QUANTITY_IN_100KG", "SUPPLEMENTARY_QUANTITY"):
        for fact in main_flows(facts):
            cell = {"VALUE_IN_EUROS": plain(fact.value),
                    "QUANTITY_IN_100KG": plain(fact.net / 100) if fact.net else ""}.get(indicator, "7")
            rows.append(["ESTAT:DS-045409(1.0)", "15/06/25 11:00:00", "A", "US", ALPHA_2[fact.partner], fact.hs,
                         {"M": 1, "X": 2}[fact.flow], indicator, fact.period, cell, ""])
    return csv_text(rows).encode()


def comext(facts):
    """Two statistical procedures for each row, which add up."""
    rows = header("REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,VALUE_NAC,"
            "QUANTITY_KG,QUANTITY_SUPPL_UNIT")
    for fact in main_flows(facts):
        if fact.partner == "W00":
            continue
        part = (fact.value / 4).quantize(Decimal("0.01"))
        for procedure, value, net in ((1, fact.value - part, fact.net), (3, part, 0)):
            rows.append(["US", ALPHA_2[fact.partner], "E", f"{fact.hs}00", {"M": 1, "X": 2}[fact.flow], procedure,
                         "NO_SU", "202401", plain(value), plain(value), plain(net or Decimal(0)), 0])
    return csv_text(rows).encode()


def census(facts):
    """Imports of a month: arrays, the name of the commodity's column twice, a group beside its members."""
    rows = [["CTY_CODE", "CTY_NAME", "I_COMMODITY", "GEN_VAL_MO", "GEN_VAL_YR", "COMM_LVL", "I_COMMODITY", "time"]]
    partners = [fact for fact in trade_rows(facts) if fact.flow == "M" and fact.partner in SCHEDULE_C]
    for fact in with_world(partners):
        rows.append([SCHEDULE_C[fact.partner], COUNTRIES[fact.partner][2].upper(), fact.hs, plain(fact.value),
                     plain(fact.value * 3), "HS6", fact.hs, "2024-01"])
    rows.append(["0003", "EUROPEAN UNION", "280530", "967200", "2901600", "HS6", "280530", "2024-01"])
    return (json.dumps(rows[:1])[:-1] + ",\n" + ",\n".join(json.dumps(row) for row in rows[1:]) + "]").encode()


def atlas(facts):
    """Both flows in one row."""
    pairs: dict = {}
    for fact in main_flows(facts):
        if fact.partner not in ("W00", "_X"):
            pairs.setdefault((fact.partner, fact.hs), {})[fact.flow] = plain(fact.value)
    rows = header("country_id,country_iso3_code,partner_country_id,partner_iso3_code,product_id,product_hs12_code,year,"
            "export_value,import_value")
    for (partner, hs), values in pairs.items():
        iso = "TWN" if partner == "S19" else partner
        rows.append([840, "USA", number(partner), iso, 1234, hs, 2024, values.get("X", ""), values.get("M", "")])
    return csv_text(rows).encode()


def oec(facts):
    """Exports, with the section before the HS code: 2846 is of section 6, 8505 of section 16."""
    rows = header("HS6 ID,HS6,Exporter Country ID,Exporter Country,Importer Country ID,Importer Country,Year,Trade Value")
    for fact in main_flows(facts):
        if fact.flow == "X" and fact.partner != "W00":
            section = {"28": "6", "85": "16"}[fact.hs[:2]]
            rows.append([section + fact.hs, COMMODITIES[fact.hs], "nausa", "United States",
                         f"as{fact.partner.lower()}", COUNTRIES[fact.partner][2], fact.period, plain(fact.value)])
    return csv_text(rows).encode()


SOURCES = {
    "usa-2024-wits.csv": wits_page,
    "usa-2024-wits-bulk.csv": wits_bulk,
    "usa-2024-legacy-late.csv": legacy_late,
    "usa-2024-legacy-r.csv": legacy_in_r,
    "usa-2024-eurostat.csv": eurostat,
    "usa-2024-comext.csv": comext,
    "usa-2024-census.json": census,
    "usa-2024-atlas.csv": atlas,
    "usa-2024-oec.csv": oec,
}
