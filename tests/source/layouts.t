#!/bin/sh
# Every layout in testdata is normalised to the same trade rows.
. tests/lib.sh
PATH=$bin:$PATH

trade=$data/usa-2024-trade.csv
for layout in csv json api.csv bulk.txt.gz tidy.csv legacy35.csv legacy22.csv legacy.json trade.csv array.json; do
	case $layout in csv | json) file=$data/usa-2024.$layout ;; *) file=$data/usa-2024-$layout ;; esac
	is "$(basename "$file") is recognised by its content" "$(cksum <"$trade")" "$(fetch-normalise -q "$file" | cksum)"
	is "$(basename "$file") from stdin" "$(cksum <"$trade")" "$(fetch-normalise -q <"$file" | cksum)"
done
is 'a subset of the columns gives the same rows, without the flag e' "$(sed 's/,en*$/,/; s/,n$/,/' "$trade")" \
    "$(fetch-normalise -q $data/usa-2024-subset.csv | sed 's/,n$/,/')"

# other sources: the same figures in their own columns, units and codes
figures() { cut -d, -f2-4,6,7,8 | sort; }
in_month() { sed 's/^202401,/2024,/; s/^\([^,]*,[^,]*,[^,]*,[^,]*,[^,]*,......\)00,/\1,/'; }
expected=$(sed 1d "$trade" | figures)
without_weight() { sed 's/,[0-9.]*$/,/'; }
own() { fetch-normalise -q "$data/usa-2024-$1" | sed 1d; }
for file in wits.csv wits-bulk.csv legacy-late.csv legacy-r.csv eurostat.csv; do
	is "$file has the same trade" "$expected" "$(own $file | figures)"
done
is '... in silence' '' "$(for file in wits wits-bulk legacy-late legacy-r eurostat comext atlas oec; do
	fetch-normalise -q "$data/usa-2024-$file.csv" 2>&1 >/dev/null
done; fetch-normalise -q "$data/usa-2024-census.json" 2>&1 >/dev/null)"
is 'comext.csv, whose procedures add up' "$expected" "$(own comext.csv | in_month | figures)"
is 'census.json, imports of what has a country' \
    "$(printf '%s\n' "$expected" | grep '^M' | grep -v -e ',_X,' -e ',USA,USA,' | without_weight)" "$(own census.json | figures)"
is 'atlas.csv, both flows of a row' "$(printf '%s\n' "$expected" | grep -v ',_X,' | without_weight)" "$(own atlas.csv | figures)"
is 'oec.csv, exports' "$(printf '%s\n' "$expected" | grep '^X' | without_weight)" "$(own oec.csv | figures)"
is 'euros are no dollars: the column says so' 'value_eur value_eur' \
    "$(for file in eurostat comext; do fetch-normalise -q "$data/usa-2024-$file.csv" | head -n 1 | cut -d, -f7; done | xargs)"
is 'the Census: exports, with the month in a column of its own' '202303,X,USA,CHN,,850511,10,,' "$(printf '%s' \
    '[["E_COMMODITY","CTY_CODE","ALL_VAL_MO","ALL_VAL_YR","YEAR","MONTH"],["850511","5700","10","20","2023","3"]]' | fetch-normalise -q | sed 1d)"
printf '%s' '[["E_COMMODITY","CTY_CODE","ALL_VAL_YR","time"],["850511","5700","20","2023-03"]]' >"$tmp/ytd.json"
status '... and the year to date is no month' 1 fetch-normalise -q "$tmp/ytd.json"
is 'a month stays a month' 202401 "$(own census.json | cut -d, -f1 | sort -u)"
map='period=year,flow=flow,reporter==USA,partner=who,hs=code,value_usd=usd'
printf 'year,flow,who,code,usd\n2023,X,CHN,2805,1\n' >"$tmp/own.csv"
is '--map takes the place of every layout' '2023,X,USA,CHN,,2805,1,,' "$(fetch-normalise -q --map "$map" "$tmp/own.csv" | tail -n 1)"
printf 'Element,Element Code,Item Code (CPC),Partner Country Code (M49),Reporter Country Code (M49),Unit,Value,Year\n' >"$tmp/fao.csv"
printf "Import %s,1,'0111,'156,'004,%s,%s,2023\n" Value '1000 USD' 7 Quantity t 2 >>"$tmp/fao.csv"
status 'FAOSTAT: its commodities are no HS codes' 1 fetch-normalise -q "$tmp/fao.csv"
like '... as guard G7 says' 'dropped every selected row: 1 .*G7' "$err"
printf 'MonthId,FlowTypeId,SuppressionIndex,Cn8Code,CountryCodeAlpha,Value,NetMass\n' >"$tmp/hmrc.csv"
printf '202401,%s,0,28053010,%s,%s,2\n' 3 CN 7 1 DE 5 4 JP 3 >>"$tmp/hmrc.csv"
is 'UK HMRC: four flows, in pounds' 'value_gbp M,GBR,CHN,28053010,7,2 M,GBR,DEU,28053010,5,2 X,GBR,JPN,28053010,3,2' \
    "$(fetch-normalise -q "$tmp/hmrc.csv" | head -n 1 | cut -d, -f7) $(fetch-normalise -q "$tmp/hmrc.csv" | sed 1d | figures | xargs)"

