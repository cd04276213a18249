#!/bin/sh
# fetch-normalise --fetch asks UN Comtrade (here: a stand-in on loopback) for exactly what was
# selected, in requests that the service answers whole, and its rows are those of files.
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
same '... has the rows that a file of the same records has' "$tmp/expected" "$tmp/out"
is '... asks once for the datasets' 1 "$(standin_count '^/public/v1/getDA/C/A/HS\?period=2012,2013,2014$')"
is '... and only for totals, without descriptions' "$(standin_count '/preview/')" \
    "$(standin_count '&partner2Code=0&customsCode=C00&motCode=0&includeDesc=false$')"
is '... for all partners' 0 "$(standin_count 'partnerCode=')"
is '... of one period in a request' 0 "$(standin_count '/preview/.*[?&]period=[0-9]*,')"
is '... under the names that the service knows' '' \
    "$(standin_targets | sed 's/^[^?]*?//' | tr '&' '\n' | grep -Ev '^(reporterCode|period|flowCode|cmdCode|partner2Code|customsCode|motCode|includeDesc)=')"
is '... without any key' 0 "$(grep -ic subscription "$standin/log")"
standin_targets >"$tmp/asked"
standin_forget
fetch-normalise --base-url "$url" --pace 0 --cache "$tmp/none" --fetch --dry-run $some >"$tmp/out" 2>"$tmp/err"
is '--dry-run makes no request' 0 "$(standin_count)"
sed "s|^$url||" "$tmp/out" >"$tmp/planned"
same '... and prints those that would be made' "$tmp/asked" "$tmp/planned"
ok '... and leaves no cache' test ! -e "$tmp/none"

# with a key
status 'a fetch with a key' 0 fresh keyed fetch $some
same '... has the same rows' "$tmp/expected" "$tmp/out"
is '... in one request' '1 1' "$(standin_count /getDA/) $(standin_count '^/data/v1/get/C/A/HS\?')"
is '... that says the key in its header' 1 \
    "$(grep '/data/' "$standin/log" | grep -ic "\"Ocp-Apim-Subscription-Key\": \"$standin_key\"")"

is '... and asks for totals alone, too' 1 "$(standin_count '/data/.*&partner2Code=0&customsCode=C00&motCode=0&includeDesc=false$')"

