"""The jobs that must survive faults, and the files that they read."""
import gzip
import os
import shutil
import subprocess
from collections import namedtuple

# command: run in a folder that has the inputs; writes: files and folders that it makes, compared when it
# succeeds; lasting: when it fails, each of these is as it was before or as after success; settles: a command that
# must succeed after a failure, after which the job does, too; needs: another program;
# spared: kinds of faults that it need not survive, with the reason beside it; slow: not for the suite
Job = namedtuple("Job", "name command writes lasting settles needs spared slow",
                 defaults=((), False, None, None, (), False))

STANDIN = "the URL of tests/standin.py"
BROKEN = "period,flow,reporter,partner,hs,value_usd\n2024,M,USA,CHN,280530,5\n2024,M,USA,JPN,280530,many\n"
CLAIMS = """id,text,period,flow,reporter,partner,basket,measure,stated,tolerance
1,China's share of US imports,2024,M,USA,CHN,rare-earths,share_pct,68.4,0.1
"""

FILTERS = [
    Job("fetch-normalise: CSV", ["fetch-normalise", "-q", "usa-2024.csv"]),
    Job("fetch-normalise: gzip", ["fetch-normalise", "-q", "many.csv.gz"]),
    Job("fetch-normalise: JSON", ["fetch-normalise", "-q", "usa-2024.json"]),
    Job("fetch-normalise: BACI", ["fetch-normalise", "-q", "baci-2023.csv"]),
    Job("fetch-normalise: several files at a time", ["fetch-normalise", "-q", "--freq", "A", "-j", "2", "world-2012-2023.csv",
                                                     "usa-2024.csv", "monthly-2023.csv"]),
    Job("fetch-normalise: account and rejects", ["fetch-normalise", "-q", "--report", "out/report.csv",
                                                 "--rejects", "out/rejects.csv", "broken.csv"], writes=["out"]),
    Job("fetch-normalise: the largest of duplicates", ["fetch-normalise", "-q", "--duplicates", "max", "two-editions.csv"]),
    Job("fetch-normalise: a fetch into a cache", ["fetch-normalise", "-q", "--fetch", "--base-url", STANDIN, "--pace", "0",
                                                  "--cache", "cache", "-r", "USA", "-f", "M", "-y", "2012", "--hs", "2805"],
        settles=["true"], spared=["write-signal"]),  # zlib gives up; but no signal interrupts a write to a disk
    Job("filter-hs", ["filter-hs", "-b", "rare-earths-and-magnets", "usa-2024-trade.csv"]),
    Job("aggregate", ["aggregate", "--count", "--missing", "net_kg", "usa-2024-trade.csv"]),
    Job("aggregate: gzip, more than a block", ["aggregate", "many.csv.gz"]),
    Job("aggregate: in little memory", ["aggregate", "--memory", "256K", "--by", "period,flow,reporter,partner,hs",
                                        "many.csv"]),
    Job("fill", ["fill", "--band", "usa-2024-trade.csv"]),
    Job("share", ["share", "--change", "prev", "--vanished", "sums.csv"]),
    Job("rank", ["rank", "--top", "2", "--others", "sums.csv"]),
    Job("concentration", ["concentration", "--normalised", "sums.csv"]),
]

SCRIPTS = [
    Job("claims", ["reliance-claims", "-q", "-o", "out", "claims.csv", "usa-2024.csv"], writes=["out"], lasting=True),
    Job("plot", ["reliance-plot", "-o", "out/shares.svg", "--command",
                 "filter-hs -b rare-earths --where flow=M usa-2024-trade.csv | aggregate -s value_usd | share | "
                 "rank --top 3 --others"],
        writes=["out"], lasting=True, needs="gnuplot"),
    Job("report", ["reliance-report", "-b", "rare-earths", "-r", "USA", "-y", "2024", "-o", "out/page", "usa-2024-trade.csv"],
        writes=["out"], lasting=True, needs="gnuplot", slow=True),
    Job("run", ["reliance-run", "-o", "out/top.csv", "--not-empty",
                "filter-hs -b rare-earths usa-2024-trade.csv | aggregate | share | rank --top 3"],
        writes=["out"], lasting=True),
    Job("refresh", ["reliance-refresh", "-q", "store", "--from", "newer"], writes=["store/current/"], lasting=True,
        settles=["reliance-refresh", "--check", "store"]),
]


def many_rows():
    """Enough rows for several blocks, threads, and runs on disk."""
    rows, state = ["period,flow,reporter,partner,hs,value_usd,net_kg"], 1
    for number in range(12000):
        state = (state * 69069 + 12345) % 2**31
        rows.append(f"{2012 + number % 5},{'MX'[number % 2]},{100 + number // 10 % 150},{600 + number // 1500},"
                    f"{280500 + number % 97},{state % 10**7},{state % 10**5}")
    return "\n".join(rows) + "\n"


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def make_inputs(folder, environment):
    """Fills a folder with the inputs of all jobs."""
    for name in os.listdir("testdata"):
        shutil.copy(f"testdata/{name}", folder)
    rows = many_rows()
    write(f"{folder}/many.csv", rows)
    with gzip.open(f"{folder}/many.csv.gz", "wt", encoding="utf-8") as file:
        file.write(rows)
    write(f"{folder}/broken.csv", BROKEN)
    write(f"{folder}/claims.csv", CLAIMS)
    for name in ("out", "older", "newer"):
        os.mkdir(f"{folder}/{name}")
    shutil.copy("testdata/two-editions.csv", f"{folder}/out")
    shutil.copy("testdata/monthly-2023.csv", f"{folder}/older")
    shutil.copy("testdata/monthly-2023.csv", f"{folder}/newer")
    shutil.copy("testdata/usa-2024.csv", f"{folder}/newer")

    def run(command, **more):
        subprocess.run(command, cwd=folder, env=environment, check=True, stderr=subprocess.DEVNULL, **more)
    with open(f"{folder}/sums.csv", "wb") as file:
        run(["aggregate", "usa-2024-trade.csv"], stdout=file)
    run(["reliance-refresh", "-q", "store", "--from", "older"], stdout=subprocess.DEVNULL)
