"""Codes and their names, as Comtrade has them: countries, flows, commodities."""

# country code: Comtrade's number, Comtrade's ISO3-like code (blanks and all), name
COUNTRIES = {
    "W00": (0, "W00", "World"),
    "AUT": (40, "AUT", "Austria"),
    "CAN": (124, "CAN", "Canada"),
    "CHN": (156, "CHN", "China"),
    "CIV": (384, "CIV", "Côte d'Ivoire"),
    "DEU": (276, "DEU", "Germany"),
    "ESP": (724, "ESP", "Spain"),
    "EST": (233, "EST", "Estonia"),
    "EUR": (97, "EUR", "European Union"),
    "FRA": (251, "FRA", "France"),
    "GBR": (826, "GBR", "United Kingdom"),
    "IND": (699, "IND", "India"),
    "ITA": (380, "ITA", "Italy"),
    "JPN": (392, "JPN", "Japan"),
    "KOR": (410, "KOR", "Rep. of Korea"),
    "MAR": (504, "MAR", "Morocco"),
    "MEX": (484, "MEX", "Mexico"),
    "MYS": (458, "MYS", "Malaysia"),
    "NLD": (528, "NLD", "Netherlands"),
    "NOR": (579, "NOR", "Norway"),
    "PHL": (608, "PHL", "Philippines"),
    "S19": (490, "S19", "Other Asia, nes"),
    "THA": (764, "THA", "Thailand"),
    "TUR": (792, "TUR", "Türkiye"),
    "USA": (842, "USA", "USA"),
    "VNM": (704, "VNM", "Viet Nam"),
    "ZAF": (710, "ZAF", "South Africa"),
    "_X": (899, "_X ", "Areas, nes"),
}
NO_COUNTRY = {"_X"}
EU_MEMBERS = {"AUT", "DEU", "ESP", "EST", "FRA", "ITA", "NLD"}


def number(country):
    """Comtrade's number of a country code."""
    return COUNTRIES[country][0]


FLOWS = {
    "M": "Import", "X": "Export", "RM": "Re-import", "RX": "Re-export",
    "DX": "Domestic Export", "MIF": "Import on intra-firm trade",
}
LEGACY_FLOWS = {"M": (1, "Import"), "X": (2, "Export"), "RX": (3, "Re-Export"), "RM": (4, "Re-Import")}

COMMODITIES = {
    "280530": "Rare-earth metals, scandium and yttrium",
    "284610": "Cerium compounds",
    "284690": "Compounds of rare-earth metals, of yttrium or of scandium, other than cerium",
    "850511": "Magnets; permanent, of metal",
    "030214": "Fish; fresh or chilled, Atlantic salmon and Danube salmon, excluding fillets",
    "030389": "Fish; frozen, n.e.c. in heading 0303, excluding fillets",
}
CUSTOMS = {"C00": "TOTAL CPC", "C01": "Clearance for home use"}
MODES = {"0": "TOTAL MOT", "1000": "Air", "2100": "Sea", "3200": "Road"}
