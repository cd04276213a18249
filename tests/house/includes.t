#!/usr/bin/env python3
"""Includes point down only: from a room to itself or to one below it, and never in a circle."""
import re
from pathlib import Path

# each on top of those behind it; the rooms of one tool each share a floor
TOOLS = ["aggregate", "concentration", "fill", "filter-hs", "rank", "share", "table"]
FLOORS = [["main"], [*TOOLS, "comtrade"], ["normalise"], ["source"], ["trade"], ["lib"]]
FLOOR = {room: len(FLOORS) - n for n, rooms in enumerate(FLOORS) for room in rooms}
SRC = Path("src")


def room(module):
    return module.parts[0] if len(module.parts) > 1 else "main"


def targets(file):
    """The modules that a file includes, a module being a header and its .c file."""
    for name in re.findall(r'^#include "(.*)\.h"', file.read_text(encoding="utf-8"), re.MULTILINE):
        beside = file.parent / (name + ".h")
        yield (beside if beside.exists() else SRC / name).relative_to(SRC).with_suffix("")


def circles(edges, module, path):
    if module in path:
        yield " -> ".join(map(str, [*path[path.index(module):], module]))
    elif module not in done:
        for target in sorted(edges.get(module, ())):
            yield from circles(edges, target, [*path, module])
        done.add(module)


edges, done = {}, set()
for file in SRC.rglob("*.[ch]"):
    module = file.relative_to(SRC).with_suffix("")
    edges.setdefault(module, set()).update(set(targets(file)) - {module})
upward = [f"{a} -> {b}" for a in sorted(edges) for b in sorted(edges[a]) if room(a) != room(b)
          and FLOOR[room(a)] <= FLOOR[room(b)]]
circular = [circle for module in sorted(edges) for circle in circles(edges, module, [])]
for n, (wrong, what) in enumerate(((upward, "includes point down only"), (circular, "and never in a circle")), 1):
    print(f"{'not ok' if wrong else 'ok'} {n} - {what}", *wrong, sep="\n# ")
print(f"{'not ok' if len(edges) < 90 else 'ok'} 3 - {len(edges)} modules were looked at\n1..3")
