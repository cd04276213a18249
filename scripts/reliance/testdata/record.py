"""One record in the 47 columns that the API and the website share."""

from reliance.testdata.codes import COMMODITIES, COUNTRIES, CUSTOMS, FLOWS, MODES, number
from reliance.testdata.texts import plain, truth

COLUMNS = """
typeCode freqCode refPeriodId refYear refMonth period reporterCode reporterISO reporterDesc
flowCode flowDesc partnerCode partnerISO partnerDesc partner2Code partner2ISO partner2Desc
classificationCode classificationSearchCode isOriginalClassification cmdCode cmdDesc aggrLevel isLeaf
customsCode customsDesc mosCode motCode motDesc qtyUnitCode qtyUnitAbbr qty isQtyEstimated
altQtyUnitCode altQtyUnitAbbr altQty isAltQtyEstimated netWgt isNetWgtEstimated grossWgt
isGrossWgtEstimated cifvalue fobvalue primaryValue legacyEstimationFlag isReported isAggregate
""".split()
BOOLEANS = {name for name in COLUMNS if name.startswith("is")}
AMOUNTS = {"qty", "altQty", "netWgt", "grossWgt", "cifvalue", "fobvalue", "primaryValue"}


def legacy_flag(fact):
    """The old estimation flag. It is unreliable, as in real data: 0 for German estimates."""
    return 0 if fact.partner == "DEU" else fact.est


def period_columns(period):
    monthly = len(period) == 6
    return {"freqCode": "M" if monthly else "A", "period": period, "refYear": period[:4],
            "refPeriodId": period + "01" if monthly else period + "0101",
            "refMonth": str(int(period[4:])) if monthly else "52"}


def country_columns(prefix, country):
    code, iso, name = COUNTRIES[country]
    return {prefix + "Code": str(code), prefix + "ISO": iso, prefix + "Desc": name}


def quantity_columns(fact):
    weight = plain(fact.net)
    unit = ("8", "kg") if weight else ("-1", "N/A")
    return {"qtyUnitCode": unit[0], "qtyUnitAbbr": unit[1], "qty": weight,
            "isQtyEstimated": truth(fact.est & 2),
            "altQtyUnitCode": "-1", "altQtyUnitAbbr": "N/A", "altQty": "", "isAltQtyEstimated": "false",
            "netWgt": weight, "isNetWgtEstimated": truth(fact.est & 4),
            "grossWgt": "", "isGrossWgtEstimated": "false"}


def record(fact):
    """The 47 columns as text; empty means null."""
    value = plain(fact.value)
    imports = fact.flow in ("M", "RM", "MIF")
    # as in real data, neither flag marks totals: some totals are reported, some are not
    reported = number(fact.partner) % 10 == 0
    return {
        "typeCode": "C", **period_columns(fact.period),
        **country_columns("reporter", fact.reporter), **country_columns("partner", fact.partner),
        **country_columns("partner2", fact.partner2),
        "flowCode": fact.flow, "flowDesc": FLOWS[fact.flow],
        "classificationCode": fact.edition, "classificationSearchCode": "HS",
        "isOriginalClassification": "true",
        "cmdCode": fact.hs, "cmdDesc": COMMODITIES[fact.hs], "aggrLevel": str(len(fact.hs)), "isLeaf": "true",
        "customsCode": fact.customs, "customsDesc": CUSTOMS[fact.customs], "mosCode": "0",
        "motCode": fact.mode, "motDesc": MODES[fact.mode], **quantity_columns(fact),
        "cifvalue": value if imports else "", "fobvalue": "" if imports else value, "primaryValue": value,
        "legacyEstimationFlag": str(legacy_flag(fact)),
        "isReported": truth(reported), "isAggregate": truth(not reported),
    }
