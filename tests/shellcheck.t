#!/bin/sh
# shellcheck: the scripts are sh that a plain sh understands.
. tests/lib.sh

if ! command -v shellcheck >/dev/null; then
	skip 'shellcheck is not here'
	done_testing
	exit
fi
for script in scripts/* tests/*.t tests/*.sh tests/*/*.sh .ci/run; do
	if [ -f "$script" ] && head -n 1 "$script" | grep -Eq '^#!(/bin/sh|/usr/bin/env bash)|shell=sh'; then
		ok "$script" shellcheck -x "$script"
	fi
done
done_testing
