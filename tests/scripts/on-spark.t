#!/bin/sh
# The Python modules of on-spark that need no Spark. The rest is tests/spark/ (scripts/test --spark).
. tests/lib.sh

if ! command -v python3 >/dev/null || ! command -v bash >/dev/null; then
	skip 'python3 or bash is not installed'
	done_testing
	exit
fi
PYTHONPATH=scripts PYTHONDONTWRITEBYTECODE=1 python3 tests/spark/modules.py
