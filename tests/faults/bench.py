"""A folder in which jobs run while calls fail."""
import os
import shutil
import subprocess
import sys
import time
from collections import namedtuple

import jobs

HERE = os.path.dirname(os.path.abspath(__file__))
HANG = 120  # seconds; a job takes a hundredth of one

Result = namedtuple("Result", "status output errors files left calls processes")


def contents(path):
    """{path: bytes} of all files below a folder."""
    found = {}
    for folder, _, names in os.walk(path):
        for name in names:
            with open(f"{folder}/{name}", "rb") as file:
                found[f"{folder}/{name}"] = file.read()
    return found


class Bench:
    """A folder in which jobs run, with the library that injects faults."""

    def __init__(self, folder):
        self.folder, self.inputs, self.temporary = f"{folder}/run", f"{folder}/inputs", f"{folder}/tmp"
        self.library, self.count = f"{folder}/inject.so", f"{folder}/count"
        programs = os.path.abspath(os.environ.get("BIN", "bin"))
        sanitizer = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"  # it is preloaded before it
        self.environment = dict(os.environ, PATH=f"{programs}:{os.environ['PATH']}", TMPDIR=self.temporary, LC_ALL="C",
                                ASAN_OPTIONS=sanitizer)
        os.mkdir(self.inputs)
        os.mkdir(self.temporary)
        compiler = os.environ.get("CC", "cc")
        subprocess.run([compiler, "-std=c11", "-shared", "-fPIC", "-O1", "-o", self.library, f"{HERE}/inject.c", "-ldl"],
                       check=True)
        jobs.make_inputs(self.inputs, self.environment)
        self.server, self.url = self.start_server(f"{folder}/standin")

    @staticmethod
    def start_server(folder):
        """The process of the stand-in for UN Comtrade, and its URL."""
        os.mkdir(folder)
        server = subprocess.Popen([sys.executable, "-B", "tests/standin.py", folder], stdout=subprocess.DEVNULL)
        while not os.path.exists(f"{folder}/port"):
            if server.poll() is not None:
                sys.exit("faults: the stand-in server does not start")
            time.sleep(0.05)
        with open(f"{folder}/port", encoding="utf-8") as file:
            return server, f"http://127.0.0.1:{file.read().strip()}"

    def close(self):
        self.server.terminate()
        self.server.wait()

    def contents(self, place):
        """{path: bytes} of all files in a folder of the jobs."""
        return contents(f"{self.folder}/{place}")

    def clear(self):
        """Puts the inputs back."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.inputs, self.folder, symlinks=True)

    def right(self, job):
        """What a job makes without faults, twice the same."""
        results = []
        for _ in range(2):
            self.clear()
            results.append(self.run(job.command, job.writes))
        if results[0].status != 0 or results[0][:2] != results[1][:2] or results[0].files != results[1].files:
            sys.exit(f"faults: {job.name} does not work without faults: {results[0].errors.decode()}")
        return results[0]

    def run(self, command, writes=(), **fault):
        """Runs a command in the present state of the folder."""
        command = [self.url if word == jobs.STANDIN else word for word in command]
        environment = dict(self.environment, LD_PRELOAD=self.library, FAULT_COUNT=self.count, **fault)
        if os.path.exists(self.count):
            os.unlink(self.count)
        try:
            done = subprocess.run(command, cwd=self.folder, env=environment if fault else self.environment,
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=HANG, check=False)
        except subprocess.TimeoutExpired:
            return Result("hangs", b"", b"", {}, [], 0, 0)
        files, counts = {}, []
        for path in writes:
            files.update(self.contents(path))
        if os.path.exists(self.count):
            with open(self.count, encoding="utf-8") as file:
                counts = [int(line.split()[1]) for line in file]
        left = os.listdir(self.temporary)
        for name in left:
            os.unlink(f"{self.temporary}/{name}")
        return Result(done.returncode, done.stdout, done.stderr, files, left, sum(counts), len(counts))
