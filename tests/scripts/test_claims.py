"""The pure modules of reliance.claims."""
import os
import tempfile
import unittest
from fractions import Fraction

import capture

from reliance.claims import baskets, claimfile, definitions, exact, figures, lints, options, trade
from reliance.claims.groups import Groups
from reliance.claims.measures import MEASURES
from reliance.common import messages

HEADER = ",".join(claimfile.COLUMNS)
MEMBERS = {"EU27": frozenset({"DEU", "FRA"})}


class FakeCountries:
    """A few countries and one bloc, without the filters."""

    def find(self, text):
        return text if text in ("USA", "CHN", "JPN", "DEU", "FRA", "W00", "EU27", "_X") else None

    def is_country(self, code):
        return code != "_X"

    def is_bloc(self, name):
        return name in MEMBERS

    def members(self, bloc, _):
        return MEMBERS.get(bloc)

    def nearest(self, _):
        return "did you mean 'CHN'?"


class FakeBaskets:
    """Goods without the filters: codes hold in all editions."""

    def goods(self, text):
        if not baskets.CODES.match(text):
            raise ValueError(f"basket is \"{text}\"")
        return baskets.coded(text.split())

    def family(self, goods):
        return [goods]

    def pairs(self, goods, pairs):
        return frozenset(pair for pair in pairs if pair[1].startswith(goods.codes))

    def codes(self, goods, _):
        return set(goods.codes)


def claim(**fields):
    """A Claim; fields that are not given have defaults."""
    cells = {"id": "1", "text": "", "period": "2023", "flow": "M", "reporter": "USA",
             "partner": "CHN", "basket": "280530", "measure": "share_pct", "stated": "50",
             "tolerance": "0", **fields}
    return claimfile.claim_of(2, cells, FakeCountries(), FakeBaskets())


def figures_of(*rows):
    """Figures over rows (period, flow, reporter, partner, code, dollars, kilograms or None)."""
    coverage = {}
    for period, flow, reporter, *_ in rows:
        coverage.setdefault((period, flow), {})[reporter] = {"H6"}
    cells = [trade.Row(period, flow, reporter, partner, ("H6", code),
                       trade.cell_of(usd * exact.UNIT, None if kg is None else kg * exact.UNIT,
                                     False))
             for period, flow, reporter, partner, code, usd, kg in rows]
    return figures.Figures(Groups(trade.Trade(cells, coverage), FakeCountries(), FakeBaskets(),
                                  "EU27"))


def figure_of(stated, computed, **changes):
    """The Figure of a claim by its stated definition, with changes."""
    of_bloc = bool(computed.groups.blocs(definitions.subject(stated)))
    definition = definitions.as_stated(stated, of_bloc)._replace(**changes)
    return computed.figure(definitions.subject(stated), definition)


class Exact(unittest.TestCase):
    def test_parse(self):
        self.assertEqual(exact.parse("-0012.50"), Fraction(-25, 2))
        self.assertEqual(exact.parse(".5"), Fraction(1, 2))
        for text in ("", ".", "1e9", "1,5", " 1", "nan", "9" * 29, "0.0000000001", "٣"):
            with self.subTest(text=text), self.assertRaises(ValueError):
                exact.parse(text)

    def test_units(self):
        self.assertEqual(exact.units("1.5"), 1500000000)
        self.assertEqual(exact.units("7"), 7000000000)

    def test_rounded(self):
        for number, digits, text in ((Fraction(1, 3), 4, "0.3333"), (Fraction(5, 2), 0, "2"),
                                     (Fraction(7, 2), 0, "4"), (Fraction(-1, 1000), 2, "0.00"),
                                     (Fraction(-1, 8), 3, "-0.125")):
            self.assertEqual(exact.rounded(number, digits), text)

    def test_plain(self):
        for number, text in ((Fraction(100), "100"), (Fraction(-5, 2), "-2.5"), (Fraction(0), "0")):
            self.assertEqual(exact.plain(number), text)


