#!/bin/sh
# fetch-normalise --fetch requests exactly the selection from UN Comtrade (here: a stand-in on
# loopback), in requests that fit the service's limits, and prints what it would print for files.
. tests/lib.sh
PATH=$bin:$PATH
# shellcheck source=tests/standin.sh
. tests/standin.sh

standin_start
# shellcheck disable=SC2086 # options, several words
{
expected "$ask" $some >"$tmp/expected"

# without a key
status 'a fetch' 0 fresh fetch $some
same '... prints the same rows as a file of the records' "$tmp/expected" "$tmp/out"
is '... requests the list of datasets once' 1 "$(standin_count '^/public/v1/getDA/C/A/HS\?period=2012,2013,2014$')"
is '... and only totals, without descriptions' "$(standin_count '/preview/')" \
    "$(standin_count '&partner2Code=0&customsCode=C00&motCode=0&includeDesc=false$')"
is '... of all partners' 0 "$(standin_count 'partnerCode=')"
is '... of one period in a request' 0 "$(standin_count '/preview/.*[?&]period=[0-9]*,')"
is '... with known parameters only' '' \
    "$(standin_targets | sed 's/^[^?]*?//' | tr '&' '\n' | grep -Ev '^(reporterCode|period|flowCode|cmdCode|partner2Code|customsCode|motCode|includeDesc)=')"
is '... without a key' 0 "$(grep -ic subscription "$standin/log")"
standin_targets >"$tmp/targets"
standin_forget
fetch-normalise --base-url "$url" --pace 0 --cache "$tmp/none" --fetch --dry-run $some >"$tmp/out" 2>"$tmp/err"
is '--dry-run makes no request' 0 "$(standin_count)"
sed "s|^$url||" "$tmp/out" >"$tmp/planned"
same '... and prints the URLs of a real run' "$tmp/targets" "$tmp/planned"
ok '... and creates no cache' test ! -e "$tmp/none"

# with a key
status 'a fetch with a key' 0 fresh keyed fetch $some
same '... prints the same rows' "$tmp/expected" "$tmp/out"
is '... in one request' '1 1' "$(standin_count /getDA/) $(standin_count '^/data/v1/get/C/A/HS\?')"
is '... with the key in its header' 1 \
    "$(grep '/data/' "$standin/log" | grep -ic "\"Ocp-Apim-Subscription-Key\": \"$standin_key\"")"

is '... for totals only, too' 1 "$(standin_count '/data/.*&partner2Code=0&customsCode=C00&motCode=0&includeDesc=false$')"

