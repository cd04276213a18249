"""Baskets and their codes, as filter-hs defines them."""
import re
from collections import namedtuple

from reliance.common import nearest, table

CODES = re.compile(r"\d{2,12}([ ,]+\d{2,12})*\Z", re.ASCII)
EDITIONS = ("H0", "H1", "H2", "H3", "H4", "H5", "H6")

CONFUSED = 10  # times as many codes as the basket of a claim

# named: a basket by its name, else a list of HS codes; codes: in any edition; broken: the goods are
# not the same in all editions
Goods = namedtuple("Goods", "name named codes broken")


class Unknown(Exception):
    """filter-hs cannot decide which rows are in a basket; the reason."""


class Baskets:
    def __init__(self, filters):
        self.filters = filters
        rows = table.records(filters.output("filter-hs", ["--list-baskets"]))
        self.table = {row["basket"]: Goods(row["basket"], True, tuple(row["codes"].split()),
                                            row["series"] != "unbroken")
                      for row in rows}
        self.matches, self.editions = {}, {}  # caches of pairs() and codes()

    def goods(self, text):
        """The Goods that a claim names. Raises ValueError if it is neither a basket nor codes."""
        if CODES.match(text):
            return coded(re.split(r"[ ,]+", text))
        if text not in self.table:
            raise ValueError(f"basket is \"{text}\"; {nearest.answer(text, sorted(self.table))}; "
                             "or write HS codes with blanks between")
        return self.table[text]

    def family(self, goods):
        """These goods, the baskets and the single codes inside them, and the baskets around
        them, but for those of so many codes that nobody confuses them."""
        inner = [other for other in self.table.values() if smaller(other, goods)]
        known = {other.codes for other in inner}
        singles = [coded([code]) for code in goods.codes]
        inner += [single for single in singles
                  if smaller(single, goods) and single.codes not in known]
        outer = [other for other in self.table.values() if smaller(goods, other)
                 and len(other.codes) <= CONFUSED * len(goods.codes)]
        return [goods, *inner, *outer]

    def pairs(self, goods, pairs):
        """Those of the pairs (edition, code) that filter-hs finds in the goods, whether or not the
        edition has the code. Raises Unknown."""
        key = goods.name, frozenset(pairs)
        if key not in self.matches:
            data = table.text([("edition", "code"), *sorted(pairs)])
            status, out, errors = self.filters.run("filter-hs", ["-c", "code", *operands(goods)], data)
            self.matches[key] = errors if status != 0 else frozenset(
                (row["edition"], row["code"]) for row in table.records(out))
        if isinstance(self.matches[key], str):
            raise Unknown(re.sub(r"^\S*filter-hs: (<stdin>:\d+: )?", "",
                                 self.matches[key].strip().splitlines()[-1]))
        return self.matches[key]

    def codes(self, goods, edition):
        """The codes of the goods in one edition of the HS. For an unknown edition, the codes that
        they have in all editions."""
        if goods.name not in self.editions:
            pairs = self.pairs(goods, {(e, code) for e in EDITIONS for code in goods.codes})
            found = {e: {code for of, code in pairs if of == e} for e in EDITIONS}
            found[""] = set.intersection(*found.values())
            self.editions[goods.name] = found
        return self.editions[goods.name].get(edition, self.editions[goods.name][""])


def coded(codes):
    """The Goods of some codes."""
    codes = tuple(sorted(set(codes)))
    return Goods(" ".join(codes), False, codes, False)


def smaller(goods, other):
    """Are the goods a proper subset of the others?"""
    return inside(goods, other) and not inside(other, goods)


def inside(goods, other):
    return all(code.startswith(other.codes) for code in goods.codes)


def operands(goods):
    """The arguments by which filter-hs selects them."""
    return ["-b", goods.name] if goods.named else [",".join(goods.codes)]
