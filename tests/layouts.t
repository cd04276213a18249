#!/bin/sh
# Every layout of contract and testdata comes out as the same trade rows.
. tests/lib.sh
PATH=$bin:$PATH

trade=$data/usa-2024-trade.csv
for layout in csv json api.csv bulk.txt.gz tidy.csv legacy35.csv legacy22.csv legacy.json trade.csv array.json; do
	case $layout in csv | json) file=$data/usa-2024.$layout ;; *) file=$data/usa-2024-$layout ;; esac
	is "$(basename "$file") is known by its content" "$(cksum <"$trade")" "$(fetch-normalise -q "$file" | cksum)"
	is "$(basename "$file") from stdin" "$(cksum <"$trade")" "$(fetch-normalise -q <"$file" | cksum)"
done
is 'a subset of the columns gives the same but for the flag e' "$(sed 's/,en*$/,/; s/,n$/,/' "$trade")" \
    "$(fetch-normalise -q $data/usa-2024-subset.csv | sed 's/,n$/,/')"
folded() { aggregate --by period,flow,reporter,partner,edition,hs:6 --complete 2>/dev/null; }
is 'tariff lines fold to the same headings' "$(folded <"$trade")" \
    "$(fetch-normalise -q $data/usa-2024-tariff.csv | folded)"
is 'normalising twice is normalising once' "$(cksum <"$trade")" \
    "$(fetch-normalise -q $data/usa-2024.csv | fetch-normalise -q | cksum)"
mirror() { fetch-normalise -q --mirror -r CHN --hs 28 "$@" 2>/dev/null; }
is '... and mirrored rows stay' "$(mirror $data/usa-2024.csv)" "$(mirror $data/usa-2024.csv | mirror)"

is 'BACI: thousand dollars, tonnes, the zero of a code, NA' \
    "$(printf 'period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags\n2022,X,USA,CHN,H5,030194,4,13235,\n2022,X,S19,FRA,H5,284690,1500,,\n')" \
    "$(printf 't,i,j,k,v,q\n2022,842,156,30194,0.004,       13.235\n2022,490,251,284690,1.5,           NA\n' | fetch-normalise -q --edition H5)"
like 'BACI: codes that got their zero back are counted' '1 codes of 5 digits' \
    "$(printf 't,i,j,k,v,q\n2022,842,156,30194,0.004,1\n' | fetch-normalise 2>&1 >/dev/null)"
is '--map names the columns of anything, with constants' \
    '2022,M,USA,CHN,H6,284690,5,,' \
    "$(printf 'jahr;wert;ware;von\n2022;5;2846.90;China\n' | fetch-normalise -q --map period=jahr,value_usd=wert,hs=ware,partner=von,flow==M,reporter==USA,edition==HS2022 | tail -n 1)"
status 'a column that --map names and is not there is misuse' 2 \
    sh -c "printf 'a,b\n1,2\n' | fetch-normalise -q --map period=jahr"

