"""Atomic writes: a file appears complete and on disk, or not at all."""
import contextlib
import errno
import os
import re
import secrets

from reliance.common import abandoned, messages, signals

NAME = re.compile(r"\.draft-[0-9a-f]{8}")  # of a file that is being written


class Draft:
    """A file beside `path` that becomes it when it is complete. If it does not, it is removed when
    the script ends.

    file   open for reading and writing as bytes"""

    def __init__(self, path):
        """Fails if there is no folder for it, or something else than a file at its place; raises
        OSError. A link to a file stays, and its file is replaced."""
        self.path = os.path.realpath(path)
        self.folder = os.path.dirname(self.path)
        if not os.path.isdir(self.folder):
            raise messages.Failure(f"{path}: there is no folder {os.path.dirname(path) or '.'}")
        if os.path.lexists(self.path) and not os.path.isfile(self.path):
            raise messages.Failure(f"{path}: it exists and is not a file")
        abandoned.sweep(self.folder, NAME, os.unlink)
        with signals.deferred():
            self.file = self._made()
            signals.at_end(self.close)

    def _made(self):
        while True:
            name = os.path.join(self.folder, f".draft-{secrets.token_hex(4)}")
            with contextlib.suppress(FileExistsError):
                file = open(name, "x+b", buffering=0)
                if abandoned.hold(file.fileno(), name):
                    return file
                file.close()

    def close(self):
        """Removes it unless it has become `path`. May be called again."""
        if not self.file.closed:
            with contextlib.suppress(OSError):
                os.unlink(self.file.name)
            self.file.close()

    def publish(self):
        """Makes the file `path`. Raises OSError."""
        os.replace(self.file.name, self.path)
        self.file.close()


@contextlib.contextmanager
def errors_of(path):
    """An OSError of the block names this file, not the draft."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from error


def publish(drafts):
    """Makes the drafts the files of their paths, all of them when all are on disk. Raises
    OSError; fails if the files are there, but perhaps not after a crash."""
    for draft in drafts:
        with errors_of(draft.path):
            os.fsync(draft.file.fileno())
    with signals.deferred():
        for draft in drafts:
            with errors_of(draft.path):
                draft.publish()
        for folder in {draft.folder for draft in drafts}:
            sync_folder(folder)


def sync_folder(folder):
    """Flushes the names in a folder to disk. Fails if that fails; raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # this file system cannot
            raise messages.Failure(f"{folder}: {error.strerror}; the new files are there, but a "
                                   "crash of the system may undo that") from error
    finally:
        os.close(handle)


def write(files):
    """Writes files, {path: bytes}: all of them, or none if one of them cannot be written. Raises
    OSError."""
    drafts = []
    try:
        for path, data in files.items():
            with errors_of(path):
                drafts.append(Draft(path))
                write_all(drafts[-1].file, data)
        publish(drafts)
    finally:
        for draft in drafts:
            draft.close()


def write_all(file, data):
    """Writes all bytes to an unbuffered file. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[file.write(view):]


def write_folder(folder, files):
    """Writes files, {name: bytes}, into a folder, which is made with those above it. If that fails,
    the folders that were made are removed. Raises OSError."""
    with signals.deferred():
        made = []
        try:
            above = os.path.abspath(folder)
            while not os.path.isdir(above):
                made.append(above)
                above = os.path.dirname(above)
            os.makedirs(folder, exist_ok=True)
            write({os.path.join(folder, name): data for name, data in files.items()})
            for path in made:
                sync_folder(os.path.dirname(path))
        except BaseException:
            for path in made:
                with contextlib.suppress(OSError):
                    os.rmdir(path)
            raise
