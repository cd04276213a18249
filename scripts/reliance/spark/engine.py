"""Starts Spark with the filters and the Java classes that run them. Executors need no Python."""
import glob
import json
import os
import subprocess
import sys
import threading
import zipfile
from collections import namedtuple

HERE = os.path.dirname(os.path.abspath(__file__))
TOOLS = ("fetch-normalise", "filter-hs", "aggregate", "share", "rank", "concentration")
GRACE = 2  # seconds
# Executors do little work of their own, so fast compilation matters more than fast code
JAVA_OPTIONS = "-XX:TieredStopAtLevel=1"

# The outcome of a pipeline run; `number` is that of its input or partition. messages: lines of
# stderr; header: of the output. Of maps only: rows, the number of output rows; error, found in
# them; part and arguments, the files that fetch-normalise --part and guarded.sh wrote.
Note = namedtuple("Note", "number status messages header rows error part arguments",
                  defaults=(0, None, b"", b""))


def read_note(line):
    """A Note from a line of PipelineRun.java, in which each character is a byte."""
    note = {name: value.encode("latin-1") if isinstance(value, str) else value
            for name, value in json.loads(line).items()}
    note["messages"] = note["messages"].decode(errors="replace").splitlines()
    return Note(**note)


def read_notes(path):
    """The Notes in a file, sorted by number."""
    with open(path, encoding="ascii") as file:
        return sorted(map(read_note, file), key=lambda note: note.number)


def jars():
    """The class path of Spark."""
    import pyspark
    home = os.environ.get("SPARK_HOME") or os.path.dirname(pyspark.__file__)
    return os.path.join(home, "jars", "*")


def build_classes(folder):
    """Compiles the Java files with the compiler in Spark, so that no JDK is needed; returns the
    path of the jar."""
    classes, jar = os.path.join(folder, "classes"), os.path.join(folder, "on-spark.jar")
    os.mkdir(classes)
    home = os.environ.get("JAVA_HOME")
    java = os.path.join(home, "bin/java") if home else "java"
    build = os.path.join(HERE, "Build.java")
    sources = sorted(set(glob.glob(os.path.join(HERE, "*.java"))) - {build})
    subprocess.run([java, "-XX:TieredStopAtLevel=1", "-cp", jars(),
                    "org.codehaus.janino.SimpleCompiler", build, "Build", classes, *sources],
                   check=True, stdout=sys.stderr)
    with zipfile.ZipFile(jar, "w") as pack:
        for file in glob.glob(os.path.join(classes, "**/*.class"), recursive=True):
            pack.write(file, os.path.relpath(file, classes))
    return jar


def configuration(options, folder):
    """The SparkConf; --conf overrides its settings."""
    from pyspark import SparkConf
    conf = SparkConf().setAppName("on-spark").setMaster(options.master)
    conf.set("spark.ui.showConsoleProgress", "false")
    conf.set("spark.driver.extraJavaOptions",
             f"-Dlog4j2.configurationFile=file:{os.path.join(HERE, 'log4j2.properties')} "
             f"-Donspark.log={options.log}")
    conf.set("spark.executor.defaultJavaOptions", JAVA_OPTIONS)
    conf.set("spark.hadoopRDD.ignoreEmptySplits", "false")  # an empty file is an input
    for setting in options.conf:
        conf.set(*setting.split("=", 1))
    others = conf.get("spark.jars", "")
    return conf.set("spark.jars", (f"{others}," if others else "") + build_classes(folder))


class Spark:
    """A running application."""

    def __init__(self, options, folder):
        from pyspark import SparkContext
        self.folder, self.files = folder, 0
        self.context = SparkContext(conf=configuration(options, folder))
        self.jvm = self.context._jvm
        # Spark removes the folder even if this program is killed
        self.jvm.org.apache.spark.util.ShutdownHookManager.registerShutdownDeleteDir(
            self.jvm.java.io.File(folder))
        self.hadoop = self.context._jsc.hadoopConfiguration()
        for file in [os.path.join(options.filters, tool) for tool in TOOLS] + [
                os.path.join(HERE, "guarded.sh")] + options.file:
            self.context.addFile(os.path.abspath(file))

    def path(self, text):
        return self.jvm.org.apache.hadoop.fs.Path(text)

    def new_file(self, name):
        """The path of a new file in the folder of the driver."""
        self.files += 1
        return os.path.join(self.folder, f"{name}-{self.files}")

    def read(self, numbered):
        """An RDD of (number, stream), a partition for each pair of number and Input."""
        listed = self.new_file("inputs")
        with open(listed, "w", encoding="utf-8") as file:
            for number, one in numbered:
                file.write(f"{number}\t{one.start}\t{one.end}\t{one.uri}\n")
        conf = self.jvm.org.apache.hadoop.conf.Configuration(self.hadoop)
        conf.set("on-spark.inputs", listed)
        types = [self.jvm.org.apache.spark.util.Utils.classForName(name, True, False) for name in
                 ("reliance.Inputs", "java.lang.Integer", "java.io.InputStream")]
        return self.context._jsc.newAPIHadoopRDD(conf, *types)

    def maps(self, numbered, command, group, partitions, wanted=None):
        """Runs the map pipeline on each input; returns the RDD of its rows by partition, and the
        Notes. After a failure the job is cancelled, and only Notes of failures are returned.
        `wanted` selects rows (RowPartitioner.java)."""
        failures = self.context._jsc.sc().collectionAccumulator()
        rows = self.read(numbered).mapPartitionsToPair(
            self.jvm.reliance.Maps(command, list(group), partitions, wanted, failures)
            ).partitionBy(self.jvm.org.apache.spark.HashPartitioner(partitions + 1))
        saved = self.new_file("notes")
        if self.watch(failures, lambda: self.jvm.reliance.Results.saveNotes(
                rows, partitions, saved)):
            return rows, sorted(map(read_note, failures.value()), key=lambda note: note.number)
        notes = read_notes(saved)
        if [note.number for note in notes] != sorted(number for number, _ in numbered):
            raise ValueError("Spark skipped some inputs (see spark.files.ignore...)")
        return rows, notes

    def watch(self, failures, job):
        """Runs a job; returns true if it was cancelled because of failures."""
        raised = []

        def run():
            try:
                job()
            except Exception as error:  # pylint: disable=broad-exception-caught
                raised.append(error)  # raised again in the main thread
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(0.1)
            if thread.is_alive() and not failures.isZero():
                thread.join(GRACE)  # an earlier input may fail, too
                self.context.cancelAllJobs()
                thread.join()
        if not failures.isZero():
            return True
        if raised:
            raise raised[0]
        return False

    def reduces(self, rows, command, header, partitions, run_empty):
        """Runs the reduce pipeline on each partition; returns the RDD of its output blocks, and the
        Notes. `run_empty`: run it for the first partition even if there are no rows."""
        from pyspark import StorageLevel
        blocks = rows.mapPartitionsWithIndex(
            self.jvm.reliance.Reduces(command, header, partitions, run_empty), False)
        blocks.persist(self.context._getJavaStorageLevel(StorageLevel.DISK_ONLY))
        saved = self.new_file("notes")
        self.jvm.reliance.Results.saveNotes(blocks, saved)
        return blocks, read_notes(saved)

    def save(self, blocks, notes):
        """Writes the output of each Note to a file without header; returns the paths."""
        folder = self.new_file("results")
        os.mkdir(folder)
        self.jvm.reliance.Results.save(blocks, folder)
        return [os.path.join(folder, str(note.number)) for note in notes]

    def stop(self):
        self.context.stop()
