"""scripts/bench --spark: on-spark and Spark SQL on one local cluster, compared with a pipeline."""
import collections
import glob
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from reliance.bench.comparison import Comparison
from reliance.bench.data import BY_YEAR, shell
from reliance.bench.measure import time_of

TAIL = "aggregate --merge | share | rank --top 5"
# map: the pipeline on Spark; one: that on one machine; query: the task of spark_sql.py, or None
Job = collections.namedtuple("Job", "title map one query pattern")
Used = collections.namedtuple("Used", "wall cpu")
GOAL = 3
FISH_ROWS = 20000000  # of generated rows for each copy of the fish file


def environment():
    """Sets the environment for Spark; returns the paths of its Python and of spark-class."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    python = os.path.join(cache, "reliance/spark/bin/python3")
    home = subprocess.run([python, "-c", "import pyspark; print(list(pyspark.__path__)[0])"],
                          capture_output=True, text=True, check=True).stdout.strip()
    os.environ.update(SPARK_HOME=home, SPARK_LOCAL_IP="127.0.0.1", SPARK_NO_DAEMONIZE="1",
                      PYSPARK_PYTHON=python, PYTHONDONTWRITEBYTECODE="1")
    return python, os.path.join(home, "bin/spark-class")


class Cluster:
    """A master and some workers, a process each. At the end, `cpu` is set to the processor seconds
    of the executors and their children."""

    def __init__(self, spark_class, workers):
        self.folder = tempfile.TemporaryDirectory(prefix="bench-spark.")
        log = os.path.join(self.folder.name, "master.log")
        with open(log, "wb") as to:
            self.master = subprocess.Popen(
                ["bash", spark_class, "org.apache.spark.deploy.master.Master", "--host",
                 "127.0.0.1", "--port", "0", "--webui-port", "0"], stdin=subprocess.DEVNULL,
                stdout=to, stderr=to)
        self.url = self.wait(log, "Starting Spark master at ").split()[0]
        self.workers = subprocess.Popen(
            [sys.executable, os.path.join(os.path.dirname(__file__), "workers.py"),
             self.folder.name, spark_class, self.url, str(workers)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for i in range(workers):
            self.wait(os.path.join(self.folder.name, f"worker-{i}.log"),
                      "Successfully registered with master")
        self.cpu = None

    @staticmethod
    def wait(log, text):
        """Waits for a line of the log with the text; returns the rest of the line."""
        for _ in range(600):
            if os.path.exists(log):
                with open(log, encoding="utf-8", errors="replace") as lines:
                    for line in lines:
                        if text in line:
                            return line.split(text, 1)[1]
            time.sleep(0.1)
        raise SystemExit(f"bench: the cluster did not start: {log}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        printed = self.workers.communicate("")[0]
        self.cpu = float(printed)
        self.master.terminate()
        self.master.wait()
        self.folder.cleanup()


def run(spark_class, workers, command, out):
    """The seconds of a command on a new cluster; replaces MASTER and EVENTS in it."""
    events = f"{out}.events"
    shutil.rmtree(events, ignore_errors=True)
    os.mkdir(events)
    with Cluster(spark_class, workers) as cluster:
        start = time.monotonic()
        with open(out, "wb") as to, open(f"{out}.err", "w+b") as errors:
            words = [cluster.url if word == "MASTER" else
                     word.replace("EVENTS", f"file:{events}") for word in command]
            if subprocess.run(words, stdout=to, stderr=errors, check=False).returncode != 0:
                errors.seek(0)
                raise SystemExit(f"bench: failed: {shlex.join(command)}\n"
                                 + errors.read().decode(errors="replace"))
        wall = time.monotonic() - start
    return Used(wall, cluster.cpu)


def shuffled(out):
    """The bytes that the last job wrote in its shuffle."""
    total = 0
    for path in glob.glob(f"{out}.events/**", recursive=True):
        if os.path.isfile(path):
            with open(path, encoding="utf-8") as events:
                total += sum(int(number) for line in events if "SparkListenerTaskEnd" in line
                             for number in re.findall(r'"Shuffle Bytes Written":(\d+)', line))
    return total


def on_spark(python, pattern, job_map):
    return [python, "scripts/on-spark", "--master", "MASTER", "--conf",
            "spark.driver.host=127.0.0.1", "--conf", "spark.eventLog.enabled=true", "--conf",
            "spark.eventLog.compress=false", "--conf", "spark.eventLog.dir=EVENTS",
            "--input", pattern, "--map", job_map, "--reduce", TAIL,
            "--filters", os.path.join(os.environ["B"], "static")]


def fish_by_year(make):
    """The fish file in a file for each year, with copies in earlier years in proportion to the
    generated rows: a pattern."""
    folder = make.path("fish")
    if not os.path.exists(folder):
        os.mkdir(folder)
        shell(BY_YEAR.replace("$1", "substr($6, 1, 4)") + f" folder={folder} {make.fish}")
        years = sorted(name[:4] for name in os.listdir(folder))
        for copy in range(1, make.rows // FISH_ROWS):
            for year in years:
                earlier = int(year) - copy * len(years)
                shell(f"sed -E '1!s/^(([^,]*,){{5}}){year}/\\1{earlier}/' {folder}/{year}.csv "
                      f">{folder}/{earlier}.csv")
    return os.path.join(folder, "*")


def size_of(pattern):
    return sum(os.path.getsize(path) for path in glob.glob(pattern))


def one_machine(job_map, pattern):
    """The pipeline of one machine for a map."""
    first, rest = job_map.split(" | ", 1)
    return f"{first} {pattern} | {rest} | share | rank --top 5"


def job(title, job_map, query, pattern):
    return Job(title, job_map, one_machine(job_map, pattern), query, pattern)


def jobs(make):
    if make.fish:
        fish = fish_by_year(make)
        yield job(f"fish, {size_of(fish) / 1e9:.1f} GB in {len(glob.glob(fish))} files, all guards",
                  "fetch-normalise -q -f M | filter-hs 0303 | aggregate", "fish", fish)
    title = f"{make.rows / 1e6:g} M trade rows, {size_of(make.trade) / 1e9:.1f} GB in one file"
    yield job(f"{title}: rare earths", "filter-hs -b rare-earths | aggregate", "daily", make.trade)
    yield job(f"{title}: all guards", "fetch-normalise -q -f X | filter-hs -b rare-earths | aggregate",
              None, make.trade)


def show(title, used, empty=None):
    net = f"{used.cpu - empty.cpu:9.1f}" if empty else " " * 9
    print(f"  {title:44}{used.wall:9.1f}{used.cpu:9.1f}{net}", flush=True)


def median(figures):
    return Used(*(statistics.median(column) for column in zip(*figures)))


def spark(make, runs, folder):
    """Prints the table; returns the number of wrong outputs."""
    python, spark_class = environment()
    shell(f"make -s B='{os.environ['B']}' static")
    tiny, out, wrong = make.path("tiny.csv"), make.path("output"), 0
    with open(tiny, "w", encoding="ascii") as file:
        file.write("period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags\n"
                   "2024,X,USA,CHN,H6,280530,1,1,\n")
    empty = {}
    print(f"  {'':44}{'wall s':>9}{'cpu s':>9}{'net cpu':>9}")
    for workers in (1, 2):
        empty[workers] = median([run(spark_class, workers, on_spark(
            python, tiny, "filter-hs -b rare-earths | aggregate"), out) for _ in range(runs)])
        show(f"one row, {workers} workers: the cost of Spark", empty[workers])
    for task in jobs(make):
        print(task.title)
        one = [time_of([task.one], folder) for _ in range(runs)]
        show("one machine, no Spark", median([Used(each.wall, each.cpu) for each in one]))
        kinds = [("on-spark", on_spark(python, task.pattern, task.map))]
        if task.query:
            kinds.append(("Spark SQL", [python, "scripts/reliance/bench/spark_sql.py", "MASTER",
                                        task.query, task.pattern]))
        ours: dict = {}
        for name, command in kinds:
            for workers in (1, 2):
                used = median([run(spark_class, workers, command, out) for _ in range(runs)])
                show(f"{name}, {workers} workers", used, empty[workers])
                if name == "on-spark" and workers == 1:
                    print_rates(task, used.cpu - empty[workers].cpu, out)
                ours.setdefault(workers, used)
                if workers == 1:
                    alone = used.wall
                else:
                    print(f"  {name}: 2 workers are {alone / used.wall:.2f} times as fast as one")
                if name != "on-spark":
                    print_goal(used.cpu, ours[workers].cpu, empty[workers].cpu)
            wrong += compare(make, task, out, name)
    return wrong


def verdict(ratio):
    return f"{ratio:.1f} {'met' if ratio >= GOAL else 'NOT MET'}"


def print_goal(theirs, ours, empty):
    """Prints the goal with and without the processor time of Spark itself."""
    net = verdict((theirs - empty) / (ours - empty)) if ours - empty > 2 else "too short to measure"
    print(f"  goal: cpu of Spark SQL at least {GOAL} times that of on-spark: "
          f"{verdict(theirs / ours)}; without Spark: {net}")


def print_rates(task, cpu, out):
    """Prints the bytes read per core second, without the time of Spark itself, and the bytes of
    the shuffle."""
    first, rest = task.map.split(" | ", 1)
    printed = subprocess.run(["sh", "-c", f"{first} {task.pattern} | {rest} | wc -l"], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    groups, moved = int(printed) - 1, shuffled(out)
    # two seconds: starts of Spark differ by that much
    rate = "too short to measure" if cpu <= 2 else \
        f"{size_of(task.pattern) / cpu / 1e6:.0f} MB per core second"
    print(f"  {rate}, shuffle: {moved} bytes, {moved / groups:.1f} per group of {groups}")


def compare(make, task, out, name):
    """Compares the last output with that of one machine, by bytes for on-spark and by cells for
    Spark SQL; returns 1 if it differs."""
    if name == "on-spark":
        shell(f"{{ {task.one}; }} 2>/dev/null >{out}.one")
        same = subprocess.run(["cmp", f"{out}.one", out], check=False).returncode == 0
        print(f"  on-spark: {'the same bytes as' if same else 'BYTES DIFFER from'} one machine")
        return 0 if same else 1
    comparison = Comparison(make.folder)
    rows, different, example = comparison.compare([f"cat {out}.one"], [f"cat {out}"], None)
    comparison.close()
    print(f"  {name}: {different} of {rows} rows differ"
          + (f", such as {example}" if different else ""))
    return 1 if different else 0
