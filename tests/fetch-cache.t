#!/bin/sh
# What fetch-normalise --fetch has got, it does not ask for again: not the next day, not after it was
# killed, not when another fetch got it; and a cache that cannot be used never costs a row.
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
is 'a file of each dataset, by code and checksum' 6 "$(cat "$tmp/n")"
is '... and no half file' '' "$(find "$cache" -type f -name '*tmp*' -o -type f -name '.*')"

standin_forget
fetch $some >"$tmp/out" 2>"$tmp/err"
same 'once more' "$tmp/expected" "$tmp/out"
is '... asks for the datasets alone' '1 1' "$(standin_count getDA) $(standin_count)"
for file in "$cache"/*/query; do
	: >"$file" # as one that was killed while it wrote leaves it
done
standin_forget
fetch $some >"$tmp/out" 2>"$tmp/err"
same 'where the first run was killed at its first byte' "$tmp/expected" "$tmp/out"
is '... the folder is found again' 1 "$(standin_count)"
standin_forget
status '--offline' 0 fetch --offline $some
same '... has the same bytes' "$tmp/expected" "$tmp/out"
is '... and asks for nothing' 0 "$(standin_count)"
standin_forget
keyed fetch $some >"$tmp/out" 2>"$tmp/err"
same 'with a key' "$tmp/expected" "$tmp/out"
is '... what was got without one is as good' 0 "$(standin_count /data/)"
standin_forget
fetch -r JPN -f M -y 2013 --hs 2805,2846,850511 >"$tmp/out" 2>"$tmp/err"
is 'a part of what there is: nothing but what there is is asked' 0 "$(standin_count preview)"
grep -E '^period|^2013,M,JPN' "$tmp/expected" >"$tmp/part"
same '... and it is that part' "$tmp/part" "$tmp/out"
standin_forget
fetch -r USA,JPN -f M -y 2011-2014 --hs 2805,2846,850511 >"$tmp/out" 2>"$tmp/err"
is 'a year more: that year is asked for' "$(standin_count preview)" "$(standin_count 'preview.*period=2011&')"
standin_forget
fetch -r USA,JPN -f M -y 2012-2014 --hs 2805 >"$tmp/out" 2>"$tmp/err"
is 'other codes are another question' 3 "$(standin_count preview)"
standin_forget
status 'offline, what is not there' 1 fetch --offline -r USA -f M -y 2012-2015 --hs 2805,2846,850511
is '... is an error, and nothing is asked' 0 "$(standin_count)"
no_rows '... and no rows are printed'
status '... nor another question' 1 fetch --offline -r USA -f X -y 2012 --hs 2805,2846,850511
status 'availability offline' 0 fetch-normalise --base-url "$url" --cache "$cache" --availability --offline -r USA,JPN -y 2012-2014
is '... from the cache' '0 7' "$(standin_count) $(wc -l <"$tmp/out" | tr -d ' ')"

# a quota that ends on the way
standin_faults '[{"match":"preview","n":4,"kind":"403"}]'
status 'the quota ends on the way' 1 fresh fetch $some
like '... and says until when' '03:14:17' "$err"
no_rows '... and no rows are printed'
standin_faults '[]'
standin_forget
fetch $some >"$tmp/out" 2>"$tmp/err"
same '... the next day has every byte' "$tmp/expected" "$tmp/out"
is '... and asks for what was missing alone' 3 "$(standin_count preview)"

# releases
standin_state '{"releases":{"842/2013":2}}'
expect_some
standin_forget
fetch $some >"$tmp/out" 2>"$tmp/err"
same 'a new release has its rows' "$tmp/expected" "$tmp/out"
is '... and is asked for alone' 1 "$(standin_count preview)"
like '... by name' 'reporterCode=842&period=2013&' "$(standin_targets)"
status '... and offline' 0 fetch --offline $some
same '... it is the last that was seen' "$tmp/expected" "$tmp/out"
standin_state '{"releases":{"842/2013":2,"392/2014":0}}'
expect_some
standin_forget
fetch $some >"$tmp/out" 2>"$tmp/err"
same 'what was withdrawn has none' "$tmp/expected" "$tmp/out"
is '... and nothing is asked' 0 "$(standin_count preview)"
standin_state '{}'
standin_faults '[{"match":"preview","n":1,"kind":"plain","state":{"releases":{"842/2012":0,"392/2012":0}}}]'
status 'withdrawn between two requests' 1 fresh fetch $some
no_rows '... is no empty success'
standin_faults '[]'
standin_state '{}'
standin_faults '[{"match":"preview","n":1,"kind":"plain","state":{"releases":{"842/2013":2,"392/2012":2}}}]'
fresh fetch $some >"$tmp/out" 2>"$tmp/err"
expect_some
standin_faults '[]'
standin_forget
fetch $some >"$tmp/out" 2>"$tmp/err"
same 'released anew between two requests: the next run has it' "$tmp/expected" "$tmp/out"
is '... and asks for that alone' '' "$(standin_targets | grep preview | grep -Ev 'reporterCode=(842&period=2013|392&period=2012)&')"

# a dataset of several requests is of one release
standin_state '{"more_partners":300}'
standin_faults '[{"match":"preview","n":2,"kind":"plain","state":{"more_partners":300,"releases":{"842/2012":2}}}]'
parts='-r USA -f M -y 2012 --hs 2805,2846'
status 'released anew between two requests for one dataset' 1 fresh fetch $parts
like '... is said' 'USA 2012 was released anew or withdrawn while it was fetched' "$err"
no_rows '... no rows'
is '... and it is not kept' '' "$(find "$cache" -name '2*.json.gz')"
standin_faults '[]'
status '... and the next run' 0 fetch $parts
expected 'reporterCode=842&period=2012&flowCode=M&cmdCode=2805,2846' $parts >"$tmp/expected" 2>/dev/null
same '... has the new release' "$tmp/expected" "$tmp/out"
standin_state '{}'
expect_some

# where it is
rm -rf "$HOME/.cache"
fetch-normalise --base-url "$url" --pace 0 --fetch $some >"$tmp/out" 2>"$tmp/err"
is 'it is in ~/.cache/reliance' 6 "$(find "$HOME/.cache/reliance" -name '[0-9]*.json.gz' | wc -l | tr -d ' ')"
XDG_CACHE_HOME=$tmp/xdg fetch-normalise --base-url "$url" --pace 0 --fetch $some >"$tmp/out" 2>"$tmp/err"
is '... or in XDG_CACHE_HOME' 6 "$(find "$tmp/xdg/reliance" -name '[0-9]*.json.gz' | wc -l | tr -d ' ')"
(
	unset HOME XDG_CACHE_HOME
	standin_forget
	fetch-normalise --base-url "$url" --pace 0 --fetch $some >"$tmp/out" 2>"$tmp/err"
	is '... and without a home it must be said' true "$([ $? -ne 0 ] && [ ! -e .cache ] && [ ! -e reliance ] && echo true)"
)
tests=$((tests + 1))
cache="$tmp/a b/c'd"
status 'a folder of any name is made' 0 fetch $some
same '... and used' "$tmp/expected" "$tmp/out"
(
	umask 027
	fresh fetch $some >"$tmp/out" 2>"$tmp/err"
	find "$cache" -name '[0-9]*.gz' ! -perm 640 >"$tmp/modes"
)
is 'who may read it is the umask'"'"'s to say' '' "$(cat "$tmp/modes")"
for cache in '' "$tmp/two
lines"; do
	status 'no name of a folder is misuse' 2 fetch $some
done
for cache in "$data/usa-2024.csv" /dev/null /proc/none; do
	status "no folder: $cache" 1 fetch $some
	like '... is named' "$cache" "$err"
	no_rows '... and no rows'
done

# files that were damaged
# damaged WHAT COMMAND...: the command gets each file's name; then the rows are right or there are none
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
		same "$what: got again" "$tmp/expected" "$tmp/out"
	else
		is "$what: an error" '1 ' "$code $(tail -n 1 "$tmp/out" | grep -v '^!fetch-normalise failed$')"
		like '... that names the file' '20842201301052000|20392201201052000' "$(cat "$tmp/err")"
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
	status "the $row value in it is none, --download" 1 fetch --download -r USA -f M -y 2012 --hs 2805
	like '... is said' 'not a number; remove it' "$err"
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
is 'killed: a file is there in whole or not at all' '' "$torn"
is '... the next run has every byte' '' "$wrong"
is '... and asks for what is missing alone' '' "$more"
is '... and what was half written is gone' 0 "$stray"
standin_state '{}'

# a polite end
for signal in TERM INT HUP; do
	standin_faults '[{"match":"preview","n":2,"kind":"silent"}]'
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	standin_forget
	(
		trap - INT
		exec fetch-normalise --base-url "$url" --pace 0 --cache "$cache" --fetch $years
	) >"$tmp/out" 2>"$tmp/err" &
	wait_for standin_asked preview 2
	[ $signal = INT ] && signal=TERM # a shell's background jobs do not hear it
	kill -s $signal $!
	wait $!
	is "SIG$signal while it waits: status" true "$([ $? -gt 128 ] && echo true)"
	no_rows '... no rows'
	standin_faults '[]'
	fetch $years >"$tmp/out" 2>/dev/null
	same '... but the next run has every byte' "$tmp/years" "$tmp/out"
	is '... and nothing half written is left' '' "$(find "$cache" -type f ! -name '*.json.gz' ! -name query)"
done
standin_faults '[]'

# several at once, whose beginnings and ends fall on each other
wrong='' said=''
for turn in 1 2 3 4 5 6 7 8; do
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	pids=''
	for k in 1 2 3 4; do
		fetch -q $some >"$tmp/out.$k" 2>"$tmp/err.$k" &
		pids="$pids $!"
	done
	for pid in $pids; do
		wait "$pid" || said="$said $(cat "$tmp"/err.[1-4])"
	done
	for k in 1 2 3 4; do
		cmp -s "$tmp/expected" "$tmp/out.$k" || wrong="$wrong $turn"
	done
	fetch -q --offline $some 2>/dev/null | cmp -s - "$tmp/expected" || wrong="$wrong cache"
done
is 'four at once into one cache: none fails' '' "$said"
is '... each is whole, and so is the cache' '' "$wrong"

# folders that are full, or may not be written
if [ "$(id -u)" -eq 0 ] && mkdir "$tmp/small" && mount -t tmpfs -o size=64k none "$tmp/small" 2>/dev/null; then
	trap 'umount "$tmp/small" 2>/dev/null; standin_stop; rm -rf "$tmp"' EXIT
	cache=$tmp/small/cache
	head -c 40000 /dev/zero >"$tmp/small/ballast"
	status 'a full disk' 1 fetch -r USA,JPN,KOR,CHN -f M,X -y 2010-2014 --level 4
	like '... is said' 'space' "$err"
	no_rows '... no rows'
	is '... no torn file' '' "$(find "$tmp/small" -name '[0-9]*.json.gz' -exec sh -c 'gzip -t "$1" || echo "$1"' - {} \; 2>&1)"
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	TMPDIR=$tmp/small fetch -r USA,JPN,KOR,CHN -f M,X -y 2010-2014 --level 4 >"$tmp/out" 2>"$tmp/err"
	is 'a full $TMPDIR: status' 1 $?
	like '... is said' 'small.*space' "$(cat "$tmp/err")"
	cache=$tmp/small/cache
	rm "$tmp/small/ballast"
	mount -o remount,size=8m "$tmp/small"
	fetch $some >"$tmp/out" 2>"$tmp/err"
	same 'with space again' "$tmp/expected" "$tmp/out"
	mount -o remount,ro "$tmp/small"
	status 'a cache that may not be written, and has all' 0 fetch --offline $some
	same '... is enough' "$tmp/expected" "$tmp/out"
	fetch $some >"$tmp/out" 2>"$tmp/err"
	is '... online it is an error or the same' true "$(cmp -s "$tmp/out" "$tmp/expected" || grep -q 'fetch-normalise: .*small.*[Rr]ead-only' "$tmp/err" && echo true)"
	status '... and has not' 1 fetch -r KOR -f M -y 2012 --hs 2805
	like '... is an error that names it' 'small.*[Rr]ead-only' "$err"
	umount "$tmp/small"
	trap 'standin_stop; rm -rf "$tmp"' EXIT
else
	skip 'a full disk: only root may make a small one'
fi
}
done_testing
