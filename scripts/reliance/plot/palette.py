"""Colours. The seven colours of series can be distinguished with normal vision and with each kind
of colour blindness, and have a contrast of at least 3:1 with the background, in the light and in
the dark theme. tests/scripts/plot/colours.py computes both."""

LIGHT = {
    "series": ("#104fc3", "#ea650d", "#1b7f3b", "#98529a", "#3d9bd6", "#3b1f6b", "#767676"),
    "ink": "#1b1f24", "soft": "#595f67", "grid": "#dfe2e6", "paper": "#ffffff",
}
DARK = {
    "series": ("#6d98ff", "#f19000", "#41c67c", "#ce95d5", "#f2ec3f", "#c95800", "#8b9098"),
    "ink": "#e8eaed", "soft": "#a9b0b8", "grid": "#33383f", "paper": "#14171c",
}


def series(number, is_rest):
    """The colour of a series; the series of the rest is grey."""
    return LIGHT["series"][-1 if is_rest else number]


def pairs():
    """(light, dark) for each colour."""
    yield from zip(LIGHT["series"], DARK["series"])
    for role in ("ink", "soft", "grid", "paper"):
        yield LIGHT[role], DARK[role]
