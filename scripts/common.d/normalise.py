"""The options that claims and report hand on to fetch-normalise."""
OPTIONS = (  # letter, name, argument, words
    ("", "edition", "H0..H6", "as in fetch-normalise"),
    ("", "map", "NAME=COL,...", "as in fetch-normalise"),
    ("", "duplicates", "error|first|max|sum|keep", "as in fetch-normalise"),
    ("", "level", "2|4|6|total|any", "as in fetch-normalise"),
)


def words_of(asked, options):
    """Those of these options that were given, as words for fetch-normalise."""
    return [word for _, name, argument, _ in options if asked[name]
            for word in ([f"--{name}", asked[name]] if argument else [f"--{name}"])]
