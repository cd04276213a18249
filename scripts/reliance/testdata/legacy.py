"""The CSV and JSON of the service that Comtrade retired."""

import json

from reliance.testdata.codes import COMMODITIES, COUNTRIES, LEGACY_FLOWS, number
from reliance.testdata.texts import csv_text, plain

LEGACY_COLUMNS = (
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,"
    "Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,2nd Partner Code,2nd Partner,"
    "2nd Partner ISO,Customs Proc. Code,Customs,Mode of Transport Code,Mode of Transport,Commodity Code,"
    "Commodity,Qty Unit Code,Qty Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,Alt Qty,Netweight (kg),"
    "Gross weight (kg),Trade Value (US$),CIF Trade Value (US$),FOB Trade Value (US$),Flag").split(",")

LEGACY_BULK_COLUMNS = (
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,"
    "Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,Commodity,"
    "Qty Unit Code,Qty Unit,Qty,Netweight (kg),Trade Value (US$),Flag").split(",")


def legacy_iso(country):
    """The old site wrote WLD for World, and no ISO code for areas that are not countries."""
    return {"W00": "WLD", "_X": "", "S19": ""}.get(country, country)


def legacy_record(fact):
    """The columns with a value; all others are empty in this layout."""
    flow_code, flow = LEGACY_FLOWS[fact.flow]
    return {
        "Classification": fact.edition, "Year": fact.period, "Period": fact.period, "Period Desc.": fact.period,
        "Aggregate Level": len(fact.hs), "Is Leaf Code": 1, "Trade Flow Code": flow_code, "Trade Flow": flow,
        "Reporter Code": number(fact.reporter), "Reporter": COUNTRIES[fact.reporter][2],
        "Reporter ISO": legacy_iso(fact.reporter), "Partner Code": number(fact.partner),
        "Partner": COUNTRIES[fact.partner][2], "Partner ISO": legacy_iso(fact.partner),
        "Commodity Code": fact.hs, "Commodity": COMMODITIES[fact.hs],
        "Qty Unit Code": 1 if fact.net is None else 8,
        "Qty Unit": "No Quantity" if fact.net is None else "Weight in kilograms",
        "Qty": plain(fact.net), "Netweight (kg)": plain(fact.net), "Trade Value (US$)": plain(fact.value),
        "Flag": fact.est,
    }


def legacy_csv(facts, columns):
    rows = [[legacy_record(fact).get(name, "") for name in columns] for fact in facts]
    return csv_text([columns] + rows, end="\r\n").encode()


def json_number(amount):
    """The amount as JSON number: an integer unless it has a fraction; None for None."""
    if amount is None:
        return None
    return int(amount) if amount == int(amount) else float(amount)


def legacy_json(facts):
    dataset = []
    for fact in facts:
        flow_code, flow = LEGACY_FLOWS[fact.flow]
        net = json_number(fact.net)
        dataset.append({
            "pfCode": fact.edition, "yr": int(fact.period), "period": int(fact.period), "periodDesc": fact.period,
            "aggrLevel": len(fact.hs), "IsLeaf": 1, "rgCode": flow_code, "rgDesc": flow,
            "rtCode": number(fact.reporter), "rtTitle": COUNTRIES[fact.reporter][2],
            "rt3ISO": legacy_iso(fact.reporter), "ptCode": number(fact.partner),
            "ptTitle": COUNTRIES[fact.partner][2], "pt3ISO": legacy_iso(fact.partner),
            "ptCode2": None, "ptTitle2": "", "pt3ISO2": "", "cstCode": "", "cstDesc": "", "motCode": "",
            "motDesc": "", "cmdCode": fact.hs, "cmdDescE": COMMODITIES[fact.hs],
            "qtCode": 1 if net is None else 8, "qtDesc": "No Quantity" if net is None else "Weight in kilograms",
            "qtAltCode": None, "qtAltDesc": "", "TradeQuantity": net, "AltQuantity": None, "NetWeight": net,
            "GrossWeight": None, "TradeValue": json_number(fact.value), "CIFValue": None, "FOBValue": None,
            "estCode": fact.est,
        })
    validation = {"status": {"name": "Ok", "value": 0}, "message": None, "count": {"value": len(dataset)}}
    return json.dumps({"validation": validation, "dataset": dataset}, ensure_ascii=False).encode()
