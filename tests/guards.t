#!/bin/sh
# Every guard, with the figure that is wrong without it and the right one, or the error, with it.
. tests/lib.sh
PATH=$bin:$PATH

# total FILTER...: the sum of value_usd on stdin over all rows
total() { aggregate --across-flows --by '' --sum value_usd 2>/dev/null | tail -n 1; }
usa() { fetch-normalise -q -f M "$@" $data/usa-2024.csv 2>/dev/null; }
china() { filter-hs "$1" 2>/dev/null | aggregate 2>/dev/null | share | grep ',CHN,' | sed 's/.*,//'; }

# G1: breakdown rows
is 'G1: kept, they inflate the total' 275074860 "$(usa --detail keep | filter-hs -b rare-earths 2>/dev/null | total)"
is 'G1: kept, China has 43.5419 %' 43.5419 "$(usa --detail keep | china 28)"
is 'G1: dropped, the total is the published one' 175165060 "$(usa | filter-hs -b rare-earths | total)"
is 'G1: dropped, China has the published 68.3771 %' 68.3771 "$(usa | china 28)"
is 'G1: --detail keep appends what the rows are broken down by' \
    'period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags,partner2,customs,mode,transport' \
    "$(usa --detail keep | head -n 1)"
is 'G1: --detail keep twice is once' "$(usa --detail keep | cksum)" \
    "$(usa --detail keep | fetch-normalise -q --detail keep | cksum)"

# G2: World
is 'G2: World beside its partners is twice the total' 350330120 "$(usa --world keep | filter-hs -b rare-earths | awk -F, 'NR > 1 { s += $7 } END { print s }')"
status 'G2: ... which aggregate refuses to add up' 1 sh -c "fetch-normalise -q -f M --world keep $data/usa-2024.csv | aggregate --by period,flow"
is 'G2: World alone is the total' 175165060 "$(usa --world only | filter-hs -b rare-earths | total)"
is 'G2: naming W00 is consent' 175165060 "$(usa -p W00 | filter-hs -b rare-earths | total)"
usa --world only >"$tmp/world.csv"
status 'G2: a file of World rows alone is an error' 1 fetch-normalise -q "$tmp/world.csv"
like 'G2: ... that names the guard and its option' 'G2, --world only\|keep' "$(fetch-normalise -q "$tmp/world.csv" 2>&1 >/dev/null)"

# G3: nested levels
levels() { fetch-normalise -q "$@" $data/mixed-levels.csv 2>/dev/null; }
is 'G3: all levels together count 2, 4 and 6 digits' 1410000000 "$(levels --level any | total)"
for level in 2 4 6 total; do
	is "G3: --level $level counts once" 470000000 "$(levels --level $level | total)"
done
status 'G3: without a level, nested codes are an error' 1 fetch-normalise -q $data/mixed-levels.csv
like 'G3: ... that names two codes and the option' 'rows of 28 and of 280530.*--level' \
    "$(fetch-normalise -q $data/mixed-levels.csv 2>&1 >/dev/null | sed 's/of 28[0-9]* /of 28 /; s/of 28[0-9]*,/of 280530,/')"
is 'G3: naming TOTAL is consent' 470000000 "$(levels --hs TOTAL | total)"
is 'G3: a prefix in another series is not nested' 3 \
    "$(printf 'period,flow,reporter,partner,hs,value_usd\n2023,M,USA,CHN,2846,1\n2023,X,USA,CHN,284690,1\n' | fetch-normalise -q | wc -l | tr -d ' ')"

# G4: sub-flows
flows() { fetch-normalise -q "$@" $data/usa-2024.csv 2>/dev/null; }
is 'G4: X with its parts RX and DX is twice X' 253500001.25 "$(flows -f X,RX,DX | total)"
is 'G4: X alone' 126750000.625 "$(flows -f X | total)"
is 'G4: by default no sub-flow comes out' 'M X' "$(flows | cut -d, -f2 | sed 1d | sort -u | tr '\n' ' ' | sed 's/ $//')"
is 'G4: a flow that Comtrade does not list is a sub-flow' 0 \
    "$(fetch-normalise -q $data/monthly-2023.csv 2>/dev/null | grep -c MIF)"

# G5: groups
eu() { fetch-normalise -q -f M -y 2023 -p CHN "$@" $data/world-2012-2023.csv 2>/dev/null | filter-hs 850511 | total; }
is 'G5: the EU beside its members inflates the total' yes "$([ "$(eu --groups keep | cut -d. -f1)" -gt "$(eu | cut -d. -f1)" ] && echo yes)"
is 'G5: no group comes out' 0 "$(fetch-normalise -q $data/world-2012-2023.csv 2>/dev/null | grep -c EUR)"
is 'G5: naming the group is consent' EUR "$(fetch-normalise -q -r EUR $data/world-2012-2023.csv 2>/dev/null | sed 1d | cut -d, -f3 | sort -u)"

# G6: years beside months
printf 'period,flow,reporter,partner,hs,value_usd\n2023,M,USA,CHN,2846,12\n' >"$tmp/year.csv"
printf 'period,flow,reporter,partner,hs,value_usd\n202301,M,USA,CHN,2846,5\n202302,M,USA,CHN,2846,7\n' >"$tmp/months.csv"
is 'G6: --freq A has the year' 12 "$(fetch-normalise -q --freq A "$tmp/year.csv" "$tmp/months.csv" | total)"
is 'G6: --freq M has the months' 12 "$(fetch-normalise -q --freq M "$tmp/year.csv" "$tmp/months.csv" | total)"
status 'G6: both together, 24, are an error' 1 fetch-normalise -q "$tmp/year.csv" "$tmp/months.csv"
like 'G6: ... that names the series and the option' '2023 M USA.*--freq' \
    "$(fetch-normalise -q "$tmp/year.csv" "$tmp/months.csv" 2>&1 >/dev/null)"

# G7: services and other classifications
is 'G7: only codes of the HS count' 66000000 "$(fetch-normalise -q $data/services.csv 2>/dev/null | total)"
is 'G7: the file as it is sums to more' 207800000 \
    "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /primaryValue/) c = i } NR > 1 { gsub(/"/, ""); s += $c } END { printf "%d\n", s }' $data/services.csv)"

# G8: duplicates
unmarked() { fetch-normalise -q --map period=year,hs=cmd,value_usd=value,net_kg=netwgt "$@" $data/unmarked-2022.csv 2>/dev/null; }
is 'G8: kept, duplicates are summed' 5826000005 "$(unmarked --duplicates keep | total)"
is 'G8: sum adds them up' 5826000005 "$(unmarked --duplicates sum | total)"
is 'G8: max finds the rows that hold the others' 1238000000.625 "$(unmarked --duplicates max | total)"
is 'G8: first is what comes first' 505700000.128 "$(unmarked --duplicates first | total)"
is 'G8: max marks the rows' 7 "$(unmarked --duplicates max | grep -c ',d$')"
status 'G8: by default they are an error' 1 fetch-normalise -q --map period=year,hs=cmd,value_usd=value,net_kg=netwgt $data/unmarked-2022.csv
like 'G8: ... that shows both places' 'unmarked-2022.csv:[0-9]* and .*unmarked-2022.csv:[0-9]' \
    "$(fetch-normalise -q --map period=year,hs=cmd,value_usd=value,net_kg=netwgt $data/unmarked-2022.csv 2>&1 >/dev/null)"
status 'G8: a file read twice is an error' 1 fetch-normalise -q $data/usa-2024.csv $data/usa-2024.csv
status 'G8: two editions of one year are an error' 1 fetch-normalise -q $data/two-editions.csv
is 'G8: kept, the two editions are twice the trade' 938000000 "$(fetch-normalise -q --duplicates keep $data/two-editions.csv | total)"
is 'G8: a predecessor code is a key of its own' 3 \
    "$(printf 'period,flow,reporter,partner,hs,value_usd\n1980,M,842,CHN,2846,1\n1980,M,841,CHN,2846,1\n' | fetch-normalise -q | wc -l | tr -d ' ')"

# G9: answers that are no data
for answer in 400.json 401.json 403.json .html .txt; do
	file=$data/answer-$answer
	[ -e "$file" ] || file=$data/answer$answer
	status "G9: $(basename "$file") is an error" 1 fetch-normalise -q "$file"
done
like 'G9: ... in the words of the server' 'missing subscription key' "$(fetch-normalise -q $data/answer-401.json 2>&1 >/dev/null)"
like 'G9: ... with the time a quota comes back' 'replenished in 03:14:17' "$(fetch-normalise -q $data/answer-403.json 2>&1 >/dev/null)"
like 'G9: ... with what was wrong in the question' 'partnerCode is invalid' "$(fetch-normalise -q $data/answer-400.json 2>&1 >/dev/null)"
like 'G9: ... a text is quoted' 'Request URL Too Long' "$(fetch-normalise -q $data/answer.txt 2>&1 >/dev/null)"
status 'G9: an answer without rows is an error' 1 fetch-normalise -q $data/answer-empty.json
status 'G9: ... unless it is right' 0 fetch-normalise -q --allow-empty $data/answer-empty.json
rows() { echo 'period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue'; awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "2023,842,M,156,%06d,1\n", 100000 + i }'; }
like 'G9: exactly 500 rows may be cut off' 'exactly 500 rows' "$(rows 500 | fetch-normalise -q 2>&1 >/dev/null)"
is 'G9: 499 are not' '' "$(rows 499 | fetch-normalise -q 2>&1 >/dev/null)"

# what adds up or compares says what of
magnets() { fetch-normalise -q -f M $data/world-2012-2023.csv 2>/dev/null | filter-hs 850511; }
said() { { "$@" >/dev/null; } 2>&1; }
several='period is not in --WHERE but has several values, such as 2012 and 2023'
magnets >"$tmp/magnets.csv"
head -n 1 "$tmp/magnets.csv" >"$tmp/header.csv"
like 'years in one sum of aggregate are told' "$(echo "$several" | sed 's/WHERE/by/')" \
    "$(said aggregate --by flow,reporter,partner "$tmp/magnets.csv")"
like '... and of share' "$(echo "$several" | sed 's/WHERE/within/')" \
    "$(aggregate "$tmp/magnets.csv" | said share --within flow,reporter)"
like '... in whatever order they come' "$(echo "$several" | sed 's/WHERE/by/')" \
    "$(sed '2,$!d' "$tmp/magnets.csv" | sort -r | cat "$tmp/header.csv" - | said aggregate --by flow,reporter,partner)"
is '... years apart are not' '' "$(aggregate "$tmp/magnets.csv" | said share)"
like '... nor are flows in one total' 'flow is not in --within but has several values, such as M and X' \
    "$(fetch-normalise -q $data/usa-2024.csv | filter-hs 850511 | aggregate | said share --within period,reporter)"
usa | filter-hs -b rare-earths >"$tmp/records.csv"
like 'single records have no share' '^share: 2024 M USA CHN has several rows' "$(said share "$tmp/records.csv")"
like '... and no rank' '^rank: 2024 M USA CHN has several rows' "$(said rank "$tmp/records.csv")"
is '... unless there is one of each supplier' '' "$(filter-hs 280530 "$tmp/records.csv" | said share)"
is '... or the groups tell them apart' '' "$(said share --within period,flow,reporter,hs "$tmp/records.csv")"
is '... sums have one' '' "$(aggregate "$tmp/records.csv" | said rank)"
like 'imports out of a file of exports: which option has them' 'flow M was asked for, and there is X; --mirror -f M ' \
    "$(said fetch-normalise -q -f M $data/baci-2023.csv)"
is '... but not where they are' '' "$(said fetch-normalise -q --mirror -f M $data/baci-2023.csv)"
is '... and no code is to blame for it' 'filter-hs: the input has no rows' \
    "$(fetch-normalise -q -f M $data/baci-2023.csv 2>/dev/null | said filter-hs 280530)"
status 'a basket is no code' 2 fetch-normalise --hs permanent-magnets $data/usa-2024.csv
like '... and where it has its name is said' 'filter-hs -b' "$(said fetch-normalise --hs permanent-magnets)"
like 'a file in the place of the codes' "no commodity codes before the file" "$(said filter-hs "$tmp/records.csv")"

done_testing
