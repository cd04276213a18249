# shellcheck shell=sh
# standin.sh: a stand-in server for UN Comtrade (standin.py), for tests that include lib.sh.
#
# $url      its URL
# $standin  its folder: state.json, faults.json and log

# standin_start [CERTIFICATE KEY]: starts another server and sets $url and $standin to its own.
standin_pids=
standin_start() {
	# shellcheck disable=SC2154 # lib.sh sets it
	standin=$(mktemp -d "$tmp/standin.XXXXXX") || exit 1
	python3 tests/standin.py "$standin" "$@" >"$standin/output" 2>&1 &
	standin_pids="$standin_pids $!"
	trap 'standin_stop; rm -rf "$tmp"' EXIT
	until [ -e "$standin/port" ]; do
		if ! kill -0 $! 2>/dev/null; then
			echo "Bail out! the stand-in server does not start: $(cat "$standin/output")"
			exit 1
		fi
		sleep 0.05
	done
	url=http://127.0.0.1:$(cat "$standin/port")
	[ $# -eq 0 ] || url=https://${url#http://}
}

standin_stop() {
	# shellcheck disable=SC2086 # several numbers
	[ -z "$standin_pids" ] || kill $standin_pids 2>/dev/null
	standin_pids=
}

# standin_state JSON: sets the data (its names are in standin/trade.py and service.py).
standin_state() {
	printf '%s\n' "$1" >"$standin/state.new" && mv "$standin/state.new" "$standin/state.json"
}

# standin_faults JSON: sets the faults (standin/faults.py); '[]' means none. Appends one more blank each
# time: any change of the file restarts the counting of requests.
standin_turn=
standin_faults() {
	standin_turn="$standin_turn "
	printf '%s\n%s\n' "$1" "$standin_turn" >"$standin/faults.new" &&
		mv "$standin/faults.new" "$standin/faults.json"
}

# standin_dump QUERY: prints the records that a client must have in the end, as one response.
standin_dump() {
	[ -e "$standin/state.json" ] || standin_state '{}'
	python3 tests/standin/dump.py "$standin/state.json" "$1"
}

# standin_forget: empties the log.
standin_forget() {
	rm -f "$standin/log"
}

# standin_idle: waits until all connections are closed, so that the log has the last requests.
standin_idle() {
	sleep 0.02
	until [ "$(cat "$standin/busy")" -eq 0 ]; do
		sleep 0.01
	done
}

# standin_asked PATTERN N: has the server received at least N matching requests?
standin_asked() {
	[ "$(standin_count "$1")" -ge "$2" ]
}

# standin_targets: prints the paths and queries of all requests, one per line.
standin_targets() {
	[ ! -e "$standin/log" ] || sed 's/.*"target": "\([^"]*\)".*/\1/' "$standin/log"
}

# standin_count [PATTERN]: prints the number of matching requests.
standin_count() {
	standin_targets | grep -Ec -e "${1-.}"
}

# For all tests of --fetch: no key and no proxy from the environment, a private home, and a
# fetch-normalise that uses the stand-in.
unset COMTRADE_API_KEY XDG_CACHE_HOME http_proxy https_proxy HTTP_PROXY HTTPS_PROXY all_proxy ALL_PROXY
HOME=$tmp/home
export HOME
mkdir -p "$HOME"
standin_key=a-key-of-the-tests

# what most of them fetch, as options and as parameters of the service
# shellcheck disable=SC2034 # the tests use it
some='-r USA,JPN -f M -y 2012-2014 --hs 2805,2846,850511'
# shellcheck disable=SC2034
ask='reporterCode=842,392&period=2012,2013,2014&flowCode=M&cmdCode=2805,2846,850511'

# fetch OPTION...: fetches from the stand-in, with the cache $cache
# shellcheck disable=SC2154 # the test sets it
fetch() {
	fetch-normalise --base-url "$url" --pace 0 --cache "$cache" --fetch "$@"
}

# keyed COMMAND...: runs it with the key
keyed() {
	(
		COMTRADE_API_KEY=$standin_key
		export COMTRADE_API_KEY
		"$@"
	)
}

# fresh COMMAND...: runs it with an empty cache and an empty log
fresh() {
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	standin_forget
	"$@"
}

# no_rows DESCRIPTION: checks that a failed fetch printed nothing, or a header and the failure mark.
no_rows() {
	is "$1" '' "$(grep -v -e '^period,flow,' -e '^!fetch-normalise failed$' "$tmp/out")"
}

# expected QUERY OPTION...: prints what a fetch must print: the same as for a file of the records
expected() {
	standin_dump "$1" >"$tmp/dump.json"
	shift
	fetch-normalise -q "$@" "$tmp/dump.json"
}
