"""Figures of what the data lacks: reporters, rows, weights, and what the guards dropped."""
from reliance.report.content import OF_ROWS, only, parts


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
