"""Which requests fail, and how. The rules are a JSON list:

    {"match": "getDA", "n": [1, 3], "kind": "429", "retry_after": "1"}

Kinds: a key of RESPONSES (another response), the name of a send_... method of standin.py (another
way to send it), "count" and "edit" (a change of its text: edit()), "world" (a World row that
differs by `ppm`), "random", and anything else, such as "plain", for a rule that only sets other
fields: `status`, `headers`, `retry_after` (a text, or seconds from now, sent as a date), `body`
(%KEY% in it becomes the key of the request), `delay` in seconds, `until` (wait until this file
exists), `state` (the new state from this request on).

`match` is a substring of path and query (default: every request), `n` the numbers of the matching
requests to which the rule applies, from 1 (default: all). The first rule that applies is used.
Counting restarts when the rules change. A rule of kind "random" applies with probability `rate`,
from a `seed`, with one of `kinds`, and to the same request at most `most` times, so that a client
that retries succeeds.
"""
import json
import random
import re
import threading
from collections import Counter

RESPONSES = {
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
                  "<body><h1>The service is being repaired</h1></body></html>\n"),
    "text": (200, "The resource you are looking for has been removed"),
    "empty": (200, ""),
    "zero": (200, '{"elapsedTime":"0.08 secs","count":0,"data":[],"error":""}'),
}
# temporary faults: a client recovers by a retry
TEMPORARY = ("429", "500", "503", "cut", "cut-chunked", "cut-gzip", "short", "empty", "text",
              "html", "slow", "reset", "count")


class Faults:
    def __init__(self):
        self.text, self.rules, self.lock = None, [], threading.Lock()

    def find(self, text, target):
        """The rule for this request, or None."""
        with self.lock:
            if text != self.text:
                self.text, self.rules = text, json.loads(text)
                self.seen, self.used = Counter(), Counter()
                self.dice = [random.Random(rule.get("seed", 0)) for rule in self.rules]
            found = None
            for i, rule in enumerate(self.rules):
                if rule.get("match", "") not in target:
                    continue
                self.seen[i] += 1
                if found is None and self.applies(i, rule, target):
                    found = rule
                    if rule["kind"] == "random":
                        kinds = rule.get("kinds", TEMPORARY)
                        found = {**rule, "kind": self.dice[i].choice(kinds)}
            return found

    def applies(self, i, rule, target):
        if rule["kind"] != "random":
            n = rule.get("n", self.seen[i])
            return self.seen[i] in (n if isinstance(n, list) else [n])
        if self.dice[i].random() >= rule.get("rate", 0.5):
            return False
        self.used[target] += 1
        return self.used[target] <= rule.get("most", 3)


def edit(rule, text):
    """Changes the text of a response that is otherwise complete."""
    kind = rule["kind"]
    if kind == "count":
        return re.sub(r'"count":\d+', f'"count":{rule.get("count", 10 ** 9)}', text, count=1)
    if kind == "edit":
        return re.sub(rule["from"], lambda found: rule["to"], text, count=rule.get("times", 1))
    return text
