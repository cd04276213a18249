"""Which files are mutated, the program that has them, and the tests that must notice: those that take a
second or less, for a survivor runs them all."""
from collections import namedtuple

Room = namedtuple("Room", "files program tests")

ROOMS = [
    Room(["src/normalise/guard.c", "src/normalise/selection.c", "src/normalise/duplicates.c"], "fetch-normalise",
         ["tests/normalise/guard-rows.t", "tests/normalise/guards.t", "tests/normalise/parts.t",
          "tests/filters/options.t"]),
    Room(["src/share/*.c"], "share", ["tests/filters/pipeline.t"]),
    Room(["src/rank/*.c"], "rank", ["tests/filters/pipeline.t"]),
]
