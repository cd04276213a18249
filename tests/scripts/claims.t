#!/bin/sh
# claims: verdicts, reasons for missing figures, errors in files of claims. (tests/scripts/claims-oracle.t
# checks the figures.)
. tests/lib.sh
PATH=$bin:$PATH
if ! command -v python3 >/dev/null; then
	skip 'python3 is not here'
	done_testing
	exit
fi
claims=$PWD/scripts/claims
H=id,text,period,flow,reporter,partner,basket,measure,stated,tolerance
T=period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags

# file LINE...: writes a file of claims with these lines
file() {
	printf '%s\n' $H "$@" >"$tmp/c.csv"
}
# trade LINE...: writes trade CSV with these lines
trade() {
	printf '%s\n' $T "$@" >"$tmp/t.csv"
}
# cells COLUMNS: these columns of the CSV on stdin, unquoted, without its header
cells() {
	python3 -c 'import csv, sys
for row in csv.DictReader(sys.stdin):
    print(",".join(row[name] for name in sys.argv[1].split(",")))' "$1"
}
# row COLUMNS [OPTION...]: these columns of the first claim, compared with t.csv
row() {
	columns=$1
	shift
	"$claims" -q "$@" "$tmp/c.csv" "$tmp/t.csv" 2>"$tmp/messages" | cells "$columns" | head -n 1
}

# --- the figures of an article that the test data cover
"$claims" -q "$data/claims.csv" "$data/usa-2024.csv" >"$tmp/article.csv"
is 'only the figures of 2024 hold' '1 2 3-JPN 3-FRA 3-AUT 3-ZAF 4-JPN 4-FRA' \
    "$(grep ,holds, "$tmp/article.csv" | cut -d, -f1 | xargs)"
is 'the other figures are not computable, with the reason' "$(sed 1d "$data/claims.csv" | grep -vc '^[1-4][,-]')" \
    "$(grep -Ec ',not computable,.*,nothing of 20(12|23) is in the files,$' "$tmp/article.csv")"
is 'dollars are equal to those of the pipeline' '175165060 119772703' \
    "$(awk -F, '$1 <= 2 && $1 > 0 { print $5 }' "$tmp/article.csv" | head -n 2 | xargs)"
is 'every layout gives the same verdicts' "$(cut -d, -f1-7 "$tmp/article.csv" | cksum)" \
    "$("$claims" -q "$data/claims.csv" "$data/usa-2024.json" | cut -d, -f1-7 | cksum)"
status 'a claim that does not hold is a result: status 0' 0 "$claims" -q "$data/claims.csv" \
    --absent zero "$data/world-2012-2023.csv" "$data/usa-2024.csv"
is '... and some claims do not hold' yes "$(grep -q ',does not hold,' "$tmp/out" && echo yes)"

# --- the same figures however the rows are split, ordered or stored
all() { # FILE...: the sweep without its pipelines, which name the files
	"$claims" -q --sweep "$data/claims.csv" "$@" 2>/dev/null |
		cells id,within,computed,basis,basket,period,part,side,scope,reporters,note
}
all "$data/world-2012-2023.csv" "$data/usa-2024.csv" >"$tmp/want"
fetch-normalise -q "$data/world-2012-2023.csv" "$data/usa-2024.csv" >"$tmp/all.csv" 2>/dev/null
{ head -n 1 "$tmp/all.csv"; sed 1d "$tmp/all.csv" | sort -t, -k 7; } >"$tmp/shuffled.csv"
grep -e period -e 6,28 "$tmp/all.csv" >"$tmp/part1.csv"
grep -v 6,28 "$tmp/all.csv" >"$tmp/part2.csv"
aggregate --complete --by period,flow,reporter,partner,edition,hs,flags "$tmp/all.csv" \
    >"$tmp/aggregate.csv" 2>/dev/null
