#!/usr/bin/env python3
"""everywhere.py FOLDER: runs a main that makes temporary files, once for each line of Python that it
executes, and sends it SIGTERM at that line. Prints the lines at which the status is not that of the
signal, a message is printed, or the folder, which is $TMPDIR, is not empty; then "True" if there were
enough lines."""
import os
import shutil
import signal
import sys

sys.path.insert(0, "scripts")

from reliance.common import atomic, signals, temporary  # noqa: E402


@signals.exits_cleanly
def main():
    temporary.file().write(b"x")
    with temporary.named_file() as file:
        file.write(b"x")
    with temporary.subfolder() as path, open(os.path.join(path, "x"), "wb"):
        pass
    with signals.process_group(["true"]):
        pass
    atomic.Draft(os.path.join(sys.argv[1], "never")).file.write(b"x")
    return 0


def traced(at):
    """Runs the main and sends a signal at this line of it (None: at none). Returns its status, and
    the lines that it executed."""
    places = []

    def trace(frame, event, _):
        if event == "line":
            places.append(f"{frame.f_code.co_filename}:{frame.f_lineno}")
            if len(places) == at:
                os.kill(os.getpid(), signal.SIGTERM)
        return trace
    sys.settrace(trace)
    try:
        status = main()
    except SystemExit as end:  # after the main
        status = end.code
    sys.settrace(None)
    return status, places


def child(at):
    """(status, what it printed) of a process with a main that is interrupted at this line."""
    read, write = os.pipe()
    process = os.fork()
    if process == 0:
        os.dup2(write, 1)
        os.dup2(write, 2)
        status, places = traced(at)
        if at is None:
            os.write(1, "\n".join(places).encode())
        os._exit(status)
    os.close(write)
    with open(read, "rb") as pipe:
        printed = pipe.read().decode()
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), printed


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    else:
        os.unlink(path)


def moments(places):
    """The first time at which each line is executed; with LONG=1 also the last."""
    first, last = {}, {}
    for at, place in enumerate(places, 1):
        first.setdefault(place, at)
        last[place] = at
    return sorted({*first.values(), *(last.values() if os.environ.get("LONG") == "1" else ())})


def run(folder):
    """Prints the faults; returns the number of moments."""
    _, printed = child(None)
    places = printed.split("\n")
    for at in moments(places):
        status, printed = child(at)
        left = os.listdir(folder)
        # before the handler is installed, the signal has its default effect
        if status not in (128 + signal.SIGTERM, -signal.SIGTERM) or printed or left:
            print(f"status {status}, left {left}, printed {printed!r}, at {places[at - 1]}")
        for name in left:
            remove(os.path.join(folder, name))
    return len(moments(places))


print(run(sys.argv[1]) > 200)