class ClaimFile(unittest.TestCase):
    def read(self, *lines):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "claims.csv")
            with open(path, "w", encoding="utf-8") as file:
                file.write("".join(line + "\n" for line in lines))
            return claimfile.read(path, FakeCountries(), FakeBaskets())

    def test_read(self):
        (read,) = self.read(HEADER, 'a,"x, y",2012:2023,X,CHN,EU27,280530,change_pp,>=1.5,0.1')
        self.assertEqual((read.line, read.id, read.text), (2, "a", "x, y"))
        self.assertEqual((read.periods, read.flow), (("2012", "2023"), "X"))
        self.assertEqual((read.bound, read.number, read.tolerance),
                         (">=", Fraction(3, 2), Fraction(1, 10)))
        self.assertEqual(claimfile.written(read), ">=1.5 +- 0.1")

    def test_all_errors_are_reported(self):
        with self.assertRaises(messages.Failure) as caught:
            self.read(HEADER, "a,,23,M,USA,CHN,280530,share_pct,1,0",
                      "b,,2023,Q,USA,CHN,280530,share_pct,1,0")
        self.assertIn("2 lines are wrong", str(caught.exception))
        self.assertIn(':2: period is "23"', caught.exception.stderr)
        self.assertIn(':3: flow is "Q"', caught.exception.stderr)

    def test_headers(self):
        for lines, message in (((), "it is empty"), ((HEADER,), "no claim"),
                               ((HEADER + ",id",), ":1: two columns are called id"),
                               ((HEADER + ",x",), ":1: unknown column 'x'"),
                               (("id",), ":1: no column text")):
            with self.subTest(lines=lines), self.assertRaises(messages.Failure) as caught:
                self.read(*lines)
            self.assertIn(message, str(caught.exception))

    def test_agrees(self):
        for bound, figure, agrees in (("", 51, True), ("", Fraction(511, 10), False),
                                      (">", 49, False), (">=", 49, True), ("<", 51, False),
                                      ("<=", 51, True), ("<", 50, True)):
            stated = claim(stated=bound + "50", tolerance="1")
            self.assertEqual(claimfile.agrees(stated, Fraction(figure)), agrees, (bound, figure))

    def test_interval(self):
        self.assertEqual(claimfile.interval(claim(tolerance="2")), (48, 52))
        self.assertEqual(claimfile.interval(claim(stated=">50")), (50, None))
        self.assertEqual(claimfile.interval(claim(stated="<=50")), (None, 50))

    def test_wrong_fields(self):
        for fields, message in (({"reporter": "W00"}, "reporter is W00"),
                                ({"partner": "W00"}, "share_pct needs a partner"),
                                ({"measure": "world_rank"}, "its partner is W00"),
                                ({"partner": "ZZZ"}, "neither a country nor a bloc; did you mean 'CHN'?"),
                                ({"stated": "80%"}, "not a number"),
                                ({"tolerance": "-1"}, "must not be negative"),
                                ({"tolerance": ""}, "tolerance is empty"),
                                ({"text": "\x1b"}, "control character"),
                                ({"period": "2012:2023"}, "this measure needs"),
                                ({"measure": "change_pp"}, "this measure needs"),
                                ({"measure": "change_pp", "period": "2012:2012"}, "two years"),
                                ({"basket": "?"}, "basket is")):
            with self.subTest(fields=fields), self.assertRaises(claimfile.Wrong) as caught:
                claim(**fields)
            self.assertIn(message, str(caught.exception))


class Definitions(unittest.TestCase):
    def test_step(self):
        self.assertEqual(definitions.step("2023", -1), "2022")
        self.assertEqual(definitions.step("202312", 1), "202401")
        self.assertEqual(definitions.step("202301", -1), "202212")

    def test_subject(self):
        self.assertEqual(definitions.subject(claim(flow="X"))[:3], ("share", "CHN", "USA"))
        world = claim(partner="W00", measure="value_usd")
        self.assertEqual(definitions.subject(world)[:3], ("amount", "USA", None))

    def test_sweep(self):
        stated = claim()
        sweep = definitions.sweep(stated, FakeBaskets(), False)
        self.assertEqual(sweep[0], definitions.as_stated(stated, False))
        self.assertEqual(len(sweep), len(set(sweep)))
        self.assertEqual(len(sweep), 2 * 1 * 3 * 3 * 2 * 2)  # basis, goods, period, whole, ...

    def test_measures(self):
        self.assertEqual(MEASURES["net_kg_world_change_pp"][:], ("change", "net_kg", True))
        self.assertEqual(len(MEASURES), 16)


