"""A picture as a file: svg, png or pdf. The same input gives the same bytes."""
import os

from reliance.common import messages
from reliance.plot import gnuplot, pdf, svg

FORMS = ("svg", "png", "pdf")


def form_of(path):
    """By its name; another one is misuse."""
    form = os.path.splitext(path)[1][1:].lower()
    if form not in FORMS:
        raise messages.Failure(f"-o {path}: the name of a picture ends in .svg, .png or .pdf", 2)
    return form


def picture(canvas, form, told):
    """The bytes of a picture; told is its title and description, for those who do not see it."""
    width, height = canvas.width, canvas.height
    if form == "svg":
        return drawn_svg(canvas, told)
    if form == "png":
        script = canvas.script(f"set terminal pngcairo size {2 * width},{2 * height} noenhanced "
                               "fontscale 1.5 linewidth 2 pointscale 2", "Sans")
        return gnuplot.run(script)
    script = canvas.script(f"set terminal pdfcairo size {width / 96:.4f}in,{height / 96:.4f}in "
                           "noenhanced fontscale 0.5625 linewidth 0.75 pointscale 0.75", "Sans")
    return pdf.undated(gnuplot.run(script))


def drawn_svg(canvas, told, rules=None):
    """As SVG, whose fonts are the reader's; rules as in svg.finished."""
    script = canvas.script(f"set terminal svg size {canvas.width},{canvas.height} noenhanced "
                           "dynamic background '#ffffff'", "sans-serif")
    return svg.finished(gnuplot.run(script), *told, rules)
