"""The options that claims and report pass to fetch-normalise."""
from reliance.common.programs import installed_name

AS = f"as in {installed_name('fetch-normalise')}"
OPTIONS = (  # letter, name, argument, description
    ("", "edition", "H0..H6", AS),
    ("", "map", "NAME=COL,...", AS),
    ("", "duplicates", "error|first|max|sum|keep", AS),
    ("", "level", "2|4|6|total|any", AS),
)


def arguments(values, options):
    """Command-line arguments for the options of this table that have a value."""
    return [word for _, name, argument, _ in options if values[name]
            for word in ([f"--{name}", values[name]] if argument else [f"--{name}"])]
