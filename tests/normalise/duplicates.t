#!/bin/sh
# G8: which rows have the same key, which of them is kept, and what the messages say.
. tests/lib.sh
. tests/normalise/rows.sh
columns=period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags
key=2024,M,USA,CHN

# table FILE ROW...
table() {
	name=$1
	shift
	printf '%s\n' $columns "$@" >"$name"
}
# one DESCRIPTION ROW MODE A B: the row that comes of two rows, in either order
one() {
	what=$1 row=$2 mode=$3
	for order in "$4 $5" "$5 $4"; do
		# shellcheck disable=SC2086 # rows are words
		table two.csv $order
		is "--duplicates $mode: $what" "$row" "$(fetch-normalise -q --duplicates "$mode" two.csv 2>err | sed 1d)"
	done
}
# found DESCRIPTION LINES FILE...: stderr of a run over these files, but for the last line, without the
# program's name
found() {
	what=$1 lines=$2
	shift 2
	is "$what" "$lines" "$({ fetch-normalise -q "$@" >/dev/null; } 2>&1 | sed -e 's/^fetch-normalise: //' -e '$ s/ of an earlier row.*//' -e 's/^2024 M USA CHN //')"
}

# --- error
table a.csv $key,H6,280530,1,, $key,H6,284610,2,,
table none.csv
table b.csv $key,H6,284690,4,,
table c.csv $key,H6,850511,8,, $key,H6,284610,16,,
found 'no row twice' '' a.csv b.csv none.csv
found 'both places, with other files between' '284610: a.csv:3 and c.csv:3
1 row with the key' a.csv none.csv b.csv c.csv
found '... in the other order' '284610: c.csv:3 and a.csv:3
1 row with the key' b.csv c.csv a.csv
found 'the first line of a file, and its last' '280530: a.csv:2 and a.csv:2
284610: a.csv:3 and a.csv:3
2 rows with the key' none.csv a.csv b.csv a.csv
found 'a row three times has the first two places' '284690: b.csv:2 and b.csv:2
2 rows with the key' b.csv b.csv b.csv
# shellcheck disable=SC2046 # rows are words
table many.csv $(for code in 01 02 03 04 05 06 07; do echo "$key,H6,$code,1,,"; done) \
    $(for code in 07 03 05 01 06 02 04; do echo "$key,H6,$code,1,,"; done)
found 'the first five of seven, in order of their second place' '07: many.csv:8 and many.csv:9
03: many.csv:4 and many.csv:10
05: many.csv:6 and many.csv:11
01: many.csv:2 and many.csv:12
06: many.csv:7 and many.csv:13
7 rows with the key' many.csv
for code in 05 06; do
	# shellcheck disable=SC2046 # rows are words
	table "to-$code.csv" $(for n in 01 02 03 04 05 06; do
		echo "$key,H6,$n,1,,"
		[ $n -gt $code ] || echo "$key,H6,$n,1,,"
	done)
	found "five examples of ${code#0}" "01: to-$code.csv:2 and to-$code.csv:3
