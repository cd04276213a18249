"""The processor time of our pipelines by part of the program, sampled by perf."""
import collections
import re
import shutil
import subprocess

PER_SECOND = 4999  # samples; a prime, so as not to follow periodic work
COPY = r"_copy_(to|from)_iter|copy_page|filemap_|folio|xas_|xa_|fault_in"

# Name of a part, and patterns for program, object and symbol; the first match counts
PARTS = (
    ("kernel: copying files and pipes", "", r"kernel", COPY),
    ("kernel: pages, waking threads, the rest", "", r"kernel", ""),
    ("inflating", "", r"libisal|libz", ""),
    ("inflating", "", "", "inflate|gunzip"),
    ("finding the ends of fields and lines (scan)", "", "", "^scan_"),
    ("fetch-normalise: reading, checking, writing rows", "fetch-norm", "", ""),
    ("filter-hs", "filter-hs", "", ""),
    ("aggregate", "aggregate", "", ""),
    ("share, rank", "^(share|rank)$", "", ""),
)
REST = "shell"


def part_of(program, binary, symbol):
    """The name of the part that a sample is in."""
    for part, *patterns in PARTS:
        if all(re.search(pattern, text)
               for pattern, text in zip(patterns, (program, binary, symbol))):
            return part
    return REST


def seconds(stages, runs, folder):
    """Mean seconds of processor time by part, over some runs."""
    parts: collections.Counter = collections.Counter()
    data = f"{folder}/perf.data"
    for _ in range(runs):
        subprocess.run(["perf", "record", "-q", "-o", data, "-e", "cpu-clock",
                        "-F", str(PER_SECOND), "--", "sh", "-c", " | ".join(stages)],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        report = subprocess.run(["perf", "report", "-i", data, "-t", "\t", "-F",
                                 "sample,comm,dso,sym"], check=True, capture_output=True, text=True)
        for line in report.stdout.splitlines():
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) < 4 or not cells[0].isdigit():
                continue
            program, binary, symbol = cells[1:4]
            parts[part_of(program, binary, symbol.split()[-1])] += int(cells[0])
    return {part: n / PER_SECOND / runs for part, n in parts.items()}


def profile(tasks, runs, folder):
    """Prints the profile of the first pipeline of each task as Markdown."""
    if not shutil.which("perf"):
        raise SystemExit("bench: perf is missing; Debian has it in linux-perf")
    columns = [(task.title, seconds(task.tools[0].stages, runs, folder)) for task in tasks]
    print("<!-- scripts/bench --profile -->", "| cpu s | " + " | ".join(t for t, _ in columns) +
          " |", "| --- |" + " ---: |" * len(columns), sep="\n")
    for part in dict.fromkeys([part for part, *_ in PARTS] + [REST]):
        cells = [f"{parts.get(part, 0):.2f}" for _, parts in columns]
        if any(cell != "0.00" for cell in cells):
            print(f"| {part} | " + " | ".join(cells) + " |")
    print("| all | " + " | ".join(f"{sum(parts.values()):.2f}" for _, parts in columns) + " |",
          "<!-- end of scripts/bench --profile -->", sep="\n")
