#!/bin/sh
# Each guard: the wrong figure without it, and the correct figure or the error with it.
. tests/lib.sh
PATH=$bin:$PATH

# total FILTER...: the sum of value_usd on stdin over all rows
total() { aggregate --across-flows --by '' --sum value_usd 2>/dev/null | tail -n 1 | cut -d, -f1; }
# naive: the same, by adding up whatever there is: what aggregate refuses
naive() { awk -F, 'NR > 1 { s += $7 } END { printf "%.0f\n", s }'; }
usa() { fetch-normalise -q -f M "$@" $data/usa-2024.csv 2>/dev/null; }
china() { filter-hs "$1" 2>/dev/null | aggregate 2>/dev/null | share | grep ',CHN,' | sed 's/.*,//'; }

# G1: breakdown rows
is 'G1: with breakdown rows, the total is too high' 275074860 "$(usa --detail keep | filter-hs -b rare-earths 2>/dev/null | naive)"
is 'G1: with breakdown rows, the share of China is 43.5419 %' 43.5419 "$(usa --detail keep | cut -d, -f1-9 | china 28)"
is 'G1: without them, the total is the published one' 175165060 "$(usa | filter-hs -b rare-earths | total)"
is 'G1: without them, the share of China is the published 68.3771 %' 68.3771 "$(usa | china 28)"
is 'G1: --detail keep appends the breakdown columns' \
    'period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags,partner2,customs,mode,transport' \
    "$(usa --detail keep | head -n 1)"
is 'G1: --detail keep is idempotent' "$(usa --detail keep | cksum)" \
    "$(usa --detail keep | fetch-normalise -q --detail keep | cksum)"

# G2: World
is 'G2: World and the partners add up to twice the total' 350330120 "$(usa --world keep | filter-hs -b rare-earths | awk -F, 'NR > 1 { s += $7 } END { print s }')"
status 'G2: ... aggregate refuses to add them up' 1 sh -c "fetch-normalise -q -f M --world keep $data/usa-2024.csv | aggregate --by period,flow"
is 'G2: World alone is the total' 175165060 "$(usa --world only | filter-hs -b rare-earths | total)"
is 'G2: naming W00 keeps World' 175165060 "$(usa -p W00 | filter-hs -b rare-earths | total)"
usa --world only >"$tmp/world.csv"
status 'G2: a file of World rows only is an error' 1 fetch-normalise -q "$tmp/world.csv"
like 'G2: ... that names the guard and its option' 'G2, --world only\|keep' "$(fetch-normalise -q "$tmp/world.csv" 2>&1 >/dev/null)"

# G2: World beside its partners
gap() { # VALUE-OF-WORLD VALUE... [OPTION...]: the messages about such a series
	world=$1
	shift
	{
		echo 'period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue'
		partner=100
		while [ $# -gt 0 ] && [ "${1#-}" = "$1" ]; do
			echo "2023,842,M,$((partner += 4)),850511,$1"
			shift
		done
		echo "2023,842,M,0,850511,$world"
	} >"$tmp/gap.csv"
	{ fetch-normalise -q "$@" "$tmp/gap.csv" >"$tmp/out"; } 2>&1
	echo "$?"
}
is 'G2: partners that add up to World are not mentioned' 0 "$(gap 3000 1000 2000)"
is 'G2: ... nor that do so within a dollar for each number' 0 "$(gap 3003 1000 2000)"
like 'G2: a larger gap is a warning' 'differs from the sum of its partners.* in 1 series, the most in 2023 M USA 850511, where World is 3004 and its partners add up to 3000 ' "$(gap 3004 1000 2000)"
is 'G2: ... with status 0' 0 "$(gap 3004 1000 2000 | tail -n 1)"
is 'G2: rounding is that of the last decimal of each number' 0 "$(gap 10.001 3.334 3.334 3.334)"
like 'G2: ... and more than that is a gap' 'World is 10.1 and its partners add up to 10.002' "$(gap 10.1 3.334 3.334 3.334)"
like 'G2: partners above World are a warning, too' 'World is 2000 and its partners add up to 3000' "$(gap 2000 1000 2000)"
is 'G2: ... with status 0' 0 "$(gap 2000 1000 2000 | tail -n 1)"
like 'G2: a shortfall of over 0.1 % and 1,000 dollars is an error' 'fall short of World in 1 series, .*World is 1001002 and its partners add up to 1000000: .*--gap' "$(gap 1001002 400000 600000)"
is 'G2: ... with status 1' 1 "$(gap 1001002 400000 600000 | tail -n 1)"
is 'G2: ... not of 1,000 dollars' 0 "$(gap 2000 400 600 | tail -n 1)"
is 'G2: ... nor of 0.1 %' 0 "$(gap 10010000 4000000 6000000 | tail -n 1)"
is 'G2: ... which --gap sets' '0 1 ' "$(for p in 50 49.9; do gap 20000 4000 6000 --gap $p | tail -n 1; done | tr '
' ' ')"
for consent in '--world keep' '--world only' '-p 104,108' '-p W00,104' '--mirror' '--duplicates max' '--drop-self'; do
	# shellcheck disable=SC2086 # two arguments
	is "G2: World is not compared with $consent" 0 "$(gap 3000000 1000 2000 $consent)"
done
is 'G2: World of a heading is not compared with rows of its subheadings' 0 "$(
	printf 'period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n2023,842,M,0,8505,9000\n2023,842,M,156,850511,5\n' |
		fetch-normalise -q 2>&1 >/dev/null
	echo $?)"