gzip -c "$tmp/all.csv" >"$tmp/all.csv.gz"
mkfifo "$tmp/fifo"
all "$tmp/shuffled.csv" >"$tmp/got"
same 'rows in another order give the same sweep' "$tmp/want" "$tmp/got"
all "$tmp/part2.csv" "$tmp/part1.csv" >"$tmp/got"
same 'rows in two files give the same sweep' "$tmp/want" "$tmp/got"
all "$tmp/aggregate.csv" >"$tmp/got"
same 'aggregated rows give the same sweep' "$tmp/want" "$tmp/got"
cat "$tmp/all.csv.gz" >"$tmp/fifo" &
all "$tmp/fifo" >"$tmp/got"
same 'a pipe gives the same sweep: files are read once' "$tmp/want" "$tmp/got"
mkdir "$tmp/downloads"
cp "$data/world-2012-2023.csv" "$data/usa-2024.csv" "$tmp/downloads"
scripts/refresh -q "$tmp/a store" --from "$tmp/downloads" >/dev/null 2>&1
all "$tmp/a store" >"$tmp/got"
same 'a store gives the same sweep' "$tmp/want" "$tmp/got"
is '... and its pipeline runs' 119772703 "$("$claims" -q "$data/claims.csv" "$tmp/a store" \
    2>/dev/null | cells pipeline | sed -n 2p | sh 2>/dev/null | tail -n 1 | cut -d, -f5)"

# --- output files
"$claims" -q -o "$tmp/o" "$data/claims.csv" "$data/usa-2024.csv" >"$tmp/out"
same '-o writes the claims' "$tmp/article.csv" "$tmp/o/claims.csv"
same '... and stdout stays the same' "$tmp/out" "$tmp/o/claims.csv"
for mode in sweep lints; do
	"$claims" -q --$mode "$data/claims.csv" "$data/usa-2024.csv" >"$tmp/out"
	same "-o writes the $mode" "$tmp/out" "$tmp/o/$mode.csv"
done
"$claims" --text "$data/claims.csv" "$data/usa-2024.csv" >"$tmp/out"
same '-o writes the text' "$tmp/out" "$tmp/o/claims.txt"
like '... which has the verdict' 'HOLDS: stated 175000000 \+- 1000000, computed 175165060$' "$(cat "$tmp/out")"
is '-o writes the reporters' 'period,flow,reporter,editions
2024,M,USA,H6
2024,X,USA,H6' "$(cat "$tmp/o/reporters.csv")"

# --- verdicts use the exact figure, not the printed one
trade 2024,M,USA,CHN,H6,280530,1,, 2024,M,USA,JPN,H6,280530,2,,
file 1,,2024,M,USA,CHN,280530,share_pct,33.3333,0
is 'a claim of 33.3333 exactly fails for a third' 'does not hold,33.3333' "$(row verdict,computed)"
file 1,,2024,M,USA,CHN,280530,share_pct,33.3333,0.0001
is '... and holds within 0.0001' holds "$(row verdict)"
trade 2024,M,USA,CHN,H6,280530,695,, 2024,M,USA,JPN,H6,280530,305,,
for stated in '70.5,1,holds' '70.5,0.99,does not hold' '>69.5,0,does not hold' '>=69.5,0,holds' \
    '<69.5,0,does not hold' '<69.5,0.1,holds' '<=69.5,0,holds' '69.5,0,holds'; do
	file "1,,2024,M,USA,CHN,280530,share_pct,${stated%,*}"
	is "figure 69.5, stated ${stated%,*}" "${stated##*,}" "$(row verdict)"
done

# --- reasons why there is no figure
why() { # DESCRIPTION PATTERN CLAIM [OPTION...]
	what=$1 pattern=$2
	file "1,,$3,1,0"
	shift 3
	like "$what" "^not computable,,$pattern" "$(row verdict,computed,note "$@")"
}
trade 2023,M,USA,CHN,H6,280530,100,5, 2023,M,USA,_X,H6,280530,50,,n 2023,X,CHN,USA,H6,280530,90,, \
    2023,M,DEU,CHN,H6,010121,7,, 202201,M,USA,CHN,H6,280530,1,, 2023,M,BRA,CHN,H0,280530,1,1,
