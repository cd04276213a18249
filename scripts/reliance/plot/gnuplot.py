"""gnuplot: writing its scripts, and running it."""
import os
import re
import shutil
import subprocess

from reliance.common import signals
from reliance.common.messages import Failure

# variables that change what gnuplot draws
UNSET = ("GNUTERM", "GNUPLOT_LIB", "GNUPLOT_FONTPATH", "GDFONTPATH", "GNUPLOT_DEFAULT_GDFONT",
         "GNUPLOT_PS_DIR", "GNUPLOT_DRIVER_DIR", "FIT_SCRIPT")
SPECIAL = re.compile(r"[\x00-\x1f!-@[-`{-\x7f]")


def quoted(text):
    """A string literal: everything in ASCII that could mean something to gnuplot, wherever it is, is
    a number, and so are digits, which would continue it. In single quotes, gnuplot 5 does not read
    two quotes in a row, nor one at the start."""
    return '"' + SPECIAL.sub(lambda found: f"\\{ord(found[0]):03o}", text) + '"'


def run(script):
    """Runs the lines of a script and returns the bytes that gnuplot wrote to standard output. Fails
    if gnuplot is not installed, fails, or writes nothing."""
    program = shutil.which("gnuplot")
    if program is None:
        raise Failure("gnuplot is not installed; sh scripts/setup installs it")
    env = {name: value for name, value in os.environ.items() if name not in UNSET}
    env.update(LC_ALL="C.UTF-8", TZ="UTC")
    status, out, errors = signals.run([program, "--default-settings", "-"],
                                      "\n".join(script).encode(), env=env,
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if status != 0:
        raise Failure(f"gnuplot {signals.outcome(status)}: {errors.decode(errors='replace').strip()}")
    if not out:
        raise Failure(f"gnuplot drew nothing: {errors.decode(errors='replace').strip()}")
    return out


class Canvas:
    """A page of width x height pixels that collects the lines of a script. Positions are in pixels
    from the left and from the top, except those of data, which follow the ranges of the axes."""

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.lines, self.blocks, self.plots = [], [], []

    def x(self, pixels):
        return f"{pixels / self.width:.6f}"

    def y(self, pixels):
        return f"{1 - pixels / self.height:.6f}"

    def text(self, place, text, size, colour, align="left", bold=False):
        """A line of text, vertically centred on the place."""
        font = f",{size}"
        face = ":Bold" if bold else ""
        self.lines.append(
            f"set label {quoted(text)} at screen {self.x(place[0])}, screen {self.y(place[1])} "
            f"{align} noenhanced font '{{FACE}}{face}{font}' textcolor rgb '{colour}' front")

    def line(self, start, end, colour, width=1.0):
        self.lines.append(
            f"set arrow from screen {self.x(start[0])}, screen {self.y(start[1])} to screen "
            f"{self.x(end[0])}, screen {self.y(end[1])} nohead lc rgb '{colour}' lw {width}")

    def frame(self, left, top, right, bottom):
        """The area of the data."""
        self.lines.append(f"set margins at screen {self.x(left)}, screen {self.x(right)}, "
                          f"screen {self.y(bottom)}, screen {self.y(top)}")

    def ranges(self, x, y):
        self.lines += [f"set xrange [{x[0]}:{x[1]}]", f"set yrange [{y[0]}:{y[1]}]"]

    def data(self, rows, style):
        """Rows of numbers as text (None is a gap), and the part of the plot command that draws
        them."""
        name = f"$d{len(self.blocks)}"
        self.blocks.append([f"{name} << EOD", *(" ".join("NaN" if cell is None else cell
                                                         for cell in row) for row in rows), "EOD"])
        self.plots.append(f"{name} {style}")

    def script(self, terminal, face):
        """The whole script, for this terminal and font."""
        return ["set encoding utf8", terminal, "unset key", "unset border", "unset tics",
                *(line.replace("{FACE}", face) for line in self.lines),
                *(line for block in self.blocks for line in block),
                "plot " + ", \\\n ".join(self.plots)]
