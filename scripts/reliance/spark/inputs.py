"""What there is to read: files of the engine's file system, large ones that are trade CSV in
parts."""
from collections import namedtuple

TRADE = "period,flow,reporter,partner,"  # how the header of trade CSV begins
HEAD = 1 << 16

# `uri` can hold no blank or newline; `name` is for people; `end` is -1 for a whole file
Input = namedtuple("Input", "uri name start end size")


def shown(path):
    """As a user of one machine would name it."""
    text = path.toString()
    return text[5:] if text.startswith("file:/") else text


def files_of(spark, pattern):
    """The files that a pattern matches, folders opened, in the order of their names."""
    path = spark.path(pattern)
    system = path.getFileSystem(spark.hadoop)
    found = []
    for status in system.globStatus(path) or ():
        inside = system.listStatus(status.getPath()) if status.isDirectory() else (status,)
        found += [one for one in inside if not one.isDirectory()
                  and not one.getPath().getName().startswith((".", "_"))]
    return sorted(((shown(one.getPath()), one.getPath(), one.getLen()) for one in found),
                  key=lambda file: file[0].encode())


def is_trade(spark, path):
    """Is it trade CSV as it is, in which every line feed ends a record?"""
    stream = path.getFileSystem(spark.hadoop).open(path)
    try:
        jvm = spark.context._jvm
        reader = jvm.java.io.InputStreamReader(
            jvm.org.apache.commons.io.input.BoundedInputStream(stream, HEAD), "ISO-8859-1")
        return (jvm.java.io.BufferedReader(reader).readLine() or "").startswith(TRADE)
    finally:
        stream.close()


def find(spark, patterns, split):
    """The inputs, in order; files above `split` bytes in parts if they may be."""
    inputs = []
    for pattern in patterns:
        files = files_of(spark, pattern)
        if not files:
            raise ValueError(f"{pattern}: no file is there; quote patterns, and name the file "
                             "system where it is not the engine's own")
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
    """The same files, none in parts."""
    first = {}
    for one in inputs:
        first.setdefault(one.uri, one._replace(start=0, end=-1))
    return list(first.values())


def local_copy(spark, one):
    """The path of a whole input on this machine: its own, or that of a copy."""
    path = spark.path(spark.jvm.java.net.URI(one.uri))
    system = path.getFileSystem(spark.hadoop)
    if system.getUri().getScheme() == "file":
        return path.toUri().getPath()
    copy = spark.new_file("copy") + ".input"  # none is the beginning of another
    system.copyToLocalFile(False, path, spark.path(f"file:{copy}"), True)
    return copy


def say(one):
    """For messages."""
    if one.end < 0:
        return one.name
    return f"{one.name} (bytes {one.start} to {one.end})"
