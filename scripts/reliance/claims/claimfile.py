"""The file of claims: read strictly, so that no claim is judged that was not understood."""
import csv
import io
import re
from collections import namedtuple

from reliance.claims import exact
from reliance.claims.measures import MEASURES, OF_TWO_PERIODS
from reliance.common import messages, programs, stdio

COLUMNS = ("id", "text", "period", "flow", "reporter", "partner", "basket", "measure", "stated",
           "tolerance")
WORLD = "W00"
STDIN = "<stdin>"
PERIOD = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])?\Z", re.ASCII)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
STATED = re.compile(r"(>=|<=|>|<|)(.*)\Z", re.S)

# reporter and partner are codes or names of blocs, basket is Goods, periods one or two;
# what is stated is a bound (">") or a number (""), give or take the tolerance
Claim = namedtuple("Claim", ("line", "id", "text", "periods", "flow", "reporter", "partner",
                             "basket", "measure", "bound", "number", "tolerance"))


class Wrong(Exception):
    """What is wrong with a field."""


def agrees(claim, figure):
    """Does a figure, as exact as it is, bear the claim out?"""
    if claim.bound == "":
        return abs(figure - claim.number) <= claim.tolerance
    over, under = figure - claim.number + claim.tolerance, claim.number + claim.tolerance - figure
    return {">": over > 0, ">=": over >= 0, "<": under > 0, "<=": under >= 0}[claim.bound]


def interval(claim):
    """The least and the most that the claim allows; None where it sets no limit."""
    least, most = claim.number - claim.tolerance, claim.number + claim.tolerance
    return (None if claim.bound[:1] == "<" else least, None if claim.bound[:1] == ">" else most)


def read(path, places, baskets):
    """The claims of a file. All that is wrong with it is told in one Failure."""
    rows = lines_of(path)
    path = STDIN if path == "-" else path
    at = columns_of(path, rows)
    claims, wrong, seen = [], [], {}
    for line, row in rows:
        try:
            if len(row) != len(COLUMNS):
                raise Wrong(f"{messages.plural(len(row), 'field', 'fields')} under a header of "
                            f"{len(COLUMNS)}; text with a comma goes in quotes")
            field = {name: row[at[name]].strip() for name in COLUMNS}
            claim = claim_of(line, field, places, baskets)
            if claim.id in seen:
                raise Wrong(f"id {claim.id} is in line {seen[claim.id]}, too; give each its own")
            seen[claim.id] = line
            claims.append(claim)
        except Wrong as error:
            wrong.append(f"{messages.PROGRAM}: {path}:{line}: {error}\n")
    if wrong:
        raise messages.Failure(f"{path}: {messages.plural(len(wrong), 'line is', 'lines are')} wrong; "
                            "nothing was judged", 1, "".join(wrong))
    if not claims:
        raise messages.Failure(f"{path}: there is no claim in it")
    return claims


def lines_of(path):
    """Pairs of line number and fields; the header is the first."""
    if path == "-":
        path, data = STDIN, stdio.read()
    else:
        with open(path, "rb") as file:
            data = file.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise messages.Failure(f"{path}:{line}: not UTF-8; claims are text, and come before the "
                            "files of trade") from None
    if "\0" in text:
        raise messages.Failure(f"{path}:{text[:text.index(chr(0))].count(chr(10)) + 1}: a NUL byte; "
                            "this is no CSV")
    reader, before = csv.reader(io.StringIO(text, newline=""), strict=True), 0
    try:
        for row in reader:
            if reader.line_num != before + 1:
                raise messages.Failure(f"{path}:{before + 1}: a field of several lines; write it in "
                                    "one")
            before = reader.line_num
            yield before, row
    except csv.Error as error:
        raise messages.Failure(f"{path}:{before + 1}: {error}; quote it as CSV has it") from None


