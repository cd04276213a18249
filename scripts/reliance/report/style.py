"""The CSS of the page: for desktops, phones and paper, in a light and a dark theme, with the
colours of the pictures."""
from reliance.plot import palette, svg

CSS = """
:root{color-scheme:light dark;--ink:INK;--soft:SOFT;--grid:GRID;--paper:PAPER;--link:LINK}
@media screen and (prefers-color-scheme:dark){
:root{--ink:DARK_INK;--soft:DARK_SOFT;--grid:DARK_GRID;--paper:DARK_PAPER;--link:DARK_LINK}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:47rem;background:var(--paper);color:var(--ink);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;
overflow-wrap:break-word}
h1{font-size:1.6rem;line-height:1.2;margin:1rem 0 .5rem}
h2{font-size:1.3rem;line-height:1.25;margin:3rem 0 .5rem;padding-top:.75rem;
border-top:2px solid var(--grid)}
h3{font-size:1.05rem;line-height:1.3;margin:0 0 .5rem}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);
outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem}
nav ul{padding-left:1.2rem}
nav li{margin:.35rem 0}
figure{margin:2rem 0 2.5rem}
svg{display:block;width:100%;height:auto}
.narrow{display:none}
@media (max-width:40rem){.wide{display:none}.narrow{display:block}}
dl{display:grid;grid-template-columns:auto 1fr;gap:.15rem .75rem;margin:.5rem 0;
font-size:.875rem;color:var(--soft)}
dt{font-weight:600}
dd{margin:0;min-width:0}
@media (max-width:40rem){dl{display:block}dd{margin:0 0 .35rem}}
details{margin:.5rem 0}
summary{cursor:pointer;padding:.35rem 0}
.scroll{overflow-x:auto;max-height:30rem;border:1px solid var(--grid)}
table{border-collapse:collapse;font-size:.8125rem;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .6rem;border-bottom:1px solid var(--grid);text-align:left;white-space:nowrap}
.n{text-align:right}
pre{margin:.25rem 0;padding:.6rem;border:1px solid var(--grid);font-size:.8125rem;line-height:1.45;
white-space:pre-wrap;overflow-wrap:anywhere}
.messages{font-size:.875rem;color:var(--soft);padding-left:1.2rem;margin:.5rem 0}
.what{font-size:.875rem;margin:.5rem 0 0}
footer{margin-top:3rem;padding-top:1rem;border-top:2px solid var(--grid);font-size:.875rem}
@media print{body{max-width:none;padding:0;font-size:10pt}
section+section{break-before:page}h2{border:0;margin-top:0}
nav,.skip{display:none}h3{break-inside:avoid}h3,.what{break-after:avoid}pre{break-inside:avoid}
svg.wide{display:block;break-inside:avoid;max-width:16cm}svg.narrow{display:none}
.scroll{overflow:visible;max-height:none;border:0}a{color:inherit;text-decoration:none}}
"""


def css():
    """The whole style sheet, as text."""
    text = CSS
    for prefix, theme in (("DARK_", palette.DARK), ("", palette.LIGHT)):
        colours = {role: theme[role] for role in ("ink", "soft", "grid", "paper")}
        for role, colour in (colours | {"link": theme["series"][0]}).items():
            text = text.replace(f":{prefix}{role.upper()}", f":{colour}")
    return text.strip() + "\n" + svg.dark_style() + "\n"
