"""Reads the file of claims, strictly: no claim is judged unless every field of it is understood."""
import csv
import io
import re
from collections import namedtuple

from reliance.claims import exact
from reliance.claims.measures import MEASURES, OF_TWO_PERIODS
from reliance.common import messages, nearest, stdio

COLUMNS = ("id", "text", "period", "flow", "reporter", "partner", "basket", "measure", "stated",
           "tolerance")
WORLD = "W00"
STDIN = "<stdin>"
PERIOD = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])?\Z", re.ASCII)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
STATED = re.compile(r"(?P<bound>>=|<=|>|<|)(?P<number>.*)\Z", re.S)

# reporter and partner: codes or bloc names; basket: Goods; periods: one or two; bound: "", ">",
# ">=", "<" or "<="; number and tolerance: Fractions
Claim = namedtuple("Claim", ("line", "id", "text", "periods", "flow", "reporter", "partner",
                             "basket", "measure", "bound", "number", "tolerance"))


class Wrong(Exception):
    """What is wrong with a field."""


def agrees(claim, figure):
    """Does an exact figure agree with the claim?"""
    if claim.bound == "":
        return abs(figure - claim.number) <= claim.tolerance
    over, under = figure - claim.number + claim.tolerance, claim.number + claim.tolerance - figure
    return {">": over > 0, ">=": over >= 0, "<": under > 0, "<=": under >= 0}[claim.bound]


def interval(claim):
    """The least and the largest figure that the claim allows; None where there is no limit."""
    least, most = claim.number - claim.tolerance, claim.number + claim.tolerance
    return (None if claim.bound[:1] == "<" else least, None if claim.bound[:1] == ">" else most)


def read(path, countries, baskets):
    """The claims of a file, "-" for stdin. Fails once, with a message for each line that is
    wrong."""
    rows = lines_of(path)
    path = STDIN if path == "-" else path
    columns = columns_of(path, rows)
    claims, errors = [], []
    lines: dict[str, int] = {}  # by id
    for line, row in rows:
        try:
            if len(row) != len(COLUMNS):
                raise Wrong(f"{messages.plural(len(row), 'field')} under a header of "
                            f"{len(COLUMNS)}; text with a comma goes in quotes")
            fields = {name: row[columns[name]].strip() for name in COLUMNS}
            claim = claim_of(line, fields, countries, baskets)
            if claim.id in lines:
                raise Wrong(f"id {claim.id} is in line {lines[claim.id]}, too; give each its own")
            lines[claim.id] = line
            claims.append(claim)
        except Wrong as error:
            errors.append(f"{messages.PROGRAM}: {path}:{line}: {error}\n")
    if errors:
        raise messages.Failure(f"{path}: {messages.plural(len(errors), 'line is', 'lines are')} "
                               "wrong; no claim was judged", 1, "".join(errors))
    if not claims:
        raise messages.Failure(f"{path}: there is no claim in it")
    return claims


def lines_of(path):
    """Pairs of line number and fields, the header first."""
    if path == "-":
        path, data = STDIN, stdio.read()
    else:
        with open(path, "rb") as file:
            data = file.read()
    text = text_of(path, data)
    reader, before = csv.reader(io.StringIO(text, newline=""), strict=True), 0
    try:
        for row in reader:
            if reader.line_num != before + 1:
                raise messages.Failure(f"{path}:{before + 1}: a field of several lines; write it "
                                       "in one")
            before = reader.line_num
            yield before, row
    except csv.Error as error:
        raise messages.Failure(f"{path}:{before + 1}: {error}; quote it as CSV does") from None


