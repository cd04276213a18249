#!/bin/sh
# on-spark without Spark: its modules. The rest is tests/spark/, for sh scripts/test --spark.
. tests/lib.sh

if ! command -v python3 >/dev/null || ! command -v bash >/dev/null; then
	skip 'python3 or bash is not here'
	done_testing
	exit
fi
python3 tests/spark/modules.py
