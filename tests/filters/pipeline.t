#!/bin/sh
# Mistakes that the filters prevent: each test has the wrong and the right figure.
. tests/lib.sh
PATH=$bin:$PATH

world() { fetch-normalise -q "$@" $data/world-2012-2023.csv 2>/dev/null | filter-hs -b rare-earths-and-magnets 2>/dev/null; }
share_of() { share | cells share_pct ",$1,"; }
row='period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags'

# blocs
is 'bloc: the share of one member is not that of the EU' 89.3258 "$(world -f M -y 2023 -r DEU | aggregate | share_of CHN)"
is 'bloc: the share in all imports of the EU' 83.3492 "$(world -f M -y 2023 | aggregate --bloc EU27 2>/dev/null | share | cells share_pct ,EU27,CHN,)"
is 'bloc: ... without the trade inside the EU' 96.1581 "$(world -f M -y 2023 | aggregate --bloc EU27 --intra drop 2>/dev/null | share | cells share_pct ,EU27,CHN,)"
is 'bloc: membership of EU depends on the date, of EU27 not' '2012,M,EU 2023,M,GBR' \
    "$(for y in 2012 2023; do world -f M -y $y -r GBR | aggregate --by period,flow,reporter --bloc EU 2>/dev/null | tail -n 1 | cut -d, -f1-3; done | tr '\n' ' ' | sed 's/ $//')"
like 'bloc: a warning names members without a row' 'EU27 as reporter has no rows of: .*POL' "$(world -f M -y 2023 | aggregate --bloc EU27 2>&1 >/dev/null)"
world -f M | aggregate --bloc EU >"$tmp/out" 2>"$tmp/said"
is '... once for all periods' 1 "$(grep -c 'has no rows of' "$tmp/said")"
like '... and one who joined or left between them' '^aggregate: EU has other members in other periods: HRV joined by 2022; GBR left by 2022; .*--bloc EU@2023' "$(cat "$tmp/said")"
is 'bloc: NAME@DAY has the members of that day in every period' 'GBR EU ' \
    "$(for day in 2023 2012; do world -f M -y 2012 -r GBR | aggregate --bloc EU@$day 2>/dev/null | cells reporter,partner ,CHN, | cut -d, -f1; done | tr '\n' ' ')"
like '... without a word of who joined' '^aggregate: EU as reporter has no rows of: [A-Z ]*$' "$(world -f M | aggregate --bloc EU@2023 --intra drop 2>&1 >/dev/null | grep -v 'left out')"
status '... a day that is none is misuse' 2 aggregate --bloc EU@2023-13 $data/usa-2024-trade.csv
status '... and so is a day before the bloc' 2 aggregate --bloc EU27@1900,EU@1900 $data/usa-2024-trade.csv
like 'bloc: the trade inside it is said' '13\.[0-9] % of the trade that members of EU27 report is inside EU27 \(value_usd [0-9]* of [0-9]*\)' "$(world -f M | aggregate --bloc EU27 2>&1 >/dev/null)"
is '... unless --intra says what becomes of it' '' "$(world -f M | aggregate --bloc EU27 --intra keep 2>&1 >/dev/null | grep inside)"
is '... or there is none' '' "$(world -f M | grep -v ,DEU,FRA, | aggregate --bloc ASEAN 2>&1 >/dev/null | grep inside)"
printf '%s\n2023,M,DEU,EUR,,28,50,,\n2023,M,DEU,CHN,,28,7,,\n2023,M,DEU,FRA,,28,30,,\n' "$row" >"$tmp/eur.csv"
is 'bloc: rows of a group of its members are left out' 'CHN,7 ' "$(aggregate --bloc EU27 --intra drop "$tmp/eur.csv" 2>"$tmp/said" | cells partner,value_usd | tr '\n' ' ')"
like '... and counted' 'left out rows of groups, such as EUR, whose members are in a bloc: 1' "$(cat "$tmp/said")"
is '... not those of other groups' 'EUR,50 ' "$(aggregate --bloc ASEAN "$tmp/eur.csv" 2>/dev/null | cells partner,value_usd EUR | tr '\n' ' ')"
status 'bloc: --intra drop with World rows, which include that trade, is an error' 1 sh -c \
    "fetch-normalise -q --world keep -f M $data/world-2012-2023.csv 2>/dev/null | aggregate --bloc EU27 --intra drop"
