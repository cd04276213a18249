#!/usr/bin/env python3
"""text.py COUNTRIES: checks the sentences of a report: articles of countries, plurals, coverage.
COUNTRIES is what fetch-normalise --list-countries prints. Prints a line for each fault."""
import csv
import sys

sys.path.insert(0, "scripts")

from reliance.report import imports, names  # noqa: E402
from reliance.report.survey import Survey  # noqa: E402

ROW = {"reporter": "JPN", "total": "4000000", "top1": "PHL", "top1_share_pct": "80",
       "top3_share_pct": "95", "effective_suppliers": "1.4"}
SUMMARIES = {
    "1": "Japan: 80.0 % of 4.0 million US dollars came from the Philippines, the only supplier.",
    "2": "Japan: 80.0 % of 4.0 million US dollars came from the Philippines, the rest from 1 other "
         "supplier; as concentrated as 1.4 equal suppliers.",
    "3": "Japan: 80.0 % of 4.0 million US dollars came from the Philippines, the rest from 2 other "
         "suppliers; as concentrated as 1.4 equal suppliers.",
    "30": "Japan: 80.0 % of 4.0 million US dollars came from the Philippines, 95.0 % from the "
          "three largest of 30 suppliers; as concentrated as 1.4 equal suppliers.",
}
ARTICLES = {"the Netherlands", "the United States", "the Solomon Islands", "the Soviet Union",
            "the Dominican Republic", "the EU27", "Japan", "Dominica", "Ireland", "ASEAN",
            "South Korea", "Christmas Island"}


class Rows:
    """A source with these reporters of imports in each year, {year: reporters}."""

    def __init__(self, reporters):
        self.lines = [f"{year},M,{code},5" for year, codes in reporters.items() for code in codes]

    def run(self, rest):
        lines = ["period,flow,reporter,value_usd", *self.lines]
        if "rank" in rest:
            lines = ["flow,reporter,partner,value_usd"]
        return "".join(f"{line}\n" for line in lines).encode(), []


def survey(reporters, mirror=False):
    return Survey(Rows(reporters), list(reporters), ["JPN"], mirror)


def checks(countries):
    """(what is checked, expected, actual)"""
    for count, text in SUMMARIES.items():
        yield f"summary of {count}", text, imports.summary(ROW | {"suppliers": count},
                                                            lambda code: countries.get(code, code))
    for expected in ARTICLES:
        yield "article", expected, names.with_article(expected.removeprefix("the "))
    with open("src/trade/blocs.csv", encoding="utf-8") as file:
        known = {*countries.values(), *(row["bloc"] for row in csv.DictReader(file))}
    yield "names with an article that do not exist", set(), names.WITH_ARTICLE - known
    one, three = {"2020": ["JPN"]}, {"2020": [], "2021": ["JPN"], "2022": ["JPN", "KOR"]}
    yield "one year", "1 reporter in 2020", survey(one).coverage_of_all("M")
    yield "one mirrored year", "1 country with mirrored rows in 2020", \
        survey(one, True).coverage_of_all("M")
    yield "one country", "1 country, 1 year; all have rows", \
        survey(one).coverage_of_several("M", ["JPN"], countries)
    yield "several years", "between 0 reporters (2020) and 2 (2022)", \
        survey(three).coverage_of_all("M")
    yield "equal years", "1 reporter in every year", \
        survey({"2020": ["JPN"], "2021": ["KOR"]}).coverage_of_all("M")
    yield "missing years", \
        "2 countries, 3 years; without rows: Japan 2020; South Korea 2020-2021", \
        survey(three).coverage_of_several("M", ["JPN", "KOR"], countries)
    yield "years of one country", "Japan: rows in 2 of 3 years; no rows in 2020", \
        survey(three).coverage_of_one("M", "JPN", "Japan")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        countries = {row["code"]: row["name"] for row in csv.DictReader(file)}
    for what, expected, actual in checks(countries):
        if actual != expected:
            print(f"{what}: expected {expected!r}, actual {actual!r}")


main()
