"""Files that are there whole, or not at all."""
import os
import tempfile

from reliance.common import words


def write(path, data):
    """The whole file, or none; what had its name before stays until then."""
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder):
        raise words.Failure(f"{path}: there is no folder {folder}")
    with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{words.NAME}.", delete=False) as file:
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