status 'bloc: a country in two blocs is misuse' 2 aggregate --bloc EU27,G7 $data/usa-2024-trade.csv
printf 'bloc,member,from,to\nPAIR,CHN,,\nPAIR,JPN,2020,2022\n' >"$tmp/bloc.csv"
is 'bloc: a bloc file with dates' '2022,PAIR,5,, 2023,JPN,2,,' \
    "$(printf '%s\n2022,M,USA,CHN,,28,1,,\n2023,M,USA,JPN,,28,2,,\n2022,M,USA,JPN,,28,4,,\n' "$row" |
	aggregate --bloc-file "$tmp/bloc.csv" --by period,partner 2>/dev/null | sed 1d | tr '\n' ' ' | sed 's/ $//')"

# months and coverage
monthly() { fetch-normalise -q $data/monthly-2023.csv 2>/dev/null; }
is 'months are summed to a year' 33649543.584 "$(monthly | aggregate --by period:4,flow,reporter 2>/dev/null | grep '^2023,M,FRA' | cut -d, -f4)"
like 'a warning names a year of 7 months' '2023 M MAR \(7\)' "$(monthly | aggregate --by period:4,flow,reporter 2>&1 >/dev/null)"
is 'coverage: the share of China rises because Viet Nam has not reported yet' '73.6517 79.4590' \
    "$(world -f X -y 2022,2023 | aggregate --by period,flow,reporter | share | cells share_pct ,CHN, | tr '\n' ' ' | sed 's/ $//')"
is 'coverage: --balanced compares the same reporters' '79.3486 79.4590' \
    "$(world -f X -y 2022,2023 | aggregate --by period,flow,reporter --balanced reporter 2>/dev/null | share | cells share_pct ,CHN, | tr '\n' ' ' | sed 's/ $//')"
like 'coverage: a warning says how the reporters differ' '5 of 6 are in all periods; a period has 5 \(X 2023\) to 6 \(X 2012\)' "$(world -f X | aggregate --by period,flow 2>&1 >/dev/null)"
status 'a sum over flows is an error' 1 sh -c "aggregate --by period,reporter $data/usa-2024-trade.csv"
is '... unless --across-flows allows it' 861915060.625 "$(aggregate --across-flows --by period --sum value_usd $data/usa-2024-trade.csv | tail -n 1 | cut -d, -f2)"

# weights
printf '%s\n2024,M,USA,CHN,,28,10,5,\n2024,M,USA,CHN,,85,90,,\n' "$row" >"$tmp/weights.csv"
is 'a weight of half the rows looks complete' '100,5' "$(aggregate "$tmp/weights.csv" 2>/dev/null | tail -n 1 | cut -d, -f5-6)"
is '--complete leaves it empty' '100,' "$(aggregate --complete "$tmp/weights.csv" 2>/dev/null | tail -n 1 | cut -d, -f5-6)"
is '--missing counts the empty cells' '100,5,1' "$(aggregate --missing net_kg "$tmp/weights.csv" 2>/dev/null | cells value_usd,net_kg,net_kg_missing)"
is 'a group of empty cells sums to empty, not 0' '90,' "$(filter-hs 85 "$tmp/weights.csv" | aggregate 2>/dev/null | tail -n 1 | cut -d, -f5-6)"

