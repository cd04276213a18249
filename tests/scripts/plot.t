#!/bin/sh
# reliance-plot: pictures show the numbers of the table, and ambiguous tables are refused.
. tests/lib.sh
PATH=$bin:$PATH
plot=$bin/reliance-plot

# messages STATUS ARGUMENT...: prints what plot writes to standard error; complains about another
# status, and about anything on standard output
messages() {
	expected=$1
	shift
	"$plot" "$@" >"$tmp/out" 2>"$tmp/err"
	code=$?
	[ $code -eq "$expected" ] || echo "status $code"
	[ ! -s "$tmp/out" ] || echo 'wrote to standard output'
	cat "$tmp/err"
}

fetch-normalise -q -f M testdata/usa-2024.csv | filter-hs -b rare-earths | aggregate -s value_usd |
	share | rank --top 5 --others >"$tmp/suppliers.csv"
fetch-normalise -q -f M testdata/world-2012-2023.csv 2>"$tmp/err" | filter-hs -b rare-earths-and-magnets |
	aggregate -s value_usd >"$tmp/world.csv"
share --only reporter=USA,JPN,KOR --only partner=CHN "$tmp/world.csv" >"$tmp/china.csv"

# --- the terminal
is 'the terminal shows bars' "share_pct by partner
period 2024, flow M, reporter USA

CHN     █████████████████████████████████████████████ 68.4 %
JPN     ███████▊ 11.8 %
FRA     ███▍ 5.1 %
AUT     ██▉ 4.3 %
ZAF     █▋ 2.5 %
OTHERS  █████▎ 7.9 %

Source: not stated
Command: ... | reliance-plot" "$("$plot" --size 60x20 <"$tmp/suppliers.csv")"
cat >"$tmp/signs.csv" <<'END'
period,flow,reporter,partner,value_usd,share_pct,change_pp
2023,M,USA,CHN,4,40,-5.05
2023,M,USA,JPN,3,30,10
2023,M,USA,FRA,,,
END
is 'negative bars go to the left, and an empty cell has no bar' 'CHN  ████████████████ −5.0 pp
JPN                  ███████████████████████████████▎ 10.0 pp
FRA                   no data' "$("$plot" --y change_pp --size 60x20 "$tmp/signs.csv" 2>"$tmp/err" | sed -n '4,6p')"
like '... and causes a warning' 'plot: 1 cell is empty and not drawn' "$(cat "$tmp/err")"

# --- the program as a module
is 'main can be imported, takes arguments, and returns a status' "plot: --kind must be bars, lines or area, not 'pie'
2" "$(python3 -B - 2>&1 <<'END' | sed 's/^-: /plot: /'
import decimal, signal, sys
sys.path.insert(0, "scripts")
from reliance.plot.main import main
assert decimal.getcontext().prec == 28 and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
print(main(["--kind", "pie"]))
END
)"

# --- refusals, with messages that say what to do
# tables: NAME|LINE/LINE/...
while IFS='|' read -r name rows; do
	printf '%s\n' "$rows" | tr / '\n' >"$tmp/$name.csv"
