#!/bin/sh
# on-spark on a real cluster: output and errors equal those of one machine, also after failures.
. tests/lib.sh
. tests/spark/cluster.sh

lacks=$(cluster_lacks)
if [ -n "$lacks" ]; then
	skip "$lacks"
	done_testing
	exit
fi
PATH=$bin:$PATH
trap 'cluster_stop; rm -rf "$tmp"' EXIT

# on_spark PARTITIONS PATTERN MAP REDUCE [OPTION...]: stdout goes to $tmp/out, stderr to $tmp/err
on_spark() {
	on_partitions=$1 on_pattern=$2 on_map=$3 on_reduce=$4
	shift 4
	"$spark/bin/python3" scripts/on-spark --master "$master" --filters "$bin/static" \
		--conf spark.driver.host=127.0.0.1 --partitions "$on_partitions" --input "$on_pattern" \
		--map "$on_map" --reduce "$on_reduce" "$@" >"$tmp/out" 2>"$tmp/err"
}

run_is() { # DESCRIPTION EXPECTED-FILE ARGUMENTS of on_spark
	what=$1 expected=$2
	shift 2
	if on_spark "$@"; then
		same "$what" "$expected" "$tmp/out"
	else
		fail "$what" "$(tail -n 20 "$tmp/err")"
	fi
}

run_fails() { # DESCRIPTION PATTERN ARGUMENTS of on_spark
	what=$1 pattern=$2
	shift 2
	on_spark "$@"
	code=$?
	is "$what: status 1" 1 $code
	like "$what: the message" "$pattern" "$(cat "$tmp/err")"
	is "$what: no output" '' "$(cat "$tmp/out")"
}

if cluster_start "$tmp/cluster" 2; then
	pass 'a cluster of a master and two workers starts'
else
	fail 'a cluster of a master and two workers starts' "$(cat "$tmp"/cluster/*.log)"
	done_testing
	exit
fi

for tool in fetch-normalise filter-hs aggregate share rank concentration; do
	is "$tool needs no library" '' "$(ldd "$bin/static/$tool" 2>/dev/null | grep '=>')"
done
mkdir "$tmp/root"
cp "$bin/static/share" "$tmp/root/"
if [ "$(id -u)" -eq 0 ]; then
	is '... and no other file' "$("$bin/share" --version)" "$(chroot "$tmp/root" /share --version 2>&1)"
else
	skip 'only root can run it in an empty root'
fi
like 'a build without libcurl rejects --fetch' 'this build does not fetch' "$("$bin/static/fetch-normalise" \
	--fetch -y 2024 --hs 2846 --cache "$tmp/cache" 2>&1)"

# small files first: testdata
mkdir "$tmp/small"
cp "$data/usa-2024.csv" "$tmp/small/a.csv"
cp "$data/world-2012-2023.csv" "$tmp/small/b.csv"
map='fetch-normalise -q -f M | filter-hs -b rare-earths | aggregate'
reduce='aggregate --merge | share | rank --top 5'
sh -c "fetch-normalise -q -f M $tmp/small/* | filter-hs -b rare-earths | aggregate | share | rank --top 5" \
	>"$tmp/small.csv" 2>/dev/null
run_is 'testdata' "$tmp/small.csv" 2 "$tmp/small/*" "$map" "$reduce"
on_spark 2 "$tmp/small/*" "$map" "$reduce" --output "$tmp/result.csv"
same 'testdata, into a file' "$tmp/small.csv" "$tmp/result.csv"
is '... and to no other place' '' "$(cat "$tmp/out"; find "$tmp" -maxdepth 1 -name '.*.part*')"
on_spark 2 "$tmp/small/*" 'fetch-normalise -q -f M | aggregate -g nowhere' "$reduce" --output "$tmp/result.csv"
same 'a failed job does not change the file' "$tmp/small.csv" "$tmp/result.csv"

run_fails 'an output that is a folder' 'is a folder; name a file' 2 "$tmp/small/*" "$map" "$reduce" --output "$tmp/small"
run_fails 'rejects, which would be lost' 'on-spark does not support --rejects, --report and --seen' \
	2 "$tmp/small/*" 'fetch-normalise -q --rejects x | aggregate' "$reduce"