# flags
printf '%s\n2024,M,USA,CHN,,28,10,5,de\n2024,M,USA,CHN,,85,90,,px\n2024,M,USA,_X,,85,1,,n\n2024,M,USA,USA,,85,1,,s\n' "$row" >"$tmp/flags.csv"
of() { aggregate "$@" "$tmp/flags.csv" 2>/dev/null | cells flags | tr '\n' ' '; }
is 'flags: a sum has those of its rows, but for e' 'dpx s n ' "$(of)"
is '... those of a partner only where it is in the key' 'dpx ' "$(of --by period,flow,reporter)"
is '... those of both sides only where both are' 'dpx  n ' "$(of --by period,flow,partner)"
is '... they stand behind the sums' 'period,value_usd,net_kg,flags,value_usd_min,count' "$(aggregate --by period --min value_usd --count "$tmp/flags.csv" 2>/dev/null | head -n 1)"
is '... in a key they are a key' 'flags,value_usd' "$(aggregate --by flags -s value_usd "$tmp/flags.csv" | head -n 1)"
is '... of no sum there are none' 'period,count' "$(aggregate --by period -s '' --count "$tmp/flags.csv" | head -n 1)"
is '... OTHERS has those of the rows cut off' 'OTHERS,dpx' "$(rank --top 1 --ascending --ties ordinal --others "$tmp/flags.csv" | cells partner,flags OTHERS)"
like '... text that is no flags is reported, and left out' 'flags is not made of the letters .* in 1 row' "$(printf '%s\n2024,M,USA,CHN,,28,10,5,made up\n' "$row" | aggregate 2>&1 >/dev/null)"

# means, unit values, balances
printf '%s\n2021,M,USA,CHN,,28,90,9,\n2021,M,USA,CHN,,85,60,6,e\n2022,M,USA,JPN,,28,30,,\n2023,M,USA,JPN,,28,30,3,\n2023,M,KOR,JPN,,28,1,1,e\n2023,X,USA,JPN,,28,7,1,\n' "$row" >"$tmp/mean.csv"
mean() { aggregate "$@" "$tmp/mean.csv" 2>/dev/null; }
is 'a mean over rows is that of the years with a row' '75' "$(mean --by period,flow,partner --mean value_usd | cells value_usd_mean 2021,M)"
is 'a mean over periods: a supplier without a row in a reported year had 0' 'USA,CHN,50 USA,JPN,20 ' \
    "$(mean --by flow,reporter,partner --mean value_usd | cells reporter,partner,value_usd_mean M,USA | tr '\n' ' ')"
is '... a reporter of one year has a mean of that year' 1 "$(mean --by flow,reporter --mean value_usd | cells value_usd_mean KOR)"
is '... without the reporter, the periods of the input count' 20.333333333 "$(mean --by flow,partner --mean value_usd | cells value_usd_mean M,JPN)"
status '... which --sorted does not know' 2 aggregate --sorted --by flow --mean value_usd "$tmp/mean.csv"
is '--estimated appends what the source estimated' '1,1 15,6 3,0 1,0 ' "$(mean --by flow,reporter,partner --estimated | cells net_kg,net_kg_estimated | tr '\n' ' ')"
is '... and it merges' "$(mean --estimated | cksum)" "$(mean --estimated | aggregate --merge | cksum)"
is '--unit-value leaves out rows without a weight or with an estimated one' 'USA,10 KOR, ' \
    "$(mean --by flow,reporter --unit-value | cells reporter,usd_per_kg '^M' | sort -r | tr '\n' ' ')"
status '... and cannot be merged' 2 sh -c "aggregate --unit-value '$tmp/mean.csv' | aggregate --merge"
is '--pivot flow puts the flows side by side' '2021,USA,150,, 2022,USA,30,, 2023,KOR,1,, 2023,USA,30,7,-23 ' \
    "$(mean --by period,reporter --pivot flow | cells period,reporter,value_usd_M,value_usd_X,balance | tr '\n' ' ')"
is '... and no row of a flow that was reported is 0' '150,0,-150' "$(mean --by reporter,partner --pivot flow | cells value_usd_M,value_usd_X,balance USA,CHN)"
is '... also of merged parts' "$(mean --pivot flow | cksum)" "$(mean | aggregate --merge --pivot flow 2>/dev/null | cksum)"
status '... another flow has no column' 1 sh -c "sed 's/,X,/,RX,/' '$tmp/mean.csv' | aggregate --pivot flow"

