"""The guards that look across inputs. fetch-normalise --part writes a summary of each input in its
map; here fetch-normalise --judge-parts checks all summaries together. If it names series whose rows
must be compared, these rows are read again and checked by fetch-normalise."""
import os
import shlex
import subprocess

from reliance.spark import inputs as inputs_
from reliance.spark.table import fields

REREAD_MAX = 8 << 30  # bytes to read on the driver to find both places of a duplicate key
LETTERS = {"j": "jobs", "q": "quiet"}


class Complaint(Exception):
    """The error of a guard: the message lines of the filter."""


def option_of(word):
    """The name of a long or short option; None if the word is not an option."""
    if word.startswith("--"):
        return word[2:].split("=")[0]
    return LETTERS.get(word[1:2]) if word.startswith("-") else None


def is_one_of(word, names):
    """Is the word one of these options? fetch-normalise accepts abbreviations."""
    name = option_of(word)
    return bool(name) and any(full.startswith(name) for full in names)


def without(arguments, with_value, alone=()):
    """The arguments without the options `with_value`, which take one, and `alone`."""
    kept, skip = [], False
    for word in arguments:
        if skip:
            skip = False
        elif is_one_of(word, with_value):
            skip = "=" not in word if word.startswith("--") else len(word) == 2
        elif not is_one_of(word, alone):
            kept.append(word)
    return kept


def row_options(arguments):
    """The arguments without those that describe the layout of the input."""
    return without(arguments, ("map", "columns", "jobs"), ("headerless",))


def duplicates(arguments):
    """The value of --duplicates."""
    mode = "error"
    for word, value in zip(arguments, arguments[1:] + [""]):
        if is_one_of(word, ("duplicates",)):
            mode = word.split("=", 1)[1] if "=" in word else value
    return mode


def judge(spark, filters, notes, inputs, partitions):
    """Runs the guards on all inputs; returns message lines. Raises Complaint."""
    parts = [note.part for note in notes if note.part]
    if not parts:
        return []
    arguments = notes[0].arguments.decode().split("\0")[:-1]
    path = spark.new_file("parts")
    with open(path, "wb") as file:
        for i, part in enumerate(parts):
            file.write(part if i == 0 else part.split(b"\n", 1)[1])
    judged = run(filters, [*row_options(arguments), "--judge-parts", path])
    lines = judged.stderr.decode(errors="replace").splitlines()
    if judged.returncode != 0:
        raise Complaint(lines)
    shared = [fields(line) for line in judged.stdout.splitlines()[1:]]
    if shared:
        compare(spark, filters, arguments, shared, inputs, partitions)
    return lines


def run(filters, arguments):
    """Runs fetch-normalise on the driver."""
    return subprocess.run([os.path.join(filters, "fetch-normalise"), *arguments],
                          stdin=subprocess.DEVNULL, capture_output=True,
                          env=dict(os.environ, LC_ALL="C"), check=False)


def compare(spark, filters, arguments, shared, inputs, partitions):
    """Reads the rows of the series in `shared` (pairs of input number and series) again and runs
    the guards on them. Each year, flow and reporter is in one partition: no guard compares more.
    Raises Complaint."""
    numbers = sorted({int(row[0]) for row in shared})
    wanted = spark.jvm.java.util.HashSet()
    for series in {tuple(row[1:]) for row in shared}:
        wanted.add("".join(cell.decode("latin-1") + "\0" for cell in series))
    again = without(arguments, (), ("headerless",))
    rows, notes = spark.maps(
        [(number, inputs[number]) for number in numbers],
        shlex.join(["fetch-normalise", *again, "-q", "-j", "1", "--part", "/dev/null"]),
        ("period", "flow", "reporter"), partitions, wanted)
    for note in notes:
        if note.status != 0:
            raise Complaint(note.messages + [
                f"on-spark: {inputs[note.number].name}: reading it again, to compare it with other "
                "inputs, failed"])
    mode = duplicates(arguments)
    check = ["fetch-normalise", *row_options(arguments), "-q", "-j", "1"]
    if mode != "keep":
        check += ["--duplicates", "error"]
    _, verdicts = spark.reduces(rows, shlex.join(check) + " >/dev/null", notes[0].header,
                                partitions, False)
    bad = [note for note in verdicts if note.status != 0]
    if bad:
        complain(spark, filters, again, mode, [inputs[number] for number in numbers],
                 bad[0].messages)


def complain(spark, filters, arguments, mode, inputs, lines):
    """Raises a Complaint about rows in two inputs, with both places if they can be found."""
    concerned = inputs_.whole(inputs)
    if mode not in ("error", "keep"):
        raise Complaint(lines + [
            f"on-spark: rows of one key are in several inputs, but --duplicates {mode} works on "
            "one input at a time; put them into one file, or remove one of the inputs"])
    if sum(one.size for one in concerned) > REREAD_MAX:
        raise Complaint(lines + ["on-spark: the inputs that have them are too large to be "
                                 "read together: " + ", ".join(one.name for one in concerned[:5])])
    try:
        files = [inputs_.local_copy(spark, one) for one in concerned]
    except Exception as error:  # pylint: disable=broad-exception-caught
        raise Complaint(lines + ["on-spark: copying the inputs, to find both places, failed: "
                                 f"{error}"]) from error
    done = run(filters, [*arguments, "-q", "--", *files])
    if done.returncode == 0:
        raise Complaint(lines)
    errors = done.stderr.decode(errors="replace")
    for file, one in zip(files, concerned):
        errors = errors.replace(file, one.name)
    raise Complaint(errors.splitlines())
