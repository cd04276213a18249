"""Summarises what the filters print on stderr in many runs: counts are added, a line that every run
prints is shown once, and other lines are shown with an example of the inputs that print them."""
import re
import sys

# lines whose numbers are sums over the inputs
COUNTS = re.compile(r"is empty in \d+ of \d+ row|: \d+(?: rows?)?; they may hold|"
                    r"were not selected: \d+|rows of trade inside a bloc: |left out rows of groups|"
                    r"empty cells without a share: |rows without .*, and so without a rank: |"
                    r"groups without a row for|totals of 0|in rows cut off: |"
                    r"rows: \d+ read;|leading zero of codes|bad rows written to")
UNMATCHED = re.compile(r"^(\S+): no row matched (.*)$")
FILTER = re.compile(r"\b(fetch-normalise|filter-hs|aggregate|share|rank|concentration)\b")
EXAMPLES = 5


def numbers(line):
    return [int(word) for word in re.findall(r"\d+", line)]


def with_numbers(line, values):
    """The line with its numbers replaced."""
    values = iter(values)
    return re.sub(r"\d+", lambda _: str(next(values)), line)


def name_input(pipeline, line, name):
    """Replaces <stdin> by the name of the input in a line of the pipeline's first filter; for the
    others, <stdin> is a pipe."""
    first = FILTER.search(pipeline)
    if first and line.startswith(first[1] + ": "):
        return line.replace("<stdin>", name)
    return line


class Summary:
    """Lines of many runs, in the order of their first occurrence."""

    def __init__(self):
        self.lines = {}  # by line: line, number of runs, name of the first, whether it is a count
        self.unmatched = {}  # by filter: number of runs, codes that none of them matched
        self.runs = 0

    def add(self, name, lines):
        """Adds the lines of one run; `name` is that of its input."""
        self.runs += 1
        for line in lines:
            unmatched = UNMATCHED.match(line)
            if unmatched:
                codes = set(unmatched[2].split(", "))
                seen, common = self.unmatched.get(unmatched[1], (0, codes))
                self.unmatched[unmatched[1]] = seen + 1, common & codes
                continue
            count = COUNTS.search(line) is not None
            # other numbers are years and codes, which must not be added
            key = re.sub(r"\d+", "#", line).replace("rows", "row") if count else line
            if key in self.lines:
                old = self.lines[key]
                old[1] += 1
                if count:
                    longer = max(line, old[0], key=len)  # has the plural
                    old[0] = with_numbers(longer, map(sum, zip(numbers(old[0]), numbers(line))))
            else:
                self.lines[key] = [line, 1, name, count]

    def text(self):
        """The lines to print."""
        shown: list = []
        partial: dict = {}
        for line, times, name, count in self.lines.values():
            if count or times == self.runs:
                shown.append(line if times == self.runs else f"{line} [in {times} of {self.runs}]")
                continue
            # alike: without the numbers and codes that differ between inputs
            kind = re.sub(r"\d+|\b[A-Z0-9]{3,}\b", "#", line.split(" (")[0])[:60]
            partial.setdefault(kind, []).append((name, line, times))
        for examples in partial.values():
            for name, line, times in examples[:EXAMPLES]:
                where = name if times == 1 else f"{name} and {times - 1} more"
                shown.append(line if name and name in line else f"{line} [{where}]")
            if len(examples) > EXAMPLES:
                rest = sum(times for _, _, times in examples[EXAMPLES:])
                shown.append(f"on-spark: the same from {rest} more inputs or partitions")
        for program, (seen, codes) in self.unmatched.items():
            if seen == self.runs and codes:
                shown.append(f"{program}: no row matched {', '.join(sorted(codes))}")
        return shown


def write(lines):
    """Prints lines on stderr."""
    for line in lines:
        print(line, file=sys.stderr, flush=True)
