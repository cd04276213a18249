#!/bin/sh
# unit: the tests in C of tests/unit/, each a program that prints TAP itself.
. tests/lib.sh

if ! [ -x "$bin/unit/decimal" ]; then
	echo 'Bail out! the unit tests are not built; make unit builds them'
	exit 1
fi
for unit in amount bytes decimal csvin hs keytab tables exact-keys radix scan sha256 store verify word; do
	"$bin/unit/$unit" >"$tmp/tap" 2>"$tmp/err"
	code=$?
	grep -v '^1\.\.' "$tmp/tap" | sed "s/^\(not \)*ok - /&$unit: /"
	made=$(grep -c -E '^(not )?ok ' "$tmp/tap")
	tests=$((tests + made))
	is "$unit ran to its end" "1..$made" "$(tail -n 1 "$tmp/tap")"
	if grep -q '^not ok' "$tmp/tap"; then
		continue
	fi
	is "$unit: status 0, and no message" '0 ' "$code $(cat "$tmp/err")"
done
done_testing
