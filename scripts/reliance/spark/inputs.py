"""The inputs of a job: files of the engine's file system. Large files of trade CSV are read in
parts."""
from collections import namedtuple

TRADE = "period,flow,reporter,partner,"  # the start of the header of trade CSV
HEAD = 1 << 16

# uri: without blanks and newlines; name: for messages; end: -1 for a whole file; size: in bytes
Input = namedtuple("Input", "uri name start end size")


def display_name(path):
    """The name of a Hadoop path in messages: a local file has no scheme."""
    text = path.toString()
    return text[5:] if text.startswith("file:/") else text


def files_of(spark, pattern):
    """Tuples (name, path, size) of the files that match a pattern or are in a folder that does,
    sorted by name."""
    path = spark.path(pattern)
    system = path.getFileSystem(spark.hadoop)
    found = []
    for status in system.globStatus(path) or ():
        inside = system.listStatus(status.getPath()) if status.isDirectory() else (status,)
        found += [one for one in inside if not one.isDirectory()
                  and not one.getPath().getName().startswith((".", "_"))]
    return sorted(((display_name(one.getPath()), one.getPath(), one.getLen()) for one in found),
                  key=lambda file: file[0].encode())


def is_trade(spark, path):
    """Is it uncompressed trade CSV, in which each line feed ends a record?"""
    stream = path.getFileSystem(spark.hadoop).open(path)
    try:
        jvm = spark.context._jvm
        reader = jvm.java.io.InputStreamReader(
            jvm.org.apache.commons.io.input.BoundedInputStream(stream, HEAD), "ISO-8859-1")
        return (jvm.java.io.BufferedReader(reader).readLine() or "").startswith(TRADE)
    finally:
        stream.close()


def find(spark, patterns, split):
    """The Inputs in order. Trade CSV above `split` bytes is in parts, unless `split` is 0. Raises
    ValueError if a pattern matches no file."""
    inputs = []
    for pattern in patterns:
        files = files_of(spark, pattern)
        if not files:
            raise ValueError(f"{pattern}: no file matches; quote patterns, and name the file "
                             "system if it is not the engine's default")
        for name, path, size in files:
            parts = 1
            if split and size > split and is_trade(spark, path):
                parts = -(-size // split)
            uri = path.toUri().toString()
            if parts == 1:
                inputs.append(Input(uri, name, 0, -1, size))
                continue
            for part in range(parts):
                start, end = size * part // parts, size * (part + 1) // parts
                inputs.append(Input(uri, name, start, end, end - start))
    return inputs


def whole(inputs):
    """The whole files of these inputs."""
    first: dict = {}
    for one in inputs:
        first.setdefault(one.uri, one._replace(start=0, end=-1))
    return list(first.values())


def local_copy(spark, one):
    """The path of a whole input on this machine; other file systems' files are copied."""
    path = spark.path(spark.jvm.java.net.URI(one.uri))
    system = path.getFileSystem(spark.hadoop)
    if system.getUri().getScheme() == "file":
        return path.toUri().getPath()
    copy = spark.new_file("copy") + ".input"  # the suffix: no name is a prefix of another
    system.copyToLocalFile(False, path, spark.path(f"file:{copy}"), True)
    return copy


def describe(one):
    """The name of an input in messages."""
    if one.end < 0:
        return one.name
    return f"{one.name} (bytes {one.start} to {one.end})"
