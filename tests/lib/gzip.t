#!/bin/sh
# Long gzip files, which a separate thread inflates: rows, failures and signals are as for plain files.
# conform.t tests short gzip files, unit/bytes.c the gzip format.
. tests/lib.sh
PATH=$bin:$PATH

awk 'BEGIN {
	print "period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags"
	for (i = 0; i < 60000; i++) {
		x = (x * 69069 + 1) % 4294967296
		printf "2024,M,USA,CHN,H6,%06d,%d,,\n", i % 2 ? 280530 : 100000 + i, x
	}
}' >"$tmp/plain.csv"
gzip -1c "$tmp/plain.csv" >"$tmp/long.csv.gz"
size=$(wc -c <"$tmp/long.csv.gz")
ok 'the file is long enough for the thread' test "$size" -gt 200000

filter-hs 280530 "$tmp/plain.csv" >"$tmp/expected"
filter-hs 280530 "$tmp/long.csv.gz" >"$tmp/actual"
same 'a gzip file has the rows of the plain file' "$tmp/expected" "$tmp/actual"
filter-hs 280530 <"$tmp/long.csv.gz" >"$tmp/actual"
same '... also on stdin' "$tmp/expected" "$tmp/actual"
sed 1d "$tmp/expected" | cat "$tmp/expected" - >"$tmp/twice"
cat "$tmp/long.csv.gz" "$tmp/long.csv.gz" | filter-hs 280530 >"$tmp/actual"
same '... also if joined, with a repeated header line' "$tmp/twice" "$tmp/actual"
filter-hs 280530 "$tmp/long.csv.gz" "$tmp/plain.csv" >"$tmp/actual"
same '... also together with a plain file' "$tmp/twice" "$tmp/actual"

head -c $((size - 9)) "$tmp/long.csv.gz" >"$tmp/cut.csv.gz"
{
	cat "$tmp/long.csv.gz"
	head -c 512 /dev/zero
} >"$tmp/padded.csv.gz"
{
	cat "$tmp/padded.csv.gz"
	echo more
} >"$tmp/garbage.csv.gz"
{
	head -c $((size - 8)) "$tmp/long.csv.gz"
	printf 'wrong!!!'
} >"$tmp/damaged.csv.gz"
filter-hs 28 "$tmp/long.csv.gz" >"$tmp/unpadded"
status 'zeros behind gzip are padding' 0 filter-hs 28 "$tmp/padded.csv.gz"
same '... and change nothing' "$tmp/unpadded" "$tmp/out"
for case in 'cut:cut off' 'garbage:after the end of the gzip' 'damaged:damaged gzip'; do
	file=${case%%:*}
	status "$file is an error" 1 filter-hs 28 "$tmp/$file.csv.gz"
	like "$file: message" "^filter-hs: $tmp/$file.csv.gz:[0-9]+: .*${case#*:}" "$err"
	is "$file: failure mark" '!filter-hs failed' "$(tail -n 1 "$tmp/out")"
	sed '$d' "$tmp/out" >"$tmp/rows"
	ok "$file: the rows before the mark are the first of the file" \
	    sh -c "grep -e ^period -e ,H6,28 '$tmp/plain.csv' | head -n \$(wc -l <'$tmp/rows') | cmp -s - '$tmp/rows'"
done

# the program ends while the thread is still busy
{
	head -n 100 "$tmp/plain.csv"
	echo 2024,M,USA
	cat "$tmp/plain.csv" "$tmp/plain.csv" "$tmp/plain.csv"
} | gzip -1c >"$tmp/bad.csv.gz"
for tool in filter-hs aggregate share rank; do
	codes=
	[ $tool != filter-hs ] || codes=28
	# shellcheck disable=SC2086 # a code or nothing
	status "$tool: a bad row early in a long file is an error" 1 $tool $codes "$tmp/bad.csv.gz"
	like "$tool: the message names its line" 'bad.csv.gz:101: ' "$err"
done
status 'a reader that closes the pipe early' 0 \
    sh -c "cat '$tmp/long.csv.gz' '$tmp/long.csv.gz' '$tmp/long.csv.gz' | filter-hs -v 99 | head -n 1"
is '... gets its line' period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags "$(cat "$tmp/out")"

# sanitizers delay signals
if [ "${SANITIZED-}" != 1 ]; then
	status 'SIGTERM ends it' 143 signalled TERM "$tmp/cut.csv.gz" 1000 filter-hs 28
	is '... and marks its output' '!filter-hs failed' "$(tail -n 1 "$tmp/half")"
	status 'SIGHUP ends it' 129 signalled HUP "$tmp/cut.csv.gz" 1000 filter-hs 28
	is '... and marks its output' '!filter-hs failed' "$(tail -n 1 "$tmp/half")"
fi

# threads are joined, and their memory and descriptors freed
mkdir "$tmp/many"
i=0
while [ $((i += 1)) -le 200 ]; do
	cp "$tmp/long.csv.gz" "$tmp/many/$i.csv.gz"
done
ls "$tmp"/many/*.gz >"$tmp/list"
status 'hundreds of files with few descriptors and little memory' 0 \
    sh -c "ulimit -n 16; [ '${SANITIZED-}' = 1 ] || ulimit -v 100000; filter-hs 280530 --files-from '$tmp/list'"
is '... all their rows are read' "$((200 * 30000 + 1))" "$(wc -l <"$tmp/out" | tr -d ' ')"

done_testing
