"""What the filters said on stderr, in all runs that count, as one account: counts are added up,
what is said of every input is said once, and of what only some say there is an example."""
import re
import sys

# what the numbers of add up over parts
ADDED = re.compile(r"is empty in \d+ of \d+ row|: \d+(?: rows?)?; they may hold|were not selected: \d+|"
                   r"rows of trade inside a bloc: |"
                   r"empty cells without a share: |rows without .*, and so without a rank: |"
                   r"groups without a row for|totals of 0|in rows cut off: |"
                   r"rows: \d+ read;|leading zero of codes|bad rows written to")
UNMET = re.compile(r"^(\S+): no row matched (.*)$")
SHOWN = 5


def numbers(line):
    return [int(word) for word in re.findall(r"\d+", line)]


def with_numbers(line, values):
    values = iter(values)
    return re.sub(r"\d+", lambda _: str(next(values)), line)


TOOL = re.compile(r"\b(fetch-normalise|filter-hs|aggregate|share|rank|concentration)\b")


def name_input(pipeline, line, name):
    """The first filter of the pipeline reads the input; to the others <stdin> is a pipe."""
    first = TOOL.search(pipeline)
    if first and line.startswith(first[1] + ": "):
        return line.replace("<stdin>", name)
    return line


class Account:
    """Lines of many runs, in the order in which they came first."""

    def __init__(self):
        self.lines = {}
        self.unmet = {}
        self.runs = 0

    def add(self, name, words):
        """What one run said; `name` is its input's."""
        self.runs += 1
        for line in words:
            unmet = UNMET.match(line)
            if unmet:
                codes = set(unmet[2].split(", "))
                seen, common = self.unmet.get(unmet[1], (0, codes))
                self.unmet[unmet[1]] = seen + 1, common & codes
                continue
            added = ADDED.search(line) is not None
            # years and codes are no counts: only lines that are known to count are added up
            key = re.sub(r"\d+", "#", line).replace("rows", "row") if added else line
            if key in self.lines:
                old = self.lines[key]
                old[1] += 1
                if added:
                    longer = max(line, old[0], key=len)  # the plural
                    old[0] = with_numbers(longer, map(sum, zip(numbers(old[0]), numbers(line))))
            else:
                self.lines[key] = [line, 1, name, added]

    def text(self):
        """The lines to print."""
        told, some = [], {}
        for line, times, name, added in self.lines.values():
            if added or times == self.runs:
                told.append(line if times == self.runs else f"{line} [in {times} of {self.runs}]")
                continue
            # one kind of words: the program and the line without what differs between inputs
            kind = re.sub(r"\d+|\b[A-Z0-9]{3,}\b", "#", line.split(" (")[0])[:60]
            some.setdefault(kind, []).append((name, line, times))
        for examples in some.values():
            for name, line, times in examples[:SHOWN]:
                where = name if times == 1 else f"{name} and {times - 1} more"
                told.append(line if name and name in line else f"{line} [{where}]")
            if len(examples) > SHOWN:
                rest = sum(times for _, _, times in examples[SHOWN:])
                told.append(f"on-spark: {rest} more inputs or partitions say so")
        for program, (seen, codes) in self.unmet.items():
            if seen == self.runs and codes:
                told.append(f"{program}: no row matched {', '.join(sorted(codes))}")
        return told


def say(lines):
    for line in lines:
        print(line, file=sys.stderr, flush=True)
