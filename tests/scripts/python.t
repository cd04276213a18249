#!/bin/sh
# The Python of the project: every file compiles, and the unit tests of the scripts (test_*.py) pass.
. tests/lib.sh

if ! command -v python3 >/dev/null; then
	skip 'python3 is not installed'
	done_testing
	exit
fi
PATH=$bin:$PATH
# shellcheck disable=SC2046 # many names
is 'every file compiles' '' "$(python3 -c 'import sys
for name in sys.argv[1:]:
    compile(open(name, encoding="utf-8").read(), name, "exec")' \
	$(grep -ls '^#!.*python3' scripts/* tests/*/*.t) $(find scripts tests -name '*.py') 2>&1)"
PYTHONPATH=scripts:tests PYTHONDONTWRITEBYTECODE=1 python3 tests/scripts/tap.py "$tests"
