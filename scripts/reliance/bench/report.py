"""Prints the results, the goals and the machine: as text, as Markdown for results.md, and as a
short table for the README."""
import os
import platform
import subprocess
import sys

from reliance.bench import peers

RESULTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "results.md")

COLUMNS = ("wall s", "cpu s", "MB", "MB all", "x ours", "x cat", "x wc -l")


def first_line(command):
    out = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False).stdout
    return out.split("\n", maxsplit=1)[0].strip()


def compiler():
    return first_line(f"{os.environ.get('CC', 'cc')} --version")


def machine():
    """The hardware and the software, two lines."""
    cpu = first_line("sed -n 's/^model name[^:]*: //p' /proc/cpuinfo ||"
                     "sysctl -n machdep.cpu.brand_string")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version}" for name, version in peers.installed().items())
    return (f"{cpu or platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, "
            f"{platform.system()} {platform.release()}, {compiler()}",
            f"reliance {first_line('git describe --always --dirty')}, {versions}")


def cells(figures, results):
    """A row of the table: the figures, and the wall time relative to ours, cat and wc -l."""
    ours = next(iter(results.values()))
    others = (figures.wall / results[name].wall for name in ("cat", "wc -l"))
    return (f"{figures.wall:.2f}", f"{figures.cpu:.2f}", f"{figures.peak:.0f}",
            f"{figures.total:.0f}", f"{figures.wall / ours.wall:.2f}",
            *(f"{x:.1f}" for x in others))


PEERS = ("DuckDB", "Polars", "xan", "Miller")


def short_row(title, rows):
    """A row for a task: our times, and the time of each tool relative to the first of ours."""
    ours = [row for row in rows if row[0].startswith("ours")]
    times = {row[0].split(" (")[0]: float(row[5]) for row in rows}
    peers_ = (f"{times[peer]:.1f} x" if peer in times else "" for peer in PEERS)
    return (f"| {title} | {' / '.join(row[1] for row in ours)} | " + " | ".join(peers_) + " |")


def short_table(tasks):
    """The table of the README; `tasks` are pairs of title and rows of the long table."""
    return ["| | ours, s | " + " | ".join(PEERS) + " |", "| --- | ---: |" + " ---: |" * len(PEERS),
            *(short_row(title, rows) for title, rows in tasks
              if any(row[0].split(" (")[0] in PEERS for row in rows))]


def read_tasks(path):
    """The tasks in a results.md: pairs of title and rows."""
    tasks: list = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            row = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if row[0].startswith("**"):
                tasks.append((row[0].strip("*"), []))
            elif tasks and len(row) == len(COLUMNS) + 1 and row[0]:
                tasks[-1][1].append(row)
    return tasks


def goal_cells(goal, results):
    """The figure and the verdict."""
    figure = goal.figure(results)
    if figure is None:
        return "not measured", "?"
    return f"{figure:.2f}", "met" if figure <= goal.most else "NOT MET"


class Text:
    """Prints each task when it is measured, the goals at the end."""

    def __init__(self, to=sys.stdout):
        self.to, self.goals = to, []
        print("\n".join(machine()), file=to)

    def task(self, task, results):
        print(f"\n{task.title}\n  {'':40}" + "".join(f"{name:>9}" for name in COLUMNS),
              file=self.to)
        for name, figures in results.items():
            print(f"  {name:40}" + "".join(f"{cell:>9}" for cell in cells(figures, results)),
                  file=self.to, flush=True)
        for goal in task.goals:
            figure, verdict = goal_cells(goal, results)
            self.goals.append(f"goal: {task.title}: {goal.what}: {figure}, at most {goal.most:g}: "
                              f"{verdict}")

    def close(self):
        print("", *self.goals, sep="\n", file=self.to)


class Markdown(Text):
    """Prints the text on stderr, and the Markdown of results.md on stdout at the end."""

    def __init__(self):
        super().__init__(sys.stderr)
        self.rows, self.goal_rows = [], []

    def task(self, task, results):
        super().task(task, results)
        self.rows.append(f"| **{task.title}** |" + " |" * len(COLUMNS))
        for name, figures in results.items():
            self.rows.append(f"| {name} | " + " | ".join(cells(figures, results)) + " |")
        for goal in task.goals:
            figure, verdict = goal_cells(goal, results)
            self.goal_rows.append(f"| {task.title} | {goal.what} | {figure} | {goal.most:g} | "
                                  f"{verdict} |")

    def close(self):
        super().close()
        hardware, software = machine()
        print("<!-- scripts/bench --markdown -->", f"{hardware}; {software}.", "",
              "| | " + " | ".join(COLUMNS) + " |", "| --- |" + " ---: |" * len(COLUMNS),
              *self.rows, "",
              "| task | goal | measured | at most | |", "| --- | --- | ---: | ---: | --- |",
              *self.goal_rows, "<!-- end of scripts/bench --markdown -->", sep="\n")


def readme():
    """The table of the README, made from results.md."""
    return "\n".join(short_table(read_tasks(RESULTS)))
