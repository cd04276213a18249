"""Names in labels and in sentences: countries, blocs, flags, and values of columns."""
import itertools
import re

LABELS = {"OTHERS": "others", "M": "imports", "X": "exports",
          "top1_share_pct": "the largest", "top3_share_pct": "the three largest",
          "value_usd_share_pct": "by value", "net_kg_share_pct": "by weight",
          "rows": "kept", "emitted": "kept", "rejected": "could not be read"}
FLAGS = {"d": "de-duplicated", "e": "weight estimated", "m": "mirrored",
         "n": "partner is not a country", "p": "former code", "s": "reporter is its own partner"}

# countries and blocs with an article within a sentence, by whole name and by last word
WITH_ARTICLE = frozenset((
    "Bahamas", "Comoros", "Congo", "DR Congo", "Gambia", "Holy See", "Isle of Man", "Maldives",
    "Netherlands", "Netherlands Antilles", "Philippines",
    "United Arab Emirates", "United Kingdom", "United States",
    "CPTPP", "EA", "EU", "EU27", "EU28", "G7", "GCC", "MSP", "OECD", "QUAD", "USMCA"))
LAST_WORD = re.compile(r".* (Islands|Republic|Territory|Territories|Union|Zone)")


def with_article(name):
    """The name of a country or a bloc as it is within a sentence: "the Philippines", "Japan"."""
    return f"the {name}" if name in WITH_ARTICLE or LAST_WORD.fullmatch(name) else name


def flag_labels():
    """{flags of a row: label} for each combination of flags."""
    return {"".join(some): " and ".join(FLAGS[flag] for flag in some) or "no flag"
            for n in range(len(FLAGS) + 1) for some in itertools.combinations(FLAGS, n)}
