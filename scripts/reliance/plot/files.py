"""The picture as a file: SVG, PNG or PDF. The same input gives the same bytes."""
import os

from reliance.common.messages import Failure
from reliance.plot import gnuplot, pdf, svg

FORMATS = ("svg", "png", "pdf")


def format_of(path):
    """The format that the name of a file asks for; fails with status 2 if it names no known one."""
    extension = os.path.splitext(path)[1][1:].lower()
    if extension not in FORMATS:
        raise Failure(f"-o {path}: the name of a picture must end in .svg, .png or .pdf", 2)
    return extension


def picture(canvas, file_format, title, description):
    """The bytes of a picture. An SVG holds the title and the description as alternative text."""
    width, height = canvas.width, canvas.height
    if file_format == "svg":
        return svg_picture(canvas, title, description)
    if file_format == "png":
        script = canvas.script(f"set terminal pngcairo size {2 * width},{2 * height} noenhanced "
                               "fontscale 1.5 linewidth 2 pointscale 2", "Sans")
        return gnuplot.run(script)
    script = canvas.script(f"set terminal pdfcairo size {width / 96:.4f}in,{height / 96:.4f}in "
                           "noenhanced fontscale 0.5625 linewidth 0.75 pointscale 0.75", "Sans")
    return pdf.undated(gnuplot.run(script))


def svg_picture(canvas, title, description, style=None):
    """The bytes of an SVG, which uses the fonts of the reader; style as in svg.finished."""
    script = canvas.script(f"set terminal svg size {canvas.width},{canvas.height} noenhanced "
                           "dynamic background '#ffffff'", "sans-serif")
    return svg.finished(gnuplot.run(script), title, description, style)