# the same trade twice
twice() { # NAME KIND WRONG RIGHT PATTERN ARGUMENT...: the sums of \$tmp/twice.csv
	name=$1 kind=$2 wrong=$3 right=$4 pattern=$5
	shift 5
	status "$name is an error" 1 aggregate "$@" "$tmp/twice.csv"
	like '... that names rows, value and consent' "$pattern.*, or use --allow $kind" "$err"
	is '... for the sum would be' "$wrong" "$(aggregate --allow "$kind" "$@" "$tmp/twice.csv" 2>/dev/null | cells value_usd)"
	grep -v '#' "$tmp/twice.csv" >"$tmp/once.csv"
	is '... and not' "$right" "$(aggregate "$@" "$tmp/once.csv" 2>"$tmp/said" | cells value_usd)"
	is '... without a word' '' "$(cat "$tmp/said")"
}
csv() { printf '%s\n' "$@" >"$tmp/twice.csv"; }
csv "$row,note" 2023,M,USA,CHN,H6,850511,100,10,, '2023,M,USA,CHN,H6,850511,95,10,m,#'
twice 'a mirrored row beside the reported one' mirrored 195 100 '2023 M USA has mirrored rows.*\(1 row, value_usd 95\)'
csv "$row,note" "$(for m in 01 02 03 04 05 06 07 08 09 10 11 12; do echo 2023$m,M,USA,CHN,H6,850511,10,1,,; done)" '2023,M,USA,JPN,H6,850511,600,10,,#'
twice 'a year beside its months' months 720 120 '2023 M USA has a row for the year.*\(1 row, value_usd 600\)' -g period:4,flow
csv "$row,note" 2023,X,DEU,USA,H6,850511,100,10,, '2023,X,EUR,USA,H6,850511,160,10,,#' 2023,X,CHN,USA,H6,850511,1,1,,
twice 'a group beside its member' groups 261 101 '2023 X has reporter EUR, a group, beside its member DEU \(1 row, value_usd 160\)' -g period,flow
csv "$row,note" 2023,M,USA,CHN,H6,284610,100,10,, '2023,M,USA,CHN,H6,2846,160,10,,#' 2023,M,USA,CHN,H6,850511,1,1,,
twice 'a code beside its own prefix' nested 261 101 '2023 M USA has rows of 2846 and of 284610, which it includes \(1 row, value_usd 160\)'
csv "$row,note" 2023,M,USA,CHN,H6,284610,100,10,, '2023,M,JPN,CHN,H6,2846,160,10,,#' 2023,M,JPN,CHN,H6,850511,1,1,,
twice '... in two reporters that are added up' nested 261 101 '2023 M has rows of 2846 and of 284610' -g period,flow,partner
csv "$row,customs,note" 2023,M,USA,CHN,H6,284610,100,10,,C00, '2023,M,USA,CHN,H6,284610,70,10,,C05,#' '2023,M,USA,CHN,H6,284610,30,10,,C09,#'
twice 'a breakdown beside its total' detail 200 100 '2023 M USA has rows of a breakdown beside their total \(2 rows, value_usd 100\)'
csv "$row,qty,qtyUnitAbbr,note" 2023,M,USA,CHN,H6,284610,100,10,,5,kg, '2023,M,USA,CHN,H6,850511,70,10,,7,u,#' 2023,M,USA,JPN,H6,850511,1,1,,0,N/A,
status 'two units in one sum are an error' 1 aggregate -s qty "$tmp/twice.csv"
like '... that names them' "2023 M USA has qty in the units 'kg' and 'u' \(1 row, qty 7\).*group by qtyUnitAbbr" "$err"
is '... unless the unit is in the key' 'kg,5 u,7 ' "$(aggregate -g partner,qtyUnitAbbr -s qty "$tmp/twice.csv" | cells qtyUnitAbbr,qty CHN | tr '\n' ' ')"
csv "$row" 2023,M,USA,CHN,H6,284610,100,10,r 2023,X,CHN,USA,H6,284610,100,10,r
status 'both flows of reconciled rows are an error' 1 aggregate --across-flows -g period "$tmp/twice.csv"
is '... one flow is not' 100 "$(sed 3d "$tmp/twice.csv" | aggregate --across-flows -g period | cells value_usd)"
status 'a kind that --allow does not know is misuse' 2 aggregate --allow mirored "$tmp/twice.csv"

