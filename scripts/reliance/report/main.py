"""report: writes a page on who depends on whom for a basket of commodities. See report --help."""
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from html import escape

from reliance.common import messages, nearest, programs, stream
from reliance.common.messages import Failure
from reliance.common.program import has_informed, program
from reliance.common.programs import installed_name
from reliance.plot.chart import readable, use_exact_sums
from reliance.report import chapters, folder, page
from reliance.report.content import SERIES, Page
from reliance.report.filters import Filters
from reliance.report.options import parse, usage
from reliance.report.source import Source
from reliance.report.survey import Survey


def members_of(bloc, source):
    """{year: number of members of a bloc that reported imports}"""
    data, _ = source.run(f"fetch-normalise -q -f M -r {bloc} | "
                         "aggregate --by period,flow --distinct reporter -s value_usd")
    return {row["period"]: int(row["reporter_distinct"])
            for row in stream.read(data, bloc).records()}


def suppliers_of(bloc, source, countries):
    """The codes of the largest suppliers of a bloc from outside."""
    data, _ = source.run(f"aggregate --bloc {bloc} --intra drop --by flow,reporter,partner "
                         f"-s value_usd | rank -g flow,reporter --only reporter={bloc} "
                         "--only flow=M")
    partners = [row["partner"] for row in stream.read(data, bloc).records()]
    return [partner for partner in partners
            if countries.get(partner, ("", ""))[1] == "country"][:SERIES]


def code_of(who, countries):
    """The code of a country by its code or name, in any case."""
    for code, (name, kind) in countries.items():
        if kind == "country" and who.casefold() in (code.casefold(), name.casefold()):
            return code
    near = nearest.guess_country(who, {code: name for code, (name, kind) in countries.items()
                                       if kind == "country"})
    raise Failure(f"-r {who}: no country has that code or name; "
                  + (f"did you mean '{near}'?" if near else
                     f"see {installed_name('fetch-normalise')} --list-countries"), 2)


def check_bloc(name):
    if not re.fullmatch(r"[A-Z0-9]+", name):
        raise Failure(f"--bloc {name}: no such bloc; see man {installed_name('aggregate')}", 2)


def describe(basket):
    """A basket with its codes, in words."""
    series = basket["series"]
    broken = "" if series == "unbroken" else \
        f"; the goods are the same in the editions {series.split()[1]}" if " " in series else \
        "; the series breaks between editions"
    codes = basket["codes"].replace(" ", ", ")
    return f"{basket['label']} ({basket['basket']}: HS {codes}{broken})"


def build(options, operands):
    """(the page as bytes, its tables as {file name: bytes})"""
    filters = Filters()
    countries = filters.countries()
    options["reporter"] = [code_of(who, countries) for who in options["reporter"]]
    baskets = filters.baskets(options["basket"])
    for bloc in options["bloc"]:
        check_bloc(bloc)
    source = Source(operands, options, filters)
    survey = Survey(source, options["years"], options["reporter"], options["mirror"])
    if not options["mirror"] and not any(survey.years_of("M", r) for r in options["reporter"]):
        messages.write("there are no rows of imports by these countries; --mirror uses what their "
                       "partners report as exports to them")
    blocs = {bloc: (members_of(bloc, source), suppliers_of(bloc, source, countries))
             for bloc in options["bloc"]}
    content = Page(survey, options, countries, "; ".join(map(describe, baskets)), blocs, source)
    written = chapters.chapters(content)
    figures = [figure for *_, some in written for figure in some]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda figure: figure.run(source, content.names), figures))
    source.check_release()
    tables = {f"{figure.name}.csv": figure.data for figure in figures if not figure.omitted}
    text = page.html(head_of(options, baskets, content, source), written,
                     foot_of(programs.version(sys.argv[0])))
    return text.encode(), tables


def head_of(options, baskets, content, source):
    """(title, paragraphs, messages of the filters) of the page."""
    title = readable(options["title"] or "") or (
        f"{' and '.join(basket['label'] for basket in baskets)}: who depends on whom, "
        f"{options['period']}")
    missing = [f"{content.name(r)} {content.survey.missing_years('M', r)}"
               for r in options["reporter"] if content.survey.missing_years("M", r)]
    return title, [
        f"Basket: {escape(content.basket)}.",
        f"Source: {escape(readable(options['source'] or source.name))}.",
        coverage(options["mirror"], escape("; ".join(missing))),
    ], source.messages


def coverage(mirror, missing):
    """A paragraph on the years without rows of imports."""
    if mirror:
        return ("Mirrored: a country's imports are the exports to it that its partners report, so "
                "they lack each partner that has not reported the year."
                + (f" Years without rows of imports: {missing}." if missing else ""))
    return f"Years without rows of imports: {missing or 'none'}."


def foot_of(version):
    return [
        "Each pipeline runs in a shell in the folder in which this page was made, and prints the "
        "table above it.",
        f"Made by reliance-report (reliance {escape(version)}). The terms of UN Comtrade restrict "
        "the redistribution of its records.",
    ]


@program
def main(arguments):
    """Runs report."""
    use_exact_sums()
    options, operands = parse(arguments)
    if not has_informed(options, usage):
        folder.check(options["output"])
        folder.fill(options["output"], *build(options, operands))