done <<'END'
measures|period,flow,reporter,partner,value_usd,net_kg/2024,M,USA,CHN,1,2
keys|period,flow,reporter,partner,value_usd/2024,M,USA,CHN,1/2024,M,JPN,FRA,2
lines|period,flow,reporter,partner,value_usd/2023,M,USA,CHN,1/2024,M,JPN,FRA,2
twice|period,partner,value_usd/2023,CHN,1/2023,CHN,2/2024,CHN,3
mixed|period,partner,value_usd/2023,CHN,1/202401,CHN,2
week|period,partner,value_usd/2023W1,CHN,1/2023W2,CHN,2
gap|period,partner,value_usd/2023,CHN,1/2024,CHN,2/2024,JPN,2
negative|period,partner,value_usd/2023,CHN,-1/2024,CHN,2
foreign|place,sold/here,1
units|period,reporter,hhi,value_usd_share_pct/2023,USA,1,2
concentration|period,flow,reporter,total,suppliers,top1,top1_share_pct,top3_share_pct,hhi,effective_suppliers/2023,M,USA,9,2,CHN,80,100,6800,1.4
header|period,partner,value_usd
none|period,partner,value_usd/2023,CHN,
word|period,partner,value_usd/2023,CHN,many
ragged|period,partner,value_usd/2023,CHN
blank|period,partner,value_usd//2023,CHN,1
quote|period,partner,value_usd/2023,"CHN,1
failed|period,partner,value_usd/2023,CHN,1/!share failed
endless|period,partner,value_usd/2023,CHN,1/2023,JPN,1e999
nan|period,partner,value_usd/2023,CHN,NaN
infinite|period,partner,value_usd/2023,CHN,inf
tiny|period,partner,value_usd/2023,CHN,1e-999
arabic|period,partner,value_usd/2023,CHN,١٢
years|period,partner,value_usd/٢٠٢٣,CHN,1/٢٠٢٤,CHN,2
END
awk 'BEGIN { print "period,reporter,hhi"; for (p = 2020; p < 2023; p++) for (r = 0; r < 8; r++) print p ",R" r "," p + r }' >"$tmp/eight.csv"
awk 'BEGIN { print "period,partner,value_usd"; for (r = 0; r < 41; r++) print "2023,P" r "," r }' >"$tmp/bars.csv"
printf '' >"$tmp/empty.csv"
cd "$tmp" || exit 1
# DESCRIPTION|STATUS|MESSAGE|ARGUMENTS
while IFS='|' read -r what code message arguments; do
	# shellcheck disable=SC2086 # several arguments
	like "refuses $what" "^plot: $message" "$(messages "$code" $arguments | sed 's/^reliance-plot: /plot: /')"
	# shellcheck disable=SC2086
	messages "$code" -o refused.svg $arguments >/dev/null
	ok '... and writes no file' test ! -e refused.svg
done <<'END'
several measures|2|measures.csv: several columns are measures; choose with --y COL, one of value_usd,net_kg|measures.csv
several measures of concentration|2|.*--y COL, one of total,suppliers,top1_share_pct,top3_share_pct,hhi,effective_suppliers|concentration.csv
several possible bars|2|several columns could be the bars; choose with --x COL, one of reporter,partner|keys.csv
several possible series|2|several columns could be the series; choose with --by COL, one or more of reporter,partner|lines.csv
no known measure|2|foreign.csv: no column is a known measure; name it with --y COL, one of place,sold|foreign.csv
a column that does not exist|2|foreign.csv: there is no column 'price'; there are: place, sold|--y price foreign.csv
measures of different units|2|hhi,value_usd_share_pct: several measures need the same unit|--y hhi,value_usd_share_pct units.csv
two numbers for one point|2|twice.csv:3: a second number for period 2023 of CHN; the first is on line 2. Name the series with --by|--by partner twice.csv
years and months|2|mixed.csv: period has years and months; |mixed.csv
lines along anything but periods|2|week.csv: period is "2023W1", but lines need periods|week.csv
an area with a gap|2|JPN has no number in 2023, which an area needs; .*--absent zero|--kind area gap.csv
an area below zero|2|value_usd is negative in 2023|--kind area negative.csv
more than seven series that cannot be added up|2|8 series are more than 7, and hhi of several series cannot be added up|eight.csv
too many bars|1|41 bars are more than 40; rank --top|bars.csv
a table without rows|1|header.csv: no rows|header.csv
a measure of empty cells|1|none.csv: value_usd has no number|none.csv
empty input|1|empty.csv: no input|empty.csv
text in the measure|1|word.csv:2: value_usd is "many", not a number|word.csv
a number that no filter prints|1|endless.csv:3: value_usd is "1e999", not a number|endless.csv
what is not a number|1|nan.csv:2: value_usd is "NaN", not a number|nan.csv
... nor infinite|1|infinite.csv:2: value_usd is "inf", not a number|infinite.csv
... nor next to nothing|1|tiny.csv:2: value_usd is "1e-999", not a number|tiny.csv
digits of another script|1|arabic.csv:2: value_usd is .*, not a number|arabic.csv
... also in periods|2|years.csv: period is .*, but lines need periods|years.csv
a ragged line|1|ragged.csv:2: 2 fields under a header of 3|ragged.csv
a blank line|1|blank.csv:2: a blank line|blank.csv
an open quote|1|quote.csv:2: |quote.csv
the output of a failed filter|1|failed.csv:3: share failed|failed.csv
a missing file|1|nowhere.csv: No such file|nowhere.csv
an unknown kind|2|--kind must be bars, lines or area, not 'pie'|--kind pie gap.csv
an invalid size|2|--size must be WxH, such as 720x400, not '9x'|--size 9x gap.csv
an unknown format|2|-o x.gif: the name of a picture must end in|-o x.gif gap.csv
two files|2|only one FILE is drawn, but 'b.csv' is another|gap.csv b.csv
an unknown option|2|unknown option '--colour'|--colour red gap.csv
END
like 'refuses the output of a --command with a failed filter' '--command:3: share failed' "$(messages 1 --command 'cat failed.csv')"
like '... of a --command that fails' 'stage 1 of 1 failed with status 3: exit 3' "$(messages 1 --command 'exit 3')"
like '... or prints nothing' 'command printed nothing' "$(messages 1 --command true)"
ok '--absent zero fills the gaps of an area' "$plot" --kind area --absent zero -o area.svg gap.csv
cd - >/dev/null || exit 1

