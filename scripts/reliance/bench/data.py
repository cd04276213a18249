"""The data of scripts/bench: made from a seed when first used, once in a run."""
import glob
import gzip
import os
import shutil
import subprocess
from functools import cached_property

FISH = "../shared/real/monthly-fish-2018-2024.csv.gz"  # not in the project: Comtrade's terms
BACI_YEARS = 2  # ten million rows a year, as in real files
TRADE_YEARS = 15  # so that 20 million rows have 10 million groups of period, reporter and commodity
BY_YEAR = ("awk -F, 'NR == 1 { header = $0; next } { file = folder \"/\" $1 \".csv\" } "
           "!(file in seen) { seen[file]; print header >file } { print >file }'")


def shell(command):
    if subprocess.run(["sh", "-c", command], check=False).returncode != 0:
        raise SystemExit(f"bench: failed: {command}")


class Data:
    """Paths of files in `folder`, made when first used; years and years_gz are patterns."""

    def __init__(self, folder, rows):
        self.folder, self.rows = folder, rows

    def path(self, name):
        return os.path.join(self.folder, name)

    def make(self, name, command):
        """The path of a file, which the command writes if it does not exist."""
        path = self.path(name)
        if not os.path.exists(path):
            shell(f"{command} >{path}")
        return path

    @cached_property
    def fish(self):
        """The real monthly fish file; None if it is missing."""
        if not os.path.exists(FISH):
            return None
        path = self.path("fish.csv")
        with gzip.open(FISH) as source, open(path, "wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        return path

    @cached_property
    def baci(self):
        return self.make("baci.csv", f"$B/make-baci {self.rows} {BACI_YEARS}")

    @cached_property
    def baci_gz(self):
        return self.make("baci.csv.gz", f"gzip -c {self.baci}")

    @cached_property
    def trade(self):
        """Trade rows of many years in one file."""
        return self.make("trade.csv", f"$B/make-baci {self.rows} {TRADE_YEARS} | "
                         "fetch-normalise -q -f X")

    @cached_property
    def years(self):
        """The same rows in a file for each year: a pattern."""
        os.mkdir(self.path("trade"))
        shell(f"{BY_YEAR} folder={self.path('trade')} {self.trade}")
        return self.path("trade/*.csv")

    @cached_property
    def years_gz(self):
        os.mkdir(self.path("trade-gz"))
        for path in glob.glob(self.years):
            shell(f"gzip -c {path} >{self.path('trade-gz')}/{os.path.basename(path)}.gz")
        return self.path("trade-gz/*.gz")

    @cached_property
    def groups(self):
        """Trade rows aggregated by period, reporter and commodity."""
        return self.make("groups.csv", f"aggregate -g period,reporter,hs {self.trade} 2>/dev/null")

    @cached_property
    def comtrade(self):
        """The rows of `baci` in the columns of Comtrade's API."""
        return self.make("comtrade.csv", f"awk -f scripts/reliance/bench/comtrade.awk {self.baci}")

    def first(self, path, rows):
        """A file with the first rows of another."""
        return self.make(f"first-{rows}-{os.path.basename(path)}", f"head -n {rows + 1} {path}")


def lines(path):
    """The number of lines of a file."""
    with open(path, "rb") as source:
        return sum(block.count(b"\n") for block in iter(lambda: source.read(1 << 20), b""))


def has_option(program, option):
    """Does the help of a filter list the option?"""
    return option in subprocess.run([program, "--help"], capture_output=True, text=True,
                                    check=True).stdout