def columns_of(path, rows):
    """Where each column is."""
    _, header = next(rows, (0, None))
    if header is None:
        raise messages.Failure(f"{path}: it is empty; the first line is {','.join(COLUMNS)}")
    names = [name.strip() for name in header]
    for name in names:
        if name not in COLUMNS:
            raise messages.Failure(f"{path}:1: unknown column '{name}' of claims, which come first, "
                                f"before the files of trade; there are {','.join(COLUMNS)}")
        if names.count(name) > 1:
            raise messages.Failure(f"{path}:1: column {name} is there twice")
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise messages.Failure(f"{path}:1: no column {', '.join(missing)}; there are to be "
                            f"{','.join(COLUMNS)}")
    return {name: names.index(name) for name in COLUMNS}


def claim_of(line, field, places, baskets):
    for name, cell in field.items():
        if CONTROL.search(cell):
            raise Wrong(f"{name} has a control character; take it out")
    for name in COLUMNS:
        if name != "text" and not field[name]:
            raise Wrong(f"{name} is empty" + ("; 0 is exact" if name == "tolerance" else ""))
    measure = MEASURES.get(field["measure"])
    if measure is None:
        raise Wrong(f"measure is \"{field['measure']}\"; there are {' '.join(MEASURES)}")
    if field["flow"] not in ("M", "X"):
        raise Wrong(f"flow is \"{field['flow']}\"; M is imports, X is exports")
    sides = {name: place_of(name, field[name], places) for name in ("reporter", "partner")}
    judge_sides(field["measure"], measure, **sides)
    try:
        basket = baskets.goods(field["basket"])
    except ValueError as error:
        raise Wrong(str(error)) from None
    bound, number = STATED.match(field["stated"]).groups()
    return Claim(line, field["id"], field["text"], periods_of(field["period"], measure),
                 field["flow"], sides["reporter"], sides["partner"], basket, measure, bound,
                 number_of("stated", number.strip()), tolerance_of(field["tolerance"]))


def written(claim):
    """What is stated, and the tolerance where there is one."""
    return claim.bound + exact.plain(claim.number) + (
        f" +- {exact.plain(claim.tolerance)}" if claim.tolerance else "")


def place_of(name, text, places):
    code = places.find(text)
    if code is None:
        raise Wrong(f"{name} is \"{text}\", which is neither a country ("
                    f"{programs.installed_name('fetch-normalise')} --list-countries) nor a bloc "
                    f"({places.blocs()})")
    return code


def judge_sides(name, measure, reporter, partner):
    if reporter == WORLD:
        raise Wrong(f"reporter is {WORLD}; name the one whose trade it is")
    if measure.world and partner != WORLD:
        raise Wrong(f"{name} is the reporter's part of the whole world's flow; its partner is "
                    f"{WORLD}")
    if not measure.world and measure.kind != "amount" and partner == WORLD:
        raise Wrong(f"{name} needs a partner; of {WORLD} there are value_usd, net_kg and world_...")


def periods_of(text, measure):
    periods = tuple(text.split(":"))
    wanted = 2 if measure.kind in OF_TWO_PERIODS else 1
    if len(periods) != wanted or not all(PERIOD.match(period) for period in periods):
        example = "2012:2023" if wanted == 2 else "2023 or 202301"
        raise Wrong(f"period is \"{text}\"; this measure is of {example}")
    if wanted == 2 and (periods[0] == periods[1] or len(periods[0]) != len(periods[1])):
        raise Wrong(f"period is \"{text}\"; a change is between two years or two months")
    return periods


def number_of(name, text):
    try:
        return exact.parse(text)
    except ValueError:
        raise Wrong(f"{name} is \"{brief(text)}\", not a number; write digits and a point, without "
                    f"unit or separators, {exact.DIGITS} digits before the point and "
                    f"{exact.DECIMALS} after it at the most") from None


def brief(text):
    return text if len(text) <= 60 else text[:57] + "..."


def tolerance_of(text):
    number = number_of("tolerance", text)
    if number < 0:
        raise Wrong(f"tolerance is {brief(text)}; it is not negative")
    return number
