"""Runs a pipeline of filters beside the engine: blocks of bytes in, lines out."""
import io
import os
import signal
import subprocess
import tempfile
import threading

WORDS = 1 << 16  # bytes of stderr that are kept of one run


class Lost(Exception):
    """The pipeline was killed, or its input broke off: another try may help."""


# The first filter is told to leave to the whole what only the whole can judge, and its arguments
# are noted, to run it with them again (guards.py).
WRAPPER = """#!/bin/sh
printf '%s\\0' "$@" >"$ON_SPARK_FOLDER/arguments"
cd "$ON_SPARK_FOLDER" || exit 1
exec "$ON_SPARK_FILTERS/fetch-normalise" -j 1 "$@" --part "$ON_SPARK_INPUT"
"""


class Pipeline:
    """One run. `lines` is to be read to its end, then `status` and `words` say how it went."""

    def __init__(self, command, blocks, filters, number=None):
        self.folder = tempfile.TemporaryDirectory(prefix="on-spark.")
        self.broken = None
        env = dict(os.environ, LC_ALL="C", ON_SPARK_FILTERS=filters,
                   ON_SPARK_FOLDER=self.folder.name,
                   PATH=f"{filters}:{os.environ.get('PATH', os.defpath)}")
        if number is not None:
            env["ON_SPARK_INPUT"] = number
            self.wrap(env)
        if isinstance(command, str):
            command = ["bash", "-o", "pipefail", "-c", command]
        self.said = open(self.path("words"), "w+b")
        self.child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                      stderr=self.said, env=env, cwd=filters,
                                      start_new_session=True,
                                      preexec_fn=restore_signals)
        self.feeder = threading.Thread(target=self.feed, args=(blocks,), daemon=True)
        self.feeder.start()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def wrap(self, env):
        os.mkdir(self.path("bin"))
        with open(self.path("bin/fetch-normalise"), "w", encoding="ascii") as wrapper:
            wrapper.write(WRAPPER)
        os.chmod(self.path("bin/fetch-normalise"), 0o755)
        env["PATH"] = f"{self.path('bin')}:{env['PATH']}"

    def feed(self, blocks):
        try:
            with self.child.stdin as stdin:
                for block in blocks:
                    stdin.write(block)
        except BrokenPipeError:
            pass  # the pipeline needs no more; its status tells if that is right
        except BaseException as broken:  # the engine could not read on
            self.broken = broken
            self.kill()

    def lines(self):
        """The lines of the output, in lists."""
        rest = b""
        while True:
            block = self.child.stdout.read1(1 << 20)
            if not block:
                break
            block = rest + block
            end = block.rfind(b"\n") + 1
            rest = block[end:]
            # not splitlines(): a carriage return ends no line
            yield io.BytesIO(block[:end]).readlines()
        if rest:
            yield [rest]

    def kill(self):
        try:
            os.killpg(self.child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def end(self):
        """Waits; sets `status` and `words`. What another try may help is raised."""
        self.status = self.child.wait()
        self.feeder.join(timeout=60)
        self.said.seek(0)
        self.words = self.said.read(WORDS).decode(errors="replace").splitlines()
        if self.broken is not None:
            raise Lost("the input broke off") from self.broken
        if self.status < 0 or self.status > 128:
            raise Lost(f"the pipeline was killed (status {self.status}): "
                       + " / ".join(self.words[:5]))

    def note(self, name):
        """What the run left in a file of its folder."""
        try:
            with open(self.path(name), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return b""

    def close(self):
        if self.child.returncode is None:
            self.kill()
            self.child.wait()
        self.child.stdout.close()
        self.said.close()
        self.folder.cleanup()


def restore_signals():
    # Python ignores SIGPIPE, and children inherit that: a filter behind `head` would not end
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
