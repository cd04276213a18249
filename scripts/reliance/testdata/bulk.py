"""Bulk files, and the same columns under the names of the R client."""

import gzip
import io

from reliance.testdata.codes import number
from reliance.testdata.record import AMOUNTS, BOOLEANS, record
from reliance.testdata.texts import csv_text, with_point

BULK_COLUMNS = """
datasetCode typeCode freqCode refPeriodId refYear refMonth period reporterCode flowCode partnerCode
partner2Code classificationSearchCode classificationCode isOriginalClassification cmdCode customsCode
mosCode motCode qtyUnitCode qty isQtyEstimated altQtyUnitCode altQty isAltQtyEstimated netWgt
isNetWgtEstimated grossWgt isGrossWgtEstimated CIFValue FOBValue primaryValue legacyEstimationFlag
isReported isAggregate
""".split()

TIDY_COLUMNS = """
dataset_code type_code freq_code ref_period_id ref_year ref_month period reporter_code flow_code partner_code
partner2code classification_search_code classification_code is_original_classification cmd_code customs_code
mos_code mot_code qty_unit_code qty is_qty_estimated alt_qty_unit_code alt_qty is_alt_qty_estimated net_wgt
is_net_wgt_estimated gross_wgt is_gross_wgt_estimated cifvalue fobvalue primary_value legacy_estimation_flag
is_reported is_aggregate
""".split()


def dataset_code(fact):
    """A code of 17 digits, too many for a double."""
    return f"20{number(fact.reporter):03}{fact.period}01052000"


def bulk_record(fact):
    row = record(fact)
    for name in BOOLEANS:
        row[name] = "1" if row[name] == "true" else "0"
    for name in AMOUNTS:
        row[name] = with_point(row[name])
    if fact.partner == "KOR":
        row["mosCode"] = "-1"  # bulk files sometimes write it for 0
    return {**row, "datasetCode": dataset_code(fact), "CIFValue": row["cifvalue"], "FOBValue": row["fobvalue"]}


def bulk_rows(facts):
    return [[bulk_record(fact)[name] for name in BULK_COLUMNS] for fact in facts]


def gzip_member(data):
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0) as member:
        member.write(data)
    return out.getvalue()


def bulk_gz(facts):
    """Tab-separated, in two joined gzip members; the seam is inside a line."""
    text = csv_text([BULK_COLUMNS] + bulk_rows(facts), delimiter="\t").encode()
    middle = len(text) // 2
    while text[middle - 1:middle] == b"\n":
        middle += 1
    return gzip_member(text[:middle]) + gzip_member(text[middle:])


def tidy_csv(facts):
    return csv_text([TIDY_COLUMNS] + bulk_rows(facts)).encode()
