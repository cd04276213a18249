"""A folder in which jobs run while calls fail."""
import collections
import os
import shutil
import subprocess
import sys
import time

import jobs

HERE = os.path.dirname(os.path.abspath(__file__))
HANG = 120  # seconds; a job takes a hundredth of one

Result = collections.namedtuple("Result", "status output errors files left")


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

    def right(self, job, **where):
        """What a job makes without faults, twice the same, and {(program, kind): calls}: how many calls of a
        kind each program makes; of the kind "process", how many there are."""
        self.clear()
        right = self.run(job.command, job.writes)
        self.clear()
        again = self.run(job.command, job.writes, FAULT="count:0", FAULT_COUNT=self.count, **where)
        if right.status != 0 or right[:2] != again[:2] or right.files != again.files:
            sys.exit(f"faults: {job.name} does not work without faults: {right.errors.decode()}")
        calls = collections.Counter()
        with open(self.count, encoding="utf-8") as file:
            for line in file:
                program, kind, number = line.split()
                calls[program, kind] += int(number)
        os.unlink(self.count)
        return right, calls

    def run(self, command, writes=(), **fault):
        """Runs a command in the present state of the folder."""
        command = [self.url if word == jobs.STANDIN else word for word in command]
        environment = dict(self.environment, LD_PRELOAD=self.library, **fault) if fault else self.environment
        try:
            done = subprocess.run(command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                                  timeout=HANG, check=False)
        except subprocess.TimeoutExpired:
            return Result("hangs", b"", b"", {}, [])
        files = {}
        for path in writes:
            files.update(self.contents(path))
        left = os.listdir(self.temporary)
        for name in left:
            os.unlink(f"{self.temporary}/{name}")
        return Result(done.returncode, done.stdout, done.stderr, files, left)
