"""Where the filters are installed, and under which names."""
import os
import shutil
import subprocess

from reliance.common import messages, signals
from reliance.common.prefix import NAME_PREFIX


def installed_name(name):
    """The name under which a filter is installed."""
    return NAME_PREFIX + name


def find(script, names):
    """The paths of these filters by name. All of them are in one folder: that of the script or of a
    file that it links to, a folder of the PATH, or ../bin, where `make` puts them. Fails if no
    folder has them all."""
    own = list(folders_of(script))
    for folder in [*own, *os.get_exec_path(), os.path.join(own[-1], "..", "bin")]:
        paths = [os.path.join(folder, installed_name(name)) for name in names]
        if all(shutil.which(path) for path in paths):
            return dict(zip(names, paths))
    missing = " and ".join(map(installed_name, names))
    raise messages.Failure(f"{missing} are not in the PATH; make install puts them there")


def folders_of(path):
    """The folder of a file, then the folder of each file that it links to."""
    path = os.path.abspath(path)
    yield os.path.dirname(path)
    while os.path.islink(path):
        path = os.path.join(os.path.dirname(path), os.readlink(path))
        yield os.path.dirname(path)


def version(script):
    """The version of the filters that `script` finds. Fails if it finds none."""
    name = "fetch-normalise"
    return version_in(output(name, [find(script, [name])[name], "--version"]))


def version_in(printed):
    """The version in the output of --version."""
    return printed.split()[-1].decode("ascii", "replace")


def output(name, command, data=b"", **arguments):
    """What a filter prints; its messages are on standard error. Fails if it does; raises
    OSError."""
    status, out, _ = signals.run(command, data, stdout=subprocess.PIPE, **arguments)
    check(name, status)
    return out


def check(name, status, consequence="", errors=None):
    """Fails unless this is the status of success. Misuse of a filter is misuse of the script.
    `errors` are its messages, if it did not print them."""
    if status != 0:
        raise messages.Failure(
            f"{installed_name(name)} {signals.outcome(status)}, see above{consequence}",
            2 if status == 2 else 1, errors or "")
