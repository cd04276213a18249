"""The measures that a claim can state, named after the columns of the filters.

    value_usd net_kg            trade in dollars or kilograms
    share_pct                   per cent of the reporter's flow that is with the partner
    rank                        the partner's rank among the countries in that flow
    change_pp                   change of the share between two periods, in percentage points
    change_rank                 the reporter's rank among all reporters by that change
    world_share_pct and so on   of the reporter in the flow of all reporters; the partner is W00
    net_kg_share_pct and so on  by weight instead of value
"""
from collections import namedtuple

# kind: amount, share, rank, change or change_rank; basis: the column that is summed;
# world: compares the reporter with all reporters, not the partner with the reporter's partners
Measure = namedtuple("Measure", "kind basis world")

VALUE, WEIGHT = "value_usd", "net_kg"
BASES = {VALUE: "", WEIGHT: "net_kg_"}  # with the prefix of the measures
KINDS = {"share": "share_pct", "rank": "rank", "change": "change_pp"}

MEASURES = {basis: Measure("amount", basis, False) for basis in BASES}
for _basis, _prefix in BASES.items():
    for _kind, _name in KINDS.items():
        MEASURES[_prefix + _name] = Measure(_kind, _basis, False)
        MEASURES[f"{_prefix}world_{_name}"] = Measure(_kind, _basis, True)
    MEASURES[_prefix + "change_rank"] = Measure("change_rank", _basis, False)

OF_TWO_PERIODS = ("change", "change_rank")
IN_PERCENT = ("share", "change")  # printed with 4 decimals, as share does
