"""report: a page on who depends on whom for a basket of commodities. See report --help."""
import itertools
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from html import escape

from reliance.common import messages, programs, signals, stdio, stream
from reliance.plot.chart import readable, use_exact_sums
from reliance.report import chapters, folder, options, page
from reliance.report.source import Source
from reliance.report.survey import Survey

NAMES = ("fetch-normalise", "filter-hs", "aggregate", "share", "rank", "concentration")
OTHER_NAMES = {"OTHERS": "others", "M": "imports", "X": "exports",
               "top1_share_pct": "the largest", "top3_share_pct": "the three largest",
               "value_usd_share_pct": "by value", "net_kg_share_pct": "by weight",
               "rows": "kept", "emitted": "kept", "rejected": "could not be read"}


FLAGS = {"d": "de-duplicated", "e": "weight estimated", "m": "mirrored",
         "n": "partner is no country", "p": "former code", "s": "reporter is partner"}


def told_flags():
    """Each combination of flags in words."""
    return {"".join(some): " and ".join(FLAGS[flag] for flag in some) or "no flag"
            for n in range(len(FLAGS) + 1) for some in itertools.combinations(FLAGS, n)}


class Filters:
    """The filters, and the environment in which a pipeline finds them under their names."""

    def __init__(self):
        self.paths, self.prefix = programs.find(sys.argv[0], NAMES), programs.installed_name("")
        at = os.path.dirname(self.paths["share"])
        self.env = dict(os.environ, LC_ALL="C", PATH=f"{at}:{os.environ.get('PATH', os.defpath)}")

    def output(self, name, *arguments):
        done = subprocess.run([self.paths[name], *arguments], stdout=subprocess.PIPE, check=False)
        if done.returncode != 0:
            raise messages.Failure(f"{programs.installed_name(name)} failed, see above", done.returncode)
        return done.stdout

    def version(self):
        return self.output("share", "--version").decode().split()[-1]

    def countries(self):
        """{code: (name, kind)}"""
        table = stream.read(self.output("fetch-normalise", "--list-countries"), "--list-countries")
        return {row["code"]: (row["name"], row["kind"]) for row in table.records()}

    def baskets(self, asked):
        """Labels and codes of the baskets."""
        table = stream.read(self.output("filter-hs", "--list-baskets"), "--list-baskets")
        known = {row["basket"]: row for row in table.records()}
        for name in asked.split(","):
            if name not in known:
                raise messages.Failure(f"-b {name}: no such basket; there are: "
                                    f"{', '.join(sorted(known))}", 2)
        return [known[name] for name in asked.split(",")]


def members_of(bloc, source):
    """How many members of a bloc reported imports, {year: number}."""
    data, _ = source.run(f"fetch-normalise -q -f M -r {bloc} | "
                         "aggregate --by period,flow --distinct reporter -s value_usd")
    return {row["period"]: int(row["reporter_distinct"])
            for row in stream.read(data, bloc).records()}


def suppliers_of(bloc, source, kinds):
    """The largest suppliers of a bloc from outside."""
    data, _ = source.run(f"aggregate --bloc {bloc} --intra drop --by flow,reporter,partner "
                         f"-s value_usd | rank -g flow,reporter --only reporter={bloc} "
                         "--only flow=M")
    found = [row["partner"] for row in stream.read(data, bloc).records()]
    return [partner for partner in found if kinds.get(partner) == "country"][:chapters.SERIES]


def code_of(who, countries):
    """The code of a country by its code or name."""
    for code, (name, kind) in countries.items():
        if kind == "country" and who.casefold() in (code.casefold(), name.casefold()):
            return code
    raise messages.Failure(f"-r {who}: no country of that code or name; "
                        f"{programs.installed_name('fetch-normalise')} --list-countries has them", 2)


def told_of(basket):
    """A basket in words, with its codes."""
    broken = "" if basket["series"] == "unbroken" else "; the series breaks between editions"
    codes = basket["codes"].replace(" ", ", ")
    return f"{basket['label']} ({basket['basket']}: HS {codes}{broken})"


def made(asked, operands):
    """The page and its tables."""
    filters = Filters()
    countries = filters.countries()
    asked["reporter"] = [code_of(who, countries) for who in asked["reporter"]]
    baskets = filters.baskets(asked["basket"])
    for bloc in asked["bloc"]:
        if not re.fullmatch(r"[A-Z0-9]+", bloc):
            raise messages.Failure(f"--bloc {bloc}: no such bloc; man {programs.installed_name('aggregate')} has "
                                "them", 2)
    source = Source(operands, asked, filters)
    survey = Survey(source, asked["years"], asked["reporter"])
    if asked["mirror"]:
        survey.who = "country told of by others", "countries told of by others"
    told = "; ".join(told_of(basket) for basket in baskets)
    if not asked["mirror"] and not any(survey.years_of("M", r) for r in asked["reporter"]):
        messages.write("no row of imports by these countries; --mirror has what others sold to them")
    book = chapters.Page(survey, asked, countries, told)
    book.names |= OTHER_NAMES | told_flags()
    book.members = {bloc: members_of(bloc, source) for bloc in asked["bloc"]}
    book.outside = {bloc: suppliers_of(bloc, source, book.kinds) for bloc in asked["bloc"]}
    book.dropped, book.read = source.dropped, f"all of {source.name}"
    written = chapters.figures(book)
    figures = [figure for *_, some in written for figure in some]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda figure: figure.run(source, book.names), figures))
    shown = [figure for figure in figures if not figure.lacks]
    tables = {f"{figure.name}.csv": figure.data for figure in shown}
    return page.html(head_of(asked, baskets, book, source), written,
                     foot_of(filters.version())).encode(), tables


def head_of(asked, baskets, book, source):
    title = readable(asked["title"] or "") or (" and ".join(b["label"] for b in baskets) + ": who depends on whom, "
                               f"{asked['period']}")
    lacking = [f"{book.name(r)}: {book.survey.missing('M', r)}"
               for r in asked["reporter"] if book.survey.missing("M", r)]
    return title, [
        f"Basket: {escape(book.basket)}.",
        f"Source: {escape(readable(asked['source'] or source.name))}.",
        coverage_of(asked, lacking),
    ], source.said


def coverage_of(asked, lacking):
    told = escape("; ".join(lacking))
    if asked["mirror"]:
        return ("Mirrored: what a country imported is what others say they sold to it, so a "
                "supplier that has not reported a year is missing in it."
                + (f" Years without a row: {told}." if told else ""))
    return f"Years not in yet: {told or 'of none of these countries'}."


def foot_of(version):
    return [
        "Each pipeline runs in a shell in the folder in which this page was made, and prints the "
        "table beside it.",
        f"Made by reliance-report of reliance {escape(version)}. The terms of UN Comtrade restrict "
        "passing its records on.",
    ]


@signals.exits_cleanly
def main():
    use_exact_sums()
    try:
        asked, operands = options.parse(sys.argv[1:])
        if asked["help"]:
            stdio.write(options.usage().encode())
        elif asked["version"]:
            stdio.write_version(Filters().version())
        else:
            folder.judge(asked["output"])
            folder.fill(asked["output"], *made(asked, operands))
        return 0
    except messages.Failure as error:
        messages.forward(error.stderr)
        messages.write(str(error))
        return error.status
    except OSError as error:
        messages.write(messages.os_error(error))
        return 1
