"""The chapters of the page: their figures, each with its pipeline and its definitions."""
from decimal import Decimal

from reliance.common.messages import plural
from reliance.plot import measure
from reliance.report.figure import Figure
from reliance.report.names import LABELS, flag_labels, with_article

BASES = {  # by --mirror
    False: {"M": "imports by value in US dollars, as in the source (UN Comtrade: CIF)",
            "X": "exports by value in US dollars, as in the source (UN Comtrade: FOB)"},
    True: {"M": "imports by value in US dollars, as the exporters report them (FOB)",
           "X": "exports by value in US dollars, as the importers report them (UN Comtrade: CIF)"},
}
WEIGHT = "imports by net weight in kilograms, as reported or estimated (see What is missing)"
OF_EXPORTS = "100 % is all reported exports of the basket in that year"
OF_ROWS = "none: a number of rows"
SERIES = 6  # lines that can be distinguished at a glance

NO_IMPORTS = "There are no rows of imports by these countries."
CHAPTERS = (  # id, title, the text if there are no figures
    ("short", "In short", NO_IMPORTS),
    ("buyers", "Who each country buys from, and how that changed", NO_IMPORTS),
    ("exporters", "Who exports to the world", "There are no rows of exports by countries."),
    ("concentration", "Concentration over time",
     "There are no rows of imports by these countries, and none of exports by countries."),
    ("weight", "Value against weight", NO_IMPORTS),
    ("blocs", "Blocs", "There are no rows of imports by members of these blocs."),
    ("missing", "What is missing", ""),
)
INTRODUCTIONS = {
    "concentration": "The Herfindahl-Hirschman index (HHI) is the sum of the squares of all "
                     "shares in per cent: 10 000 for one supplier, 2 500 for four suppliers with "
                     "equal shares. 10 000 divided by the index is the number of equal suppliers "
                     "with the same concentration.",
}


class Page:
    """What the figures are made of.

    survey, options  see survey.py and options.py
    basket           the basket in words
    names, kinds     {code: name} of countries and labels, {code: kind} of countries
    blocs            {bloc: ({year: number of members with imports}, largest suppliers)}
    dropped, input   the pipeline of what the guards dropped with its measures, the source in words
    reporters        those of --reporter with rows of imports
    sellers          the largest suppliers of all of them"""

    def __init__(self, survey, options, countries, basket, blocs, source):
        self.survey, self.options, self.basket, self.blocs = survey, options, basket, blocs
        self.dropped, self.input = source.dropped, source.name
        self.names = {code: name for code, (name, _) in countries.items()} | LABELS | flag_labels()
        self.kinds = {code: kind for code, (_, kind) in countries.items()}
        self.exports = f"filter-hs -b {options['basket']} --where flow=X"  # of rows of the basket
        self.basis = BASES[bool(options["mirror"])]
        self.reporters = [r for r in options["reporter"] if survey.years_of("M", r)]
        self.sellers = survey.largest_suppliers(self.reporters, self.kinds, SERIES)
        self.one_year = len(survey.years_with_rows()) == 1

    def name(self, code):
        return self.names.get(code, code)

    def name_in_text(self, code):
        return with_article(self.name(code))

    def figure(self, name, title, **rest):
        return Figure(name, title=title, basket=self.basket, **rest)

    def coverage(self, reporters):
        """The coverage of imports by several reporters."""
        return self.survey.coverage_of_several("M", reporters, self.names)

    def coverage_of_both(self):
        """The coverage of imports and exports by all reporters."""
        return (f"imports: {self.survey.coverage_of_all('M')}; "
                f"exports: {self.survey.coverage_of_all('X')}")

    def over_time(self, by=None, **more):
        """The options of plot for a figure along the years; if there is only one year, bars."""
        if self.one_year:
            return {"kind": "bars", "x": by or "period"} | more
        return {"kind": "lines", "by": by} | more


def parts(reporters):
    """The reporters in groups that fit into one picture: (suffix of its name, suffix of its title,
    group)."""
    groups = [reporters[n:n + SERIES] for n in range(0, len(reporters), SERIES)]
    if len(groups) < 2:
        return [("", "", group) for group in groups]
    return [(f"-{n}", f" ({n} of {len(groups)})", group) for n, group in enumerate(groups, 1)]


def only(**columns):
    """The --only options of share for these columns."""
    return " ".join(f"--only {column}={value}" for column, value in columns.items())


