#!/bin/sh
# ruff and mypy find nothing in the Python, and clang-format nothing in the C. (shellcheck.t has the shell;
# clang-tidy takes minutes, so `make lint` has it.)
. tests/lib.sh

if ! [ -x "${XDG_CACHE_HOME:-$HOME/.cache}/reliance/lint/bin/ruff" ]; then
	skip 'ruff, mypy and clang-format are not here; sh scripts/setup --lint installs them'
	done_testing
	exit
fi
is 'ruff and mypy' '' "$(scripts/lint python 2>&1)"
is 'clang-format' '' "$(scripts/format --check 2>&1)"
done_testing
