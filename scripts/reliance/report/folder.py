"""The folder of a report: index.html and the tables beside it."""
import glob
import os

from reliance.common import atomic, messages

OURS = b'<meta name="generator" content="reliance-report">'


def judge(folder):
    """A folder with other things in it is not ours to fill."""
    if not os.path.isdir(folder):
        return
    page = os.path.join(folder, "index.html")
    if os.listdir(folder) and not (os.path.isfile(page) and OURS in start_of(page)):
        raise messages.Failure(f"{folder}: there are files that are no report; name another folder", 2)


def start_of(path):
    with open(path, "rb") as file:
        return file.read(1000)


def fill(folder, page, tables):
    """Writes the tables, {name: bytes}, and then the page; takes tables away that it had before."""
    os.makedirs(folder, exist_ok=True)
    for path in glob.glob(os.path.join(glob.escape(folder), "*.csv")):
        if os.path.basename(path) not in tables:
            os.unlink(path)
    for name, data in tables.items():
        atomic.write(os.path.join(folder, name), data)
    atomic.write(os.path.join(folder, "index.html"), page)
