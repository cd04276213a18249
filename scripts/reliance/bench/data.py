"""What scripts/bench works on: made from a seed when somebody asks for it, once a run."""
import glob
import gzip
import os
import shutil
import subprocess
from functools import cached_property

FISH = "../shared/real/monthly-fish-2018-2024.csv.gz"  # Comtrade's terms: not part of the project
BACI_YEARS = 2  # ten million rows a year, as in real files
TRADE_YEARS = 15  # 20 million rows then are 10 million groups of period, reporter and commodity
BY_YEAR = ("awk -F, 'NR == 1 { header = $0; next } { file = folder \"/\" $1 \".csv\" } "
           "!(file in seen) { seen[file]; print header >file } { print >file }'")


def shell(command):
    if subprocess.run(["sh", "-c", command], check=False).returncode != 0:
        raise SystemExit(f"bench: failed: {command}")


class Data:
    """Paths of files in `folder`; `years` and `years_gz` are patterns of several."""

    def __init__(self, folder, rows):
        self.folder, self.rows = folder, rows

    def path(self, name):
        return os.path.join(self.folder, name)

    def make(self, name, command):
        """The path of a file that the command writes."""
        path = self.path(name)
        if not os.path.exists(path):
            shell(f"{command} >{path}")
        return path

    @cached_property
    def fish(self):
        """The real monthly fish file, None where it is not."""
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
                         "fetch-normalise -q")

    @cached_property
    def years(self):
        """The same, a file a year, as a pattern."""
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
        """Trade rows folded by period, reporter and commodity."""
        return self.make("groups.csv", f"aggregate -g period,reporter,hs {self.trade} 2>/dev/null")

    @cached_property
    def comtrade(self):
        """BACI's rows in the columns of Comtrade's API."""
        return self.make("comtrade.csv", f"awk -f scripts/reliance/bench/comtrade.awk {self.baci}")

    def first(self, path, rows):
        """The first rows of a file, as a file."""
        return self.make(f"first-{rows}-{os.path.basename(path)}", f"head -n {rows + 1} {path}")


def lines(path):
    """How many lines a file has."""
    with open(path, "rb") as source:
        return sum(block.count(b"\n") for block in iter(lambda: source.read(1 << 20), b""))


def knows(program, option):
    """Has this build of a filter the option?"""
    return option in subprocess.run([program, "--help"], capture_output=True, text=True,
                                    check=True).stdout
