"""Which requests go wrong, and how. The rules are a list in JSON:

    {"match": "getDA", "n": [1, 3], "kind": "429", "retry_after": "1"}

Kinds: those of WORDS here (answers in place of the right one), those that standin.py has a way_...
for (how it is sent), "count" and "edit" (inside of it: edit()), "world" (its row is off by `ppm`),
"random", and anything else, "plain" say, for an answer that a rule changes by other means: `status`,
`headers`, `retry_after` (a text, or seconds from now that become a date), `body` (%KEY% in it is the
key that came), `delay` in seconds, `until` a file exists, `state` (from this request on).

`match` is a substring of path and query (absent: every request), `n` the numbers of the matching
requests that it strikes, from 1 (absent: all of them). The first rule that strikes does. Counting
begins anew when the rules change. A rule of kind "random" strikes by `rate` from a `seed`, with one
of `kinds`, and the same request at most `most` times, so that a patient client gets through.
"""
import json
import random
import re
import threading
from collections import Counter

WORDS = {
    "400": (400, '{"elapsedTime":"0 secs","count":-1,"data":[],"error":"Invalid parameter value",'
                 '"errorObject":[{"MemberNames":["partnerCode"],'
                 '"ErrorMessage":"The field partnerCode is invalid"}]}'),
    "401": (401, '{"statusCode":401,"message":"Access denied due to invalid subscription key. '
                 'Make sure to provide a valid key for an active subscription."}'),
    "403": (403, '{"statusCode":403,"message":"Out of call volume quota. '
                 'Quota will be replenished in 03:14:17."}'),
    "404": (404, '{"statusCode":404,"message":"Resource not found"}'),
    "429": (429, '{"statusCode":429,"message":"Rate limit is exceeded. Try again in 1 seconds."}'),
    "500": (500, '{"statusCode":500,"message":"Internal server error"}'),
    "503": (503, "The service is unavailable."),
    "error-200": (200, '{"statusCode":429,"message":"Rate limit is exceeded."}'),
    "html": (200, "<!DOCTYPE html>\n<html><head><title>Be right back</title></head>"
                  "<body><h1>The service is being mended</h1></body></html>\n"),
    "text": (200, "The resource you are looking for has been removed"),
    "empty": (200, ""),
    "zero": (200, '{"elapsedTime":"0.08 secs","count":0,"data":[],"error":""}'),
}
# what a client survives by asking again
SURVIVABLE = ("429", "500", "503", "cut", "cut-chunked", "cut-gzip", "short", "empty", "text",
              "html", "slow", "reset", "count")


class Faults:
    def __init__(self):
        self.text, self.rules, self.lock = None, [], threading.Lock()

    def strike(self, text, target):
        """The rule that strikes this request, or None."""
        with self.lock:
            if text != self.text:
                self.text, self.rules = text, json.loads(text)
                self.seen, self.struck = Counter(), Counter()
                self.dice = [random.Random(rule.get("seed", 0)) for rule in self.rules]
            found = None
            for i, rule in enumerate(self.rules):
                if rule.get("match", "") not in target:
                    continue
                self.seen[i] += 1
                if found is None and self.due(i, rule, target):
                    found = rule
                    if rule["kind"] == "random":
                        kinds = rule.get("kinds", SURVIVABLE)
                        found = {**rule, "kind": self.dice[i].choice(kinds)}
            return found

    def due(self, i, rule, target):
        if rule["kind"] != "random":
            n = rule.get("n", self.seen[i])
            return self.seen[i] in (n if isinstance(n, list) else [n])
        if self.dice[i].random() >= rule.get("rate", 0.5):
            return False
        self.struck[target] += 1
        return self.struck[target] <= rule.get("most", 3)


def edit(rule, text):
    """Faults inside an answer that is otherwise whole."""
    kind = rule["kind"]
    if kind == "count":
        return re.sub(r'"count":\d+', f'"count":{rule.get("count", 10 ** 9)}', text, count=1)
    if kind == "edit":
        return re.sub(rule["from"], lambda found: rule["to"], text, count=rule.get("times", 1))
    return text
