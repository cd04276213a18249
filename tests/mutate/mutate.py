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


def explained():
    """{(file, function, change)} of the mutants that behave as the original does."""
    with open(EQUIVALENT, newline="", encoding="utf-8") as file:
        return {(row["file"], row["function"], row["change"]) for row in csv.DictReader(file)}


def survives(tree, room, path, mutant, seen):
    """Does no test notice the mutant? Two that the compiler makes the same of are one."""
    tree.write(path, mutant.text)
    code = tree.object_of(path)
    digest = hashlib.sha256(code or b"").digest()
    if code is None or digest in seen:
        return False
    seen.add(digest)
    return tree.make(f"bin/{room.program}") and not tree.notices(room.tests)


def work(tree, jobs, survivors):
    """Takes files until there are none, and adds (file, mutant) of the survivors."""
    while True:
        try:
            room, path = jobs.get_nowait()
        except queue.Empty:
            return
        original = tree.read(path)
        mutants = list(mutants_of(original))
        seen = {hashlib.sha256(tree.object_of(path)).digest()}
        for mutant in mutants:
            if survives(tree, room, path, mutant, seen):
                survivors.append((path, mutant))
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


def run(chosen):
    """The survivors among the mutants of the chosen files."""
    jobs, survivors = queue.Queue(), []
    for job in jobs_of(chosen):
        jobs.put(job)
    tests = {test for room, _ in jobs.queue for test in room.tests}
    with tempfile.TemporaryDirectory() as folder:
        trees = [Tree(f"{folder}/{n}") for n in range(min(os.cpu_count() or 1, jobs.qsize()))]
        for tree in trees:
            for test in tests:
                tree.time(test)
        threads = [threading.Thread(target=work, args=(tree, jobs, survivors)) for tree in trees]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return survivors


def main():
    for limit, size in LIMITS.items():
        resource.setrlimit(limit, (size, size))
    known, chosen = explained(), sys.argv[1:]
    survivors = run(chosen)
    found = {(path, mutant.function, mutant.change) for path, mutant in survivors}
    tests = 0
    for path, mutant in sorted(survivors, key=lambda s: (s[0], s[1].line)):
        if (path, mutant.function, mutant.change) not in known:
            tests += 1
            print(f"not ok {tests} - {path}:{mutant.line}: no test notices, in {mutant.function}():")
            print(f"# {mutant.change}")
    for path, function, change in sorted(known - found):
        if not chosen or path in chosen:
            tests += 1
            print(f"not ok {tests} - {os.path.basename(EQUIVALENT)}: a test notices, or there is no such change:")
            print(f"# {path}, {function}(): {change}")
    if tests:
        print(f"1..{tests}")
        return 1
    print(f"ok 1 - the tests notice every mutant but {len(found)} equivalent ones\n1..1")
    return 0


if __name__ == "__main__":
    sys.exit(main())
