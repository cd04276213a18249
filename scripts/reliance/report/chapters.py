"""The chapters of the page: which figures it has, each with its pipeline and what it is of."""
from decimal import Decimal

from reliance.plot import measure
from reliance.report.figure import Figure

BASES = {  # by --mirror
    False: {"M": "imports by value in US dollars, as the source has it (UN Comtrade: CIF)",
            "X": "exports by value in US dollars, as the source has it (UN Comtrade: FOB)"},
    True: {"M": "imports by value in US dollars, as the exporters report them (FOB)",
           "X": "exports by value in US dollars, as the importers report them (UN Comtrade: CIF)"},
}
WEIGHT = "imports by net weight in kilograms, as reported or estimated (see What is missing)"
SERIES = 6  # lines that are told apart at a glance

IMPORTS_WANTED = "There is no row of imports by these countries."
CHAPTERS = (  # its id, its title, why it has no figure if it has none
    ("short", "In short", IMPORTS_WANTED),
    ("buyers", "Who each country buys from, and how that changed", IMPORTS_WANTED),
    ("exporters", "Who exports to the world", "There is no row of exports by a country."),
    ("concentration", "Concentration over time",
     "There is no row of imports by these countries, nor of exports by a country."),
    ("weight", "Value against weight", IMPORTS_WANTED),
    ("blocs", "Blocs", "There is no row of imports by a member of these blocs."),
    ("missing", "What is missing", ""),
)
INTRODUCED = {
    "concentration": "The index adds up the squares of all shares in per cent: 10 000 if one "
                     "supplier has all, 2 500 if four have the same. 10 000 divided by it says how "
                     "many equal suppliers it amounts to.",
}


class Page:
    """What the figures are made of: the survey, the names and the options."""

    def __init__(self, survey, asked, countries, basket):
        self.survey, self.asked, self.basket = survey, asked, basket
        self.names = {code: name for code, (name, _) in countries.items()}
        self.kinds = {code: kind for code, (_, kind) in countries.items()}
        self.exports = f"filter-hs -b {asked['basket']} --where flow=X"  # of rows of the basket
        self.basis = BASES[bool(asked["mirror"])]
        self.reporters = [r for r in asked["reporter"] if survey.years_of("M", r)]
        self.sellers = survey.largest(self.reporters, self.kinds, SERIES)
        self.one_year = len(survey.years_with_rows()) == 1

    def name(self, code):
        return self.names.get(code, code)

    def figure(self, name, title, **how):
        return Figure(name, title=title, basket=self.basket, **how)


    def over_time(self, by=None, **more):
        """How a figure over the years is drawn that has no other one beside it for the last year:
        of one year alone it is bars."""
        if self.one_year:
            return {"kind": "bars", "x": by or "period"} | more
        return {"kind": "lines", "by": by} | more


def parts(reporters):
    """Countries by so many as one picture can have: (to add to its name, to its title, they)."""
    some = [reporters[n:n + SERIES] for n in range(0, len(reporters), SERIES)]
    if len(some) < 2:
        return [("", "", part) for part in some]
    return [(f"-{n}", f" ({n} of {len(some)})", part) for n, part in enumerate(some, 1)]


def only(**columns):
    """--only of share for these columns."""
    return " ".join(f"--only {column}={value}" for column, value in columns.items())


def short(page):
    """What the page comes down to, in a sentence for each country."""
    if not page.reporters:
        return
    last, having = page.survey.last("M", page.reporters)
    yield page.figure(
        f"short-{last}", f"What part the largest suppliers of each country have in {last}",
        rest=f"aggregate -s value_usd | concentration | filter-hs -c reporter --where flow=M "
             f"--where period={last} {','.join(having)} | rank -g period,flow -k top1_share_pct",
        plot={"kind": "bars", "x": "reporter", "y": "top1_share_pct,top3_share_pct"},
        axis="% of each country's imports, by value", basis=page.basis["M"],
        denominator=f"100 % is what a country imported of the basket in {last}, from all partners",
        coverage=page.survey.of_several("M", page.reporters, page.names), tell=in_a_sentence)


