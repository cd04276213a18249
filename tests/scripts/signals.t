#!/bin/sh
# A signal at any moment ends a script with its status, and nothing is left.
. tests/lib.sh

mkdir "$tmp/own"
is 'a signal at any line leaves no temporary file' True \
	"$(TMPDIR=$tmp/own python3 -B tests/scripts/signals/everywhere.py "$tmp/own" 2>&1)"
done_testing
