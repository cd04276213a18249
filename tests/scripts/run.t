#!/bin/sh
# reliance-run: a pipeline of which every stage is judged, and whose output is whole or is not there.
. tests/lib.sh
PATH=$bin:$PATH
run=$bin/reliance-run
cd "$tmp" || exit 1
mkdir own
export TMPDIR="$tmp/own"

# messages STATUS ARGUMENT...: prints what run writes to standard error; complains about another status,
# about anything on standard output, and about what is left in $TMPDIR
messages() {
	expected=$1
	shift
	"$run" "$@" >out 2>err
	code=$?
	[ $code -eq "$expected" ] || echo "status $code"
	[ ! -s out ] || echo 'wrote to standard output'
	ls -A own
	sed 's/^reliance-run: /run: /' err
}

# --- what succeeds
export WORD='two words'
touch a.x b.x
printf 'k,v\n1,2\n' >table.csv
# DESCRIPTION~OUTPUT~PIPELINE
while IFS='~' read -r what expected pipeline; do
	is "runs $what" "$expected" "$("$run" "$pipeline" 2>&1)"
done <<'END'
one stage~a~echo a
several stages~3~printf "%s\n" c a b | sort | tail -n 1 | tr c 3
quotes, with what is special in them~a;b&c!d$(e)`f`~echo 'a;b&c!d$(e)`f`'
exported variables~two words~echo "$WORD"
default values~none~echo ${NO_SUCH_WORD:-none}
file name patterns~a.x b.x~echo *.x
redirections~k,v~head -n 1 <table.csv 2>&1
assignments~b~A=b sh -c 'echo $A'
the filters, which it finds~k,v,rank~rank -k v -g k table.csv | sed -n 1p
END
is 'a line may end behind |' 'A' "$("$run" '
	echo a |
	tr a A
')"
is 'the first stage reads standard input' 'x' "$(echo x | "$run" 'cat | cat')"
awk 'BEGIN { for (i = 0; i < 300000; i++) print i }' >long
"$run" 'cat long | cat' >out
same 'prints long output' long out
"$run" -o copy 'cat long | cat'
same '-o writes it to a file' long copy

# --- every stage is judged
# DESCRIPTION~STATUS~MESSAGE~PIPELINE
while IFS='~' read -r what code message pipeline; do
	like "fails for $what" "^run: ${message}[; ]+nothing is printed\$" "$(messages "$code" "$pipeline")"
	echo old >kept
	like '... and keeps the file' "^run: ${message}[; ]+kept is as it was\$" "$(messages "$code" -o kept "$pipeline")"
	is '... as it was' old "$(cat kept)"
done <<'END'
a first stage that is killed~1~stage 1 of 3 was killed by signal 9 \(SIGKILL\): sh -c 'echo a; kill -9 \$\$'~sh -c 'echo a; kill -9 $$' | cat | cat
a middle stage that is killed~1~stage 2 of 3 was killed by signal 9 \(SIGKILL\): .*~echo a | sh -c 'cat; kill -9 $$' | cat
a last stage that is killed~1~stage 2 of 2 was killed by signal 11 \(SIGSEGV\): .*~echo a | sh -c 'cat; kill -11 $$'
a killed filter, which the next takes for whole~1~stage 1 of 3 was killed by signal 9 .*~sh -c 'cat table.csv; kill -9 $$' | rank -k v -g k | cat
a status other than 0~1~stage 1 of 2 failed with status 3: sh -c 'exit 3'~sh -c 'exit 3' | cat
the misuse of a filter~2~stage 2 of 2 failed with status 2: share --no-such~cat table.csv | share --no-such
a stage that fails before the others~1~stage 2 of 3 failed with status 1: false~cat long | false | cat
a stage that ends before it has read all~1~stage 1 of 2 was killed by signal 13 \(SIGPIPE\): cat long; a stage behind it ended before it had read everything~cat long | head -n 1
a program that does not exist~1~stage 1 of 1 failed with status 127: no-such-program~no-such-program
a misspelt filter~1~stage 1 of 2 failed with status 127: agregate; did you mean 'aggregate'\?.*~agregate | cat
the mark of a failed filter~1~share failed, so the output is not whole~printf 'a\n!share failed\n' | cat
END

# --- --not-empty
# STATUS~DESCRIPTION~PIPELINE
while IFS='~' read -r code what pipeline; do
	status "--not-empty with $what" "$code" "$run" --not-empty "$pipeline"
	echo old >kept
	"$run" -o kept --not-empty "$pipeline" 2>err
	[ "$code" = 0 ] || is '... keeps the file' old "$(cat kept)"
done <<'END'
0~a row~cat table.csv
0~a row without a line end~printf 'k\n1'
1~a header alone~head -n 1 table.csv
1~a header and a blank line~printf 'k\n\n'
1~nothing~true
0~a row in gzip~gzip -c table.csv
1~a header in gzip~head -n 1 table.csv | gzip
1~gzip that is cut off~gzip -c table.csv | dd bs=15 count=1
END
status 'without it a header alone is a result' 0 "$run" 'head -n 1 table.csv'
like '... and says so with it' 'the output has no rows' "$(messages 1 --not-empty 'head -n 1 table.csv')"