02: to-$code.csv:4 and to-$code.csv:5
03: to-$code.csv:6 and to-$code.csv:7
04: to-$code.csv:8 and to-$code.csv:9
05: to-$code.csv:10 and to-$code.csv:11
${code#0} rows with the key" "to-$code.csv"
done
json=$(for n in 284690 280530 284610; do
	printf '{"period":"2024","reporterCode":842,"flowCode":"M","partnerCode":156,"cmdCode":"%s","primaryValue":1},' $n
done)
printf '[%s%s]' "$json" "${json%,}" >line.json
found 'rows of one line of JSON, in order of the key' '280530: line.json:1 and line.json:1
284610: line.json:1 and line.json:1
284690: line.json:1 and line.json:1
3 rows with the key' line.json
record() { # CODE: a record of JSON
	printf '{"period":"2024","reporterCode":842,"flowCode":"M","partnerCode":156,"cmdCode":"%s","primaryValue":1}' "$1"
}
printf '[%s,\n%s,\n%s,%s]' "$(record 284690)" "$(record 280530)" "$(record 280530)" "$(record 284690)" >second.json
found 'two rows of one line repeat two lines: in order of these' '284690: second.json:1 and second.json:3
280530: second.json:2 and second.json:3
2 rows with the key' second.json
printf '[%s,%s,\n%s,\n%s]' "$(record 280530)" "$(record 284690)" "$(record 284690)" "$(record 280530)" >first.json
found 'two lines repeat two rows of one line: in order of these' '284690: first.json:1 and first.json:2
280530: first.json:1 and first.json:3
2 rows with the key' first.json
{
	for code in 284690 280530 850511 010121; do
		record $code
		echo ,
	done
	printf '%s,%s,%s,%s' "$(record 010121)" "$(record 280530)" "$(record 284690)" "$(record 850511)"
} | sed -e '1s/^/[/' -e '$s/$/]/' >four.json
found '... four of them' '284690: four.json:1 and four.json:5
280530: four.json:2 and four.json:5
850511: four.json:3 and four.json:5
010121: four.json:4 and four.json:5
4 rows with the key' four.json
fetch-normalise -q --report report.csv a.csv c.csv >out 2>err
is 'the account moves a row to the duplicates of its file' 'a.csv,emitted,2 c.csv,emitted,1 c.csv,G8-duplicate,1' \
    "$(grep -e ',emitted,' -e ',G8-duplicate,' report.csv | cut -d, -f1-3 | grep -v ',0$' | tr '\n' ' ' | sed 's/ $//')"
found 'keys that differ in one column' '' - <<END
$columns
2024,M,USA,CHN,H6,280530,1,,
2023,M,USA,CHN,H6,280530,1,,
2024,X,USA,CHN,H6,280530,1,,
2024,M,FRA,CHN,H6,280530,1,,
2024,M,USA,JPN,H6,280530,1,,
2024,M,USA,CHN,H6,284610,1,,
END

# --- first and keep
kept '--duplicates first' 1 --duplicates first <<END
$(trade $key,H6,280530,1 $key,H6,280530,2 $key,H6,280530,4)
END
kept '--duplicates first: other keys' '1 4' --duplicates first <<END
$(trade $key,H6,280530,1 $key,H6,280530,2 $key,H6,284610,4)
END
kept '--duplicates keep' '1 2' --duplicates keep <<END
$(trade $key,H6,280530,1 $key,H6,280530,2)
END

# --- max: by value, then by the other cells, in any order of rows
one 'the larger value' $key,H6,280530,5,,d max $key,H6,280530,5,, $key,H6,280530,4,9,e
one 'the larger value, by a fraction' $key,H6,280530,5.000000001,,d max $key,H6,280530,5.000000001,, $key,H6,280530,5,9,
one 'of equal values the one with a weight' $key,H6,280530,5,1,d max $key,H6,280530,5,1, $key,H6,280530,5,,e
one 'of two weights the larger' $key,H5,280530,5,10,d max $key,H5,280530,5,10, $key,H6,280530,5,9,e
one 'of equal weights the later edition' $key,H6,280530,5,9,d max $key,H6,280530,5,9, $key,H5,280530,5,9,e
one 'without weights the later edition' $key,H6,280530,5,,d max $key,H6,280530,5,, $key,H5,280530,5,,e
one 'of equal editions the one with a flag' $key,H6,280530,5,9,de max $key,H6,280530,5,9, $key,H6,280530,5,9,e
one 'of two flags the later' $key,H6,280530,5,9,dr max $key,H6,280530,5,9,r $key,H6,280530,5,9,f
one 'equal rows are one' $key,H6,280530,5,9,d max $key,H6,280530,5,9, $key,H6,280530,5,9,
one 'a flag d of the input changes nothing' $key,H6,280530,5,9,de max $key,H6,280530,5,9,d $key,H6,280530,5,9,e
kept '--duplicates max: in order of first appearance' '4 8' --duplicates max <<END
$(trade $key,H6,284610,1 $key,H6,280530,8 $key,H6,284610,4 $key,H6,280530,2)
END
printf '%s,note,more\n%s,H6,280530,5,9,,b,x\n%s,H6,280530,5,9,,b,y\n%s,H6,280530,5,9,,a,z\n' $columns $key $key $key >notes.csv
is '--duplicates max: of equal rows the one with the later kept cell' "$key,H6,280530,5,9,d,b,y" \
    "$(fetch-normalise -q --duplicates max --keep note,more notes.csv 2>&1 | sed 1d)"
is '... in any order' "$key,H6,280530,5,9,d,b,y" \
    "$({ head -n 1 notes.csv; sed 1d notes.csv | sort -r; } | fetch-normalise -q --duplicates max --keep note,more 2>&1 | sed 1d)"
is '... of the kept columns alone' "$key,H6,280530,5,9,d,b" \
    "$(fetch-normalise -q --duplicates max --keep note notes.csv 2>&1 | sed 1d)"
printf '%s,note\n%s,H6,280530,5,9,r,a\n%s,H6,280530,5,9,,b\n' $columns $key $key >notes.csv
is '--duplicates max: the flag goes before the kept cells' "$key,H6,280530,5,9,dr,a" \
    "$(fetch-normalise -q --duplicates max --keep note notes.csv 2>&1 | sed 1d)"
is '... in any order' "$key,H6,280530,5,9,dr,a" \
    "$({ head -n 1 notes.csv; sed 1d notes.csv | sort -r; } | fetch-normalise -q --duplicates max --keep note 2>&1 | sed 1d)"
table equal.csv $key,H6,280530,5,9,
cp equal.csv again.csv
fetch-normalise -q --duplicates max --report report.csv equal.csv again.csv >out 2>err
is '--duplicates max: of equal rows the first stays' 'equal.csv,emitted,1,5 again.csv,G8-duplicate,1,5' \
    "$(grep -e ',emitted,' -e ',G8-duplicate,' report.csv | grep -v ',0,0$' | tr '\n' ' ' | sed 's/ $//')"
table small.csv $key,H6,280530,1,, $key,H6,280530,2,,
table large.csv $key,H6,280530,8,, $key,H6,280530,4,,
fetch-normalise -q --duplicates max --report report.csv small.csv large.csv >out 2>err
is '--duplicates max: the account has each row under its file' \
    'small.csv,G8-duplicate,2,3 large.csv,emitted,1,8 large.csv,G8-duplicate,1,4' \
    "$(grep -e ',emitted,' -e ',G8-duplicate,' report.csv | grep -v ',0,0$' | tr '\n' ' ' | sed 's/ $//')"

# --- sum
one 'cell by cell' $key,H6,280530,8,11,de sum $key,H6,280530,5,9,e $key,H6,280530,3,2,
one 'an unknown weight makes the sum unknown' $key,H6,280530,8,,d sum $key,H6,280530,5,9, $key,H6,280530,3,,
one 'also if it is that of a value of 0' $key,H6,280530,5,,d sum $key,H6,280530,0,, $key,H6,280530,5,7,
one 'so does another edition' $key,,280530,8,11,d sum $key,H6,280530,5,9, $key,H5,280530,3,2,
one 'the flags of both' $key,H6,280530,8,11,der sum $key,H6,280530,5,9,e $key,H6,280530,3,2,r
kept '--duplicates sum: three rows' 7 --duplicates sum <<END
$(trade $key,H6,280530,1 $key,H6,280530,2 $key,H6,280530,4)
END

done_testing