# rank
top() { filter-hs -b rare-earths --where flow=M $data/usa-2024-trade.csv | aggregate 2>/dev/null | share | rank "$@"; }
is 'the top 5 alone do not add up to 100 per cent' 92.0572 "$(top --top 5 | aggregate --by period --sum share_pct | tail -n 1 | cut -d, -f2)"
is '--others makes them add up' 100 "$(top --top 5 --others | aggregate --by period --sum share_pct | tail -n 1 | cut -d, -f2)"
is '... and the dollars' 175165060 "$(top --top 5 --others | aggregate --by period --sum value_usd | tail -n 1 | cut -d, -f2)"
awk 'BEGIN { print "period,flow,reporter,partner,value_usd,net_kg"; print "2024,M,USA,CHN,900,20"; for (i = 0; i < 50; i++) print "2024,M,USA,P" i ",2,1.6" }' >"$tmp/tail.csv"
others() { rank --top 1 --others | tail -n 1 | cut -d, -f"$1"; }
is 'the share of OTHERS is worked out from the sums: 50 shares of 0.2 % rounded to 0' 100,10, "$(share --digits 0 "$tmp/tail.csv" | others 5,7,8)"
is '... also as a fraction' 0.1 "$(share --digits 1 --fraction "$tmp/tail.csv" | others 7)"
is '... by weight' 80.0 "$(share -c net_kg --digits 1 "$tmp/tail.csv" | others 7)"
is '... by both' 10.0,80.0 "$(share -c value_usd,net_kg --digits 1 "$tmp/tail.csv" | others 7,8)"
is '... in a column of any name' 10.0000 "$(share --as piece "$tmp/tail.csv" | others 7)"
is '... from the denominator, if rows were dropped' 8.4,1000 \
    "$(share --with-total --digits 1 "$tmp/tail.csv" | grep -v ',P[1-8],' | others 7,8)"
is '... else not at all' , "$(share --digits 1 "$tmp/tail.csv" | grep -v ',P[1-4],' | rank --top 1 --others 2>"$tmp/said" | tail -n 1 | cut -d, -f7,8)"
like '... which is said' '^rank: shares of OTHERS that are left empty.*: 1; append the denominator with share --with-total' "$(cat "$tmp/said")"
is 'what is cut later is added to OTHERS, which stays last and has no rank' 2024,M,USA,OTHERS,96,76.8,9.6000, \
    "$(share "$tmp/tail.csv" | rank --top 8 --ties ordinal --others | cut -d, -f1-7 | rank --top 3 --ties ordinal --others | tail -n 1)"
is '... also where nothing is cut' 2024,M,USA,OTHERS,100,80,10.0000, \
    "$(share "$tmp/tail.csv" | rank --top 1 --others | cut -d, -f1-7 | rank | tail -n 1)"
is 'a change of OTHERS is not the sum of changes' ',' "$(sed 's/^2024/2023/' "$tmp/tail.csv" | sed 1d | cat "$tmp/tail.csv" - | share --change prev | others 8,9)"
is 'an area nes has no rank with --unranked' '10 ' "$(for o in '' '--unranked partner=nes'; do
	# shellcheck disable=SC2086
	top $o | grep ',_X,' | sed 's/.*,//'; done | tr '\n' ' ' | sed 's/ $//')"
printf 'reporter,value_usd\nA,3\nB,2\nC,2\nD,1\n' >"$tmp/ties.csv"
for way in 'competition 1224' 'dense 1223' 'ordinal 1234'; do
	is "ties: ${way% *}" "${way#* }" "$(rank --ties "${way% *}" "$tmp/ties.csv" | sed 1d | cut -d, -f3 | tr -d '\n')"
done
is 'all rows of a tie at the cut are kept' 'ABC' "$(rank --top 2 "$tmp/ties.csv" | sed 1d | cut -d, -f1 | tr -d '\n')"
is '... but not with --ties ordinal' 'AB' "$(rank --top 2 --ties ordinal "$tmp/ties.csv" | sed 1d | cut -d, -f1 | tr -d '\n')"
is 'values are compared as numbers: 9 is less than 10' 'ten,10,1' "$(printf 'who,value_usd\nnine,9\nten,10\n' | rank --top 1 | tail -n 1)"