def text_of(path, data):
    """The text of a file. Fails if it is not UTF-8 or has NUL bytes."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise messages.Failure(f"{path}:{line}: not UTF-8; the file of claims is text, and comes "
                               "before the files of trade") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise messages.Failure(f"{path}:{line}: a NUL byte; this is not CSV")
    return text


def columns_of(path, rows):
    """The position of each column, from the header."""
    _, header = next(rows, (0, None))
    if header is None:
        raise messages.Failure(f"{path}: it is empty; the first line is {','.join(COLUMNS)}")
    names = [name.strip() for name in header]
    for name in names:
        if name not in COLUMNS:
            raise messages.Failure(
                f"{path}:1: unknown column '{name}' in the file of claims, which comes before the "
                f"files of trade; {nearest.answer(name, COLUMNS)}")
        if names.count(name) > 1:
            raise messages.Failure(f"{path}:1: two columns are called {name}")
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise messages.Failure(f"{path}:1: no column {', '.join(missing)}; the columns are "
                               f"{','.join(COLUMNS)}")
    return {name: names.index(name) for name in COLUMNS}


def claim_of(line, fields, countries, baskets):
    """The Claim of a line. Raises Wrong."""
    for name, cell in fields.items():
        if CONTROL.search(cell):
            raise Wrong(f"{name} has a control character; remove it")
    for name in COLUMNS:
        if name != "text" and not fields[name]:
            raise Wrong(f"{name} is empty" + ("; 0 is exact" if name == "tolerance" else ""))
    measure = MEASURES.get(fields["measure"])
    if measure is None:
        raise Wrong(f"measure is \"{fields['measure']}\"; "
                    + nearest.answer(fields["measure"], MEASURES))
    if fields["flow"] not in ("M", "X"):
        raise Wrong(f"flow is \"{fields['flow']}\"; M is imports, X is exports")
    sides = {name: country_of(name, fields[name], countries) for name in ("reporter", "partner")}
    check_sides(fields["measure"], measure, **sides)
    try:
        basket = baskets.goods(fields["basket"])
    except ValueError as error:
        raise Wrong(str(error)) from None
    stated = STATED.match(fields["stated"])
    assert stated is not None  # any text matches
    return Claim(line, fields["id"], fields["text"], periods_of(fields["period"], measure),
                 fields["flow"], sides["reporter"], sides["partner"], basket, measure,
                 stated["bound"], number_of("stated", stated["number"].strip()),
                 tolerance_of(fields["tolerance"]))


def written(claim):
    """The stated figure and its tolerance as text."""
    return claim.bound + exact.plain(claim.number) + (
        f" +- {exact.plain(claim.tolerance)}" if claim.tolerance else "")


def country_of(name, text, countries):
    code = countries.find(text)
    if code is None:
        raise Wrong(f"{name} is \"{text}\", which is neither a country nor a bloc; "
                    + countries.nearest(text))
    return code


def check_sides(name, measure, reporter, partner):
    """Raises Wrong if the measure is not one between these two."""
    if reporter == WORLD:
        raise Wrong(f"reporter is {WORLD}; name the country whose trade it is")
    if measure.world and partner != WORLD:
        raise Wrong(f"{name} compares the reporter with the whole world; its partner is {WORLD}")
    if not measure.world and measure.kind != "amount" and partner == WORLD:
        raise Wrong(f"{name} needs a partner; with {WORLD}, use value_usd, net_kg or world_...")


def periods_of(text, measure):
    """The periods of a claim. Raises Wrong."""
    periods = tuple(text.split(":"))
    wanted = 2 if measure.kind in OF_TWO_PERIODS else 1
    if len(periods) != wanted or not all(PERIOD.match(period) for period in periods):
        example = "2012:2023" if wanted == 2 else "2023 or 202301"
        raise Wrong(f"period is \"{text}\"; this measure needs {example}")
    if wanted == 2 and (periods[0] == periods[1] or len(periods[0]) != len(periods[1])):
        raise Wrong(f"period is \"{text}\"; a change is between two years or two months")
    return periods


def number_of(name, text):
    try:
        return exact.parse(text)
    except ValueError:
        raise Wrong(f"{name} is \"{shortened(text)}\", not a number; write digits and a point, "
                    f"without unit or separators, with at most {exact.DIGITS} digits before the "
                    f"point and {exact.DECIMALS} after it") from None


def shortened(text):
    return text if len(text) <= 60 else text[:57] + "..."


def tolerance_of(text):
    number = number_of("tolerance", text)
    if number < 0:
        raise Wrong(f"tolerance is {shortened(text)}; it must not be negative")
    return number