if ! command -v gnuplot >/dev/null; then
	skip 'gnuplot is not installed'
	done_testing
	exit
fi

# --- pictures
drawn() { # DESCRIPTION TABLE ARGUMENTS-OF-drawn.py OPTION...
	what=$1 file=$2 how=$3
	shift 3
	"$plot" -o "$tmp/drawn.svg" "$@" "$file" 2>"$tmp/err" || cat "$tmp/err"
	# shellcheck disable=SC2086 # several arguments
	ok "$what" python3 -B tests/scripts/plot/drawn.py "$tmp/drawn.svg" "$file" $how
}
drawn 'bars have the lengths of the numbers' "$tmp/suppliers.csv" share_pct
drawn '... also of another column' "$tmp/suppliers.csv" value_usd --y value_usd
drawn '... also of negative numbers' "$tmp/signs.csv" change_pp --y change_pp
drawn 'lines have the heights of the numbers' "$tmp/china.csv" 'share_pct reporter period'
printf 'period,partner,value_usd\n202301,CHN,5\n202302,CHN,7.25\n202304,CHN,6\n202301,JPN,1\n202304,JPN,-2.5\n' >"$tmp/months.csv"
drawn '... also along months with gaps' "$tmp/months.csv" 'value_usd partner period'
ok 'drawn.py fails for the picture of another table' sh -c '! python3 -B tests/scripts/plot/drawn.py "$1" "$2" value_usd partner period 2>/dev/null' - "$tmp/drawn.svg" "$tmp/china.csv"

like 'an SVG has a description with the numbers' '<desc>Bars of share_pct by partner \(period 2024, flow M, reporter USA\). CHN 68.4 %, JPN 11.8 %' \
	"$("$plot" -o "$tmp/a.svg" "$tmp/suppliers.csv"; cat "$tmp/a.svg")"
ok 'colours can be distinguished with any colour vision' python3 -B tests/scripts/plot/colours.py

for form in svg png pdf; do
	"$plot" -o "$tmp/one.$form" "$tmp/china.csv"
	TZ=Asia/Tokyo LANG=tr_TR.UTF-8 LC_ALL='' GNUTERM=dumb "$plot" -o "$tmp/two.$form" <"$tmp/china.csv"
	same "the same input gives the same $form" "$tmp/one.$form" "$tmp/two.$form"
done
is '... on any date' '' "$(python3 -B tests/scripts/plot/pdf.py 2>&1)"

