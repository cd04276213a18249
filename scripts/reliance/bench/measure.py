"""Measures the time and the memory of pipelines."""
import collections
import functools
import os
import shutil
import statistics
import subprocess
import time

# wall and cpu: seconds of a whole pipeline; peak: MB of its largest process; total: sum of the
# peaks
Figures = collections.namedtuple("Figures", "wall cpu peak total")


@functools.cache
def gnu_time():
    """The path of GNU time. It forks from a small process: the peak of a child is at least the
    size of its parent."""
    for program in ("time", "gtime"):
        path = shutil.which(program)
        if path and subprocess.run([path, "-f", "%M", "true"], check=False,
                                   capture_output=True).stderr.strip().isdigit():
            return path
    raise SystemExit("bench: GNU time is missing, see scripts/setup --bench")


def time_of(stages, folder):
    """The Figures of a run of the stages, whose output is discarded."""
    notes = [os.path.join(folder, f"peak.{n}") for n in range(len(stages))]
    command = " | ".join(f"{gnu_time()} -f %M -o {note} {stage}"
                         for note, stage in zip(notes, stages))
    # not /dev/null: DuckDB locks its output, and another program may hold the lock
    with open("/dev/zero", "wb") as nowhere, \
            open(os.path.join(folder, "stderr"), "w+b") as errors:
        start = time.monotonic()
        with subprocess.Popen(["sh", "-c", command], stdout=nowhere, stderr=errors) as child:
            _, status, used = os.wait4(child.pid, 0)
            wall = time.monotonic() - start
            child.returncode = status
        peaks = []
        for note, stage in zip(notes, stages):
            with open(note, encoding="ascii") as text:
                words = text.read().split()
            if len(words) != 1:  # more than the number: the stage failed
                errors.seek(0)
                raise SystemExit(f"bench: failed: {stage}\n"
                                 + errors.read().decode(errors="replace"))
            peaks.append(int(words[0]) / 1024)
    return Figures(wall, used.ru_utime + used.ru_stime, max(peaks), sum(peaks))


def median(figures):
    return Figures(*(statistics.median(column) for column in zip(*figures)))


def measure(pipelines, runs, folder):
    """{name: median Figures}; the pipelines take turns."""
    taken: dict = {name: [] for name in pipelines}
    for _ in range(runs):
        for name, stages in pipelines.items():
            taken[name].append(time_of(stages, folder))
    return {name: median(figures) for name, figures in taken.items()}
