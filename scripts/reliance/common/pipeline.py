"""Pipelines of which every stage is judged. A stage that was killed cannot mark its output, and the
stages behind it take what they got for the whole."""
import contextlib
import os
import signal
import subprocess
import sys
from collections import namedtuple

from reliance.common import messages, nearest, programs, signals, temporary

Stage = namedtuple("Stage", "text command")  # what messages call it; the words that start it
Ended = namedtuple("Ended", "stage status messages")  # the status as Popen has it

NOT_FOUND = 127  # the status of a shell without such a program
FILTERS = [programs.installed_name(name) for name in (
    "fetch-normalise", "filter-hs", "fill", "aggregate", "share", "rank", "concentration", "table")]


def environment(names=("share", "rank")):
    """The environment in which a shell finds the filters under their installed names. Fails if these
    filters are not installed."""
    folder = os.path.dirname(programs.find(sys.argv[0], names)[names[0]])
    return dict(os.environ, PATH=f"{folder}:{os.environ.get('PATH', os.defpath)}")


def run(stages, stdin, stdout, env, capture):
    """Runs the stages, each of which reads what the one before it prints. Returns them as a list of
    Ended; with `capture` they hold what was printed on standard error, else it is there. Raises
    OSError."""
    started: list[tuple] = []
    with contextlib.ExitStack() as stack:
        for stage in stages:
            errors = stack.enter_context(temporary.file()) if capture else None
            process = stack.enter_context(signals.process_group(
                stage.command, env=env, stdin=stdin, stderr=errors,
                stdout=stdout if stage is stages[-1] else subprocess.PIPE))
            if started:
                stdin.close()  # else the stage before this one never learns that its reader ended
            stdin = process.stdout
            started.append((stage, process, errors))
        return [Ended(stage, process.wait(), text_of(errors)) for stage, process, errors in started]


def text_of(file):
    """The text in a temporary file; "" without a file."""
    if file is None:
        return ""
    file.seek(0)
    return file.read().decode("utf-8", "surrogateescape")


def root(ended):
    """The position of the stage whose failure explains that of the others, or None if none failed.
    A stage that cannot write any more is a consequence."""
    failed = [n for n, one in enumerate(ended) if one.status != 0]
    first = [n for n in failed if not signals.is_signal(ended[n].status, signal.SIGPIPE)]
    return next(iter(first + failed), None)


def check(ended):
    """Fails if a stage failed: with its name, how it ended, and the messages of all."""
    n = root(ended)
    if n is None:
        return
    stage, status, _ = ended[n]
    text = (f"stage {n + 1} of {len(ended)} {signals.outcome(status)}: "
            f"{' '.join(stage.text.split())}")
    near = nearest.guess(stage.text.split()[0], FILTERS) if status == NOT_FOUND else None
    if near:
        text += f"; did you mean '{near}'?"
    if signals.is_signal(status, signal.SIGPIPE):
        text += "; a stage behind it ended before it had read everything"
    raise messages.Failure(text, 2 if status == 2 else 1, "".join(one.messages for one in ended))
