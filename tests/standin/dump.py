#!/usr/bin/env python3
"""dump.py STATE QUERY: prints the records of a query as one response, without limits and sorted:
what a client must have fetched in the end.
"""
import json
import re
import sys
from urllib.parse import parse_qs

sys.dont_write_bytecode = True
import service  # noqa: E402

import trade  # noqa: E402


def sort_key(record):
    """Dataset, flow, code and partner."""
    value = dict(re.findall(r'"(\w+)":"?(\w+)', record))
    return (value["period"], int(value["reporterCode"]), value["flowCode"], value["cmdCode"],
            int(value["partnerCode"]))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        data = trade.Data(json.load(file))
    query = {name: values[-1] for name, values in parse_qs(sys.argv[2]).items()}
    for name, total in (("partner2Code", "0"), ("customsCode", "C00"), ("motCode", "0")):
        query.setdefault(name, total)
    records = service.select(data, query["period"].split(","), query, 10 ** 9)
    print(service.envelope(sorted(records, key=sort_key))[1])


main()