# --- the picture of the README, and the command shown there
awk '/^```/ { inside = 0 } /^reliance-plot -o testdata/ { inside = 1 } inside' README.md |
	sed "s,-o testdata,-o $tmp," >"$tmp/readme.sh"
ok 'the README shows the command that makes its picture' test -s "$tmp/readme.sh"
sh "$tmp/readme.sh" 2>"$tmp/err"
case $(gnuplot --version) in
'gnuplot 5.4 '*) same '... and the command makes it' testdata/suppliers.svg "$tmp/suppliers.svg" ;;
*) skip 'the picture of the README was made by gnuplot 5.4, and this is another version' ;;
esac

# --- more than seven series
awk 'BEGIN { print "period,flow,reporter,partner,value_usd"
	for (p = 2020; p < 2023; p++) for (r = 1; r < 13; r++) print p ",M,USA,P" r "," r "00000000" p ".123456789" }' >"$tmp/twelve.csv"
is 'keeps the six largest series and adds up the rest as OTHERS' "$(awk 'BEGIN { for (r = 12; r > 6; r--) print "P" r; print "OTHERS" }')" \
	"$("$plot" "$tmp/twelve.csv" | sed -n 's/^  [A-G]  \([^:]*\):.*/\1/p')"
rank --top 6 --others "$tmp/twelve.csv" >"$tmp/ranked.csv"
"$plot" -o "$tmp/twelve.svg" "$tmp/twelve.csv"
"$plot" -o "$tmp/ranked.svg" --y value_usd "$tmp/ranked.csv"
sed 's/ --y value_usd//' "$tmp/ranked.svg" >"$tmp/ranked"
same '... as rank does' "$tmp/twelve.svg" "$tmp/ranked"
share "$tmp/world.csv" >"$tmp/shares.csv"
like 'does not add up shares of several groups' 'share_pct of several series cannot be added up' \
	"$(messages 2 --by reporter,partner "$tmp/shares.csv")"

# --- cells, titles and names are only text
cat >"$tmp/hostile.csv" <<'END'
period,partner,value_usd
2023,"<script>alert(1)</script>",4
2023,"it's `date` $HOME \n ""x"" {/Bold y} %s @a^2_3",3
2023,中国 é,2
END
printf '2023,bad \377 byte \033[31m,1\n' >>"$tmp/hostile.csv"
drawn 'special characters in cells do not change the drawing' "$tmp/hostile.csv" value_usd
ok '... and are drawn as text' python3 - "$tmp/drawn.svg" <<'END'
import sys, xml.etree.ElementTree as tree
texts = "\n".join(e.text or "" for e in tree.parse(sys.argv[1]).iter("{http://www.w3.org/2000/svg}text"))
joined = texts.replace("\n", " ")
for wanted in ("<script>alert(1)</script>", "it's `date` $HOME \\n \"x\"", "中国 é", "bad \ufffd byte \ufffd[31m"):
    assert wanted in joined, (wanted, texts)
END
"$plot" --title "it's \`date\` <b>" -o "$tmp/title.svg" "$tmp/suppliers.csv"
like '... also those of a title' "<title>it's .date. &lt;b&gt;</title>" "$(cat "$tmp/title.svg")"

is 'hostile titles are drawn as they are, and nothing in them is run' '' "$(python3 -B tests/scripts/plot/titles.py "$tmp/ran" 2>&1)"

bad=$(printf 'b\377d\033[31m')
status 'accepts invalid UTF-8 and control characters in options' 0 "$plot" --title "$bad" --source "$bad" --axis "$bad" -o "$tmp/bad.svg" "$tmp/suppliers.csv"
is '... and replaces them in the picture' 4 "$(grep -c 'b�d�\[31m' "$tmp/bad.svg")"

