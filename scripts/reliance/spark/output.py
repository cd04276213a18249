"""The result: merges the sorted output of the partitions into one table, and writes it to its
destination when it is complete."""
import heapq
import os
import shutil
import sys

from reliance.spark.table import Columns, fields


def order_of(header, group, order):
    """The columns by which the output is sorted: `order`, or else the first columns up to the last
    one of the group. Raises ValueError if they lack a column of the group."""
    names = [name.decode() for name in fields(header)]
    for name in group:
        if name not in (order or names):
            where = "of --order" if order else "in the result"
            raise ValueError(f"{name} is of --group, but not {where}: a group could be in two "
                             "partitions; --group takes columns that the reduce pipeline keeps")
    return order or names[:max(names.index(name) for name in group) + 1]


def sorted_lines(path, key):
    """Yields (key, file, line) of a partition's file. Raises ValueError if it is not sorted."""
    before = None
    with open(path, "rb") as file:
        for line in file:
            now = key(line)
            if before is not None and now < before:
                raise ValueError(
                    f"the output of the reduce pipeline is not in the order of its key: "
                    f"{b','.join(now).decode(errors='replace')} follows "
                    f"{b','.join(before).decode(errors='replace')}; name the columns by which it "
                    "is sorted with --order")
            before = now
            yield now, path, line


def merge(header, files, columns, to):
    """Merges sorted files into `to`. Raises ValueError if a key is in two of them."""
    key = Columns(header, columns).key
    to.write(header)
    if len(files) == 1:
        with open(files[0], "rb") as file:
            shutil.copyfileobj(file, to, 1 << 20)
        return
    before = None, None
    for now, file, line in heapq.merge(*(sorted_lines(file, key) for file in files),
                                       key=lambda item: item[0]):
        if before[0] == now and before[1] is not file:
            raise ValueError(f"{b','.join(now).decode(errors='replace')} is in the results of two "
                             "partitions: --group takes the columns by which the reduce pipeline "
                             "groups, under the names in its input")
        before = now, file
        to.write(line)


def check(spark, url):
    """Raises ValueError if the output cannot be written there; called before the work."""
    if url is not None:
        target = spark.path(url)
        system = target.getFileSystem(spark.hadoop)
        if system.exists(target) and system.getFileStatus(target).isDirectory():
            raise ValueError(f"--output {url} is a folder; name a file")


def publish(spark, path, url):
    """Copies the file to stdout, or atomically to the URL."""
    if url is None:
        with open(path, "rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer, 1 << 20)
        sys.stdout.buffer.flush()
        return
    jvm = spark.context._jvm
    target = spark.path(url)
    system = target.getFileSystem(spark.hadoop)
    target = system.makeQualified(target)
    temporary = jvm.org.apache.hadoop.fs.Path(target.getParent(),
                                              f".{target.getName()}.{os.getpid()}.part")
    system.setWriteChecksum(False)  # no checksum file beside a local file
    system.create(temporary).close()
    system.deleteOnExit(temporary)  # also if this program is killed
    try:
        system.copyFromLocalFile(False, True, spark.path(f"file:{path}"), temporary)
        rename = jvm.org.apache.hadoop.fs.Options.Rename.OVERWRITE
        options = spark.context._gateway.new_array(jvm.org.apache.hadoop.fs.Options.Rename, 1)
        options[0] = rename
        jvm.org.apache.hadoop.fs.FileContext.getFileContext(
            target.toUri(), spark.hadoop).rename(temporary, target, options)
    finally:
        system.delete(temporary, False)
