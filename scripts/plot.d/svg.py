"""What gnuplot wrote as SVG, made fit for a page: its title and description for those who do not
see it, colours for the dark, no names that several pictures of one page would share."""
import re
from xml.sax.saxutils import escape

import palette
from picture import TITLE

DOT = re.compile(r"<use xlink:href='#gpPt6' transform='translate\(([\d.]+),([\d.]+)\) "
                 r"scale\(([\d.]+)\)' color='([^']*)'/>")
RGB = re.compile(r"rgb\( *(\d+), *(\d+), *(\d+)\)")


def dark():
    """Rules that give every colour its counterpart where the reader's screen is dark."""
    rules = "".join(f'[fill="{light}"]{{fill:{night}}}[stroke="{light}"]{{stroke:{night}}}'
                    for light, night in palette.pairs())
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"


def finished(data, title, description):
    text = data.decode()
    text = re.sub(r"<defs>.*?</defs>", "", text, flags=re.S)
    text = re.sub(r"<title>.*?</title>|<desc>.*?</desc>", "", text, flags=re.S)
    text = RGB.sub(lambda c: "#%02x%02x%02x" % tuple(int(part) for part in c.groups()), text)
    text = DOT.sub(r"<circle cx='\1' cy='\2' r='\3' fill='\4' stroke='none'/>", text)
    text = re.sub(r"\b(fill|stroke|color)\s*=\s*'([^']*)'", r'\1="\2"', text)
    # its fonts have no weight
    text = text.replace(f'font-size="{TITLE}.00"', f'font-size="{TITLE}" font-weight="bold"')
    # a group sets what its children have: the empty ones say nothing
    text = re.sub(r' (?:id|xmlns:xlink|color)="[^"]*"', "", text)
    text = re.sub(r"\s*\n\s*", "\n", text)
    before = None
    while before != text:
        before = text
        text = re.sub(r"<g[^>]*>\s*</g>\n?", "", text)
    head = (f' role="img">\n<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>\n'
            f"<style>{dark()}</style>\n")
    return re.sub(r"\s*>", lambda _: head, text[text.index("<svg"):], count=1).encode()
