#!/bin/sh
# The scripts in Python are Python: compiled, and nothing of it is left.
. tests/lib.sh

if ! command -v python3 >/dev/null; then
	skip 'python3 is not here'
	done_testing
	exit
fi
for script in $(grep -ls '^#!.*python3' scripts/*) scripts/*.d/*.py tests/*.py tests/*/*.py; do
	ok "$script" python3 -c 'import sys; compile(open(sys.argv[1], encoding="utf-8").read(), sys.argv[1], "exec")' "$script"
done
done_testing
