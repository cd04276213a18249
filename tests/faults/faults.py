#!/usr/bin/env -S python3 -B
"""faults.py [--few] [JOB...]: makes one call or allocation of a job fail, for each in turn, and looks at
what comes of it. Prints TAP. --few takes a few of each kind. JOB is the beginning of a name in jobs.py.

A job that ends with status 0 must have its right output. Status 1 or 2 must come with a message, and the
output must be a beginning of the right one, with the mark of a failure behind it. No job may end otherwise,
hang, or leave temporary files, but for an end of glibc's own behind the whole output. What passes, such as an
interrupted or a short read, must not be noticed."""
import os
import shutil
import sys
import tempfile
from collections import namedtuple

import jobs
from bench import Bench

# passes: the job must succeed all the same; every: all calls from the N-th on; scripts: for them, too
Kind = namedtuple("Kind", "name passes every scripts", defaults=(False, False, False))
# glibc ends a program so whose libraries have no memory for their own end, after all is written.
LOADER_ABORTS = 127
KINDS = [
    Kind("malloc"), Kind("read", scripts=True), Kind("write", scripts=True), Kind("open", scripts=True),
    Kind("close", scripts=True), Kind("sync", scripts=True), Kind("rename", scripts=True), Kind("make", scripts=True),
    Kind("truncate"), Kind("stat"), Kind("poll"), Kind("thread", passes=True),
    Kind("read-short", passes=True, every=True), Kind("write-short", passes=True, every=True),
    Kind("read-signal", passes=True), Kind("write-signal", passes=True),
]
STAGES = ("fetch-normalise", "filter-hs", "aggregate", "share", "rank", "concentration")
# How many of the calls of one kind fail, in a job of a filter and of a script, which takes longer.
FEW, MANY = (3, 1), (400, 400)