# what is asked for
status 'a long row of years' 0 fresh keyed fetch -r USA -f M,X -y 2010-2024 --hs 2805
same '... comes in order' "$tmp/out" "$tmp/out"
expected 'reporterCode=842&period=2010,2011,2012,2013,2014,2015,2016,2017,2018,2019,2020,2021,2022,2023,2024&flowCode=M,X&cmdCode=2805' -f M,X >"$tmp/expected-long"
same '... whole' "$tmp/expected-long" "$tmp/out"
is '... in requests of 12 periods at most' '2 2' "$(standin_count /getDA/) $(standin_count /data/)"
fresh fetch -r USA -f M,X -y 2010-2024 --hs 2805 >"$tmp/out" 2>"$tmp/err"
same '... and the same without a key' "$tmp/expected-long" "$tmp/out"
status 'months' 0 fresh fetch -r USA -f X -y 202401-202403 --freq M --hs 2846
expected 'reporterCode=842&period=202401,202402,202403&flowCode=X&cmdCode=2846' >"$tmp/months"
same '... have their own address' "$tmp/months" "$tmp/out"
is '... and no other' "$(standin_count)" "$(standin_count /C/M/HS)"
for level in 2:AG2 4:AG4 6:AG6 total:TOTAL; do
	status "--level ${level%:*}" 0 fresh fetch -r DEU -f M -y 2020 --level "${level%:*}"
	expected "reporterCode=276&period=2020&flowCode=M&cmdCode=${level#*:}" --level "${level%:*}" >"$tmp/level"
	same '... has its rows' "$tmp/level" "$tmp/out"
	is "... is asked for as ${level#*:}" 1 "$(standin_count "cmdCode=${level#*:}&")"
done
fresh fetch -r USA -p CHN,S19,_X -f M -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'reporterCode=842&period=2012&flowCode=M&cmdCode=2805' -p CHN,S19,_X >"$tmp/partners"
same '-p is asked for' "$tmp/partners" "$tmp/out"
like '... by number' '&partnerCode=[0-9,]*156' "$(standin_targets)"
fresh fetch -r USA --world only -f M -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'reporterCode=842&period=2012&flowCode=M&cmdCode=2805' --world only >"$tmp/world"
same '--world only' "$tmp/world" "$tmp/out"
fresh fetch -r EUR -f M -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'reporterCode=97&period=2012&flowCode=M&cmdCode=2805' -r EUR >"$tmp/group"
same 'a group that is named' "$tmp/group" "$tmp/out"
fresh fetch -r EU27 -f M -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'reporterCode=251,276,528&period=2012&flowCode=M&cmdCode=2805' >"$tmp/bloc"
same 'a bloc stands for its members' "$tmp/bloc" "$tmp/out"
fresh fetch -f M -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'period=2012&flowCode=M&cmdCode=2805' >"$tmp/all"
same 'without -r: all reporters, and no groups' "$tmp/all" "$tmp/out"
fresh fetch -r USA -f RX,DX -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'reporterCode=842&period=2012&flowCode=RX,DX&cmdCode=2805' -f RX,DX >"$tmp/flows"
same 'flows inside of others, when named' "$tmp/flows" "$tmp/out"
fresh fetch -r USA -y 2012 --hs 2805 >"$tmp/out" 2>"$tmp/err"
expected 'reporterCode=842&period=2012&cmdCode=2805' >"$tmp/flows"
same 'without -f: imports and exports' "$tmp/flows" "$tmp/out"
fresh fetch $some --report "$tmp/report" >"$tmp/out" 2>"$tmp/err"
is 'the account of the rows has the World rows that were dropped' "$(standin_dump "$ask" | grep -o '"partnerCode":0,' | wc -l | tr -d ' ')" \
    "$(awk -F, '$2 ~ /^G2/ { n += $3 } END { print n + 0 }' "$tmp/report")"

cache=$(mktemp -d "$tmp/cache.XXXXXX")
fetch-normalise --base-url "$url/" --pace 0 --cache "$cache" --fetch $some >"$tmp/out" 2>"$tmp/err"
same 'a base URL with a slash at its end is the same' "$tmp/expected" "$tmp/out"

# a URL is not longer than the service takes
codes=$(awk 'BEGIN { for (i = 0; i < 900; i++) printf "%s%d", i ? "," : "", 390110 + i }')
standin_state '{"more_codes":900,"partners":3}'
fresh keyed fetch -r USA -f M -y 2012 --hs "$codes" >"$tmp/out" 2>"$tmp/err"
expected "reporterCode=842&period=2012&flowCode=M&cmdCode=$codes" >"$tmp/codes"
sort "$tmp/codes" >"$tmp/codes.sorted"
sort "$tmp/out" >"$tmp/out.sorted"
same 'hundreds of codes' "$tmp/codes.sorted" "$tmp/out.sorted"
is '... in URLs of at most 4096 bytes' '' "$(standin_targets | awk -v n=${#url} 'length($0) + n > 4096')"
fresh keyed fetch -r USA -f M -y 2012 --hs "390100-391009" >"$tmp/out" 2>"$tmp/err"
is 'a range of codes is fetched or misuse, never a part' 'true' \
    "$({ [ "$(wc -l <"$tmp/codes")" -eq "$(wc -l <"$tmp/out")" ] || ! grep -q '^2' "$tmp/out"; } && echo true)"
standin_state '{}'

# what is not there
standin_state '{"releases":{"392/2013":0}}'
status 'a year that a reporter has not released' 0 fresh fetch $some
expected "$ask" >"$tmp/less"
same '... is not in the rows' "$tmp/less" "$tmp/out"
like '... and is named' 'JPN.*2013|2013.*JPN' "$err"
standin_state '{"releases":{"392/2012":0,"392/2013":0,"392/2014":0}}'
fresh fetch $some >"$tmp/out" 2>"$tmp/err"
like 'a reporter without any' 'JPN' "$(cat "$tmp/err")"
standin_state '{"releases":{"392/2012":0}}'
status 'nothing at all' 1 fresh fetch -r JPN -f M -y 2012 --hs 2805
no_rows '... and no rows'
standin_state '{}'
status 'a code that nobody trades' 1 fresh fetch -r JPN -f M -y 2012 --hs 999999
like '... is an error that shows the request' 'cmdCode=999999|no rows|count' "$err"
status '... unless it is allowed' 0 fresh fetch -r JPN -f M -y 2012 --hs 999999 --allow-empty
is '... and is a header' 1 "$(wc -l <"$tmp/out" | tr -d ' ')"

status 'a code that nobody trades beside one that is' 0 fresh fetch -r JPN -f M -y 2012 --hs 2805,999999,9998
like '... is named' 'no row matched: 9998, 999999|no row matched: 999999, 9998' "$err"
fetch -q -r JPN -f M -y 2012 --hs 2805,999999,9998 >"$tmp/out" 2>"$tmp/err"
like '... from the cache, too' 'no row matched: .*9998' "$(cat "$tmp/err")"

# availability
availability() {
	fetch-normalise --base-url "$url" --pace 0 --cache "$cache" --availability "$@"
}
status '--availability' 0 fresh availability -y 2010-2024
is '... asks once for 12 periods' 2 "$(standin_count)"
is '... and has its columns' \
    code,checksum,reporter,reporter_code,period,edition,records,first_released,last_released "$(head -n 1 "$tmp/out")"
is '... a line for each dataset, groups aside' 181 "$(wc -l <"$tmp/out" | tr -d ' ')"
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
is 'comm tells what was released anew' 20842201301052000 \
    "$(comm -13 "$tmp/before.checksums" "$tmp/after.checksums" | cut -d , -f 1)"
is 'join tells what was withdrawn' 20392201401052000 \
    "$(join -t , -v 1 "$tmp/before.sorted" "$tmp/after.sorted" | cut -d , -f 1)"
standin_state '{}'
fresh availability -r USA,JPN -y 2012 >"$tmp/out" 2>"$tmp/err"
is '... of some reporters' 'JPN USA' "$(sed 1d "$tmp/out" | cut -d , -f 3 | paste -s -d ' ' -)"
fresh availability -y 202401-202403 --freq M -r USA >"$tmp/out" 2>"$tmp/err"
is '... of months' '202401 202402 202403' "$(sed 1d "$tmp/out" | cut -d , -f 5 | paste -s -d ' ' -)"
standin_faults '[{"match":"getDA","kind":"edit","from":"\"datasetCode\":([0-9]+)","to":"\"datasetCode\":\"20842201201052000\"","times":0}]'
fresh availability -r USA -y 2012 >"$tmp/out" 2>"$tmp/err"
is 'a code that comes as text is the same' "$(grep ^20842201201052000 "$tmp/before")" "$(sed -n 2p "$tmp/out")"
standin_faults '[]'

# a table of datasets is asked for as it stands
grep -E '^code|,(USA|JPN),[0-9]*,201[2-4],' "$tmp/before" >"$tmp/wanted"
status '--datasets' 0 fresh fetch -f M --hs 2805,2846,850511 --datasets "$tmp/wanted"
same '... has the rows' "$tmp/expected" "$tmp/out"
is '... without asking what there is' 0 "$(standin_count getDA)"
sed -n '1p;3p;5p' "$tmp/wanted" >"$tmp/fewer"
status '... of any of its lines' 0 fresh fetch -f M --hs 2805,2846,850511 --datasets - <"$tmp/fewer"
sed 1d "$tmp/fewer" | cut -d , -f 3,5 | sort >"$tmp/pairs"
sed 1d "$tmp/out" | awk -F, '{ print $3 "," $1 }' | sort -u >"$tmp/have"
same '... is those and no others' "$tmp/pairs" "$tmp/have"
head -n 1 "$tmp/wanted" >"$tmp/nothing"
status '... of none of them, for the cache' 0 fresh fetch --download -f M --hs 2805 --datasets "$tmp/nothing"
is '... asks for nothing' '0 1' "$(standin_count) $(wc -l <"$tmp/out" | tr -d ' ')"
status '... for rows: there are none' 1 fresh fetch -f M --hs 2805 --datasets "$tmp/nothing"
is '... and nothing is asked, either' 0 "$(standin_count)"
for bad in 's/,USA,842,2012,/,USA,842,2x12,/' 's/^20392/..\/..\/392/' 's/,checksum,/,sum,/' 's/,842,2012,/,8 42,2012,/' 's/^\(20392[0-9]*\),-*[0-9]*/\1,..\/x/'; do
	sed "$bad" "$tmp/wanted" >"$tmp/bad.csv"
	status "a table that is none: $bad" 1 fresh fetch -f M --hs 2805 --datasets "$tmp/bad.csv"
	is '... is not asked for' 0 "$(standin_count)"
done

for bad in '!filter-hs failed' 'code,checksum,reporter_code,period\n!filter-hs failed' '' '\357\273\277' '\n'; do
	# shellcheck disable=SC2059 # the format is what is tried
	printf "$bad" >"$tmp/bad.csv"
	status "a table that is none: '$bad'" 1 fresh fetch -f M --hs 2805 --datasets - <"$tmp/bad.csv"
	no_rows '... and no rows'
done

# download
status '--download' 0 fresh fetch --download $some
is '... tells what there is in the cache' \
    code,checksum,reporter,reporter_code,period,edition,records,first_released,last_released,rows,world_gap_usd,file "$(head -n 1 "$tmp/out")"
cut -d , -f 1-9 "$tmp/out" >"$tmp/told"
same '... a line for each dataset' "$tmp/wanted" "$tmp/told"
sed 1d "$tmp/out" | while IFS=, read -r code checksum rest; do
	file=${rest##*,}
	case $file in
	*/$code.$checksum.json.gz) [ -f "$file" ] && gzip -t "$file" && echo "$rest" ;;
	esac
done >"$tmp/good"
is '... whose files are there under code and checksum' 6 "$(wc -l <"$tmp/good" | tr -d ' ')"
sed 1d "$tmp/out" | sed 's/.*,//' | xargs fetch-normalise -q $some >"$tmp/from-files" 2>"$tmp/err"
same '... and are what other tools and we read' "$tmp/expected" "$tmp/from-files"
is '... of so many rows' "$(standin_dump "$ask" | grep -o '"typeCode"' | wc -l | tr -d ' ')" \
    "$(awk -F, 'NR > 1 { n += $10 } END { print n }' "$tmp/out")"
is '... and no gap to World' '' "$(cut -d , -f 11 "$tmp/out" | sed 1d | tr -d '\n')"

# rows come in no order that was promised, and stand in one
for order in 1 2; do
	standin_state '{"order":'$order'}'
	status "rows in order number $order" 0 fresh fetch $some
	same '... are the same bytes' "$tmp/expected" "$tmp/out"
done
standin_state '{"silent":["392/2013"]}'
keyed fresh fetch $some >"$tmp/out" 2>"$tmp/err"
expected "$ask" $some >"$tmp/silent"
same 'a dataset without a row of the codes, among others' "$tmp/silent" "$tmp/out"
like '... is named' 'without a row.*: JPN 2013$' "$(cat "$tmp/err")"
fresh fetch $some >"$tmp/out" 2>"$tmp/err"
is '... alone it is an error' 1 $?
fresh fetch --allow-empty $some >"$tmp/out" 2>"$tmp/err"
same '... unless that is allowed' "$tmp/silent" "$tmp/out"
like '... and it is named' 'without a row.*: JPN 2013$' "$(cat "$tmp/err")"
standin_state '{}'
if [ "${SANITIZED-}" != 1 ]; then
	(
		# shellcheck disable=SC3045 # where there is no such limit, nothing is shown
		ulimit -n 40 && keyed fresh fetch -f M -y 2010-2021 --hs 2805
	) >"$tmp/out" 2>"$tmp/err"
	expected 'period=2010,2011,2012,2013,2014,2015,2016,2017,2018,2019,2020,2021&flowCode=M&cmdCode=2805' >"$tmp/many"
	same 'many datasets with few descriptors' "$tmp/many" "$tmp/out"
fi

# an answer that may have been cut off is asked for in parts
# whole WHAT QUERY COMMAND...: the rows are all there; in parts, they have an order of their own
whole() {
	what=$1 query=$2
	shift 2
	status "$what" 0 "$@"
	expected "$query" -f M,X --level any | sort >"$tmp/all"
	sort "$tmp/out" >"$tmp/sorted"
	same '... is whole' "$tmp/all" "$tmp/sorted"
}
standin_state '{"partners":64}'
whole 'more rows than an answer holds, by reporter' 'reporterCode=842,392,410,156&period=2012&flowCode=M,X&cmdCode=2805,2846' \
    fresh fetch -r USA,JPN,KOR,CHN -f M,X -y 2012 --hs 2805,2846
whole '... by code' 'reporterCode=842&period=2012&flowCode=M,X&cmdCode=2805,2846,8505,0303,2603' \
    fresh fetch -r USA -f M,X -y 2012 --hs 2805,2846,8505,0303,2603
like '... which is seen in what is asked' 'cmdCode=[0-9]*(,[0-9]*)?&' "$(standin_targets)"
fresh fetch -r USA,JPN,KOR,CHN -f M,X -y 2012-2013 --hs 2805,2846 >"$tmp/parts" 2>"$tmp/err"
keyed fresh fetch -r USA,JPN,KOR,CHN -f M,X -y 2012-2013 --hs 2805,2846 >"$tmp/at-once" 2>"$tmp/err"
same '... the same bytes as with a key' "$tmp/at-once" "$tmp/parts"
standin_state '{"more_partners":400}'
whole '... by flow' 'reporterCode=842&period=2012&flowCode=M,X&cmdCode=2805' \
    fresh fetch -r USA -f M,X -y 2012 --hs 2805
standin_state '{"more_partners":700}'
status 'what cannot be split' 1 fresh fetch -r USA -f M -y 2012 --hs 2805
like '... is an error with the request' 'cmdCode=2805' "$err"
like '... and the number' '500' "$err"
no_rows '... and no rows'
status '... nor can a wildcard' 1 fresh fetch -r USA -f M -y 2012 --level 4
# with a key, a hundred thousand rows, or for some keys two and a half; it takes the stand-in 15 seconds to make so many
if [ "${LONG-0}" = 1 ]; then
	many='-r USA,JPN,KOR,CHN -f M,X -y 2010-2021 --hs 030311,260300,280511,280530,284610,284690,850511,850519'
	standin_state '{"more_partners":150}'
	expected 'reporterCode=842,392,410,156&period=2010,2011,2012,2013,2014,2015,2016,2017,2018,2019,2020,2021&flowCode=M,X&cmdCode=AG6' $many 2>/dev/null >"$tmp/all"
	status 'more than a hundred thousand rows' 0 keyed fresh fetch $many
	same '... are whole' "$tmp/all" "$tmp/out"
	is '... in more than a request' true "$([ "$(standin_count /data/)" -gt 1 ] && echo true)"
	standin_state '{"more_partners":150,"max_rows":{"get":250000}}'
	status '... or at once' 0 keyed fresh fetch $many
	same '... with the same bytes' "$tmp/all" "$tmp/out"
	is '... in one' 1 "$(standin_count /data/)"
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
misuse 'a file beside it' fetch $some "$data/usa-2024.csv"
misuse 'years and months' fetch -r USA -f M -y 2012,202401 --hs 2805
misuse 'months in place of years' fetch -r USA -f M -y 202401 --freq A --hs 2805
misuse 'faster than a request a second' fetch-normalise --fetch --pace 10 $some
misuse 'a pace that is none' fetch-normalise --base-url "$url" --fetch --pace -1 $some
misuse 'a time that is none' fetch --timeout 0 $some
misuse '--availability and --download' fetch --availability --download $some
misuse '--offline and --dry-run of nothing' fetch --offline
for option in '--base-url http://127.0.0.1:1' '--offline' '--dry-run' "--cache $tmp/x" "--datasets $tmp/wanted" '--download' '--key-file x'; do
	misuse "$option without --fetch" fetch-normalise $option "$data/usa-2024.csv"
done

# progress is for a terminal
fresh fetch $some -q >"$tmp/out" 2>"$tmp/err"
is 'no progress in a file' '' "$(cat "$tmp/err")"
if command -v script >/dev/null; then
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	script -qec "fetch-normalise --base-url '$url' --pace 120 --cache '$cache' --fetch $some >'$tmp/rows'" "$tmp/typescript" >/dev/null 2>&1
	same 'a terminal' "$tmp/expected" "$tmp/rows"
	like '... sees requests done and rows' '[0-9]+ of 6 requests, [0-9]+ rows' "$(tr '\r' '\n' <"$tmp/typescript")"
	is '... and not the key' 0 "$(grep -c "$standin_key" "$tmp/typescript")"
else
	skip 'script is not here'
fi

# pacing
cache=$(mktemp -d "$tmp/cache.XXXXXX")
standin_forget
fetch-normalise --base-url "$url" --pace 150 --cache "$cache" --fetch $some >"$tmp/out" 2>"$tmp/err"
is 'requests start a pace apart' true "$(sed 's/.*"time": \([0-9.]*\),.*/\1/' "$standin/log" |
    awk 'NR > 1 && $1 - last < 0.03 { close_ = 1 } NR == 1 { first = $1 } { last = $1 }
	END { print((NR > 2 && !close_ && last - first >= (NR - 1) * 0.15 - 0.1) ? "true" : "from " first " to " last " in " NR) }')"
}
done_testing
