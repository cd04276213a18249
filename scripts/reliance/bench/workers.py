#!/usr/bin/env python3
"""workers.py FOLDER SPARK_CLASS MASTER N: runs N Spark workers of one core until standard input ends,
then prints the processor seconds of all that they started, executors and filters. A worker's own,
which it takes once and not for each job, are left out. Each worker and all that it starts stays on a
processor of its own, as on a machine of one core.

Whatever outlives its parent becomes a child of this process, so that nothing is left out.
"""
import ctypes
import os
import resource
import signal
import subprocess
import sys
import time

PR_SET_CHILD_SUBREAPER = 36


def reap(until):
    """Waits for all children; those that are left at the end are killed."""
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            if time.monotonic() > until:
                for name in os.listdir("/proc"):
                    if name.isdigit() and parent(name) == os.getpid():
                        os.kill(int(name), signal.SIGKILL)
            time.sleep(0.05)


def stat(pid):
    """The fields of /proc/PID/stat from the state on; None if it has ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return None


def parent(pid):
    fields = stat(pid)
    return int(fields[1]) if fields else 0


def own_seconds(pid):
    """Of a process without its children."""
    user, system = stat(pid)[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main():
    folder, spark_class, master, count = sys.argv[1:]
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    workers, cores = [], sorted(os.sched_getaffinity(0))
    for i in range(int(count)):
        local = os.path.join(folder, f"worker-{i}")
        os.mkdir(local)
        with open(os.path.join(folder, f"worker-{i}.log"), "wb") as log:
            workers.append(subprocess.Popen(
                ["bash", spark_class, "org.apache.spark.deploy.worker.Worker", "--host",
                 "127.0.0.1", "--webui-port", "0", "--cores", "1", "--memory", "2g", "--work-dir",
                 local, master], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=dict(os.environ, SPARK_LOCAL_DIRS=local)))
        os.sched_setaffinity(workers[-1].pid, {cores[i % len(cores)]})
    sys.stdin.read()
    own = sum(own_seconds(worker.pid) for worker in workers)
    for worker in workers:
        worker.terminate()
    reap(time.monotonic() + 10)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(used.ru_utime + used.ru_stime - own)


main()