why 'a period without rows' 'nothing of 1999 is in the files' 1999,M,USA,CHN,280530,share_pct
why 'a flow without rows' 'nothing of 2022 is in|of 2022 only months are in the files; aggregate' 2022,M,USA,CHN,280530,share_pct
why 'a year of which only months exist' 'of 2022 only months are in the files; aggregate --by period:4' 2022,M,USA,CHN,280530,share_pct
why 'a country that did not report' 'JPN has no imports of 2023 in the files, of no commodity: not reported' 2023,M,JPN,CHN,280530,share_pct
why 'a reporter without rows of the basket' 'no row of 280530 is in the imports of DEU of 2023' 2023,M,DEU,CHN,280530,share_pct
why 'a code of which no reporter has a row' 'no imports of 284610 284690 in 2023 are in the files, from nobody' \
    2023,M,USA,CHN,rare-earths,share_pct
why 'a code that the edition does not have' 'no row of 811292 is in the imports of BRA of 2023, which it reported in H0$' \
    2023,M,BRA,CHN,811292,share_pct --absent zero
why 'a rank of NES' '_X is no country' 2023,M,USA,_X,280530,rank
why 'a rank of a country without trade' 'JPN has no part in it' 2023,M,USA,JPN,280530,rank
why 'missing weights' 'rows with 33.3 % of the dollars have no weight' \
    2023,M,USA,CHN,280530,net_kg_share_pct
why 'a world total of one reporter' 'CHN alone reports exports of 280530 in 2023' 2023,X,CHN,W00,280530,world_share_pct
why 'a change from a period without rows' 'nothing of 2012 is in the files' 2012:2023,M,USA,CHN,280530,change_pp
why 'a country in two blocs' '[A-Z]{3} is in EU27 and in EU28' 2023,M,EU27,EU28,280530,share_pct
trade 2023,X,CHN,USA,H6,280530,90,, 2023,X,CHN,JPN,H6,280530,30,, 2023,X,AUS,JPN,H6,280530,10,,
why 'imports in a file of exports' 'no imports of 2023 are in the files; as the other side reports it: 75.0000$' \
    2023,M,JPN,CHN,280530,share_pct
trade 2023,M,USA,CHN,,811292,1,,
why 'rows without an edition' 'the row has no HS edition and the basket' 2023,M,USA,CHN,gallium,share_pct
file 1,,2023,M,USA,CHN,rare-earths,share_pct,100,0
trade 2023,M,USA,CHN,H6,280530,100,5,
is '--absent zero counts absent codes as 0' 'holds,100.0000' \
    "$(row verdict,computed --absent zero)"
like '... and the pipeline prints the same figure' '^2023,M,USA,CHN,100,5,,100.0000$' \
    "$(row pipeline --absent zero | sh 2>/dev/null)"

# --- notes on a figure
trade 2023,M,USA,CHN,H6,280530,100,5,e 2023,M,USA,JPN,H6,280530,60,3, 2023,M,USA,FRA,H6,280530,40,2, \
    2022,M,DEU,CHN,H6,280530,1,1, 2023,M,FRA,CHN,H6,280530,1,1,
file 1,,2023,M,USA,CHN,280530,net_kg_share_pct,50,0
is 'notes name estimated weights and weights made from values' \
    '50.0 % of the weight of all is estimated; 100.0 % of the weight of CHN is estimated; everybody has the same dollars per kilogram: weights made from values?' \
    "$(row note)"
file 1,,2023,M,USA,W00,280530,world_share_pct,50,50
is 'notes name the reporters of the world and those missing' \
    'of 2 reporters: FRA USA; silent in 2023, but not the period before or after: DEU' "$(row note)"

trade 2012,M,USA,CHN,H3,811292,100,, 2023,M,USA,CHN,H6,811292,100,,
file 1,,2012:2023,M,USA,CHN,gallium,change_pp,0,0
is 'notes name a basket that is not the same in all editions' \
    'holds,the codes of gallium do not hold the same goods in all editions of the HS' \
    "$(row verdict,note --absent zero)"