# other classifications, and files of no known layout
printf 'period,flow,reporter,partner,edition,hs,value_usd\n2017,M,USA,CHN,S4,713,9\n2017,M,USA,CHN,H4,0713,5\n' >"$tmp/sitc.csv"
is 'SITC is dropped (G7)' '2017,M,USA,CHN,H4,0713,5,,' "$(fetch-normalise -q "$tmp/sitc.csv" | sed 1d)"
is '... or, with --class, alone' '2017,M,USA,CHN,S4,713,9,,' "$(fetch-normalise -q --class S4 "$tmp/sitc.csv" | sed 1d)"
is '... also a second time' '2017,M,USA,CHN,S4,713,9,,' \
    "$(fetch-normalise -q --class S4 "$tmp/sitc.csv" | fetch-normalise -q --class S4 | sed 1d)"
printf 'who,what\n1,2\n' >"$tmp/audit.csv"
status 'a file of no known layout ends the run' 1 fetch-normalise -q "$trade" "$tmp/audit.csv"
fetch-normalise -q --skip-unknown "$tmp/audit.csv" "$trade" >"$tmp/out" 2>"$tmp/err"
same '... --skip-unknown passes over it' "$trade" "$tmp/out"
like '... and names it' 'audit.csv: unknown layout, passed over' "$(cat "$tmp/err")"
fetch-normalise -q --skip-unknown "$tmp/audit.csv" "$data/usa-2024-eurostat.csv" >"$tmp/out" 2>/dev/null
like '... and takes the currency of the others' 'value_eur' "$(head -n 1 "$tmp/out")"
status '... but one of all is an error' 1 fetch-normalise -q --skip-unknown "$tmp/audit.csv"

folded() { aggregate --by period,flow,reporter,partner,edition,hs:6 --complete 2>/dev/null; }
is 'tariff lines sum to the same subheadings' "$(folded <"$trade")" \
    "$(fetch-normalise -q $data/usa-2024-tariff.csv | folded)"
is 'normalising again changes nothing' "$(cksum <"$trade")" \
    "$(fetch-normalise -q $data/usa-2024.csv | fetch-normalise -q | cksum)"
mirror() { fetch-normalise -q --mirror -r CHN --hs 28 "$@" 2>/dev/null; }
is '... nor does it mirror mirrored rows again' "$(mirror $data/usa-2024.csv)" "$(mirror $data/usa-2024.csv | mirror)"

is 'BACI: thousand dollars, tonnes, leading zeros of codes, NA' \
    "$(printf 'period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags\n2022,X,USA,CHN,H5,030194,4,13235,r\n2022,X,S19,FRA,H5,284690,1500,,r\n')" \
    "$(printf 't,i,j,k,v,q\n2022,842,156,30194,0.004,       13.235\n2022,490,251,284690,1.5,           NA\n' | fetch-normalise -q -f X --edition H5)"
is 'BACI: a row is the exports of one side and the imports of the other' 'M,CHN,USA X,USA,CHN' \
    "$(printf 't,i,j,k,v,q\n2022,842,156,30194,0.004,1\n' | fetch-normalise -q | sed 1d | cut -d, -f2-4 | sort | xargs)"
like 'BACI: counts the codes with a restored leading zero' 'restored the leading zero of codes: 1$' \
    "$(printf 't,i,j,k,v,q\n2022,842,156,30194,0.004,1\n' | fetch-normalise 2>&1 >/dev/null)"
