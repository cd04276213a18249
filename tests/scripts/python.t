#!/bin/sh
# The scripts in Python are Python: compiled, and nothing of it is left.
. tests/lib.sh

if ! command -v python3 >/dev/null; then
	skip 'python3 is not here'
	done_testing
	exit
fi
# shellcheck disable=SC2046 # many words
is 'every script compiles' '' "$(python3 -c 'import sys
for name in sys.argv[1:]:
    compile(open(name, encoding="utf-8").read(), name, "exec")' \
	$(grep -ls '^#!.*python3' scripts/*) scripts/reliance/*.py scripts/reliance/*/*.py tests/*.py tests/*/*.py tests/*/*/*.py 2>&1)"
done_testing