class FiguresOf(unittest.TestCase):
    IMPORTS = (("2023", "M", "USA", "CHN", "280530", 60, 30), ("2023", "M", "USA", "JPN", "280530", 30, 50),
               ("2023", "M", "USA", "_X", "280530", 10, 20))

    def test_share(self):
        figure = figure_of(claim(), figures_of(*self.IMPORTS))
        self.assertEqual((figure.value, figure.why, figure.reporters), (60, "", ["USA"]))

    def test_share_by_weight(self):
        figure = figure_of(claim(), figures_of(*self.IMPORTS), basis="net_kg")
        self.assertEqual(figure.value, 30)

    def test_rank(self):
        computed = figures_of(*self.IMPORTS)
        self.assertEqual(figure_of(claim(measure="rank", partner="JPN"), computed).value, 2)
        self.assertIn("no country", figure_of(claim(measure="rank", partner="_X"), computed).why)

    def test_change(self):
        computed = figures_of(*self.IMPORTS, ("2012", "M", "USA", "CHN", "280530", 1, 1),
                              ("2012", "M", "USA", "JPN", "280530", 3, 3))
        stated = claim(measure="change_pp", period="2012:2023")
        self.assertEqual(figure_of(stated, computed).value, 35)

    def test_missing_weights(self):
        computed = figures_of(("2023", "M", "USA", "CHN", "280530", 98, 1),
                              ("2023", "M", "USA", "JPN", "280530", 2, None))
        self.assertIn("2.0 % of the dollars have no weight",
                      figure_of(claim(), computed, basis="net_kg").why)

    def test_reasons(self):
        computed = figures_of(*self.IMPORTS)
        for fields, reason in (({"period": "1999"}, "nothing of 1999"),
                               ({"flow": "X"}, "no exports of 2023"),
                               ({"reporter": "JPN"}, "JPN has no imports of 2023"),
                               ({"basket": "850511"}, "no imports of 850511"),
                               ({"reporter": "EU27", "partner": "DEU"}, "DEU is in EU27")):
            figure = figure_of(claim(**fields), computed)
            with self.subTest(fields=fields):
                self.assertIsNone(figure.value)
                self.assertIn(reason, figure.why)

    def test_bloc_counts_as_one(self):
        computed = figures_of(("2023", "M", "DEU", "FRA", "280530", 100, 1),
                              ("2023", "M", "DEU", "CHN", "280530", 30, 1),
                              ("2023", "M", "FRA", "JPN", "280530", 10, 1))
        self.assertEqual(figure_of(claim(reporter="EU27"), computed).value, 75)

    def test_mirror(self):
        computed = figures_of(("2023", "X", "CHN", "USA", "280530", 90, 1),
                              ("2023", "X", "JPN", "USA", "280530", 30, 1),
                              ("2023", "X", "JPN", "DEU", "280530", 30, 1))
        figure = figure_of(claim(), computed, side=definitions.MIRROR)
        self.assertEqual((figure.value, figure.reporters), (75, ["CHN", "JPN"]))


class Lints(unittest.TestCase):
    def found(self, *claims, rows=()):
        return [(rule, ids) for rule, ids, _ in lints.lint(claims, figures_of(*rows))]

    def test_disjoint_shares(self):
        first, second = claim(id="a", stated="60"), claim(id="b", stated="50", partner="JPN")
        self.assertEqual(self.found(first, second), [("disjoint shares over 100", ["a", "b"])])
        self.assertEqual(self.found(first, claim(id="b", stated="40", partner="JPN")), [])

    def test_ranks_and_shares(self):
        rank, share = claim(id="a", stated="2", measure="rank"), claim(id="b", stated="60")
        self.assertEqual(self.found(rank, share), [("ranks against shares", ["a", "b"])])
        self.assertEqual(self.found(rank, claim(id="b", stated="50")), [])

    def test_rest_of_a_heading(self):
        part = claim(id="p", basket="284690", stated="50")
        rows = [("2023", "M", "USA", partner, code, usd, None)
                for partner, code, usd in (("CHN", "284690", 50), ("JPN", "284690", 50),
                                           ("CHN", "284610", 90), ("JPN", "284610", 10))]
        for stated, found in (("72", []), ("91", [("union outside its parts", ["u", "p"])]),
                              ("49", [("union outside its parts", ["u", "p"])])):
            heading = claim(id="u", basket="2846", stated=stated)
            self.assertEqual(self.found(heading, part, rows=rows), found, stated)
            self.assertEqual(self.found(heading, part, rows=rows[:2]), [], "no rows of the rest")
            coarse = ("2023", "M", "USA", "CHN", "2846", 5, None)
            self.assertEqual(self.found(heading, part, rows=[*rows, coarse]), [], "coarse rows")


class Baskets(unittest.TestCase):
    def test_inside(self):
        heading, code = baskets.coded(["2846"]), baskets.coded(["284610"])
        self.assertTrue(baskets.smaller(code, heading))
        self.assertFalse(baskets.smaller(heading, code))
        self.assertFalse(baskets.smaller(heading, heading))
        self.assertEqual(baskets.operands(heading), ["2846"])


class Options(unittest.TestCase):
    def test_parse(self):
        values, path, files = options.parse(["--lints", "c.csv", "a", "b"])
        self.assertEqual((values["lints"], path, files), (True, "c.csv", ["a", "b"]))

    def test_misuse(self):
        for arguments in ([], ["c.csv"], ["-", "-"], ["--text", "--sweep", "c", "t"],
                          ["--absent", "maybe", "c", "t"], ["c", "t\n"]):
            with self.subTest(arguments=arguments), self.assertRaises(messages.Failure) as caught:
                options.parse(arguments)
            self.assertEqual(caught.exception.status, 2)

    def test_inputs(self):
        files, words = options.inputs(["-x.csv", "-", "a store"])
        self.assertEqual(files, ["./-x.csv", "-", "a store"])
        self.assertEqual(words, "./-x.csv - 'a store'")

    def test_usage(self):
        status, out, errors = capture.run(print, options.usage())
        self.assertEqual((status, errors), (None, b""))
        self.assertIn(b"CLAIMS.csv FILE...", out)


if __name__ == "__main__":
    unittest.main()
