"""The pure modules of reliance.common."""
import contextlib
import gzip
import os
import tempfile
import unittest
from unittest import mock

import capture

from reliance.common import (
    abandoned,
    atomic,
    command_line,
    fetch_options,
    messages,
    nearest,
    programs,
    shell,
    stdio,
    stream,
    table,
)

OPTIONS = (("o", "output", "FILE", "write to FILE"), ("", "quiet", None, "print less"))


class Failing(unittest.TestCase):
    @contextlib.contextmanager
    def fails(self, message, status=1):
        """The block raises a Failure with this status, whose message contains this text."""
        with self.assertRaises(messages.Failure) as caught:
            yield
        self.assertIn(message, str(caught.exception))
        self.assertEqual(caught.exception.status, status)


class Messages(unittest.TestCase):
    def test_plural(self):
        self.assertEqual(messages.plural(1, "row"), "1 row")
        self.assertEqual(messages.plural(0, "row"), "0 rows")
        self.assertEqual(messages.plural(2, "country", "countries"), "2 countries")

    def test_write(self):
        _, out, errors = capture.run(messages.write, "one\nline")
        self.assertEqual(out, b"")
        self.assertEqual(errors, f"{messages.PROGRAM}: one\\nline\n".encode())

    def test_visible(self):
        for text, shown in (("Côte d’Ivoire \\ 中\u00a0国", "Côte d’Ivoire \\ 中\u00a0国"),
                            ("a\n\r\t\0\x1b[2J\x7f", "a\\n\\r\\t\\x00\\x1b[2J\\x7f"),
                            ("\x9b\u202e\u200b\ufeff", "\\u009b\\u202e\\u200b\\ufeff"),
                            ("n\udce9", "n\\xe9")):
            self.assertEqual(messages.visible(text), shown)

    def test_forward(self):
        _, _, errors = capture.run(messages.forward, "n\udce9 bytes\nas they came\n")
        self.assertEqual(errors, b"n\xe9 bytes\nas they came\n")

    def test_os_error(self):
        with self.assertRaises(OSError) as caught:
            open("/no/such/file", "rb")
        self.assertEqual(messages.os_error(caught.exception),
                         "/no/such/file: No such file or directory")
        self.assertEqual(messages.os_error(OSError("odd")), "odd")

    def test_failure(self):
        failure = messages.Failure("bad", 2, "before\n")
        self.assertEqual((str(failure), failure.status, failure.stderr), ("bad", 2, "before\n"))


class Stdio(unittest.TestCase):
    def test_write(self):
        _, out, errors = capture.run(stdio.write, b"x" * 100000)
        self.assertEqual((out, errors), (b"x" * 100000, b""))

    def test_version(self):
        _, out, _ = capture.run(stdio.write_version, "1.2")
        self.assertEqual(out.decode(), f"{messages.PROGRAM} (reliance) 1.2\n")


class CommandLine(Failing):
    def test_usage(self):
        self.assertEqual(command_line.usage("Head\n", OPTIONS),
                         "Head\n  -o, --output FILE         write to FILE\n"
                         "      --quiet               print less\n")

    def test_usage_of_a_long_option(self):
        text = command_line.usage("", (("", "a-very-long-option", "ARGUMENT", "what"),))
        self.assertEqual(text, "      --a-very-long-option ARGUMENT\n" + " " * 28 + "what\n")

    def test_parse(self):
        self.assertEqual(command_line.parse(OPTIONS, ["a", "-o", "f", "b"]),
                         ({"output": "f", "quiet": False}, ["a", "b"]))
        self.assertEqual(command_line.parse(OPTIONS, ["--quiet", "--", "--output"]),
                         ({"output": None, "quiet": True}, ["--output"]))

    def test_repeated(self):
        table = (("b", "basket", "NAME,...", ""), ("y", "period", "YEARS", ""), ("o", "output", "DIR", ""))
        for arguments, name, value in (
                (["-b", "a,b", "-b", "c"], "basket", "a,b,c"),
                (["-y", "2022", "--period", "2023-2024"], "period", "2022,2023-2024"),
                (["-o", "x", "--output", "x"], "output", "x")):
            with self.subTest(arguments=arguments):
                self.assertEqual(command_line.parse(table, arguments)[0][name], value)
        with self.assertRaisesRegex(messages.Failure, "--output is given twice, as 'x' and as 'y'"):
            command_line.parse(table, ["-o", "x", "-o", "y"])

    def test_misuse(self):
        for arguments, message in ((["--outputs=x"], "unknown option '--outputs'; did you mean '--output'?"),
                                   (["--out", "x"], "unknown option '--out'; did you mean '--output'?"),
                                   (["--zzz"], "unknown option '--zzz'; see --help"),
                                   (["--output"], "option '--output' needs an argument; see --help"),
                                   (["--quiet=x"], "option '--quiet' takes no argument; see --help")):
            with self.subTest(arguments=arguments), self.fails(message, 2):
                command_line.parse(OPTIONS, arguments)

    def test_fetch_options(self):
        values = {"edition": "H5", "map": None, "duplicates": "sum", "level": None}
        self.assertEqual(fetch_options.arguments(values, fetch_options.OPTIONS),
                         ["--edition", "H5", "--duplicates", "sum"])
        self.assertEqual(fetch_options.arguments({"mirror": True}, (("", "mirror", None, ""),)),
                         ["--mirror"])


