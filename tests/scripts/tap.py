"""tap.py [DONE]: runs the unit tests in this folder (test_*.py) and prints TAP, after DONE earlier
tests."""
import os
import sys
import traceback
import unittest


class Tap(unittest.TestResult):
    """Prints a line for each test, and the reason of a failure as diagnostics."""

    def __init__(self, done):
        super().__init__()
        self.done = done

    def report(self, test, word, details=""):
        self.done += 1
        print(f"{word} {self.done} - {test.id()}", flush=True)
        for line in details.splitlines():
            print(f"# {line}", flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.report(test, "ok")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.report(test, "not ok", details=self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self.report(test, "not ok", details=self.errors[-1][1])

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.done += 1
        print(f"ok {self.done} # SKIP {test.id()}: {reason}", flush=True)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            details = "".join(traceback.format_exception(*err))
            self.report(subtest, "not ok", details=details)


def main():
    tests = unittest.defaultTestLoader.discover(os.path.dirname(os.path.abspath(__file__)))
    result = Tap(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    tests.run(result)
    print(f"1..{result.done}")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
