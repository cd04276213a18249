"""A copy of the source tree, in which a file is changed, built and tested."""
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MAKE = ["make", "-s", "HARDEN=no", "INFLATE=zlib", "CFLAGS=-O2"]
PATIENCE = 10  # a test that takes that many times as long as before, and some seconds, hangs


def other_builds(folder, names):
    """What is not copied of bin: the folders of other builds."""
    return [name for name in names if folder == f"{ROOT}/bin" and name != "obj" and os.path.isdir(f"{folder}/{name}")]


class Tree:
    """A copy of the source tree, with the programs that have been built."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("src", "tests", "scripts", "testdata"):
            shutil.copytree(f"{ROOT}/{name}", f"{folder}/{name}", symlinks=True)
        if os.path.isdir(f"{ROOT}/bin/obj"):
            shutil.copytree(f"{ROOT}/bin", f"{folder}/bin", symlinks=True, ignore=other_builds)
        shutil.copy(f"{ROOT}/Makefile", folder)
        self.seconds = {}
        if not self.make("all"):
            sys.exit("mutate: the tree does not build")

    def make(self, target):
        """Does it build?"""
        return subprocess.run([*MAKE, target], cwd=self.folder, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode == 0

    def read(self, path):
        with open(f"{self.folder}/{path}", encoding="utf-8") as file:
            return file.read()

    def write(self, path, text):
        with open(f"{self.folder}/{path}", "w", encoding="utf-8") as file:
            file.write(text)

    def object_of(self, path):
        """The bytes that the compiler makes of a file; None if it refuses."""
        target = f"bin/obj/{path[len('src/'):-len('.c')]}.o"
        if not self.make(target):
            return None
        with open(f"{self.folder}/{target}", "rb") as file:
            return file.read()

    def time(self, test):
        """Runs a test of the unchanged tree, and notes how long it takes; it must succeed."""
        start = time.monotonic()
        if self.fails(test, 600):
            sys.exit(f"mutate: {test} fails in the unchanged tree")
        self.seconds[test] = time.monotonic() - start

    def notices(self, tests):
        """Does one of the tests fail? The fastest is run first."""
        return any(self.fails(test, PATIENCE * self.seconds[test] + 20)
                   for test in sorted(tests, key=self.seconds.__getitem__))

    def fails(self, test, seconds):
        """Does the test fail? It is ended at its first failure, and after so many seconds."""
        scratch = f"{self.folder}/tmp"
        os.mkdir(scratch)
        with subprocess.Popen([f"./{test}"], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, start_new_session=True,
                              env=dict(os.environ, BIN="bin", TMPDIR=scratch)) as child:
            clock = threading.Timer(seconds, os.killpg, (child.pid, signal.SIGKILL))
            clock.start()
            failed = any(line.startswith(b"not ok") for line in child.stdout)
            clock.cancel()
            if failed:
                os.killpg(child.pid, signal.SIGKILL)
        shutil.rmtree(scratch)
        return failed or child.returncode != 0
