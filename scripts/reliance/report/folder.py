"""The folder of a report: index.html, and the tables beside it."""
import glob
import os

from reliance.common import atomic
from reliance.common.messages import Failure

GENERATOR = b'<meta name="generator" content="reliance-report">'
PAGE = "index.html"


def check(folder):
    """Fails if the folder exists and holds anything but a report."""
    if not os.path.isdir(folder):
        return
    page = os.path.join(folder, PAGE)
    held = [name for name in os.listdir(folder) if not atomic.NAME.fullmatch(name)]
    if held and not (os.path.isfile(page) and GENERATOR in start_of(page)):
        raise Failure(f"{folder} holds files that are not a report; choose another folder", 2)


def start_of(path):
    with open(path, "rb") as file:
        return file.read(1000)


def fill(folder, page, tables):
    """Writes the tables, {name: bytes}, and the page, as bytes. Removes the tables of an earlier
    report. A report that cannot be written leaves the earlier one, or no folder."""
    # the page first: if this is killed, the next report still finds that the folder is one
    atomic.write_folder(folder, {PAGE: page, **tables})
    for path in glob.glob(os.path.join(glob.escape(folder), "*.csv")):
        if os.path.basename(path) not in tables:
            os.unlink(path)
