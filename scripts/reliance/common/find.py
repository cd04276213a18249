"""Where the filters are, and what they are called here."""
import os
import shutil

from reliance.common import words
from reliance.common.prefix import NAME_PREFIX


def called(name):
    """The name under which a filter is installed."""
    return NAME_PREFIX + name


def filters(script, names):
    """The paths of these filters by name, all of one folder: beside the script or what it links
    to, in the PATH, or where `make` puts them."""
    own = list(folders_of(script))
    for folder in [*own, *os.get_exec_path(), os.path.join(own[-1], "..", "bin")]:
        paths = [os.path.join(folder, called(name)) for name in names]
        if all(shutil.which(path) for path in paths):
            return dict(zip(names, paths))
    missing = " and ".join(map(called, names))
    raise words.Failure(f"{missing} are not in the PATH; make install puts them there")


def folders_of(path):
    """The folder of a file, and of each link on the way to it."""
    path = os.path.abspath(path)
    yield os.path.dirname(path)
    while os.path.islink(path):
        path = os.path.join(os.path.dirname(path), os.readlink(path))
        yield os.path.dirname(path)
