"""The result: what the partitions hold, merged into one table in the order of its key, and put
where it belongs when all of it is there."""
import heapq
import os
import shutil
import sys

from reliance.spark.table import Columns, fields


def order_of(header, group, order):
    """The columns that the output is sorted by: those up to the last one of the group."""
    names = [name.decode() for name in fields(header)]
    for name in group:
        if name not in (order or names):
            where = "of --order" if order else "in the result"
            raise ValueError(f"{name} is of --group, but not {where}: a group would be in two "
                             "places; --group takes columns that the reduce pipeline keeps")
    return order or names[:max(names.index(name) for name in group) + 1]


def sorted_lines(path, key):
    """(key, file, line) of a partition's file; an order that is not the key's is an error."""
    before = None
    with open(path, "rb") as file:
        for line in file:
            now = key(line)
            if before is not None and now < before:
                raise ValueError(
                    "the reduce pipeline's output is not in the order of "
                    f"{b','.join(before).decode(errors='replace')}: after it comes "
                    f"{b','.join(now).decode(errors='replace')}; say with --order by which columns "
                    "it is sorted")
            before = now
            yield now, path, line


def merge(header, files, columns, to):
    """Merges the files into `to`."""
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
                             "groups, as it finds them")
        before = now, file
        to.write(line)


def check(spark, url):
    """Can the output be put there? Said before the work, not after it."""
    if url is not None:
        target = spark.path(url)
        system = target.getFileSystem(spark.hadoop)
        if system.exists(target) and system.getFileStatus(target).isDirectory():
            raise ValueError(f"--output {url} is a folder; name a file")


def publish(spark, path, url):
    """The file at the URL, or on stdout: whole or not at all."""
    if url is None:
        with open(path, "rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer, 1 << 20)
        sys.stdout.buffer.flush()
        return
    jvm = spark.context._jvm
    target = spark.path(url)
    system = target.getFileSystem(spark.hadoop)
    target = system.makeQualified(target)
    draft = jvm.org.apache.hadoop.fs.Path(target.getParent(),
                                          f".{target.getName()}.{os.getpid()}.part")
    system.setWriteChecksum(False)  # a file of this machine has no other beside it
    system.create(draft).close()
    system.deleteOnExit(draft)  # however we end
    try:
        system.copyFromLocalFile(False, True, spark.path(f"file:{path}"), draft)
        rename = jvm.org.apache.hadoop.fs.Options.Rename.OVERWRITE
        options = spark.context._gateway.new_array(jvm.org.apache.hadoop.fs.Options.Rename, 1)
        options[0] = rename
        jvm.org.apache.hadoop.fs.FileContext.getFileContext(
            target.toUri(), spark.hadoop).rename(draft, target, options)
    finally:
        system.delete(draft, False)
