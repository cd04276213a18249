#!/bin/sh
# plot: what is drawn is what the table says, and nothing is drawn that would be a guess.
. tests/lib.sh
PATH=$bin:$PATH
plot=$bin/reliance-plot

# said STATUS ARGUMENT...: what plot says on standard error, if it ends with this status; it must not
# write anything then
said() {
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
is 'bars in the terminal' "share_pct by partner
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
is 'below zero bars go back, and an empty cell is no bar' 'CHN  ███████████████ −5.0 pp
JPN                 █████████████████████████████▉ 10.0 pp
FRA                  no figure' "$("$plot" --y change_pp --size 60x20 "$tmp/signs.csv" 2>"$tmp/err" | sed -n '4,6p')"
like '... which it says' 'plot: 1 cell is empty, and not drawn' "$(cat "$tmp/err")"

# --- refusals: each says what to do. NAME, then the lines of the table, "/" between them
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
END
awk 'BEGIN { print "period,reporter,hhi"; for (p = 2020; p < 2023; p++) for (r = 0; r < 8; r++) print p ",R" r "," p + r }' >"$tmp/eight.csv"
awk 'BEGIN { print "period,partner,value_usd"; for (r = 0; r < 41; r++) print "2023,P" r "," r }' >"$tmp/bars.csv"
printf '' >"$tmp/empty.csv"
cd "$tmp" || exit 1
while IFS='|' read -r what code words arguments; do
	# shellcheck disable=SC2086 # several words
	like "refused: $what" "^plot: $words" "$(said "$code" $arguments | sed 's/^reliance-plot: /plot: /')"
	# shellcheck disable=SC2086
	said "$code" -o refused.svg $arguments >/dev/null
	ok '... and no file is written' test ! -e refused.svg
done <<'END'
several measures|2|measures.csv: there are several measures; --y COL, one of value_usd,net_kg|measures.csv
several of concentration|2|.*--y COL, one of total,suppliers,top1_share_pct,top3_share_pct,hhi,effective_suppliers|concentration.csv
several keys of bars|2|what are the bars. --x COL, one of reporter,partner|keys.csv
several keys of lines|2|what are the series. --by COL, one or more of reporter,partner|lines.csv
no measure|2|foreign.csv: which column is the measure. --y COL of place,sold|foreign.csv
a column that is not there|2|foreign.csv: there is no column 'price'; there are place,sold|--y price foreign.csv
measures of two units|2|hhi,value_usd_share_pct: several measures share an axis only if|--y hhi,value_usd_share_pct units.csv
two numbers for one place|2|twice.csv:3: a second number for period 2023 of CHN, beside that of line 2; --by|--by partner twice.csv
years and months|2|mixed.csv: there are years and months|mixed.csv
no periods|2|week.csv: period is "2023W1", and lines go along periods|week.csv
an area with a gap|2|JPN has no number in 2023, and an area needs one; .*--absent zero|--kind area gap.csv
an area below zero|2|value_usd is negative in 2023|--kind area negative.csv
more than seven that are no sum|2|8 series are more than 7, and hhi of several is no sum|eight.csv
more bars than can be read|1|41 bars are more than 40; rank --top|bars.csv
a header alone|1|header.csv: no rows|header.csv
only empty cells|1|none.csv: value_usd has no number|none.csv
no bytes|1|empty.csv: no input|empty.csv
a cell that is no number|1|word.csv:2: value_usd is "many", not a number|word.csv
a ragged line|1|ragged.csv:2: 2 fields under a header of 3|ragged.csv
a blank line|1|blank.csv:2: a blank line|blank.csv
a quote|1|quote.csv:2: the quotes of this line are not closed|quote.csv
a failure before|1|failed.csv:3: share failed, so this result is not whole|failed.csv
no such file|1|nowhere.csv: No such file|nowhere.csv
a kind|2|--kind bars, lines or area, not 'pie'|--kind pie gap.csv
a size|2|--size WxH, as 720x400, not '9x'|--size 9x gap.csv
a form|2|-o x.gif: the name of a picture ends in|-o x.gif gap.csv
two files|2|one FILE, and no operand 'b.csv'|gap.csv b.csv
an option|2|unknown option '--colour'|--colour red gap.csv
END
like 'a command that fails in between' '--command:3: share failed' "$(said 1 --command 'cat failed.csv')"
like 'the pipeline of --command that ends badly' 'command ended with status 3' "$(said 1 --command 'cat two.csv; exit 3')"
like '... or prints nothing' 'command ended with status 0 and printed nothing' "$(said 1 --command true)"
ok 'a part of an area that is absent may be nothing' "$plot" --kind area --absent zero -o area.svg gap.csv
cd - >/dev/null || exit 1

if ! command -v gnuplot >/dev/null; then
	skip 'gnuplot is not here'
	done_testing
	exit
fi

# --- pictures
drawn() { # DESCRIPTION TABLE ARGUMENTS-OF-drawn.py OPTION...
	what=$1 file=$2 how=$3
	shift 3
	"$plot" -o "$tmp/drawn.svg" "$@" "$file" 2>"$tmp/err" || cat "$tmp/err"
	# shellcheck disable=SC2086 # several words
	ok "$what" python3 -B tests/scripts/plot/drawn.py "$tmp/drawn.svg" "$file" $how
}
drawn 'bars are as long as the numbers' "$tmp/suppliers.csv" share_pct
drawn '... of another column' "$tmp/suppliers.csv" value_usd --y value_usd
drawn '... below zero, too' "$tmp/signs.csv" change_pp --y change_pp
drawn 'lines are as high as the numbers' "$tmp/china.csv" 'share_pct reporter period'
printf 'period,partner,value_usd\n202301,CHN,5\n202302,CHN,7.25\n202304,CHN,6\n202301,JPN,1\n202304,JPN,-2.5\n' >"$tmp/months.csv"
drawn '... of months, with gaps' "$tmp/months.csv" 'value_usd partner period'
ok 'the check of that would see it' sh -c '! python3 -B tests/scripts/plot/drawn.py "$1" "$2" value_usd partner period 2>/dev/null' - "$tmp/drawn.svg" "$tmp/china.csv"

like 'a picture tells its numbers to those who do not see it' '<desc>Bars of share_pct by partner \(period 2024, flow M, reporter USA\). CHN 68.4 %, JPN 11.8 %' \
	"$("$plot" -o "$tmp/a.svg" "$tmp/suppliers.csv"; cat "$tmp/a.svg")"
ok 'colours can be told apart by everybody' python3 -B tests/scripts/plot/colours.py

for form in svg png pdf; do
	"$plot" -o "$tmp/one.$form" "$tmp/china.csv"
	TZ=Asia/Tokyo LANG=tr_TR.UTF-8 LC_ALL='' GNUTERM=dumb "$plot" -o "$tmp/two.$form" <"$tmp/china.csv"
	same "the same input, the same $form" "$tmp/one.$form" "$tmp/two.$form"
done
is '... at whatever date' '' "$(python3 -B tests/scripts/plot/pdf.py 2>&1)"

# --- the picture of the README, by the command that stands there
awk '/^```/ { inside = 0 } /^reliance-plot -o testdata/ { inside = 1 } inside' README.md |
	sed "s,-o testdata,-o $tmp," >"$tmp/readme.sh"
ok 'the README shows how its picture was made' test -s "$tmp/readme.sh"
sh "$tmp/readme.sh" 2>"$tmp/err"
case $(gnuplot --version) in
'gnuplot 5.4 '*) same '... and that makes it' testdata/suppliers.svg "$tmp/suppliers.svg" ;;
*) skip 'gnuplot 5.4 made the picture of the README, and this is another one' ;;
esac

