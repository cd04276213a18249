"""Figures of blocs as one importer."""
from reliance.report.content import only
from reliance.report.names import with_article


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
