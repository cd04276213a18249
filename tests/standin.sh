# shellcheck shell=sh
# standin.sh: a server that stands in for UN Comtrade (standin.py), for tests that include lib.sh.
#
# $url      where it listens
# $standin  its folder: state.json, faults.json and log

# standin_start [CERTIFICATE KEY]: another one each time; $url is the last one's.
standin_pids=
standin_start() {
	# shellcheck disable=SC2154 # lib.sh sets it
	standin=$(mktemp -d "$tmp/standin.XXXXXX") || exit 1
	python3 tests/standin.py "$standin" "$@" >"$standin/said" 2>&1 &
	standin_pids="$standin_pids $!"
	trap 'standin_stop; rm -rf "$tmp"' EXIT
	until [ -e "$standin/port" ]; do
		if ! kill -0 $! 2>/dev/null; then
			echo "Bail out! the stand-in server does not start: $(cat "$standin/said")"
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

# standin_state JSON: what there is from now on (standin/trade.py and service.py say the names).
standin_state() {
	printf '%s\n' "$1" >"$standin/state.new" && mv "$standin/state.new" "$standin/state.json"
}

# standin_faults JSON: what goes wrong from now on (standin/faults.py); '[]' is nothing. One more
# blank each time, so that the counting begins at 1 for the same rules, too.
standin_turn=
standin_faults() {
	standin_turn="$standin_turn "
	printf '%s\n%s\n' "$1" "$standin_turn" >"$standin/faults.new" &&
		mv "$standin/faults.new" "$standin/faults.json"
}

# standin_dump QUERY: the records that a client must have in the end, as one answer.
standin_dump() {
	[ -e "$standin/state.json" ] || standin_state '{}'
	python3 tests/standin/dump.py "$standin/state.json" "$1"
}

# standin_forget: the log begins anew.
standin_forget() {
	rm -f "$standin/log"
}

# standin_idle: waits until all connections of clients that are gone are closed, so that the log has
# their last requests.
standin_idle() {
	sleep 0.02
	until [ "$(cat "$standin/busy")" -eq 0 ]; do
		sleep 0.01
	done
}

# standin_asked TEXT N: have that many requests with the text come?
standin_asked() {
	[ "$(standin_count "$1")" -ge "$2" ]
}

# standin_targets: paths and queries of the requests so far, a line each.
standin_targets() {
	[ ! -e "$standin/log" ] || sed 's/.*"target": "\([^"]*\)".*/\1/' "$standin/log"
}

# standin_count [PATTERN]: how many requests matched.
standin_count() {
	standin_targets | grep -Ec -e "${1-.}"
}

# What every test of --fetch wants: no key and no proxy from outside, a home of its own, and a
# fetch-normalise that asks the stand-in.
unset COMTRADE_API_KEY XDG_CACHE_HOME http_proxy https_proxy HTTP_PROXY HTTPS_PROXY all_proxy ALL_PROXY
HOME=$tmp/home
export HOME
mkdir -p "$HOME"
standin_key=a-key-of-the-tests

# what most of them ask for, as options and as the service is asked
# shellcheck disable=SC2034 # the tests use it
some='-r USA,JPN -f M -y 2012-2014 --hs 2805,2846,850511'
# shellcheck disable=SC2034
ask='reporterCode=842,392&period=2012,2013,2014&flowCode=M&cmdCode=2805,2846,850511'

# fetch OPTION...: from the stand-in, through the cache $cache
# shellcheck disable=SC2154 # the test sets it
fetch() {
	fetch-normalise --base-url "$url" --pace 0 --cache "$cache" --fetch "$@"
}

# keyed COMMAND...: with the key
keyed() {
	(
		COMTRADE_API_KEY=$standin_key
		export COMTRADE_API_KEY
		"$@"
	)
}

# fresh COMMAND...: with an empty cache, and the log begins anew
fresh() {
	cache=$(mktemp -d "$tmp/cache.XXXXXX")
	standin_forget
	"$@"
}

# no_rows DESCRIPTION: a fetch that failed printed nothing, or a header and its mark.
no_rows() {
	is "$1" '' "$(grep -v -e '^period,flow,' -e '^!fetch-normalise failed$' "$tmp/out")"
}

# expected QUERY OPTION...: what a fetch must print: as from a file that holds the records
expected() {
	standin_dump "$1" >"$tmp/dump.json"
	shift
	fetch-normalise -q "$@" "$tmp/dump.json"
}
