#!/bin/sh
# concentration: known figures, which suppliers count, and input that would make an index wrong.
. tests/lib.sh
PATH=$bin:$PATH

# of VALUES OPTION...: prints the result for one group of suppliers a, b, c... with these values
of() {
	values=$1
	shift
	echo "$values" | awk 'BEGIN { print "who,value_usd" }
		{ for (i = 1; i <= NF; i++) printf "%c,%s\n", 96 + i, $i == "-" ? "" : $i }' |
		concentration "$@" 2>"$tmp/messages" | sed 1d
}

# known figures: the example of World Mining Data, equal suppliers, one supplier
is 'shares of 50, 30, 15 and 5 % have an HHI of 3650' '100,4,a,50.0000,95.0000,3650.0000,2.7397' "$(of '50 30 15 5')"
is 'four equal suppliers have an HHI of 2500 and are 4 effective suppliers' '4,4,a,25.0000,75.0000,2500.0000,4.0000' "$(of '1 1 1 1')"
is '... and normalised indices of 0' '0.0000,0.0000' "$(of '1 1 1 1' --normalised --unctad | cut -d, -f8-)"
is 'one supplier has an HHI of 10000' '7,1,a,100.0000,100.0000,10000.0000,1.0000,,' "$(of 7 --normalised --unctad)"
is 'the top three of two suppliers have 100 %' 100.0000 "$(of '7 5' | cut -d, -f5)"
is 'a supplier with nearly all has normalised indices of 1' '1.0000,1.0000' "$(of '999999 1' --fraction --normalised --unctad | cut -d, -f8-)"
is 'shares are squared before rounding' 3333.3333 "$(of '1 1 1' --digits 4 | cut -d, -f6)"
is '--digits 0' '3,3,a,33,100,3333,3' "$(of '1 1 1' --digits 0)"
is '--digits 18' 0.333333333333333333 "$(of '1 1 1' --digits 18 --fraction | cut -d, -f6)"
is 'a squared share below 1e-27' 0.999999999999999998 "$(of '999999999999999999.999999999 1' --digits 18 --fraction | cut -d, -f6)"
is 'of equal suppliers the first by name is top1, in any order of the rows' 'A A' \
    "$(for rows in 'A,5\nB,5\n' 'B,5\nA,5\n'; do printf "who,value_usd\n$rows" | concentration | sed 1d | cut -d, -f3; done | tr '\n' ' ' | sed 's/ $//')"

# which suppliers count
is 'a supplier with a value of 0 does not count' '10,2,a,50.0000,100.0000,5000.0000,2.0000' "$(of '5 0 5')"
is 'with an empty cell nobody knows the total' ',2,,,,,' "$(of '5 - 5')"
like '... which is said' '^concentration: value_usd is missing in 1 row of 1 group .*: no indices there; see --known' "$(cat "$tmp/messages")"
is '... --known leaves its supplier out' '10,2,a,50.0000,100.0000,5000.0000,2.0000' "$(of '5 - 5' --known)"
is 'a total of 0 has no shares' '0,0,,,,,,,' "$(of '0 0' --normalised --unctad)"
like '... which a warning counts' '^concentration: totals of 0, without shares: 1' "$(cat "$tmp/messages")"
is 'a group of empty cells has empty results' ',0,,,,,' "$(of '- -')"
is 'a floor in the unit of the measure' 2 "$(of '5 2 1.99' --floor 2 | cut -d, -f2)"
is 'a floor in per cent of the total' 2 "$(of '50 25 24.9 .1' --floor 25% | cut -d, -f2)"
is '... compared exactly' '3 0' "$(of '1 1 1' --floor 33.333333333% | cut -d, -f2) $(of '1 1 1' --floor 33.333333334% | cut -d, -f2)"
is 'a floor changes only the number of suppliers' "$(of '50 30 15 5' --normalised --unctad | sed 's/,4,/,2,/')" \
    "$(of '50 30 15 5' --normalised --unctad --floor 20%)"
is 'a floor of 0 does not count suppliers without trade' 2 "$(of '5 0 5' --floor 0 | cut -d, -f2)"
for floor in '' % -1 -1% 100.1% 1%% 5x 1,5; do
	status "--floor '$floor' is misuse" 2 concentration --floor "$floor" "$data/usa-2024-trade.csv"