def short(page):
    """A summary: one sentence for each country."""
    if not page.reporters:
        return
    last, reporting = page.survey.last("M", page.reporters)
    yield page.figure(
        f"short-{last}", f"The shares of the largest suppliers of each country in {last}",
        rest=f"aggregate -s value_usd | concentration | filter-hs -c reporter --where flow=M "
             f"--where period={last} {','.join(reporting)} | rank -g period,flow -k top1_share_pct",
        plot={"kind": "bars", "x": "reporter", "y": "top1_share_pct,top3_share_pct"},
        axis="% of each country's imports, by value", basis=page.basis["M"],
        denominator=f"100 % is a country's imports of the basket in {last} from all partners",
        coverage=page.coverage(page.reporters), sentence=summary)


def summary(row, name):
    """A row of concentration(1) in words; name is a function that names codes."""
    def label(column):
        return measure.of(column).label(Decimal(row[column]))

    reporter, suppliers = name(row["reporter"]), int(row["suppliers"])
    if not row["top1"]:
        return f"{reporter}: the imports have no value."
    largest = (f"{reporter}: {label('top1_share_pct')} of {label('total')} US dollars came from "
               f"{with_article(name(row['top1']))}")
    if suppliers == 1:
        return f"{largest}, the only supplier."
    others = plural(suppliers - 1, "other supplier")
    rest = (f"the rest from {others}" if suppliers <= 3 else
            f"{label('top3_share_pct')} from the three largest of {label('suppliers')} suppliers")
    return (f"{largest}, {rest}; as concentrated as {label('effective_suppliers')} equal "
            "suppliers.")


def buyers(page):
    """Two figures for each country, and one of all countries."""
    for reporter in page.reporters:
        partners = page.survey.largest_suppliers([reporter], page.kinds, SERIES)
        if not partners:
            continue
        name, year = page.name(reporter), page.survey.years_of("M", reporter)[-1]
        about = {"basis": page.basis["M"],
                 "coverage": page.survey.coverage_of_one("M", reporter, name),
                 "axis": f"% of the imports of {with_article(name)}, by value",
                 "denominator": "100 % is this country's imports of the basket in that year from "
                                "all partners, including those that are not countries"}
        yield page.figure(
            f"buys-{reporter}", f"{name}: its largest suppliers, year by year",
            rest="aggregate -s value_usd | share "
                 + only(flow="M", reporter=reporter, partner=",".join(partners)),
            plot={"kind": "lines", "by": "partner"}, lead=page.sellers, **about)
        yield page.figure(
            f"buys-{reporter}-{year}", f"{name}: its suppliers in {year}",
            rest="aggregate -s value_usd | share "
                 + only(flow="M", reporter=reporter, period=year)
                 + " | rank --top 5 --others --unranked partner=nes",
            plot={"kind": "bars", "x": "partner"}, **about)
    yield from change(page)


def change(page):
    """The change of the share of the largest supplier of all countries together."""
    supplier = page.sellers[:1]
    if not supplier:
        return
    last, reporting = page.survey.last("M", page.reporters)
    first = page.survey.first("M", reporting)
    if first in (None, last):
        return
    yield page.figure(
        "change", f"The share of {page.name_in_text(supplier[0])} in each country's imports: "
                  f"change from {first} to {last}",
        rest=f"aggregate -s value_usd | share --change {first} "
             + only(flow="M", partner=supplier[0], period=last, reporter=",".join(reporting)),
        plot={"kind": "bars", "x": "reporter", "y": "change_pp"},
        axis=f"percentage points of each country's imports, {first} to {last}",
        basis=page.basis["M"],
        denominator="100 % is a country's imports of the basket in a year from all partners",
        coverage=page.coverage(page.reporters))


