"""run: runs a pipeline of which every stage is judged. See run --help."""
import contextlib

from reliance.common import atomic, messages, pipeline, shell, stdio, temporary
from reliance.common.program import has_informed, program
from reliance.run import output
from reliance.run.options import parse, usage


def run(text, options):
    """Runs the pipeline; its output is published if it is whole. Fails if it is not; raises
    OSError."""
    stages, path = shell.stages(text, "PIPELINE"), options["output"]
    with contextlib.closing(temporary.file() if path is None else atomic.Draft(path)) as made:
        file = made if path is None else made.file
        try:
            pipeline.check(pipeline.run(stages, None, file, pipeline.environment(), False))
            output.check(file, options["not-empty"])
        except messages.Failure as failure:
            kept = "nothing is printed" if path is None else f"{path} is as it was"
            join = " " if str(failure).endswith("?") else "; "
            raise messages.Failure(f"{failure}{join}{kept}", failure.status) from failure
        if path is not None:
            atomic.publish([made])
            return
        for block in output.blocks(file):
            stdio.write(block)


@program
def main(arguments):
    """Runs the command."""
    options, text = parse(arguments)
    if not has_informed(options, usage):
        run(text, options)
