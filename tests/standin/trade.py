"""Synthetic trade from a seed, in the record layout of UN Comtrade."""
import functools
import zlib
from datetime import datetime, timedelta

REPORTERS = (842, 392, 410, 276, 251, 826, 156, 699, 124, 490, 528, 36, 97)
# without World, whose row is the sum; 899 is "areas nes"
PARTNERS = (156, 842, 392, 410, 276, 251, 826, 699, 124, 490, 36, 899,
            528, 40, 56, 76, 100, 152, 170, 188, 191, 196, 203, 208, 233, 246, 300, 344, 348, 360,
            372, 376, 398, 404, 428, 440, 442, 458, 470, 484, 504, 554, 566, 579, 586, 604, 608,
            616, 620, 634, 642, 643, 682, 702, 703, 704, 705, 710, 724, 752, 757, 764, 784, 792)
LEAVES = ("030311", "260300", "280511", "280530", "284610", "284690", "850511", "850519")
FLOWS = ("M", "X", "RX", "DX")
EDITIONS = ((2022, "H6"), (2017, "H5"), (2012, "H4"), (0, "H3"))
BROKEN_DOWN = (276, 251, 826)  # Germany, France and Britain have breakdown rows, the US does not

RECORD = (
    '{{"typeCode":"C","freqCode":"{freq}","refPeriodId":{year}{month:02d}01,"refYear":{year},'
    '"refMonth":{refmonth},"period":"{period}","reporterCode":{reporter},"reporterISO":null,'
    '"reporterDesc":null,"flowCode":"{flow}","flowDesc":null,"partnerCode":{partner},'
    '"partnerISO":null,"partnerDesc":null,"partner2Code":{partner2},"partner2ISO":null,'
    '"partner2Desc":null,"classificationCode":"{edition}","classificationSearchCode":"HS",'
    '"isOriginalClassification":true,"cmdCode":"{code}","cmdDesc":null,"aggrLevel":null,'
    '"isLeaf":null,"customsCode":"{customs}","customsDesc":null,"mosCode":"0","motCode":{mot},'
    '"motDesc":null,"qtyUnitCode":8,"qtyUnitAbbr":null,"qty":{kg},"isQtyEstimated":false,'
    '"altQtyUnitCode":-1,"altQtyUnitAbbr":null,"altQty":0.0,"isAltQtyEstimated":false,'
    '"netWgt":{kg},"isNetWgtEstimated":{estimated},"grossWgt":0.0,"isGrossWgtEstimated":false,'
    '"cifvalue":{cif},"fobvalue":{fob},"primaryValue":{value},"legacyEstimationFlag":{legacy},'
    '"isReported":false,"isAggregate":true}}')


class Data:
    """The data that the state file describes."""

    def __init__(self, state):
        self.seed = state.get("seed", 1)
        self.years = [str(y) for y in state.get("years", range(2010, 2025))]
        self.months = state.get("months", ["202401", "202402", "202403"])
        self.reporters = state.get("reporters", REPORTERS)
        self.releases = state.get("releases", {})
        self.silent = state.get("silent", [])  # released, but without rows
        self.partners = tuple(PARTNERS[:state.get("partners", 12)])
        # enough to exceed any limit with one reporter, year, flow and code
        self.partners += tuple(range(10000, 10000 + state.get("more_partners", 0)))
        self.leaves = LEAVES + tuple(str(390110 + i) for i in range(state.get("more_codes", 0)))
        self.world_ppm = 0

    def revision(self, reporter, period):
        """The number of releases of the dataset; 0 if there is none."""
        if reporter not in self.reporters or period not in self.years + self.months:
            return 0
        return self.releases.get(f"{reporter}/{period}", 1)

    def datasets(self, periods):
        return [(r, p) for p in periods for r in self.reporters if self.revision(r, p)]

    def codes(self, word):
        """The codes that a value of cmdCode selects."""
        width = {"AG2": 2, "AG4": 4, "AG6": 6}.get(word)
        if width:
            return sorted({leaf[:width] for leaf in self.leaves})
        known = word == "TOTAL" or any(leaf.startswith(word) for leaf in self.leaves)
        return [word] if known and len(word) in (2, 4, 5, 6) else []

    def all_codes(self):
        return [c for word in ("TOTAL", "AG2", "AG4", "AG6") for c in self.codes(word)]

    def records(self, reporter, period, flow, code, world=True, partners=None):
        """The totals as (partner, 1/1000 dollars, 1/10 kg or None), World first."""
        if f"{reporter}/{period}" in self.silent:
            return
        leaves = tuple(leaf for leaf in self.leaves if code == "TOTAL" or leaf.startswith(code))
        revision = self.revision(reporter, period)
        rows = cells(self.seed, revision, reporter, period, flow, leaves, self.partners)
        if world and rows:
            value = sum(row[1] for row in rows)
            weights = [row[2] for row in rows]
            kg = None if None in weights else sum(weights)
            yield 0, value + value * self.world_ppm // 1000000, kg
        for row in rows:
            if partners is None or row[0] in partners:
                yield row


