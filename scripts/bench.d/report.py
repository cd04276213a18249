"""The table, the goals and the machine, as text for a terminal or as Markdown for the README."""
import os
import platform
import subprocess
import sys

import peers

COLUMNS = ("wall s", "cpu s", "MB", "MB all", "x ours", "x cat", "x wc -l")


def first_line(command):
    said = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False).stdout
    return said.split("\n", maxsplit=1)[0].strip()


def compiler():
    return first_line(f"{os.environ.get('CC', 'cc')} --version")


def machine():
    """What the figures come from, in two lines."""
    cpu = first_line("sed -n 's/^model name[^:]*: //p' /proc/cpuinfo ||"
                     "sysctl -n machdep.cpu.brand_string")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version}" for name, version in peers.installed().items())
    return (f"{cpu or platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, "
            f"{platform.system()} {platform.release()}, {compiler()}",
            f"reliance {first_line('git describe --always --dirty')}, {versions}")


def cells(figures, results):
    """A row of the table: the figures, and the wall time as a multiple of others'."""
    ours = next(iter(results.values()))
    others = (figures.wall / results[name].wall for name in ("cat", "wc -l"))
    return (f"{figures.wall:.2f}", f"{figures.cpu:.2f}", f"{figures.peak:.0f}",
            f"{figures.total:.0f}", f"{figures.wall / ours.wall:.2f}",
            *(f"{x:.1f}" for x in others))


def goal_cells(goal, results):
    figure = goal.figure(results)
    if figure is None:
        return "not measured", "?"
    return f"{figure:.2f}", "met" if figure <= goal.most else "NOT MET"


class Text:
    """Prints a task as soon as it is measured, the goals at the end."""

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
    """The text goes to stderr; what goes between the marks of the README comes at the end."""

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
