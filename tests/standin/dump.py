#!/usr/bin/env python3
"""dump.py STATE QUERY: the records of a query in an envelope, uncut, datasets in order.

What a client must have in the end, without any network.
"""
import json
import sys
from urllib.parse import parse_qs

sys.dont_write_bytecode = True
import service  # noqa: E402
import trade  # noqa: E402


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        made = trade.Made(json.load(file))
    made.reporters = sorted(made.reporters)
    ask = {name: values[-1] for name, values in parse_qs(sys.argv[2]).items()}
    for name, total in (("partner2Code", "0"), ("customsCode", "C00"), ("motCode", "0")):
        ask.setdefault(name, total)
    print(service.envelope(service.select(made, ask["period"].split(","), ask, 10 ** 9))[1])


main()
