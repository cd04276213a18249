"""kill.py TIMES SEED OLD NEW COMMAND...: kills a refresh of a copy of OLD at random moments.

STORE in the command is the copy; without OLD it is a first refresh. After each kill, --check must
succeed if there is a release; the release must equal that of OLD or NEW byte for byte; and the next
refresh must make that of NEW.
"""
import os
import random
import shutil
import signal
import subprocess
import sys
import time


def release(store):
    """{name: bytes} of the current release; None if there is none."""
    found = {}
    if not os.path.exists(f"{store}/manifest.csv"):
        return None
    for name in ("manifest.csv", "selection",
                 *(f"trade/{name}" for name in os.listdir(f"{store}/trade"))):
        path = f"{store}/current/{name}"
        # an older store has its selection beside the releases
        with open(path if os.path.exists(path) else f"{store}/{name}", "rb") as file:
            found[name] = file.read()
    return found


def run(command, after=None):
    """The time, status and stderr of a command, which is killed after so many seconds."""
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          stdin=subprocess.DEVNULL) as child:
        if after is not None:
            time.sleep(after)
            child.send_signal(signal.SIGKILL)
            child.wait()
            return 0, 0, b""
        _, errors = child.communicate()
    return time.monotonic() - start, child.returncode, errors


def main():
    times, seed, old, new = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:5]
    store = f"{old}.killed"
    command = [store if word == "STORE" else word for word in sys.argv[5:]]
    checking = [command[0], "--check", "--wait", store]
    before, after = release(old), release(new)
    assert before != after, "OLD and NEW are equal"

    def again():
        shutil.rmtree(store, ignore_errors=True)
        if before:
            subprocess.run(["cp", "-a", old, store], check=True)
    again()
    duration, status, errors = run(command)
    assert status == 0, errors
    assert release(store) == after, "the refresh without a kill differs from NEW"
    dice, seen, wrong = random.Random(seed), {"old": 0, "new": 0}, 0
    for n in range(times):
        moment = dice.uniform(0.02, duration * 1.05)
        again()
        run(command, moment)
        _, status, errors = run(checking)
        found = release(store)
        seen["new" if found == after else "old"] += 1
        bad = []
        if status != (0 if found else 1):
            bad.append(f"--check: status {status}: {errors.decode()}")
        if found not in (before, after):
            bad.append("a release that is neither the old nor the new one")
        _, status, errors = run(command)
        if status != 0 or release(store) != after:
            bad.append(f"the next refresh: status {status}: {errors.decode()}")
        _, status, errors = run(checking)
        if status != 0:
            bad.append(f"--check after it: {errors.decode()}")
        for what in bad:
            wrong += 1
            print(f"kill {n} after {moment:.3f} of {duration:.3f} s: {what}")
    shutil.rmtree(store, ignore_errors=True)
    print(f"{times} kills: {seen['old']} left the old release, {seen['new']} the new one")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
