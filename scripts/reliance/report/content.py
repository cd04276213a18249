"""What all figures of the page are made of."""
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
