"""The options of run."""
from reliance.common import command_line, messages
from reliance.common.messages import Failure

USAGE = f"""Usage: {messages.PROGRAM} [OPTION]... PIPELINE
Run a pipeline, given as one argument, and print its output if every stage of it succeeds.

"""
OPTIONS = (  # letter, name, argument, help
    ("o", "output", "FILE", "write the output to this file, completely or not at all"),
    ("", "not-empty", None, "fail if the output has no line after its header"),
    ("h", "help", None, "show this help"),
    ("V", "version", None, "show the version"),
)


def usage():
    return command_line.usage(USAGE, OPTIONS)


def parse(arguments):
    """(the options by name, the pipeline). Fails with status 2 on misuse."""
    options, operands = command_line.parse(OPTIONS, arguments)
    if options["help"] or options["version"]:
        return options, None
    if not operands:
        raise Failure("no PIPELINE; see --help", 2)
    if len(operands) > 1:
        raise Failure(f"one PIPELINE, and no operand '{operands[1]}'; quote the pipeline, so that "
                      "it is one argument", 2)
    if options["output"] == "":
        raise Failure("-o needs the name of a file", 2)
    return options, operands[0]