trade 2023,M,USA,CHN,H6,280530,80,, 2023,M,USA,JPN,H6,280530,20,, 2023,M,JPN,CHN,H6,850511,20,,
file 1,,2023,M,USA,DEU,'280530 850511',share_pct,0,0
is 'notes name a reporter without a row of a code, and a partner without rows' \
    'holds,there is no row of DEU, which counts as 0; USA has no row of 850511' "$(row verdict,note)"

trade 2023,M,DEU,FRA,H6,280530,80,, 2023,M,DEU,CHN,H6,280530,20,, 2019,M,DEU,GBR,H6,280530,80,, \
    2021,M,DEU,GBR,H6,280530,80,, 2019,M,DEU,CHN,H6,280530,20,, 2021,M,DEU,CHN,H6,280530,20,,
while read -r what reporter partner period measure expected; do
	file 1,,"$period,M,$reporter,$partner,280530,$measure,<5,0"
	is "trade inside a bloc is not 0: $what" "$(echo "$expected" | tr _ ' ')" "$(row verdict,note | cut -c1-38)"
done <<'CASES'
a_share_of_a_member EU27 FRA 2023 share_pct not_computable,FRA_is_in_EU27,_which_c
dollars EU27 FRA 2023 value_usd not_computable,FRA_is_in_EU27,_which_c
a_member's EU27 FRA 2023 rank not_computable,FRA_is_in_EU27,_which_c
of_a_member DEU EU27 2023 share_pct not_computable,DEU_is_in_EU27,_which_c
with_itself EU27 EU27 2023 share_pct not_computable,trade_of_EU27_with_itse
a_former_member_in_a_change EU GBR 2019:2021 change_pp not_computable,GBR_is_in_EU,_which_cou
a_former_member EU GBR 2021 share_pct does_not_hold,of_1_reporter:_DEU
CASES
trade 2023,M,DEU,CHN,H6,280530,80,, 2023,M,JPN,CHN,H6,280530,20,,
file 1,,2023,M,EU27,CHN,280530,share_pct,100,0
is 'notes name the only reporter of a bloc' 'holds,of 1 reporter: DEU' "$(row verdict,note)"

# --- errors in the file of claims
wrong() { # DESCRIPTION PATTERN FORMAT [WORD]...: printf writes the file
	what=$1 pattern=$2
	shift 2
	# shellcheck disable=SC2059 # the format is what is tested
	printf "$@" >"$tmp/c.csv"
	status "$what" 1 "$claims" "$tmp/c.csv" "$tmp/t.csv"
	like '... is reported with its place' "^claims: $tmp/c.csv$pattern" "$err"
	is '... and prints no verdict' '' "$(cat "$tmp/out")"
}
G=2024,M,USA,CHN,rare-earths,share_pct,80,1
wrong 'an empty file' ': it is empty' ''
wrong 'a header alone' ': there is no claim in it' '%s\n' $H
wrong 'an unknown column' ":1: unknown column 'source' in the file of claims, which comes before the files of trade; there are: id, " '%s\n' "$H,source" "a,,$G,x"
wrong 'a column twice' ':1: two columns are called id' '%s\n' "$H,id" "a,,$G,x"
wrong 'a missing column' ':1: no column id' '%s\n' "${H#id,}" ",$G"
wrong 'an unquoted comma' ':2: 11 fields under a header of 10' '%s\n' $H "a,one, two,$G"
wrong 'two claims with one id' ':3: id a is in line 2, too' '%s\n' $H "a,,$G" "a,,$G"
wrong 'a field of two lines' ':2: a field of several lines' '%s\n' $H 'a,"x' "y\",$G"
wrong 'a quote inside a field' ':2: .* quote it as CSV does' '%s\n' $H "a,\"x\"y,$G"
wrong 'an unclosed quote' ':2: ' '%s\n' $H "a,\"x,$G"
wrong 'bytes that are not UTF-8' ':2: not UTF-8' '%s\na,\377,%s\n' $H $G
wrong 'a NUL byte' ':2: a NUL byte' '%s\na,\0,%s\n' $H $G
wrong 'a control character' ':2: text has a control character' '%s\na,\033[2J,%s\n' $H $G
while IFS='|' read -r what claim pattern; do
	wrong "$what" ":3: $pattern" '%s\n' $H "ok,,$G" "a,,$claim"