# codes and names, all to one
one() { printf 'period,flow,reporter,partner,hs,value_usd\n2023,M,%s,%s,2846,1\n' "$1" "$2" | fetch-normalise -q 2>/dev/null | tail -n 1 | cut -d, -f3,4,9; }
is 'numbers' 'USA,FRA,' "$(one 842 251)"
is 'M49 numbers are the country, flagged' 'USA,FRA,p' "$(one 840 250)"
is 'a predecessor is flagged' 'DEU,IND,p' "$(one 280 699)"
is 'names' 'KOR,VNM,' "$(one 'Rep. of Korea' 'Viet Nam')"
is 'names in ISO-8859-1' 'CIV,TUR,' "$(one "$(printf 'C\364te d'\''Ivoire')" "$(printf 'T\374rkiye')")"
is 'Taiwan is a country, whatever it is called' 'S19,S19,s' "$(one 490 'Taiwan')"
is 'areas nes are no country' 'USA,_X,n' "$(one USA 899)"
is 'an unknown code stays as it is' 'USA,QQQ,' "$(one USA QQQ)"
like '... with one warning' '1 country codes are not in the table.*QQQ' \
    "$(printf 'period,flow,reporter,partner,hs,value_usd\n2023,M,USA,QQQ,2846,1\n2023,M,USA,QQQ,2805,1\n' | fetch-normalise -q 2>&1 >/dev/null)"

# a 0 beside a value is no weight
is 'a weight of 0 is missing' '2023,M,USA,CHN,,2846,1,,' \
    "$(printf 'period,flow,reporter,partner,hs,value_usd,net_kg\n2023,M,USA,CHN,2846,1,0\n' | fetch-normalise -q | tail -n 1)"
is 'a weight of 0 of nothing is 0' '2023,M,USA,CHN,,2846,0,0,' \
    "$(printf 'period,flow,reporter,partner,hs,value_usd,net_kg\n2023,M,USA,CHN,2846,0,0\n' | fetch-normalise -q | tail -n 1)"

# selection
sel() { fetch-normalise -q "$@" $data/world-2012-2023.csv 2>/dev/null | sed 1d; }
is '-y takes ranges and lists' '2012 2022' "$(sel -y 2012,2020-2022 | cut -d, -f1 | sort -u | tr '\n' ' ' | sed 's/ $//')"
is '-y takes the months of a year along' 12 "$(fetch-normalise -q -y 2023 -r FRA -f M $data/monthly-2023.csv 2>/dev/null | sed 1d | cut -d, -f1 | sort -u | wc -l | tr -d ' ')"
is '-r takes numbers, names and blocs' 'FRA,GBR,ITA,USA' "$(sel -f M -r 842,EU27,'United Kingdom' | cut -d, -f3 | sort -u | grep -E 'USA|FRA|ITA|GBR' | tr '\n' ',' | sed 's/,$//')"
is '-r EU goes by the date' '2012' "$(sel -f M -r EU | grep ',GBR,[A-Z]*,H' | cut -d, -f1,3 | grep GBR | cut -d, -f1 | sort -u)"
is '--hs takes prefixes, ranges and dots' '280530 284690' "$(sel --hs 2805.30,2846-2847 | cut -d, -f6 | sort -u | tr '\n' ' ' | sed 's/ $//')"
for bad in '-y 20x' '-r Atlantis' '-p 1234' '-f Q' '--hs abc!' '--freq Q' '--level 3' '--edition 99' '--map x=y'; do
	# shellcheck disable=SC2086
	status "an unknown value is misuse: $bad" 2 fetch-normalise $bad $data/usa-2024.csv
done

# bad rows
printf 'period,flow,reporter,partner,hs,value_usd\n2023,M,USA,CHN,2846,1\n2023,M,USA,CHN,2805,many\n2023,M,USA\n2023,M,USA,JPN,"2846,2\n2023,M,USA,FRA,2846,4\n' >"$tmp/bad.csv"
status 'a bad row ends the run' 1 fetch-normalise -q "$tmp/bad.csv"
like '... with its place and what is wrong' 'bad.csv:3: the value is "many", not a number' "$(fetch-normalise -q "$tmp/bad.csv" 2>&1 >/dev/null)"
is '--rejects goes on' 'CHN FRA' "$(fetch-normalise -q --rejects "$tmp/rejects.csv" "$tmp/bad.csv" | sed 1d | cut -d, -f4 | tr '\n' ' ' | sed 's/ $//')"
is '... and has them verbatim' '"2023,M,USA,CHN,2805,many"' "$(sed -n 2p "$tmp/rejects.csv" | sed 's/.*number",//')"
is '... all of them' 4 "$(wc -l <"$tmp/rejects.csv" | tr -d ' ')"
like '... and the last line counts them' '5 rows read: 2 emitted, 3 rejected' "$(fetch-normalise --rejects "$tmp/rejects.csv" "$tmp/bad.csv" 2>&1 >/dev/null)"

# the account
account() { fetch-normalise -q --report "$tmp/report.csv" "$@" >/dev/null 2>&1; awk -F, 'NR > 1 { if ($2 == "read") read += $3; else parts += $3 } END { print read, parts }' "$tmp/report.csv"; }
is 'read = emitted + dropped' '104 104' "$(account $data/usa-2024.csv)"
is '... with a selection' '420 420' "$(account -r USA $data/world-2012-2023.csv)"
is '... with duplicates' '64 64' "$(account --map period=year,hs=cmd,value_usd=value --duplicates max $data/unmarked-2022.csv)"
is '... with rejected rows' '5 5' "$(account --rejects "$tmp/rejects.csv" "$tmp/bad.csv")"
is 'the values add up, too' '2684977722.5' "$(fetch-normalise -q --report "$tmp/report.csv" $data/usa-2024.csv >/dev/null; grep ',read,' "$tmp/report.csv" | cut -d, -f4)"

# tables of one's own
fetch-normalise $data/unmarked-2022.csv 2>"$tmp/hint" >"$tmp/out"
guess=$(sed -n "s/.*--map '\([^']*\)'.*/\1/p" "$tmp/hint")
is 'an unknown layout: what to say of it' 'period=year,flow=flow,reporter=reporter,partner=partner,hs=cmd,value_usd=value,net_kg=netwgt' "$guess"
status '... which can be said' 0 fetch-normalise --map "$guess" --duplicates max $data/unmarked-2022.csv
printf 'jahr,wer,"a,b",hs code,USD,usd\n1,2,3,4,5,6\n' >"$tmp/own.csv"
like '... words in capitals for what no name, or two, look like' \
	"--map 'period=YEAR,flow==M,reporter=BUYER,partner=SELLER,hs=hs code,value_usd=DOLLARS'" "$(fetch-normalise "$tmp/own.csv" 2>&1)"

# columns of the source
is '--keep appends them, in UTF-8' 'Türkiye' "$(fetch-normalise -q -r USA -p TUR -f M --keep partnerDesc $data/usa-2024.csv | tail -n 1 | sed 's/.*,//')"
is '--mirror tells a row from the other side' '2024,M,MYS,USA,m' "$(fetch-normalise -q --mirror -r MYS -f M --hs 28 $data/usa-2024.csv | tail -n 1 | cut -d, -f1-4,9)"
is '--list-countries is a table' 'code,name,kind,numeric,from,to' "$(fetch-normalise --list-countries | head -n 1)"
is '... with every number of a country' 'USA,United States,country,842 840 841,,' "$(fetch-normalise --list-countries | grep '^USA,')"

done_testing
