"""The other tools: their versions, and the pipelines that run a task with them."""
import collections
import subprocess

HERE = "scripts/reliance/bench"
BASKET = ["280530", "284610", "284690"]  # rare-earths
# Rows for Miller, which needs up to 4 KB for each; its times are multiplied
SLICE = 1000000

# Commands that print the version; if one fails, the tool is not installed
VERSIONS = {
    "DuckDB": "duckdb --version",
    "Polars": "python3 -c 'import polars; print(polars.__version__)'",
    "xan": "xan --version",
    "Miller": "mlr --version",
    "mawk": "mawk -W version 2>&1",
    "zcat": "zcat --version",
    "igzip": "igzip --version",
    "pigz": "pigz --version 2>&1",
}

# A pipeline to time. compared: its output is compared with that of the pipeline `like`, by default
# the first of our tools; tidy: converts a row to our form; times: a factor for the times, if it
# reads a part of the rows; peer: its key in VERSIONS.
Tool = collections.namedtuple("Tool", "name stages compared like tidy times peer",
                              defaults=(True, None, None, 1, None))


def installed():
    """{name: version} of the installed tools."""
    found = {}
    for name, command in VERSIONS.items():
        run = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
        if run.returncode == 0 and run.stdout.strip():
            line = run.stdout.split("\n", maxsplit=1)[0].split()
            found[name] = next((w.strip("v,") for w in line if w.strip("v")[:1].isdigit()), "")
    return found


def numbered_countries():
    """A function that replaces BACI's country numbers in a row by our codes."""
    listed = subprocess.run(["fetch-normalise", "--list-countries"], capture_output=True, text=True,
                            check=True).stdout
    codes: dict = {}
    for line in listed.splitlines()[1:]:
        cell = line.split(",")
        for number in cell[-3].split():
            codes.setdefault(number.lstrip("0"), cell[0])

    def tidy(row):
        return [*row[:2], codes.get(row[2], row[2]), codes.get(row[3], row[3]), *row[4:]]
    return tidy


def duckdb(task, path, tidy=None):
    given = f"SET VARIABLE input = '{path}'"
    return Tool("DuckDB", [f'duckdb -batch -cmd "{given}" -f {HERE}/{task}.sql'], tidy=tidy,
                peer="DuckDB")


def polars(task, path, tidy=None):
    command = f"env POLARS_MAX_THREADS=2 python3 {HERE}/polars_tasks.py {task} {path}"
    return Tool("Polars", [command], tidy=tidy, peer="Polars")


def xan(stage, path, name="xan", **more):
    return Tool(name, [f"xan {stage} {path}"], peer="xan", **more)


def mawk(stages, **more):
    return Tool("mawk", stages, peer="mawk", **more)


def miller(data, verbs, path, rows, ours, tidy=None):
    """`ours` makes our pipeline for a path, whose output is compared."""
    name, times = "Miller", 1
    if rows > SLICE:
        path, times = data.first(path, SLICE), rows / SLICE
        name = f"Miller ({SLICE / 1e6:g} M rows, x {times:.3g})"
    return Tool(name, [f"mlr --icsvlite --ocsvlite {verbs} {path}"], like=ours(path), tidy=tidy,
                times=times, peer="Miller")


def inflaters(path):
    return [Tool(f"{command} alone", [f"{command} {path}"], compared=False,
                 peer=command.split(maxsplit=1)[0])
            for command in ("zcat", "igzip -dc", "pigz -dc")]


def machine_limits(path):
    """The lower limits: reading the file, and counting its lines."""
    return [Tool("cat", [f"cat {path}"], compared=False), Tool("wc -l", [f"wc -l {path}"],
                                                              compared=False)]