def in_a_sentence(row, name):
    """A row of concentration(1)."""
    def told(column):
        return measure.of(column).label(Decimal(row[column]))

    who = name(row["reporter"])
    if not row["top1"]:
        return f"{who}: imports of no value."
    most = (f"{who}: {told('top1_share_pct')} of {told('total')} US dollars came from "
            f"{name(row['top1'])}")
    if row["suppliers"] == "1":
        return f"{most}, the only supplier."
    return (f"{most}, {told('top3_share_pct')} from the three largest of {told('suppliers')} "
            f"suppliers, who amount to {told('effective_suppliers')} equal ones.")


def buyers(page):
    """Two figures for each country, and one on all of them."""
    for reporter in page.reporters:
        who, name = reporter, page.name(reporter)
        partners = page.survey.largest([who], page.kinds, SERIES)
        if not partners:
            continue
        year = page.survey.years_of("M", who)[-1]
        about = {"basis": page.basis["M"], "coverage": page.survey.of_one("M", who, name),
                 "denominator": "100 % is what this country imported of the basket in that year, "
                                "from all partners, those that are no country among them"}
        yield page.figure(
            f"buys-{who}", f"{name}: its largest suppliers, year by year",
            rest="aggregate -s value_usd | share "
                 + only(flow="M", reporter=who, partner=",".join(partners)),
            plot={"kind": "lines", "by": "partner"}, lead=page.sellers,
            axis=f"% of the imports of {name}, by value",
            **about)
        yield page.figure(
            f"buys-{who}-{year}", f"{name}: who supplied it in {year}",
            rest="aggregate -s value_usd | share " + only(flow="M", reporter=who, period=year)
                 + " | rank --top 5 --others --unranked partner=nes",
            plot={"kind": "bars", "x": "partner"}, axis=f"% of the imports of {name}, by value",
            **about)
    yield from change(page)


def change(page):
    """By how much the part of the one supplier that matters most has changed."""
    reporters, survey = page.reporters, page.survey
    supplier = page.sellers[:1]
    if not supplier:
        return
    name = page.name(supplier[0])
    last, having = survey.last("M", reporters)
    first = survey.first("M", having)
    if first in (None, last):
        return
    yield page.figure(
        "change", f"{name}'s part of what each country imports: the change from {first} to {last}",
        rest=f"aggregate -s value_usd | share --change {first} "
             + only(flow="M", partner=supplier[0], period=last, reporter=",".join(having)),
        plot={"kind": "bars", "x": "reporter", "y": "change_pp"},
        axis=f"percentage points of each country's imports, {first} to {last}",
        basis=page.basis["M"],
        denominator="100 % is what a country imported of the basket in a year, from all partners",
        coverage=survey.of_several("M", reporters, page.names))


def exporters(page):
    survey, largest = page.survey, page.survey.exporters(page.kinds, SERIES)
    if not largest:
        return
    about = {"basis": page.basis["X"],
             "denominator": "100 % is the exports of the basket by all that reported that year"}
    fold = "aggregate --by period,flow,reporter -s value_usd"
    last = max(y for y in survey.years if survey.count("X", y))
    yield page.figure(
        "exporters", "The largest exporters, year by year",
        rest=f"{fold} | share " + only(flow="X", reporter=",".join(largest)),
        plot={"kind": "lines", "by": "reporter"}, lead=page.sellers,
        axis="% of all reported exports, by value",
        coverage=survey.of_all("X"), **about)
    yield page.figure(
        "exporters-throughout", "The same, of those alone that reported in every year",
        rest=f"{page.exports} | {fold} --balanced reporter | share "
             + only(reporter=",".join(largest)),
        plot={"kind": "lines", "by": "reporter"}, lead=page.sellers,
        axis="% of their exports, by value",
        basis=page.basis["X"],
        denominator="100 % is the exports of the basket by those that reported in every year, so "
                    "none comes or goes",
        coverage=survey.of_all("X"))
    yield page.figure(
        f"exporters-{last}", f"Who exported in {last}",
        rest=f"{fold} | share " + only(flow="X", period=last) + " | rank --top 7 --others",
        plot={"kind": "bars", "x": "reporter"}, axis="% of all reported exports, by value",
        coverage=survey.of_all("X", last), **about)


