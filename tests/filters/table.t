#!/bin/sh
# table: names, columns across, the largest of one period followed, rounding, and the formats.
. tests/lib.sh
PATH=$bin:$PATH

cat >"$tmp/t.csv" <<'END'
period,flow,reporter,partner,value_usd,flags,share_pct
2022,M,USA,CHN,60,,60.0000
2022,M,USA,JPN,30,,30.0000
2022,M,USA,CIV,10,,10.0000
2023,M,USA,CIV,50.5,,50.2488
2023,M,USA,CHN,50,,49.7512
END

is 'into a pipe, CSV as it came' "$(cat "$tmp/t.csv")" "$(table "$tmp/t.csv")"
is 'names of countries and flows' '2022,imports,United States,China,60,,60.0000' \
	"$(table --names "$tmp/t.csv" | sed -n 2p)"
is 'a code without a name stays' 'partner,value_usd
XYZ,1' "$(printf 'partner,value_usd\nXYZ,1\n' | table --names)"
is 'the label of a commodity stands behind its code' '850511 Permanent magnets of metal' \
	"$(printf 'hs,value_usd\n850511,1\n' | table --names | sed -n '2s/,.*//p')"

# --- --wide
is 'wide: periods as columns, an empty cell where there is no row' 'flow,reporter,partner,2022,2023
M,USA,CHN,60,50
M,USA,JPN,30,
M,USA,CIV,10,50.5' "$(table --wide period "$tmp/t.csv")"
is '... of several measures' 'partner,2022 value_usd,2022 share_pct,2023 value_usd,2023 share_pct
JPN,30,30.0000,,' "$(table --wide period -c value_usd,share_pct --by partner "$tmp/t.csv" | sed -n '1p;3p')"
status '... two rows of one cell are an error' 1 table --wide period --by reporter "$tmp/t.csv"
like '... which names them' '^table: a second row of 2022 USA; aggregate first' "$err"
is '... and marks the output' '!table failed' "$(cat "$tmp/out")"
sed 's/CHN,60,/CHN,60,e/' "$tmp/t.csv" >"$tmp/flags.csv"
status '... flags are not lost unnoticed' 0 table --wide period "$tmp/flags.csv"
is '... but counted' 'table: --wide leaves out the flags of 1 row; add the column flags to --of' "$err"
status '... clean data is silent' 0 table --wide period "$tmp/t.csv"
is '... on stderr' '' "$err"

# --- --follow
is 'follow: the largest of one period in all' '2022,CHN 2022,CIV 2023,CIV 2023,CHN ' \
	"$(table --follow 2023 --top 2 "$tmp/t.csv" | awk -F, 'NR > 1 { printf "%s,%s ", $1, $4 }')"
is '... the first only' '2022,CIV 2023,CIV ' \
	"$(table --follow 2023 --top 1 "$tmp/t.csv" | awk -F, 'NR > 1 { printf "%s,%s ", $1, $4 }')"
is '... all of a tie at the cut' 3 "$(printf 'period,partner,value_usd\n1,A,5\n1,B,5\n1,C,4\n' |
	table --follow 1 --top 1 | wc -l | tr -d ' ')"
status '... a period without rows is an error' 1 table --follow 2021 --top 1 "$tmp/t.csv"
status '... and so are rows that rank cut off' 1 sh -c 'rank --top 1 --others "$1" | table --follow 2023 --top 1' - "$tmp/t.csv"
like '... with the remedy' 'leave out rank --top' "$err"
status '... and --top alone is misuse' 2 table --top 3 "$tmp/t.csv"

# --- --sort and --digits
is 'sort: numbers by value, descending' '60 50.5 50 30 10 ' \
	"$(table --sort -value_usd "$tmp/t.csv" | awk -F, 'NR > 1 { printf "%s ", $5 }')"
is '... a column of the wide table, empty cells last' 'CIV CHN JPN ' \
	"$(table --wide period --sort -2023 "$tmp/t.csv" | awk -F, 'NR > 1 { printf "%s ", $3 }')"
is 'digits: half to even, and only where asked' '0.2,0.25 0.4,0.35 ' \
	"$(printf 'a,b\n0.25,0.25\n0.35,0.35\n' | table --digits a=1 | sed 1d | tr '\n' ' ')"
