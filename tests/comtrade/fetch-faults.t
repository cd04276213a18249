#!/bin/sh
# fetch-normalise --fetch with faults of the network or the service: temporary ones do not change the
# output, permanent ones are errors that quote the server, and no server can exceed the limits.
. tests/lib.sh
PATH=$bin:$PATH
# shellcheck source=tests/standin.sh
. tests/standin.sh

standin_start
one='-r USA -f M -y 2012 --hs 2805'
# shellcheck disable=SC2086 # options, several words
{
expected "$ask" $some >"$tmp/expected"

# temporary faults
for kind in 429 500 503 cut cut-chunked cut-gzip short empty text html slow reset count not-gzip long chunked until-closed; do
	standin_faults '[{"n":[1,3,4,6],"kind":"'$kind'"}]'
	status "$kind for some requests" 0 fresh fetch $some
	same '... does not change the output' "$tmp/expected" "$tmp/out"
done
standin_faults '[{"n":[1,2,5],"kind":"500","status":502},{"n":[3],"kind":"500","status":504}]'
status 'other server errors' 0 fresh fetch $some
same '... do not change the output' "$tmp/expected" "$tmp/out"
for part in 0 0.3 0.9 0.99; do
	standin_faults '[{"n":[1,3],"kind":"until-closed","part":'$part'}]'
	status "a response without a length, cut off at $part of it" 0 fresh fetch $some
	same '... does not change the output' "$tmp/expected" "$tmp/out"
done
standin_state '{"gzip":false}'
for part in 0.1 0.5 0.999; do
	standin_faults '[{"n":[1,3],"kind":"until-closed","part":'$part'}]'
	status "the same without gzip" 0 fresh fetch $some
	same '... does not change the output' "$tmp/expected" "$tmp/out"
done
standin_state '{}'
standin_faults '[{"kind":"edit","from":"^","to":"\ufeff"}]'
status 'a byte-order mark before the responses' 0 fresh fetch $some
same '... does not change the output' "$tmp/expected" "$tmp/out"
standin_faults '[{"n":2,"kind":"count","count":1}]'
status 'a count that is too low' 0 fresh fetch $some
same '... does not change the output' "$tmp/expected" "$tmp/out"
for kind in silent stalled; do
	standin_faults '[{"n":2,"kind":"'$kind'"}]'
	status "a $kind server" 0 fresh fetch --timeout 1 $some
	same '... does not change the output' "$tmp/expected" "$tmp/out"
done
for seed in 1 2 3 4 5 6 7 8; do
	standin_faults '[{"kind":"random","seed":'$seed',"rate":0.6}]'
	fresh fetch $some >"$tmp/out" 2>"$tmp/err"
	same "any mixture of faults, seed $seed" "$tmp/expected" "$tmp/out"
	standin_faults '[{"kind":"random","seed":'$seed'7,"rate":0.6}]'
	fresh keyed fetch $some >"$tmp/out" 2>"$tmp/err"
	same '... also with a key' "$tmp/expected" "$tmp/out"
done

# waiting before a retry
waited() {
	sed 's/.*"time": \([0-9.]*\),.*/\1/' "$standin/log" |
		awk -v most="$1" 'NR == 1 { first = $1 } NR == 2 { print ($1 - first >= most ? "long enough" : $1 - first) }'
}
standin_faults '[{"n":1,"kind":"429","retry_after":"1"}]'
status 'Retry-After in seconds' 0 fresh fetch $one
is '... is obeyed' 'long enough' "$(waited 0.8)"
standin_faults '[{"n":1,"kind":"429","retry_after":1}]'
status 'Retry-After as a date' 0 fresh fetch $one
is '... is obeyed' 'long enough' "$(waited 0.8)"
standin_faults '[{"n":1,"kind":"503","retry_after":"1"}]'
status 'Retry-After with status 503' 0 fresh fetch $one
is '... is obeyed' 'long enough' "$(waited 0.8)"
for absurd in 301 86400 999999999999 'Fri, 31 Dec 2399 23:59:59 GMT' ' 600 ' 'Tuesday, 31-Dec-69 23:59:59 GMT' 'Thu Dec 31 23:59:59 2099'; do
	standin_faults '[{"n":1,"kind":"429","retry_after":"'"$absurd"'"}]'
	fresh timeout 60 fetch-normalise --base-url "$url" --pace 0 --cache "$cache" --fetch $one >"$tmp/out" 2>"$tmp/err"
	is "a Retry-After of more than 300 seconds ($absurd) ends the run" 1 $?
	is '... without a retry' 1 "$(standin_count)"
done
standin_faults '[{"n":1,"kind":"html","retry_after":"86400"},{"n":1,"kind":"cut","retry_after":"86400"}]'
fresh timeout 60 fetch-normalise --base-url "$url" --pace 0 --cache "$cache" --fetch $one >"$tmp/out" 2>"$tmp/err"
is 'a long Retry-After of a broken response is ignored' true "$([ $? -ne 124 ] && echo true)"
for nothing in '' -5 soon '600 seconds' 600s 1e3 600.5 2026-11-28 0x400 '600, 600' 'Friday' 'in 600 seconds' 99999999999999999999 'Fri, 31 Dec 1999 23:59:59 GMT'; do
	standin_faults '[{"n":1,"kind":"429","retry_after":"'"$nothing"'"}]'
	status "an invalid Retry-After ('$nothing')" 0 fresh fetch $one
	is '... is ignored' 3 "$(standin_count)"
done
standin_faults '[{"n":[1,2,3,4],"kind":"500"}]'
cache=$(mktemp -d "$tmp/cache.XXXXXX")
standin_forget
fetch-normalise --base-url "$url" --pace 40 --cache "$cache" --fetch $one >"$tmp/out" 2>"$tmp/err"
is 'the wait grows with each failure' true "$(sed 's/.*"time": \([0-9.]*\),.*/\1/' "$standin/log" |
    awk 'NR > 1 { gap[NR] = $1 - last } { last = $1 }
	END { print((gap[5] >= 0.2 && gap[2] + gap[3] + gap[4] + gap[5] >= 0.5) ? "true" : gap[2] " " gap[3] " " gap[4] " " gap[5]) }')"

# permanent faults
# fails WHAT FAULTS MESSAGE REQUESTS
fails() {
	standin_faults "$2"
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	standin_forget
	status "$1" 1 fetch $one
	like '... with its message' "$3" "$err"
	no_rows '... no rows'
	[ -z "$4" ] || is "... $4 requests" "$4" "$(standin_count)"
}
for endpoint in getDA preview; do
	before=0
	[ $endpoint = getDA ] || before=1
	for kind in cut cut-gzip text reset count; do
		fails "$endpoint: $kind for every request" '[{"match":"'$endpoint'","kind":"'$kind'"}]' "/$endpoint/" ''
		# on a connection that broke, a request may be lost, or sent twice by libcurl
		tries=$(($(standin_count) - before))
		is '... tried six times' true "$([ $tries -ge 3 ] && [ $tries -le 8 ] && echo true || echo $tries)"
	done
	for kind in 429 500 503 empty html; do
		fails "$endpoint: $kind" '[{"match":"'$endpoint'","kind":"'$kind'"}]' "/$endpoint/" $((before + 6))
	done
	fails "$endpoint: 400" '[{"match":"'$endpoint'","kind":"400"}]' 'partnerCode is invalid' $((before + 1))
	fails "$endpoint: 401" '[{"match":"'$endpoint'","kind":"401"}]' 'invalid subscription key' $((before + 1))
	fails "$endpoint: 403" '[{"match":"'$endpoint'","kind":"403"}]' '03:14:17' $((before + 1))
	fails "$endpoint: 404" '[{"match":"'$endpoint'","kind":"404"}]' 'Resource not found' $((before + 1))
	fails "$endpoint: a rate limit with status 200" '[{"match":"'$endpoint'","kind":"error-200"}]' 'Rate limit is exceeded' $((before + 6))
	standin_faults '[{"match":"'$endpoint'","kind":"error-200","n":1}]'
	status '... that passes' 0 fresh fetch $one
	fails "$endpoint: a quota with status 200" \
		'[{"match":"'$endpoint'","kind":"plain","body":"{\"statusCode\":403,\"message\":\"Out of call volume quota.\"}"}]' \
		'Out of call volume' $((before + 1))
done
fails 'a quota of days' '[{"kind":"403","body":"{\"statusCode\":403,\"message\":\"Out of call volume quota. Quota will be replenished in 1.03:14:17.\"}"}]' '1.03:14:17' 1
fails 'an error in plain text' '[{"kind":"500","body":"the cellar is flooded"}]' 'the cellar is flooded' 6
fails 'the title of an HTML page' '[{"kind":"html"}]' 'Be right back' 6
fails 'an error without a body' '[{"kind":"500","body":""}]' 500 6
fails 'no rows' '[{"match":"preview","kind":"zero"}]' 'preview' ''
for status in 204 206 304 418; do
	fails "status $status" '[{"match":"preview","kind":"plain","status":'$status'}]' '.' ''
done
fails 'a message with control characters' '[{"kind":"401","body":"{\"statusCode\":401,\"message\":\"no \\u001b[2J\\u0007 \\r entry\"}"}]' 'entry' 1
is '... which are not printed' 0 "$(printf '%s' "$err" | tr -d '\n' | tr -dc '\001-\010\013-\037\177' | wc -c | tr -d ' ')"
fails 'a message of two lines' '[{"kind":"401","body":"{\"statusCode\":401,\"message\":\"no\\nfetch-normalise: all is well\"}"}]' . 1
is '... is printed as one' 0 "$(printf '%s\n' "$err" | grep -c '^fetch-normalise: all is well')"

# responses of another shape
for endpoint in getDA preview; do
	for body in null true 7 '""' '[]' '[[]]' '{}' '{"data":null}' '{"data":[]}' '{"count":1,"data":{}}' '{"count":0}' \
	    '{"count":1,"data":[{}]}' '{"count":1,"data":[7]}' '{"count":1,"data":[null]}' '{"count":-1,"data":[],"error":"no such thing"}' \
	    '{"count":2,"data":[[{}],[{}]]}' '{"count":"many","data":[]}' '{"count":1e9,"data":[]}' '{"data":[' '{"count":0,"data":[]}}' '{"count":0,"data":[]} {"count":0,"data":[]}'; do
		escaped=$(printf '%s' "$body" | sed 's/"/\\"/g')
		standin_faults '[{"match":"'$endpoint'","kind":"plain","body":"'"$escaped"'"}]'
		fresh fetch $one >"$tmp/out" 2>"$tmp/err"
		is "$endpoint: an invalid response: $body" 1 $?
		no_rows '... no rows'
	done
done

# edited WHAT ENDPOINT FROM TO: an edited response is an error, and none of its rows are used
edited() {
	standin_faults '[{"match":"'"$2"'","kind":"edit","from":"'"$(printf '%s' "$3" | sed 's/\\/\\\\/g; s/"/\\"/g')"'","to":"'"$(printf '%s' "$4" | sed 's/\\/\\\\/g; s/"/\\"/g')"'"}]'
	status "$1" 1 fresh fetch -p CHN,W00 $one
	no_rows '... and no rows'
	outside=$(find "$tmp" -newer "$standin/faults.json" \( -name '*escaped*' -o -name x -o -name 'x.*' \))
	is '... and no files outside the cache' '' "$outside"
}
edited 'rows of a reporter that was not requested' /preview/ '"reporterCode":842' '"reporterCode":392'
edited 'rows of another period' /preview/ '"period":"2012"' '"period":"2013"'
edited 'rows of another flow' /preview/ '"flowCode":"M"' '"flowCode":"X"'
edited 'rows of another code' /preview/ '"cmdCode":"2805"' '"cmdCode":"8542"'
edited 'rows of another partner' /preview/ '"partnerCode":156' '"partnerCode":410'
edited 'rows by months' /preview/ '"period":"2012"' '"period":"201201"'
edited 'a period that is a path' /preview/ '"period":"2012"' '"period":"../../escaped"'
edited 'a value that is not a number' /preview/ '"primaryValue":[0-9.]*' '"primaryValue":"many"'
edited 'a value that is too large' /preview/ '"primaryValue":[0-9.]*' '"primaryValue":1e400'
edited 'a key twice' /preview/ '"cmdCode":"2805"' '"cmdCode":"2805","cmdCode":"8542"'
edited 'a dataset code that is a path' getDA '"datasetCode":20842201201052000' '"datasetCode":"../../../escaped"'
edited 'a dataset code that is a deep path' getDA '"datasetCode":20842201201052000' '"datasetCode":"20842201201052000/../../../escaped"'
edited 'an empty dataset code' getDA '"datasetCode":20842201201052000' '"datasetCode":""'
edited 'a dataset code in scientific notation' getDA '"datasetCode":20842201201052000' '"datasetCode":2.0842201201052e16'
edited 'a checksum that is a path' getDA '("reporterCode":842.*?"datasetChecksum":)-?[0-9]+' '"reporterCode":842,"datasetChecksum":"../../escaped"'
edited 'a checksum that is a list' getDA '("reporterCode":842.*?"datasetChecksum":)-?[0-9]+' '"reporterCode":842,"datasetChecksum":[1,2]'
edited 'a dataset with a path for its period' getDA '"period":2012' '"period":"../../escaped"'
edited 'a dataset without a period' getDA '"period":2012' '"period":null'
edited 'a dataset with a line break in its period' getDA '"period":2012' '"period":"2012\n2013"'
standin_faults '[{"match":"getDA","kind":"edit","from":"\"datasetCode\":20392201201052000(.*?)\"reporterCode\":392","to":"\"datasetCode\":20842201201052001,\"period\":2012,\"reporterCode\":842"}]'
status 'two datasets of one reporter and year' 1 fresh fetch $one
like '... are an error that names both' '20842201201052000 and 20842201201052001' "$err"
head='code,checksum,reporter_code,period'
printf '%s\n' $head 5,7,842,2012 >"$tmp/first.csv"
printf '%s\n' $head 6,7,842,2012 >"$tmp/second.csv"
cat "$tmp/first.csv" "$tmp/second.csv" >"$tmp/both.csv"
printf '%s\n' $head 5,7,842,2012 5,7,842,2013 >"$tmp/one-file.csv"
standin_faults '[]'
status '... one of them' 0 fresh fetch $one --datasets "$tmp/first.csv"
status '... the other' 0 fetch $one --datasets "$tmp/second.csv"
status '... and both, which are in the cache now' 1 fetch $one --duplicates sum --datasets "$tmp/both.csv"
no_rows '... no rows'
standin_state '{"silent":["842/2013"]}'
status 'two datasets that would share a cache file' 1 fresh fetch -r USA -f M -y 2012-2013 --hs 2805 --datasets "$tmp/one-file.csv"
like '... are an error that names both' 'USA 2012 and USA 2013' "$err"
no_rows '... and no rows'
standin_state '{}'
standin_faults '[{"match":"/preview/","kind":"edit","from":"\"partner2Code\":0","to":"\"partner2Code\":490","times":0}]'
fresh fetch $one >"$tmp/out" 2>"$tmp/err"
is 'rows of a breakdown are never summed' 1 $?

# responses that the service never sends, or that could not be read from the cache
standin_faults '[{"match":"/preview/","kind":"plain","body":"period,reporterCode,flowCode,cmdCode,partnerCode,primaryValue\n2012,842,M,2805,156,5\n"}]'
status 'rows as CSV' 1 fresh fetch $one
like '... are not JSON' 'not JSON: period,reporterCode' "$err"
is '... and not cached' '' "$(find "$cache" -name '[0-9]*.json.gz')"
standin_faults '[{"match":"getDA","kind":"plain","body":"datasetCode,datasetChecksum,reporterCode,period\n1,2,842,2012\n"}]'
status 'a list as CSV, which could be incomplete' 1 fresh fetch $one
like '... is not JSON' 'not JSON: datasetCode' "$err"
standin_faults '[{"match":"/data/","kind":"edit","from":"\"cmdCode\"","to":"\"x\":['"$(awk 'BEGIN { while (i++ < 500000) printf "[1234567],"; print 1 }')"'],\"cmdCode\""}]'
status 'a record with megabytes of nested values' 1 fresh keyed fetch $one
like '... is too long' 'a record of more than 4 MiB' "$err"
standin_faults '[{"match":"/preview/","n":1,"kind":"edit","from":"$","to":"{\"count\":0,\"data\":[]}"}]'
status 'two responses in one body, the first time' 0 fresh fetch $one
is '... are requested again' 2 "$(standin_count /preview/)"

# responses that could be cached, but not be read again
standin_faults '[{"match":"/preview/","kind":"edit","from":"\"partnerCode\":156","to":"\"partnerCode\":156.0"}]'
status 'a partner that is not a code' 1 fresh fetch $one
like '... was not requested' 'not requested: partnerCode 156.0' "$err"
standin_faults '[{"match":"getDA","kind":"edit","from":"\"period\":\"?2012\"?","to":"\"period\":\"1999\""}]'
status 'a list of other periods' 1 fresh fetch $one
like '... was not requested' 'a period that was not requested: 1999' "$err"
standin_faults '[]'
status 'a fetched file' 0 fresh fetch $one
for file in "$cache"/*/[0-9]*.json.gz; do
	zcat "$file" | sed 's/"period":"2012"/"period":"20x2"/' | gzip >"$file.new"
	mv "$file.new" "$file"
done
status '... that was changed' 1 fetch $one
like '... is an error that suggests a remedy' '[0-9].json.gz:.*remove it to fetch it again' "$err"
status '--report with --download, which prints no rows' 2 fetch $one --download --report "$tmp/report"

# World and its partners
standin_faults '[{"match":"/preview/","n":1,"kind":"world"}]'
status 'a World row that differs the first time' 0 fresh fetch $some
same '... does not change the output' "$tmp/expected" "$tmp/out"
is '... and was requested again' 1 "$([ "$(standin_count /preview/)" -gt 6 ] && echo 1)"
standin_faults '[{"match":"/data/","n":1,"kind":"world"}]'
fresh keyed fetch $some >"$tmp/out" 2>"$tmp/err"
same '... also with a key' "$tmp/expected" "$tmp/out"
standin_faults '[{"match":"/preview/","n":1,"kind":"world"}]'
fresh fetch -r USA -f M,X -y 2012 --hs 2805,2846 >"$tmp/out" 2>"$tmp/err"
expected 'reporterCode=842&period=2012&flowCode=M,X&cmdCode=2805,2846' >"$tmp/flows"
same '... also with several flows' "$tmp/flows" "$tmp/out"
standin_faults '[{"match":"/preview/","kind":"world"}]'
status 'a World row that always differs' 1 fresh fetch $one
like '... is an error' 'fall short of World' "$err"
requests=$(standin_count /preview/)
is '... after one more request, not endlessly many' 1 "$([ "$requests" -ge 2 ] && [ "$requests" -le 20 ] && echo 1)"
fetch --download $one >"$tmp/out" 2>"$tmp/err"
gap=$(sed -n 2p "$tmp/out" | cut -d , -f 11)
fetch --world keep $one 2>/dev/null | awk -F, '$4 == "W00" { w += $7 } $4 != "W00" { s += $7 } END { printf "%.3f\n", w - s }' | sed 's/\.*0*$//' >"$tmp/gap"
status '... that --gap accepts' 0 fetch --gap 2 $one
like '... with a warning' 'World differs from the sum of its partners' "$err"
is '... and --download prints the difference' "$(cat "$tmp/gap")" "${gap#-}"
standin_faults '[{"match":"/preview/","kind":"world","ppm":50}]'
status 'a World row that differs by less than 0.01 %' 0 fresh fetch $one
is '... is accepted' 2 "$(standin_count)"
standin_faults '[{"match":"/preview/","kind":"world"}]'
fresh fetch -p CHN $one >"$tmp/out" 2>"$tmp/err"
is 'without World rows there is no comparison' 2 "$(standin_count)"

# servers that would exhaust memory, disk or time
standin_url=$url
hostile() {
	standin_faults '[{"match":"'"$2"'","kind":"'"$1"'"}]'
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	standin_forget
	(
		# shellcheck disable=SC3045 # without such a limit, the timeout still applies
		[ "${SANITIZED-}" = 1 ] || ulimit -v 800000
		timeout 300 fetch-normalise --base-url "$standin_url" --pace 0 --timeout 2 --cache "$cache" --fetch $one
	) >"$tmp/out" 2>"$tmp/err"
	is "$2: $1 is stopped" 1 $?
	no_rows '... without rows'
	like '... with a message' 'fetch-normalise: ' "$(cat "$tmp/err")"
	is '... and leaves no large files' '' "$(find "$cache" -type f -size +100k)"
}
for endpoint in getDA preview; do
	for kind in endless endless-blanks endless-head bomb long; do
		hostile $kind $endpoint
	done
done
python3 -c 'import json, sys; n = 400000
bodies = ["[" * n, "{\"data\":" * n, "{\"count\":1,\"data\":[{\"a\":\"" + "x" * n + "\"}]}", "{\"count\":1,\"data\":[{" + ",".join("\"k%d\":1" % i for i in range(40000)) + "}]}", "9" * n]
for i, body in enumerate(bodies):
    json.dump([{"match": "preview", "kind": "plain", "body": body}], open(sys.argv[1] + "/deep.%d" % i, "w"))' "$tmp"
for i in 0 1 2 3 4; do
	standin_faults "$(cat "$tmp/deep.$i")"
	fresh fetch $one >"$tmp/out" 2>"$tmp/err"
	is "JSON that is deep, long or wide ($i) is an error" 1 $?
	no_rows '... without rows'
	is '... with a short message' true "$([ "$(wc -c <"$tmp/err")" -lt 4000 ] && echo true)"
done

# redirects
standin_start
other=$url other_standin=$standin
standin_start
for status in 301 302 303 307 308; do
	for where in "$other/data/v1/get/C/A/HS" https://example.com/ file:///etc/passwd /public/v1/preview/C/A/HS; do
		standin_faults '[{"match":"/data/","kind":"redirect","status":'$status',"location":"'"$where"'"}]'
		keyed fresh fetch $one >"$tmp/out" 2>"$tmp/err"
		is "a redirect $status to $where is not followed" '1 2' "$? $(standin_count)"
	done
done
is '... and the other server got no request' '' "$(cat "$other_standin/log" 2>/dev/null)"
standin_stop
status 'a server that is down' 1 fetch $one
like '... is reported' 'connect|refused' "$err"
}
done_testing