# share
for name in World WLD total All 'The World' 0 000 0.0 001; do
	printf '%s\n' period,flow,reporter,partner,value_usd "2024,M,USA,$name,100" 2024,M,USA,CHN,60 2024,M,USA,KOR,40 >"$tmp/named.csv"
	status "World by the name '$name' beside its parts is an error" 1 share "$tmp/named.csv"
	like '... that names it' "World \($name\) and of its parts: use --total partner=$name" "$err"
	is '... unless it is the denominator' 60.0000 "$(share --total "partner=$name" "$tmp/named.csv" | sed -n 2p | cut -d, -f6)"
	like '... rank says so' "World \($name\) is ranked together with its parts" "$(rank "$tmp/named.csv" 2>&1 >/dev/null)"
	status '... and concentration refuses it' 1 concentration "$tmp/named.csv"
done
printf '%s\n' country,value_usd Total,100 CHN,60 KOR,40 >"$tmp/named.csv"
status 'World by name in the only column of a table is an error' 1 share "$tmp/named.csv"
status '... and for concentration' 1 concentration "$tmp/named.csv"
printf '%s\n' hs,value_usd 0,100 2846,60 >"$tmp/named.csv"
status '... but a 0 may be another code' 0 share "$tmp/named.csv"
printf '%s\n' period,flow,reporter,partner,value_usd 2024,M,USA,TUR,100 2024,M,USA,ALB,60 2024,M,USA,WSM,40 2024,M,USA,TTO,40 >"$tmp/named.csv"
is 'countries with the letters of World are none' '' "$(share "$tmp/named.csv" 2>&1 >/dev/null)"
status 'World and its partners in one group are an error' 1 sh -c "fetch-normalise -q --world keep $data/usa-2024.csv | aggregate | share"
is '--total uses World as the denominator' "$(fetch-normalise -q $data/usa-2024.csv | aggregate 2>/dev/null | share | cksum)" \
    "$(fetch-normalise -q --world keep $data/usa-2024.csv | aggregate 2>/dev/null | share --total partner=W00 | cksum)"
printf '%s\n2012,M,USA,CHN,,28,1,,\n2012,M,USA,JPN,,28,3,,\n2023,M,USA,CHN,,28,1,,\n' "$row" | aggregate 2>/dev/null >"$tmp/gone.csv"
is 'change: a supplier that is gone has no row' 'CHN,75.0000' "$(share --change 2012 "$tmp/gone.csv" | cells partner,change_pp ^2023)"
is 'change: ... but a row with --vanished' 'CHN,75.0000 JPN,-75.0000' "$(share --change 2012 --vanished "$tmp/gone.csv" | cells partner,change_pp ^2023 | tr '\n' ' ' | sed 's/ $//')"
is 'change: without the group in that period the change is empty, not 0' '' "$(printf '%s\n2012,M,USA,CHN,,28,1,,\n2023,M,KOR,CHN,,28,1,,\n' "$row" | share --change 2012 | tail -n 1 | sed 's/.*,//')"
is '--only does not change the denominator' 68.3771 "$(filter-hs -b rare-earths --where flow=M $data/usa-2024-trade.csv | aggregate 2>/dev/null | share --only partner=CHN | tail -n 1 | sed 's/.*,//')"
status 'a negative value is an error' 1 sh -c "printf 'a,value_usd\nx,-1\n' | share"

