#!/bin/sh
# Figures that are known of real records. They may not be copied: where they are not, this is skipped.
. tests/lib.sh
PATH=$bin:$PATH

if [ -z "$real" ]; then
	skip 'the folder of real records is not here'
	done_testing
	exit 0
fi

unmarked='--map period=year,hs=cmd,value_usd=value,net_kg=netwgt'

# each file is read without an option, and each row accounted for
account() {
	fetch-normalise -q --report "$tmp/report.csv" "$@" >/dev/null 2>"$tmp/words"
	echo $? "$(awk -F, 'NR > 1 { if ($2 == "read") read += $3; else parts += $3 } END { print read, parts }' "$tmp/report.csv")"
}
is 'website CSV' '0 1178 1178' "$(account "$real/tradedata-tha-8542.csv")"
is 'API JSON, 2846' '0 25 25' "$(account "$real/api-usa-2846-2023.json")"
is 'API JSON, 2805' '0 21 21' "$(account "$real/api-usa-2805-2023.json")"
is 'BACI, each row from both sides' '0 60812 60812' "$(account "$real/baci-850511-2002-2024.csv")"
is 'rows without their breakdown columns' '0 166616 166616' "$(account $unmarked --duplicates max "$real/detail-unmarked-2022.csv.gz")"
for file in api-envelope-chn-2010.json bulk-arg-2000.txt.gz tidy-arg-2000.csv; do
	is "$file: TOTAL alone is an error" 1 "$(account "$real/$file" | cut -d' ' -f1)"
	like "$file: ... that names the guard" 'G3, --level total' "$(cat "$tmp/words")"
	is "$file: --level total --gap reads it" 0 "$(account --level total --gap 50 "$real/$file" | cut -d' ' -f1)"
done
is 'the bulk file has 99 rows of partners, not all' 1 "$(account --level total "$real/bulk-arg-2000.txt.gz" | cut -d' ' -f1)"
like '... which World tells' 'fall short of World' "$(cat "$tmp/words")"
is 'the bulk file and its tidy form are the same' \
    "$(fetch-normalise -q --level total --gap 50 "$real/bulk-arg-2000.txt.gz" | cksum)" \
    "$(fetch-normalise -q --level total --gap 50 "$real/tidy-arg-2000.csv" | cksum)"
is 'legacy: World alone is an error' '1 8706 8706' "$(account "$real/legacy-web.csv")"
like '... that names the guard' 'G2, --world only' "$(cat "$tmp/words")"
is '... and --world only reads it' '0 8706 8706' "$(account --world only "$real/legacy-web.csv")"

# US 2023
is 'US 2023: rare earths and their neighbours from China' '2023,M,USA,CHN,180663859,23123984,,64.7893,278848366' \
    "$(fetch-normalise -q "$real/api-usa-2846-2023.json" "$real/api-usa-2805-2023.json" | aggregate | share --with-total | grep CHN)"

# Thailand
shares() { aggregate 2>/dev/null | share "$@" 2>"$tmp/words" | cells period,flow,reporter,partner,share_pct; }
fetch-normalise -q "$real/tradedata-tha-8542.csv" | shares >"$tmp/sum"
fetch-normalise -q --world keep "$real/tradedata-tha-8542.csv" | shares --total partner=W00 >"$tmp/world"
is 'Thailand: shares of the sum and of the World row agree' "$(cksum <"$tmp/sum")" "$(cksum <"$tmp/world")"
is '... and the 3 dollars that the source is off by are rounding' '' "$(cat "$tmp/words")"

# breakdown rows whose columns are gone
is 'unmarked: by default an error' 1 "$(account $unmarked "$real/detail-unmarked-2022.csv.gz" | cut -d' ' -f1)"
like '... that names keys' '2022 M BIH DEU 250490: .*:9 and .*:11' "$(cat "$tmp/words")"
fetch-normalise -q $unmarked --duplicates max "$real/detail-unmarked-2022.csv.gz" >"$tmp/max.csv"
is 'unmarked: imports of the US' '78.9958,663127475' \
    "$(filter-hs 850511 --where flow=M --where reporter=USA "$tmp/max.csv" | aggregate | share --with-total | cells share_pct,value_usd_total ,CHN,)"
is 'unmarked: Germany from China' 765179836.583 \
    "$(filter-hs 850511 --where flow=M --where reporter=DEU "$tmp/max.csv" | aggregate | grep ,CHN, | cut -d, -f5)"

