# shellcheck shell=sh
# lib.sh: the helpers of the tests. A test is a program that prints TAP, run from the project root:
#
#	. tests/lib.sh
#	is 'one and one' 2 "$((1 + 1))"
#	done_testing
#
# $bin    the folder of the programs under test, as an absolute path (from $BIN)
# $data   testdata, an absolute path; $real: real files of Comtrade, empty where there are none
# $tmp    a private folder, removed at the end

set -u
# Under nohup a signal is ignored, which no shell can undo: begin again with signals as they are.
if [ -z "${SIGNALS_ARE_DEFAULT-}" ] && sh -c 'kill -s HUP $$' && env --default-signal=HUP true 2>/dev/null; then
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

# The lines of $1 as diagnostics; unprintable bytes made visible, very long texts cut.
diag() {
	printf '%s\n' "$1" | cut -c 1-300 | head -n 40 | cat -v | sed 's/^/# /'
}

pass() {
	tests=$((tests + 1))
	printf 'ok %d - %s\n' "$tests" "$1"
}

# fail DESCRIPTION TEXT: the text says why.
fail() {
	tests=$((tests + 1))
	printf 'not ok %d - %s\n' "$tests" "$1"
	diag "$2"
}

# ok DESCRIPTION COMMAND...: the command succeeds.
ok() {
	what=$1
	shift
	if said=$("$@" 2>&1); then
		pass "$what"
	else
		fail "$what" "failed: $*
$said"
	fi
}

# is DESCRIPTION EXPECTED ACTUAL: two equal texts.
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

# same DESCRIPTION FILE FILE: two files of the same bytes, which are not none.
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

# like DESCRIPTION PATTERN TEXT: an extended regular expression matches a line of the text.
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

# status DESCRIPTION EXPECTED COMMAND...: the command ends with this status. What it writes is left
# in the files $tmp/out and $tmp/err, and its words in $err.
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

# skip REASON: a test that cannot be made here.
skip() {
	tests=$((tests + 1))
	echo "ok $tests # SKIP $1"
}

# Says how many tests there were: a file that dies before says nothing.
done_testing() {
	echo "1..$tests"
}

# wait_for COMMAND...: waits until the command succeeds; fails after a minute, which is no limit that a
# machine under load comes near.
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

# signalled SIGNAL FILE LINES COMMAND...: the status of a command that has read the file, written so
# many lines to $tmp/half, waits for more and is sent a signal
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
