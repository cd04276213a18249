"""What gnuplot wrote as SVG, made fit for a page: its title and description for those who do not
see it, colours for the dark, no names that several pictures of one page would share."""
import re
from xml.sax.saxutils import escape

from reliance.plot import palette
from reliance.plot.picture import TITLE

DOT = re.compile(r"<use xlink:href='#gpPt6' transform='translate\(([\d.]+),([\d.]+)\) "
                 r"scale\(([\d.]+)\)' color='([^']*)'/>")
RGB = re.compile(r"rgb\( *(\d+), *(\d+), *(\d+)\)")


def dark():
    """Rules that give every colour its counterpart where the reader's screen is dark."""
    rules = "".join(f'[fill="{light}"]{{fill:{night}}}[stroke="{light}"]{{stroke:{night}}}'
                    for light, night in palette.pairs())
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"


def cleaned(tag):
    """One tag: colours as #rrggbb, dots as circles, text of its weight, nothing that has an id."""
    tag = DOT.sub(r"<circle cx='\1' cy='\2' r='\3' fill='\4' stroke='none'/>", tag)
    tag = RGB.sub(lambda c: "#%02x%02x%02x" % tuple(int(part) for part in c.groups()), tag)
    tag = re.sub(r"\b(fill|stroke|color)\s*=\s*'([^']*)'", r'\1="\2"', tag)
    # the fonts of gnuplot's SVG have no weight
    tag = tag.replace(f'font-size="{TITLE}.00"', f'font-size="{TITLE}" font-weight="bold"')
    return re.sub(r' (?:id|xmlns:xlink|color)="[^"]*"', "", tag)


def finished(data, title, description, rules=None):
    """The picture; rules None gives it its own for the dark, for a page that has them they are
    empty."""
    text = data.decode()
    text = re.sub(r"<defs>.*?</defs>", "", text, flags=re.S)
    text = re.sub(r"<title>.*?</title>|<desc>.*?</desc>", "", text, flags=re.S)
    text = re.sub(r"<[^>]*>", lambda tag: cleaned(tag[0]), text)
    text = re.sub(r"\s*\n\s*", "\n", text)
    # a group sets what its children have: the empty ones say nothing
    before = None
    while before != text:
        before = text
        text = re.sub(r"<g[^>]*>\s*</g>\n?", "", text)
    head = (f' role="img">\n<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>\n'
            + (f"<style>{dark()}</style>\n" if rules is None else rules))
    return re.sub(r"\s*>", lambda _: head, text[text.index("<svg"):], count=1).encode()
