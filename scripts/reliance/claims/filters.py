"""Runs the filters."""
import os
import subprocess

from reliance.common import messages, programs

NAMES = ("fetch-normalise", "filter-hs", "aggregate", "share", "rank")


class Filters:
    """The filters that `script` finds."""

    def __init__(self, script):
        self.paths = programs.find(script, NAMES)

    def start(self, name, arguments, **popen):
        """A Popen of a filter in the C locale."""
        return subprocess.Popen([self.paths[name], *arguments], env=dict(os.environ, LC_ALL="C"),
                                **popen)

    def run(self, name, arguments, data=b""):
        """Status, stdout and the text of stderr of a filter with this input."""
        with self.start(name, arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE) as process:
            out, errors = process.communicate(data)
        return process.returncode, out, errors.decode("utf-8", "surrogateescape")

    def output(self, name, arguments, data=b""):
        """Stdout of a filter. Fails if the filter does."""
        status, out, errors = self.run(name, arguments, data)
        if status != 0:
            raise messages.Failure(f"{programs.installed_name(name)} failed, see above", 1, errors)
        return out

    def version(self):
        return self.output("fetch-normalise", ["--version"]).split()[-1].decode("ascii", "replace")