done

# --unranked: areas nes are in the total, and no supplier
printf '%s\n' period,flow,reporter,partner,value_usd 2024,M,USA,_X,50 2024,M,USA,CHN,30 2024,M,USA,JPN,20 >"$tmp/nes.csv"
is 'an area nes is a supplier' '2024,M,USA,100,3,_X,50.0000,100.0000,3800.0000,2.6316' "$(concentration "$tmp/nes.csv" 2>/dev/null | sed 1d)"
is '--unranked keeps it in the total only' '2024,M,USA,100,2,CHN,30.0000,50.0000,1300.0000,7.6923' \
    "$(concentration --unranked partner=nes "$tmp/nes.csv" | sed 1d)"
is '... without indices relative to the number of suppliers' , "$(concentration --unranked partner=nes --normalised --unctad "$tmp/nes.csv" | sed 1d | cut -d, -f11-)"
is '... a country can be unranked, too' '2024,M,USA,100,2,_X' "$(concentration --unranked partner=CHN "$tmp/nes.csv" | sed 1d | cut -d, -f1-6)"
is '... a group of areas nes has only a total' '2024,M,USA,50,0,,,,,' "$(grep -v -e CHN -e JPN "$tmp/nes.csv" | concentration --unranked partner=nes | sed 1d)"

# several measures
rows='period,flow,reporter,partner,value_usd,net_kg'
printf '%s\n2024,M,USA,CHN,6,90\n2024,M,USA,JPN,4,\n2023,M,USA,CHN,1,1\n' "$rows" >"$tmp/two.csv"
is 'value and weight' 'period,flow,reporter,value_usd_total,value_usd_suppliers,value_usd_top1,value_usd_top1_share_pct,value_usd_top3_share_pct,value_usd_hhi,value_usd_effective_suppliers,net_kg_total,net_kg_suppliers,net_kg_top1,net_kg_top1_share_pct,net_kg_top3_share_pct,net_kg_hhi,net_kg_effective_suppliers
2023,M,USA,1,1,CHN,100,100,10000,1,1,1,CHN,100,100,10000,1
2024,M,USA,10,2,CHN,60,100,5200,2,,1,,,,,' "$(concentration -c value_usd -c net_kg --digits 0 "$tmp/two.csv" 2>/dev/null)"
status 'a floor in dollars does not apply to kilograms: misuse' 2 concentration -c value_usd -c net_kg --floor 5 "$tmp/two.csv"
like '... with a hint' 'give a per cent' "$err"
status 'a column twice in --within is misuse' 2 concentration -g reporter,reporter "$tmp/two.csv"
like '... named in the message' "names the column 'reporter' twice" "$err"
status 'a measure twice is misuse' 2 concentration -c net_kg -c net_kg "$tmp/two.csv"

# groups and suppliers
is 'reporters are the suppliers if there is no partner' '2023,X,5,2,CHN,80' \
    "$(printf 'period,flow,reporter,value_usd\n2023,X,DEU,1\n2023,X,CHN,4\n' | concentration --digits 0 | sed 1d | cut -d, -f1-6)"
is '... or if the partner is a group column' '2023,JPN,5,2,CHN,80' \
    "$(printf 'period,reporter,partner,value_usd\n2023,DEU,JPN,1\n2023,CHN,JPN,4\n' | concentration -g period,partner --digits 0 | sed 1d | cut -d, -f1-6)"
is 'commodities can be the suppliers' '2023,5,2,29' \
    "$(printf 'period,hs,value_usd\n2023,28,1\n2023,29,4\n' | concentration | sed 1d | cut -d, -f1-4)"
status 'two columns that could be the supplier are misuse' 2 sh -c "printf 'a,b,value_usd\n1,2,3\n' | concentration"
like '... with a hint' 'with --supplier' "$err"
status 'a supplier column that is a group column is misuse' 2 sh -c "printf 'a,b,value_usd\n1,2,3\n' | concentration -g a --supplier a"
status 'a group column with the name of a result column is misuse' 2 sh -c "printf 'total,b,value_usd\n1,2,3\n' | concentration -g total"
like '... named in the message' "'total', and so has the result" "$err"
is 'names that need quotes' '"a,b",5,1,"c ""d""",100' \
    "$(printf 'g,who,value_usd\n"a,b","c ""d""",5\n' | concentration -g g --digits 0 | sed 1d | cut -d, -f1-6)"
like 'groups that all have one supplier give a warning' 'select rows after concentration' \
    "$(printf 'period,who,value_usd\n1,a,5\n2,a,6\n' | concentration 2>&1 >/dev/null)"

# input that would make an index wrong
# wrong DESCRIPTION PATTERN ROW...: tests that these rows fail with a message for the last line
wrong() {
	what=$1 pattern=$2
	shift 2
	printf '%s\n' 'period,flow,reporter,partner,value_usd' "$@" >"$tmp/wrong.csv"
	status "$what: status 1" 1 concentration "$tmp/wrong.csv"
	like '... with line and reason' "^concentration: $tmp/wrong.csv:$(($# + 1)): $pattern" "$err"
	is '... and no result' 2 "$(wc -l <"$tmp/out" | tr -d ' ')"
}
wrong 'a supplier twice' 'a second row of 2024 M USA CHN; aggregate first' 2024,M,USA,CHN,1 2024,M,USA,JPN,1 2024,M,USA,CHN,2
wrong 'World and its partners' 'partner is W00, World' 2024,M,USA,CHN,1 2024,M,USA,W00,1
wrong 'World alone' 'partner is W00, World' 2024,M,USA,W00,1
wrong 'the row OTHERS of rank' 'partner is OTHERS' 2024,M,USA,CHN,1 2024,M,USA,OTHERS,1
wrong 'an empty name' 'partner is empty' 2024,M,USA,,1
wrong 'a negative value' 'value_usd is negative; a concentration' 2024,M,USA,CHN,-1
wrong 'text' 'value_usd is "many", not a number' 2024,M,USA,CHN,many
status 'imports and exports in one group fail' 1 sh -c \
    "printf 'period,flow,partner,value_usd\n1,M,CHN,5\n1,X,JPN,6\n' | concentration -g period"
like '... named in the message' ':3: flow is not in --within and holds M and X' "$err"
status 'World and its parts in a column that is neither group nor supplier fail' 1 sh -c \
    "printf 'period,reporter,partner,value_usd\n1,W00,CHN,5\n1,DEU,JPN,6\n' | concentration -g period"
like '... named in the message' 'reporter has rows of World \(W00\) and of its parts' "$err"
is '... but World alone is valid' '1,11,2,JPN' \
    "$(printf 'period,reporter,partner,value_usd\n1,CHN,W00,5\n1,JPN,W00,6\n' | concentration -g period --supplier reporter | sed 1d | cut -d, -f1-4)"
status 'the output of rank --others fails' 1 sh -c "aggregate -s value_usd '$data/usa-2024-trade.csv' | rank --top 3 --others | concentration"
is 'the output of share and rank is valid input' "$(aggregate -s value_usd "$data/usa-2024-trade.csv" | concentration)" \
    "$(aggregate -s value_usd "$data/usa-2024-trade.csv" | share | rank | concentration)"

# --sorted: a large group, then many small ones in the same memory
awk 'BEGIN {
	print "g,who,value_usd"
	for (i = 0; i < 300000; i++) printf "a,s%d,1\n", i
	for (i = 0; i < 100000; i++) printf "b%06d,s,1\nb%06d,t,1\n", i, i
}' >"$tmp/large.csv"
is '--sorted: one large group and many small ones' '100002 b099999,2,2,s' \
    "$(concentration -g g --supplier who --sorted "$tmp/large.csv" >"$tmp/sorted.csv"
	wc -l <"$tmp/sorted.csv" | tr -d ' ') $(tail -n 1 "$tmp/sorted.csv" | cut -d, -f1-4)"
concentration -g g --supplier who "$tmp/large.csv" >"$tmp/plain.csv"
same '... the same as without --sorted' "$tmp/plain.csv" "$tmp/sorted.csv"

done_testing