def exporters(page):
    """All exporters, those that reported in every year, and those of the last year."""
    survey, largest = page.survey, page.survey.largest_exporters(page.kinds, SERIES)
    if not largest:
        return
    about = {"basis": page.basis["X"], "denominator": OF_EXPORTS}
    fold = "aggregate --by period,flow,reporter -s value_usd"
    last = max(y for y in survey.years if survey.count("X", y))
    yield page.figure(
        "exporters", "The largest exporters, year by year",
        rest=f"{fold} | share " + only(flow="X", reporter=",".join(largest)),
        plot={"kind": "lines", "by": "reporter"}, lead=page.sellers,
        axis="% of all reported exports, by value",
        coverage=survey.coverage_of_all("X"), **about)
    yield page.figure(
        "exporters-throughout", "The largest of the exporters that reported in every year",
        rest=f"{page.exports} | {fold} --balanced reporter | share "
             + only(reporter=",".join(largest)),
        plot={"kind": "lines", "by": "reporter"}, lead=page.sellers,
        axis="% of the exports of these countries, by value",
        basis=page.basis["X"],
        denominator="100 % is the exports of the basket by the countries that reported in every "
                    "year, so late reporters cause no change",
        coverage=survey.coverage_of_all("X"))
    yield page.figure(
        f"exporters-{last}", f"The exporters in {last}",
        rest=f"{fold} | share " + only(flow="X", period=last) + " | rank --top 7 --others",
        plot={"kind": "bars", "x": "reporter"}, axis="% of all reported exports, by value",
        coverage=survey.coverage_of_all("X", last), **about)


def concentration(page):
    """The index of the suppliers of each country, and of all exporters."""
    survey = page.survey
    for suffix, part, group in parts(page.reporters):
        yield page.figure(
            f"concentration{suffix}", f"The concentration of each country's suppliers{part}",
            rest="aggregate -s value_usd | concentration | filter-hs -c reporter --where flow=M "
                 + ",".join(group),
            plot=page.over_time("reporter", y="hhi"), lead=group,
            axis="HHI of suppliers: 10 000 is one supplier",
            basis=page.basis["M"],
            denominator="shares are of a country's imports of the basket in that year from all "
                        "partners", coverage=page.coverage(group))
    if survey.largest_exporters(page.kinds, 1):
        yield page.figure(
            "concentration-exports", "The concentration of the world's exporters",
            rest=f"{page.exports} | aggregate --by period,flow,reporter -s value_usd | "
                 "concentration",
            plot=page.over_time(y="hhi"),
            axis="HHI of exporters: 10 000 is one exporter",
            basis=page.basis["X"],
            denominator="shares are of all reported exports of the basket in that year",
            coverage=survey.coverage_of_all("X"))


def weight(page):
    """The share of the largest supplier by value and by weight."""
    supplier = page.sellers[:1]
    if not supplier:
        return
    name = page.name_in_text(supplier[0])
    last, reporting = page.survey.last("M", page.reporters)
    yield page.figure(
        f"weight-{last}", f"The share of {name} in each country's imports in {last}, by value and "
                          "by weight",
        rest="aggregate --complete | share -c value_usd -c net_kg "
             + only(flow="M", partner=supplier[0], period=last, reporter=",".join(reporting)),
        plot={"kind": "bars", "x": "reporter", "y": "value_usd_share_pct,net_kg_share_pct"},
        axis="% of each country's imports", basis=f"{page.basis['M']}; {WEIGHT}",
        denominator="100 % is a country's imports of the basket in that year; by weight, only from "
                    "the partners whose rows all have a weight",
        coverage=page.coverage(page.reporters))
    for suffix, part, group in parts(page.reporters):
        yield page.figure(
            f"weight{suffix}",
            f"The share of {name} in each country's imports, by weight, year by year{part}",
            rest="aggregate --complete | share -c net_kg "
                 + only(flow="M", partner=supplier[0], reporter=",".join(group)),
            plot={"kind": "lines", "by": "reporter"}, lead=group,
            axis="% of each country's imports, by weight",
            basis=WEIGHT,
            denominator="100 % is a country's imports of the basket in that year from the partners "
                        "whose rows all have a weight",
            coverage=page.coverage(group))


def blocs(page):
    """Two figures for each bloc with members that reported imports."""
    years = sorted({year for (flow, _), of in page.survey.reported.items() if flow == "M"
                    for year in of})
    if not years:
        return
    for bloc, (members, suppliers) in page.blocs.items():
        if not members:
            continue
        name = with_article(bloc)
        counts = ", ".join(f"{members.get(year, 0)} in {year}"
                           for year in dict.fromkeys((years[0], years[-1])))
        about = {"basis": page.basis["M"],
                 "coverage": f"members of {name} with rows of imports: {counts}",
                 "axis": f"% of the imports of {name}, by value",
                 "denominator": f"100 % is the imports of the basket by {name} from outside in "
                                "that year; trade between members is left out"}
        fold = f"aggregate --bloc {bloc} --intra drop -s value_usd | share "
        yield page.figure(
            f"bloc-{bloc}", f"{bloc} as one buyer: its largest suppliers, year by year",
            rest=fold + only(flow="M", reporter=bloc, partner=",".join(suppliers)),
            plot={"kind": "lines", "by": "partner"}, lead=page.sellers, **about)
        yield page.figure(
            f"bloc-{bloc}-{years[-1]}", f"{bloc} as one buyer: its suppliers in {years[-1]}",
            rest=fold + only(flow="M", reporter=bloc, period=years[-1])
                 + " | rank --top 5 --others --unranked partner=nes",
            plot={"kind": "bars", "x": "partner"}, **about)