class Nearest(unittest.TestCase):
    def test_answer(self):
        for word, names, answer in (
                ("shaer", ("share", "rank"), "did you mean 'share'?"),
                ("USa", ("CHN", "USA"), "did you mean 'USA'?"),
                ("UAS", ("AUS", "USA"), "did you mean 'USA'?"),
                ("magnets", ("aluminium", "permanent-magnets"), "did you mean 'permanent-magnets'?"),
                ("price", ("place", "sold"), "there are: place, sold"),
                ("rare-dirt", ("ores", "rare-earths"), "there are: ores, rare-earths"),
                ("x", ("a", "b"), "there are: a, b"),
                ("", ("a", "b"), "there are: a, b")):
            with self.subTest(word=word):
                self.assertEqual(nearest.answer(word, names), answer)


class Shell(Failing):
    def test_stages(self):
        for text, stages in (
                ("a", ["a"]),
                ("a | b|c", ["a ", " b", "c"]),
                ("\n a 'x|;&' \"y|$z ${z} \\$( \\\" #\" |\n b\n", ["\n a 'x|;&' \"y|$z ${z} \\$( \\\" #\" ", "\n b\n"]),
                ("X=1 a <x >>y 2>&1 3>&- *.c ${z:-2} $z b#c \\; {d,e}", None)):
            with self.subTest(text=text):
                self.assertEqual([stage.command[2] for stage in shell.stages(text, "P")],
                                 stages or [text])

    def test_refused(self):
        for text in ("a; b", "a & b", "a && b", "a || b", "a |& b", "a\nb", "a\n| b", "$(a)", "a `b`",
                     'a "$(b)"', 'a "`b`"', "(a)", "a <(b)", "a >(b)", "! a", "a | ! b", "{ a", "if a",
                     "while a", "for x", "case x", "coproc a", "a <<E", "a # b", "a $'b'", "a ${x:-'b'}", "a $((1))",
                     "eval 'a | b'", "a '", 'a "', "a \\", "", " ", "a |", "| a", "a | | b", "a\0b"):
            with self.subTest(text=text), self.fails("P: ", 2):
                shell.stages(text, "P")


class Stream(Failing):
    def test_read(self):
        data = b"\xef\xbb\xbfa,b\r\n1,\"x,\"\"y\"\"\"\na,b\n\xe9,3\n"
        read = stream.read(data, "f")
        self.assertEqual(read.columns, ["a", "b"])
        self.assertEqual(read.rows, [(2, ["1", 'x,"y"']), (4, ["\udce9", "3"])])
        self.assertEqual(read.records()[0], {"a": "1", "b": 'x,"y"'})
        self.assertEqual((read.at(4), read.index("b")), ("f:4", 1))
        self.assertEqual(stream.read(gzip.compress(data), "f").rows, read.rows)

    def test_errors(self):
        for data, message in (
                (b"", "f: no input"),
                (b"a,a\n", "f:1: two columns are called 'a'"),
                (b"a,\n", "f:1: a column without a name"),
                (b"a,b\n1\n", "f:2: 1 field under a header of 2"),
                (b"a,b\n1,2,3\n", "f:2: 3 fields under a header of 2"),
                (b"a,b\n\n", "f:2: a blank line under a header of 2"),
                (b"a\n!share failed\n", "f:2: share failed"),
                (b"a\nx\0\n", "f:2: a NUL byte"),
                (b'a\n"x\n', "f:2: the quotes of this line are not closed"),
                (gzip.compress(b"a\n1\n")[:-9], "f: it is gzip, and broken")):
            with self.subTest(data=data), self.fails(message):
                stream.read(data, "f")

    def test_missing_column(self):
        with self.fails("f: there is no column 'c'; there are: a, b", 2):
            stream.read(b"a,b\n", "f").index("c")

    def test_numbers(self):
        for text in ("1", "-1.5", "+.5", "2.", "1e-9", "0e999", "9" * 28):
            self.assertTrue(stream.is_number(text), text)
        for text in ("", ".", "1e", "0x1", "nan", "1,5", " 1", "1e999", "1e-999", "9" * 29, "\u0661", "inf"):
            self.assertFalse(stream.is_number(text), text)


