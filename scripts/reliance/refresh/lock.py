"""The lock of a store: one refresh at a time."""
import errno
import fcntl
import os
import socket

from reliance.common import messages


def lock_of(store):
    """The path of the lock file."""
    return os.path.join(store, ".lock")


class Lock:
    """Held until the program ends, or `close`. The file names the process that holds it. Fails if
    the store is in use and `wait` is false. A shared lock needs no write permission."""

    def __init__(self, store, wait, shared=False):
        self.path = lock_of(store)
        access = os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT
        # neither a link to a file elsewhere, nor a pipe that blocks
        self.handle = os.open(self.path, access | os.O_NOFOLLOW | os.O_NONBLOCK, 0o666)
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
        """The holder of the lock, for a message."""
        fields = os.pread(self.handle, 300, 0).decode("utf-8", "replace").split()
        if len(fields) != 2:
            return "another process"
        process, host = fields
        if host == socket.gethostname() and not is_alive(process):
            return f"a program that process {process} on {host} started and left running"
        return f"process {process} on {host}"

    def close(self):
        os.close(self.handle)


def is_alive(process):
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, ValueError, OverflowError):
        pass
    return True
