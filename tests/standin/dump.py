#!/usr/bin/env python3
"""dump.py STATE QUERY: the records of a query in an envelope, uncut and in order.

What a client must have in the end, without any network.
"""
import json
import re
import sys
from urllib.parse import parse_qs

sys.dont_write_bytecode = True
import service  # noqa: E402

import trade  # noqa: E402


def order(record):
    """By dataset, flow, code and partner."""
    word = dict(re.findall(r'"(\w+)":"?(\w+)', record))
    return (word["period"], int(word["reporterCode"]), word["flowCode"], word["cmdCode"],
            int(word["partnerCode"]))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        made = trade.Made(json.load(file))
    ask = {name: values[-1] for name, values in parse_qs(sys.argv[2]).items()}
    for name, total in (("partner2Code", "0"), ("customsCode", "C00"), ("motCode", "0")):
        ask.setdefault(name, total)
    records = service.select(made, ask["period"].split(","), ask, 10 ** 9)
    print(service.envelope(sorted(records, key=order))[1])


main()
