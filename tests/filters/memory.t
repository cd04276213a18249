#!/bin/sh
# aggregate --memory: the output is the same as without it, no file is left, and a temporary file
# that cannot be created or written gives a clear message.
. tests/lib.sh

spill=$tmp/spill
mkdir "$spill"
TMPDIR=$spill
export TMPDIR

# Rows with keys that are empty, quoted, prefixes of each other or arbitrary bytes; most recur late.
awk 'BEGIN {
	srand(7)
	print "period,flow,reporter,partner,hs,value_usd,net_kg"
	split("|A|AB|\"A,B\"|\" A\"|\"say \"\"A\"\"\"|Å|\377\001|ZZ|a b|DEU|USA", name, "|")
	for (i = 0; i < 6000; i++) { # in 2021 there is no USA
		year = 2020 + i % 3
		reporter = name[1 + int(rand() * (year == 2021 ? 11 : 12))]
		partner = name[1 + int(rand() * (year == 2021 ? 11 : 12))]
		printf "%d,%s,%s,%s,%02d,%s,%s\n", year, i % 7 ? "M" : "X", reporter, partner,
			int(rand() * 9), i % 11 ? int(rand() * 1e6) / 8 - 9999 : "",
			i % 5 ? int(rand() * 1e9) : ""
	}
}' >"$tmp/rows.csv"

# agree DESCRIPTION FILE OPTION...: output and messages are the same with every memory limit.
agree() {
	what=$1 file=$2
	shift 2
	"$bin/aggregate" "$@" "$file" >"$tmp/plain" 2>"$tmp/plain.err"
	for size in 1K 3K 20K 64M; do
		"$bin/aggregate" "$@" --memory $size "$file" >"$tmp/spilled" 2>"$tmp/spilled.err"
		same "$what, --memory $size" "$tmp/plain" "$tmp/spilled"
		is '... and the messages' "$(cat "$tmp/plain.err")" "$(cat "$tmp/spilled.err")"
	done
}

every='--min value_usd --max net_kg,value_usd --mean value_usd --count --missing net_kg,value_usd'
# shellcheck disable=SC2086 # several words
{
	agree 'sums' "$tmp/rows.csv"
	agree 'every measure' "$tmp/rows.csv" --by reporter,partner,hs --across-flows $every
	agree 'incomplete sums' "$tmp/rows.csv" --by period,flow,hs,partner --complete
	agree 'no key column' "$tmp/rows.csv" --by '' --across-flows --count
	agree 'prefixes of columns as keys' "$tmp/rows.csv" --by flow,reporter:1,hs:1 --count
	agree 'distinct values' "$tmp/rows.csv" --by flow,reporter --distinct hs,partner --count
	agree 'a balanced panel' "$tmp/rows.csv" --by flow,partner --balanced reporter $every
	agree 'distinct values of a balanced panel' "$tmp/rows.csv" --by flow,period \
		--balanced partner --distinct hs,reporter
	agree 'blocs' "$tmp/rows.csv" --by flow,reporter,partner --bloc EU27 --distinct partner
	"$bin/aggregate" --by flow,reporter,partner --count --missing net_kg --min value_usd \
		"$tmp/rows.csv" >"$tmp/part.csv" 2>/dev/null
	cat "$tmp/part.csv" "$tmp/part.csv" >"$tmp/parts.csv"
	agree 'merged parts' "$tmp/parts.csv" --merge --complete
	sort "$tmp/part.csv" | grep -v value_usd >"$tmp/sorted.csv"
	agree 'sorted input' "$tmp/sorted.csv" --sorted --distinct e \
		--columns flow,reporter,partner,d,e,f,g,h --by flow -s d
}

# World rows and rows of its parts, far from each other in the file
{
	cat "$tmp/rows.csv"
	echo '2020,M,DEU,W00,01,1,1'
} >"$tmp/world.csv"
agree 'World in some rows, an error' "$tmp/world.csv" --by period,flow,hs
agree 'World in a group of its own' "$tmp/world.csv" --by flow,partner

# many STEP TURNS FIRST: more groups than a table holds, so that tables become runs in another
# thread. Every group has a row in each turn; with STEP 1 a turn is in order of the groups, else it
# is mixed.
many() {
	awk -v step="$1" -v turns="$2" -v first="$3" 'BEGIN {
		print "flow,hs,value_usd"
		for (turn = first; turn < first + turns; turn++)
			for (i = 0; i < 300000; i++) {
				key = i * step % 300000
				printf "M,%06d,%d.%d\n", key, key * 10 + turn, turn
			}
	}'
}
# expected TURNS: the sums of the groups after that many turns
expected() {
	awk -v turns="$1" 'BEGIN {
		print "flow,hs,value_usd"
		for (turn = 0; turn < turns; turn++)
			rest += turn * 11
		for (key = 0; key < 300000; key++) {
			sum = key * 100 * turns + rest
			printf "M,%06d,%d%s\n", key, sum / 10, sum % 10 ? "." sum % 10 : ""
		}
	}'
}
many 1 1 0 >"$tmp/once.csv"
many 7919 1 0 >"$tmp/mixed.csv"
many 1 3 0 >"$tmp/turns.csv"
many 7919 1 1 >"$tmp/second.csv"
many 104729 1 2 >"$tmp/third.csv"
expected 1 >"$tmp/once.expected"
expected 3 >"$tmp/thrice.expected"
for size in '' 16M 40M 1G; do
	for file in once mixed; do
		# shellcheck disable=SC2086 # two words, or none
		"$bin/aggregate" ${size:+--memory $size} -g flow,hs "$tmp/$file.csv" >"$tmp/out"
		same "many groups, $file, ${size:-no limit}" "$tmp/once.expected" "$tmp/out"
	done
	# shellcheck disable=SC2086
	"$bin/aggregate" ${size:+--memory $size} -g flow,hs "$tmp/turns.csv" >"$tmp/out"
	same '... that recur late' "$tmp/thrice.expected" "$tmp/out"
	# shellcheck disable=SC2086
	"$bin/aggregate" ${size:+--memory $size} -g flow,hs "$tmp/mixed.csv" "$tmp/second.csv" \
		"$tmp/third.csv" >"$tmp/out"
	same '... in any order' "$tmp/thrice.expected" "$tmp/out"
