"""Temporary files. All of them are in one folder, which is removed when the script ends, also by a
signal."""
import contextlib
import shutil
import tempfile
import threading

from reliance.common import messages, signals

_folders: list[str] = []  # none or one
_lock = threading.Lock()


def folder():
    """The path of the folder of this run, which is made on first use. Raises OSError."""
    with signals.deferred(), _lock:  # between mkdir and the list a signal would leave the folder
        if not _folders:
            signals.at_end(_remove)
            _folders.append(tempfile.mkdtemp(prefix=f"{messages.PROGRAM}."))
        return _folders[0]


def _remove():
    while _folders:
        shutil.rmtree(_folders.pop(), ignore_errors=True)


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
