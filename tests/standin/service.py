"""What UN Comtrade answers: a request in, a status and a text out (comtrade.md 1)."""
import json
import random
from urllib.parse import parse_qs

import trade

LIMITS = {"preview": 500, "get": 100000}
MOST_PERIODS = {"preview": 1, "get": 12, "getDA": 12}
MOST_BYTES = 4096
WAYS = {"partner2Code": (0, 899, 490), "customsCode": ("C00", "C01", "C04"),
        "motCode": (0, 1000, 2100)}


def refusal(status, message):
    return status, json.dumps({"statusCode": status, "message": message}, separators=(",", ":"))


def misuse(name):
    return 400, ('{"elapsedTime":"0 secs","count":-1,"data":[],"error":"Invalid parameter value",'
                 f'"errorObject":[{{"MemberNames":["{name}"],'
                 f'"ErrorMessage":"The field {name} is invalid"}}]}}')


def envelope(records):
    return 200, (f'{{"elapsedTime":"0.08 secs","count":{len(records)},"data":['
                 + ",".join(records) + '],"error":""}')


def answer(state, made, target, key):
    """The answer to a GET of `target`, which came with this key or None."""
    if len(target) > MOST_BYTES:
        return 414, "Request URL Too Long"
    path, _, query = target.partition("?")
    parts = path.split("/")[1:]
    ask = {name: values[-1] for name, values in parse_qs(query).items()}
    if len(parts) != 6 or parts[3] != "C" or parts[4] not in "AM" or parts[5] != "HS":
        return refusal(404, "Resource not found")
    service, verb, freq = "/".join(parts[:2]), parts[2], parts[4]
    if (service, verb) not in (("public/v1", "preview"), ("public/v1", "getDA"),
                               ("data/v1", "get")):
        return refusal(404, "Resource not found")
    if verb == "get" and key != state.get("key", "a-key-of-the-tests"):
        return refusal(401, "Access denied due to " + (
            "missing subscription key. Make sure to include subscription key when making "
            "requests to an API." if key is None else
            "invalid subscription key. Make sure to provide a valid key for an active "
            "subscription."))
    known = made.years if freq == "A" else made.months
    periods = ask["period"].split(",") if "period" in ask else known[-1:]
    if len(periods) > MOST_PERIODS[verb]:
        return misuse("period")
    periods = [p for p in periods if p in known]  # a wrong one is no error, and has no rows
    if verb == "getDA":
        return availability(made, periods, ask)
    try:
        limit = state.get("max_rows", {}).get(verb, LIMITS[verb])
        records = select(made, periods, ask, limit)
        if "order" in state:  # the service promises none
            random.Random(state["order"]).shuffle(records)
        return envelope(records)
    except ValueError:
        return misuse("reporterCode")


def availability(made, periods, ask):
    rows = made.datasets(periods)
    if "reporterCode" in ask:
        rows = [row for row in rows if str(row[0]) in ask["reporterCode"].split(",")]
    rows.sort(key=lambda row: trade.number(*row))  # in no order that a client could rely on
    return envelope([trade.dataset(made, *row) for row in rows])


def numbers(ask, name):
    return [int(word) for word in ask[name].split(",")] if name in ask else None


def select(made, periods, ask, limit):
    reporters = numbers(ask, "reporterCode")
    partners = numbers(ask, "partnerCode")
    flows = ask["flowCode"].split(",") if "flowCode" in ask else trade.FLOWS
    codes = made.all_codes()
    if "cmdCode" in ask:
        codes = [c for word in dict.fromkeys(ask["cmdCode"].split(",")) for c in made.codes(word)]
    world = partners is None or 0 in partners
    records = []
    for reporter, period in made.datasets(periods):
        if reporters is not None and reporter not in reporters:
            continue
        ways = [breakdown(reporter, ask, name) for name in WAYS]
        for flow in (f for f in trade.FLOWS if f in flows):
            for code in codes:
                for row in made.records(reporter, period, flow, code, world, partners):
                    for detail, part in trade.details(row, ways):
                        records.append(trade.text(reporter, period, flow, code, part, detail))
                    if len(records) >= limit:
                        return records[:limit]  # cut without a word
    return records


def breakdown(reporter, ask, name):
    """Which values of a dimension there are: the total, and two parts unless it was asked for."""
    total, first, second = WAYS[name]
    if name in ask:
        return (total if ask[name] == str(total) else None), None, None
    return (total, first, second) if reporter in trade.BROKEN_DOWN else (total, None, None)
