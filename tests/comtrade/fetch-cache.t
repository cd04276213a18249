#!/bin/sh
# The cache of fetch-normalise --fetch: nothing in it is requested again, not by a later run, not after
# a kill, not by a concurrent run; and a cache that cannot be used never costs a row.
. tests/lib.sh
PATH=$bin:$PATH
# shellcheck source=tests/standin.sh
. tests/standin.sh

standin_start
expect_some() {
	# shellcheck disable=SC2086 # options, several words
	expected "$ask" $some >"$tmp/expected"
}
# shellcheck disable=SC2086 # options, several words
{
expect_some
fresh fetch $some >"$tmp/out" 2>"$tmp/err"
same 'a fetch' "$tmp/expected" "$tmp/out"
find "$cache" -type f -name '*.json.gz' | sed 's|.*/||' | grep -Ec '^[0-9]{17}\.-?[0-9]+\.json\.gz$' >"$tmp/n"
is 'one file per dataset, named by code and checksum' 6 "$(cat "$tmp/n")"
is '... and no partial files' '' "$(find "$cache" -type f -name '*tmp*' -o -type f -name '.*')"

standin_forget
fetch $some >"$tmp/out" 2>"$tmp/err"
same 'a second run' "$tmp/expected" "$tmp/out"
is '... requests the list of datasets only' '1 1' "$(standin_count getDA) $(standin_count)"
for file in "$cache"/*/query; do
	: >"$file" # as a run leaves it that is killed while it writes it
done
standin_forget
fetch $some >"$tmp/out" 2>"$tmp/err"
same 'after a run that was killed at its first byte' "$tmp/expected" "$tmp/out"
is '... the folder of the query is found again' 1 "$(standin_count)"
standin_forget
status '--offline' 0 fetch --offline $some
same '... prints the same bytes' "$tmp/expected" "$tmp/out"
is '... and makes no request' 0 "$(standin_count)"
standin_forget
keyed fetch $some >"$tmp/out" 2>"$tmp/err"
same 'with a key' "$tmp/expected" "$tmp/out"
is '... uses what was cached without one' 0 "$(standin_count /data/)"
standin_forget
fetch -r JPN -f M -y 2013 --hs 2805,2846,850511 >"$tmp/out" 2>"$tmp/err"
is 'a subset of the cached datasets makes no request' 0 "$(standin_count preview)"
grep -E '^period|^2013,M,JPN' "$tmp/expected" >"$tmp/part"
same '... and prints that subset' "$tmp/part" "$tmp/out"
standin_forget
fetch -r USA,JPN -f M -y 2011-2014 --hs 2805,2846,850511 >"$tmp/out" 2>"$tmp/err"
is 'with one more year, that year is requested' "$(standin_count preview)" "$(standin_count 'preview.*period=2011&')"
standin_forget
fetch -r USA,JPN -f M -y 2012-2014 --hs 2805 >"$tmp/out" 2>"$tmp/err"
is 'other codes are another query' 3 "$(standin_count preview)"
standin_forget
status '--offline without the datasets in the cache' 1 fetch --offline -r USA -f M -y 2012-2015 --hs 2805,2846,850511
is '... fails without a request' 0 "$(standin_count)"
no_rows '... and prints no rows'
status '... and so does another query' 1 fetch --offline -r USA -f X -y 2012 --hs 2805,2846,850511
status '--availability --offline' 0 fetch-normalise --base-url "$url" --cache "$cache" --availability --offline -r USA,JPN -y 2012-2014
is '... reads the cache' '0 7' "$(standin_count) $(wc -l <"$tmp/out" | tr -d ' ')"

# the quota ends during a run
standin_faults '[{"match":"preview","n":4,"kind":"403"}]'
status 'the quota ends during a run' 1 fresh fetch $some
like '... the error names the time of its reset' '03:14:17' "$err"
no_rows '... no rows are printed'
standin_faults '[]'
standin_forget
fetch $some >"$tmp/out" 2>"$tmp/err"
same '... the next run prints every byte' "$tmp/expected" "$tmp/out"
is '... and requests only what was missing' 3 "$(standin_count preview)"

# releases
standin_state '{"releases":{"842/2013":2}}'
expect_some
standin_forget
fetch $some >"$tmp/out" 2>"$tmp/err"
same 'a revised dataset is fetched' "$tmp/expected" "$tmp/out"
is '... alone' 1 "$(standin_count preview)"
like '... with its reporter and period' 'reporterCode=842&period=2013&' "$(standin_targets)"
status '--offline after that' 0 fetch --offline $some
same '... uses the latest release seen' "$tmp/expected" "$tmp/out"
standin_state '{"releases":{"842/2013":2,"392/2014":0}}'
expect_some
standin_forget
fetch $some >"$tmp/out" 2>"$tmp/err"
same 'a withdrawn dataset is dropped' "$tmp/expected" "$tmp/out"
is '... without a request for rows' 0 "$(standin_count preview)"
standin_state '{}'
standin_faults '[{"match":"preview","n":1,"kind":"plain","state":{"releases":{"842/2012":0,"392/2012":0}}}]'
status 'datasets withdrawn between two requests' 1 fresh fetch $some
no_rows '... are not an empty success'
standin_faults '[]'
standin_state '{}'
standin_faults '[{"match":"preview","n":1,"kind":"plain","state":{"releases":{"842/2013":2,"392/2012":2}}}]'
fresh fetch $some >"$tmp/out" 2>"$tmp/err"
expect_some
standin_faults '[]'
standin_forget
fetch $some >"$tmp/out" 2>"$tmp/err"
same 'datasets revised between two requests: the next run has them' "$tmp/expected" "$tmp/out"
is '... and requests only them' '' "$(standin_targets | grep preview | grep -Ev 'reporterCode=(842&period=2013|392&period=2012)&')"

# a dataset of several requests is of one release
standin_state '{"more_partners":300}'
standin_faults '[{"match":"preview","n":2,"kind":"plain","state":{"more_partners":300,"releases":{"842/2012":2}}}]'
parts='-r USA -f M -y 2012 --hs 2805,2846'
status 'revised between two requests for one dataset' 1 fresh fetch $parts
like '... is reported' 'USA 2012 was revised or withdrawn while it was fetched' "$err"
no_rows '... no rows'
is '... and it is not cached' '' "$(find "$cache" -name '2*.json.gz')"
standin_faults '[]'
status '... and the next run' 0 fetch $parts
expected 'reporterCode=842&period=2012&flowCode=M&cmdCode=2805,2846' $parts >"$tmp/expected" 2>/dev/null
same '... has the revision' "$tmp/expected" "$tmp/out"
standin_state '{}'
expect_some

# its folder
rm -rf "$HOME/.cache"
fetch-normalise --base-url "$url" --pace 0 --fetch $some >"$tmp/out" 2>"$tmp/err"
is 'the cache is in ~/.cache/reliance' 6 "$(find "$HOME/.cache/reliance" -name '[0-9]*.json.gz' | wc -l | tr -d ' ')"
XDG_CACHE_HOME=$tmp/xdg fetch-normalise --base-url "$url" --pace 0 --fetch $some >"$tmp/out" 2>"$tmp/err"
is '... or in XDG_CACHE_HOME' 6 "$(find "$tmp/xdg/reliance" -name '[0-9]*.json.gz' | wc -l | tr -d ' ')"
(
	unset HOME XDG_CACHE_HOME
	standin_forget
	fetch-normalise --base-url "$url" --pace 0 --fetch $some >"$tmp/out" 2>"$tmp/err"
	is '... and without HOME the run fails' true "$([ $? -ne 0 ] && [ ! -e .cache ] && [ ! -e reliance ] && echo true)"
)
tests=$((tests + 1))
cache="$tmp/a b/c'd"
status 'a folder of any name is created' 0 fetch $some
same '... and used' "$tmp/expected" "$tmp/out"
(
	umask 027
	fresh fetch $some >"$tmp/out" 2>"$tmp/err"
	find "$cache" -name '[0-9]*.gz' ! -perm 640 >"$tmp/modes"
)
is 'the umask sets the permissions of the files' '' "$(cat "$tmp/modes")"
for cache in '' "$tmp/two
lines"; do
	status 'an invalid folder name is misuse' 2 fetch $some
done
for cache in "$data/usa-2024.csv" /dev/null /proc/none; do
	status "not a folder: $cache" 1 fetch $some
	like '... is named' "$cache" "$err"
	no_rows '... and no rows'
done

# damaged files
# damaged WHAT COMMAND...: runs the command on two files; after that, rows are correct or absent
damaged() {
	what=$1
	shift
	fresh fetch $some >"$tmp/out" 2>"$tmp/err"
	for file in "$cache"/*/20842201301052000.*.json.gz "$cache"/*/20392201201052000.*.json.gz; do
		"$@" "$file"
	done
	fetch $some >"$tmp/out" 2>"$tmp/err"
	code=$?
	if [ $code -eq 0 ]; then
		same "$what: fetched again" "$tmp/expected" "$tmp/out"
	else
		is "$what: an error" '1 ' "$code $(tail -n 1 "$tmp/out" | grep -v '^!fetch-normalise failed$')"
		like '... which names the file' '20842201301052000|20392201201052000' "$(cat "$tmp/err")"
	fi
}
shorter() { head -c 200 "$1" >"$tmp/x" && cp "$tmp/x" "$1"; }
nothing() { : >"$1"; }
other() { cp "$(ls "$(dirname "$1")"/20842201401052000.*)" "$1"; }
text() { echo hello >"$1"; }
folder() { rm -f "$1" && mkdir "$1"; }
dangling() { rm -f "$1" && ln -s "$tmp/none" "$1"; }
flipped() { printf 'XXXXXXXX' | dd of="$1" bs=1 seek=100 conv=notrunc 2>/dev/null; }
a_pipe() { rm -f "$1" && mkfifo "$1"; }
endless() { rm -f "$1" && ln -s /dev/zero "$1"; }
tail_lost() { head -c -5 "$1" >"$tmp/x" && cp "$tmp/x" "$1"; }
for way in shorter nothing other text folder dangling flipped tail_lost a_pipe endless; do
	damaged "a file that is $way" $way
done
for row in first last; do
	fresh fetch -r USA -f M -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
	file=$(ls "$cache"/*/20842201201052000.*)
	gzip -dc "$file" >"$tmp/x"
	lines=$(wc -l <"$tmp/x")
	line=2
	[ $row = first ] || line=$((lines - 1))
	sed $line's/"primaryValue":[0-9.]*/"primaryValue":"many"/' "$tmp/x" | gzip >"$file"
	status "--download, when the $row value in a file is not a number" 1 fetch --download -r USA -f M -y 2012 --hs 2805
	like '... is an error that suggests to remove the file' 'not a number; remove it' "$err"
