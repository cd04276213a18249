"""The guards that look across inputs. What they need of each was written by its map
(fetch-normalise --part); here fetch-normalise judges all of it together, and where it says that
rows of some series have to be compared, those rows are read again and compared by
fetch-normalise."""
import os
import shlex
import subprocess

from reliance.spark import inputs as inputs_
from reliance.spark.table import fields

TOGETHER = 8 << 30  # bytes that are read once more on the driver to tell both places of a key
LETTERS = {"j": "jobs", "q": "quiet"}


class Complaint(Exception):
    """A guard's error, in the filter's own words."""


def option_of(word):
    """The name of a long option, or of a letter; None for what is none."""
    if word.startswith("--"):
        return word[2:].split("=")[0]
    return LETTERS.get(word[1:2]) if word.startswith("-") else None


def is_one_of(word, names):
    """Is the word one of these options? A long one may be cut short: fetch-normalise took it."""
    name = option_of(word)
    return bool(name) and any(full.startswith(name) for full in names)


def without(arguments, with_value, alone=()):
    """The arguments without these options."""
    kept, skip = [], False
    for word in arguments:
        if skip:
            skip = False
        elif is_one_of(word, with_value):
            skip = "=" not in word if word.startswith("--") else len(word) == 2
        elif not is_one_of(word, alone):
            kept.append(word)
    return kept


def about_rows(arguments):
    """Those about guards and selection: not about where rows come from and how they look."""
    return without(arguments, ("map", "columns", "jobs"), ("headerless",))


def duplicates(arguments):
    """What --duplicates says."""
    mode = "error"
    for word, value in zip(arguments, arguments[1:] + [""]):
        if is_one_of(word, ("duplicates",)):
            mode = word.split("=", 1)[1] if "=" in word else value
    return mode


def judge(spark, filters, notes, inputs, partitions):
    """The words of the whole. A guard's error is raised as a Complaint."""
    parts = [note.part for note in notes if note.part]
    if not parts:
        return []
    arguments = notes[0].arguments.decode().split("\0")[:-1]
    path = spark.new_file("parts")
    with open(path, "wb") as file:
        for i, part in enumerate(parts):
            file.write(part if i == 0 else part.split(b"\n", 1)[1])
    judged = run(filters, [*about_rows(arguments), "--judge-parts", path])
    words = judged.stderr.decode(errors="replace").splitlines()
    if judged.returncode != 0:
        raise Complaint(words)
    meeting = [fields(line) for line in judged.stdout.splitlines()[1:]]
    if meeting:
        compare(spark, filters, arguments, meeting, inputs, partitions)
    return words


def run(filters, arguments):
    """fetch-normalise on the driver."""
    return subprocess.run([os.path.join(filters, "fetch-normalise"), *arguments],
                          stdin=subprocess.DEVNULL, capture_output=True,
                          env=dict(os.environ, LC_ALL="C"), check=False)


def compare(spark, filters, arguments, meeting, inputs, partitions):
    """Reads the rows of series that may meet again, and lets the guards look at all of them: each
    year, flow and reporter in one place, which is as far as any guard looks."""
    numbers = sorted({int(row[0]) for row in meeting})
    wanted = spark.jvm.java.util.HashSet()
    for series in {tuple(row[1:]) for row in meeting}:
        wanted.add("".join(cell.decode("latin-1") + "\0" for cell in series))
    again = without(arguments, (), ("headerless",))
    rows, notes = spark.maps(
        [(number, inputs[number]) for number in numbers],
        shlex.join(["fetch-normalise", *again, "-q", "-j", "1", "--part", "/dev/null"]),
        ("period", "flow", "reporter"), partitions, wanted)
    for note in notes:
        if note.status != 0:
            raise Complaint(note.words + [
                f"on-spark: {inputs[note.number].name}: could not be read again, to compare it "
                "with other inputs"])
    mode = duplicates(arguments)
    check = ["fetch-normalise", *about_rows(arguments), "-q", "-j", "1"]
    if mode != "keep":
        check += ["--duplicates", "error"]
    _, verdicts = spark.reduces(rows, shlex.join(check) + " >/dev/null", notes[0].header, partitions,
                                False)
    bad = [note for note in verdicts if note.status != 0]
    if bad:
        complain(spark, filters, again, mode, [inputs[number] for number in numbers], bad[0].words)


def complain(spark, filters, arguments, mode, inputs, words):
    """Tells what is in two inputs, with both places where that can be had."""
    concerned = inputs_.whole(inputs)
    if mode not in ("error", "keep"):
        raise Complaint(words + [
            f"on-spark: rows of one key are in several inputs, and --duplicates {mode} looks at "
            "one input at a time; put them into one file, or take one of the inputs away"])
    if sum(one.size for one in concerned) > TOGETHER:
        raise Complaint(words + ["on-spark: the inputs that have them are too large to be read "
                                 "together: " + ", ".join(one.name for one in concerned[:5])])
    try:
        files = [inputs_.local_copy(spark, one) for one in concerned]
    except Exception as error:  # pylint: disable=broad-exception-caught
        raise Complaint(words + [f"on-spark: copying the inputs, to tell both places: {error}"]
                        ) from error
    told = run(filters, [*arguments, "-q", "--", *files])
    if told.returncode == 0:
        raise Complaint(words)
    told = told.stderr.decode(errors="replace")
    for file, one in zip(files, concerned):
        told = told.replace(file, one.name)
    raise Complaint(told.splitlines())