is 'unmarked: concentration of the imports of magnets' 'DEU,912430103.375,54,CHN,83.8617,91.6350,7077.5024
JPN,847896385.268,33,PHL,46.6102,90.3471,3223.7400
USA,663127475,54,CHN,78.9958,87.3830,6291.6398' \
    "$(filter-hs 850511 --where flow=M --where reporter=USA,JPN,DEU "$tmp/max.csv" | aggregate 2>/dev/null |
	concentration | sed 1d | cut -d, -f3-9)"
is 'unmarked: the EU without the trade inside it' 0.805904 \
    "$(filter-hs 850511 --where flow=M "$tmp/max.csv" | aggregate --bloc EU27 --intra drop 2>/dev/null |
	concentration --fraction --digits 6 | grep '^2022,M,EU27,' | cut -d, -f9)"
is 'unmarked: the world'\''s exporters of magnets' 0.449614 \
    "$(filter-hs 850511 --where flow=X "$tmp/max.csv" | aggregate --by period,flow,reporter 2>/dev/null |
	concentration --fraction --digits 6 | sed 1d | cut -d, -f8)"

# BACI
is 'BACI: China in the exports of magnets' '43.8148,0.0000 62.5177,18.7029' \
    "$(fetch-normalise -q -f X "$real/baci-850511-2002-2024.csv" | aggregate --by period,flow,reporter 2>/dev/null |
	share --change 2012 --only reporter=CHN | cells share_pct,change_pp '^(2012|2023),' | tr '\n' ' ' | sed 's/ $//')"

# claims: figures that others computed of these records, and what is not in them
claims=$PWD/scripts/claims
said() { # FILE OPTION...: id and verdict of each claim
	"$claims" -q "$tmp/claims.csv" "$@" 2>"$tmp/words" | cut -d, -f1,2
}
# China's share of the exports of magnets, without and with the exporters that have not reported
china() {
	filter-hs 850511 --where flow=X | aggregate --by period,flow,reporter 2>/dev/null | share | grep CHN | cut -d, -f7
}
is 'fill: magnets of 2022, as reported' 65.9704 "$(china <"$tmp/max.csv")"
is '... and with the silent filled at 1.06' 65.9478 "$(filter-hs 850511 "$tmp/max.csv" | fill 2>/dev/null | china)"

cat >"$tmp/claims.csv" <<'CLAIMS'
id,text,period,flow,reporter,partner,basket,measure,stated,tolerance
USA,,2022,M,USA,CHN,permanent-magnets,share_pct,78.9958,0.00005
KOR,,2022,M,KOR,CHN,permanent-magnets,share_pct,87.7,0.05
KOR-kg,,2022,M,KOR,CHN,permanent-magnets,net_kg_share_pct,89.9,0.05
DEU,,2022,M,DEU,CHN,permanent-magnets,share_pct,83.9,0.05
IND,,2022,M,IND,CHN,permanent-magnets,share_pct,72.3,0.05
IND-kg,,2022,M,IND,CHN,permanent-magnets,net_kg_share_pct,81.6,0.05
GBR,,2022,M,GBR,CHN,permanent-magnets,share_pct,79.0,0.05
GBR-kg,,2022,M,GBR,CHN,permanent-magnets,net_kg_share_pct,93.9,0.05
JPN,,2022,M,JPN,CHN,permanent-magnets,share_pct,27.3,0.05
world,,2022,X,CHN,W00,permanent-magnets,world_share_pct,66.0,0.05
CLAIMS
is 'claims: the figures that others have of 2022 hold' "$(sed '1d; s/,.*/,holds/' "$tmp/claims.csv")" \
    "$(said $unmarked --duplicates max "$real/detail-unmarked-2022.csv.gz" | sed 1d)"
cat >"$tmp/claims.csv" <<'CLAIMS'
id,text,period,flow,reporter,partner,basket,measure,stated,tolerance
outside,,2022,X,CHN,W00,permanent-magnets,world_share_pct,69.8,0.05
union,,2022,M,USA,CHN,rare-earths-and-magnets,share_pct,79,1
late,,2024,M,USA,CHN,permanent-magnets,share_pct,79,1
CLAIMS
is 'claims: what is not in a file is not computable' \
    'outside,does not hold union,not computable late,not computable' \
    "$(said $unmarked --duplicates max "$real/detail-unmarked-2022.csv.gz" | sed 1d | xargs -d '\n')"
