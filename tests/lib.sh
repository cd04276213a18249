# shellcheck shell=sh
# lib.sh: shell functions for the tests. A test is a program that prints TAP (Test Anything
# Protocol). It is run from the root of the project:
#
#	. tests/lib.sh
#	is 'one and one' 2 "$((1 + 1))"
#	done_testing
#
# $bin    absolute path of the folder with the programs under test (from $BIN)
# $data   absolute path of testdata
# $real   absolute path of real Comtrade files; empty if there are none
# $tmp    a temporary folder, removed at exit

set -u
# Under nohup a signal is ignored, which no shell can undo: begin again with signals as they are.
if [ -z "${SIGNALS_ARE_DEFAULT-}" ] && { sh -c 'kill -s HUP $$'; } 2>/dev/null && env --default-signal=HUP true 2>/dev/null; then
	SIGNALS_ARE_DEFAULT=1 exec env --default-signal=HUP,INT,QUIT,TERM "$0" "$@"
fi
LC_ALL=C
export LC_ALL
exec </dev/null

bin=${BIN:-bin}
case $bin in
/*) ;;
*) bin=$PWD/$bin ;;
esac
data=$PWD/testdata
real=
if [ -d ../shared/real ]; then
	real=$(cd ../shared/real && pwd)
fi
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
export bin data real tmp

tests=0

# cells NAME,NAME [PATTERN]: these columns, by name, of the rows of a plain CSV that match.
cells() {
	awk -F, -v names="$1" -v pattern="${2-}" '
		NR == 1 { n = split(names, name, ","); for (i = 1; i <= NF; i++) at[$i] = i; next }
		$0 ~ pattern {
			for (i = 1; i <= n; i++)
				printf "%s%s", at[name[i]] ? $at[name[i]] : "no " name[i], i < n ? "," : "\n"
		}'
}

# diag TEXT: prints TAP diagnostics; makes unprintable bytes visible, and truncates long text.
diag() {
	printf '%s\n' "$1" | cut -c 1-300 | head -n 40 | cat -v | sed 's/^/# /'
}

# pass DESCRIPTION
pass() {
	tests=$((tests + 1))
	printf 'ok %d - %s\n' "$tests" "$1"
}

# fail DESCRIPTION TEXT: the text gives the reason.
fail() {
	tests=$((tests + 1))
	printf 'not ok %d - %s\n' "$tests" "$1"
	diag "$2"
}

# ok DESCRIPTION COMMAND...: the command must succeed.
ok() {
	what=$1
	shift
	if output=$("$@" 2>&1); then
		pass "$what"
	else
		fail "$what" "failed: $*
$output"
	fi
}

# is DESCRIPTION EXPECTED ACTUAL: the two texts must be equal.
is() {
	if [ "$2" = "$3" ]; then
		pass "$1"
	else
		fail "$1" "expected:
$2
actual:
$3"
	fi
}

# same DESCRIPTION EXPECTED ACTUAL: the two files must have the same contents, and not be empty.
same() {
	if [ -s "$2" ] && cmp -s "$2" "$3"; then
		pass "$1"
	else
		fail "$1" "expected:
$(cat "$2" 2>&1)
actual:
$(cat "$3" 2>&1)"
	fi
}

# like DESCRIPTION PATTERN TEXT: an extended regular expression must match a line of the text.
like() {
	if printf '%s\n' "$3" | grep -Eq -e "$2"; then
		pass "$1"
	else
		fail "$1" "expected a line like:
$2
actual:
$3"
	fi
}

# status DESCRIPTION EXPECTED COMMAND...: the command must exit with this status. Leaves its stdout
# in the file $tmp/out, and its stderr in $tmp/err and $err.
status() {
	what=$1 expected=$2
	shift 2
	"$@" >"$tmp/out" 2>"$tmp/err"
	actual=$?
	err=$(cat "$tmp/err")
	if [ "$actual" -eq "$expected" ]; then
		pass "$what"
	else
		fail "$what" "expected status $expected, actual $actual: $*
$err"
	fi
}

# skip REASON: a test that is not possible here.
skip() {
	tests=$((tests + 1))
	echo "ok $tests # SKIP $1"
}

# Prints the number of tests. A file that ends without it has failed.
done_testing() {
	echo "1..$tests"
}

# wait_for COMMAND...: repeats the command until it succeeds; fails after a minute, a limit that a
# machine under load does not reach.
wait_for() {
	wait_tries=0
	until "$@" >/dev/null 2>&1; do
		wait_tries=$((wait_tries + 1))
		[ $wait_tries -lt 1200 ] || return 1
		sleep 0.05
	done
}

# has_lines FILE N: the file has that many lines or more.
has_lines() {
	[ "$(wc -l <"$1")" -ge "$2" ]
}

# signalled SIGNAL FILE LINES COMMAND...: sends a signal to a command that has read the file,
# written that number of lines to $tmp/half, and waits for more input. Returns its exit status.
signalled() {
	signal_sent=$1 signal_file=$2 signal_lines=$3
	shift 3
	rm -f "$tmp/fifo" "$tmp/half"
	mkfifo "$tmp/fifo"
	"$@" <"$tmp/fifo" >"$tmp/half" 2>/dev/null &
	signal_pid=$!
	exec 3>"$tmp/fifo"
	cat "$signal_file" >&3
	wait_for has_lines "$tmp/half" "$signal_lines"
	kill -s "$signal_sent" $signal_pid
	wait $signal_pid
	signal_code=$?
	exec 3>&-
	return $signal_code
}
