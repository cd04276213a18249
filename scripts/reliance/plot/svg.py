"""Prepares the SVG of gnuplot for a page: adds alternative text and colours for the dark theme, and
removes ids, which would collide between several pictures of one page."""
import re
from xml.sax.saxutils import escape

from reliance.plot import palette
from reliance.plot.picture import TITLE

DOT = re.compile(r"<use xlink:href='#gpPt6' transform='translate\(([\d.]+),([\d.]+)\) "
                 r"scale\(([\d.]+)\)' color='([^']*)'/>")
RGB = re.compile(r"rgb\( *(\d+), *(\d+), *(\d+)\)")


def dark_style():
    """CSS rules that replace each colour in the dark theme."""
    rules = "".join(f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}'
                    for light, dark in palette.pairs())
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"


def hex_colour(match):
    red, green, blue = (int(part) for part in match.groups())
    return f"#{red:02x}{green:02x}{blue:02x}"


def cleaned(tag):
    """One tag, with colours as #rrggbb, dots as circles, bold titles, and no ids."""
    tag = DOT.sub(r"<circle cx='\1' cy='\2' r='\3' fill='\4' stroke='none'/>", tag)
    tag = RGB.sub(hex_colour, tag)
    tag = re.sub(r"\b(fill|stroke|color)\s*=\s*'([^']*)'", r'\1="\2"', tag)
    # gnuplot writes no font weight into SVG
    tag = tag.replace(f'font-size="{TITLE}.00"', f'font-size="{TITLE}" font-weight="bold"')
    return re.sub(r' (?:id|xmlns:xlink|color)="[^"]*"', "", tag)


def finished(data, title, description, style=None):
    """The SVG as bytes, from the bytes that gnuplot wrote. style is markup to insert after the
    description; None inserts the rules of the dark theme."""
    text = data.decode()
    text = re.sub(r"<defs>.*?</defs>", "", text, flags=re.S)
    text = re.sub(r"<title>.*?</title>|<desc>.*?</desc>", "", text, flags=re.S)
    # tags, and text between them, in which gnuplot leaves a > that must not follow ]]
    text = "".join(part.replace(">", "&gt;") if n % 2 == 0 else cleaned(part)
                   for n, part in enumerate(re.split(r"(<[^>]*>)", text)))
    text = re.sub(r"\s*\n\s*", "\n", text)
    # empty groups, which may be nested
    before = None
    while before != text:
        before = text
        text = re.sub(r"<g[^>]*>\s*</g>\n?", "", text)
    head = (f' role="img">\n<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>\n'
            + (f"<style>{dark_style()}</style>\n" if style is None else style))
    return re.sub(r"\s*>", lambda _: head, text[text.index("<svg"):], count=1).encode()
