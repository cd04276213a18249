"""The CSV that the TradeData website exports."""

from reliance.testdata.record import COLUMNS, record


def website_csv(facts):
    """TradeData: 47 names, 48 fields, all but nulls quoted, ISO-8859-1, CRLF."""
    lines = [",".join(COLUMNS)]
    for fact in facts:
        row = record(fact)
        lines.append("".join(f'"{row[name]}",' if row[name] else "," for name in COLUMNS))
    return "".join(line + "\r\n" for line in lines).encode("latin-1")
