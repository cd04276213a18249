"""Figures of imports: a summary, the suppliers of each country, and value against weight."""
from decimal import Decimal

from reliance.common.messages import plural
from reliance.plot import measure
from reliance.report.content import SERIES, WEIGHT, only, parts
from reliance.report.names import with_article


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
