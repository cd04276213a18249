"""Runs the filters."""
import os
import subprocess

from reliance.common import programs, signals

NAMES = ("fetch-normalise", "filter-hs", "aggregate", "share", "rank")
ANSWERS = (0, 1, 2)  # the status of a filter that was not killed


class Filters:
    """The filters that `script` finds."""

    def __init__(self, script):
        self.paths = programs.find(script, NAMES)

    def start(self, name, arguments, **popen):
        """A context manager that runs a filter in the C locale, and ends it if the block fails."""
        return signals.process_group([self.paths[name], *arguments], **self.locale(), **popen)

    @staticmethod
    def locale():
        return {"env": dict(os.environ, LC_ALL="C")}

    def run(self, name, arguments, data=b""):
        """Status, stdout and the text of stderr of a filter with this input. Fails if the filter was
        killed: that answers nothing."""
        status, out, errors = signals.run([self.paths[name], *arguments], data, **self.locale(),
                                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        errors = errors.decode("utf-8", "surrogateescape")
        if status not in ANSWERS:
            programs.check(name, status, errors=errors)
        return status, out, errors

    def output(self, name, arguments, data=b""):
        """Stdout of a filter. Fails if the filter does."""
        status, out, errors = self.run(name, arguments, data)
        programs.check(name, status, errors=errors)
        return out
