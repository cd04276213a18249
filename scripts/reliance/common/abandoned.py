"""What killed programs left behind. A program locks its temporary files and folders while it runs,
so those that nobody has locked are abandoned."""
import contextlib
import fcntl
import os


def hold(handle, path):
    """Locks a file or folder that was just made and opened, until `handle` is closed. False if
    another program took it for abandoned and removed it."""
    with contextlib.suppress(OSError):  # some file systems have no locks; they are never swept
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    except FileNotFoundError:
        return False


def sweep(folder, name, remove):
    """Calls `remove` with the path of everything abandoned in a folder whose name the pattern
    matches and that belongs to this user. What cannot be read or removed is left."""
    try:
        found = [entry for entry in os.listdir(folder) if name.fullmatch(entry)]
    except OSError:
        return
    for path in (os.path.join(folder, entry) for entry in found):
        with contextlib.suppress(OSError):
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                if os.fstat(handle).st_uid == os.geteuid():
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    remove(path)
            finally:
                os.close(handle)