# --- each program is killed, gnuplot as well, after some bytes of its output
mkdir "$tmp/tools"
for tool in fetch-normalise filter-hs aggregate share rank reliance-plot; do ln -s "$bin/$tool" "$tmp/tools"; done
ln -s "$(command -v gnuplot)" "$tmp/tools"
times=7
[ "${LONG:-0}" = 0 ] || times=50
echo old >"$tmp/killed.svg"
is 'no killed program leaves another picture' '6 programs' "$(python3 -B tests/scripts/kills.py $times 1 "$tmp/tools" "$tmp/killed.svg" \
	reliance-plot -o "$tmp/killed.svg" --command "fetch-normalise -q -f M '$data/usa-2024.csv' | filter-hs -b rare-earths |
	aggregate -s value_usd | share | rank --top 5" 2>&1)"

# --- the caption, names, and files
"$plot" -o "$tmp/command.svg" --source 'made up' --command "cat '$tmp/suppliers.csv'  | head -n 3"
like 'the caption shows the source' '<text>Source: made up</text>' "$(cat "$tmp/command.svg")"
like '... and the command that was run' 'Command: cat .*suppliers.csv. \| head -n 3 \| reliance-plot' "$(tr -d '\n' <"$tmp/command.svg" | sed 's/<[^>]*>//g')"
fetch-normalise --list-countries >"$tmp/names.csv"
like 'names replace codes' '^South Korea  ' "$("$plot" --x reporter --by period --names "$tmp/names.csv" "$tmp/china.csv")"
printf 'code,name\nno,none\n' >"$tmp/none.csv"
like '... and a file without any of the codes causes a warning' 'none.csv: its first column has none of the codes' \
	"$("$plot" --names "$tmp/none.csv" "$tmp/suppliers.csv" 2>&1)"
like '--axis describes the numbers' '^per cent of all$' "$("$plot" --title t --axis 'per cent of all' "$tmp/suppliers.csv")"
printf 'period,partner,value_usd,rank\n2022,CHN,9,1\n2022,JPN,8,2\n2023,CHN,9,1\n2023,FRA,8,2\n' >"$tmp/cut.csv"
like 'warns about lines that rank interrupted' 'rank selects rows in each period separately, so FRA and JPN are missing' "$("$plot" "$tmp/cut.csv" 2>&1)"
is '... and about no other' '' "$(grep -v -e JPN -e FRA "$tmp/cut.csv" | "$plot" 2>&1 >/dev/null)"
gzip -c "$tmp/suppliers.csv" >"$tmp/suppliers.csv.gz"
is 'reads gzip' "$("$plot" "$tmp/suppliers.csv")" "$("$plot" "$tmp/suppliers.csv.gz")"
is 'reads CRLF, a byte-order mark, and repeated headers' "$("$plot" "$tmp/suppliers.csv")" \
	"$({ printf '\357\273\277'; cat "$tmp/suppliers.csv"; head -n 1 "$tmp/suppliers.csv"; } | sed 's/$/\r/' | "$plot")"
status 'fails if the folder of the picture does not exist' 1 "$plot" -o "$tmp/no/x.svg" "$tmp/suppliers.csv"
is 'ends quietly if its reader ends' 'share_pct by partner' "$("$plot" "$tmp/suppliers.csv" 2>&1 | head -n 1)"
status 'fails if standard input is closed' 1 sh -c '"$0" <&-' "$plot"
like '... with a message' '^reliance-plot: <stdin>: .*closed' "$err"
status 'fails if standard output is closed' 1 sh -c '"$0" "$1" >&-' "$plot" "$tmp/suppliers.csv"
like '... with a message' '^reliance-plot: .*output is closed' "$err"
if [ -c /dev/full ]; then
	status 'fails if the output is a full disk' 1 sh -c '"$1" "$2" >/dev/full' - "$plot" "$tmp/suppliers.csv"
fi
status 'fails without gnuplot' 1 env PATH="$tmp" "$(python3 -c 'import sys; print(sys.executable)')" -B scripts/plot -o "$tmp/x.svg" "$tmp/suppliers.csv"
like '... and names what installs it' 'gnuplot is not installed; sh scripts/setup installs it' "$err"
done_testing
