"""make-testdata [DIR]: write the test data of the suite, by default into testdata/.

Every row is synthetic: from figures that have been published about US imports of
rare earths in 2024, and from invented round figures. No row is Comtrade's or BACI's.
The same run gives the same bytes; a figure that does not add up ends the run.

One table of facts is rendered in every layout, so a test can require that all layouts of
usa-2024 normalise to the same trade rows (usa-2024-trade.csv).
"""

import argparse
import os

from reliance.testdata.api import api_csv, json_array, json_envelope, subset_csv
from reliance.testdata.baci import baci_csv
from reliance.testdata.bulk import bulk_gz, tidy_csv
from reliance.testdata.codes import LEGACY_FLOWS
from reliance.testdata.facts import is_total
from reliance.testdata.legacy import LEGACY_BULK_COLUMNS, LEGACY_COLUMNS, legacy_csv, legacy_json
from reliance.testdata.mixtures import mixed_levels_csv, services_csv, two_editions_csv
from reliance.testdata.monthly import monthly_facts
from reliance.testdata.readme import readme
from reliance.testdata.responses import RESPONSES
from reliance.testdata.sources import SOURCES
from reliance.testdata.tariff import tariff_csv
from reliance.testdata.trade import trade_csv
from reliance.testdata.unmarked import unmarked_csv
from reliance.testdata.usa import check_usa, usa_facts
from reliance.testdata.website import website_csv
from reliance.testdata.world import world_facts

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")


def usa_files(facts):
    """The facts of usa-2024 in every layout: file name to bytes."""
    totals = [fact for fact in facts if is_total(fact)]
    legacy = [fact for fact in totals if fact.flow in LEGACY_FLOWS]
    return {
        "usa-2024.csv": website_csv(facts),
        "usa-2024.json": json_envelope(facts),
        "usa-2024-array.json": json_array(totals),
        "usa-2024-api.csv": api_csv(facts, bom=True),
        "usa-2024-subset.csv": subset_csv(totals),
        "usa-2024-bulk.txt.gz": bulk_gz(facts),
        "usa-2024-tidy.csv": tidy_csv(facts),
        "usa-2024-tariff.csv": tariff_csv(totals),
        "usa-2024-legacy35.csv": legacy_csv(legacy, LEGACY_COLUMNS),
        "usa-2024-legacy22.csv": legacy_csv(legacy, LEGACY_BULK_COLUMNS),
        "usa-2024-legacy.json": legacy_json(legacy),
        "usa-2024-trade.csv": trade_csv(facts),
        **{name: render(facts) for name, render in SOURCES.items()},
    }


def all_files():
    """Every file of testdata/ but claims.csv and suppliers.svg: file name to bytes."""
    usa = usa_facts()
    check_usa(usa)
    files = usa_files(usa)
    files["baci-2023.csv"] = baci_csv()
    files["monthly-2023.csv"] = api_csv(monthly_facts(), has_blank_mos=lambda fact: fact.period == "202304")
    files["world-2012-2023.csv"] = website_csv(world_facts())
    files["unmarked-2022.csv"] = unmarked_csv()
    files["mixed-levels.csv"] = mixed_levels_csv()
    files["two-editions.csv"] = two_editions_csv()
    files["services.csv"] = services_csv()
    for name, body in RESPONSES.items():
        files[name] = body.encode()
    files["README.md"] = readme(files, usa)
    return files


def main(arguments=None):
    """make-testdata [FOLDER]: writes all files, into testdata/ by default. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="make-testdata", description="Writes the synthetic files of testdata/.")
    parser.add_argument("folder", nargs="?", default=os.path.join(ROOT, "testdata"))
    try:
        folder = parser.parse_args(arguments).folder
    except SystemExit as end:
        return end.code
    os.makedirs(folder, exist_ok=True)
    for name, data in all_files().items():
        with open(os.path.join(folder, name), "wb") as out:
            out.write(data)
    return 0