done

# killed at any moment
standin_state '{"delay":0.01}'
years='-r USA -f M -y 2010-2019 --hs 2805'
expected 'reporterCode=842&period=2010,2011,2012,2013,2014,2015,2016,2017,2018,2019&flowCode=M&cmdCode=2805' >"$tmp/years"
wrong='' more='' torn='' stray=0
for moment in 0.01 0.02 0.03 0.04 0.05 0.06 0.07 0.08 0.09 0.1 0.11 0.12 0.13 0.14 0.15 0.16 0.17 0.18 0.19 0.2 \
    0.015 0.025 0.035 0.045 0.055 0.065 0.075 0.085 0.095 0.105 0.115 0.125 0.135 0.145 0.155; do
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	fetch-normalise --base-url "$url" --pace 0 --cache "$cache" --fetch $years >"$tmp/half" 2>/dev/null &
	sleep $moment
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
	find "$cache" -name '[0-9]*.json.gz' >"$tmp/there"
	xargs gzip -t <"$tmp/there" 2>/dev/null || [ ! -s "$tmp/there" ] || torn="$torn $moment"
	standin_idle
	standin_forget
	fetch $years >"$tmp/out" 2>"$tmp/err"
	cmp -s "$tmp/out" "$tmp/years" || wrong="$wrong $moment"
	[ "$(standin_count preview)" -eq $((10 - $(wc -l <"$tmp/there"))) ] || more="$more $moment"
	stray=$((stray + $(find "$cache" -type f ! -name '*.json.gz' ! -name query | wc -l)))
