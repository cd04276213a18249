"""Files and folders that are there in whole, and on the disk when it counts."""
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
    """A file that nobody may write to: others are hard links to it."""
    with open(path, "wb") as file:
        file.write(data)
    protect(path)


def protect(path):
    os.chmod(path, stat.S_IMODE(os.stat(path).st_mode) & ~0o222)


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(BLOCK), b""):
            digest.update(block)
    return digest.hexdigest()


def copy(source, target):
    """Copies and says the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    with open(source, "rb") as file, open(target, "wb") as out:
        for block in iter(lambda: file.read(BLOCK), b""):
            digest.update(block)
            out.write(block)
    protect(target)
    return digest.hexdigest()


def link(source, target):
    """The same file in another folder; a copy with its time where there are no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def sync(path):
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder):
    """All files under a folder, and then the folders."""
    for where, _, names in os.walk(folder, topdown=False):
        for name in names:
            path = os.path.join(where, name)
            if not os.path.islink(path):
                sync(path)
        sync(where)


def list_sums(sums):
    """The text of a SHA256SUMS, as coreutils has it."""
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()


def read_sums(path):
    """What a SHA256SUMS says: name to digest."""
    sums = {}
    for line in read(path).decode("utf-8", "replace").splitlines():
        digest, gap, name = line[:64], line[64:66], line[66:]
        if gap != "  " or not name or set(digest) - set("0123456789abcdef"):
            raise ValueError("a line that is no checksum")
        sums[name] = digest
    return sums


def remove(path):
    """A file or folder of ours, if it is there."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.remove(path)


def names(folder):
    """The names in a folder, in order; none where it is not."""
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []
