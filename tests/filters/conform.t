#!/bin/sh
# conform: what all tools have in common: options, failing inputs and outputs, forms of input,
# failure marks. What one tool does is in its own test. With SANITIZED=1 the memory limit is not
# tested.
#
# shellcheck disable=SC2046 # $(operand) is none or one word
# shellcheck disable=SC2016 # sh -c has its own "$@"
. tests/lib.sh

tools='fetch-normalise filter-hs fill aggregate share rank concentration table'
header='period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags'
rows_a='2024,M,USA,CHN,H6,284690,119772703,1204.5,e
2024,M,USA,JPN,H6,284690,20,,'
rows_b='2024,M,USA,AUT,H6,280530,7,1,
2024,M,USA,FRA,H6,284610,9.5,2,'

# The operands that a tool needs before its files: filter-hs needs a code.
operand() {
	if [ "$1" = filter-hs ]; then
		echo 28
	fi
}

# run TOOL ARGUMENT...: runs a tool with its operand and the given options and files.
run() {
	program=$bin/$1
	before=$(operand "$1")
	shift
	# shellcheck disable=SC2086 # none or one word
	"$program" $before "$@"
}

# expect FILE: stores the tool's output for a valid input, for gives().
expect() {
	run "$tool" "$1" >"$tmp/expected" 2>/dev/null || : >"$tmp/expected"
}

# gives DESCRIPTION COMMAND...: exits with status 0, and the output is that of expect().
gives() {
	gives=$1
	shift
	"$@" >"$tmp/out" 2>"$tmp/err"
	code=$?
	if [ $code -eq 0 ]; then
		same "$gives" "$tmp/expected" "$tmp/out"
	else
		fail "$gives" "status $code: $(cat "$tmp/err")"
	fi
}

# refuses DESCRIPTION STATUS PATTERN COMMAND...: exits with that status, and with one line on stderr
# that begins with the tool's name and matches the pattern.
refuses() {
	refuses=$1 expected=$2 pattern=$3
	shift 3
	"$@" >"$tmp/out" 2>"$tmp/err"
	code=$?
	message=$(cat "$tmp/err")
	if [ $code -eq "$expected" ] && [ "$(wc -l <"$tmp/err")" -eq 1 ] &&
		printf '%s\n' "$message" | grep -q "^$tool: " &&
		printf '%s\n' "$message" | grep -Eq -e "$pattern"; then
		pass "$refuses"
	else
		fail "$refuses" "expected status $expected and one line that begins '$tool: ' and matches: $pattern
actual status: $code, stderr:
$message"
	fi
}

# fails_at DESCRIPTION LINE FILE: the message names that line of the file, and the output is marked.
fails_at() {
	refuses "$1" 1 "^$tool: $3:$2: " run "$tool" "$3"
	is "$1: the output is marked" "!$tool failed" "$(tail -n 1 "$tmp/out")"
}

# misuse DESCRIPTION PATTERN COMMAND...: status 2, one line on stderr, and no output.
misuse() {
	what=$1 pattern=$2
	shift 2
	refuses "$what" 2 "$pattern" "$@"
	is "$what: nothing on stdout" 0 "$(wc -c <"$tmp/out" | tr -d ' ')"
}

# --- inputs ------------------------------------------------------------------------------------

in=$tmp/in
mkdir "$in" "$in/directory"
mark='!filter-hs failed'
printf '%s\n%s\n' "$header" "$rows_a" >"$in/a.csv"
printf '%s\n%s\n' "$header" "$rows_b" >"$in/b.csv"
printf '%s\n%s\n%s\n' "$header" "$rows_a" "$rows_b" >"$in/both.csv"
printf '%s\n' "$header" >"$in/header.csv"
: >"$in/empty.csv"
gzip -c "$in/empty.csv" >"$in/empty.csv.gz"
printf '%s' "$(cat "$in/both.csv")" >"$in/no-newline.csv"
sed 's/$/\r/' "$in/both.csv" >"$in/crlf.csv"
printf '%s' "$(cat "$in/crlf.csv")" >"$in/crlf-no-newline.csv"
{
	printf '\357\273\277'
	cat "$in/both.csv"
} >"$in/bom.csv"
{
	cat "$in/a.csv"
	printf '\357\273\277'
	cat "$in/b.csv"
} >"$in/bom-inside.csv"
cat "$in/a.csv" "$in/b.csv" >"$in/joined.csv"
{
	cat "$in/a.csv"
	sed '1s/[^,]*/"&"/g' "$in/b.csv"
} >"$in/joined-quoted.csv"
gzip -c "$in/a.csv" >"$in/a.csv.gz"
gzip -c "$in/b.csv" >"$in/b.csv.gz"
cat "$in/a.csv.gz" "$in/b.csv.gz" >"$in/joined.csv.gz"
gzip -c "$in/both.csv" >"$in/both.csv.gz"
size=$(wc -c <"$in/both.csv.gz")
head -c $((size / 2)) "$in/both.csv.gz" >"$in/cut.csv.gz"
head -c $((size - 3)) "$in/both.csv.gz" >"$in/cut-trailer.csv.gz"
head -c 12 "$in/both.csv.gz" >"$in/cut-header.csv.gz"
{
	cat "$in/a.csv.gz"
	head -c 30 "$in/b.csv.gz"
} >"$in/cut-second.csv.gz"
{
	cat "$in/both.csv.gz"
	echo garbage
} >"$in/garbage.csv.gz"
{
	head -c $((size - 8)) "$in/both.csv.gz"
	printf '\001\002\003\004'
	tail -c 4 "$in/both.csv.gz"
} >"$in/checksum.csv.gz"
# reverse FILE: the columns of a file in the opposite order
reverse() {
	awk -F, '{ for (i = NF; i > 1; i--) printf "%s,", $i; print $1 }' "$1"
}
reverse "$in/b.csv" >"$in/b-reversed.csv"
cat "$in/a.csv" "$in/b-reversed.csv" >"$in/joined-reversed.csv"
# bad FILE LINE: creates an input with that third line
bad() {
	printf '%s\n%s\n%b\n%s\n' "$header" '2024,M,USA,JPN,H6,284690,20,,' "$2" \
		'2024,M,USA,FRA,H6,284610,9.5,2,' >"$in/$1"
}
bad too-few.csv '2024,M,USA,CHN,H6,284690,1,1'
bad too-many.csv '2024,M,USA,CHN,H6,284690,1,1,,'
bad unclosed.csv '2024,M,USA,"CHN,H6,284690,1,1,'
bad newline.csv '2024,M,USA,"CH\nN",H6,284690,1,1,'
bad quote.csv '2024,M,USA,C"HN,H6,284690,1,1,'
bad after-quote.csv '2024,M,USA,"CHN"x,H6,284690,1,1,'
bad nul.csv '2024,M,USA,CH\0000N,H6,284690,1,1,'
bad blank.csv ''
printf '%s\n%s\n%s\n' "$header" "$rows_a" "$mark" >"$in/marked.csv"
printf '%s\n' "$mark" >"$in/mark.csv"
grep -v '^2024,M,USA,CHN,H6,284690,1,1,$' "$in/too-few.csv" | sed 3d >"$in/two.csv"

# long FILE BYTES: creates an input whose third record has that many bytes
long() {
	awk -v header="$header" -v bytes="$2" 'BEGIN {
		row = "2024,M,USA,CHN,H6,284690,1,1,,"
		x = "x"
		while (length(x) < bytes)
			x = x x
		print header ",note"
		print "2024,M,USA,FRA,H6,284690,2,1,,y"
		print row substr(x, 1, bytes - length(row))
	}' >"$in/$1"
}
mebibyte=1048576
long long.csv $mebibyte
long too-long.csv $((mebibyte + 1))
long huge.csv $((16 * mebibyte))
awk -v header="$header" 'BEGIN {
	print header
	for (i = 0; i < 200000; i++)
		printf "2024,M,USA,P%06d,H6,284690,%d,1,\n", i, i + 1
}' >"$in/large.csv"

# --- help and options --------------------------------------------------------------------------

# option_lines FILE: "LETTER NAME ARGUMENT" of each option in the output of --help, "-" for none
option_lines() {
	sed -n -e 's/^  -\(.\), --\([a-z0-9-]*\) \([^ ]\{1,\}\).*/\1 \2 \3/p; t' \
		-e 's/^  -\(.\), --\([a-z0-9-]*\).*/\1 \2 -/p; t' \
		-e 's/^      --\([a-z0-9-]*\) \([^ ]\{1,\}\).*/- \1 \2/p; t' \
		-e 's/^      --\([a-z0-9-]*\).*/- \1 -/p' "$1"
}

# accepted OPTION ARGUMENT SPELLING...: the tool knows the option, and it takes an argument if
# --help has one; else adds it to $rejected
accepted() {
	option=$1 argument=$2
	shift 2
	message=$(cd "$in" && run "$tool" "$@" two.csv 2>&1 >/dev/null)
	case $message in
	*'unknown option'* | *'takes no argument'* | *'needs an argument'*)
		rejected="$rejected $option: $message"
		;;
	esac
	if [ "$argument" != - ]; then
		message=$(run "$tool" "$option" 2>&1 >/dev/null)
		case $message in
		*'needs an argument'*) ;;
		*) rejected="$rejected $option takes no argument: $message" ;;
		esac
	fi
}

# a line break, an escape sequence, a right-to-left override, C1, and a byte that is not UTF-8
hostile=$tmp/$(printf 'a\nrank: all is well\033[2J\342\200\256\302\233\351.csv')
shown='a\\nrank: all is well\\x1b\[2J\\u202e\\u009b\\xe9[.]csv'

for tool in $tools; do
	status "$tool --help" 0 "$bin/$tool" --help
	cp "$tmp/out" "$tmp/help"
	is "$tool --help: first line" "Usage: $tool [OPTION]..." "$(head -n 1 "$tmp/help" | cut -d ' ' -f 1-3)"
	is "$tool --help: nothing on stderr" '' "$err"
	status "$tool -h" 0 "$bin/$tool" -h
	same "$tool -h is --help" "$tmp/help" "$tmp/out"
	status "$tool --help before bad options" 0 "$bin/$tool" --help --nonsense
	status "$tool --version" 0 "$bin/$tool" --version
	like "$tool --version: name and version" "^$tool \(reliance\) [0-9]+\.[0-9]+" "$(cat "$tmp/out")"
	cp "$tmp/out" "$tmp/version"
	status "$tool -V" 0 "$bin/$tool" -V
	same "$tool -V is --version" "$tmp/version" "$tmp/out"

	option_lines "$tmp/help" >"$tmp/options"
	rejected=
	while read -r letter name argument; do
		value=
		if [ "$argument" != - ]; then
			value='=1'
		fi
		accepted "--$name" "$argument" "--$name$value"
		if [ "$letter" != - ]; then
			accepted "-$letter" "$argument" "-$letter${value#=}"
		fi
	done <"$tmp/options"
	is "$tool: accepts every option in --help" '' "$rejected"
	ok "$tool: --help has the common options" \
		test "$(grep -cE '^(h help -|V version -|- files-from FILE[.]{3}|- columns COLS|- headerless -)$' "$tmp/options")" -eq 5

	misuse "$tool: unknown option" "'--nonsense'.*--headerless.*--help" run "$tool" --nonsense "$in/a.csv"
	misuse "$tool: unknown letter" "'-7'.*--headerless.*--help" run "$tool" -7 "$in/a.csv"
	is "$tool: the message lists the options of --help" "$(cut -d ' ' -f 2 "$tmp/options" | sort)" \
		"$(grep -o -e '--[a-z0-9-]*' "$tmp/err" | sed 's/^--//' | sort -u)"
	misuse "$tool: options are checked before the input" "'--nonsense'" \
		run "$tool" --nonsense "$in/missing.csv"
	misuse "$tool: an option without its argument" "'--columns' needs an argument" "$bin/$tool" --columns
	misuse "$tool: an option without its argument after a file" "'--columns' needs an argument" \
		run "$tool" "$in/a.csv" --columns
	misuse "$tool: an argument for an option that has none" "'--headerless' takes no argument" \
		"$bin/$tool" --headerless=yes
	misuse "$tool: an unknown letter after a long option" "unknown option '-7'" \
		"$bin/$tool" --headerless -7x
	refuses "$tool: a file name stays on one line" 1 "/$shown: No such file" \
		run "$tool" "$hostile"
	misuse "$tool: so does an option's argument" "'--no[\\\\]n[.]nsense'" run "$tool" "--no$(printf '\n.')nsense"
	misuse "$tool: stdin named twice" stdin run "$tool" - -
done

# --- unknown names -----------------------------------------------------------------------------

tool=fetch-normalise
misuse "$tool: unknown reporter" Narnia run $tool --reporter Narnia "$in/a.csv"
misuse "$tool: unknown partner" Narnia run $tool -p Narnia "$in/a.csv"
misuse "$tool: unknown flow" 'Q.*M.*X' run $tool --flow Q "$in/a.csv"
misuse "$tool: unknown period" 20x4 run $tool -y 20x4 "$in/a.csv"
misuse "$tool: unknown word" 'sometimes.*drop.*only.*keep' run $tool --world sometimes "$in/a.csv"
tool=filter-hs
misuse "$tool: unknown column" "'nosuch'; there are: period, flow" run $tool -c nosuch "$in/a.csv"
misuse "$tool: unknown column in --where" "'nosuch'; there are: period" run $tool --where nosuch=1 "$in/a.csv"
misuse "$tool: unknown basket" "'unobtainium'; there are: .*rare-earths" "$bin/$tool" -b unobtainium "$in/a.csv"
misuse "$tool: not a code" "'28!!'" "$bin/$tool" '28!!' "$in/a.csv"
misuse "$tool: not a code, of another column" '.--where selects' "$bin/$tool" -c flow M "$in/a.csv"
misuse "$tool: no code" 'codes' "$bin/$tool"
tool=aggregate
printf 'hs;value_usd\n28;1\n' >"$tmp/semicolons.csv"
misuse "$tool: unknown column" "'nosuch'; there are: period, flow" run $tool --by nosuch "$in/a.csv"
misuse "$tool: a table with another separator" "convert the table with fetch-normalise" run $tool --by hs "$tmp/semicolons.csv"
misuse "$tool: unknown column to sum" "'nosuch'; there are: period" run $tool -s nosuch "$in/a.csv"
misuse "$tool: unknown bloc" "NOSUCH.*EU27" run $tool --bloc NOSUCH "$in/a.csv"
misuse "$tool: unknown word" "'maybe'; there are: keep, drop" run $tool --intra maybe "$in/a.csv"
tool=fill
misuse "$tool: not a factor" "'many', not a number from 0.1 to 10" run $tool --cif many "$in/a.csv"
misuse "$tool: a factor of 0" "'0', not" run $tool --cif 0 "$in/a.csv"
tool=share
misuse "$tool: unknown column" "'nosuch'; there are: period, flow" run $tool --of nosuch "$in/a.csv"
misuse "$tool: unknown group column" "'nosuch'; there are: period" run $tool -g nosuch "$in/a.csv"
misuse "$tool: not a number" "'many'.*0 to" run $tool --digits many "$in/a.csv"
tool=rank
misuse "$tool: unknown column" "'nosuch'; there are: period, flow" run $tool --key nosuch "$in/a.csv"
misuse "$tool: unknown word" "'olympic'; there are: competition, dense, ordinal" run $tool --ties olympic "$in/a.csv"
misuse "$tool: not a number" "'0', not a whole number from 1" run $tool --top 0 "$in/a.csv"
tool=concentration
misuse "$tool: unknown column" "'nosuch'; there are: period, flow" run $tool --of nosuch "$in/a.csv"
misuse "$tool: unknown group column" "'nosuch'; there are: period" run $tool -g nosuch "$in/a.csv"
misuse "$tool: unknown supplier column" "'nosuch'; there are: period" run $tool --supplier nosuch "$in/a.csv"
misuse "$tool: not a number" "'many'.*0 to 18" run $tool --digits many "$in/a.csv"
misuse "$tool: not a floor" "'few'.* 0.5%" run $tool --floor few "$in/a.csv"

# --- outputs that fail -------------------------------------------------------------------------

to_full() {
	"$@" >/dev/full
}

closed_output() {
	"$@" >&-
}

# early COMMAND...: the status of a command whose reader exits after one line
early() {
	timeout 300 bash -c 'set -o pipefail; "$@" | head -n 1 >/dev/null' early "$@"
}

# early_ignored COMMAND...: the same if the parent ignores SIGPIPE, as Python does
early_ignored() {
	(
		trap '' PIPE
		{
			timeout 300 "$@"
			echo $? >"$tmp/code"
		} | head -n 1 >/dev/null
	)
	return "$(cat "$tmp/code")"
}

for tool in $tools; do
	if [ -w /dev/full ]; then
		refuses "$tool: full disk" 1 'writing the output: No space left on device' \
			to_full run "$tool" "$in/a.csv"
		refuses "$tool --help on a full disk" 1 'writing' to_full "$bin/$tool" --help
		refuses "$tool --version on a full disk" 1 'writing' to_full "$bin/$tool" --version
	else
		skip 'no /dev/full on this system'
	fi
	refuses "$tool: closed stdout" 1 'output' closed_output run "$tool" "$in/a.csv"
	refuses "$tool --help: closed stdout" 1 'output' closed_output "$bin/$tool" --help
	if [ "$tool" = fetch-normalise ]; then
		refuses "$tool: a report is not written to a closed stdout" 1 'output' \
			closed_output run "$tool" --report "$tmp/report" "$in/a.csv"
	fi
	status "$tool: the reader exits early" 141 early "$bin/$tool" $(operand "$tool") "$in/large.csv"
	is "$tool: the reader exits early: no message" '' "$err"
	status "$tool: the same with SIGPIPE ignored" 1 early_ignored "$bin/$tool" $(operand "$tool") "$in/large.csv"
	is "$tool: the same with SIGPIPE ignored: no message" '' "$err"
done

# --- inputs that fail --------------------------------------------------------------------------

# as_nobody COMMAND...: as a user without root privileges; fails if that is not possible
as_nobody() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	elif command -v setpriv >/dev/null; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		su -s /bin/sh nobody -c '"$0" "$@"' -- "$@"
	fi
}

chmod 755 "$tmp"
cp "$in/a.csv" "$in/secret.csv"
chmod 000 "$in/secret.csv"
closed_input() {
	"$@" <&-
}

for tool in $tools; do
	refuses "$tool: a directory" 1 "^$tool: $in/directory: Is a directory" run "$tool" "$in/directory"
	refuses "$tool: a missing file" 1 "^$tool: $in/missing.csv: No such file" run "$tool" "$in/missing.csv"
	if as_nobody test -x "$bin/$tool" 2>/dev/null && ! as_nobody test -r "$in/secret.csv" 2>/dev/null; then
		refuses "$tool: no permission" 1 "^$tool: $in/secret.csv: Permission denied" \
			as_nobody "$bin/$tool" $(operand "$tool") "$in/secret.csv"
	else
		skip 'no user here may run the tool but not read the file'
	fi
	refuses "$tool: closed stdin" 1 '<stdin>: Bad file descriptor' closed_input run "$tool"
	expect "$in/a.csv"
	gives "$tool: closed stdin does not matter if there is a file" closed_input run "$tool" "$in/a.csv"

	refuses "$tool: an empty file" 1 "$in/empty.csv: " run "$tool" "$in/empty.csv"
	refuses "$tool: empty stdin" 1 '<stdin>: ' run "$tool"
	refuses "$tool: an empty file as gzip" 1 "$in/empty.csv.gz: " run "$tool" "$in/empty.csv.gz"
	refuses "$tool: one of two files is empty" 1 "$in/empty.csv: " run "$tool" "$in/a.csv" "$in/empty.csv"
	status "$tool: only a header is valid input" 0 run "$tool" "$in/header.csv"
	is "$tool: ... and gives only a header" 1 "$(wc -l <"$tmp/out" | tr -d ' ')"
	expect "$in/a.csv"
	is "$tool: ... the same as with rows" "$(head -n 1 "$tmp/expected")" "$(cat "$tmp/out")"
done

# --- one input in many forms -------------------------------------------------------------------

# columns_and_slices: --columns and --headerless, for tables without header lines
columns_and_slices() {
	tail -n +2 "$tmp/expected" >"$tmp/body"
	sed 1d "$in/both.csv" >"$in/slice"
	gives "$tool: --columns for input without header" run "$tool" --columns "$header" "$in/slice"
	mv "$tmp/body" "$tmp/expected"
	gives "$tool: --headerless writes no header" run "$tool" --headerless "$in/both.csv"
	gives "$tool: no header in, no header out" run "$tool" --columns "$header" --headerless "$in/slice"
}

files_from() {
	printf '%s\n' "$in/a.csv" "$in/b.csv.gz" >"$in/list"
	gives "$tool: --files-from" run "$tool" --files-from "$in/list"
	gives "$tool: --files-from stdin" run "$tool" --files-from - <"$in/list"
	printf '%s\r\n' "$in/a.csv" "" "$in/b.csv" >"$in/list"
	gives "$tool: --files-from with CRLF and a blank line" run "$tool" --files-from "$in/list"
	echo "$in/missing.csv" >>"$in/list"
	refuses "$tool: --files-from names a missing file" 1 "$in/missing.csv: No such file" \
		run "$tool" --files-from "$in/list"
	misuse "$tool: --files-from with an empty list" "$in/empty.csv names no file" \
		run "$tool" --files-from "$in/empty.csv"
	refuses "$tool: --files-from with a missing list" 1 "$in/no-list: No such file" \
		run "$tool" --files-from "$in/no-list"
}

# two_rows TOOL: the correct output for a.csv. The forms of input below are compared with the output
# for a plain file, which this checks.
two_rows() {
	case $1 in
	fetch-normalise | filter-hs | fill) cat "$in/a.csv" ;;
	aggregate)
		echo 'period,flow,reporter,partner,value_usd,net_kg,flags'
		echo '2024,M,USA,CHN,119772703,1204.5,'
		echo '2024,M,USA,JPN,20,,'
		;;
	share)
		echo "$header,share_pct"
		echo '2024,M,USA,CHN,H6,284690,119772703,1204.5,e,100.0000'
		echo '2024,M,USA,JPN,H6,284690,20,,,0.0000'
		;;
	rank)
		echo "$header,rank"
		echo '2024,M,USA,CHN,H6,284690,119772703,1204.5,e,1'
		echo '2024,M,USA,JPN,H6,284690,20,,,2'
		;;
	table) cat "$in/a.csv" ;;
	concentration)
		echo 'period,flow,reporter,total,suppliers,top1,top1_share_pct,top3_share_pct,hhi,effective_suppliers'
		echo '2024,M,USA,119772723,2,CHN,100.0000,100.0000,9999.9967,1.0000'
		;;
	esac
}

for tool in $tools; do
	is "$tool: two rows" "$(two_rows "$tool")" "$(run "$tool" "$in/a.csv" 2>/dev/null)"
	expect "$in/both.csv"
	gives "$tool: stdin" run "$tool" <"$in/both.csv"
	gives "$tool: - is stdin" run "$tool" - <"$in/both.csv"
	gives "$tool: a file and stdin" run "$tool" "$in/a.csv" - <"$in/b.csv"
	gives "$tool: two files" run "$tool" "$in/a.csv" "$in/b.csv"
	gives "$tool: options after files" run "$tool" "$in/a.csv" "$in/b.csv" --columns "$header"
	gives "$tool: -- ends the options" "$bin/$tool" -- $(operand "$tool") "$in/both.csv"
	for form in no-newline.csv crlf.csv crlf-no-newline.csv bom.csv bom-inside.csv joined.csv \
		joined-quoted.csv both.csv.gz joined.csv.gz; do
		gives "$tool: $form" run "$tool" "$in/$form"
	done
	gives "$tool: gzip on stdin" run "$tool" <"$in/joined.csv.gz"
	gives "$tool: plain and gzip" run "$tool" "$in/a.csv" "$in/b.csv.gz"
	files_from
	columns_and_slices
done

# --- broken records ----------------------------------------------------------------------------