is 'claims: 69.8 is without trade inside the EU' 'outside,yes,69.8005,value_usd,permanent-magnets,2022,world exports,reported,outside' \
    "$("$claims" -q --sweep "$tmp/claims.csv" $unmarked --duplicates max \
    "$real/detail-unmarked-2022.csv.gz" 2>/dev/null | grep ^outside,yes | cut -d, -f1-9)"
cat >"$tmp/claims.csv" <<'CLAIMS'
id,text,period,flow,reporter,partner,basket,measure,stated,tolerance
2012,,2012,X,CHN,W00,permanent-magnets,world_share_pct,43.8,0.05
2023,,2023,X,CHN,W00,permanent-magnets,world_share_pct,62.5,0.05
to-USA,,2023,X,CHN,USA,permanent-magnets,share_pct,12.7,0.05
to-EU,,2023,X,CHN,EU27,permanent-magnets,share_pct,36.9,0.05
to-JPN,,2023,X,CHN,JPN,permanent-magnets,share_pct,5.3,0.05
to-KOR,,2023,X,CHN,KOR,permanent-magnets,share_pct,11.4,0.05
CLAIMS
is 'claims: the figures that others have of BACI hold' "$(sed '1d; s/,.*/,holds/' "$tmp/claims.csv")" \
    "$(said "$real/baci-850511-2002-2024.csv" | sed 1d)"
cat >"$tmp/claims.csv" <<'CLAIMS'
id,text,period,flow,reporter,partner,basket,measure,stated,tolerance
USA,,2012,M,USA,CHN,permanent-magnets,share_pct,56.3,0.05
JPN,,2023,M,JPN,CHN,permanent-magnets,share_pct,26.0,0.05
KOR,,2023,M,KOR,CHN,permanent-magnets,share_pct,84.8,0.05
DEU,,2023,M,DEU,CHN,permanent-magnets,share_pct,82.4,0.05
IND,,2023,M,IND,CHN,permanent-magnets,share_pct,82.8,0.05
GBR,,2023,M,GBR,CHN,permanent-magnets,share_pct,77.1,0.05
CLAIMS
is 'claims: BACI is both sides, so imports are what they are in the mirror' \
    "$(sed '1d; s/,.*/,holds/' "$tmp/claims.csv")
$(sed '1d; s/\([A-Z]*\),.*/\1,reported\n\1,mirror/' "$tmp/claims.csv")" \
    "$(said "$real/baci-850511-2002-2024.csv" | sed 1d
    "$claims" -q --sweep "$tmp/claims.csv" "$real/baci-850511-2002-2024.csv" 2>/dev/null |
	awk -F, '$2 == "yes" { print $1 "," $8 }' | uniq)"
is 'claims: of the article BACI has no figure as stated, but all are judged' '25 not computable' \
    "$("$claims" -q "$data/claims.csv" "$real/baci-850511-2002-2024.csv" 2>/dev/null | sed 1d |
	cut -d, -f2 | sort | uniq -c | xargs)"

# fish: sub-flows, MIF, reporter = partner, "0 "
fish=$real/monthly-fish-2018-2024.csv.gz
fetch-normalise -q "$fish" >"$tmp/fish.csv" 2>/dev/null
is 'fish: only M and X come out' 'M X' "$(sed 1d "$tmp/fish.csv" | cut -d, -f2 | sort -u | tr '\n' ' ' | sed 's/ $//')"
is 'fish: all other flows are accounted for' 2030857 "$(sed 1d "$tmp/fish.csv" | wc -l | tr -d ' ')"
is 'fish: reporter = partner is flagged, and nothing else' yes \
    "$(awk -F, 'NR > 1 && ($3 == $4) != ($9 ~ /s/) { bad = 1 } $3 == $4 { n++ } END { print (n > 0 && !bad ? "yes" : "no") }' "$tmp/fish.csv")"
python3 tests/filters/fish.py "$fish" >"$tmp/want" 2>/dev/null
is 'fish: the top 5 of 0303 equal an independent exact computation' "$(cksum <"$tmp/want")" \
    "$(fetch-normalise -q --hs 0303 -f M "$fish" | aggregate 2>/dev/null | share | rank --top 5 | cut -d, -f1-6,8- | cksum)"
is '... which is not nothing' yes "$([ "$(wc -l <"$tmp/want")" -gt 1000 ] && echo yes)"

done_testing