def concentration(page):
    survey = page.survey
    for name, of, some in parts(page.reporters):
        yield page.figure(
            f"concentration{name}", f"On how few suppliers each country depends{of}",
            rest="aggregate -s value_usd | concentration | filter-hs -c reporter --where flow=M "
                 + ",".join(some),
            plot=page.over_time("reporter", y="hhi"), lead=some,
            axis="Herfindahl-Hirschman index of suppliers: 0 is many, 10 000 is one",
            basis=page.basis["M"],
            denominator="shares are of what a country imported of the basket in that year, from "
                        "all partners", coverage=survey.of_several("M", some, page.names))
    if survey.exporters(page.kinds, 1):
        yield page.figure(
            "concentration-exports", "On how few exporters the world depends",
            rest=f"{page.exports} | aggregate --by period,flow,reporter -s value_usd | "
                 "concentration",
            plot=page.over_time(y="hhi"),
            axis="Herfindahl-Hirschman index of exporters: 0 is many, 10 000 is one",
            basis=page.basis["X"],
            denominator="shares are of the exports of the basket by all that reported that year",
            coverage=survey.of_all("X"))


def weight(page):
    """The same question by value and by weight."""
    survey, reporters = page.survey, page.reporters
    supplier = page.sellers[:1]
    if not supplier:
        return
    supplier_name = page.name(supplier[0])
    last, having = survey.last("M", reporters)
    both = "aggregate --complete | share -c value_usd -c net_kg "
    yield page.figure(
        f"weight-{last}", f"{supplier_name}'s part of what each country imported in {last}, by "
                          "value and by weight",
        rest=both + only(flow="M", partner=supplier[0], period=last, reporter=",".join(having)),
        plot={"kind": "bars", "x": "reporter", "y": "value_usd_share_pct,net_kg_share_pct"},
        axis="% of each country's imports", basis=f"{page.basis['M']}; {WEIGHT}",
        denominator="100 % is what a country imported of the basket in that year: by weight from "
                    "those partners alone of which every row has a weight",
        coverage=survey.of_several("M", reporters, page.names))
    for name, of, some in parts(reporters):
        yield page.figure(
            f"weight{name}",
            f"{supplier_name}'s part of what each country imports, by weight, year by year{of}",
            rest="aggregate --complete | share -c net_kg "
                 + only(flow="M", partner=supplier[0], reporter=",".join(some)),
            plot={"kind": "lines", "by": "reporter"}, lead=some,
            axis="% of each country's imports, by weight",
            basis=WEIGHT,
            denominator="100 % is what a country imported of the basket in that year from those "
                        "partners of which every row has a weight",
            coverage=survey.of_several("M", some, page.names))


def blocs(page):
    for bloc in page.asked["bloc"]:
        years = sorted({y for (flow, _), of in page.survey.reported.items() if flow == "M"
                        for y in of})
        if not years:
            return
        members = page.members[bloc]
        if not members:
            continue
        counts = ", ".join(f"{members.get(y, 0)} in {y}" for y in (years[0], years[-1]))
        about = {"basis": page.basis["M"],
                 "coverage": f"members of {bloc} that have rows of imports: {counts}",
                 "denominator": f"100 % is what {bloc} imported of the basket from outside in that "
                                "year; trade between members is left out"}
        fold = f"aggregate --bloc {bloc} --intra drop -s value_usd | share "
        yield page.figure(
            f"bloc-{bloc}", f"{bloc} as one buyer: its largest suppliers, year by year",
            rest=fold + only(flow="M", reporter=bloc, partner=",".join(page.outside[bloc])),
            plot={"kind": "lines", "by": "partner"}, lead=page.sellers,
            axis=f"% of the imports of {bloc}, by value",
            **about)
        yield page.figure(
            f"bloc-{bloc}-{years[-1]}", f"{bloc} as one buyer: who supplied it in {years[-1]}",
            rest=fold + only(flow="M", reporter=bloc, period=years[-1])
                 + " | rank --top 5 --others --unranked partner=nes",
            plot={"kind": "bars", "x": "partner"}, axis=f"% of the imports of {bloc}, by value",
            **about)


