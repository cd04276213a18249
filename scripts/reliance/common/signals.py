"""Signals: an interrupted script ends its child processes and removes its temporary files."""
import contextlib
import functools
import os
import signal
import subprocess
import sys
import threading
from typing import Callable

_groups: set[int] = set()  # running process groups, by leader
_at_end: list[Callable[[], None]] = []  # what to do when the script ends
_pending: list[int] = []  # signals that arrived while signals were deferred
_received: list[int] = []  # the signal that ends the script
_deferring = 0


def exits_cleanly(main):
    """Decorates a main: SIGTERM, SIGHUP and SIGINT raise SystemExit in it, so that cleanup runs.
    Ignored signals (as under nohup) stay ignored. A signal may arrive anywhere, also in a library
    whose cleanup then fails: the status is the signal's, and no message is printed."""
    @functools.wraps(main)
    def decorated(*arguments):
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, _handle)
        sys.unraisablehook = _unraisable
        status = None
        try:
            try:
                status = main(*arguments)
            finally:
                _end()
        except BaseException:
            if not _received:
                raise
            _end()  # the signal may have come before the first _end began; no other can come now
        return 128 + _received[0] if _received else status
    return decorated


def _handle(number, _):
    if _received:
        os._exit(128 + number)  # the second signal does not wait for cleanup
    if _deferring:
        _pending.append(number)
        return
    _received.append(number)
    stop_processes()
    sys.exit(128 + number)


def _unraisable(what):
    """A signal that arrives in a destructor raises its exception there, where Python prints it."""
    if not _received:
        sys.__unraisablehook__(what)


def received():
    """Does a signal end this script?"""
    return bool(_received)


def at_end(function):
    """The function is called once when the main of this script ends, however it does."""
    _at_end.append(function)


def _end():
    with deferred():
        while _at_end:
            _at_end.pop()()


def stop_processes():
    """Sends SIGTERM to all process groups that this script started, in all threads."""
    for leader in list(_groups):
        _stop(leader)


def _stop(leader):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGTERM)


@contextlib.contextmanager
def deferred():
    """Handles signals at the end of the block, so that what it makes (a process, a file) is known
    to whoever must end or remove it. Only the main thread runs signal handlers."""
    global _deferring
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _deferring += 1
    try:
        yield
    finally:
        _deferring -= 1
        if _pending and not _deferring:
            _handle(_pending.pop(0), None)


def run(command, data=b"", **arguments):
    """Runs a command in a process group of its own with this input, and returns its status, and
    what it printed to each stream that is a pipe. Raises OSError."""
    with process_group(command, stdin=subprocess.PIPE, **arguments) as process:
        out, errors = process.communicate(data)
    return process.returncode, out, errors


def is_signal(status, number):
    """Is this the status of a process, as Popen has it, that ended by the signal? A shell adds 128
    to the signal of its command."""
    return status in (-number, 128 + number)


def outcome(status):
    """How a process with this status ended, in words."""
    for number in signal.valid_signals():
        if is_signal(status, number):
            return f"was killed by signal {int(number)} ({signal.Signals(number).name})"
    return f"failed with status {status}"


@contextlib.contextmanager
def process_group(command, **arguments):
    """Runs a command in a process group of its own; yields the Popen and waits for it at the end of
    the block. If the block or the script ends early, the whole group is terminated."""
    process = None
    try:
        with deferred():
            process = subprocess.Popen(command, start_new_session=True, **arguments)
            _groups.add(process.pid)
        if _received:  # while another thread started the process
            sys.exit(128 + _received[0])
        with process:
            yield process
    except BaseException:
        if process is not None:
            _stop(process.pid)
            process.wait()
        raise
    finally:
        if process is not None:
            _groups.discard(process.pid)
