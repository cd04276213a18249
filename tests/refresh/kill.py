#!/usr/bin/env python3
"""kill.py TIMES SEED OLD NEW COMMAND...: kills a refresh of a copy of OLD at random moments.

STORE in the command is the copy; where there is no OLD it is a first refresh. Each time --check
must be satisfied if there is a release, which must be that of OLD or NEW byte for byte, and the
next refresh must complete to NEW.
"""
import os
import random
import shutil
import signal
import subprocess
import sys
import time


def release(store):
    found = {}
    if not os.path.exists(f"{store}/manifest.csv"):
        return None
    for name in ("manifest.csv", *(f"trade/{name}" for name in os.listdir(f"{store}/trade"))):
        with open(f"{store}/{name}", "rb") as file:
            found[name] = file.read()
    return found


def run(command, after=None):
    """The seconds it took, its status and words; killed after so many seconds."""
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          stdin=subprocess.DEVNULL) as child:
        if after is not None:
            time.sleep(after)
            child.send_signal(signal.SIGKILL)
            child.wait()
            return 0, 0, b""
        _, words = child.communicate()
    return time.monotonic() - start, child.returncode, words


def main():
    times, seed, old, new = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:5]
    store = f"{old}.killed"
    command = [store if word == "STORE" else word for word in sys.argv[5:]]
    checking = [command[0], "--check", "--wait", store]
    before, after = release(old), release(new)
    assert before != after, "there is something to do"

    def again():
        shutil.rmtree(store, ignore_errors=True)
        if before:
            subprocess.run(["cp", "-a", old, store], check=True)
    again()
    whole, status, words = run(command)
    assert status == 0, words
    assert release(store) == after, "the refresh without a kill"
    dice, seen, wrong = random.Random(seed), {"old": 0, "new": 0}, 0
    for n in range(times):
        moment = dice.uniform(0.02, whole * 1.05)
        again()
        run(command, moment)
        _, status, words = run(checking)
        there = release(store)
        seen["new" if there == after else "old"] += 1
        bad = []
        if status != (0 if there else 1):
            bad.append(f"--check: status {status}: {words.decode()}")
        if there not in (before, after):
            bad.append("a release that is neither the old nor the new one")
        _, status, words = run(command)
        if status != 0 or release(store) != after:
            bad.append(f"the next refresh: status {status}: {words.decode()}")
        _, status, words = run(checking)
        if status != 0:
            bad.append(f"--check after it: {words.decode()}")
        for what in bad:
            wrong += 1
            print(f"kill {n} after {moment:.3f} of {whole:.3f} s: {what}")
    shutil.rmtree(store, ignore_errors=True)
    print(f"{times} kills: {seen['old']} left the old release, {seen['new']} the new one")
    sys.exit(1 if wrong else 0)


main()
