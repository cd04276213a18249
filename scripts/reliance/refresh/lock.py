"""One refresh of a store at a time."""
import errno
import fcntl
import os
import socket

from reliance.common import messages


def lock_of(store):
    return os.path.join(store, ".lock")


class Lock:
    """Held until the program ends, or `close`; the file says by whom."""

    def __init__(self, store, wait, shared=False):
        self.path = lock_of(store)
        # a reader may look at a store that it cannot write to
        how = os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT
        # a file of the store: no link to one elsewhere, no pipe to wait for
        self.handle = os.open(self.path, how | os.O_NOFOLLOW | os.O_NONBLOCK, 0o666)
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(self.handle, kind | (0 if wait else fcntl.LOCK_NB))
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise
            raise messages.Failure(f"{store} is in use by {self.holder()}; --wait waits") from None
        if not shared:
            os.ftruncate(self.handle, 0)
            os.pwrite(self.handle, f"{os.getpid()} {socket.gethostname()}\n".encode(), 0)

    def holder(self):
        said = os.pread(self.handle, 300, 0).decode("utf-8", "replace").split()
        if len(said) != 2:
            return "another process"
        process, host = said
        if host == socket.gethostname() and not alive(process):
            return f"a program that process {process} on {host} left running"
        return f"process {process} on {host}"

    def close(self):
        os.close(self.handle)


def alive(process):
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, ValueError, OverflowError):
        pass
    return True