done
is 'after a kill, each file is complete or absent' '' "$torn"
is '... the next run prints every byte' '' "$wrong"
is '... and requests only what is missing' '' "$more"
is '... and partial files are gone' 0 "$stray"
standin_state '{}'

# signals
for signal in TERM INT HUP; do
	standin_faults '[{"match":"preview","n":2,"kind":"silent"}]'
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	standin_forget
	(
		trap - INT
		exec fetch-normalise --base-url "$url" --pace 0 --cache "$cache" --fetch $years
	) >"$tmp/out" 2>"$tmp/err" &
	wait_for standin_asked preview 2
	[ $signal = INT ] && signal=TERM # background jobs of a shell ignore it
	kill -s $signal $!
	wait $!
	is "SIG$signal during a request: status" true "$([ $? -gt 128 ] && echo true)"
	no_rows '... no rows'
	standin_faults '[]'
	fetch $years >"$tmp/out" 2>/dev/null
	same '... but the next run prints every byte' "$tmp/years" "$tmp/out"
	is '... and no partial files are left' '' "$(find "$cache" -type f ! -name '*.json.gz' ! -name query)"
done
standin_faults '[]'

# concurrent runs
wrong='' errors=''
for turn in 1 2 3 4 5 6 7 8; do
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	pids=''
	for k in 1 2 3 4; do
		fetch -q $some >"$tmp/out.$k" 2>"$tmp/err.$k" &
		pids="$pids $!"
	done
	for pid in $pids; do
		wait "$pid" || errors="$errors $(cat "$tmp"/err.[1-4])"
	done
	for k in 1 2 3 4; do
		cmp -s "$tmp/expected" "$tmp/out.$k" || wrong="$wrong $turn"
	done
	fetch -q --offline $some 2>/dev/null | cmp -s - "$tmp/expected" || wrong="$wrong cache"