is '... never rounds twice' 1 "$(printf 'a\n1.49999999999\n' | table --digits a=0 | tail -n 1)"
is '... and sees digits beyond the ninth' 1 "$(printf 'a\n0.50000000001\n' | table --digits a=0 | tail -n 1)"
is '... a column by the one that it comes from' 'M,USA,CIV,10.0,50.2' \
	"$(table --wide period -c share_pct --digits share_pct=1 "$tmp/t.csv" | tail -n 1)"
status '... an unknown column is misuse' 2 table --digits shar_pct=1 "$tmp/t.csv"
like '... with the nearest' "did you mean 'share_pct'" "$err"
is '... and nothing is written' '' "$(cat "$tmp/out")"

for options in '--wide perod' '--wide period --of valu' '--wide period --by parner' '--follow 2023 --top 1 --key x' \
	'--follow 2023 --top 1 --within y' '--sort parner'; do
	# shellcheck disable=SC2086 # several arguments
	status "$options: misuse" 2 table $options "$tmp/t.csv"
	is '... and nothing is written' '' "$(cat "$tmp/out")"
done

# --- formats
is 'text: numbers are aligned by their points' 'partner   value_usd
A             10
B              9.5
C        1234567.25' "$(printf 'partner,value_usd\nA,10\nB,9.5\nC,1234567.25\n' | table --format text)"
is '... by cells of the terminal: wide characters and accents' 'who     value_usd
日本            1
Côte d          2' "$(printf 'who,value_usd\n日本,1\nCôte d,2\n' | table --format text)"
is '... texts are cut to the width, numbers never' 'who       value_usd
A long …  123456789' "$(printf 'who,value_usd\nA long name of a country,123456789\n' | table --format text --width 19)"
is '... control characters are visible' 'a
x\x1b[31m' "$(printf 'a\nx\033[31m\n' | table --format text)"
is 'markdown' '| a\_b | value_usd |
| --- | ---: |
| x\|y &lt;b> | 1 |' "$(printf 'a_b,value_usd\nx|y <b>,1\n' | table --format markdown | sed 's/value\\_usd/value_usd/')"
is 'json: codes are strings, numbers keep their digits, empty is null' '[
  {"period": "2024", "hs": "010121", "value_usd": 12345678901234567890.10},
  {"period": "2024", "hs": "284690", "value_usd": null}
]' "$(printf 'period,hs,value_usd\n2024,010121,12345678901234567890.10\n2024,284690,\n' | table --format json)"
is '... quotes, backslashes, other notations' '[
  {"a": "x\"\\", "v": 0.5}
]' "$(printf 'a,v\n"x""\\",+.5\n' | table --format json)"
is '... no rows' '[
]' "$(printf 'a,v\n' | table --format json)"
ok '... is JSON' sh -c 'table --names --format json "$1" | python3 -m json.tool' - "$tmp/t.csv"
like 'html: text is escaped' '<tr><td>&lt;b&gt; &amp; &quot;</td><td class="n">1</td></tr>' \
	"$(printf 'a,v\n"<b> & """,1\n' | table --format html)"
if table --format xlsx "$tmp/t.csv" >"$tmp/t.xlsx" 2>"$tmp/err"; then
	table --format xlsx "$tmp/t.csv" >"$tmp/again.xlsx"
	same 'xlsx: the same bytes every time' "$tmp/t.xlsx" "$tmp/again.xlsx"
	printf 'v,w\n1234567890123456,0.25\n' | table --format xlsx >"$tmp/t.xlsx" 2>"$tmp/err"
	is '... a number that a sheet would round is text, and counted' \
		'table: numbers of more than 15 digits, which a sheet would round, are text: 1' "$(cat "$tmp/err")"
	sheet=$(python3 -m zipfile -e "$tmp/t.xlsx" "$tmp/x" && cat "$tmp/x/xl/worksheets/sheet1.xml")
	like '... others are numbers' '<c r="B2"><v>0.25</v>' "$sheet"
	like '... and the text is a string' '<c r="A2" t="s">' "$sheet"
else
	skip "xlsx: $(cat "$tmp/err")"
fi
status '--headerless is for text and CSV' 2 table --headerless --format json "$tmp/t.csv"

done_testing