done <<'CASES'
no period|,M,USA,CHN,rare-earths,share_pct,80,1|period is empty
an invalid period|24,M,USA,CHN,rare-earths,share_pct,80,1|period is "24"; this measure needs 2023 or 202301
a year before 1900|1024,M,USA,CHN,rare-earths,share_pct,80,1|period is "1024"
an invalid month|202413,M,USA,CHN,rare-earths,share_pct,80,1|period is "202413"
two periods for one|2012:2024,M,USA,CHN,rare-earths,share_pct,80,1|period is "2012:2024"
one period for two|2024,M,USA,CHN,rare-earths,change_pp,80,1|period is "2024"; this measure needs 2012:2023
a change to the same year|2024:2024,M,USA,CHN,rare-earths,change_pp,80,1|period is "2024:2024"; a change is between
an unknown flow|2024,RX,USA,CHN,rare-earths,share_pct,80,1|flow is "RX"; M is imports
an unknown reporter|2024,M,Atlantis,CHN,rare-earths,share_pct,80,1|reporter is "Atlantis", which is neither a country nor a bloc; see fetch-normalise --list-countries
another|2024,M,Germny,CHN,rare-earths,share_pct,80,1|reporter is "Germny", which is neither a country nor a bloc; did you mean .Germany
an unknown partner|2024,M,USA,CHN;JPN,rare-earths,share_pct,80,1|partner is "CHN;JPN"
the world as reporter|2024,M,W00,CHN,rare-earths,share_pct,80,1|reporter is W00
a share without a partner|2024,M,USA,W00,rare-earths,share_pct,80,1|share_pct needs a partner
a world rank with a partner|2024,M,USA,CHN,rare-earths,world_rank,80,1|world_rank compares the reporter with the whole world
an unknown basket|2024,M,USA,CHN,magnets,share_pct,80,1|basket is "magnets"; did you mean .permanent-magnets
an unknown measure|2024,M,USA,CHN,rare-earths,share,80,1|measure is "share"; did you mean .share_pct
a figure with a unit|2024,M,USA,CHN,rare-earths,share_pct,80%,1|stated is "80%", not a number
a figure with separators|2024,M,USA,CHN,rare-earths,value_usd,1'000,1|stated is "1'000", not a number
a figure of too many digits|2024,M,USA,CHN,rare-earths,value_usd,10000000000000000000000000000,1|stated is "10000000000000000000000000000", not a number; .* at most 28 digits before the point and 9 after it
... or decimals|2024,M,USA,CHN,rare-earths,share_pct,80,0.0000000001|tolerance is "0.0000000001", not a number
a figure of Arabic digits|2024,M,USA,CHN,rare-earths,value_usd,٨٠,1|stated is "٨٠", not a number
a word for a figure|2024,M,USA,CHN,rare-earths,share_pct,about,1|stated is "about", not a number
infinity|2024,M,USA,CHN,rare-earths,share_pct,inf,1|stated is "inf", not a number
no tolerance|2024,M,USA,CHN,rare-earths,share_pct,80,|tolerance is empty; 0 is exact
a negative tolerance|2024,M,USA,CHN,rare-earths,share_pct,80,-1|tolerance is -1; it must not be negative
CASES
wrong 'all errors are reported in one run' ':3: flow is "Q"' '%s\n' $H \
    'a,,24,M,USA,CHN,rare-earths,share_pct,80,1' 'b,,2024,Q,USA,CHN,rare-earths,share_pct,80,1'
like '... with their number' "^claims: $tmp/c.csv: 2 lines are wrong; no claim was judged$" "$err"
trade 2024,M,USA,CHN,H6,280530,80,, 2024,M,USA,JPN,H6,280530,20,,
printf '\357\273\277tolerance,stated,measure,basket,partner,reporter,flow,period,text,id\r\n0, 80 ,share_pct,280530,china,842,M,2024,"a, b",x\r\n' >"$tmp/c.csv"
is 'byte-order mark, CRLF, other column order, blanks, names and numbers of countries' 'x,holds' "$(row id,verdict)"