is '--map defines a layout by columns and constants' \
    '2022,M,USA,CHN,H6,284690,5,,' \
    "$(printf 'jahr;wert;ware;von\n2022;5;2846.90;China\n' | fetch-normalise -q --map period=jahr,value_usd=wert,hs=ware,partner=von,flow==M,reporter==USA,edition==HS2022 | tail -n 1)"
status 'an unknown column in --map is misuse' 2 \
    sh -c "printf 'a,b\n1,2\n' | fetch-normalise -q --map period=jahr"

# codes and names of countries
one() { printf 'period,flow,reporter,partner,hs,value_usd\n2023,M,%s,%s,2846,1\n' "$1" "$2" | fetch-normalise -q 2>/dev/null | tail -n 1 | cut -d, -f3,4,9; }
is 'numeric codes of Comtrade' 'USA,FRA,' "$(one 842 251)"
is 'M49 codes mean the country, and are no predecessors' 'USA,FRA,' "$(one 840 250)"
of() { printf 'period,flow,reporter,partner,hs,value_usd\n%s,M,%s,USA,2846,1\n' "$1" "$2" | fetch-normalise -q 2>/dev/null | tail -n 1 | cut -d, -f3,9; }
is 'codes of predecessors have the flag p as long as the state was there' 'DEU,p DEU, BEL,p BEL, SCG,p VNM,p' \
    "$(of 1990 280) $(of 1991 280) $(of 1998 58) $(of 1999 58) $(of 2005 891) $(of 1974 868)"
