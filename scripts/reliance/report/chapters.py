"""The chapters of the page, and which figures are in them."""
from reliance.report import blocs, exports, imports, missing

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


def chapters(page):
    """(id, title, introduction, figures) of each chapter. If there is one year, lines are left
    out."""
    makers = (imports.short, imports.buyers, exports.exporters, exports.concentration,
              imports.weight, blocs.blocs, missing.missing)
    figures = [[figure for figure in maker(page) if not page.one_year or figure.kind != "lines"]
               for maker in makers]
    return [(name, title, INTRODUCTIONS.get(name, "") if some else without, some)
            for (name, title, without), some in zip(CHAPTERS, figures)]
