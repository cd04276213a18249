"""Spark, started with what our tasks need: the filters, these modules, and the class that reads."""
import glob
import os
import subprocess
import sys
import threading
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOOLS = ("fetch-normalise", "filter-hs", "aggregate", "share", "rank", "concentration")
GRACE = 2  # seconds
MODULES = ("pipeline.py", "table.py", "work.py")


def jars():
    import pyspark
    home = os.environ.get("SPARK_HOME") or os.path.dirname(pyspark.__file__)
    return os.path.join(home, "jars", "*")


def build_reader(folder):
    """Chunks.java as a jar, by the compiler that is in Spark: a Java without one is enough."""
    classes, jar = os.path.join(folder, "classes"), os.path.join(folder, "chunks.jar")
    os.mkdir(classes)
    home = os.environ.get("JAVA_HOME")
    java = os.path.join(home, "bin/java") if home else "java"
    subprocess.run([java, "-XX:TieredStopAtLevel=1", "-cp", jars(),
                    "org.codehaus.janino.SimpleCompiler", os.path.join(HERE, "Build.java"), "Build",
                    classes, os.path.join(HERE, "Chunks.java")], check=True, stdout=sys.stderr)
    with zipfile.ZipFile(jar, "w") as pack:
        for file in glob.glob(os.path.join(classes, "**/*.class"), recursive=True):
            pack.write(file, os.path.relpath(file, classes))
    return jar


class Spark:
    """A running application."""

    def __init__(self, options, folder):
        from pyspark import SparkConf, SparkContext
        self.folder, self.lists = folder, 0
        conf = SparkConf().setAppName("on-spark").set("spark.jars", build_reader(folder))
        conf.set("spark.ui.showConsoleProgress", "false")
        conf.set("spark.driver.extraJavaOptions",
                 f"-Dlog4j2.configurationFile=file:{os.path.join(HERE, 'log4j2.properties')} "
                 f"-Donspark.log={options.log}")
        conf.set("spark.hadoopRDD.ignoreEmptySplits", "false")  # an empty file is an input, too
        if not conf.contains("spark.master"):
            conf.setMaster(options.master)
        for setting in options.conf:
            conf.set(*setting.split("=", 1))
        self.context = SparkContext(conf=conf)
        self.hadoop = self.context._jsc.hadoopConfiguration()
        for tool in TOOLS:
            self.context.addFile(os.path.join(options.filters, tool))
        for file in options.file:
            self.context.addFile(os.path.abspath(file))
        modules = os.path.join(folder, "on-spark-modules.zip")
        with zipfile.ZipFile(modules, "w") as pack:
            for module in MODULES:
                pack.write(os.path.join(HERE, module), module)
        self.context.addPyFile(modules)

    def path(self, text):
        return self.context._jvm.org.apache.hadoop.fs.Path(text)

    def read(self, numbered, in_order=False):
        """Of pairs of number and input: an empty block, the number, and the bytes in blocks. A
        partition for each, or one for all."""
        from pyspark import RDD
        from pyspark.serializers import NoOpSerializer
        self.lists += 1
        listed = os.path.join(self.folder, f"inputs-{self.lists}")
        with open(listed, "w", encoding="utf-8") as file:
            for number, one in numbered:
                file.write(f"{number}\t{one.start}\t{one.end}\t{one.path}\n")
        jvm = self.context._jvm
        conf = jvm.org.apache.hadoop.conf.Configuration(self.hadoop)
        conf.set("on-spark.inputs", listed)
        if in_order:
            conf.set("on-spark.in-order", "yes")
        types = [jvm.org.apache.spark.util.Utils.classForName(name, True, False) for name in
                 ("reliance.Chunks", "org.apache.hadoop.io.Text",
                  "org.apache.hadoop.io.BytesWritable")]
        blocks = self.context._jsc.newAPIHadoopRDD(conf, *types).map(
            getattr(jvm, "reliance.Chunks$Bytes")())
        blocks = RDD(blocks, self.context, NoOpSerializer())
        return blocks.coalesce(1) if in_order else blocks

    def failures(self):
        """A list that the runs of a map can add the notes of their failures to."""
        from pyspark.accumulators import AccumulatorParam

        class Notes(AccumulatorParam):
            """Lists, put together."""

            def zero(self, value):
                return []

            def addInPlace(self, value1, value2):
                return value1 + value2
        return self.context.accumulator([], Notes())

    def notes(self, shuffled, partition, failures=None):
        """What is in the partition of notes, by the number of the input. A failure ends the wait
        for the other inputs; then it is the only note."""
        notes, raised = [], []

        def job():
            try:
                notes.extend(self.context.runJob(
                    shuffled, lambda pairs: [note for _, note in pairs], [partition]))
            except Exception as error:  # pylint: disable=broad-exception-caught
                raised.append(error)  # for the thread that waits
        thread = threading.Thread(target=job, daemon=True)
        thread.start()
        failed = False
        while thread.is_alive():
            thread.join(0.2)
            if failures is not None and failures.value and not failed:
                failed = True
                thread.join(GRACE)  # for failures of inputs before this one
                self.context.cancelAllJobs()
        if failed:
            notes = failures.value
        elif raised:
            raise raised[0]
        return sorted(notes, key=lambda note: note["number"])

    def stop(self):
        self.context.stop()