# a killed driver: Spark ends and removes its files
mkdir "$tmp/driver"
TMPDIR=$tmp/driver "$spark/bin/python3" scripts/on-spark --master "$master" --filters "$bin/static" \
	--conf spark.driver.host=127.0.0.1 --input "$tmp/small/*" --map ": >$tmp/slow; sleep 60; $map" \
	--reduce "$reduce" --output "$tmp/none.csv" >"$tmp/out" 2>"$tmp/err" &
job=$!
until [ -e "$tmp/slow" ] || ! kill -0 $job; do
	sleep 0.2
done
kill -9 $job
wait $job 2>/dev/null
tries=0
while [ -n "$(ls "$tmp/driver")" ] && [ $tries -lt 300 ]; do
	tries=$((tries + 1))
	sleep 0.1
done
is 'a killed driver leaves no file' '' "$(ls "$tmp/driver")$(cat "$tmp/none.csv" 2>/dev/null)"

# a Hadoop file system, and names with special characters
mkdir "$tmp/odd"
cp "$data/usa-2024.csv" "$tmp/odd/a 'b' \"c\" #1%20?.csv"
cp "$data/world-2012-2023.csv" "$tmp/odd/x:y
z.csv"
run_is 'names with special characters' "$tmp/small.csv" 2 "$tmp/odd" "$map" "$reduce"
run_is 'a Hadoop file system' "$tmp/small.csv" 2 'viewfs://other/small/*' "$map" "$reduce" \
	--conf "spark.hadoop.fs.viewfs.mounttable.other.link./small=file:$tmp/small"
rm "$tmp/odd/x:"* # Hadoop allows colons only in names of local files
cp "$data/usa-2024.csv" "$tmp/odd/again.csv"
run_fails 'a Hadoop file system: a duplicated file' '2024 M USA CHN 280530: viewfs://other/odd/a .*:[0-9]+ and viewfs://other/odd/again.csv:[0-9]+' \
	2 'viewfs://other/odd/a*' "$map" "$reduce" --conf "spark.hadoop.fs.viewfs.mounttable.other.link./odd=file:$tmp/odd"

# changes of shares: all periods of a reporter in one partition, the order of one machine
sh -c "fetch-normalise -q -f M $tmp/small/* | filter-hs 850511 | aggregate | share --change prev" \
	>"$tmp/change.csv" 2>/dev/null
run_is 'changes of shares' "$tmp/change.csv" 3 "$tmp/small/*" \
	'fetch-normalise -q -f M | filter-hs 850511 | aggregate' 'aggregate --merge | share --change prev' \
	--group flow,reporter

run_fails 'a reduce pipeline that drops a column of --group' 'reporter is of --group, but not in the result' \
	2 "$tmp/small/*" "$map" 'aggregate --merge -g period,flow'
run_fails 'a reduce pipeline that groups by other columns' 'is in the results of two partitions' \
	8 "$tmp/small/*" "$map" 'aggregate --merge -g period:3,flow,reporter:1' --order period,flow,reporter

# the guards across inputs
cp "$data/usa-2024.csv" "$tmp/small/c.csv"
run_fails 'G8: a duplicated file' "2024 M USA CHN 280530: $tmp/small/a.csv:[0-9]+ and $tmp/small/c.csv:[0-9]+" \
	2 "$tmp/small/*" "$map" "$reduce"
