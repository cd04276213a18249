#!/bin/sh
# Conditions on rows: --where of filter-hs, and --only of share and rank, which are the same.
. tests/lib.sh
PATH=$bin:$PATH

cat >"$tmp/t.csv" <<'END'
period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags
2023,M,USA,CHN,H6,850511,100,10,
2023,M,USA,JPN,H6,850511,99.5,,e
2023,M,USA,DEU,H6,284690,1e3,20,"e"
2023,M,USA,W00,H6,284690,-5,3,n
END
kept() { filter-hs "$@" "$tmp/t.csv" 2>/dev/null | sed 1d | cut -d, -f4 | tr '\n' ' '; }

# --- comparisons of numbers
compares() { # CONDITION PARTNERS
	is "--where '$1'" "$2" "$(kept --where "$1")"
}
compares 'value_usd>=100' 'CHN DEU '
compares 'value_usd>100' 'DEU '
compares 'value_usd<100' 'JPN W00 '
compares 'value_usd<=100' 'CHN JPN W00 '
compares 'value_usd>99.499999999' 'CHN JPN DEU '
compares 'value_usd>1000' ''
compares 'value_usd>=1000.0' 'DEU '
compares 'value_usd<=-5' 'W00 '
compares 'value_usd> 99' 'CHN JPN DEU '
compares 'net_kg<100' 'CHN DEU W00 '
compares 'value_usd>=1e2' 'CHN DEU '
is 'conditions are joined by and' 'CHN ' "$(kept --where 'value_usd>=100' --where 'net_kg<15')"
is '... also with codes' 'DEU ' "$(kept --where 'value_usd>=100' 2846)"
like 'a comparison that no row meets is reported' "^filter-hs: --where: no row has value_usd>1000$" \
    "$(filter-hs --where 'value_usd>1000' "$tmp/t.csv" 2>&1 >/dev/null)"
status 'a cell that is not a number is an error' 1 filter-hs --where 'partner>=5' "$tmp/t.csv"
like '... with its place' 't.csv:2: partner is "CHN", not a number' "$err"
for condition in 'value_usd>=many' 'value_usd>' 'value_usd>=1,000' '>=5' 'value_usd' '=5' '!=5'; do
	status "--where '$condition' is misuse" 2 filter-hs --where "$condition" "$tmp/t.csv"
done
status 'a comparison of a column that is not there is misuse' 2 filter-hs --where 'usd>=5' "$tmp/t.csv"

# --- --only of share and rank
sed '/W00/d; s/,net_kg.*//; s/,H6,[0-9]*,\([^,]*\),.*/,\1/; s/,edition,hs//' "$tmp/t.csv" >"$tmp/sums.csv"
is 'share --only compares numbers, too' 'CHN DEU ' "$(share --only 'value_usd>=100' "$tmp/sums.csv" | sed 1d | cut -d, -f4 | tr '\n' ' ')"
is '... and so does rank' 'CHN JPN ' "$(rank --only 'value_usd<=100' "$tmp/sums.csv" | sed 1d | cut -d, -f4 | tr '\n' ' ')"
for tool in share rank; do
	status "$tool: a cell that is not a number is an error" 1 $tool --only 'reporter>5' "$tmp/sums.csv"
	like '... with its place' 'sums.csv:2: reporter is "USA", not a number' "$err"
done

# --- conditions alone
is 'with --where, no codes are needed' 'CHN JPN ' "$(kept --where hs=850511)"
is '... from standard input' 2 "$(filter-hs --where hs=850511 <"$tmp/t.csv" | sed 1d | wc -l | tr -d ' ')"
is '... or -' 2 "$(filter-hs --where hs=850511 - <"$tmp/t.csv" | sed 1d | wc -l | tr -d ' ')"
is '... nor a column of codes' "$(printf 'a,b\n1,2\n')" "$(printf 'a,b\n1,2\n3,4\n' | filter-hs --where a=1)"
is '--except takes codes out of all' 'DEU ' "$(kept --where 'partner!=W00' --except 85)"
is '... and --invert keeps those alone' 'CHN JPN ' "$(kept --where 'partner!=W00' --except 85 --invert)"
status '... which needs something to invert' 2 filter-hs --invert --where flow=M "$tmp/t.csv"
is 'the first operand may still be codes' 'DEU W00 ' "$(kept --where flow=M 28)"
cp "$tmp/t.csv" "$tmp/data1"
is 'a file whose name could be a code is read' 4 "$(cd "$tmp" && filter-hs --where flow=M data1 | sed 1d | wc -l | tr -d ' ')"
status 'a word that is neither codes nor a file is misuse' 2 filter-hs --where flow=M rare-earths
like '... with a hint' 'select a basket with -b' "$err"
status 'a file that is missing is an error' 1 filter-hs --where flow=M "$tmp/none.csv"
status 'without --where, codes are needed' 2 filter-hs "$tmp/t.csv"
like '... or a condition' 'with -b, or a condition with --where' "$err"

# --- flag x
flags() { filter-hs "$@" "$tmp/t.csv" 2>/dev/null | sed 1d | sed 's/.*,//' | tr '\n' ' '; }
is 'rows of selected partners get flag x, and nothing else changes' \
    '2023,M,USA,CHN,H6,850511,100,10,x 2023,M,USA,JPN,H6,850511,99.5,,ex 2023,M,USA,DEU,H6,284690,1e3,20,"ex" ' \
    "$(filter-hs --where partner=CHN,JPN,DEU "$tmp/t.csv" | sed 1d | tr '\n' ' ')"
is '... once' 'x ' "$(filter-hs --where partner=CHN "$tmp/t.csv" | filter-hs --where partner=CHN | sed 1d | sed 's/.*,//' | tr '\n' ' ')"
is '... with codes, too' 'x ex ' "$(flags --where partner=CHN,JPN,DEU 85)"
is '... not beside World' ' n ' "$(flags --where partner=W00,CHN)"
is '... by any name' '1,World, 2,CHN, ' "$(printf 'v,partner,flags\n1,World,\n2,CHN,\n' | filter-hs --where partner=World,CHN | sed 1d | tr '\n' ' ')"
is '... nor by !=' ' e "e" ' "$(flags --where 'partner!=W00')"
is '... nor by another column' ' e "e" n ' "$(flags --where reporter=USA)"
is 'x is put where it belongs among other letters' 'abx,1 xyz,1 axz,1 ' \
    "$(printf 'flags,partner\nab,1\nyz,1\naz,1\n' | filter-hs --where partner=1 | sed 1d | tr '\n' ' ')"
is 'a table without flags stays as it is' "$(printf 'partner,v\nCHN,1\n')" "$(printf 'partner,v\nCHN,1\nJPN,2\n' | filter-hs --where partner=CHN)"

done_testing
