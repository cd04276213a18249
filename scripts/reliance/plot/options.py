"""The options of plot."""
import re

from reliance.common import command_line, messages
from reliance.common.messages import Failure
from reliance.plot import files

USAGE = f"""Usage: {messages.PROGRAM} [OPTION]... [FILE]
Draw a table of the filters, in the terminal or as a picture.

"""
OPTIONS = (  # letter, name, argument, help
    ("o", "output", "FILE", "write a picture: .svg, .png or .pdf (default: the terminal)"),
    ("", "kind", "bars|lines|area", "what to draw (default: lines if there are several periods)"),
    ("", "x", "COL", "the column of the bars, or of the periods"),
    ("", "y", "COL,...", "the measure; each of several measures is a series"),
    ("", "by", "COL,...", "draw a series for each value of these columns"),
    ("", "title", "TEXT", "the title of the picture"),
    ("", "axis", "TEXT", "what the numbers are (default: the name and unit of the measure)"),
    ("", "names", "FILE", "names for codes: CSV whose first columns are code and name"),
    ("", "source", "TEXT", "the source of the data, for the caption"),
    ("", "command", "PIPELINE", "run this pipeline and draw what it prints"),
    ("", "absent", "zero", "treat rows that are missing from an area as 0"),
    ("", "size", "WxH", "pixels of the picture, or columns and lines of the terminal"),
    ("h", "help", None, "show this help"),
    ("V", "version", None, "show the version"),
)
DRAWING = ("kind", "x", "y", "by", "absent")  # the options that choose what is drawn
KINDS = ("bars", "lines", "area")


def usage():
    return command_line.usage(USAGE, OPTIONS)


def parse(arguments):
    """(the options by name, the file or None). --size becomes a pair of numbers. Fails with status
    2 on misuse."""
    options, operands = command_line.parse(OPTIONS, arguments)
    if options["help"] or options["version"]:
        return options, None
    if len(operands) > 1:
        raise Failure(f"only one FILE is drawn, but '{operands[1]}' is another; see --help", 2)
    if operands and options["command"] is not None:
        raise Failure("--command provides the input, so FILE is not allowed", 2)
    if options["kind"] not in (None, *KINDS):
        raise Failure(f"--kind must be bars, lines or area, not '{options['kind']}'", 2)
    if options["absent"] not in (None, "zero"):
        raise Failure(f"--absent must be zero, not '{options['absent']}'", 2)
    if options["absent"] and options["kind"] != "area":
        raise Failure("--absent needs --kind area", 2)
    if options["size"] is not None:
        options["size"] = size_of(options["size"])
    if options["output"] is not None:
        files.format_of(options["output"])
    return options, operands[0] if operands else None


def size_of(text):
    """(width, height) of WxH."""
    size = re.fullmatch(r"(\d{2,4})x(\d{1,4})", text, re.ASCII)
    if not size:
        raise Failure(f"--size must be WxH, such as 720x400, not '{text}'", 2)
    return int(size[1]), int(size[2])