done
for part in mixed second third; do
	"$bin/aggregate" --memory 16M -g flow,hs "$tmp/$part.csv"
done >"$tmp/parts.csv"
"$bin/aggregate" --merge "$tmp/parts.csv" >"$tmp/out"
same '... and merged from parts' "$tmp/thrice.expected" "$tmp/out"

status 'a size with a forgotten M is misuse' 2 "$bin/aggregate" --memory 32 "$tmp/rows.csv"
like '... and the message suggests it' "--memory is '32', which is 32 bytes; did you mean 32M\?" "$err"
for size in 0 -1 1T '' K 1.5G 64MB 99999999999999999999 20000000000G; do
	status "--memory '$size' is misuse" 2 "$bin/aggregate" --memory "$size" "$tmp/rows.csv"
	like '... with a message' 'not a size such as 64M or 2G' "$err"
done

is 'no temporary file is left' '' "$(ls -A "$spill")"

# fails DESCRIPTION PATTERN: a spill that fails gives a message and marks the output.
fails() {
	status "$1: status 1" 1 "$bin/aggregate" --memory 1K "$tmp/rows.csv"
	like '... names the cause and the folder' "$2" "$err"
	is '... and the output is marked' 'period,flow,reporter,partner,value_usd,net_kg
!aggregate failed' "$(cat "$tmp/out")"
}
TMPDIR=$tmp/no-such-folder
fails 'no folder' "^aggregate: creating a temporary file in $tmp/no-such-folder: No such file"
TMPDIR=$spill

# full OPTION...: with a file size limit of 64 blocks
full() {
	(
		ulimit -f 64
		"$bin/aggregate" "$@" >"$tmp/out" 2>"$tmp/err"
	)
	is 'a file size limit: status 1' 1 $?
	like '... names the cause' "^aggregate: writing a temporary file in $spill: File too large" \
		"$(cat "$tmp/err")"
	is '... and the output is marked' '!aggregate failed' "$(tail -n 1 "$tmp/out")"
}
full --memory 1K --by reporter,partner,hs,value_usd --across-flows -s net_kg "$tmp/rows.csv"
full --memory 16M --by flow,hs "$tmp/once.csv" # fails in the other thread

# with_mounts COMMAND...: in a mount namespace of its own, as root or in a user namespace
with_mounts() {
	if [ "$(id -u)" -eq 0 ]; then
		unshare -m "$@"
	else
		unshare -rm "$@"
	fi
}
if with_mounts mount -t tmpfs none "$spill" 2>/dev/null; then
	# shellcheck disable=SC2016 # expanded by the inner shell
	with_mounts sh -c 'mount -t tmpfs -o size=64k none "$TMPDIR" && exec "$@"' sh \
		"$bin/aggregate" --memory 1K --by reporter,partner,hs,value_usd --across-flows -s net_kg \
		"$tmp/rows.csv" >"$tmp/out" 2>"$tmp/err"
	is 'a full disk: status 1' 1 $?
	like '... names the cause' "writing a temporary file in $spill: No space left on device" \
		"$(cat "$tmp/err")"
	is '... and the output is marked' '!aggregate failed' "$(tail -n 1 "$tmp/out")"
else
	skip 'cannot mount a file system here'
fi

# Killed after it has spilled, while it waits for more input.
if [ -d /proc/self/fd ]; then
	mkfifo "$tmp/fifo"
	"$bin/aggregate" --memory 1K "$tmp/fifo" >"$tmp/out" 2>"$tmp/err" &
	pid=$!
	exec 9>"$tmp/fifo"
	cat "$tmp/rows.csv" "$tmp/rows.csv" "$tmp/rows.csv" >&9
	spilled() { find "/proc/$pid/fd" -lname "$spill/*" 2>/dev/null | grep -q .; }
	ok 'it has spilled' wait_for spilled
	is 'the file has no name while aggregate runs' '' "$(ls -A "$spill")"
	kill -KILL $pid
	wait $pid 2>/dev/null
	exec 9>&-
	is 'a killed aggregate leaves no file' '' "$(ls -A "$spill")"
else
	skip 'no /proc here'
fi

done_testing