# --- misuse, before anything runs
# MESSAGE~ARGUMENTS
while IFS='~' read -r message arguments; do
	echo old >kept
	like "refuses $arguments" "^run: $message" "$(eval "messages 2 -o kept $arguments")"
	is '... and runs nothing' old "$(cat kept; ls ran 2>/dev/null)"
done <<'END'
no PIPELINE; see --help~--not-empty
one PIPELINE, and no operand 'b'~a b
unknown option '--no'~--no 'touch ran'
PIPELINE: ; is a second command~'touch ran; true'
PIPELINE: && is a second command~'touch ran && true'
PIPELINE: & is a second command~'touch ran & cat'
PIPELINE: \|\| is a second command~'false || touch ran'
PIPELINE: \$\( is a command whose status~'echo $(touch ran)'
PIPELINE: ` is a command whose status~'echo `touch ran`'
PIPELINE: " begins a quoted text~'echo "$(touch ran)"'
PIPELINE: \( begins more~'(touch ran)'
PIPELINE: if begins more~'if touch ran'
PIPELINE: << is a here-document~'cat <<E'
PIPELINE: a pipeline has a command before and behind each \|~'touch ran |'
END
like 'refuses two lines' '^run: PIPELINE: true is a second command' "$(messages 2 'touch ran
true')"
like 'refuses two files' '--output is given twice' "$(messages 2 -o a -o b 'echo a')"

# --- the file
left() { find . -name '.draft-*' -o -name 'reliance-temporary.*'; }
like 'a folder that is missing is named' '^run: no/file: there is no folder no$' "$(messages 1 -o no/file 'touch ran')"
like 'a folder is no file' '^run: own: it exists and is not a file$' "$(messages 1 -o own 'touch ran')"
like '... nor is a device' '^run: /dev/null: it exists and is not a file$' "$(messages 1 -o /dev/null 'touch ran')"
ok '... and nothing runs' test ! -e ran
ln -s linked link
"$run" -o link 'echo a'
is 'the file of a link is written' 'a linked' "$(cat linked) $(readlink link)"
(umask 027 && "$run" -o masked 'echo a')
is 'the file has the permissions of a new file' '-rw-r-----' "$(find masked -printf '%M')"
if [ -c /dev/full ]; then
	# shellcheck disable=SC2016 # the inner shell expands
	status 'fails if its reader cannot take the output' 1 sh -c '"$0" "echo a" >/dev/full' "$run"
fi
is 'no draft is left' '' "$(left)"

# --- signals
# begin OPTION...: starts a pipeline that waits for the pipe `fifo`, as process $pid; its first stage has
# read a line
begin() {
	rm -f fifo started
	mkfifo fifo
	echo old >kept
	"$run" "$@" 'cat fifo | tee started | sort' >out 2>err &
	pid=$!
	exec 3>fifo
	echo a >&3
	wait_for has_lines started 1
}
# shellcheck disable=SC2009 # pgrep is not everywhere
gone() { ! ps -A -o args= | grep -q '^[c]at fifo$'; }
for number in 1 15; do # a shell starts what is in the background without SIGINT
	begin -o kept
	kill -s $number $pid
	wait $pid
	is "signal $number ends the run with its status" $((128 + number)) $?
	ok '... and its stages' wait_for gone
	exec 3>&-
	is '... and leaves the file and no other' 'old' "$(cat kept; left; cat err)"
done
begin -o kept
kill -s KILL $pid
wait $pid 2>/dev/null
is 'a run that is killed leaves the file' old "$(cat kept)"
exec 3>&-
wait_for gone
begin
kill -s KILL $pid
wait $pid 2>/dev/null
is '... and a draft, or a temporary folder' 2 "$(left | wc -l)"
exec 3>&-
wait_for gone
"$run" -o other 'echo a'
"$run" 'echo a' >out
is '... which the next run removes' '' "$(left)"
begin -o kept
"$run" -o other 'echo a'
"$run" 'echo a' >out
is '... but not those of a run that lives' 1 "$(find . -name '.draft-*' | wc -l)"
echo b >&3
exec 3>&-
wait $pid
is '... which succeeds' 'a b' "$(paste -s -d ' ' kept)"

# --- each program is killed, after some bytes of its output
mkdir tools
for tool in fetch-normalise filter-hs aggregate share rank reliance-run; do ln -s "$bin/$tool" tools; done
times=20
[ "${LONG:-0}" = 0 ] || times=100
echo old >table
is 'no killed program leaves another table' '5 programs' "$(python3 -B "$OLDPWD/tests/scripts/kills.py" $times 1 tools table reliance-run -o table \
	"fetch-normalise -q -f M '$data/usa-2024.csv' | filter-hs -b rare-earths | aggregate | share | rank" 2>&1)"
done_testing
