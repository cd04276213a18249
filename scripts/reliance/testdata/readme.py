"""testdata/README.md: the inventory of the files, and their true totals."""

import gzip
import json

from reliance.testdata.facts import total_of, trade_rows
from reliance.testdata.monthly import monthly_facts
from reliance.testdata.texts import plain
from reliance.testdata.world import WORLD_YEARS, world_facts

README = """# testdata

All rows here are synthetic, written by `scripts/make-testdata`; none is from Comtrade or BACI. They match a few
published figures of US imports of rare earths in 2024 (280530, 284610 and 284690 together: 175,165,060 dollars,
from China 119,772,703 or 68.3771 %, Japan 11.84 %, France 5.06 %, Austria 4.29 %, South Africa 2.49 %).
Everything else is invented: how those sums are split over the three codes, the other suppliers, all
weights, all magnets (850511), all exports, all breakdowns, and every row of every other file.
The error bodies use the wording of the service. The script writes the same bytes each time.
`suppliers.svg` is the picture in the project's README, drawn by the command there.

| file | rows | layout | what it tests | published | invented |
| --- | --- | --- | --- | --- | --- |
{table}

## The usa-2024 files

One table of facts, rendered in every layout. By default `fetch-normalise` makes `usa-2024-trade.csv` of each,
rows in the same order, except for what a layout cannot hold:

* `subset` and `tariff` have no estimation columns: no flag `e`. `tariff` has lines of 10 digits, which add up
  to the 6-digit rows in value and weight, follow their order, and come without World and breakdown rows.
* the three `legacy` files mark an estimated weight by Flag (`estCode`) 4 or 6; 2 is a quantity only. They have
  no flow `DX` and no breakdown rows, and no ISO code for 490 and 899.
* `array`, `subset` and `legacy` hold total rows only, `array` also has an unknown field.

In the other layouts `legacyEstimationFlag` is 0 beside Germany's estimated weights, as happens: the `is...Estimated`
columns count. A weight is missing as empty (CIV, 899 in magnets) and as 0 (TUR). `isReported` and
`isAggregate` follow no rule. In truth the US breaks nothing down; here its imports of 28.... are broken down for
Japan (a naive sum is 2 times the truth), France (4) and Austria (8, all rows alike), and of 850511 for Germany
and World (2). RM is part of M, RX and DX make up X. `bulk`, `tidy` and `tariff` write mosCode -1 for 0 beside KOR.

## Notes on the others

* `world`: partners are few, and their sum is the World row; `EUR` (97) as reporter is the sum of the imports of DEU,
  FRA and ITA from outside the members of 2020, so GBR counts as outside in 2012 too; `EUR` as partner is beside
  its members in China's exports, and not in the World row. India's weights are all estimated. China imports from itself.
* `monthly`: no World rows; mosCode is "0 " in April; Norway's weights of 030389 are estimated from July, and in
  December the weight is 0 and marked as estimated.
* `unmarked`: the total is the last row of its key and the largest; `--duplicates max` gives the truth, `first` does not.
* `two-editions`: four keys occur twice, and 811241 only in H6, where it holds what 811292 lost.
* `baci`: 030194 is written 30194; a NA is padded in 2022 and bare in 2023.

## claims.csv

The 17 figures of a newspaper article of 2025 about rare earths, in our words and one or several lines each, for
`reliance-claims`. It is not made by the script. The tolerance is one unit of the last digit that was printed, as
the article rounds some figures and cuts off others. Its shares of China's exports (17) are read as where they went;
"one of the steepest" (7) as the first five, "rivals" (12) as the first two.

## Known figures

{figures}
"""  # noqa: E501

