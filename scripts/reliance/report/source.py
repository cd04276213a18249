"""Where the rows come from: a store of refresh, or files in any layout. What is done here is the
first part of every pipeline of the page, and runs once."""
import os
import re
import shlex
import subprocess
import tempfile
import threading

from reliance.common import fetch_options, messages, signals, stream
from reliance.report.options import OF_NORMALISE


class Source:
    """The rows of the basket, and pipelines on them.

    first    the beginning of every pipeline, as text: it prints the rows of the basket
    said     what its filters said
    dropped  the pipeline that counts what the guards dropped, and its measures
    name     what the page calls it"""

    def __init__(self, operands, asked, filters):
        self.env, self.prefix = filters.env, filters.prefix
        n = self.prefix  # of the names of the filters
        basket, period = shlex.quote(asked["basket"]), asked["period"]
        if len(operands) == 1 and os.path.isdir(operands[0]):
            self.first = (f"{n}filter-hs -b {basket} --where period={period} "
                          f"{shlex.quote(operands[0].rstrip('/') or '/')}/trade/*.csv.gz")
            self.dropped = of_store(operands[0], n)
            self.name = ("a store of reliance-refresh, "
                         f"{os.path.basename(os.path.abspath(operands[0]))}")
        else:
            for name in operands:
                if os.path.isdir(name):
                    raise messages.Failure(f"{name} is a folder; one STORE, or files", 2)
            names = " ".join(shlex.quote(name if name[0] != "-" else f"./{name}")
                             for name in operands)
            own = shlex.join(["-q", *fetch_options.arguments(asked, OF_NORMALISE), "-y", period])
            self.first = (f"{n}fetch-normalise {own} {names} |\n"
                          f"{n}filter-hs -b {basket}")
            self.dropped = (f"{n}fetch-normalise {own} --report /dev/fd/3 {names} "
                            f"3>&1 >/dev/null |\n{n}aggregate --by reason -s rows", "rows")
            self.name = ", ".join(os.path.basename(name) for name in operands[:5])
            if len(operands) > 5:
                self.name += f" and {len(operands) - 5} more"
        self.rows = tempfile.NamedTemporaryFile(prefix="report.")
        self.begun, self.lock = {}, threading.Lock()
        self.said = self.shell(self.first, None, self.rows)

    def shell(self, pipeline, rows, out):
        """Runs a pipeline, and returns what its filters said, as lines."""
        with tempfile.TemporaryFile() as said:
            with signals.process_group(["/bin/sh", "-c", pipeline], env=self.env, stdout=out, stderr=said,
                            stdin=subprocess.DEVNULL if rows is None else rows) as done:
                done.wait()
            said.seek(0)
            lines = said.read().decode(errors="replace").splitlines()
        if done.returncode != 0:
            raise messages.Failure(f"status {done.returncode} of: {pipeline}", done.returncode
                                if done.returncode == 2 else 1, "".join(f"{l}\n" for l in lines))
        return lines

    def named(self, rest):
        """The rest of a pipeline, with the filters under the names that they have here."""
        return re.sub(r"(^|\| )(?=[a-z-]+)(?!awk)", rf"\1{self.prefix}", rest)

    def run(self, rest):
        """What `first | rest` prints, and what the filters of rest said. Several may run at a time.
        Many begin with the same filter, which runs once for all of them."""
        begin, _, end = rest.partition(" | ")
        with self.lock:
            if begin not in self.begun:
                self.begun[begin] = self.keep(begin, self.rows)
        kept, said = self.begun[begin]
        if end:
            kept, more = self.keep(end, kept)
            said = said + more
        with open(kept.name, "rb") as file:
            return file.read(), list(said)

    def keep(self, pipeline, rows):
        """What a pipeline makes of a kept file, in another one, and what its filters said."""
        out = tempfile.NamedTemporaryFile(prefix="report.")
        with open(rows.name, "rb") as file:
            return out, self.shell(self.named(pipeline), file, out)

    def run_alone(self, pipeline):
        """The same of a whole pipeline that has another beginning."""
        with tempfile.TemporaryFile() as out:
            said = self.shell(pipeline, None, out)
            out.seek(0)
            return out.read(), said


def of_store(store, prefix):
    """What the guards dropped when a store was made, which its manifest has."""
    path = os.path.join(store, "manifest.csv")
    try:
        with open(path, "rb") as file:
            table = stream.read(file.read(), path)
    except FileNotFoundError as error:
        raise messages.Failure(f"{store}: no manifest.csv, so this is no store of reliance-refresh; "
                            "name the files of a folder", 2) from error
    reasons = [name for name in table.columns if name[:1] == "G" and name[1:2].isdigit()]
    columns = ",".join(["rows", *reasons, "rejected"])
    return f"{prefix}aggregate --by version -s {columns} {shlex.quote(path)}", columns
