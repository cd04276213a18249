"""The options that claims and report hand on to fetch-normalise."""
from reliance.common.find import called

AS = f"as in {called('fetch-normalise')}"
OPTIONS = (  # letter, name, argument, words
    ("", "edition", "H0..H6", AS),
    ("", "map", "NAME=COL,...", AS),
    ("", "duplicates", "error|first|max|sum|keep", AS),
    ("", "level", "2|4|6|total|any", AS),
)


def words_of(asked, options):
    """Those of these options that were given, as words for fetch-normalise."""
    return [word for _, name, argument, _ in options if asked[name]
            for word in ([f"--{name}", asked[name]] if argument else [f"--{name}"])]