# A weight is estimated (flag e), missing, or as it was reported. The mark of a filter that failed
# passes as it is.
STATE = ("awk -F, -v OFS=, '/^!/ { print; next } "
         "{ $9 = NR == 1 ? \"weight\" : $9 ~ /e/ ? \"estimated\" : $8 == \"\" ? \"missing\" : "
         "\"reported\" } 1'")


def missing(page):
    survey, reporters = page.survey, page.reporters
    yield page.figure(
        "reporters", "How many countries reported",
        rest="aggregate --by period,flow --distinct reporter -s value_usd",
        plot=page.over_time("flow", y="reporter_distinct"),
        axis="countries with a row of the basket", basis="countries, counted",
        denominator="none: a number of countries",
        coverage=f"imports: {survey.of_all('M')}; exports: {survey.of_all('X')}")
    for name, of, some in parts(reporters):
        yield page.figure(
            f"rows{name}", f"Rows of imports{of}",
            rest="aggregate --by period,flow,reporter -s value_usd --count | "
                 "filter-hs -c reporter --where flow=M " + ",".join(some),
            plot=page.over_time("reporter", y="count"), lead=some, axis="rows of the basket",
            basis="rows, counted: one for each partner and code",
            denominator="none: a number of rows", coverage=survey.of_several("M", some, page.names))
    yield from weights(page)
    yield page.figure(
        "flags", "What is told of the rows",
        rest="aggregate --by flags --across-flows -s value_usd --count",
        plot={"kind": "bars", "x": "flags", "y": "count"}, axis="rows of the basket",
        basis="rows of imports and exports, counted, by their flags",
        denominator="none: a number of rows",
        coverage=f"imports: {survey.of_all('M')}; exports: {survey.of_all('X')}")
    pipeline, measures = page.dropped
    yield page.figure(
        "dropped", "What became of the rows that were read: the guards drop those that would count "
                   "a dollar twice", alone=pipeline, plot={"kind": "bars", "y": measures},
        axis="rows", basis="rows of all commodities and flows that were read, before the basket "
                           "was taken", denominator="none: a number of rows", coverage=page.read)


def weights(page):
    """How much of the weights is estimated, and how much is not there."""
    survey, reporters = page.survey, page.reporters
    yield page.figure(
        "weights", "Imports whose weight is estimated or missing, all reporters",
        rest=f"{STATE} | aggregate --by period,flow,weight -s value_usd | share -g period,flow "
             + only(flow="M", weight="estimated,missing"),
        plot=page.over_time("weight"), axis="% of the value of all imports",
        basis=f"{page.basis['M']}, of rows by the state of their weight",
        denominator="100 % is the imports of the basket by all that reported that year",
        coverage=survey.of_all("M"))
    if not reporters:
        return
    last, having = survey.last("M", reporters)
    yield page.figure(
        f"weights-{last}", f"Imports whose weight is estimated or missing, {last}",
        rest=f"{STATE} | aggregate --by period,flow,reporter,weight -s value_usd | "
             "share -g period,flow,reporter "
             + only(flow="M", period=last, weight="estimated,missing", reporter=",".join(having)),
        plot={"kind": "bars", "x": "reporter", "by": "weight"},
        axis="% of the value of each country's imports",
        basis=f"{page.basis['M']}, of rows by the state of their weight",
        denominator="100 % is what a country imported of the basket in that year",
        coverage=survey.of_several("M", having, page.names))


def figures(page):
    """(id, title, paragraph, figures) of each chapter."""
    makers = (short, buyers, exporters, concentration, weight, blocs, missing)
    made = [[figure for figure in maker(page) if not page.one_year or figure.kind != "lines"]
            for maker in makers]
    return [(name, title, INTRODUCED.get(name, "") if some else why, some)
            for (name, title, why), some in zip(CHAPTERS, made)]
