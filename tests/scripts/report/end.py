#!/usr/bin/env python3
"""end.py TIMES COMMAND... FIFO: runs a command that reads a named pipe nobody writes to, and sends it
SIGTERM at TIMES moments, spread from its start until a filter of it waits for the pipe. Prints what is
wrong: another end than by the signal, words, or a process that still knows the pipe."""
import os
import signal
import subprocess
import sys
import time

PATIENCE = 60  # seconds that only a failure takes


def waits(fifo):
    """Has a process the pipe open for reading?"""
    try:
        os.close(os.open(fifo, os.O_WRONLY | os.O_NONBLOCK))
    except OSError:
        return False
    return True


def knows(fifo):
    """The processes with the pipe among their arguments."""
    listed = subprocess.run(["ps", "-A", "-o", "args="], stdout=subprocess.PIPE, check=True).stdout
    return [line for line in listed.splitlines() if os.fsencode(fifo) in line and b"end.py" not in line]


def one(command, fifo, seconds):
    """What is wrong after a signal that comes so late, or with None once the pipe is open; and how
    long that took."""
    begun = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        if seconds is None:
            while not waits(fifo) and process.poll() is None:
                time.sleep(0.001)
        else:
            time.sleep(seconds)
        took = time.monotonic() - begun
        process.send_signal(signal.SIGTERM)
        said = process.communicate()[0]
    while knows(fifo) and time.monotonic() < begun + PATIENCE:
        time.sleep(0.01)
    return [text for wrong, text in (
        (process.returncode not in (143, -signal.SIGTERM), f"status {process.returncode}"),
        (said, f"said {said!r}"),
        (knows(fifo), f"left {knows(fifo)!r}")) if wrong], took


def main():
    times, command = int(sys.argv[1]), sys.argv[2:]
    fifo = command[-1]
    os.mkfifo(fifo)
    wrong, longest = one(command, fifo, None)
    for n in range(times):
        wrong += one(command, fifo, longest * (n + 1) / times)[0]
    print("\n".join(wrong), end="")


main()