for tool in $tools; do
	fails_at "$tool: a field too few" 3 "$in/too-few.csv"
	fails_at "$tool: a field too many" 3 "$in/too-many.csv"
	fails_at "$tool: unclosed quote" 3 "$in/unclosed.csv"
	fails_at "$tool: quoted newline" 3 "$in/newline.csv"
	fails_at "$tool: quote inside a field" 3 "$in/quote.csv"
	fails_at "$tool: text after a quote" 3 "$in/after-quote.csv"
	fails_at "$tool: NUL byte" 3 "$in/nul.csv"
	fails_at "$tool: record beyond 1 MiB" 3 "$in/too-long.csv"
	expect "$in/long.csv"
	gives "$tool: record of exactly 1 MiB" run "$tool" <"$in/long.csv"
	if [ "${SANITIZED-}" = 1 ]; then
		skip 'sanitizers and emulators need more memory than this test allows'
	else
		refuses "$tool: record of 16 MiB in 32 MiB of memory" 1 ":3: a record of more than 1 MiB" \
			sh -c 'ulimit -v 32768; exec "$@"' limited "$bin/$tool" $(operand "$tool") "$in/huge.csv"
	fi
	refuses "$tool: the second file's lines count from 1" 1 "^$tool: $in/quote.csv:3: " \
		run "$tool" "$in/b.csv" "$in/quote.csv"
	refuses "$tool: second header with the columns in another order" 1 "$in/joined-reversed.csv:4: .*order" \
		run "$tool" "$in/joined-reversed.csv"

	refuses "$tool: gzip cut off" 1 "^$tool: $in/cut.csv.gz:.*cut off" run "$tool" "$in/cut.csv.gz"
	refuses "$tool: gzip cut off in its trailer" 1 "$in/cut-trailer.csv.gz:.*cut off" \
		run "$tool" "$in/cut-trailer.csv.gz"
	refuses "$tool: gzip cut off in its header" 1 "$in/cut-header.csv.gz:.*cut off" \
		run "$tool" "$in/cut-header.csv.gz"
	refuses "$tool: second gzip member cut off" 1 "$in/cut-second.csv.gz:.*cut off" \
		run "$tool" "$in/cut-second.csv.gz"
	refuses "$tool: garbage after gzip" 1 "$in/garbage.csv.gz:.*after the end of the gzip" \
		run "$tool" "$in/garbage.csv.gz"
	expect "$in/two.csv"
	{ gzip -c "$in/two.csv" && head -c 700 /dev/zero; } >"$in/padded.csv.gz"
	gives "$tool: zeros after gzip are padding" run "$tool" "$in/padded.csv.gz"
	{ cat "$in/padded.csv.gz" && echo x; } >"$in/garbage2.csv.gz"
	refuses "$tool: garbage after the padding" 1 'after the end of the gzip' run "$tool" "$in/garbage2.csv.gz"
	gzip -c "$in/two.csv" | gzip -c >"$in/twice.csv.gz"
	refuses "$tool: gzip in gzip" 1 "$in/twice.csv.gz.*compressed twice.*gzip -dc" run "$tool" "$in/twice.csv.gz"
	refuses "$tool: damaged gzip" 1 "$in/checksum.csv.gz:.*damaged" run "$tool" "$in/checksum.csv.gz"

	if [ "$tool" = fetch-normalise ]; then
		expect "$in/two.csv"
		gives "$tool: blank lines are skipped" run "$tool" "$in/blank.csv"
		sed "3s/.*/$(head -n 1 "$in/blank.csv" | sed 's/[^,]//g')/" "$in/blank.csv" >"$in/commas.csv"
		gives "$tool: lines of commas are skipped" run "$tool" "$in/commas.csv"
		expect "$in/both.csv"
		gives "$tool: files may have different column orders" run "$tool" "$in/a.csv" "$in/b-reversed.csv"
		echo 'a,b' >"$in/unknown.csv"
		refuses "$tool: a header of an unknown layout" 1 "$in/unknown.csv" run "$tool" "$in/unknown.csv"
		refuses "$tool: --columns of an unknown layout" 1 'a, b' run "$tool" --columns a,b "$in/slice"
	else
		fails_at "$tool: blank line" 3 "$in/blank.csv"
		sed "3s/.*/$(head -n 1 "$in/blank.csv" | sed 's/[^,]//g')/" "$in/blank.csv" >"$in/commas.csv"
		fails_at "$tool: a line of commas" 3 "$in/commas.csv"
		refuses "$tool: two files with different headers" 1 "$in/a.csv and $in/b-reversed.csv" \
			run "$tool" "$in/a.csv" "$in/b-reversed.csv"
	fi
done

# --- descriptors that do not block -------------------------------------------------------------

