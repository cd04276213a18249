"""The filters of the suite as report runs them."""
import sys

from reliance.common import nearest, pipeline, programs, stream
from reliance.common.messages import Failure
from reliance.common.programs import installed_name

NAMES = ("fetch-normalise", "filter-hs", "aggregate", "share", "rank", "concentration")


class Filters:
    """paths    {name: path of a filter}
    prefix      of their installed names
    env         an environment in which a shell finds them"""

    def __init__(self):
        self.paths, self.prefix = programs.find(sys.argv[0], NAMES), installed_name("")
        self.env = pipeline.environment(NAMES) | {"LC_ALL": "C"}

    def output(self, name, *arguments):
        """The bytes that a filter prints. If it fails, it has printed why."""
        return programs.output(name, [self.paths[name], *arguments])

    def countries(self):
        """{code: (name, kind)}"""
        table = stream.read(self.output("fetch-normalise", "--list-countries"), "--list-countries")
        return {row["code"]: (row["name"], row["kind"]) for row in table.records()}

    def baskets(self, names):
        """The rows of --list-baskets for a list of names."""
        table = stream.read(self.output("filter-hs", "--list-baskets"), "--list-baskets")
        known = {row["basket"]: row for row in table.records()}
        for name in names.split(","):
            if name not in known:
                raise Failure(f"-b {name}: no such basket; "
                              f"{nearest.answer(name, sorted(known))}", 2)
        return [known[name] for name in names.split(",")]
