"""Which files are mutated, the program that has them, and the tests that must notice: fast ones, for a
survivor runs them all."""
from collections import namedtuple

Room = namedtuple("Room", "files program tests")

ROOMS = [
    Room(["src/normalise/guard.c"], "fetch-normalise",
         ["tests/normalise/guard-rows.t", "tests/normalise/guards.t", "tests/normalise/parts.t"]),
    Room(["src/normalise/selection.c"], "fetch-normalise",
         ["tests/normalise/selection-rows.t", "tests/normalise/selection.t", "tests/normalise/guard-rows.t",
          "tests/normalise/guards.t", "tests/filters/options.t"]),
    Room(["src/normalise/duplicates.c"], "fetch-normalise",
         ["tests/normalise/duplicates.t", "tests/normalise/guards.t"]),
    Room(["src/share/*.c"], "share", ["tests/filters/share-rows.t", "tests/filters/share.t", "tests/filters/pipeline.t"]),
    Room(["src/rank/*.c"], "rank", ["tests/filters/rank-rows.t", "tests/filters/pipeline.t"]),
]