is 'claims on standard input' 'x,holds' "$("$claims" -q - "$tmp/t.csv" <"$tmp/c.csv" 2>&1 | sed 1d | cut -d, -f1,2)"
is 'trade on standard input' 'x,holds' "$("$claims" -q "$tmp/c.csv" - <"$tmp/t.csv" 2>&1 | sed 1d | cut -d, -f1,2)"
cp "$tmp/t.csv" "$tmp/-t.csv"
is 'a file named like an option' 'x,holds' \
    "$(cd "$tmp" && "$claims" -q c.csv -- -t.csv 2>&1 | sed 1d | cut -d, -f1,2)"
is '... and its pipeline runs' 80.0000 "$(cd "$tmp" && "$claims" -q c.csv -- -t.csv 2>&1 | cells pipeline |
    sh 2>&1 | tail -n 1 | cut -d, -f8)"
file "a,,2024,M,USA,CHN,280530,share_pct,$(printf '%04299d' 0 | tr 0 9),0"
status 'a figure of thousands of digits' 1 "$claims" "$tmp/c.csv" "$tmp/t.csv"
like '... is cut in the message' '^claims: .*:2: stated is "9{57}[.]{3}", not a number' "$err"
for seed in 1 2 3; do
	PYTHONHASHSEED=$seed "$claims" -q -o "$tmp/o$seed" "$data/claims.csv" --absent zero \
	    "$data/world-2012-2023.csv" >"$tmp/out" 2>&1
	cat "$tmp/o$seed/"* >"$tmp/all$seed"
	same 'the output does not depend on hash order' "$tmp/all1" "$tmp/all$seed"
done

# --- misuse and failures
status 'standard input twice' 2 "$claims" - -
status 'no operand' 2 "$claims"
status 'no file of trade' 2 "$claims" "$data/claims.csv"
status 'an unknown option' 2 "$claims" --no-such-option
status 'two output modes' 2 "$claims" --text --sweep "$data/claims.csv" "$data/usa-2024.csv"
status 'an unknown bloc' 2 "$claims" --bloc EU99 "$data/claims.csv" "$data/usa-2024.csv"
status 'a missing file of claims' 1 "$claims" "$tmp/nothing" "$data/usa-2024.csv"
status 'a folder that is not a store' 1 "$claims" "$data/claims.csv" "$tmp/downloads"
cp -a "$tmp/a store" "$tmp/store"
: >"$tmp/store/trade/2024 2.csv.gz"
status 'a store with a foreign file' 1 "$claims" "$data/claims.csv" "$tmp/store"
like '... is refused with its name' "$tmp/store/trade/2024 2.csv.gz: not a file of this store" "$err"
is '... prints no verdict' '' "$(cat "$tmp/out")"
rm "$tmp/store/trade/2024 2.csv.gz"
rm -f "$tmp/store/trade/2024.csv.gz"
status 'a store that lacks a file' 1 "$claims" "$data/claims.csv" "$tmp/store"
like '... is refused with the name of the file' "$tmp/store/trade/2024.csv.gz: missing" "$err"
for file in answer.html answer-401.json nothing; do
	status "not trade data: $file" 1 "$claims" "$data/claims.csv" "$data/$file"
	is '... prints no verdict' '' "$(cat "$tmp/out")"
done
status 'the guard rejects duplicate rows' 1 "$claims" "$data/claims.csv" \
    "$data/usa-2024.csv" "$data/usa-2024.json"
