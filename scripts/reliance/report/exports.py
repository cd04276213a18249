"""Figures of exports, and of concentration on either side."""
from reliance.report.content import OF_EXPORTS, SERIES, only, parts


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
