#!/bin/sh
# run-one.sh RESULTS FOLDER FILE: runs one test file with the programs in FOLDER. Prints the failed
# tests and a line with the totals, in a single write, so that several files can run at the same
# time. Writes "PASSED FAILED SKIPPED" to a file in the folder RESULTS.
set -u
results=$1 folder=$2 file=${3#./}
log=$(mktemp "$results/log.XXXXXX")

# Prints "PASSED FAILED SKIPPED" of the test output. A missing or wrong plan counts as a failure.
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

# Prints the failed tests with their diagnostics, and the last lines of stderr.
show_failures() {
	awk '
		/^(ok|not ok|1\.\.)/ { show = /^not ok/ }
		/^1\.\.[0-9]+/ { has_plan = 1; planned = substr($1, 4) }
		/^(ok|not ok)/ { n++ }
		show
		END {
			if (!has_plan)
				print "ended early: no plan (1..N) at the end"
			else if (planned != n)
				print "planned " planned " tests, ran " n
		}' "$log"
	sed 's/^/stderr: /' "$log.err" | tail -n 20
}

case $folder in
bin/*san | bin/cross/[!m]*) SANITIZED=1 ;; # emulators need additional memory, too
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
