"""Signals: an interrupted script ends its child processes and removes its temporary files."""
import contextlib
import functools
import os
import signal
import subprocess
import sys
import threading

_groups: set[int] = set()  # running process groups, by leader
_pending: list[int] = []  # signals that arrived while a process was being started
_received: list[int] = []  # the signal that ends the script
_starting = 0


def exits_cleanly(main):
    """Decorates a main: SIGTERM, SIGHUP and SIGINT raise SystemExit in it, so that cleanup runs.
    Ignored signals (as under nohup) stay ignored. A signal may arrive anywhere, also in a library
    whose cleanup then fails: the status is the signal's, and no message is printed."""
    @functools.wraps(main)
    def decorated(*arguments):
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, _handle)
        try:
            status = main(*arguments)
        except BaseException:
            if not _received:
                raise
            status = None
        return 128 + _received[0] if _received else status
    return decorated


def _handle(number, _):
    if _received:
        os._exit(128 + number)  # the second signal does not wait for cleanup
    if _starting:
        _pending.append(number)
        return
    _received.append(number)
    stop_processes()
    sys.exit(128 + number)


def stop_processes():
    """Sends SIGTERM to all process groups that this script started, in all threads."""
    for leader in list(_groups):
        _stop(leader)


def _stop(leader):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGTERM)


@contextlib.contextmanager
def _defer_signals():
    """Handles signals at the end of the block: an exception inside Popen would lose the child's id.
    Only the main thread runs signal handlers."""
    global _starting
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _starting += 1
    try:
        yield
    finally:
        _starting -= 1
    if _pending:
        _handle(_pending[0], None)


@contextlib.contextmanager
def process_group(command, **arguments):
    """Runs a command in a process group of its own; yields the Popen and waits for it at the end of
    the block. If the block or the script ends early, the whole group is terminated."""
    process = None
    try:
        with _defer_signals():
            process = subprocess.Popen(command, start_new_session=True, **arguments)
            _groups.add(process.pid)
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
