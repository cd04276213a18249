# shellcheck shell=sh
# rows.sh: tests of fetch-normalise on a few rows, which have the values 1, 2, 4..., so the list of values says
# which rows are kept. Sourced after tests/lib.sh.
# shellcheck disable=SC2154 # lib.sh sets bin and tmp
PATH=$bin:$PATH
# shellcheck disable=SC2154
cd "$tmp" || exit 1

# trade ROW...: a table of rows "PERIOD,FLOW,REPORTER,PARTNER,EDITION,HS,VALUE"
trade() {
	echo period,flow,reporter,partner,edition,hs,value_usd
	printf '%s\n' "$@"
}

# kept DESCRIPTION VALUES [OPTION...] <TABLE: these rows are kept
kept() {
	what=$1 values=$2
	shift 2
	fetch-normalise -q "$@" >kept.out 2>kept.err || echo "status $?: $(cat kept.err)" >>kept.out
	is "$what" "$values" "$(sed 1d kept.out | cut -d, -f7- | sed 's/,.*//' | tr '\n' ' ' | sed 's/ $//')"
}

# says DESCRIPTION LINES [OPTION...] <TABLE: stderr is these lines, the program's name aside
says() {
	what=$1 lines=$2
	shift 2
	is "$what" "$lines" "$({ fetch-normalise -q "$@" >/dev/null; } 2>&1 | sed 's/^fetch-normalise: //')"
}

# refuses DESCRIPTION SERIES [OPTION...] <TABLE: an error about that series
refuses() {
	what=$1 series=$2
	shift 2
	like "$what" "^1 fetch-normalise: $series " "$({ fetch-normalise -q "$@" >/dev/null; } 2>refuses.err; echo "$? $(cat refuses.err)")"
}
