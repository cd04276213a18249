"""How a script ends when it is asked to end: its pipelines end with it, and so do its temporary files."""
import contextlib
import os
import signal
import subprocess
import sys
import threading

_groups = set()  # process groups that run
_waiting = []  # signals that came while a process was being started
_starting = 0


def tidily():
    """From here on SIGTERM, SIGHUP and SIGINT end the script as an error does, so what it keeps for
    itself is removed. A signal that is ignored, as under nohup, stays ignored."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number, _):
    if _starting:
        _waiting.append(number)
        return
    stop()
    sys.exit(128 + number)


def stop():
    """Ends the processes of all groups, of all threads."""
    for leader in list(_groups):
        _stop(leader)


def _stop(leader):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGTERM)


@contextlib.contextmanager
def _unbroken():
    """A signal waits for the end of this block: in the middle of Popen it would leave a process that
    nobody knows. Only the main thread is ever interrupted."""
    global _starting
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _starting += 1
    try:
        yield
    finally:
        _starting -= 1
    if _waiting:
        _end(_waiting[0], None)


@contextlib.contextmanager
def group(command, **how):
    """A process in a group of its own, waited for at the end of the block. If the block or the script
    ends early, everything that the process started ends with it."""
    process = None
    try:
        with _unbroken():
            process = subprocess.Popen(command, start_new_session=True, **how)
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
