#!/bin/sh
# The scripts are what a plain sh understands, and hold no known trap.
. tests/lib.sh

if ! command -v shellcheck >/dev/null; then
	skip 'shellcheck is not here'
	done_testing
	exit
fi
for script in scripts/* scripts/dist/* tests/*.sh tests/*/*.t tests/*/*.sh tests/*/*/*.sh .ci/run; do
	if [ -f "$script" ] && head -n 1 "$script" | grep -Eq '^#!(/bin/sh|/usr/bin/env bash)|shell=sh'; then
		ok "$script" shellcheck -x -S warning "$script"
	fi
done
done_testing
