#!/usr/bin/env -S python3 -B
"""mutate.py [FILE...]: changes one condition at a time in the files of rooms.py, or in these of them, and
runs the tests that must notice. Prints the changes that no test notices and that equivalent.csv does not
explain; status 1 if there are any. Works in copies of the tree. scripts/test --mutate runs it."""
import csv
import glob
import hashlib
import os
import queue
import resource
import sys
import tempfile
import threading

from mutants import mutants_of
from rooms import ROOMS
from tree import ROOT, Tree

EQUIVALENT = f"{os.path.dirname(os.path.abspath(__file__))}/equivalent.csv"
LIMITS = {resource.RLIMIT_AS: 2 << 30, resource.RLIMIT_FSIZE: 256 << 20}  # of a mutant that runs wild


class Results:
    """The mutants that no test notices, printed when they are found; threads may share it.

    known   {(file, function, change)} of those that behave as the original does"""

    def __init__(self):
        self.found, self.failed, self.lock = set(), 0, threading.Lock()
        with open(EQUIVALENT, newline="", encoding="utf-8") as file:
            self.known = {(row["file"], row["function"], row["change"]) for row in csv.DictReader(file)}

    def fail(self, what, change):
        self.failed += 1
        print(f"not ok {self.failed} - {what}:\n# {change}", flush=True)

    def add(self, path, mutant):
        with self.lock:
            self.found.add((path, mutant.function, mutant.change))
            if (path, mutant.function, mutant.change) not in self.known:
                self.fail(f"{path}:{mutant.line}: no test notices, in {mutant.function}()", mutant.change)

    def end(self, files):
        """Names what is known of these files, but not found."""
        for path, function, change in sorted(self.known - self.found):
            if path in files:
                self.fail(f"{os.path.basename(EQUIVALENT)}: a test notices, or it is gone, in {path}, {function}()", change)
        if not self.failed:
            print(f"ok 1 - the tests notice every mutant but {len(self.found)} equivalent ones")
        print(f"1..{self.failed or 1}")
        return self.failed == 0


def survives(tree, room, path, mutant, seen):
    """Does no test notice the mutant? Two that the compiler makes the same of are one."""
    tree.write(path, mutant.text)
    code = tree.object_of(path)
    digest = hashlib.sha256(code or b"").digest()
    if code is None or digest in seen:
        return False
    seen.add(digest)
    return tree.make(f"bin/{room.program}") and not tree.notices(room.tests)


def work(tree, jobs, results):
    """Takes files until there are none."""
    while True:
        try:
            room, path = jobs.get_nowait()
        except queue.Empty:
            return
        original = tree.read(path)
        tree.write(path, original)  # compiled anew, as the mutants are
        mutants = list(mutants_of(original))
        seen = {hashlib.sha256(tree.object_of(path)).digest()}
        for mutant in mutants:
            if survives(tree, room, path, mutant, seen):
                results.add(path, mutant)
        tree.write(path, original)
        tree.make("all")
        print(f"# {path}: {len(mutants)} changes, {len(seen) - 1} of them in what the compiler makes", flush=True)


def jobs_of(chosen):
    """(room, file) of all files, or of the chosen ones."""
    os.chdir(ROOT)
    found = [(room, path) for room in ROOMS for pattern in room.files for path in sorted(glob.glob(pattern))]
    unknown = set(chosen) - {path for _, path in found}
    if unknown:
        sys.exit(f"mutate: not in rooms.py: {', '.join(sorted(unknown))}")
    return [(room, path) for room, path in found if not chosen or path in chosen]


def run(wanted, results):
    """Tries the mutants of these files, one tree for each processor."""
    jobs = queue.Queue()
    for job in wanted:
        jobs.put(job)
    tests = {test for room, _ in wanted for test in room.tests}
    with tempfile.TemporaryDirectory() as folder:
        trees = [Tree(f"{folder}/{n}") for n in range(min(os.cpu_count() or 1, len(wanted)))]
        for tree in trees:
            for test in tests:
                tree.time(test)
        threads = [threading.Thread(target=work, args=(tree, jobs, results)) for tree in trees]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def main():
    for limit, size in LIMITS.items():
        resource.setrlimit(limit, (size, size))
    wanted, results = jobs_of(sys.argv[1:]), Results()
    run(wanted, results)
    return 0 if results.end({path for _, path in wanted}) else 1


if __name__ == "__main__":
    sys.exit(main())
