"""Runs pipelines: how long they take, what memory each of their processes has."""
import collections
import functools
import os
import shutil
import statistics
import subprocess
import time

# wall and cpu seconds of a whole pipeline; MB of its largest process, and of all, each at its peak
Figures = collections.namedtuple("Figures", "wall cpu peak total")


@functools.cache
def gnu_time():
    """GNU time, which forks from a small process: a child's peak is at least that of its parent."""
    for program in ("time", "gtime"):
        path = shutil.which(program)
        if path and subprocess.run([path, "-f", "%M", "true"], check=False,
                                   capture_output=True).stderr.strip().isdigit():
            return path
    raise SystemExit("bench: GNU time is needed, see scripts/setup --bench")


def time_of(stages, folder):
    """Runs the stages of a pipeline, whose output goes nowhere."""
    notes = [os.path.join(folder, f"peak.{n}") for n in range(len(stages))]
    command = " | ".join(f"{gnu_time()} -f %M -o {note} {stage}"
                         for note, stage in zip(notes, stages))
    # DuckDB locks what it writes to, and some other program may do so with /dev/null
    with open("/dev/zero", "wb") as nowhere, \
            open(os.path.join(folder, "said"), "w+b") as said:
        start = time.monotonic()
        with subprocess.Popen(["sh", "-c", command], stdout=nowhere, stderr=said) as child:
            _, status, used = os.wait4(child.pid, 0)
            wall = time.monotonic() - start
            child.returncode = status
        peaks = []
        for note, stage in zip(notes, stages):
            with open(note, encoding="ascii") as text:
                told = text.read().split()
            if len(told) != 1:  # more than the number: the stage failed
                said.seek(0)
                raise SystemExit(f"bench: failed: {stage}\n"
                                 + said.read().decode(errors="replace"))
            peaks.append(int(told[0]) / 1024)
    return Figures(wall, used.ru_utime + used.ru_stime, max(peaks), sum(peaks))


def median(figures):
    return Figures(*(statistics.median(column) for column in zip(*figures)))


def measure(pipelines, runs, folder):
    """Medians of each pipeline, by name; they run turn and turn about."""
    taken = {name: [] for name in pipelines}
    for _ in range(runs):
        for name, stages in pipelines.items():
            taken[name].append(time_of(stages, folder))
    return {name: median(figures) for name, figures in taken.items()}
