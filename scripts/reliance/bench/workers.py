"""workers.py FOLDER SPARK_CLASS MASTER N: runs N Spark workers of one core until standard input
ends, then prints the processor seconds of their children: executors and filters. The time of the workers
themselves is not included. Each worker and its children stay on one processor.

Orphans become children of this process, so that their time is counted.
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
    """Waits for all children; kills those that still run at the time `until`."""
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
    """The fields of /proc/PID/stat from the state on; None if the process has ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return None


def parent(pid):
    """The parent of a process; 0 if it has ended."""
    fields = stat(pid)
    return int(fields[1]) if fields else 0


def own_seconds(pid):
    """The processor seconds of a process without its children."""
    user, system = stat(pid)[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main(arguments=None):
    folder, spark_class, master, count = sys.argv[1:] if arguments is None else arguments
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


if __name__ == "__main__":
    main()
