#!/usr/bin/env python3
"""kills.py TIMES SEED FOLDER OUT COMMAND...: runs a command that makes OUT, a file or a folder, and
kills one of the programs that it starts, each time another, after some bytes of its output.

FOLDER has these programs; they are found through wrappers in FOLDER.wrapped, in which COMMAND must
start. Status 0 is right only with the OUT of a run without a kill; after another status OUT must be
as before, and $TMPDIR empty. Prints the faults, and how many programs the command starts."""
import os
import random
import shutil
import subprocess
import sys
import tempfile

# The wrappers take numbers in the order in which they start.
WRAPPER = """#!/bin/sh
n=1
until mkdir "$KILLS/$n" 2>/dev/null; do n=$((n + 1)); done
[ $n -ne "$KILLED" ] || { "%s" "$@" | head -c "$BYTES"; kill -KILL $$; }
exec "%s" "$@"
"""
SIZES = (0, 1, 30, 100, 1000, 5000, 1 << 20)  # bytes of output before the kill


def wrap(folder):
    """Makes the wrappers."""
    made = folder + ".wrapped"
    os.mkdir(made)
    for name in os.listdir(folder):
        path = os.path.join(made, name)
        real = os.path.join(folder, name)
        if name.startswith("reliance-"):
            os.symlink(os.path.realpath(real), path)
            continue
        with open(path, "w", encoding="utf-8") as file:
            file.write(WRAPPER % (real, real))
        os.chmod(path, 0o755)
    return made


def content(path):
    """What is there: bytes, {name: bytes}, or None."""
    if os.path.isdir(path):
        return {name: content(os.path.join(path, name)) for name in os.listdir(path)}
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return file.read()


def put(path, what):
    """Makes `path` hold what content() returned."""
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.exists(path):
        os.unlink(path)
    if isinstance(what, dict):
        os.mkdir(path)
        for name, data in what.items():
            put(os.path.join(path, name), data)
    elif what is not None:
        with open(path, "wb") as file:
            file.write(what)


def run(command, made, killed, size):
    """(status, number of programs, what is left in $TMPDIR) of a run with a kill, or with 0 of one
    without."""
    with tempfile.TemporaryDirectory() as count, tempfile.TemporaryDirectory() as own:
        env = dict(os.environ, PATH=f"{made}:{os.environ['PATH']}", KILLS=count, TMPDIR=own,
                   KILLED=str(killed), BYTES=str(size))
        status = subprocess.run([os.path.join(made, command[0]), *command[1:]], env=env,
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, check=False).returncode
        return status, len(os.listdir(count)), os.listdir(own)


def main():
    times, seed, folder, out, *command = sys.argv[1:]
    made = wrap(folder)
    before = content(out)
    status, number, _ = run(command, made, 0, 0)
    golden = content(out)
    if status != 0 or golden in (None, before):
        sys.exit(f"a run without a kill makes nothing new, status {status}")
    dice = random.Random(int(seed))
    order = dice.sample(range(1, number + 1), number)
    for n in range(int(times)):
        killed, size = order[n % number], dice.choice(SIZES)
        put(out, before)
        status, _, left = run(command, made, killed, size)
        if content(out) != (golden if status == 0 else before) or status == 0 or left:
            print(f"program {killed} of {number} killed after {size} bytes: status {status}, "
                  f"{len(left)} temporary files, the output is "
                  f"{'right' if content(out) == golden else 'not changed' if content(out) == before else 'wrong'}")
    print(f"{number} programs")


main()