like '... with the message of fetch-normalise' 'G8' "$err"
is '... prints no verdict' '' "$(cat "$tmp/out")"
is '... and of no other filter' 'claims fetch-normalise' "$(cut -d: -f1 "$tmp/err" | sort -u | xargs)"
status 'a closed stdout' 1 sh -c '"$0" -q "$1" "$2" >&-' "$claims" "$data/claims.csv" "$data/usa-2024.csv"
is '... is reported in one line' 'claims: the output is closed' "$(cat "$tmp/err")"
status 'a closed stdin' 1 sh -c '"$0" -q - "$1" <&-' "$claims" "$data/usa-2024.csv"
is '... is reported, too' 'claims: <stdin>: it is closed' "$(cat "$tmp/err")"
if [ -c /dev/full ]; then
	status 'a full disk' 1 sh -c '"$0" "$1" "$2" >/dev/full' "$claims" "$data/claims.csv" "$data/usa-2024.csv"
	is '... is reported in one line' 1 "$(grep -c . "$tmp/err")"
else
	skip 'no /dev/full here'
fi

# a reader must not see half of a file
trade 2023,M,USA,CHN,H6,280530,80,, 2023,M,USA,JPN,H6,280530,20,,
file 1,,2023,M,USA,CHN,'280530 850511',share_pct,80,0 2,,2023,M,USA,JPN,280530,share_pct,20,0
"$claims" -q -o "$tmp/small" "$tmp/c.csv" "$tmp/t.csv" >"$tmp/out" 2>&1
cp "$tmp/small/sweep.csv" "$tmp/sweep.csv"
file 2,,2023,M,USA,JPN,280530,share_pct,20,0 1,,2023,M,USA,CHN,'280530 850511',share_pct,80,0
status 'no room for a file of -o' 1 sh -c 'ulimit -f 2 && shift && "$@"' sh x \
    "$claims" -q -o "$tmp/small" "$tmp/c.csv" "$tmp/t.csv"
same '... leaves the old file' "$tmp/sweep.csv" "$tmp/small/sweep.csv"
is '... and no temporary file' 5 "$(find "$tmp/small" -type f | wc -l | xargs)"

# --- claims that cannot all be true
lints() { # DESCRIPTION EXPECTED CLAIM...: the rules and ids of the findings
	what=$1 expected=$2
	shift 2
	file "$@"
	is "$what" "$expected" "$("$claims" -q --lints "$tmp/c.csv" "$tmp/t.csv" 2>&1 | sed 1d | cut -d, -f1,2)"
}
C=rare-earths-and-magnets,share_pct
trade 2023,M,USA,CHN,H6,280530,80,, 2023,M,USA,JPN,H6,280530,20,, 2023,M,USA,CHN,H6,850511,30,, 2023,M,USA,JPN,H6,850511,70,,
lints 'shares of different partners over 100 per cent' 'disjoint shares over 100,a b c' \
    a,,2023,X,CHN,USA,$C,40,1 b,,2023,X,CHN,JPN,$C,44,1 c,,2023,X,CHN,KOR,$C,20,1
lints '... are allowed within rounding' '' \
    a,,2023,X,CHN,USA,$C,40,2 b,,2023,X,CHN,JPN,$C,44,2 c,,2023,X,CHN,KOR,$C,20,2
lints '... of two years' '' a,,2023,X,CHN,USA,$C,60,1 b,,2022,X,CHN,JPN,$C,60,1
lints '... of two flows' '' a,,2023,X,CHN,USA,$C,60,1 b,,2023,M,CHN,JPN,$C,60,1
lints '... by two measures' '' a,,2023,X,CHN,USA,$C,60,1 b,,2023,X,CHN,JPN,rare-earths-and-magnets,net_kg_share_pct,60,1
lints '... of a bloc and its member' '' a,,2023,X,CHN,EU27,$C,60,1 b,,2023,X,CHN,DEU,$C,60,1
lints '... of one partner' '' a,,2023,X,CHN,USA,$C,60,1 b,,2023,X,CHN,USA,$C,61,1
lints '... that are lower bounds' 'disjoint shares over 100,a b' a,,2023,X,CHN,USA,$C,'>60',0 b,,2023,X,CHN,JPN,$C,'>50',0
lints '... that are upper bounds' '' a,,2023,X,CHN,USA,$C,'<60',0 b,,2023,X,CHN,JPN,$C,'<50',0
lints '... of the world' 'disjoint shares over 100,a b' \
    a,,2023,X,CHN,W00,850511,world_share_pct,60,1 b,,2023,X,JPN,W00,850511,world_share_pct,60,1