def numbers(calls, limit):
    """Which of so many calls are to fail: all, or the first, the last and others in between, or one."""
    if calls <= limit:
        return range(1, calls + 1)
    if limit == 1:
        return [(calls + 1) // 2]
    return sorted({1 + n * (calls - 1) // (limit - 1) for n in range(limit)})


def is_beginning(output, right):
    """Is the output a beginning of the right one, but for the mark of a failure?"""
    lines = output.split(b"\n")
    if len(lines) > 1 and lines[-1] == b"" and lines[-2].startswith(b"!"):
        output = b"\n".join(lines[:-2])
    return right.startswith(output)


def is_old_or_new(files, before, right):
    """Is each file as it was before, or as it should be? None is missing, and no other is there."""
    return set(before) <= set(files) <= set(right) and all(
        data in (before.get(path), right[path]) for path, data in files.items())


def fault_in(job, before, right, result, kind):
    """What is wrong with the result of a job; "" if nothing is."""
    if result.status == "hangs":
        return "hangs"
    if result.left:
        return f"leaves {' '.join(result.left)}"
    whole = (result.output, result.files) == (right.output, right.files)
    if result.status == 0:
        return "" if whole else "status 0 with a wrong result"
    if result.status == LOADER_ABORTS and whole and b"thread-local data" in result.errors:
        return ""
    if kind.passes:
        return f"status {result.status}: {result.errors.decode()}"
    if result.status not in (1, 2):
        return f"ends with {result.status}"
    if not result.errors.strip():
        return f"status {result.status} without a message"
    if not is_beginning(result.output, right.output):
        return f"status {result.status} with output that is not a beginning of the right one"
    if kind.name not in ("write", "close") and result.output and b"\n!" not in b"\n" + result.output:
        return f"status {result.status} without a mark: {result.errors.decode()}"
    if job.lasting and not is_old_or_new(result.files, before, right.files):
        return "leaves a file that is neither old nor new"
    return ""


class Sweep:
    """Runs jobs under faults and prints TAP.

    bench   the folder in which they run
    tests   how many so far, and how many of them failed"""

    def __init__(self, bench):
        self.bench, self.tests, self.failed = bench, 0, 0

    def report(self, name, runs, wrong):
        self.tests += 1
        self.failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {self.tests} - {name}: {runs} runs")
        for line in wrong[:10]:
            print(f"# {line[:300]}".replace("\n", " | "), flush=True)

    def skip(self, reason):
        self.tests += 1
        print(f"ok {self.tests} # SKIP {reason}")

    def try_each(self, job, kind, before, right, tried, **where):
        """What was wrong with the job, with one call after the other failing."""
        wrong = []
        for number in tried:
            fault = f"{kind.name}:{'1+' if kind.every else number}"
            if job.lasting or job.settles:
                self.bench.clear()
            result = self.bench.run(job.command, job.writes, FAULT=fault, **where)
            what = fault_in(job, before, right, result, kind) or self.unsettled(job, right, result)
            if what:
                wrong.append(f"{fault} {' '.join(where.values())}: {what}")
        return wrong

    def unsettled(self, job, right, result):
        """What is wrong after a failure with the command that settles it, and with the job again."""
        if result.status == 0 or job.settles is None:
            return ""
        check = self.bench.run(job.settles)
        again = self.bench.run(job.command, job.writes)
        if check.status or again.status or again.output != right.output or again.files != right.files:
            return f"after {result.errors.decode()}: {check.errors.decode()} {again.errors.decode()}"
        return ""

    def sweep_filter(self, job, limit):
        """Every kind of fault in a filter."""
        right, calls = self.bench.right(job)
        runs, wrong = 0, []
        for kind in KINDS:
            if kind.name not in job.spared:
                tried = numbers(calls[job.command[0], kind.name], 1 if kind.every else limit)
                wrong += self.try_each(job, kind, {}, right, tried)
                runs += len(tried)
        self.report(job.name, runs, wrong)

    def sweep_script(self, job, limit):
        """Faults on the files that a script writes, and the kill of each filter that it starts."""
        place = f"{self.bench.folder}/{job.writes[0].split('/')[0]}"
        right, calls = self.bench.right(job, FAULT_UNDER=place)
        self.bench.clear()
        before = {path: data for place in job.writes for path, data in self.bench.contents(place).items()}
        runs, wrong = 0, []
        for kind in KINDS:
            if kind.scripts:
                tried = numbers(sum(n for (_, name), n in calls.items() if name == kind.name), limit)
                wrong += self.try_each(job, kind, before, right, tried, FAULT_UNDER=place)
                runs += len(tried)
        self.report(f"{job.name}: its files", runs, wrong)
        self.kill_stages(job, before, right, {stage: numbers(calls[stage, "process"], limit) for stage in STAGES})

    def kill_stages(self, job, before, right, turns):
        """Kills each filter, the first of its name or a later one."""
        runs, wrong, file = 0, [], f"{self.bench.temporary}-turns"
        for stage, tried in turns.items():
            for turn in tried:
                wrong += self.try_each(job, Kind("kill"), before, right, [1], FAULT_ON=stage, FAULT_TURN=f"{turn}:{file}")
                os.unlink(file)
                runs += 1
        self.report(f"{job.name}: a filter that is killed", runs, wrong)


def main():
    arguments = sys.argv[1:]
    few = arguments[:1] == ["--few"]
    limits = FEW if few else MANY
    chosen = tuple(arguments[few:]) or ("",)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(os.path.realpath(folder))
        sweep = Sweep(bench)
        for job in jobs.FILTERS:
            if job.name.startswith(chosen):
                sweep.sweep_filter(job, limits[0])
        for job in jobs.SCRIPTS:
            if job.name.startswith(chosen) and not (few and job.slow):
                if job.needs is None or shutil.which(job.needs):
                    sweep.sweep_script(job, limits[1])
                else:
                    sweep.skip(f"{job.needs} is not here: {job.name}")
        bench.close()
    print(f"1..{sweep.tests}")
    return 1 if sweep.failed else 0


if __name__ == "__main__":
    sys.exit(main())