for tool in $tools; do
	run "$tool" "$in/large.csv" >"$tmp/expected" 2>"$tmp/err"
	# shellcheck disable=SC2046 # a word or none
	gives "$tool: pipes that do not block" python3 -B tests/filters/nonblocking.py "$in/large.csv" "$bin/$tool" $(operand "$tool")
done

# --- files that are no text --------------------------------------------------------------------

# other BYTES NAME HELP: a file that begins with these bytes is named, with what helps
other() {
	printf "$1 and so on, for some bytes\n" >"$in/other"
	for tool in fetch-normalise aggregate; do
		refuses "$tool: $2" 1 "$in/other:.*$2.*$3" run "$tool" "$in/other"
	done
}
other 'PK\003\004' 'zip' 'unzip -p'
other '\3757zXZ\000' 'xz' 'xz -dc'
other 'BZh9' 'bzip2' 'bzip2 -dc'
other '\050\265\057\375' 'zstd' 'zstd -dc'
other 'PAR1' 'Parquet' 'duckdb'
other '<stata_dta>' 'Stata' 'CSV'
other '\320\317\021\340' 'Excel' 'CSV'
other '%%PDF-1.5' 'PDF' ''

# --- failure marks -----------------------------------------------------------------------------

for tool in $tools; do
	refuses "$tool: a failure upstream" 1 "^$tool: $in/marked.csv:4: filter-hs failed" run "$tool" "$in/marked.csv"
	is "$tool: the mark is passed on, at the end" "$mark" "$(tail -n 1 "$tmp/out")"
	case $tool in
	fetch-normalise | filter-hs | fill) ;;
	*) is "$tool: a failure upstream: no result" 2 "$(wc -l <"$tmp/out" | tr -d ' ')" ;;
	esac
	refuses "$tool: a failure before the header" 1 'filter-hs failed' run "$tool" "$in/mark.csv"
	is "$tool: the mark is passed on without a header" "$mark" "$(cat "$tmp/out")"
	refuses "$tool: a failure in gzip" 1 'filter-hs failed' sh -c 'f=$1; shift; gzip -c "$f" | "$@"' gz \
		"$in/marked.csv" "$bin/$tool" $(operand "$tool")
	refuses "$tool: a failure in the first of two files" 1 "$in/marked.csv:4: filter-hs failed" \
		run "$tool" "$in/marked.csv" "$in/b.csv"
done

# pipeline FILE [FILTER]: runs the pipeline of five tools with a plain sh
pipeline() {
	PATH=$bin:$PATH sh -c 'fetch-normalise "$1" | '"${2-filter-hs 28}"' | aggregate | share | rank' sh "$1"
}
status 'pipeline' 0 pipeline "$in/both.csv"
is 'pipeline: the result' 'period,flow,reporter,partner,value_usd,net_kg,flags,share_pct,rank
2024,M,USA,CHN,119772703,1204.5,,100.0000,1
2024,M,USA,JPN,20,,,0.0000,2
2024,M,USA,FRA,9.5,2,,0.0000,3
2024,M,USA,AUT,7,1,,0.0000,4' "$(cat "$tmp/out")"
for file in too-few.csv quote.csv cut.csv.gz missing.csv empty.csv; do
	status "pipeline: $file" 1 pipeline "$in/$file"
	is "pipeline: $file gives no rows" 0 "$(grep -c '^2024' "$tmp/out")"
done
status 'pipeline: misuse of one tool' 1 pipeline "$in/a.csv" 'filter-hs -c nosuch 28'
status 'pipeline: a missing tool' 1 pipeline "$in/a.csv" 'no-such-filter'

# a signal while a tool waits for more input
for tool in $tools; do
	for signal in TERM HUP; do
		number=143
		[ $signal = TERM ] || number=129
		# shellcheck disable=SC2046 # one word or none
		status "$tool: SIG$signal: status" $number \
			signalled $signal "$in/a.csv" 1 "$bin/$tool" $(operand "$tool")
		is "$tool: SIG$signal: the output is marked" "!$tool failed" "$(tail -n 1 "$tmp/half")"
		like "$tool: SIG$signal: the header was written at once" '^period,' "$(head -n 1 "$tmp/half")"
	done
done

done_testing