lints 'a union above its parts' 'union outside its parts,u a b' u,,2022,M,USA,CHN,$C,68,1 \
    a,,2022,M,USA,CHN,rare-earths,share_pct,44,1 b,,2022,M,USA,CHN,permanent-magnets,share_pct,26,1
lints '... below them' 'union outside its parts,u a b' u,,2022,M,USA,CHN,$C,20,1 \
    a,,2022,M,USA,CHN,rare-earths,share_pct,44,1 b,,2022,M,USA,CHN,850511,share_pct,26,1
lints '... between them' '' u,,2022,M,USA,CHN,$C,40,1 \
    a,,2022,M,USA,CHN,rare-earths,share_pct,44,1 b,,2022,M,USA,CHN,permanent-magnets,share_pct,26,1
lints '... with a part that has neither claim nor data' '' u,,2022,M,USA,CHN,$C,68,1 \
    a,,2022,M,USA,CHN,rare-earths,share_pct,44,1
lints '... above a part from the files' 'union outside its parts,u a' \
    u,,2023,M,USA,CHN,'280530 850511',share_pct,68,1 a,,2023,M,USA,CHN,280530,share_pct,44,1
lints '... between a claim and a part from the files' '' \
    u,,2023,M,USA,CHN,'280530 850511',share_pct,68,1 a,,2023,M,USA,CHN,280530,share_pct,80,1
R=2023,M,USA
lints 'a higher rank with a smaller share' 'ranks against shares,a b c d' a,,$R,CHN,850511,rank,1,0 \
    b,,$R,JPN,850511,rank,2,0 c,,$R,CHN,850511,share_pct,20,1 d,,$R,JPN,850511,share_pct,30,1
lints '... that may be equal within tolerance' '' a,,$R,CHN,850511,rank,1,0 \
    b,,$R,JPN,850511,rank,2,0 c,,$R,CHN,850511,share_pct,29,1 d,,$R,JPN,850511,share_pct,30,1
lints 'a second rank with more than half' 'ranks against shares,a b' \
    a,,$R,CHN,850511,rank,2,0 b,,$R,CHN,850511,share_pct,60,1
lints '... with half' '' a,,$R,CHN,850511,rank,2,0 b,,$R,CHN,850511,share_pct,50,0
lints '... of other goods' '' a,,$R,CHN,850511,rank,2,0 b,,$R,CHN,280530,share_pct,60,1

# --- installed
ok 'make install' make -s install B="$bin" DESTDIR="$tmp/root" PREFIX=/usr NAME_PREFIX=reliance-
mine=$(dirname "$(command -v python3)"):/usr/bin:/bin
PATH=$mine "$tmp/root/usr/bin/reliance-claims" -q "$data/claims.csv" "$data/usa-2024.csv" >"$tmp/out"
is '... finds the filters beside it' \
    "$(cut -d, -f1-7 "$tmp/article.csv" | cksum)" "$(cut -d, -f1-7 "$tmp/out" | cksum)"
is '... and its pipelines use the installed names' '' "$(grep -o '| [a-z-]*' "$tmp/out" | grep -v '| reliance-')"

# --- each program is killed, after some bytes of its output
mkdir "$tmp/tools" "$tmp/killed"
for tool in fetch-normalise filter-hs aggregate share rank reliance-claims; do ln -s "$bin/$tool" "$tmp/tools"; done
grep -e ^id -e ^5 testdata/claims.csv | sed s/2023/2024/g >"$tmp/killed.csv"
times=4
[ "${LONG:-0}" = 0 ] || times=42
like 'no killed program leaves another verdict' '^[0-9]+ programs$' "$(python3 -B tests/scripts/kills.py $times 1 "$tmp/tools" "$tmp/killed" \
	reliance-claims -q -o "$tmp/killed" "$tmp/killed.csv" "$data/usa-2024.csv" 2>&1 | paste -s -d ' ' -)"
done_testing