def missing(page):
    """The numbers of reporters and of rows, the state of the weights, the flags, and the rows that
    the guards dropped."""
    yield page.figure(
        "reporters", "The number of countries with rows",
        rest="aggregate --by period,flow --distinct reporter -s value_usd",
        plot=page.over_time("flow", y="reporter_distinct"),
        axis="countries with rows of the basket", basis="a count of countries",
        denominator="none: a number of countries", coverage=page.coverage_of_both())
    for suffix, part, group in parts(page.reporters):
        yield page.figure(
            f"rows{suffix}", f"The number of rows of imports{part}",
            rest="aggregate --by period,flow,reporter -s value_usd --count | "
                 "filter-hs -c reporter --where flow=M " + ",".join(group),
            plot=page.over_time("reporter", y="count"), lead=group, axis="rows of the basket",
            basis="a count of rows: one for each partner and code",
            denominator=OF_ROWS, coverage=page.coverage(group))
    yield from weights(page)
    yield page.figure(
        "flags", "The flags of the rows",
        rest="aggregate --by flags --across-flows -s value_usd --count",
        plot={"kind": "bars", "x": "flags", "y": "count"}, axis="rows of the basket",
        basis="a count of rows of imports and exports, by their flags",
        denominator=OF_ROWS, coverage=page.coverage_of_both())
    pipeline, measures = page.dropped
    yield page.figure(
        "dropped", "What became of each row that was read: the guards drop rows that would count a "
                   "dollar twice", alone=pipeline, plot={"kind": "bars", "y": measures},
        axis="rows", basis="a count of the rows that were read, of all commodities and flows, "
                           "before the basket was selected",
        denominator=OF_ROWS, coverage=f"all of {page.input}")


# Replaces the flags of a row by the state of its weight: estimated (flag e), missing, or reported.
# The line with which a filter reports its failure begins with "!" and passes unchanged.
STATE = ("awk -F, -v OFS=, '/^!/ { print; next } "
         "{ $9 = NR == 1 ? \"weight\" : $9 ~ /e/ ? \"estimated\" : $8 == \"\" ? \"missing\" : "
         "\"reported\" } 1'")


def weights(page):
    """The shares of the imports whose weight is estimated or missing."""
    basis = f"{page.basis['M']}, by the state of the weight of each row"
    yield page.figure(
        "weights", "Imports whose weight is estimated or missing, all reporters",
        rest=f"{STATE} | aggregate --by period,flow,weight -s value_usd | share -g period,flow "
             + only(flow="M", weight="estimated,missing"),
        plot=page.over_time("weight"), axis="% of the value of all imports", basis=basis,
        denominator="100 % is all reported imports of the basket in that year",
        coverage=page.survey.coverage_of_all("M"))
    if not page.reporters:
        return
    last, reporting = page.survey.last("M", page.reporters)
    yield page.figure(
        f"weights-{last}", f"Imports whose weight is estimated or missing, {last}",
        rest=f"{STATE} | aggregate --by period,flow,reporter,weight -s value_usd | "
             "share -g period,flow,reporter "
             + only(flow="M", period=last, weight="estimated,missing",
                    reporter=",".join(reporting)),
        plot={"kind": "bars", "x": "reporter", "by": "weight"},
        axis="% of the value of each country's imports", basis=basis,
        denominator="100 % is a country's imports of the basket in that year",
        coverage=page.coverage(reporting))


def chapters(page):
    """(id, title, introduction, figures) of each chapter. If there is one year, lines are left
    out."""
    makers = (short, buyers, exporters, concentration, weight, blocs, missing)
    figures = [[figure for figure in maker(page) if not page.one_year or figure.kind != "lines"]
               for maker in makers]
    return [(name, title, INTRODUCTIONS.get(name, "") if some else without, some)
            for (name, title, without), some in zip(CHAPTERS, figures)]