class TableText(unittest.TestCase):
    def test_round_trip(self):
        rows = [["a", "b"], ['q"', "c,d"], ["\udcff", ""]]
        self.assertEqual(table.text(rows), b'a,b\n"q""","c,d"\n\xff,\n')
        self.assertEqual(table.parse(table.text(rows)), rows)

    def test_records(self):
        self.assertEqual(table.records(b"a,b\n1,2\n"), [{"a": "1", "b": "2"}])
        for data in (b"", b"a,b\n1\n"):
            with self.subTest(data=data), self.assertRaises(ValueError):
                table.records(data)

    def test_fields(self):
        self.assertEqual(table.fields(b"a,\xe9\n"), [b"a", b"\xe9"])
        self.assertEqual(table.fields(b'"a,b",""""\n'), [b"a,b", b'"'])


class Atomic(Failing):
    def test_write(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "file")
            for data in (b"first", b"second"):
                atomic.write({path: data})
                with open(path, "rb") as file:
                    self.assertEqual(file.read(), data)
            self.assertEqual(os.listdir(folder), ["file"])
            with self.fails("there is no folder"):
                atomic.write({os.path.join(folder, "none", "file"): b""})

    def test_failure_leaves_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "taken"))
            with self.fails("taken: it exists and is not a file"):
                atomic.write({os.path.join(folder, "first"): b"",
                              os.path.join(folder, "taken"): b""})
            self.assertEqual(os.listdir(folder), ["taken"])

    def test_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            new = os.path.join(folder, "above", "new")
            with self.assertRaises(messages.Failure):
                atomic.write_folder(new, {"file": b"x", ".": b""})
            self.assertEqual(os.listdir(folder), [])
            atomic.write_folder(new, {"file": b"x"})
            self.assertEqual(os.listdir(new), ["file"])

    def test_order(self):
        calls = []

        def noted(name):
            real = getattr(os, name)

            def call(*arguments):
                calls.append(name)
                return real(*arguments)
            return mock.patch(f"os.{name}", call)
        with tempfile.TemporaryDirectory() as folder, noted("fsync"), noted("replace"):
            atomic.write({os.path.join(folder, name): b"x" for name in "ab"})
        self.assertEqual(calls, ["fsync", "fsync", "replace", "replace", "fsync"])

    def test_full_disk(self):
        def full(_):
            raise OSError(28, "No space left on device")
        with tempfile.TemporaryDirectory() as folder, mock.patch("os.fsync", full):
            path = os.path.join(folder, "file")
            with self.assertRaises(OSError) as caught:
                atomic.write({path: b"x"})
            self.assertEqual(messages.os_error(caught.exception), f"{path}: No space left on device")
            with self.fails(f"{folder}: No space left on device; the new files are there"):
                atomic.sync_folder(folder)
            self.assertEqual(os.listdir(folder), [])

    def test_link(self):
        with tempfile.TemporaryDirectory() as folder:
            link, file = os.path.join(folder, "link"), os.path.join(folder, "file")
            os.symlink("file", link)
            atomic.write({link: b"x"})
            self.assertTrue(os.path.islink(link))
            self.assertTrue(os.path.isfile(file))

    def test_abandoned(self):
        with tempfile.TemporaryDirectory() as folder:
            left = os.path.join(folder, ".draft-0123abcd")
            for name in (left, os.path.join(folder, ".draft-mine")):
                with open(name, "wb"):
                    pass
            with open(left, "rb") as file:
                abandoned.hold(file.fileno(), left)
                atomic.write({os.path.join(folder, "one"): b""})
                self.assertTrue(os.path.exists(left))  # its owner lives
            atomic.write({os.path.join(folder, "two"): b""})
            self.assertEqual(sorted(os.listdir(folder)), [".draft-mine", "one", "two"])


class Programs(Failing):
    def test_find(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("one", "two", "script"):
                with open(os.path.join(folder, programs.installed_name(name)), "wb"):
                    pass
                os.chmod(os.path.join(folder, programs.installed_name(name)), 0o755)
            os.mkdir(os.path.join(folder, "links"))
            link = os.path.join(folder, "links", "script")
            os.symlink("../script", link)
            self.assertEqual(list(programs.folders_of(link)),
                             [os.path.join(folder, "links"), os.path.join(folder, "links/..")])
            found = programs.find(link, ["one", "two"])
            self.assertEqual(os.path.realpath(found["two"]),
                             os.path.realpath(os.path.join(folder, "two")))
            with self.fails("one and three are not in the PATH"):
                programs.find(link, ["one", "three"])


if __name__ == "__main__":
    unittest.main()