done
is 'four concurrent runs with one cache: none fails' '' "$errors"
is '... each is complete, and so is the cache' '' "$wrong"

# full and read-only folders
if [ "$(id -u)" -eq 0 ] && mkdir "$tmp/small" && mount -t tmpfs -o size=64k none "$tmp/small" 2>/dev/null; then
	trap 'umount "$tmp/small" 2>/dev/null; standin_stop; rm -rf "$tmp"' EXIT
	cache=$tmp/small/cache
	head -c 40000 /dev/zero >"$tmp/small/ballast"
	status 'a full disk' 1 fetch -r USA,JPN,KOR,CHN -f M,X -y 2010-2014 --level 4
	like '... is reported' 'space' "$err"
	no_rows '... no rows'
	is '... no damaged files' '' "$(find "$tmp/small" -name '[0-9]*.json.gz' -exec sh -c 'gzip -t "$1" || echo "$1"' - {} \; 2>&1)"
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	TMPDIR=$tmp/small fetch -r USA,JPN,KOR,CHN -f M,X -y 2010-2014 --level 4 >"$tmp/out" 2>"$tmp/err"
	is 'a full $TMPDIR: status' 1 $?
	like '... is reported' 'small.*space' "$(cat "$tmp/err")"
	cache=$tmp/small/cache
	rm "$tmp/small/ballast"
	mount -o remount,size=8m "$tmp/small"
	fetch $some >"$tmp/out" 2>"$tmp/err"
	same 'with free space again' "$tmp/expected" "$tmp/out"
	mount -o remount,ro "$tmp/small"
	status 'a read-only cache that has all datasets' 0 fetch --offline $some
	same '... is enough' "$tmp/expected" "$tmp/out"
	fetch $some >"$tmp/out" 2>"$tmp/err"
	is '... without --offline: an error or the same rows' true "$(cmp -s "$tmp/out" "$tmp/expected" || grep -q 'fetch-normalise: .*small.*[Rr]ead-only' "$tmp/err" && echo true)"
	status 'a read-only cache that lacks a dataset' 1 fetch -r KOR -f M -y 2012 --hs 2805
	like '... is an error that names the folder' 'small.*[Rr]ead-only' "$err"
	umount "$tmp/small"
	trap 'standin_stop; rm -rf "$tmp"' EXIT
else
	skip 'a full disk: needs root to mount a small one'
fi
}
done_testing
