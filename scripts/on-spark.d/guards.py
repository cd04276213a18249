"""The guards that look across inputs. What they need of each was written by its map
(fetch-normalise --part); here fetch-normalise judges all of it together, and where it says that
rows of some series have to be compared, those rows are read again and compared by
fetch-normalise."""
import os
import subprocess

import inputs as inputs_
import work
from table import fields

TOGETHER = 8 << 30  # bytes that are read once more on one executor to tell both places of a key
WITH_VALUE = {"--map", "--columns", "--rejects", "--report", "--part", "-j", "--jobs"}
ALONE = {"--headerless", "-q", "--quiet"}


class Complaint(Exception):
    """A guard's error, in the filter's own words."""


def without_inputs(arguments):
    """The options that are about guards and selection: not about where rows come from."""
    kept, skip = [], False
    for word in arguments:
        if skip:
            skip = False
        elif word in WITH_VALUE:
            skip = True
        elif word not in ALONE and word.split("=")[0] not in WITH_VALUE:
            kept.append(word)
    return kept


def how(arguments):
    """What --duplicates says."""
    words = [b for a, b in zip(arguments, arguments[1:]) if a == "--duplicates"]
    words += [word.split("=", 1)[1] for word in arguments if word.startswith("--duplicates=")]
    return words[-1] if words else "error"


def judge(spark, filters, notes, inputs, partitions):
    """The words of the whole. A guard's error is raised as a Complaint."""
    parts = [note["part"] for note in notes if note["part"]]
    if not parts:
        return []
    arguments = notes[0]["arguments"].decode().split("\0")[:-1]
    path = os.path.join(spark.folder, "parts")
    with open(path, "wb") as file:
        for i, part in enumerate(parts):
            file.write(part if i == 0 else part.split(b"\n", 1)[1])
    program = os.path.join(filters, "fetch-normalise")
    quiet = ["-q"] if {"-q", "--quiet"} & set(arguments) else []
    judged = subprocess.run([program, *without_inputs(arguments), *quiet, "--judge-parts", path],
                            capture_output=True, env=dict(os.environ, LC_ALL="C"), check=False)
    words = judged.stderr.decode(errors="replace").splitlines()
    if judged.returncode != 0:
        raise Complaint(words)
    meeting = [fields(line) for line in judged.stdout.splitlines()[1:]]
    if meeting:
        compare(spark, arguments, meeting, inputs, partitions)
    return words


def compare(spark, arguments, meeting, inputs, partitions):
    """Reads the rows of series that may meet again, and lets the guards look at all of them."""
    wanted = {tuple(row[1:]) for row in meeting}
    numbers = sorted({int(row[0]) for row in meeting})
    again = [word for word in arguments if word not in ALONE]
    command = ["fetch-normalise", *again, "-q", "--part", "/dev/null"]
    rows = spark.read([(number, inputs[number]) for number in numbers]).mapPartitions(
        work.select_series(command, wanted, partitions)).partitionBy(partitions + 1, int)
    notes = spark.notes(rows, partitions)
    for note in notes:
        if note["status"] != 0:
            raise Complaint(note["words"] + [
                f"on-spark: {inputs[note['number']].name}: could not be read again, to compare it "
                "with other inputs"])
    kept = without_inputs(arguments)
    mode = how(arguments)
    check = ["fetch-normalise", *kept, "-q"]
    if mode != "keep":
        check += ["--duplicates", "error"]
    verdicts = rows.mapPartitionsWithIndex(
        lambda i, pairs: work.compare_series(check, notes[0]["header"])(i, pairs)
        if i < partitions else ()).collect()
    bad = sorted((note for note in verdicts if note["status"] != 0), key=lambda n: n["number"])
    if bad:
        complain(spark, again, mode, numbers, inputs, bad[0]["words"])


def complain(spark, arguments, mode, numbers, inputs, words):
    """Tells what is in two inputs, with both places where that can be had."""
    concerned = inputs_.whole([inputs[number] for number in numbers])
    if mode not in ("error", "keep"):
        raise Complaint(words + [
            f"on-spark: rows of one key are in several inputs, and --duplicates {mode} looks at "
            "one input at a time; put them into one file, or take one of the inputs away"])
    if sum(one.size for one in concerned) > TOGETHER:
        raise Complaint(words)
    names = [one.name for one in concerned]
    told = spark.read(list(enumerate(concerned)), in_order=True).mapPartitions(
        work.read_together(["fetch-normalise", *arguments, "-q"], names)).collect()
    raise Complaint(told[0]["words"] if told and told[0]["status"] else words)
