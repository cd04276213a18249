"""Trade CSV: what fetch-normalise is to make of the usa-2024 files."""

from reliance.testdata.codes import NO_COUNTRY
from reliance.testdata.facts import trade_rows
from reliance.testdata.texts import csv_text, plain


def trade_flags(fact):
    letters = {"e": fact.est & 4, "n": fact.partner in NO_COUNTRY, "s": fact.reporter == fact.partner}
    return "".join(letter for letter in sorted(letters) if letters[letter])


def trade_csv(facts):
    rows = [("period", "flow", "reporter", "partner", "edition", "hs", "value_usd", "net_kg", "flags")]
    for fact in trade_rows(facts):
        rows.append((fact.period, fact.flow, fact.reporter, fact.partner, fact.edition, fact.hs,
                     plain(fact.value), plain(fact.net or None), trade_flags(fact)))
    return csv_text(rows).encode()