fetch-normalise -q -f M "$tmp"/small/*.csv >/dev/null 2>"$tmp/messages"
is '... with the message of one machine' "$(grep G8 "$tmp/messages")" "$(grep G8 "$tmp/err")"
rm "$tmp/small/c.csv"
columns=period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags
printf '%s\n2024,M,USA,DEU,H6,2846,5,,\n' $columns >"$tmp/small/c.csv"
run_fails 'G3: nested codes in two files' '2024 M USA has rows of 2846 and of 284610' \
	2 "$tmp/small/*" "$map" "$reduce"
printf '%s\n202401,M,USA,DEU,H6,280530,5,,\n' $columns >"$tmp/small/c.csv"
run_fails 'G6: a month in another file than the year' '2024 M USA has rows for the year and for its months' \
	2 "$tmp/small/*" "$map" "$reduce"

cp "$data/usa-2024.csv" "$tmp/small/c.csv"
run_fails 'rows of one key in two inputs, with --duplicates max' \
	'on-spark: rows of one key are in several inputs, but --duplicates max works on one input at a time' \
	2 "$tmp/small/*" 'fetch-normalise -q -f M --duplicates max | aggregate' "$reduce"

# parts of trade CSV, shorter than a line or longer
mkdir "$tmp/cut"
cp "$data/usa-2024-trade.csv" "$tmp/cut/"
fetch-normalise -q -f M "$tmp/cut/usa-2024-trade.csv" | aggregate | share | rank >"$tmp/cut.csv" 2>/dev/null
for size in 40 300; do
	run_is "trade CSV in parts of $size bytes" "$tmp/cut.csv" 2 "$tmp/cut/*" 'fetch-normalise -q -f M | aggregate' \
		'aggregate --merge | share | rank' --split $size
done

# empty inputs
printf '%s\n' $columns >"$tmp/small/c.csv"
run_is 'a file with a header only' "$tmp/small.csv" 2 "$tmp/small/*" "$map" "$reduce"
mkdir "$tmp/nothing"
cp "$tmp/small/c.csv" "$tmp/nothing/"
fetch-normalise -q <"$tmp/small/c.csv" | aggregate | share | rank --top 5 >"$tmp/none.csv" 2>/dev/null
run_is 'headers only: the output is a header' "$tmp/none.csv" 2 "$tmp/nothing/*" "$map" "$reduce"
: >"$tmp/small/c.csv"
run_fails 'an empty file' "fetch-normalise: $tmp/small/c.csv" 2 "$tmp/small/*" "$map" "$reduce"
run_fails 'no file' 'no file matches' 2 "$tmp/small/*.none" "$map" "$reduce"

# generated years of BACI, as trade CSV in parts
mkdir "$tmp/baci" "$tmp/trade"
ok 'make-baci' make -s B="$bin" "$bin/make-baci"
"$bin/make-baci" 600000 3 >"$tmp/baci.csv"
awk -F, -v folder="$tmp/baci" 'NR == 1 { h = $0; next } { f = folder "/" $1 ".csv" }
	!(f in seen) { seen[f]; print h >f } { print >f }' "$tmp/baci.csv"
baci='fetch-normalise -q -f X --edition H5 | filter-hs -b rare-earths,permanent-magnets | aggregate'
fetch-normalise -q -f X --edition H5 "$tmp"/baci/* | tee "$tmp/trade/all.csv" |
	filter-hs -b rare-earths,permanent-magnets | aggregate | share | rank --top 5 >"$tmp/baci-one.csv" 2>/dev/null
for n in 1 2 8; do
	run_is "BACI, $n partitions" "$tmp/baci-one.csv" $n "$tmp/baci/*" "$baci" "$reduce"
done
run_is 'BACI as trade CSV in parts' "$tmp/baci-one.csv" 2 "$tmp/trade/*" "$baci" "$reduce" --split 1M
fetch-normalise -q -f X --edition H5 "$tmp/baci.csv" | aggregate --by period,flow,reporter,hs:4 |
	share | rank >"$tmp/groups-one.csv" 2>/dev/null
run_is 'BACI, all headings' "$tmp/groups-one.csv" 8 "$tmp/baci/*" \
	'fetch-normalise -q -f X --edition H5 | aggregate --by period,flow,reporter,hs:4' \
	'aggregate --merge | share | rank' --group period,flow
run_fails 'rows that rank sorts by other columns than --group' 'is not in the order of' 8 "$tmp/baci/*" \
	'fetch-normalise -q -f X --edition H5 | aggregate --by period,flow,reporter,hs:4' \
	'aggregate --merge | share | rank'

# fish
if [ -z "$real" ]; then
	skip 'the real fish file is missing'
	done_testing
	exit
fi
mkdir "$tmp/fish"
ok 'fish is cut into files' python3 tests/spark/cut.py "$real/monthly-fish-2018-2024.csv.gz" "$tmp/fish"
fetch-normalise -q --level any -f M,X,RX,RM,DX,FM,MIP,XIP,MOP,XOP --duplicates keep "$tmp/fish/late" >"$tmp/fish/trade.csv" 2>/dev/null
rm "$tmp/fish/late"
files=$(find "$tmp/fish" -type f | wc -l)
is 'at least 40 of them' yes "$([ "$files" -ge 40 ] && echo yes || echo "$files")"
fish='fetch-normalise -q -f M | filter-hs 0303 | aggregate'
{ fetch-normalise -q -f M "$tmp"/fish/* | filter-hs 0303 | aggregate | share | rank --top 5; } \
	>"$tmp/one.csv" 2>"$tmp/messages"
for n in 1 2 8; do
	run_is "fish, $files files, $n partitions" "$tmp/one.csv" $n "$tmp/fish/*" "$fish" "$reduce" --split 8M
done
is 'missing weights are counted' "$(grep -o 'net_kg is empty in [0-9]*' "$tmp/messages")" \
	"$(grep -o 'net_kg is empty in [0-9]*' "$tmp/err")"
fetch-normalise -f M "$tmp"/fish/* 2>&1 >/dev/null | grep 'rows: .* read;' >"$tmp/account"
on_spark 2 "$tmp/fish/*" 'fetch-normalise -f M | filter-hs 0303 | aggregate' "$reduce" --split 8M
is 'the row counts equal those of one machine' "$(cat "$tmp/account")" "$(grep 'rows: .* read;' "$tmp/err")"

# failures during a job
executors() { # PID of a worker
	ps -eo pid=,ppid=,args= | awk -v parent="$1" \
		'$2 == parent && /CoarseGrainedExecutorBackend/ { print $1 }'
}

# trouble DESCRIPTION MAP REDUCE N COMMAND...: runs the command when N runs of a pipeline have begun;
# each run makes a file
trouble() {
	what=$1 slow_map=$2 slow_reduce=$3 when=$4
	shift 4
	rm -rf "$tmp/begun"
	mkdir "$tmp/begun"
	on_spark 8 "$tmp/fish/*" "$slow_map" "$slow_reduce" --split 8M &
	job=$!
	tries=0
	while [ "$(find "$tmp/begun" -type f | wc -l)" -lt "$when" ] && [ $tries -lt 1200 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	"$@"
	if wait $job; then
		same "$what: the same bytes" "$tmp/one.csv" "$tmp/out"
	else
		fail "$what" "$(tail -n 20 "$tmp/err")"
	fi
}
begin=": >$tmp/begun/\$\$; sleep 0.3;"

first_worker=${workers# }
first_worker=${first_worker%% *}
kill_executor() {
	for pid in $(executors "$first_worker"); do
		kill -9 "$pid"
	done
}
kill_worker() {
	kill_executor
	kill -9 "$first_worker"
	kill_executor
}
# after the maps, during the first reduces
lose_shuffle() {
	find "$tmp/cluster/worker-2-local" -name 'shuffle_*' >"$tmp/lost"
	xargs rm -f <"$tmp/lost"
}

trouble 'a killed executor' "$begin $fish" "$reduce" 10 kill_executor
trouble 'lost shuffle files' "$fish" ": >$tmp/begun/\$\$; sleep 3; $reduce" 1 lose_shuffle
is '... of which there were some' yes "$([ -s "$tmp/lost" ] && echo yes)"

# a bad row in file 17
bad=$(find "$tmp/fish" -name 'fish-*.csv' | sort | sed -n 17p)
cp "$bad" "$tmp/kept"
awk 'NR == 17 { print "C,M,broken"; next } { print }' "$tmp/kept" >"$bad"
run_fails 'a bad row in file 17' "fetch-normalise: $bad:17: " 2 "$tmp/fish/*" "$fish" "$reduce" --split 8M
cp "$tmp/kept" "$bad"

# a duplicated file
cp "$tmp/fish/trade.csv" "$tmp/fish/trade-again.csv"
run_fails 'a duplicated file' 'rows with the key of an earlier row \(G8\)' 2 "$tmp/fish/*" "$fish" "$reduce" --split 8M
rm "$tmp/fish/trade-again.csv"

trouble 'a killed worker' "$begin $fish" "$reduce" 20 kill_worker
done_testing