# parameters
status 'many years' 0 fresh keyed fetch -r USA -f M,X -y 2010-2024 --hs 2805
same '... are in order' "$tmp/out" "$tmp/out"
expected 'reporterCode=842&period=2010,2011,2012,2013,2014,2015,2016,2017,2018,2019,2020,2021,2022,2023,2024&flowCode=M,X&cmdCode=2805' -f M,X >"$tmp/expected-long"
same '... and complete' "$tmp/expected-long" "$tmp/out"
is '... in requests of at most 12 periods' '2 2' "$(standin_count /getDA/) $(standin_count /data/)"
fresh fetch -r USA -f M,X -y 2010-2024 --hs 2805 >"$tmp/out" 2>"$tmp/err"
same '... and the same without a key' "$tmp/expected-long" "$tmp/out"
status 'months' 0 fresh fetch -r USA -f X -y 202401-202403 --freq M --hs 2846
expected 'reporterCode=842&period=202401,202402,202403&flowCode=X&cmdCode=2846' >"$tmp/months"
same '... are fetched' "$tmp/months" "$tmp/out"
is '... from the URL of monthly data only' "$(standin_count)" "$(standin_count /C/M/HS)"
for level in 2:AG2 4:AG4 6:AG6 total:TOTAL; do
	status "--level ${level%:*}" 0 fresh fetch -r DEU -f M -y 2020 --level "${level%:*}"
	expected "reporterCode=276&period=2020&flowCode=M&cmdCode=${level#*:}" --level "${level%:*}" >"$tmp/level"
	same '... prints its rows' "$tmp/level" "$tmp/out"
	is "... is requested as ${level#*:}" 1 "$(standin_count "cmdCode=${level#*:}&")"
done
fresh fetch -r USA -p CHN,S19,_X -f M -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'reporterCode=842&period=2012&flowCode=M&cmdCode=2805' -p CHN,S19,_X >"$tmp/partners"
same '-p is part of the request' "$tmp/partners" "$tmp/out"
like '... as a number' '&partnerCode=[0-9,]*156' "$(standin_targets)"
fresh fetch -r USA --world only -f M -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'reporterCode=842&period=2012&flowCode=M&cmdCode=2805' --world only >"$tmp/world"
same '--world only' "$tmp/world" "$tmp/out"
fresh fetch -r EUR -f M -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'reporterCode=97&period=2012&flowCode=M&cmdCode=2805' -r EUR >"$tmp/group"
same '-r with a group' "$tmp/group" "$tmp/out"
fresh fetch -r EU27 -f M -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'reporterCode=251,276,528&period=2012&flowCode=M&cmdCode=2805' >"$tmp/bloc"
same '-r with a bloc means its members' "$tmp/bloc" "$tmp/out"
fresh fetch -f M -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'period=2012&flowCode=M&cmdCode=2805' >"$tmp/all"
same 'without -r: all reporters except groups' "$tmp/all" "$tmp/out"
fresh fetch -r USA -f RX,DX -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'reporterCode=842&period=2012&flowCode=RX,DX&cmdCode=2805' -f RX,DX >"$tmp/flows"
same '-f with sub-flows' "$tmp/flows" "$tmp/out"
fresh fetch -r USA -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'reporterCode=842&period=2012&cmdCode=2805' >"$tmp/flows"
same 'without -f: imports and exports' "$tmp/flows" "$tmp/out"
fresh fetch $some --report "$tmp/report" >"$tmp/out" 2>"$tmp/err"
is '--report counts the dropped World rows' "$(standin_dump "$ask" | grep -o '"partnerCode":0,' | wc -l | tr -d ' ')" \
    "$(awk -F, '$2 ~ /^G2/ { n += $3 } END { print n + 0 }' "$tmp/report")"

cache=$(mktemp -d "$tmp/cache.XXXXXX")
fetch-normalise --base-url "$url/" --pace 0 --cache "$cache" --fetch $some >"$tmp/out" 2>"$tmp/err"
same 'a base URL may end with a slash' "$tmp/expected" "$tmp/out"

# URLs are not longer than the service accepts
codes=$(awk 'BEGIN { for (i = 0; i < 900; i++) printf "%s%d", i ? "," : "", 390110 + i }')
standin_state '{"more_codes":900,"partners":3}'
fresh keyed fetch -r USA -f M -y 2012 --hs "$codes" >"$tmp/out" 2>"$tmp/err"
expected "reporterCode=842&period=2012&flowCode=M&cmdCode=$codes" >"$tmp/codes"
sort "$tmp/codes" >"$tmp/codes.sorted"
sort "$tmp/out" >"$tmp/out.sorted"
same 'hundreds of codes' "$tmp/codes.sorted" "$tmp/out.sorted"
is '... in URLs of at most 4096 bytes' '' "$(standin_targets | awk -v n=${#url} 'length($0) + n > 4096')"
fresh keyed fetch -r USA -f M -y 2012 --hs "390100-391009" >"$tmp/out" 2>"$tmp/err"
is 'a range of codes is fetched as a whole, or misuse' 'true' \
    "$({ [ "$(wc -l <"$tmp/codes")" -eq "$(wc -l <"$tmp/out")" ] || ! grep -q '^2' "$tmp/out"; } && echo true)"
standin_state '{}'

# missing data
standin_state '{"releases":{"392/2013":0}}'
status 'a year that a reporter has not released' 0 fresh fetch $some
expected "$ask" >"$tmp/less"
same '... is not in the rows' "$tmp/less" "$tmp/out"
like '... and is named' 'JPN.*2013|2013.*JPN' "$err"
standin_state '{"releases":{"392/2012":0,"392/2013":0,"392/2014":0}}'
fresh fetch $some >"$tmp/out" 2>"$tmp/err"
like 'a reporter without releases is named' 'JPN' "$(cat "$tmp/err")"
standin_state '{"releases":{"392/2012":0}}'
status 'no release at all is an error' 1 fresh fetch -r JPN -f M -y 2012 --hs 2805
no_rows '... without rows'
standin_state '{}'
status 'a code without trade' 1 fresh fetch -r JPN -f M -y 2012 --hs 999999
like '... is an error that shows the request' 'cmdCode=999999|no rows|count' "$err"
status '... unless --allow-empty is given' 0 fresh fetch -r JPN -f M -y 2012 --hs 999999 --allow-empty
is '... which prints a header' 1 "$(wc -l <"$tmp/out" | tr -d ' ')"

status 'codes without trade beside one with trade' 0 fresh fetch -r JPN -f M -y 2012 --hs 2805,999999,9998
like '... are named' 'no row matched: 9998, 999999|no row matched: 999999, 9998' "$err"
fetch -q -r JPN -f M -y 2012 --hs 2805,999999,9998 >"$tmp/out" 2>"$tmp/err"
like '... also when the data come from the cache' 'no row matched: .*9998' "$(cat "$tmp/err")"

# availability
availability() {
	fetch-normalise --base-url "$url" --pace 0 --cache "$cache" --availability "$@"
}
status '--availability' 0 fresh availability -y 2010-2024
is '... makes one request for 12 periods' 2 "$(standin_count)"
is '... prints its columns' \
    code,checksum,reporter,reporter_code,period,edition,records,first_released,last_released "$(head -n 1 "$tmp/out")"
is '... and a line for each dataset except of groups' 181 "$(wc -l <"$tmp/out" | tr -d ' ')"
like '... with the code as text' '^20842201201052000,-?[0-9]+,USA,842,2012,H4,[0-9]+,[0-9T:-]+,[0-9T:-]+$' "$(grep '^20842201201052000' "$tmp/out")"
sed 1d "$tmp/out" >"$tmp/lines"
sort -t , -k 5,5 -k 4,4n -k 1,1 "$tmp/lines" >"$tmp/lines.sorted"
same '... in order' "$tmp/lines.sorted" "$tmp/lines"
cp "$tmp/out" "$tmp/before"
standin_state '{"releases":{"842/2013":2,"392/2014":0}}'
fresh availability -y 2010-2024 >"$tmp/after" 2>"$tmp/err"
for when in before after; do
	sort "$tmp/$when" >"$tmp/$when.sorted"
	cut -d , -f 1,2 "$tmp/$when" | sort >"$tmp/$when.checksums"
done
is 'comm finds revised datasets' 20842201301052000 \
    "$(comm -13 "$tmp/before.checksums" "$tmp/after.checksums" | cut -d , -f 1)"
is 'join finds withdrawn datasets' 20392201401052000 \
    "$(join -t , -v 1 "$tmp/before.sorted" "$tmp/after.sorted" | cut -d , -f 1)"
standin_state '{}'
fresh availability -r USA,JPN -y 2012 >"$tmp/out" 2>"$tmp/err"
is '... of some reporters' 'JPN USA' "$(sed 1d "$tmp/out" | cut -d , -f 3 | paste -s -d ' ' -)"
fresh availability -y 202401-202403 --freq M -r USA >"$tmp/out" 2>"$tmp/err"
is '... of months' '202401 202402 202403' "$(sed 1d "$tmp/out" | cut -d , -f 5 | paste -s -d ' ' -)"
standin_faults '[{"match":"getDA","kind":"edit","from":"\"datasetCode\":([0-9]+)","to":"\"datasetCode\":\"20842201201052000\"","times":0}]'
fresh availability -r USA -y 2012 >"$tmp/out" 2>"$tmp/err"
is 'a code in quotes is the same' "$(grep ^20842201201052000 "$tmp/before")" "$(sed -n 2p "$tmp/out")"
standin_faults '[]'

# --datasets
grep -E '^code|,(USA|JPN),[0-9]*,201[2-4],' "$tmp/before" >"$tmp/wanted"
status '--datasets' 0 fresh fetch -f M --hs 2805,2846,850511 --datasets "$tmp/wanted"
same '... prints the rows' "$tmp/expected" "$tmp/out"
is '... without a request for the list' 0 "$(standin_count getDA)"
sed -n '1p;3p;5p' "$tmp/wanted" >"$tmp/fewer"
status '--datasets with some lines of the list' 0 fresh fetch -f M --hs 2805,2846,850511 --datasets - <"$tmp/fewer"
sed 1d "$tmp/fewer" | cut -d , -f 3,5 | sort >"$tmp/pairs"
sed 1d "$tmp/out" | awk -F, '{ print $3 "," $1 }' | sort -u >"$tmp/have"
same '... prints those datasets and no others' "$tmp/pairs" "$tmp/have"
head -n 1 "$tmp/wanted" >"$tmp/nothing"
status '--datasets without lines, --download' 0 fresh fetch --download -f M --hs 2805 --datasets "$tmp/nothing"
is '... makes no request' '0 1' "$(standin_count) $(wc -l <"$tmp/out" | tr -d ' ')"
status '--datasets without lines, for rows' 1 fresh fetch -f M --hs 2805 --datasets "$tmp/nothing"
is '... fails without a request' 0 "$(standin_count)"
for bad in 's/,USA,842,2012,/,USA,842,2x12,/' 's/^20392/..\/..\/392/' 's/,checksum,/,sum,/' 's/,842,2012,/,8 42,2012,/' 's/^\(20392[0-9]*\),-*[0-9]*/\1,..\/x/'; do
	sed "$bad" "$tmp/wanted" >"$tmp/bad.csv"
	status "an invalid table: $bad" 1 fresh fetch -f M --hs 2805 --datasets "$tmp/bad.csv"
	is '... fails without a request' 0 "$(standin_count)"
done

for bad in '!filter-hs failed' 'code,checksum,reporter_code,period\n!filter-hs failed' '' '\357\273\277' '\n'; do
	# shellcheck disable=SC2059 # the format is what varies
	printf "$bad" >"$tmp/bad.csv"
	status "an invalid table: '$bad'" 1 fresh fetch -f M --hs 2805 --datasets - <"$tmp/bad.csv"
	no_rows '... and no rows'
done

# download
status '--download' 0 fresh fetch --download $some
is '... lists the files in the cache' \
    code,checksum,reporter,reporter_code,period,edition,records,first_released,last_released,rows,world_gap_usd,file "$(head -n 1 "$tmp/out")"
cut -d , -f 1-9 "$tmp/out" >"$tmp/listed"
same '... a line for each dataset' "$tmp/wanted" "$tmp/listed"
sed 1d "$tmp/out" | while IFS=, read -r code checksum rest; do
	file=${rest##*,}
	case $file in
	*/$code.$checksum.json.gz) [ -f "$file" ] && gzip -t "$file" && echo "$rest" ;;
	esac
done >"$tmp/good"
is '... with a file named by code and checksum' 6 "$(wc -l <"$tmp/good" | tr -d ' ')"
sed 1d "$tmp/out" | sed 's/.*,//' | xargs fetch-normalise -q $some >"$tmp/from-files" 2>"$tmp/err"
same '... that fetch-normalise reads like any file' "$tmp/expected" "$tmp/from-files"
is '... and its number of rows' "$(standin_dump "$ask" | grep -o '"typeCode"' | wc -l | tr -d ' ')" \
    "$(awk -F, 'NR > 1 { n += $10 } END { print n }' "$tmp/out")"
is '... and no gap to World' '' "$(cut -d , -f 11 "$tmp/out" | sed 1d | tr -d '\n')"

# the service guarantees no order of rows; the cache sorts them
for order in 1 2; do
	standin_state '{"order":'$order'}'
	status "rows in another order ($order)" 0 fresh fetch $some
	same '... do not change the output' "$tmp/expected" "$tmp/out"
done
standin_state '{"silent":["392/2013"]}'
keyed fresh fetch $some >"$tmp/out" 2>"$tmp/err"
expected "$ask" $some >"$tmp/silent"
same 'a dataset without rows of the codes, among others' "$tmp/silent" "$tmp/out"
like '... is named' 'without any of the requested rows: JPN 2013$' "$(cat "$tmp/err")"
fresh fetch $some >"$tmp/out" 2>"$tmp/err"
is '... in a request of its own is an error' 1 $?
fresh fetch --allow-empty $some >"$tmp/out" 2>"$tmp/err"
same '... unless --allow-empty is given' "$tmp/silent" "$tmp/out"
like '... which names it, too' 'without any of the requested rows: JPN 2013$' "$(cat "$tmp/err")"
standin_state '{}'
if [ "${SANITIZED-}" != 1 ]; then
	(
		# shellcheck disable=SC3045 # without such a limit, the test shows nothing
		ulimit -n 40 && keyed fresh fetch -f M -y 2010-2021 --hs 2805
	) >"$tmp/out" 2>"$tmp/err"
	expected 'period=2010,2011,2012,2013,2014,2015,2016,2017,2018,2019,2020,2021&flowCode=M&cmdCode=2805' >"$tmp/many"
	same 'many datasets with few descriptors' "$tmp/many" "$tmp/out"
fi

# a response that may be truncated is requested again in halves
# whole WHAT QUERY COMMAND...: all rows are printed; halves change their order
whole() {
	what=$1 query=$2
	shift 2
	status "$what" 0 "$@"
	expected "$query" -f M,X --level any | sort >"$tmp/all"
	sort "$tmp/out" >"$tmp/sorted"
	same '... is complete' "$tmp/all" "$tmp/sorted"
}
standin_state '{"partners":64}'
whole 'more rows than a response holds, halved by reporter' 'reporterCode=842,392,410,156&period=2012&flowCode=M,X&cmdCode=2805,2846' \
    fresh fetch -r USA,JPN,KOR,CHN -f M,X -y 2012 --hs 2805,2846
whole '... by code' 'reporterCode=842&period=2012&flowCode=M,X&cmdCode=2805,2846,8505,0303,2603' \
    fresh fetch -r USA -f M,X -y 2012 --hs 2805,2846,8505,0303,2603
like '... as the requests show' 'cmdCode=[0-9]*(,[0-9]*)?&' "$(standin_targets)"
fresh fetch -r USA,JPN,KOR,CHN -f M,X -y 2012-2013 --hs 2805,2846 >"$tmp/parts" 2>"$tmp/err"
keyed fresh fetch -r USA,JPN,KOR,CHN -f M,X -y 2012-2013 --hs 2805,2846 >"$tmp/at-once" 2>"$tmp/err"
same '... prints the same bytes as with a key' "$tmp/at-once" "$tmp/parts"
standin_state '{"more_partners":400}'
whole '... by flow' 'reporterCode=842&period=2012&flowCode=M,X&cmdCode=2805' \
    fresh fetch -r USA -f M,X -y 2012 --hs 2805
standin_state '{"more_partners":700}'
status 'a request that cannot be halved' 1 fresh fetch -r USA -f M -y 2012 --hs 2805
like '... is an error that shows the request' 'cmdCode=2805' "$err"
like '... and the limit' '500' "$err"
no_rows '... and no rows'
status '... the same with a level' 1 fresh fetch -r USA -f M -y 2012 --level 4
# the limit with a key: 100,000 rows, or 250,000 for some keys; the stand-in needs 15 seconds for them
if [ "${LONG-0}" = 1 ]; then
	many='-r USA,JPN,KOR,CHN -f M,X -y 2010-2021 --hs 030311,260300,280511,280530,284610,284690,850511,850519'
	standin_state '{"more_partners":150}'
	expected 'reporterCode=842,392,410,156&period=2010,2011,2012,2013,2014,2015,2016,2017,2018,2019,2020,2021&flowCode=M,X&cmdCode=AG6' $many 2>/dev/null >"$tmp/all"
	status 'more than 100,000 rows' 0 keyed fresh fetch $many
	same '... are complete' "$tmp/all" "$tmp/out"
	is '... in several requests' true "$([ "$(standin_count /data/)" -gt 1 ] && echo true)"
	standin_state '{"more_partners":150,"max_rows":{"get":250000}}'
	status '... with the higher limit' 0 keyed fresh fetch $many
	same '... are the same bytes' "$tmp/all" "$tmp/out"
	is '... in one request' 1 "$(standin_count /data/)"
fi
standin_state '{}'

# misuse
misuse() {
	what=$1
	shift
	standin_forget
	status "$what" 2 "$@"
	is '... before any request' '0 0' "$(standin_count) $(wc -c <"$tmp/out" | tr -d ' ')"
}
cache=$tmp/none
misuse 'neither codes nor a level' fetch -r USA -f M -y 2012
misuse 'no period' fetch -r USA -f M --hs 2805
misuse 'a file operand' fetch $some "$data/usa-2024.csv"
misuse 'years and months' fetch -r USA -f M -y 2012,202401 --hs 2805
misuse 'months instead of years' fetch -r USA -f M -y 202401 --freq A --hs 2805
misuse 'faster than a request a second' fetch-normalise --fetch --pace 10 $some
misuse 'an invalid pace' fetch-normalise --base-url "$url" --fetch --pace -1 $some
misuse 'an invalid timeout' fetch --timeout 0 $some
misuse '--availability and --download' fetch --availability --download $some
misuse '--offline without a selection' fetch --offline
for option in '--base-url http://127.0.0.1:1' '--offline' '--dry-run' "--cache $tmp/x" "--datasets $tmp/wanted" '--download' '--key-file x'; do
	misuse "$option without --fetch" fetch-normalise $option "$data/usa-2024.csv"
done

# progress is for terminals only
fresh fetch $some -q >"$tmp/out" 2>"$tmp/err"
is 'no progress output into a file' '' "$(cat "$tmp/err")"
if command -v script >/dev/null; then
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	script -qec "fetch-normalise --base-url '$url' --pace 120 --cache '$cache' --fetch $some >'$tmp/rows'" "$tmp/typescript" >/dev/null 2>&1
	same 'a run on a terminal' "$tmp/expected" "$tmp/rows"
	like '... shows its requests and rows' '[0-9]+ of 6 requests, [0-9]+ rows' "$(tr '\r' '\n' <"$tmp/typescript")"
	is '... and not the key' 0 "$(grep -c "$standin_key" "$tmp/typescript")"
else
	skip 'script is not installed'
fi

# the rate limit
cache=$(mktemp -d "$tmp/cache.XXXXXX")
standin_forget
fetch-normalise --base-url "$url" --pace 150 --cache "$cache" --fetch $some >"$tmp/out" 2>"$tmp/err"
is 'requests start at least --pace apart' true "$(sed 's/.*"time": \([0-9.]*\),.*/\1/' "$standin/log" |
    awk 'NR > 1 && $1 - last < 0.03 { close_ = 1 } NR == 1 { first = $1 } { last = $1 }
	END { print((NR > 2 && !close_ && last - first >= (NR - 1) * 0.15 - 0.1) ? "true" : "from " first " to " last " in " NR) }')"
}
done_testing
