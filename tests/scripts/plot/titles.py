"""titles.py PATH: draws titles that could mean something to gnuplot, to a shell or to XML, and prints
those that are not in the picture as they are, or in part. Some would make the file PATH."""
import os
import sys
import xml.etree.ElementTree as tree

sys.path.insert(0, "scripts")

from reliance.common import stream  # noqa: E402
from reliance.plot import choose, files, picture  # noqa: E402
from reliance.plot.options import DRAWING  # noqa: E402

RUN = sys.argv[1]
TITLES = (
    "'a", "''a", "a'", "a''b", "'", "''", "'''", '"a', '"', '""', "a\\", "a\\'b", "\\", "\\n", "\\047", '\\"',
    f"`touch {RUN}`", f"'.system('touch {RUN}').'", f"\".system('touch {RUN}').\"", f"@system('touch {RUN}')",
    f"$(touch {RUN})", f"'; ! touch {RUN}", f"a' at 1,1; system 'touch {RUN}' #",
    "{/Bold a}", "a_b^c", "a_{b}^{c}", "@a", "&{a}", "~a{b}", "{FACE}", "{}", "%s %d %%", "$x", "$d0 << EOD", "#a",
    "<b>&amp;</b>", "]]>", "<![CDATA[a]]>", "</text><script>alert(1)</script>", "<title>a</title>", "a > b < c", "&#0;",
    "-", "--title", "1e5", "noenhanced", "é 中国 \u00a0 \u202f ", "a\u200db")
CHANGED = {"a\nb": "a b", "a\tb": "a b", "a\x1b[31mb": "a\ufffd[31mb", "a\0b": "a\ufffdb", "a\u202eb": "a\ufffdb",
           "a\udcffb": "a\ufffdb", "\ufeffa": "\ufffda"}


def drawn(title):
    """The texts in a picture with this title: as its title, and as the name of a bar."""
    chart = choose.chart_of(stream.read(b"partner,value_usd\nCHN,1\n", "x"), dict.fromkeys(DRAWING))
    chart.title, chart.names = title, {"CHN": title}
    data = files.svg_picture(picture.draw(chart, (9000, None)), chart.heading(), "", "")
    space = "{http://www.w3.org/2000/svg}"
    return [text.text for text in tree.fromstring(data).iter(f"{space}{'text'}")]


for given, shown in {**{title: title for title in TITLES}, **CHANGED}.items():
    found = drawn(given)
    if found.count(shown.strip(" ")) != 2:
        print(f"{given!a} is drawn as {found!a}")
if os.path.exists(RUN):
    print("a title was run")
