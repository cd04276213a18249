"""Every module can be imported without effect, and every main returns its status."""
import filecmp
import importlib
import os
import pkgutil
import signal
import tempfile
import unittest

import capture

import reliance

COMMANDS = ("bench", "claims", "plot", "refresh", "report", "run", "spark")  # with --version
DATA = "testdata"
OPTIONAL = ("polars", "pyspark")  # scripts/setup --bench and --spark install them


def modules():
    """The names of all modules of the package."""
    return [module.name for module in pkgutil.walk_packages(reliance.__path__, "reliance.")]


class Modules(unittest.TestCase):
    def test_import(self):
        handlers = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
        environment, folder = dict(os.environ), os.getcwd()
        for name in modules():
            with self.subTest(module=name):
                try:
                    status, out, errors = capture.run(importlib.import_module, name)
                except ModuleNotFoundError as error:
                    self.assertIn(error.name, OPTIONAL)
                    self.skipTest(f"{error.name} is not installed")
                self.assertEqual((out, errors), (b"", b""))
        self.assertEqual(handlers, [signal.getsignal(number)
                                    for number in (signal.SIGTERM, signal.SIGINT)])
        self.assertEqual((environment, folder), (dict(os.environ), os.getcwd()))

    def test_all_commands_are_tested(self):
        mains = {name.split(".")[1] for name in modules() if name.endswith(".main")}
        self.assertEqual(mains, {DATA, *COMMANDS})


class Mains(unittest.TestCase):
    def setUp(self):
        self.handlers = {number: signal.getsignal(number)
                         for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)}

    def tearDown(self):
        for number, handler in self.handlers.items():
            signal.signal(number, handler)

    def run_all(self, *arguments, commands=(DATA, *COMMANDS)):
        """Yields the command, status, stdout and stderr of each main."""
        for command in commands:
            main = importlib.import_module(f"reliance.{command}.main").main
            with self.subTest(command=command):
                yield command, *capture.run(main, list(arguments))

    def test_help(self):
        for command, status, out, errors in self.run_all("--help"):
            self.assertEqual((status, errors), (0, b""))
            self.assertRegex(out, rb"(?i)\Ausage: .*\n")
            self.assertEqual(b"--version" in out, command in COMMANDS)

    def test_version(self):
        for _, status, out, errors in self.run_all("--version", commands=COMMANDS):
            self.assertEqual((status, errors), (0, b""))
            self.assertRegex(out, rb"\A\S+ \(reliance\) \d+\.\d+\.\d+\n\Z")

    def test_misuse(self):
        for _, status, out, errors in self.run_all("--no-such-option"):
            self.assertEqual((status, out), (2, b""))
            self.assertRegex(errors, rb"--no-such-option|required: --input")

    def test_testdata_is_current(self):
        with tempfile.TemporaryDirectory() as folder:
            main = importlib.import_module("reliance.testdata.main").main
            self.assertEqual(capture.run(main, [folder]), (0, b"", b""))
            names = os.listdir(folder)
            self.assertGreater(len(names), 20)
            self.assertEqual(filecmp.cmpfiles(folder, "testdata", names, shallow=False)[1:], ([], []))


if __name__ == "__main__":
    unittest.main()
