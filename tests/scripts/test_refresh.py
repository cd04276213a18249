"""The modules of reliance.refresh that need neither filters nor network."""
import errno
import io
import os
import tempfile
import unittest
from unittest import mock

from reliance.common import messages
from reliance.refresh import (
    changes,
    cleanup,
    comtrade,
    files,
    generation,
    manifest,
    members,
    options,
    overlap,
    parts,
    run,
    selection,
)

HEADER = b"period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags\n"


class Folder(unittest.TestCase):
    """Tests with a temporary folder."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, data=b""):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as file:
            file.write(data)
        return self.path(name)


class FakeFilters:
    """Sums in place of aggregate: the rows and dollars of period files."""

    def sums(self, by, paths):
        assert by == "period,reporter"
        found = {}
        for path in paths:
            with open(path, "rb") as file:
                text = b"".join(members.unpack(member) for member in members.split(file))
            for line in text.splitlines():
                if line + b"\n" != HEADER:
                    cells = line.decode().split(",")
                    usd, rows = found.get((cells[0], cells[2]), (0, 0))
                    found[cells[0], cells[2]] = usd + int(cells[6]), rows + 1
        return "".join(f"{period},{reporter},{usd},{rows}\n"
                       for (period, reporter), (usd, rows) in found.items()).encode()


class Changes(Folder):
    def period_file(self, name, *blocks):
        return self.write(name, b"".join(map(members.pack, (HEADER, *blocks))))

    def test_changes(self):
        usa, deu = b"2020,M,USA,CHN,H5,280530,5,,\n", b"2020,M,DEU,CHN,H5,280530,7,,\n"
        old = self.period_file("old", usa + deu)
        new = self.period_file("new", deu + b"2020,M,USA,CHN,H5,280530,6,,\n")
        withdrawn = self.period_file("withdrawn", b"2019,M,USA,CHN,H5,280530,1,,\n")
        added = self.period_file("added", b"2021,M,USA,CHN,H5,280530,2,,\n")
        found = changes.changes(FakeFilters(), [("2020", old, new), ("2019", withdrawn, None),
                                                ("2021", None, added)])
        self.assertEqual(list(found), [
            ("2019", "USA", "withdrawn", "1", "0", "1", "0"),
            ("2020", "USA", "revised", "1", "1", "5", "6"),
            ("2021", "USA", "new", "0", "1", "0", "2")])

    def test_order_of_rows_does_not_matter(self):
        first, second = b"2020,M,USA,CHN,H5,280530,5,,\n", b'2020,M,"USA",JPN,H5,280530,7,,\n'
        old = self.period_file("old", first + second)
        new = self.period_file("new", second, first)
        self.assertEqual(changes.reporters_that_differ(old, new), set())


class Selection(Folder):
    OLD = {"store": "2", "source": "comtrade", "hs": "2846", "prefer": "newest"}

    def test_is_kept(self):
        chosen = selection.choose("s", self.OLD, {"hs": None}, "comtrade")
        self.assertEqual(chosen, {"hs": "2846"})
        self.assertEqual(selection.arguments(chosen, ("level", "hs")), ["--hs=2846"])
        self.assertEqual(
            selection.parse(selection.text("comtrade", chosen, "newest"), "selection"), self.OLD)

    def test_another_one_is_misuse(self):
        for given, kind, message in (({"hs": "28"}, "comtrade", "was made with --hs 2846"),
                                     ({"flow": "M"}, "comtrade", "was made without --flow"),
                                     ({}, "files", "is made from comtrade, not from files")):
            with self.subTest(given=given), self.assertRaises(messages.Failure) as caught:
                selection.choose("s", self.OLD, given, kind)
            self.assertIn(message, str(caught.exception))
            self.assertEqual(caught.exception.status, 2)

    def test_comtrade_needs_one(self):
        with self.assertRaises(messages.Failure):
            selection.choose("s", {}, {"flow": "M"}, "comtrade")
        self.assertEqual(selection.choose("s", {}, {"flow": "M", "hs": None}, "files"),
                         {"flow": "M"})

    def test_a_first_run_with_another_one_begins_anew(self):
        for data, kept in ((b"one", False), (b"one", True), (b"two", False)):
            part = self.write("parts/p") if not os.path.exists(self.path("parts/p")) else \
                self.path("parts/p")
            selection.begin(self.folder, data)
            with self.subTest(data=data, kept=kept):
                self.assertEqual(os.path.exists(part), kept)
                self.assertEqual(files.read(self.path("selection")), data)

    def test_damage(self):
        for data, message in ((b"", "not a selection"), (b"option,value\nstore,1\n", "not a sel"),
                              (b"option,value\nstore,3\nsource,files\n", "a store of format 3")):
            with self.subTest(data=data), self.assertRaises(messages.Failure) as caught:
                selection.parse(data, "selection")
            self.assertIn(message, str(caught.exception))


class Publish(Folder):
    """The switch to a new release, on a disk that fails."""

    def setUp(self):
        super().setUp()
        selection.begin(self.folder, b"selected")
        for name in ("raw", "parts", "generations"):
            os.mkdir(self.path(name))
        self.refresh = object.__new__(run.Refresh)
        self.refresh.store = self.folder
        self.refresh.next = generation.Next(generation.Generation(self.folder), None, [], None)
        self.refresh.next.close(b"manifest", b"selected")
        self.refresh.next.settle([])

    def publish(self):
        """The error, and what was printed."""
        with mock.patch.object(run.stdio, "write") as write:
            try:
                self.refresh.publish()
                error = None
            except (OSError, messages.Failure) as raised:
                error = str(raised)
        return error, b"".join(call.args[0] for call in write.call_args_list)

    def current(self):
        return os.readlink(self.path("current")) if os.path.lexists(self.path("current")) else None

    def test_whole(self):
        self.assertEqual(self.publish(), (None, b""))
        self.assertEqual(self.current(), "generations/000001")
        self.assertEqual(os.readlink(self.path("selection")), "current/selection")
        self.assertEqual(files.read(self.path("selection")), b"selected")

    def test_the_switch_fails(self):
        with mock.patch.object(generation.os, "rename", side_effect=OSError(errno.EIO, "no disk")):
            error, out = self.publish()
        self.assertEqual((out, self.current()), (b"!refresh failed\n", None))
        self.assertIn("no disk", error)

    def test_a_flush_fails_behind_the_switch(self):
        with mock.patch.object(files, "sync", side_effect=OSError(errno.EIO, "no disk")):
            error, out = self.publish()
        self.assertEqual((out, self.current()), (b"", "generations/000001"))
        self.assertEqual(error, f"{self.folder}: no disk; generations/000001 is the current "
                                "release, but a power failure may undo that")

    def test_a_removal_fails_behind_the_switch(self):
        with mock.patch.object(run.cleanup, "remove_old",
                               side_effect=PermissionError(errno.EACCES, "not yours", "old")):
            error, out = self.publish()
        self.assertEqual((out, self.current()), (b"", "generations/000001"))
        self.assertEqual(error, "old: not yours; generations/000001 is the current release, but "
                                "older ones are not all removed")


class Members(unittest.TestCase):
    def test_round_trip(self):
        packed = []
        writer = members.Writer(packed.append)
        text = b"".join(b"%06d\n" % n for n in range(400000))
        for start in range(0, len(text), 100000):
            writer.add(text[start:start + 100000])
        writer.close()
        self.assertEqual(list(members.split(io.BytesIO(b"".join(packed)))), packed)
        texts = [members.unpack(member) for member in packed]
        self.assertEqual(b"".join(texts), text)
        self.assertEqual(len(texts), 3)
        for part in texts:
            self.assertTrue(part.endswith(b"\n") and len(part) <= members.TEXT)

    def test_pack_is_deterministic(self):
        self.assertEqual(members.pack(b"x\n"), members.pack(b"x\n"))

    def test_damage(self):
        member = members.pack(b"x\n")
        for data in (member[:5], member[:-1], b"\x1f\x8b\x08\x00" + member[4:]):
            with self.subTest(data=data), self.assertRaises(ValueError):
                list(members.split(io.BytesIO(data)))


class Manifest(unittest.TestCase):
    SOURCE = manifest.Source("comtrade", "7", "2012-2013", "USA", "-5", "2024", "9", "3", "1.5",
                             ("0",) * len(manifest.DROPPED), "", "raw/x", "ab", "0.1.0")

    def test_periods(self):
        for periods, text in ((["2012", "2013", "2015"], "2012-2013 2015"), ([], ""),
                              (["202312", "202401"], "202312-202401"),
                              (["2012", "201301"], "2012 201301")):
            self.assertEqual(manifest.collapse(periods), text)
            self.assertEqual(manifest.expand(text), periods)
        for text in ("12", "2013-2012", "2012-201301"):
            with self.subTest(text=text), self.assertRaises(ValueError):
                manifest.expand(text)

    def test_round_trip(self):
        data = manifest.text([self.SOURCE])
        self.assertEqual(manifest.parse(data, "m", "0.1.0"), [self.SOURCE])

    def test_source(self):
        self.assertEqual(self.SOURCE.part, "7.-5")
        self.assertEqual(self.SOURCE._replace(code="").part, "ab")
        self.assertEqual(self.SOURCE.periods, ["2012", "2013"])
        self.assertEqual(self.SOURCE.name, "dataset 7")

    def test_errors(self):
        data = manifest.text([self.SOURCE])
        for changed, version, message in ((data, "0.0.9", "written by version 0.1.0"),
                                          (data.replace(b"usd", b"eur"), "0.1.0", "another version"),
                                          (b"a\n1,2\n", "0.1.0", "not a manifest")):
            with self.subTest(message=message), self.assertRaises(messages.Failure) as caught:
                manifest.parse(changed, "m", version)
            self.assertIn(message, str(caught.exception))

    def test_later(self):
        self.assertTrue(manifest.later("0.10.0", "0.9.1"))
        self.assertFalse(manifest.later("0.9.1", "0.9.1"))

    def test_inputs(self):
        sources = [self.SOURCE, self.SOURCE._replace(code="8", rows="0")]
        self.assertEqual(generation.inputs_of(sources),
                         {"2012": [("7.-5", "2024")], "2013": [("7.-5", "2024")]})


class Files(Folder):
    def test_sums(self):
        path = self.write("SHA256SUMS", files.list_sums({"b": "1" * 64, "a": "2" * 64}))
        self.assertEqual(files.read_sums(path), {"a": "2" * 64, "b": "1" * 64})
        with self.assertRaises(ValueError):
            files.read_sums(self.write("SHA256SUMS", b"damaged\n"))

    def test_copy_and_remove(self):
        digest = files.copy(self.write("a", b"x"), self.path("b"))
        self.assertEqual(digest, files.sha256(self.path("b")))
        self.assertEqual(os.stat(self.path("b")).st_mode & 0o222, 0)
        for name in ("b", "missing"):
            files.remove(self.path(name))
        self.assertEqual(files.names(self.folder), ["a"])
        self.assertEqual(files.names(self.path("missing")), [])

    def test_split_by_period(self):
        split = parts.Split(self.folder)
        lines = b"".join(b"%d,M,USA\n" % (2020 + n % 3 * (n > 500)) for n in range(1000))
        split.add(lines)
        split.add(b"!fetch-normalise failed\n")
        sums = split.close()
        self.assertEqual(sorted(sums), ["2020.csv.gz", "2021.csv.gz", "2022.csv.gz"])
        self.assertEqual(split.invalid, b"(none)")
        self.assertEqual(files.sha256(self.path("2021.csv.gz")), sums["2021.csv.gz"])

    def test_all_dropped(self):
        self.assertTrue(parts.all_dropped([("read", "3", ""), ("emitted", "0", "")]))
        self.assertFalse(parts.all_dropped([("read", "3", ""), ("emitted", "1", "")]))
        self.assertFalse(parts.all_dropped([]))

    def test_unfinished_files(self):
        part = "a" * 64
        for name in (f"parts/{part}.new/x", f"raw/{part}.gz.new", "parts/mine.new/x", "raw/mine"):
            self.write(name)
        cleanup.remove_unfinished(self.folder)
        self.assertEqual(files.names(self.path("parts")), ["mine.new"])
        self.assertEqual(files.names(self.path("raw")), ["mine"])


class FakePart:
    def __init__(self, lines):
        self.rows = lines

    def lines(self, _):
        yield self.rows

    def series(self):
        return {tuple(line.decode().split(",")[:3]): ("1", 1) for line in self.rows}


class Overlap(unittest.TestCase):
    OLD = [b"2020,M,USA,CHN,H5,280530,5,,\n", b"2020,M,USA,JPN,H5,280530,1,,\n"]
    NEW = [b"2020,M,USA,CHN,H5,280530,6,,\n", b"2020,M,USA,JPN,H5,280530,1,,\n"]

    def merge(self, prefer):
        fakes = [FakePart(self.OLD), FakePart(self.NEW)]
        sources = [Manifest.SOURCE._replace(source=name, code="", last_released=name)
                   for name in ("a", "b")]
        return overlap.Merge(sources, fakes, "2020", overlap.shared(fakes, "2020"), prefer)

    def test_difference_is_an_error(self):
        with self.assertRaises(messages.Failure) as caught:
            self.merge(None).compare()
        self.assertIn("1 row differs between sources", str(caught.exception))
        self.assertEqual(caught.exception.stderr.splitlines(),
                         ["a: 2020,M,USA,CHN,H5,280530,5,,", "b: 2020,M,USA,CHN,H5,280530,6,,"])

    def test_newest(self):
        merge = self.merge("newest")
        merge.compare()
        self.assertEqual([list(merge.rows(i)) for i in (0, 1)],
                         [[[self.OLD[1]]], [[self.NEW[0]]]])
        self.assertEqual((dict(merge.equal), dict(merge.replaced)), ({(0, 1): 1}, {(0, 1): 1}))

    def test_year_and_months(self):
        sources = [Manifest.SOURCE._replace(period=period) for period in ("2020", "202001")]
        fakes = [FakePart([b"2020,M,USA\n"]), FakePart([b"202001,M,USA\n"])]
        with self.assertRaises(messages.Failure):
            overlap.check_months(sources, [FakePart([b"2020,M,USA"]), FakePart([b"202001,M,USA"])])
        overlap.check_months(sources[:1], fakes[:1])


class Comtrade(unittest.TestCase):
    def sources(self, *codes):
        return [Manifest.SOURCE._replace(code=code, period="2020") for code in codes]

    def test_emptied(self):
        listed = [{"code": "1"}]
        self.assertEqual(comtrade.emptied(self.sources("1", "2"), listed), [])
        lost = self.sources("1", "2", "3")
        self.assertEqual(comtrade.emptied(lost, listed), lost[1:])
        self.assertEqual(comtrade.emptied(self.sources("2"), []), self.sources("2"))

    def test_duplicates(self):
        row = {"code": "1", "checksum": "5", "period": "2020", "reporter": "USA"}
        comtrade.check_unique([row])
        with self.assertRaises(messages.Failure):
            comtrade.check_unique([row, {**row, "code": "2"}])


class Options(unittest.TestCase):
    def test_parse(self):
        store, values = options.parse(["s", "--from", "d", "-q"])
        self.assertEqual((store, values["from"], values["quiet"]), ("s", ["d"], True))

    def test_misuse(self):
        for arguments, message in (([], "no STORE"), (["s"], "give --period"),
                                   (["s", "t"], "no operand 't'"), (["a\nb"], "two lines"),
                                   (["s", "--check", "--hs", "28"], "--hs does not go with --check"),
                                   (["s", "--from", "d", "--pace", "1"], "go with --from"),
                                   (["s", "-y", "2020", "--map", "x"], "it is for --from"),
                                   (["s", "-y", "2020", "--prefer", "x"], "--prefer newest or"),
                                   (["s", "-y", "2020", "--dry-run", "--rebuild"], "--rebuild")):
            with self.subTest(arguments=arguments), self.assertRaises(messages.Failure) as caught:
                options.parse(arguments)
            self.assertIn(message, str(caught.exception))
            self.assertEqual(caught.exception.status, 2)


if __name__ == "__main__":
    unittest.main()