# --- seven series
awk 'BEGIN { print "period,flow,reporter,partner,value_usd"
	for (p = 2020; p < 2023; p++) for (r = 1; r < 13; r++) print p ",M,USA,P" r "," r "00000000" p ".123456789" }' >"$tmp/twelve.csv"
is 'the largest six stay, the rest is OTHERS' "$(awk 'BEGIN { for (r = 12; r > 6; r--) print "P" r; print "OTHERS" }')" \
	"$("$plot" "$tmp/twelve.csv" | sed -n 's/^  [A-G]  \([^:]*\):.*/\1/p')"
rank --top 6 --others "$tmp/twelve.csv" >"$tmp/ranked.csv"
"$plot" -o "$tmp/twelve.svg" "$tmp/twelve.csv"
"$plot" -o "$tmp/ranked.svg" --y value_usd "$tmp/ranked.csv"
sed 's/ --y value_usd//' "$tmp/ranked.svg" >"$tmp/ranked"
same '... as rank has it' "$tmp/twelve.svg" "$tmp/ranked"
share "$tmp/world.csv" >"$tmp/shares.csv"
like 'shares of several groups are no sum' 'share_pct of several is no sum' \
	"$(said 2 --by reporter,partner "$tmp/shares.csv")"

# --- whatever stands in a cell is only text
cat >"$tmp/hostile.csv" <<'END'
period,partner,value_usd
2023,"<script>alert(1)</script>",4
2023,"it's `date` $HOME \n ""x"" {/Bold y} %s @a^2_3",3
2023,中国 é,2
END
printf '2023,bad \377 byte \033[31m,1\n' >>"$tmp/hostile.csv"
drawn 'texts do not change what is drawn' "$tmp/hostile.csv" value_usd
ok 'all that is in the picture is text' python3 - "$tmp/drawn.svg" <<'END'
import sys, xml.etree.ElementTree as tree
texts = "\n".join(e.text or "" for e in tree.parse(sys.argv[1]).iter("{http://www.w3.org/2000/svg}text"))
joined = texts.replace("\n", " ")
for wanted in ("<script>alert(1)</script>", "it's `date` $HOME \\n \"x\"", "中国 é", "bad \ufffd byte \ufffd[31m"):
    assert wanted in joined, (wanted, texts)