# file, layout, what it tests, published, invented
INVENTORY = """
usa-2024.csv | website | 48 fields under 47 names, ISO-8859-1, CRLF, breakdown, World, sub-flows | sums of 28.... | the rest
usa-2024.json | API JSON, envelope | pretty-printed, null names | same facts | same facts
usa-2024-array.json | API JSON, bare array | one line, keys reversed, an unknown field; total rows only | same facts | same facts
usa-2024-api.csv | API CSV | byte-order mark, 47 fields | same facts | same facts
usa-2024-subset.csv | API CSV, 9 columns | no breakdown columns; total rows only | same facts | same facts
usa-2024-bulk.txt.gz | bulk | tabs, two gzip members joined inside a line, 0/1, 17-digit datasetCode | same facts | same facts
usa-2024-tidy.csv | R client's names | names by the case and underscore rule | same facts | same facts
usa-2024-tariff.csv | tariff line | 10-digit codes, flowCategory | same facts | split into lines
usa-2024-legacy35.csv | legacy CSV, 35 columns | CRLF, flow codes 1 to 4, WLD; total rows only | same facts | same facts
usa-2024-legacy22.csv | legacy bulk CSV, 22 columns | as above | same facts | same facts
usa-2024-legacy.json | legacy JSON | `dataset`, other keys | same facts | same facts
usa-2024-trade.csv | trade CSV | the expected result of them all | same facts | same facts
usa-2024-wits.csv | WITS, page by product | thousand USD, names, a blank before World | same facts | same facts
usa-2024-wits-bulk.csv | WITS, bulk | flow codes 5 and 6, gross flow 1, QtyToken 8, WLD | same facts | same facts
usa-2024-legacy-late.csv | legacy CSV of the last year | flow code 0, its letter beside it | same facts | same facts
usa-2024-legacy-r.csv | legacy CSV as R writes it | dotted names, NA | same facts | same facts
usa-2024-eurostat.csv | Eurostat SDMX-CSV | value and weight in two rows, 100 kg, alpha-2 | as euros | as euros
usa-2024-comext.csv | Eurostat Comext bulk | statistical procedures that add up, 8 digits, a month | as euros | as euros
usa-2024-census.json | US Census API | an array of arrays, Schedule C, the year to date, a group | same facts, a month | same
usa-2024-atlas.csv | Atlas of Economic Complexity | both flows in one row | same facts | same facts
usa-2024-oec.csv | OEC | exports, the section before the HS code | - | same facts
baci-2023.csv | BACI | thousand USD, padded tonnes, NA, codes without their zero, 2022 and 2023 | - | all
monthly-2023.csv | API CSV | months, quoted commas, mosCode "0 ", MIF, FRA 12 months, MAR 7, NOR exports only | - | all
world-2012-2023.csv | website | 2012, 2022, 2023; H4, H5, H6; VNM silent in 2023; EUR beside members; trade inside the EU | - | all
unmarked-2022.csv | other (`--map`) | breakdown rows whose columns are gone, CRLF | - | all
mixed-levels.csv | API CSV, 10 columns | TOTAL, 2, 4 and 6 digits of one reporter | - | all
two-editions.csv | API CSV, 11 columns | one reporter-year in H5 and again in H6 | - | all
services.csv | API CSV, 11 columns | services, SITC and BEC beside HS | - | all
answer-400.json | not data | error object of the API | - | -
answer-401.json | not data | no key | - | -
answer-403.json | not data | quota used up | - | -
answer-empty.json | not data | count 0 | - | -
answer.html | not data | an outage page | - | -
answer.txt | not data | the URL was too long | - | -
"""  # noqa: E501


def usa_figures(usa):
    """True totals of the US, and the naive sums."""
    rare = [fact for fact in usa if fact.flow == "M" and fact.hs != "850511"]
    magnets = [fact for fact in usa if fact.flow == "M" and fact.hs == "850511"]
    lines = []
    for name, facts in (("rare earths", rare), ("magnets", magnets), ("both", rare + magnets)):
        true = trade_rows(facts)
        total, china = total_of(true), total_of(true, partner="CHN")
        lines.append(f"US imports 2024, {name}: {plain(total)}, China {plain(china)} ({100 * china / total:.4f} %); "
                     f"summed with World and breakdown rows {plain(total_of(facts))}")
    exports = [fact for fact in usa if fact.flow in ("X", "RX", "DX")]
    lines.append(f"US exports 2024: {plain(total_of(trade_rows(exports)))}; summed with RX, DX and World rows "
                 f"{plain(total_of(exports))}")
    return lines


def other_figures():
    """True totals of the world and the monthly file."""
    lines = []
    imports = [fact for fact in trade_rows(world_facts()) if fact.flow == "M"]
    for year in WORLD_YEARS:
        total = total_of(imports, period=year, reporter="USA")
        china = total_of(imports, period=year, reporter="USA", partner="CHN")
        lines.append(f"`world`, US imports {year}, all codes: {plain(total)}, China {plain(china)} "
                     f"({100 * china / total:.4f} %)")
    months = trade_rows(monthly_facts())
    for reporter, flow in (("FRA", "M"), ("FRA", "X"), ("MAR", "M"), ("MAR", "X"), ("NOR", "X")):
        lines.append(f"`monthly`, {reporter} {flow}: {plain(total_of(months, reporter=reporter, flow=flow))}")
    return lines


def row_count(name, data):
    """The number of data rows of a file; "-" where it has none."""
    if name.startswith("answer"):
        return "-"
    if name.endswith(".json"):
        parsed = json.loads(data)
        return len(parsed) if isinstance(parsed, list) else len(parsed.get("data") or parsed["dataset"])
    text = gzip.decompress(data) if name.endswith(".gz") else data
    return text.count(b"\n") - 1


def readme(files, usa):
    """The README as bytes, of all files (name to bytes) and the facts of usa-2024."""
    table = []
    for line in INVENTORY.split("\n")[1:-1]:
        name, *cells = [cell.strip() for cell in line.split("|")]
        table.append(f"| `{name}` | {row_count(name, files[name])} | " + " | ".join(cells) + " |")
    assert len(table) == len(files), "a file is not in the inventory"
    figures = "\n".join("* " + line for line in usa_figures(usa) + other_figures())
    return README.format(table="\n".join(table), figures=figures).encode()
