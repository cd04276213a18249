#!/usr/bin/env python3
"""Checks the colours of plot: the smallest distance between two colours for each kind of colour
vision, and the smallest contrast with the background, in the light and the dark theme. Prints both.

Colour vision: Machado, Oliveira, Fernandes (2009), severity 1, in linear RGB. Distance: CIE 1976 in
L*a*b* (D65). Contrast: WCAG 2.
"""
import itertools
import math
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, "scripts")
from reliance.plot import palette  # noqa: E402

VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
}
RGB_TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)


def linear(colour):
    components = (int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in components]


def times(matrix, vector):
    return [sum(m * v for m, v in zip(row, vector)) for row in matrix]


def lab(colour, vision):
    seen = [min(1, max(0, part)) for part in times(VISION[vision], linear(colour))]
    f = [t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
         for t in (part / white for part, white in zip(times(RGB_TO_XYZ, seen), WHITE))]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def contrast(one, other):
    light, dark = sorted((times(RGB_TO_XYZ, linear(c))[1] for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def main():
    for name, theme in (("light", palette.LIGHT), ("dark", palette.DARK)):
        series, paper = theme["series"], theme["paper"]
        distance = min(math.dist(lab(a, vision), lab(b, vision))
                    for a, b in itertools.combinations(series, 2) for vision in VISION)
        lines = min(contrast(colour, paper) for colour in series)
        text = min(contrast(theme[role], paper) for role in ("ink", "soft"))
        print(f"{name} {len(set(series))} colours: distance {distance:.1f}, contrast {lines:.2f}, "
              f"of text {text:.2f}")
        assert distance >= 20 and lines >= 3 and text >= 4.5, name


main()