def number(*parts):
    return zlib.crc32("/".join(map(str, parts)).encode())


@functools.lru_cache(maxsize=50000)
def cells(seed, revision, reporter, period, flow, leaves, partners):
    rows = []
    for partner in partners:
        total, kg, found = 0, 0, False
        for leaf in leaves:
            cell = leaf_cell(seed, revision, reporter, period, flow, leaf, partner)
            if cell:
                found = True
                total += cell[0]
                kg = None if kg is None or cell[1] is None else kg + cell[1]
        if found:
            rows.append((partner, total, kg))
    return rows


def leaf_cell(seed, revision, reporter, period, flow, leaf, partner):
    side = "M" if flow == "M" else "X"
    n = number(seed, revision, reporter, period, side, leaf, partner)
    if n % 7 == 0:
        return None
    value = (1 + n % 10 ** (4 + n % 6)) * 1000 + (n // 64 % 1000 if n % 3 == 0 else 0)
    kg = None if n % 11 == 0 else value // 300
    if side == "M" or flow == "X":
        return value, kg
    again = value * (n // 128 % 30) // 100  # exports include re-exports
    value = again if flow == "RX" else value - again
    return (value, None if kg is None else value // 300) if value else None


def decimal(thousandths):
    return f"{thousandths // 1000}.{thousandths % 1000:03d}".rstrip("0") + \
        ("0" if thousandths % 1000 == 0 else "")


def edition(period):
    return next(name for year, name in EDITIONS if int(period[:4]) >= year)


def text(reporter, period, flow, code, row, detail=(0, "C00", 0)):
    """A record as the service writes it; a missing weight is null or 0, as in its data."""
    partner, value, kg = row
    months = len(period) == 6
    amount = decimal(value)
    missing = "null" if value % 2 else "0.0"
    return RECORD.format(
        freq="M" if months else "A", year=period[:4], month=int(period[4:] or 1),
        refmonth=int(period[4:] or 52), period=period, reporter=reporter, flow=flow,
        partner=partner, partner2=detail[0], edition=edition(period), code=code,
        customs=detail[1], mot=detail[2], kg=missing if kg is None else f"{kg // 10}.{kg % 10}",
        estimated="true" if kg is None or kg % 5 == 0 else "false",
        cif=amount if flow == "M" else "null", fob="null" if flow == "M" else amount,
        value=amount, legacy=4 if kg is None else 0)


def details(row, dimensions):
    """A total and its breakdown rows: pairs of detail and row, the total first."""
    partner, value, kg = row
    parts = [((), value)]
    for total, first, second in dimensions:
        parts = [(d + (key,), v) for d, amount in parts for key, v in
                 ((total, amount), (first, amount * 3 // 5), (second, amount - amount * 3 // 5))
                 if key is not None]
    return [(detail, (partner, v, kg)) for detail, v in parts]


def dataset(data, reporter, period):
    """A record of the list of datasets."""
    revision = data.revision(reporter, period)
    months = len(period) == 6
    code = f"30{reporter:03d}{period}092100" if months else f"20{reporter:03d}{period}01052000"
    checksum = number(data.seed, code, revision) - 2 ** 31
    first = datetime(int(period[:4]) + 1, 1 + reporter % 12, 1, 8, 30, 5)
    last = first + timedelta(days=37 * (revision - 1))
    own = "true" if reporter in BROKEN_DOWN else "false"
    return (f'{{"datasetCode":{code},"typeCode":"C","freqCode":"{"M" if months else "A"}",'
            f'"period":{period},"reporterCode":{reporter},"reporterISO":"{iso(reporter)}",'
            f'"reporterDesc":"Reporter {reporter}","classificationCode":"{edition(period)}",'
            f'"classificationSearchCode":"HS","isOriginalClassification":true,'
            f'"isExtendedFlowCode":true,"isExtendedPartnerCode":true,'
            f'"isExtendedPartner2Code":{own},"isExtendedCmdCode":false,'
            f'"isExtendedCustomsCode":{own},"isExtendedMotCode":{own},'
            f'"totalRecords":{1000 + number(code, revision) % 400000},'
            f'"datasetChecksum":{checksum},"firstReleased":"{first.isoformat()}",'
            f'"lastReleased":"{last.isoformat()}"}}')


def iso(reporter):
    names = {842: "USA", 392: "JPN", 410: "KOR", 276: "DEU", 251: "FRA", 826: "GBR", 156: "CHN",
             699: "IND", 124: "CAN", 490: "S19", 528: "NLD", 36: "AUS", 97: "EUR"}
    return names.get(reporter, str(reporter))