END
"$plot" --title "it's \`date\` <b>" -o "$tmp/title.svg" "$tmp/suppliers.csv"
like 'a title, too' "<title>it's .date. &lt;b&gt;</title>" "$(cat "$tmp/title.svg")"

bad=$(printf 'b\377d\033[31m')
status 'bytes that are no text' 0 "$plot" --title "$bad" --source "$bad" --axis "$bad" -o "$tmp/bad.svg" "$tmp/suppliers.csv"
is '... are none in the picture either' 4 "$(grep -c 'b�d�\[31m' "$tmp/bad.svg")"

# --- the caption, names, files
"$plot" -o "$tmp/command.svg" --source 'made up' --command "cat '$tmp/suppliers.csv'  | head -n 3"
like 'the caption has the source' '<text>Source: made up</text>' "$(cat "$tmp/command.svg")"
like '... and the command that was run' 'Command: cat .*suppliers.csv. \| head -n 3 \| reliance-plot' "$(tr -d '\n' <"$tmp/command.svg" | sed 's/<[^>]*>//g')"
fetch-normalise --list-countries >"$tmp/names.csv"
like 'names stand for codes' '^South Korea  ' "$("$plot" --x reporter --by period --names "$tmp/names.csv" "$tmp/china.csv")"
printf 'code,name\nno,none\n' >"$tmp/none.csv"
like '... and of a file that has none of them it is said' 'none.csv: its first column has none of the codes' \
	"$("$plot" --names "$tmp/none.csv" "$tmp/suppliers.csv" 2>&1)"
like 'words for the numbers' '^per cent of all$' "$("$plot" --title t --axis 'per cent of all' "$tmp/suppliers.csv")"
printf 'period,partner,value_usd,rank\n2022,CHN,9,1\n2022,JPN,8,2\n2023,CHN,9,1\n2023,FRA,8,2\n' >"$tmp/cut.csv"
like 'lines that rank has cut are told' 'rank cut each period by itself, so FRA and JPN break off' "$("$plot" "$tmp/cut.csv" 2>&1)"
is '... and those alone' '' "$(grep -v -e JPN -e FRA "$tmp/cut.csv" | "$plot" 2>&1 >/dev/null)"
gzip -c "$tmp/suppliers.csv" >"$tmp/suppliers.csv.gz"
is 'gzip is read' "$("$plot" "$tmp/suppliers.csv")" "$("$plot" "$tmp/suppliers.csv.gz")"
is 'so are CRLF, a byte-order mark and a header again' "$("$plot" "$tmp/suppliers.csv")" \
	"$({ printf '\357\273\277'; cat "$tmp/suppliers.csv"; head -n 1 "$tmp/suppliers.csv"; } | sed 's/$/\r/' | "$plot")"
status 'a folder that is not there' 1 "$plot" -o "$tmp/no/x.svg" "$tmp/suppliers.csv"
is 'a reader that leaves' 'share_pct by partner' "$("$plot" "$tmp/suppliers.csv" 2>&1 | head -n 1)"
status 'a stdin that is closed' 1 sh -c '"$0" <&-' "$plot"
is '... is said in a line' 'reliance-plot: <stdin>: it is closed' "$err"
status 'a stdout that is closed' 1 sh -c '"$0" "$1" >&-' "$plot" "$tmp/suppliers.csv"
is '... is said in a line' 'reliance-plot: the output is closed' "$err"
if [ -c /dev/full ]; then
	status 'a full disk under the terminal' 1 sh -c '"$1" "$2" >/dev/full' - "$plot" "$tmp/suppliers.csv"
fi
status 'without gnuplot it says how to get it' 1 env PATH="$tmp" "$(python3 -c 'import sys; print(sys.executable)')" -B scripts/plot -o "$tmp/x.svg" "$tmp/suppliers.csv"
like '... in words' 'gnuplot is not here; sh scripts/setup installs it' "$err"
done_testing