is 'names' 'KOR,VNM,' "$(one 'Rep. of Korea' 'Viet Nam')"
is 'names in ISO-8859-1' 'CIV,TUR,' "$(one "$(printf 'C\364te d'\''Ivoire')" "$(printf 'T\374rkiye')")"
is 'Taiwan is a country under each of its codes and names' 'S19,S19,s' "$(one 490 'Taiwan')"
is 'areas nes are not a country: flag n' 'USA,_X,n' "$(one USA 899)"
is 'an unknown code is kept' 'USA,QQQ,' "$(one USA QQQ)"
like '... with one warning' '1 country code not in the table.*QQQ' \
    "$(printf 'period,flow,reporter,partner,hs,value_usd\n2023,M,USA,QQQ,2846,1\n2023,M,USA,QQQ,2805,1\n' | fetch-normalise -q 2>&1 >/dev/null)"

# weights of 0
is 'a weight of 0 with a value is missing' '2023,M,USA,CHN,,2846,1,,' \
    "$(printf 'period,flow,reporter,partner,hs,value_usd,net_kg\n2023,M,USA,CHN,2846,1,0\n' | fetch-normalise -q | tail -n 1)"
is 'a weight of 0 without a value is 0' '2023,M,USA,CHN,,2846,0,0,' \
    "$(printf 'period,flow,reporter,partner,hs,value_usd,net_kg\n2023,M,USA,CHN,2846,0,0\n' | fetch-normalise -q | tail -n 1)"

# selection
sel() { fetch-normalise -q "$@" $data/world-2012-2023.csv 2>/dev/null | sed 1d; }
is '-y accepts ranges and lists' '2012 2022' "$(sel -y 2012,2020-2022 | cut -d, -f1 | sort -u | tr '\n' ' ' | sed 's/ $//')"
is '-y selects the months of a year, too' 12 "$(fetch-normalise -q -y 2023 -r FRA -f M $data/monthly-2023.csv 2>/dev/null | sed 1d | cut -d, -f1 | sort -u | wc -l | tr -d ' ')"
is '-r accepts numeric codes, names and blocs' 'FRA,GBR,ITA,USA' "$(sel -f M -r 842,EU27,'United Kingdom' | cut -d, -f3 | sort -u | grep -E 'USA|FRA|ITA|GBR' | tr '\n' ',' | sed 's/,$//')"
is '-r EU selects the members at that date' '2012' "$(sel -f M -r EU | grep ',GBR,[A-Z]*,H' | cut -d, -f1,3 | grep GBR | cut -d, -f1 | sort -u)"
is '--hs accepts prefixes, ranges and dots' '280530 284690' "$(sel --hs 2805.30,2846-2847 | cut -d, -f6 | sort -u | tr '\n' ' ' | sed 's/ $//')"
for bad in '-y 20x' '-r Atlantis' '-p 1234' '-f Q' '--hs abc!' '--freq Q' '--level 3' '--edition 99' '--map x=y'; do
	# shellcheck disable=SC2086
	status "an invalid value is misuse: $bad" 2 fetch-normalise $bad $data/usa-2024.csv
done

# bad rows
printf 'period,flow,reporter,partner,hs,value_usd\n2023,M,USA,CHN,2846,1\n2023,M,USA,CHN,2805,many\n2023,M,USA\n2023,M,USA,JPN,"2846,2\n2023,M,USA,FRA,2846,4\n' >"$tmp/bad.csv"
status 'a bad row ends the run' 1 fetch-normalise -q "$tmp/bad.csv"
like '... with its file, line and error' 'bad.csv:3: the value is "many", not a number' "$(fetch-normalise -q "$tmp/bad.csv" 2>&1 >/dev/null)"
is '--rejects continues' 'CHN FRA' "$(fetch-normalise -q --rejects "$tmp/rejects.csv" "$tmp/bad.csv" | sed 1d | cut -d, -f4 | tr '\n' ' ' | sed 's/ $//')"
is '... and writes bad rows verbatim' '"2023,M,USA,CHN,2805,many"' "$(sed -n 2p "$tmp/rejects.csv" | sed 's/.*number",//')"
is '... every one of them' 4 "$(wc -l <"$tmp/rejects.csv" | tr -d ' ')"
like '... and the summary counts them' 'rows: 5 read; 2 emitted, 3 rejected' "$(fetch-normalise --rejects "$tmp/rejects.csv" "$tmp/bad.csv" 2>&1 >/dev/null)"

# the report: every row is counted once
report() { fetch-normalise -q --report "$tmp/report.csv" "$@" >/dev/null 2>&1; awk -F, 'NR > 1 { if ($2 == "read") read += $3; else rest += $3 } END { print read, rest }' "$tmp/report.csv"; }
is 'read = emitted + dropped' '104 104' "$(report $data/usa-2024.csv)"
is '... with a selection' '420 420' "$(report -r USA $data/world-2012-2023.csv)"
is '... with duplicates' '64 64' "$(report --map period=year,hs=cmd,value_usd=value --duplicates max $data/unmarked-2022.csv)"
is '... with rejected rows' '5 5' "$(report --rejects "$tmp/rejects.csv" "$tmp/bad.csv")"
is '... and the report has the sum of the values read' '2684977722.5' "$(fetch-normalise -q --report "$tmp/report.csv" $data/usa-2024.csv >/dev/null; grep ',read,' "$tmp/report.csv" | cut -d, -f4)"

# unknown layouts
fetch-normalise $data/unmarked-2022.csv 2>"$tmp/hint" >"$tmp/out"
guess=$(sed -n "s/.*--map '\([^']*\)'.*/\1/p" "$tmp/hint")
is 'an unknown layout: the message suggests a --map' 'period=year,flow=flow,reporter=reporter,partner=partner,hs=cmd,value_usd=value,net_kg=netwgt' "$guess"
like '... on the line of the header' 'unmarked-2022.csv:1: unknown layout' "$(cat "$tmp/hint")"
status '... that works' 0 fetch-normalise --map "$guess" --duplicates max $data/unmarked-2022.csv
printf 'epoch,wer,"a,b",hs code,USD,usd\n1,2,3,4,5,6\n' >"$tmp/own.csv"
like '... with a placeholder for a role that no column, or two, may have' \
	"--map 'period=YEAR,flow==M,reporter=BUYER,partner=SELLER,hs=hs code,value_usd=DOLLARS'" "$(fetch-normalise "$tmp/own.csv" 2>&1)"

# --keep, --mirror and --list-countries
is '--keep appends columns of the source, in UTF-8' 'Türkiye' "$(fetch-normalise -q -r USA -p TUR -f M --keep partnerDesc $data/usa-2024.csv | tail -n 1 | sed 's/.*,//')"
is '--mirror swaps reporter and partner' '2024,M,MYS,USA,m' "$(fetch-normalise -q --mirror -r MYS -f M --hs 28 $data/usa-2024.csv | tail -n 1 | cut -d, -f1-4,9)"
is '--list-countries is a table' 'code,name,kind,numeric,from,to' "$(fetch-normalise --list-countries | head -n 1)"
is '... with every numeric code of a country' 'USA,United States,country,842 840 841,,' "$(fetch-normalise --list-countries | grep '^USA,')"

done_testing
