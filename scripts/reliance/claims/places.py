"""Countries and blocs, as the filters know them."""
import re

from reliance.common import programs, table

BLOC = re.compile(r"[A-Z0-9]+\Z", re.ASCII)


class Places:
    def __init__(self, tools):
        self.tools = tools
        rows = table.records(tools.answer("fetch-normalise", ["--list-countries"]))
        self.kinds = {row["code"]: row["kind"] for row in rows}
        self.known = {row["name"].lower(): row["code"] for row in rows}
        for row in rows:
            self.known.update(dict.fromkeys([row["code"].lower(), *row["numeric"].split()],
                                            row["code"]))
        self.names = {row["code"]: row["name"] for row in rows}
        self.asked = {}

    def find(self, text):
        """A country's code, by code, number or name, or a bloc's name; None if it is neither."""
        return self.known.get(text.lower()) or (text if self.is_bloc(text) else None)

    def is_country(self, code):
        """Partners that are no country take no place in a ranking."""
        return self.kinds.get(code, "country") == "country"

    def is_bloc(self, name):
        return BLOC.match(name) is not None and self.members(name, "2024") is not None

    def members(self, bloc, period):
        """Who belongs to a bloc in a period, as aggregate has it; None if there is no such bloc."""
        if (bloc, period) not in self.asked:
            data = table.text([("period", "reporter", "code"),
                               *((period, code, code) for code in sorted(self.kinds))])
            status, out, _ = self.tools.ask("aggregate", [
                f"--bloc={bloc}", "--by", "period,reporter,code", "--count"], data)
            self.asked[bloc, period] = None if status != 0 else frozenset(
                row["code"] for row in table.records(out) if row["reporter"] == bloc)
        return self.asked[bloc, period]

    def blocs(self):
        """The names of all blocs, out of the words that aggregate has for a bloc that is none."""
        _, _, said = self.tools.ask("aggregate", ["--bloc=?", "--by", "reporter"], b"reporter\n")
        listed = re.search(r"there are:? (.*?)(?: \(|$)", said, re.M)
        return listed[1] if listed else f"see {programs.installed_name('aggregate')}(1)"