is 'G2: ... nor World of sub-flows, groups or breakdowns with anything' 0 "$(
	printf 'period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue,motCode\n%s\n' 2023,842,X,0,850511,9000,0 2023,842,X,156,850511,9000,0 \
		2023,842,RX,0,850511,5000,0 2023,842,RX,156,850511,1,0 2023,842,X,97,850511,5000,0 2023,842,X,0,850511,7000,1000 2023,842,X,156,850511,7000,1000 |
		fetch-normalise -q 2>&1 >/dev/null
	echo $?)"
like 'G2: World that comes after very many rows is not compared, which is said' 'World was not compared .* after more than 65536 others' "$(
	{
		echo 'period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue'
		awk 'BEGIN { for (i = 0; i < 65536; i++) printf "2023,842,M,156,%06d,1\n", 100000 + i; print "2023,842,M,0,850511,900000" }'
	} | fetch-normalise -q 2>&1 >/dev/null)"
for percent in -1 101 many ''; do
	status "G2: --gap '$percent' is misuse" 2 fetch-normalise --gap "$percent" $data/usa-2024.csv
done

# G3: nested levels
levels() { fetch-normalise -q "$@" $data/mixed-levels.csv 2>/dev/null; }
is 'G3: --level any counts the levels of 2, 4 and 6 digits' 1410000000 "$(levels --level any | naive)"
for level in 2 4 6 total; do
	is "G3: --level $level counts once" 470000000 "$(levels --level $level | total)"
done
status 'G3: without a level, nested codes are an error' 1 fetch-normalise -q $data/mixed-levels.csv
like 'G3: ... that names two codes and the option' 'rows of 28 and of 280530.*--level' \
    "$(fetch-normalise -q $data/mixed-levels.csv 2>&1 >/dev/null | sed 's/of 28[0-9]* /of 28 /; s/of 28[0-9]*,/of 280530,/')"
is 'G3: naming TOTAL keeps it' 470000000 "$(levels --hs TOTAL | total)"
is 'G3: a prefix in another series is not nested' 3 \
    "$(printf 'period,flow,reporter,partner,hs,value_usd\n2023,M,USA,CHN,2846,1\n2023,X,USA,CHN,284690,1\n' | fetch-normalise -q | wc -l | tr -d ' ')"

# G4: sub-flows
flows() { fetch-normalise -q "$@" $data/usa-2024.csv 2>/dev/null; }
is 'G4: X, RX and DX add up to twice X' 253500001.25 "$(flows -f X,RX,DX | total)"
is 'G4: X alone' 126750000.625 "$(flows -f X | total)"
is 'G4: sub-flows are dropped by default' 'M X' "$(flows | cut -d, -f2 | sed 1d | sort -u | tr '\n' ' ' | sed 's/ $//')"
is 'G4: an unknown flow is a sub-flow' 0 \
    "$(fetch-normalise -q $data/monthly-2023.csv 2>/dev/null | grep -c MIF)"

# G5: groups
eu() { fetch-normalise -q -f M -y 2023 -p CHN $data/world-2012-2023.csv 2>/dev/null | filter-hs 850511 | total; }
is 'G5: with the EU, the total is too high' yes "$([ "$(fetch-normalise -q -f M -y 2023 -p CHN --groups keep $data/world-2012-2023.csv 2>/dev/null | filter-hs 850511 | naive)" -gt "$(eu | cut -d. -f1)" ] && echo yes)"
is 'G5: groups are dropped by default' 0 "$(fetch-normalise -q $data/world-2012-2023.csv 2>/dev/null | grep -c EUR)"
is 'G5: naming the group keeps it' EUR "$(fetch-normalise -q -r EUR $data/world-2012-2023.csv 2>/dev/null | sed 1d | cut -d, -f3 | sort -u)"

# G6: years beside months
printf 'period,flow,reporter,partner,hs,value_usd\n2023,M,USA,CHN,2846,12\n' >"$tmp/year.csv"
printf 'period,flow,reporter,partner,hs,value_usd\n202301,M,USA,CHN,2846,5\n202302,M,USA,CHN,2846,7\n' >"$tmp/months.csv"
is 'G6: --freq A keeps the year' 12 "$(fetch-normalise -q --freq A "$tmp/year.csv" "$tmp/months.csv" | total)"
is 'G6: --freq M keeps the months' 12 "$(fetch-normalise -q --freq M "$tmp/year.csv" "$tmp/months.csv" | total)"
status 'G6: both, whose sum is 24, are an error' 1 fetch-normalise -q "$tmp/year.csv" "$tmp/months.csv"
like 'G6: ... that names the series and the option' '2023 M USA.*--freq' \
    "$(fetch-normalise -q "$tmp/year.csv" "$tmp/months.csv" 2>&1 >/dev/null)"

# G7: services and other classifications
is 'G7: only HS codes count' 66000000 "$(fetch-normalise -q $data/services.csv 2>/dev/null | total)"
is 'G7: all rows of the file add up to more' 207800000 \
    "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /primaryValue/) c = i } NR > 1 { gsub(/"/, ""); s += $c } END { printf "%d\n", s }' $data/services.csv)"

# G8: duplicates
unmarked() { fetch-normalise -q --map period=year,hs=cmd,value_usd=value,net_kg=netwgt "$@" $data/unmarked-2022.csv 2>/dev/null; }
is 'G8: --duplicates keep counts duplicates' 5826000005 "$(unmarked --duplicates keep | total)"
is 'G8: --duplicates sum adds them up' 5826000005 "$(unmarked --duplicates sum | total)"
is 'G8: --duplicates max keeps the totals of breakdown rows' 1238000000.625 "$(unmarked --duplicates max | total)"
is 'G8: --duplicates first keeps the first rows' 505700000.128 "$(unmarked --duplicates first | total)"
is 'G8: --duplicates max flags the rows' 7 "$(unmarked --duplicates max | grep -c ',d$')"
status 'G8: duplicates are an error by default' 1 fetch-normalise -q --map period=year,hs=cmd,value_usd=value,net_kg=netwgt $data/unmarked-2022.csv
like 'G8: ... that names both places' 'unmarked-2022.csv:[0-9]* and .*unmarked-2022.csv:[0-9]' \
    "$(fetch-normalise -q --map period=year,hs=cmd,value_usd=value,net_kg=netwgt $data/unmarked-2022.csv 2>&1 >/dev/null)"
status 'G8: a file read twice is an error' 1 fetch-normalise -q $data/usa-2024.csv $data/usa-2024.csv
status 'G8: two editions of one year are an error' 1 fetch-normalise -q $data/two-editions.csv
is 'G8: with both editions, trade is counted twice' 938000000 "$(fetch-normalise -q --duplicates keep $data/two-editions.csv | total)"
is 'G8: a predecessor code makes a different key' 3 \
    "$(printf 'period,flow,reporter,partner,hs,value_usd\n1980,M,842,CHN,2846,1\n1980,M,841,CHN,2846,1\n' | fetch-normalise -q | wc -l | tr -d ' ')"

# G9: responses that are not data
for answer in 400.json 401.json 403.json .html .txt; do
	file=$data/answer-$answer
	[ -e "$file" ] || file=$data/answer$answer
	status "G9: $(basename "$file") is an error" 1 fetch-normalise -q "$file"
