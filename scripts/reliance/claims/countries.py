"""Countries and blocs, as the filters define them."""
import re

from reliance.common import nearest, programs, table

BLOC = re.compile(r"[A-Z0-9]+\Z", re.ASCII)


class Countries:
    def __init__(self, filters):
        self.filters = filters
        rows = table.records(filters.output("fetch-normalise", ["--list-countries"]))
        self.kinds = {row["code"]: row["kind"] for row in rows}
        self.names = {row["code"]: row["name"] for row in rows}
        self.known = {row["name"].lower(): row["code"] for row in rows}
        for row in rows:
            self.known.update(dict.fromkeys([row["code"].lower(), *row["numeric"].split()],
                                            row["code"]))
        self.cache = {}  # members by bloc and period

    def find(self, text):
        """The code of a country given by code, number or name, or the name of a bloc; None if it is
        neither."""
        return self.known.get(text.lower()) or (text if self.is_bloc(text) else None)

    def is_country(self, code):
        """False for partners that rank does not rank (such as NES)."""
        return self.kinds.get(code, "country") == "country"

    def is_bloc(self, name):
        return BLOC.match(name) is not None and self.members(name, "2024") is not None

    def members(self, bloc, period):
        """The codes of a bloc's members in a period; None if there is no such bloc."""
        if (bloc, period) not in self.cache:
            data = table.text([("period", "reporter", "code"),
                               *((period, code, code) for code in sorted(self.kinds))])
            status, out, errors = self.filters.run("aggregate", [
                f"--bloc={bloc}", "--by", "period,reporter,code", "--count"], data)
            if status == 1:  # 2 is the answer to an unknown bloc
                programs.check("aggregate", status, errors=errors)
            self.cache[bloc, period] = None if status != 0 else frozenset(
                row["code"] for row in table.records(out) if row["reporter"] == bloc)
        return self.cache[bloc, period]

    def blocs(self):
        """The names of all blocs, from aggregate's message about an unknown one; none if it lists
        none."""
        _, _, errors = self.filters.run("aggregate", ["--bloc=?", "--by", "reporter"],
                                        b"reporter\n")
        listed = re.search(r"there are:? (.*?)(?: \(|$)", errors, re.M)
        return re.split(r",? ", listed[1]) if listed else []

    def nearest(self, text):
        """What was probably meant by the code or name of a country or bloc, or where to look."""
        near = nearest.guess(text, self.blocs()) or nearest.guess_country(text, self.names)
        return f"did you mean '{near}'?" if near else \
            f"see {programs.installed_name('fetch-normalise')} --list-countries"
