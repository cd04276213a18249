#!/bin/sh
# Codes and the editions of the HS: a code that its edition lacks is an error, and rows of codes that
# are not the same goods, or that are only some of what was asked for, are reported.
. tests/lib.sh
PATH=$bin:$PATH

header=period,flow,reporter,partner,edition,hs,value_usd
rows() { printf '%s\n' $header "$@"; }
words() { { "$@" >/dev/null; } 2>&1; }

# --- a code that its edition does not have
refuses() { # DESCRIPTION EDITION CODE
	rows "2023,M,USA,CHN,$2,$3,5" >"$tmp/row.csv"
	status "$1: filter-hs" 1 filter-hs --where flow=M "${3%"${3#??}"}" "$tmp/row.csv"
	like '... with the line, the edition and the code' "row.csv:2: $2 has no code $3;" "$err"
	is '... and a mark at the end of the output' "!filter-hs failed" "$(tail -n 1 "$tmp/out")"
	status '... fetch-normalise' 1 fetch-normalise -q "$tmp/row.csv"
	like '... with the same words' "row.csv:2: $2 has no code $3;" "$err"
}
takes() { # DESCRIPTION EDITION CODE
	rows "2023,M,USA,CHN,$2,$3,5" >"$tmp/row.csv"
	is "$1: filter-hs" "$(cat "$tmp/row.csv")" "$(filter-hs "${3%"${3#??}"}" "$tmp/row.csv" 2>&1)"
	is '... fetch-normalise' 2 "$(fetch-normalise -q "$tmp/row.csv" 2>&1 | wc -l | tr -d ' ')"
}
refuses 'a code of a later edition' H3 811231
refuses 'a code of an earlier edition' H6 854140
refuses 'a code that no edition has' H6 285999
refuses 'a heading of a later edition' H5 8549
refuses 'a national line of such a code' H3 8112310010
refuses 'the rest of a code that lost its zero' H5 101210
takes 'a code in its first edition' H6 811231
takes 'a chapter' H0 28
takes 'a heading' H6 8549
takes 'a national line' H6 85051110
takes 'a national chapter' H4 980100
takes 'a confidential code' H5 999999
takes 'a code with letters' H6 9999AA
takes 'a row without an edition' '' 811231
takes 'an edition that is not published yet' H7 811231
like 'a complaint names the editions that have the code' 'H3 has no code 854141; editions with it: H6$' \
    "$(rows 2010,M,USA,CHN,H3,854141,5 | words filter-hs 85)"

rows 2023,M,USA,CHN,H3,811231,5 2023,M,USA,CHN,H3,811292,5 >"$tmp/mixed.csv"
is 'a row that filter-hs does not keep is not judged' 2 "$(filter-hs 811292 "$tmp/mixed.csv" | wc -l | tr -d ' ')"
is '... nor one that fetch-normalise does not select' 2 "$(fetch-normalise -q --hs 811292 "$tmp/mixed.csv" | wc -l | tr -d ' ')"
is '... nor a code in another column than hs' 2 "$(sed 's/,hs,/,cmd,/' "$tmp/mixed.csv" | filter-hs -c cmd 811231 | wc -l | tr -d ' ')"
status '--invert judges what it keeps' 1 filter-hs -v 2846 "$tmp/mixed.csv"
status '--rejects takes such a row' 0 fetch-normalise -q --rejects "$tmp/rejects.csv" "$tmp/mixed.csv"
is '... as it was, with the reason' '2,H3 has no code 811231; editions with it: H6,"2023,M,USA,CHN,H3,811231,5"' \
    "$(sed -n 2p "$tmp/rejects.csv" | cut -d, -f2-)"
is '... and emits the others' 2 "$(wc -l <"$tmp/out" | tr -d ' ')"
printf 't,i,j,k,v,q\n2023,156,842,811231,5,1\n' >"$tmp/baci.csv"
status '--edition is judged, too' 1 fetch-normalise -q --edition H5 "$tmp/baci.csv"
status '... not without it' 0 fetch-normalise -q "$tmp/baci.csv"

# --- goods that are not the same
goods() { # DESCRIPTION WORDS CODES ROW...: what filter-hs says at the end
	goods_what=$1 goods_words=$2 goods_codes=$3
	shift 3
	# shellcheck disable=SC2086 # several arguments
	is "$goods_what" "$goods_words" "$(rows "$@" | words filter-hs $goods_codes | grep -v 'no row matched')"
}
moved='a change between these editions is not only trade'
goods 'a code that holds other goods in a later period is named' \
    "filter-hs: not the same goods in H3 and H6: 811292; $moved" 811292 \
    2010,M,USA,CHN,H3,811292,100 2023,M,USA,CHN,H6,811292,100
goods '... not within one period' '' 811292 2023,M,USA,CHN,H3,811292,100 2023,M,USA,JPN,H6,811292,100
goods '... nor within one edition' '' 811292 2022,M,USA,CHN,H6,811292,100 2023,M,USA,JPN,H6,811292,100
goods '... nor between editions that did not change it' '' 811292 \
    2010,M,USA,CHN,H3,811292,100 2020,M,USA,CHN,H5,811292,100
goods '... nor if one edition holds no more than 1 % of the value' '' 811292 \
    2010,M,USA,CHN,H3,811292,1 2023,M,USA,CHN,H6,811292,99
goods '... but from there on' "filter-hs: not the same goods in H3 and H6: 811292; $moved" 811292 \
    2010,M,USA,CHN,H3,811292,1.1 2023,M,USA,CHN,H6,811292,99
goods 'a code that kept its goods is not named' '' 850511 \
    2010,M,USA,CHN,H3,850511,100 2023,M,USA,CHN,H6,850511,100
goods '... nor are codes that exchange goods only with each other' '' 854141,854142,854143,854149,854140 \
    2020,M,USA,CHN,H5,854140,100 2023,M,USA,CHN,H6,854143,100
goods '... but each of them by itself' "filter-hs: not the same goods in H5 and H6: 854143; $moved" 854143,850511 \
    2020,M,USA,CHN,H5,850511,100 2023,M,USA,CHN,H6,854143,100
goods 'all editions with a break are named' "filter-hs: not the same goods in H2, H3 and H6: 811292; $moved" 811292 \
    2005,M,USA,CHN,H2,811292,9 2010,M,USA,CHN,H3,811292,9 2023,M,USA,CHN,H6,811292,9
goods '... and where it is' "filter-hs: not the same goods in H3, H5 and H6, between H5 and H6: 811292; $moved" 811292 \
    2010,M,USA,CHN,H3,811292,9 2020,M,USA,CHN,H5,811292,9 2023,M,USA,CHN,H6,811292,9
goods 'electrical waste, taken out of everything in H6, is no change' '' 8506 \
    2020,M,USA,CHN,H5,850650,100 2023,M,USA,CHN,H6,850650,100
goods '--except takes a code out' '' '-x 811292 8112' \
    2020,M,USA,CHN,H3,811221,100 2010,M,USA,CHN,H4,811221,100
goods 'a basket is judged by its codes in each edition' \
    "filter-hs: not the same goods in H3 and H6: 811292, 811299; $moved" '-b gallium' \
    2010,M,USA,CHN,H3,811292,100 2023,M,USA,CHN,H6,811292,100
goods '... and an unbroken one is not named' '' '-b rare-earths-and-magnets' \
    2003,M,USA,CHN,H2,284690,100 2003,M,USA,CHN,H2,284610,1 2003,M,USA,CHN,H2,280530,1 2023,M,USA,CHN,H6,850511,100
goods '--invert says nothing of the codes that are not there' '' '-v 811292' \
    2010,M,USA,CHN,H3,850511,100 2023,M,USA,CHN,H6,850511,100
like 'values in another currency count as well' "not the same goods in H3 and H6: 811292;" \
    "$(printf 'period,edition,hs,value_eur\n2010,H3,811292,100\n2023,H6,811292,100\n' | words filter-hs 811292)"
is 'without values, rows count' "filter-hs: not the same goods in H3 and H6: 811292; $moved" \
    "$(printf 'period,edition,hs\n2010,H3,811292\n2023,H6,811292\n' | words filter-hs 811292)"

rows 2010,M,USA,CHN,H3,811292,100 2023,M,USA,CHN,H6,811292,100 >"$tmp/moved.csv"
for select in '--hs 811292' '-b gallium'; do
	# shellcheck disable=SC2086 # two arguments
	like "fetch-normalise $select says the same" '^fetch-normalise: not the same goods in H3 and H6: 811292' \
	    "$(words fetch-normalise -q $select "$tmp/moved.csv")"
done
is '... not without a selection of codes' '' "$(words fetch-normalise -q "$tmp/moved.csv")"

# --- headings of which codes are missing
heading() { # REPORTERS CODE...: rows of these codes by that many reporters
	awk -v n="$1" -v codes="${2-}" 'BEGIN {
		k = split(codes, code, " ")
		for (i = 0; i < n; i++)
			for (j = 1; j <= k; j++)
				printf "2023,M,R%02d,CHN,H6,%s,5\n", i, code[j]
	}' | cat "$tmp/header.csv" - | { filter-hs "${3-2846}" >/dev/null; } 2>&1
}
rows >"$tmp/header.csv"
is 'most codes of a heading are missing, with ten reporters' \
    'filter-hs: 1 of 2 codes of 2846 occurred, although 10 or more reporters have rows: the others may be missing from the input' \
    "$(heading 10 284690)"
is '... not with nine' '' "$(heading 9 284690)"
is '... not if all occur' '' "$(heading 12 '284690 284610')"
is '... nor if three quarters do' '' "$(heading 12 '250410 250490' 2504)"
like '... of a chapter' '^filter-hs: 2 of [0-9]+ codes of 28 occurred' "$(heading 12 '284690 284610' 28)"
like '... of a range' '^filter-hs: 2 of [0-9]+ codes of 2844-2846 occurred' "$(heading 12 '284690 284610' 2844-2846)"
is '... not if the row of the heading itself is there' '' "$(heading 12 2846)"
is '... nor of six digits' '' "$(heading 12 284690 284690,284610 | grep -v 'no row matched')"

done_testing
