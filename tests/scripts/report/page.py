#!/usr/bin/env python3
"""page.py DIR: checks a report and prints a line for each fault. For every figure:

  its pipeline, run in a shell in the current folder, prints the bytes of the table beside the page
  the folded table has the cells of that file
  basket, basis, denominator and coverage are given
  the pictures of a share show the table (tests/scripts/plot/drawn.py)

Prints the number of figures on standard error.
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
    """The figures of a page as dictionaries: id, code, rows, dt, dd, href."""

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


def faults(figure, folder, svgs):
    """The faults of a figure with these pictures."""
    run = subprocess.run(["sh", "-c", figure["code"]], stdin=subprocess.DEVNULL,
                         capture_output=True, check=False)
    path = os.path.join(folder, figure["id"] + ".csv")
    with open(path, "rb") as file:
        data = file.read()
    if run.returncode != 0 or run.stdout != data:
        yield f"the pipeline prints something else (status {run.returncode}): {figure['code']}"
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    if rows != figure["rows"]:
        yield "the table differs from its file"
    if len(rows) < 2:
        yield "the table is empty"
    if figure["href"] != [figure["id"] + ".csv"]:
        yield f"the links are {figure['href']}"
    if figure["dt"] != ["Basket", "Basis", "Denominator", "Coverage"] or not all(figure["dd"]):
        yield f"the definitions are {figure['dt']}: {figure['dd']}"
    if len(svgs) != 2:
        yield f"the number of pictures is {len(svgs)}"
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
                    yield f"a picture shows something else: {check.stderr.splitlines()[-1]}"


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "index.html"), encoding="utf-8") as file:
        page = Page(file.read())
    parts = re.findall(r'<figure id="(.*?)".*?</figure>', page.source, re.S)
    if parts != [figure["id"] for figure in page.figures]:
        print("the page cannot be parsed")
    pictures = re.findall(r"<figure .*?</figure>", page.source, re.S)
    for figure, part in zip(page.figures, pictures):
        for fault in faults(figure, folder, re.findall(r"<svg .*?</svg>", part, re.S)):
            print(f"{figure['id']}: {fault}")
    tables = {name for name in os.listdir(folder) if name.endswith(".csv")}
    for name in tables ^ {figure["id"] + ".csv" for figure in page.figures}:
        print(f"{name} has no figure")
    print(len(page.figures), file=sys.stderr)


main()
