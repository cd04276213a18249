"""Runs the filters."""
import os
import subprocess

from reliance.common import messages, programs

NAMES = ("fetch-normalise", "filter-hs", "aggregate", "share", "rank")


class Tools:
    def __init__(self, script):
        self.paths = programs.find(script, NAMES)

    def start(self, name, arguments, **how):
        return subprocess.Popen([self.paths[name], *arguments], env=dict(os.environ, LC_ALL="C"),
                                **how)

    def ask(self, name, arguments, data=b""):
        """Status, output and words of a filter that is given a little data."""
        with self.start(name, arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE) as process:
            out, said = process.communicate(data)
        return process.returncode, out, said.decode("utf-8", "surrogateescape")

    def answer(self, name, arguments, data=b""):
        """What it prints; what goes wrong is ours, too."""
        status, out, said = self.ask(name, arguments, data)
        if status != 0:
            raise messages.Failure(f"{programs.installed_name(name)} failed, see above", 1, said)
        return out

    def version(self):
        return self.answer("fetch-normalise", ["--version"]).split()[-1].decode("ascii", "replace")
