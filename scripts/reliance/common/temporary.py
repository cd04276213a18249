"""Temporary files. All of them are in one folder, which is removed when the script ends, also by a
signal; the next script removes that of one that was killed."""
import contextlib
import os
import re
import shutil
import tempfile
import threading

from reliance.common import abandoned, signals

PREFIX = "reliance-temporary."
NAME = re.compile(re.escape(PREFIX) + r"\w{8}")
_folders: list[str] = []  # none or one
_lock = threading.Lock()


def folder():
    """The path of the folder of this run, which is made on first use. Raises OSError."""
    with signals.deferred(), _lock:  # between mkdir and the list a signal would leave the folder
        if not _folders:
            abandoned.sweep(tempfile.gettempdir(), NAME, _remove)
            signals.at_end(_remove_all)
            _folders.append(_made())
        return _folders[0]


def _made():
    while True:
        path = tempfile.mkdtemp(prefix=PREFIX)
        # the descriptor, and so the lock, is closed when the script ends
        if abandoned.hold(os.open(path, os.O_RDONLY), path):
            return path


def _remove(path):
    shutil.rmtree(path, ignore_errors=True)


def _remove_all():
    while _folders:
        _remove(_folders.pop())


def file():
    """A nameless file, open for reading and writing as bytes. Raises OSError."""
    return tempfile.TemporaryFile(dir=folder())


def named_file():
    """A file that others can open by its `name`, which is removed with the folder. Raises
    OSError."""
    return tempfile.NamedTemporaryFile(dir=folder(), delete=False)


@contextlib.contextmanager
def subfolder():
    """The path of an empty folder, which is removed after the block. Raises OSError."""
    with tempfile.TemporaryDirectory(dir=folder()) as path:
        yield path
