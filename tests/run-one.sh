#!/bin/sh
# run-one.sh RESULTS FOLDER FILE: runs one test file with the programs of FOLDER. Prints one line for
# it, with what failed before that line, in a single write, so that files may run side by side.
# RESULTS is a folder: what the file counted is left there as "PASSED FAILED SKIPPED".
set -u
results=$1 folder=$2 file=${3#./}
log=$(mktemp "$results/log.XXXXXX")

# Counts the results in the TAP of a file.
count() {
	awk '
		/^ok.* # SKIP/ { skipped++; next }
		/^ok/ { passed++; next }
		/^not ok/ { failed++; next }
		/^1\.\.[0-9]+/ { planned = substr($1, 4); has_plan = 1 }
		END {
			if (!has_plan || planned != passed + failed + skipped)
				failed++
			print passed + 0, failed + 0, skipped + 0
		}' "$log"
}

# The failed tests, each with its diagnostics, and the end of what went to standard error.
show_failures() {
	awk '
		/^(ok|not ok|1\.\.)/ { show = /^not ok/ }
		/^1\.\.[0-9]+/ { has_plan = 1; planned = substr($1, 4) }
		/^(ok|not ok)/ { n++ }
		show
		END {
			if (!has_plan)
				print "died before its end"
			else if (planned != n)
				print "planned " planned " tests and made " n
		}' "$log"
	sed 's/^/stderr: /' "$log.err" | tail -n 20
}

case $folder in
bin/*san | bin/cross/[!m]*) SANITIZED=1 ;; # an emulator needs memory of its own, too
*) SANITIZED=0 ;;
esac
export SANITIZED
code=0
begun=$(date +%s)
BIN=$folder "./$file" >"$log" 2>"$log.err" </dev/null || code=$?
seconds=$(($(date +%s) - begun))

# shellcheck disable=SC2046 # three numbers
set -- $(count)
passed=$1 failed=$2 skipped=$3
if [ "$failed" -eq 0 ] && [ "$code" -ne 0 ]; then
	failed=1
	echo "not ok - status $code" >>"$log"
fi
verdict=ok
[ "$failed" -eq 0 ] || verdict=FAILED
{
	[ "$failed" -eq 0 ] || show_failures
	sed -n 's/^ok [0-9]* # SKIP/skipped:/p' "$log"
	echo "$verdict $file ($folder): $passed passed, $failed failed, $skipped skipped, $seconds s"
} >"$log.text"
cat "$log.text"
echo "$passed $failed $skipped" >"$log.count"
