#!/usr/bin/env python3
"""drawn.py PICTURE.svg TABLE.csv COLUMN [SERIES X]: checks that a picture shows a table. The pixels
are a linear function of the numbers:

Bars: the lengths, in the order of the rows; a 0 has no bar.
Lines, if the columns of the series and of x are given: the heights of the dots of each line.
"""
import csv
import sys
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"


def check_linear(pairs, what):
    """Fails unless all pairs (number, pixels) are on one straight line."""
    if len(pairs) == 1:
        return
    (n1, p1), (n2, p2) = min(pairs), max(pairs)
    assert abs(p2 - p1) > 50, f"{what}: all are equal"
    slope = (p2 - p1) / (n2 - n1)
    for number, pixels in pairs:
        wanted = p1 + (number - n1) * slope
        assert abs(wanted - pixels) < 0.05, f"{what}: {number} is at {pixels}, not at {wanted:.2f}"


def bars(root, numbers):
    drawn = []
    for polygon in root.iter(SVG + "polygon"):
        xs = [float(point.split(",")[0]) for point in polygon.get("points").split()]
        drawn.append((max(xs), min(xs)))
    assert len(drawn) == len(numbers), f"{len(drawn)} bars for {len(numbers)} rows"
    zero = [right if number < 0 else left for (right, left), number in zip(drawn, numbers)]
    assert max(zero) - min(zero) < 0.05, "the bars start at different places"
    check_linear([(0.0, zero[0])] + [(number, left if number < 0 else right)
                                     for (right, left), number in zip(drawn, numbers)], "bars")


def lines(root, rows, column, series, x):
    dots = {}
    for circle in root.iter(SVG + "circle"):
        dots.setdefault(circle.get("fill"), []).append(float(circle.get("cy")))
    wanted = {}
    for row in sorted(rows, key=lambda row: row[x]):
        if row[column]:
            wanted.setdefault(row[series], []).append(float(row[column]))
    assert len(dots) == len(wanted), f"{len(dots)} lines for {len(wanted)} series"
    # the largest are drawn last
    order = sorted(wanted, key=lambda name: (sum(wanted[name]), name))
    pairs = []
    for name, colour in zip(order, dots):
        assert len(dots[colour]) == len(wanted[name]), f"{name}: {len(dots[colour])} dots"
        pairs += zip(wanted[name], dots[colour])
    check_linear(pairs, "dots")


def main():
    root = tree.parse(sys.argv[1]).getroot()
    with open(sys.argv[2], encoding="utf-8", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file))
    if len(sys.argv) == 4:
        numbers = [float(row[sys.argv[3]]) for row in rows if row[sys.argv[3]]]
        bars(root, [number for number in numbers if number])
    else:
        lines(root, rows, *sys.argv[3:])


main()