# exact
tenth() { printf 'period,value_usd\n'; awk 'BEGIN { for (i = 0; i < 10; i++) print "2024,0.1" }'; }
is 'doubles sum ten times 0.1 to 0.99999999999999989' 0.99999999999999989 "$(python3 -c 'x = 0
for i in range(10): x += 0.1
print("%.17g" % x)')"
is 'aggregate sums it to 1' 1 "$(tenth | aggregate --by period | tail -n 1 | cut -d, -f2)"
is 'a cent added to a quadrillion is kept' 1000000000000000.01 "$(printf 'period,value_usd\n1,1e15\n1,0.01\n' | aggregate --by period | tail -n 1 | cut -d, -f2)"
is 'rounded once, half to even' '12.5000,87.5000 0.0002' "$(printf 'a,value_usd\nx,1\ny,7\n' | share | sed 1d | cut -d, -f3 | tr '\n' ',' | sed 's/,$//') $(printf 'a,value_usd\nx,1.5\ny,999998.5\n' | share | sed -n 2p | cut -d, -f3)"

# parts of a stream
stream=$data/usa-2024-trade.csv
columns=$(head -n 1 $stream)
is 'filtered slices without header lines are the filtered whole' \
    "$(filter-hs 28 --headerless $stream | cksum)" \
    "$({ sed -n '2,11p' $stream | filter-hs 28 --columns "$columns" --headerless 2>/dev/null
	sed -n '12,$p' $stream | filter-hs 28 --columns "$columns" --headerless 2>/dev/null; } | cksum)"
is 'merged parts are the whole' "$(aggregate --count --missing net_kg $stream 2>/dev/null)" \
    "$({ sed -n '1,11p' $stream | aggregate --count --missing net_kg
	sed -n '12,$p' $stream | aggregate --columns "$columns" --count --missing net_kg; } 2>/dev/null | aggregate --merge 2>/dev/null)"
is '... but not without --merge' no "$([ "$({ aggregate --count $stream; } 2>/dev/null | aggregate --count 2>/dev/null | cksum)" = "$(aggregate --count $stream 2>/dev/null | cksum)" ] || echo no)"

# a failure passes down the pipe in a shell without pipefail
{ cat $stream; echo 'not,a,row'; } >"$tmp/broken.csv"
is 'a broken file through plain sh gives status 1' 1 "$(sh -c "filter-hs 28 $tmp/broken.csv | aggregate | share | rank" >"$tmp/out" 2>"$tmp/messages"; echo $?)"
is '... and no result' '!filter-hs failed' "$(sed 1d "$tmp/out")"
like '... and a message with file and line' 'broken.csv:41: 3 fields' "$(cat "$tmp/messages")"

# baskets
is 'magnets and metals together give another share' '70.7015 68.3771' \
    "$(for b in rare-earths-and-magnets rare-earths; do filter-hs -b $b --where flow=M $stream 2>/dev/null | aggregate 2>/dev/null | share_of CHN; done | tr '\n' ' ' | sed 's/ $//')"
is 'a union of baskets counts a row once' "$(filter-hs -b rare-earths-and-magnets $stream | cksum)" "$(filter-hs -b rare-earths,permanent-magnets,rare-earths-and-magnets $stream | cksum)"
is 'a basket selects by the edition of the row' 'H5' \
    "$(printf '%s\n2020,M,USA,CHN,H5,854140,1,,\n2022,M,USA,CHN,H6,854140,2,,\n' "$row" >"$tmp/pv.csv"; printf 'basket,edition,hs\npv,H5,854140\npv,H6,854143\n' >"$tmp/pv-basket.csv"; filter-hs -B "$tmp/pv-basket.csv" "$tmp/pv.csv" 2>/dev/null | sed 1d | cut -d, -f5)"
status 'a row without an edition is an error if editions differ' 1 sh -c "printf '%s\n2020,M,USA,CHN,,811292,1,,\n' $row | filter-hs -b gallium"
status '... but not if they agree' 0 sh -c "printf '%s\n2020,M,USA,CHN,,280530,1,,\n' $row | filter-hs -b rare-earths"
like 'a warning counts rows that may hold the trade' ': 1; they may hold' "$(printf '%s\n2020,M,USA,CHN,H6,28,1,,\n' "$row" | filter-hs 2846 2>&1 >/dev/null)"
is 'a code is text, not a number' 0 "$(printf '%s\n2020,M,USA,CHN,H6,080000,1,,\n' "$row" | filter-hs --headerless 8 2>/dev/null | wc -l | tr -d ' ')"

done_testing
