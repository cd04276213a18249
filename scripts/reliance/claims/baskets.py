"""Baskets and what is inside them, as filter-hs knows them."""
import re
from collections import namedtuple

from reliance.common import table

CODES = re.compile(r"\d{2,12}([ ,]+\d{2,12})*\Z", re.ASCII)
EDITIONS = ("H0", "H1", "H2", "H3", "H4", "H5", "H6")

# a basket by its name, or HS codes; `codes` are those of all editions; broken: not the same goods
# in each
Goods = namedtuple("Goods", "name named codes broken")


class Unknown(Exception):
    """Which of the rows are in a basket cannot be said, and why."""


class Baskets:
    def __init__(self, tools):
        self.tools = tools
        rows = table.records(tools.answer("filter-hs", ["--list-baskets"]))
        self.table = {row["basket"]: Goods(row["basket"], True, tuple(row["codes"].split()),
                                            row["series"] == "broken")
                      for row in rows}
        self.kept, self.editions = {}, {}

    def goods(self, text):
        """What a claim calls its basket; ValueError if that is nothing."""
        if CODES.match(text):
            return coded(re.split(r"[ ,]+", text))
        if text not in self.table:
            raise ValueError(f"basket is \"{text}\"; there are {' '.join(sorted(self.table))}, or "
                             "HS codes with blanks between")
        return self.table[text]

    def family(self, goods):
        """These goods, their parts (baskets inside them, and each code), and the baskets that they
        are a part of."""
        parts = [other for other in self.table.values() if smaller(other, goods)]
        known = {other.codes for other in parts}
        singles = [coded([code]) for code in goods.codes]
        parts += [single for single in singles
                  if smaller(single, goods) and single.codes not in known]
        return [goods, *parts, *(other for other in self.table.values() if smaller(goods, other))]

    def holds(self, goods, pairs):
        """Those of some pairs of edition and code that filter-hs finds in the goods."""
        key = goods.name, frozenset(pairs)
        if key not in self.kept:
            data = table.text([("edition", "hs"), *sorted(pairs)])
            status, out, said = self.tools.ask("filter-hs", operands(goods), data)
            self.kept[key] = said if status != 0 else frozenset(
                (row["edition"], row["hs"]) for row in table.records(out))
        if isinstance(self.kept[key], str):
            raise Unknown(re.sub(r"^\S*filter-hs: (<stdin>:\d+: )?", "",
                                 self.kept[key].strip().splitlines()[-1]))
        return self.kept[key]

    def codes(self, goods, edition):
        """The codes of the goods in one edition of the HS; of an unknown one, those that are in
        all."""
        if goods.name not in self.editions:
            pairs = self.holds(goods, {(e, code) for e in EDITIONS for code in goods.codes})
            found = {e: {code for of, code in pairs if of == e} for e in EDITIONS}
            found[""] = set.intersection(*found.values())
            self.editions[goods.name] = found
        return self.editions[goods.name].get(edition, self.editions[goods.name][""])


def coded(codes):
    codes = tuple(sorted(set(codes)))
    return Goods(" ".join(codes), False, codes, False)


def smaller(goods, other):
    """Are they inside the others, and not the same?"""
    return inside(goods, other) and not inside(other, goods)


def inside(goods, other):
    return all(code.startswith(other.codes) for code in goods.codes)


def operands(goods):
    """How filter-hs is told of them."""
    return ["-b", goods.name] if goods.named else [",".join(goods.codes)]
