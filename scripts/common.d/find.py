"""Where the filters are."""
import os
import shutil

import words


def filters(script, prefix, names):
    """The paths of these filters by name, all of one folder: beside the script, in the PATH, or
    where `make` puts them."""
    beside = os.path.dirname(os.path.realpath(script))
    folders = [beside, *os.get_exec_path(), os.path.join(beside, "..", "bin")]
    for folder in folders:
        paths = [os.path.join(folder, prefix + name) for name in names]
        if all(shutil.which(path) for path in paths):
            return dict(zip(names, paths))
    missing = " and ".join(prefix + name for name in names)
    raise words.Failure(f"{missing} are not in the PATH; make install puts them there")
