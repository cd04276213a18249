"""The responses of UN Comtrade: a request in, a status and a text out."""
import json
import random
from urllib.parse import parse_qs

import trade

LIMITS = {"preview": 500, "get": 100000}
MOST_PERIODS = {"preview": 1, "get": 12, "getDA": 12}
MOST_BYTES = 4096
DIMENSIONS = {"partner2Code": (0, 899, 490), "customsCode": ("C00", "C01", "C04"),
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


def respond(state, data, target, key):
    """The response to a GET of `target` with this key (or None)."""
    if len(target) > MOST_BYTES:
        return 414, "Request URL Too Long"
    path, _, query = target.partition("?")
    parts = path.split("/")[1:]
    query = {name: values[-1] for name, values in parse_qs(query).items()}
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
    known = data.years if freq == "A" else data.months
    periods = query["period"].split(",") if "period" in query else known[-1:]
    if len(periods) > MOST_PERIODS[verb]:
        return misuse("period")
    periods = [p for p in periods if p in known]  # an unknown one is not an error, but has no rows
    if verb == "getDA":
        return availability(data, periods, query)
    try:
        limit = state.get("max_rows", {}).get(verb, LIMITS[verb])
        records = select(data, periods, query, limit)
        if "order" in state:  # the service guarantees none
            random.Random(state["order"]).shuffle(records)
        return envelope(records)
    except ValueError:
        return misuse("reporterCode")


def availability(data, periods, query):
    rows = data.datasets(periods)
    if "reporterCode" in query:
        rows = [row for row in rows if str(row[0]) in query["reporterCode"].split(",")]
    rows.sort(key=lambda row: trade.number(*row))  # an arbitrary order
    return envelope([trade.dataset(data, *row) for row in rows])


def numbers(query, name):
    return [int(word) for word in query[name].split(",")] if name in query else None


def select(data, periods, query, limit):
    reporters = numbers(query, "reporterCode")
    partners = numbers(query, "partnerCode")
    flows = query["flowCode"].split(",") if "flowCode" in query else trade.FLOWS
    codes = data.all_codes()
    if "cmdCode" in query:
        codes = [c for word in dict.fromkeys(query["cmdCode"].split(",")) for c in data.codes(word)]
    world = partners is None or 0 in partners
    records = []
    for reporter, period in data.datasets(periods):
        if reporters is not None and reporter not in reporters:
            continue
        dimensions = [breakdown(reporter, query, name) for name in DIMENSIONS]
        for flow in (f for f in trade.FLOWS if f in flows):
            for code in codes:
                for row in data.records(reporter, period, flow, code, world, partners):
                    for detail, part in trade.details(row, dimensions):
                        records.append(trade.text(reporter, period, flow, code, part, detail))
                    if len(records) >= limit:
                        return records[:limit]  # truncated without notice
    return records


def breakdown(reporter, query, name):
    """The values of a dimension: the total, and two parts unless the request names one."""
    total, first, second = DIMENSIONS[name]
    if name in query:
        return (total if query[name] == str(total) else None), None, None
    return (total, first, second) if reporter in trade.BROKEN_DOWN else (total, None, None)