done
like 'G9: ... that quotes the server' 'missing subscription key' "$(fetch-normalise -q $data/answer-401.json 2>&1 >/dev/null)"
like 'G9: ... and the time when a quota is reset' 'replenished in 03:14:17' "$(fetch-normalise -q $data/answer-403.json 2>&1 >/dev/null)"
like 'G9: ... and the invalid parameter' 'partnerCode is invalid' "$(fetch-normalise -q $data/answer-400.json 2>&1 >/dev/null)"
like 'G9: ... and plain text' 'Request URL Too Long' "$(fetch-normalise -q $data/answer.txt 2>&1 >/dev/null)"
status 'G9: an empty response is an error' 1 fetch-normalise -q $data/answer-empty.json
status 'G9: ... unless --allow-empty is given' 0 fetch-normalise -q --allow-empty $data/answer-empty.json
rows() { echo 'period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue'; awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "2023,842,M,156,%06d,1\n", 100000 + i }'; }
like 'G9: exactly 500 rows may be truncated' 'exactly 500 rows' "$(rows 500 | fetch-normalise -q 2>&1 >/dev/null)"
is 'G9: 499 are not' '' "$(rows 499 | fetch-normalise -q 2>&1 >/dev/null)"

# warnings about sums and comparisons
magnets() { fetch-normalise -q -f M $data/world-2012-2023.csv 2>/dev/null | filter-hs 850511; }
errors() { { "$@" >/dev/null; } 2>&1; }
several='period is not in --WHERE but has several values, such as 2012 and 2023'
magnets >"$tmp/magnets.csv"
head -n 1 "$tmp/magnets.csv" >"$tmp/header.csv"
like 'aggregate warns about several years in one sum' "$(echo "$several" | sed 's/WHERE/by/')" \
    "$(errors aggregate --by flow,reporter,partner "$tmp/magnets.csv")"
like '... and so does share' "$(echo "$several" | sed 's/WHERE/within/')" \
    "$(aggregate "$tmp/magnets.csv" | errors share --within flow,reporter)"
like '... in any order of rows' "$(echo "$several" | sed 's/WHERE/by/')" \
    "$(sed '2,$!d' "$tmp/magnets.csv" | sort -r | cat "$tmp/header.csv" - | errors aggregate --by flow,reporter,partner)"
is '... not if years are separate' '' "$(aggregate "$tmp/magnets.csv" | errors share)"
like 'share warns about several flows in one total' 'flow is not in --within but has several values, such as M and X' \
    "$(fetch-normalise -q $data/usa-2024.csv | filter-hs 850511 | aggregate | errors share --within period,reporter)"
usa | filter-hs -b rare-earths >"$tmp/records.csv"
like 'share rejects unaggregated rows' '^share: 2024 M USA CHN has several rows' "$(errors share "$tmp/records.csv")"
like '... and so does rank' '^rank: 2024 M USA CHN has several rows' "$(errors rank "$tmp/records.csv")"
is '... unless there is one row per supplier' '' "$(filter-hs 280530 "$tmp/records.csv" | errors share)"
is '... or the groups separate them' '' "$(errors share --within period,flow,reporter,hs "$tmp/records.csv")"
is '... and rank accepts aggregated rows' '' "$(aggregate "$tmp/records.csv" | errors rank)"
fetch-normalise -q -f X $data/baci-2023.csv >"$tmp/exports.csv"
like 'imports from a file of exports: the warning suggests --mirror' 'selection of flow M: the input has flow X; --mirror -f M ' \
    "$(errors fetch-normalise -q -f M "$tmp/exports.csv")"
is '... not with --mirror' '' "$(errors fetch-normalise -q --mirror -f M "$tmp/exports.csv")"
is '... and filter-hs does not blame the code' 'filter-hs: the input has no rows' \
    "$(fetch-normalise -q -f M "$tmp/exports.csv" 2>/dev/null | errors filter-hs 280530)"
status 'a basket in --hs is misuse' 2 fetch-normalise --hs permanent-magnets $data/usa-2024.csv
like '... with a hint to -b' 'select a basket with -b' "$(errors fetch-normalise --hs permanent-magnets)"
like 'filter-hs: a file instead of codes' "no commodity codes before the file" "$(errors filter-hs "$tmp/records.csv")"

done_testing
