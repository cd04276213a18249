#!/usr/bin/env python3
"""end.py TIMES COMMAND... FIFO: runs a command that reads a named pipe without a writer, and sends
it SIGTERM at TIMES moments between its start and the opening of the pipe by one of its filters.
Prints each fault: a status other than that of the signal, a message, or a process that is left."""
import os
import signal
import subprocess
import sys
import time

PATIENCE = 60  # seconds to wait for the processes to end


def is_open(fifo):
    """Does a process have the pipe open for reading?"""
    try:
        os.close(os.open(fifo, os.O_WRONLY | os.O_NONBLOCK))
    except OSError:
        return False
    return True


def readers(fifo):
    """The command lines of the processes with the pipe among their arguments."""
    listed = subprocess.run(["ps", "-A", "-o", "args="], stdout=subprocess.PIPE, check=True).stdout
    return [line for line in listed.splitlines() if os.fsencode(fifo) in line and b"end.py" not in line]


def interrupt(command, fifo, seconds):
    """Runs the command and sends it a signal after some seconds, or with None once the pipe is
    open. Returns (the faults, the seconds until the signal)."""
    started = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        if seconds is None:
            while not is_open(fifo) and process.poll() is None:
                time.sleep(0.001)
        else:
            time.sleep(seconds)
        took = time.monotonic() - started
        process.send_signal(signal.SIGTERM)
        output = process.communicate()[0]
    while readers(fifo) and time.monotonic() < started + PATIENCE:
        time.sleep(0.01)
    return [text for fault, text in (
        (process.returncode not in (143, -signal.SIGTERM), f"status {process.returncode}"),
        (output, f"printed {output!r}"),
        (readers(fifo), f"left {readers(fifo)!r}")) if fault], took


def main():
    times, command = int(sys.argv[1]), sys.argv[2:]
    fifo = command[-1]
    os.mkfifo(fifo)
    faults, longest = interrupt(command, fifo, None)
    for n in range(times):
        faults += interrupt(command, fifo, longest * (n + 1) / times)[0]
    print("\n".join(faults), end="")


main()
