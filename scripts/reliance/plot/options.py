"""The options of plot."""
import re

from reliance.common import command_line, messages
from reliance.plot import files

USAGE = f"""Usage: {messages.PROGRAM} [OPTION]... [FILE]
Draw a table of the filters: in the terminal, or into a file.

"""
OPTIONS = (  # letter, name, argument, words
    ("o", "output", "FILE", "the picture: .svg, .png or .pdf (default: the terminal)"),
    ("", "kind", "bars|lines|area", "what to draw (default: lines along several periods)"),
    ("", "x", "COL", "the column of the bars, or of the periods"),
    ("", "y", "COL,...", "the measure; several are a series each"),
    ("", "by", "COL,...", "a series for each value"),
    ("", "title", "TEXT", "what the picture says"),
    ("", "axis", "TEXT", "what the numbers are (default: the name of the measure, and its unit)"),
    ("", "names", "FILE", "names for codes: CSV whose first columns are code and name"),
    ("", "source", "TEXT", "where the data is from, for the caption"),
    ("", "command", "PIPELINE", "run this pipeline and draw what it prints"),
    ("", "absent", "zero", "a part of an area that has no row in a period is 0 there"),
    ("", "size", "WxH", "pixels of the picture, or columns and lines of the terminal"),
    ("h", "help", None, "show this help"),
    ("V", "version", None, "show the version"),
)
DRAWING = ("kind", "x", "y", "by", "absent")  # what decides how the table is drawn
KINDS = ("bars", "lines", "area")


def usage():
    return command_line.usage(USAGE, OPTIONS)


def parse(arguments):
    """The options by name, and the file or None."""
    asked, operands = command_line.parse(OPTIONS, arguments)
    if asked["help"] or asked["version"]:
        return asked, None
    if len(operands) > 1:
        raise messages.Failure(f"one FILE, and no operand '{operands[1]}'; see --help", 2)
    if operands and asked["command"] is not None:
        raise messages.Failure("--command is the input, so there is no FILE", 2)
    if asked["kind"] not in (None, *KINDS):
        raise messages.Failure(f"--kind bars, lines or area, not '{asked['kind']}'", 2)
    if asked["absent"] not in (None, "zero"):
        raise messages.Failure(f"--absent zero, not '{asked['absent']}'", 2)
    if asked["absent"] and asked["kind"] != "area":
        raise messages.Failure("--absent is for --kind area", 2)
    if asked["size"] is not None:
        size = re.fullmatch(r"(\d{2,4})x(\d{1,4})", asked["size"])
        if not size:
            raise messages.Failure(f"--size WxH, as 720x400, not '{asked['size']}'", 2)
        asked["size"] = int(size[1]), int(size[2])
    if asked["output"] is not None:
        files.form_of(asked["output"])
    return asked, operands[0] if operands else None
