#!/usr/bin/env python3
"""page.py DIR: what is wrong with a report, a line each; nothing if all is well. Read with another
parser than made it. For every figure:

  its pipeline, run in a shell in this folder, prints the bytes of the table beside the page
  the folded table has the cells of that file
  basket, basis, denominator and coverage are told
  the pictures show the table (tests/scripts/plot/drawn.py), where they are of one column of it

At its end it says how many figures there were, on standard error.
"""
import csv
import html.parser
import io
import os
import re
import subprocess
import sys
import tempfile


class Page(html.parser.HTMLParser):
    """Figures as dictionaries: id, code, cells, dt, dd, href, svg."""

    def __init__(self, text):
        super().__init__()
        self.figures, self.at, self.text = [], [], None
        self.source = text
        self.feed(text)

    def figure(self):
        return self.figures[-1] if "figure" in self.at else None

    def handle_starttag(self, tag, attrs):
        if tag in ("meta",):
            return
        self.at.append(tag)
        attrs = dict(attrs)
        if tag == "figure":
            self.figures.append({"id": attrs["id"], "rows": [], "dt": [], "dd": [], "href": []})
        figure = self.figure()
        if figure is None:
            return
        if tag == "tr":
            figure["rows"].append([])
        elif tag == "a":
            figure["href"].append(attrs["href"])
        if tag in ("code", "td", "th", "dt", "dd"):
            self.text = ""

    def handle_data(self, data):
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag):
        while self.at.pop() != tag:
            pass
        figure = self.figures[-1] if self.figures else None
        if tag in ("td", "th"):
            figure["rows"][-1].append(self.text)
        elif tag in ("dt", "dd"):
            figure[tag].append(self.text)
        elif tag == "code":
            figure["code"] = self.text
        if tag in ("code", "td", "th", "dt", "dd"):
            self.text = None


def wrong(figure, folder, svgs):
    run = subprocess.run(["sh", "-c", figure["code"]], stdin=subprocess.DEVNULL,
                         capture_output=True, check=False)
    path = os.path.join(folder, figure["id"] + ".csv")
    with open(path, "rb") as file:
        data = file.read()
    if run.returncode != 0 or run.stdout != data:
        yield f"its pipeline prints something else (status {run.returncode}): {figure['code']}"
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    if rows != figure["rows"]:
        yield "its table is not that of the file"
    if len(rows) < 2:
        yield "its table is empty"
    if figure["href"] != [figure["id"] + ".csv"]:
        yield f"it links to {figure['href']}"
    if figure["dt"] != ["Basket", "Basis", "Denominator", "Coverage"] or not all(figure["dd"]):
        yield f"it says no more than {figure['dt']}: {figure['dd']}"
    if len(svgs) != 2:
        yield f"it has {len(svgs)} pictures"
    shares = [name for name in rows[0] if name == "share_pct"]
    key = {"buys": "partner", "bloc": "partner", "exporters": "reporter"}.get(
        figure["id"].split("-")[0])
    if shares and key:
        years = not re.search(r"-\d{4}$", figure["id"])
        for svg in svgs:
            with tempfile.NamedTemporaryFile("w", suffix=".svg") as file:
                file.write(svg)
                file.flush()
                check = subprocess.run([sys.executable, "-B", "tests/scripts/plot/drawn.py", file.name, path,
                                        "share_pct", *([key, "period"] if years else [])],
                                       capture_output=True, text=True, check=False)
                if check.returncode != 0:
                    yield f"its picture shows something else: {check.stderr.splitlines()[-1]}"


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "index.html"), encoding="utf-8") as file:
        page = Page(file.read())
    parts = re.findall(r'<figure id="(.*?)".*?</figure>', page.source, re.S)
    if parts != [figure["id"] for figure in page.figures]:
        print("the figures cannot be read")
    pictures = re.findall(r"<figure .*?</figure>", page.source, re.S)
    for figure, part in zip(page.figures, pictures):
        for words in wrong(figure, folder, re.findall(r"<svg .*?</svg>", part, re.S)):
            print(f"{figure['id']}: {words}")
    tables = {name for name in os.listdir(folder) if name.endswith(".csv")}
    for name in tables ^ {figure["id"] + ".csv" for figure in page.figures}:
        print(f"{name} has no figure")
    print(len(page.figures), file=sys.stderr)


main()
