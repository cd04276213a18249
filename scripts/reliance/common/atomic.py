"""Atomic writes: a file appears complete, or not at all."""
import os
import tempfile

from reliance.common import messages


def write(path, data):
    """Writes the bytes to a temporary file beside `path` and renames it. An existing file stays
    until then. Fails if the folder does not exist; raises OSError."""
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder):
        raise messages.Failure(f"{path}: there is no folder {folder}")
    with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{messages.PROGRAM}.",
                                     delete=False) as file:
        try:
            file.write(data)
            file.close()
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(file.name, 0o666 & ~mask)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
