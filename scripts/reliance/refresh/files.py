"""Files and folders of a store: checksums, hard links, flushes to disk."""
import hashlib
import os
import shutil
import stat

SUMS = "SHA256SUMS"
BLOCK = 1 << 20


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, data):
    """Writes a read-only file: other names may be hard links to it."""
    with open(path, "wb") as file:
        file.write(data)
    protect(path)


def protect(path):
    """Makes a file read-only."""
    os.chmod(path, stat.S_IMODE(os.stat(path).st_mode) & ~0o222)


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(BLOCK), b""):
            digest.update(block)
    return digest.hexdigest()


def copy(source, target):
    """Copies a file; returns the SHA-256 of the bytes that were copied."""
    digest = hashlib.sha256()
    with open(source, "rb") as file, open(target, "wb") as out:
        for block in iter(lambda: file.read(BLOCK), b""):
            digest.update(block)
            out.write(block)
    protect(target)
    return digest.hexdigest()


def link(source, target):
    """Makes a hard link, or a copy with the same time if the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def sync(path):
    """Flushes a file or folder to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder):
    """Flushes all files under a folder to disk, then the folders."""
    for where, _, names in os.walk(folder, topdown=False):
        for name in names:
            path = os.path.join(where, name)
            if not os.path.islink(path):
                sync(path)
        sync(where)


def list_sums(sums):
    """The text of a SHA256SUMS, in the form of coreutils; `sums` is {name: digest}."""
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()


def read_sums(path):
    """{name: digest} of a SHA256SUMS. Raises ValueError, OSError."""
    sums = {}
    for line in read(path).decode("utf-8", "replace").splitlines():
        digest, gap, name = line[:64], line[64:66], line[66:]
        if gap != "  " or not name or set(digest) - set("0123456789abcdef"):
            raise ValueError("a line is not a checksum")
        sums[name] = digest
    return sums


def remove(path):
    """Removes a file or folder if it exists."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.remove(path)


def names(folder):
    """The sorted names in a folder; none if it does not exist."""
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []
