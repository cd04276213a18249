#!/bin/sh
# fetch-normalise -j: output, messages, report and status do not depend on the number of threads.
. tests/lib.sh
PATH=$bin:$PATH
in=testdata
C=period,flow,reporter,partner,hs,value_usd

# enough rows for several batches of each thread; the last file repeats a key of the first
rows() { awk -v from="$1" -v n="$2" -v c=$C 'BEGIN { print c; for (i = from; i < from + n; i++) printf "2023,M,USA,CHN,%06d,%d\n", i + 100000, i }'; }
rows 0 9000 >"$tmp/a.csv"
rows 9000 3000 | gzip >"$tmp/b.csv.gz"
rows 20000 1 >"$tmp/c.csv"
rows 8999 2 >"$tmp/again.csv"
{
	rows 30000 3000
	echo 2023,M,USA,CHN,2846,many
	echo 2023,M,Narnia,CHN,2846,5
	rows 40000 3000 | sed 1d
} >"$tmp/bad.csv"
{
	rows 50000 3000
	echo '!filter-hs failed'
} >"$tmp/failed.csv"
printf 'year,who\n2023,1\n' >"$tmp/unknown.csv"
: >"$tmp/empty.csv"

# run JOBS ARGUMENT...: prints status, messages, output, rejects and report
run() {
	jobs=$1
	shift
	rm -f "$tmp/rejects" "$tmp/report"
	fetch-normalise -j "$jobs" "$@" >"$tmp/out" 2>"$tmp/err"
	echo "status $?"
	cat "$tmp/err" "$tmp/out"
	for file in rejects report; do
		[ ! -e "$tmp/$file" ] || cat "$tmp/$file"
	done
}

# alike WHAT STATUS ARGUMENT...: compares runs with 1, 2, 3 and 16 threads
alike() {
	what=$1 expected="status $2"
	shift 2
	run 1 "$@" >"$tmp/one"
	is "$what: status" "$expected" "$(head -n 1 "$tmp/one")"
	for jobs in 2 3 16; do
		run $jobs "$@" >"$tmp/many"
		same "$what: -j $jobs" "$tmp/one" "$tmp/many"
	done
}

# fails_alike WHAT MESSAGE ARGUMENT...: rows before the failure may differ
fails_alike() {
	what=$1 message=$2
	shift 2
	for jobs in 1 2 16; do
		fetch-normalise -j $jobs "$@" >"$tmp/out" 2>"$tmp/err"
		is "$what: -j $jobs: status" 1 $?
		like "$what: -j $jobs: message" "$message" "$(cat "$tmp/err")"
		is "$what: -j $jobs: failure mark" '!fetch-normalise failed' "$(tail -n 1 "$tmp/out")"
	done
}

alike 'three files' 0 "$tmp/a.csv" "$tmp/b.csv.gz" "$tmp/c.csv"
alike 'three files in reverse order' 0 --report "$tmp/report" "$tmp/c.csv" "$tmp/b.csv.gz" "$tmp/a.csv"
alike 'rows held for --duplicates max, with editions' 0 --level any --duplicates max $in/usa-2024.csv
{
	printf '[{"period":2023,"flowCode":"M","reporterCode":842,"partnerCode":156,"classificationCode":"H6","cmdCode":"284610","primaryValue":5},'
	printf '{"period":2023,"flowCode":"M","reporterCode":842,"partnerCode":156,"classificationCode":"H5","cmdCode":"284690","primaryValue":6,"netWgt":1}]\n'
} >"$tmp/keys.json"
alike 'JSON records with different keys' 0 "$tmp/keys.json" "$tmp/keys.json" --duplicates first
is '... and each row keeps its edition' 'H6,284610,5,, H5,284690,6,1,' \
	"$(fetch-normalise -q "$tmp/keys.json" 2>/dev/null | cut -d , -f 5- | sed 1d | paste -s -d ' ' -)"
awk 'BEGIN { # many duplicates, all on one line
	printf "["
	for (i = 0; i < 40; i++)
		printf "%s{\"period\":2023,\"flowCode\":\"M\",\"reporterCode\":842,\"partnerCode\":156,\"cmdCode\":\"%06d\",\"primaryValue\":5}", i ? "," : "", 300000 - i % 20
	print "]"
}' >"$tmp/line.json"
alike 'duplicates on one line' 1 "$tmp/line.json" "$tmp/c.csv"
like '... the message names the first ones' ' 299981: .*line.json:1 and .*line.json:1' "$(sed -n 3p "$tmp/one")"
# shellcheck disable=SC2046
alike 'every layout in dollars' 0 --level any --duplicates first $(find $in/usa-2024*.csv $in/usa-2024*.json | grep -v -e eurostat -e comext -e census) \
	$in/usa-2024-bulk.txt.gz
alike 'rows that are made of several records' 0 "$in/usa-2024-eurostat.csv"
alike '--keep' 0 --keep primaryValue --mirror --duplicates first --level any $in/usa-2024.csv $in/usa-2024-api.csv $in/usa-2024.json
alike 'rows held for --duplicates max' 0 --duplicates max --report "$tmp/report" "$tmp/a.csv" "$tmp/again.csv"
alike 'rejected rows' 0 --rejects "$tmp/rejects" --report "$tmp/report" "$tmp/a.csv" "$tmp/bad.csv" "$tmp/c.csv"
alike 'a selection' 0 --hs 1002-1003,1200 --report "$tmp/report" "$tmp/a.csv" "$tmp/b.csv.gz" "$tmp/c.csv"
alike 'duplicates in different files' 1 --report "$tmp/report" "$tmp/a.csv" "$tmp/b.csv.gz" "$tmp/again.csv"
alike 'one file' 0 $in/usa-2024.csv
alike 'an unknown column' 2 --keep nothing "$tmp/a.csv" "$tmp/b.csv.gz"
alike 'the first file is empty' 1 "$tmp/empty.csv" "$tmp/a.csv"

fails_alike 'a bad row' "bad.csv:3002: the value is \"many\", not a number" "$tmp/a.csv" "$tmp/bad.csv" "$tmp/empty.csv"
fails_alike 'an empty file' 'empty.csv: no data at all' "$tmp/a.csv" "$tmp/empty.csv" "$tmp/unknown.csv"
fails_alike 'an unknown layout' 'unknown.csv:1: unknown layout' "$tmp/a.csv" "$tmp/b.csv.gz" "$tmp/unknown.csv"

fetch-normalise -j 4 "$tmp/a.csv" "$tmp/failed.csv" "$tmp/c.csv" >"$tmp/out" 2>"$tmp/err"
is 'the failure mark of an upstream filter ends the run: status' 1 $?
is '... it is passed on' '!filter-hs failed' "$(tail -n 1 "$tmp/out")"
is '... after the rows before it' 12002 "$(wc -l <"$tmp/out" | tr -d ' ')"
if [ "${SANITIZED-}" != 1 ]; then # sanitizers reserve memory of their own
	rows 100000 150000 >"$tmp/long.csv"
	ended=
	for kb in 12000 14000 16000 18000 20000 20500 21000 21500 22000 22500 23000 24000 26000 28000 30000; do
		for jobs in 1 4; do
			(
				# shellcheck disable=SC3045 # without this limit the run succeeds
				ulimit -v $kb
				fetch-normalise -j $jobs "$tmp/long.csv" "$tmp/b.csv.gz" "$tmp/c.csv" >"$tmp/out" 2>"$tmp/err"
			)
			case $?,$(wc -l <"$tmp/out" | tr -d ' '),$(grep -n '^!' "$tmp/out") in
			0,153002,) ;; # enough memory
			1,0,) ;;
			1,*,*:*) [ "$(tail -n 1 "$tmp/out")" = '!fetch-normalise failed' ] || ended="$ended $kb:$jobs" ;;
			*) ended="$ended $kb:$jobs" ;;
			esac
		done
	done
	is 'out of memory, the run fails with its mark after the last row, or before any row' '' "$ended"
fi
is 'one pipe under two names is misuse' 2 "$(cat "$tmp/a.csv" | fetch-normalise - /dev/stdin >/dev/null 2>&1; echo $?)"
for limit in 5 8 12; do
	sh -c 'ulimit -n $1; shift; exec fetch-normalise "$@"' - $limit -j 16 "$tmp/a.csv" "$tmp/b.csv.gz" \
		"$tmp/c.csv" "$tmp/bad.csv" >"$tmp/out" 2>"$tmp/err"
	is "with $limit descriptors the run fails: status" 1 $?
	like '... with a message' 'Too many open files|not a number' "$(cat "$tmp/err")"
done
cp "$tmp/a.csv" "$tmp/grows.csv"
status 'output appended to an input file is misuse' 2 sh -c "fetch-normalise '$tmp/grows.csv' >>'$tmp/grows.csv'"
status 'one file under two names is misuse' 2 filter-hs 1000 "$tmp/a.csv" "$tmp/../${tmp##*/}/a.csv"
status 'a report that cannot be written fails the run' 1 fetch-normalise --report "$tmp/no/report" "$tmp/a.csv"
is '... before any row' '' "$(cat "$tmp/out")"
is '-j 0 is misuse' 2 "$(fetch-normalise -j 0 "$tmp/a.csv" >/dev/null 2>&1; echo $?)"
is 'head -n 1 gets the first line' 'period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags' "$(fetch-normalise -q -j 4 "$tmp/a.csv" "$tmp/b.csv.gz" "$tmp/c.csv" | head -n 1)"
done_testing
