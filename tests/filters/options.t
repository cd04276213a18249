#!/bin/sh
# Options given twice, in every filter: lists add up, conditions are joined by and, switches may be repeated,
# and two different values of an option that takes one are misuse. What an option is, its argument in --help
# says.
. tests/lib.sh
PATH=$bin:$PATH

# The options of a filter that take an argument, as lines "NAME KIND": list, condition or value.
kinds() {
	"$1" --help | sed -n -e 's/^  \(-., \|    \)--\([a-z-]*\) \([^ ][^ ]*\).*/\2 \3/p' | awk '
		$2 ~ /=/ && $2 !~ /^NAME=/ { print $1, "condition"; next }
		$2 ~ /,|[.][.][.]/ || $2 == "COLS" || $2 == "CODES" || $2 == "PERIODS" || $2 == "FLOWS" { print $1, "list"; next }
		{ print $1, "value" }'
}

for tool in fetch-normalise filter-hs fill aggregate share rank concentration table; do
	kinds $tool | grep ' value$' >"$tmp/values"
	wrong=
	while read -r name _; do
		case $($tool "--$name=1" "--$name=2" </dev/null 2>&1) in
		*"--$name is given twice, as '1' and as '2'"*) ;;
		*"--$name"*"'1'"*) ;; # 1 is no value for it, which is found before the second one
		*) wrong="$wrong --$name" ;;
		esac
	done <"$tmp/values"
	is "$tool: two values of one option are misuse" '' "$wrong"
	ok "... and it has such options: $(wc -l <"$tmp/values" | tr -d ' ')" test -s "$tmp/values"
done
status 'the same value twice is one' 0 rank --top 1 --top 1 "$data/usa-2024-trade.csv"
status '... another one is not' 2 rank --top 1 --top 2 "$data/usa-2024-trade.csv"
like '... and the message has both' "^rank: --top is given twice, as '1' and as '2'" "$err"

# lists: twice equals once with a comma
printf 'p,q,v,w,qty\nA,X,1,2,7\nA,Y,3,4,8\n' >"$tmp/t.csv"
twice() { # WHAT OPTION FIRST SECOND COMMAND...
	what=$1 option=$2 first=$3 second=$4
	shift 4
	"$@" "$option" "$first,$second" >"$tmp/once" 2>"$tmp/err"
	"$@" "$option" "$first" "$option" "$second" >"$tmp/twice" 2>>"$tmp/err"
	same "$what" "$tmp/once" "$tmp/twice"
}
twice 'aggregate --by' --by p q aggregate -s v "$tmp/t.csv"
for option in --sum --min --max --mean --distinct --missing; do
	twice "aggregate $option" $option v w aggregate -g p "$tmp/t.csv"
done
twice 'aggregate --bloc' --bloc EU27 ASEAN aggregate "$data/usa-2024-trade.csv" --across-flows --by reporter
for tool in share concentration; do
	twice "$tool --of" --of v w $tool -g p "$tmp/t.csv"
done
twice 'share --within' --within p q share -c v "$tmp/t.csv"
twice 'rank --within' --within p q rank -k v "$tmp/t.csv"
twice 'concentration --within' --within p q concentration -c v --supplier qty "$tmp/t.csv"
twice 'filter-hs --basket' -b rare-earths permanent-magnets filter-hs "$data/usa-2024-trade.csv"
twice 'filter-hs --except' -x 280530 850511 filter-hs 28,85 "$data/usa-2024-trade.csv"
for option in '--reporter USA JPN' '--partner CHN JPN' '--flow M X' '--period 2024 2023' '--hs 2805 2846' \
    '--keep refYear typeCode'; do
	# shellcheck disable=SC2086 # an option and two values
	set -- $option
	twice "fetch-normalise $1" "$1" "$2" "$3" fetch-normalise -q "$data/usa-2024.csv"
done
twice 'columns' --columns p,q,v w,qty aggregate -g p -s v --headerless "$tmp/t.csv"
echo "$data/usa-2024-trade.csv" >"$tmp/list1"
echo "$data/two-editions.csv" >"$tmp/list2"
fetch-normalise -q --duplicates keep "$data/two-editions.csv" >"$tmp/list3.csv" 2>"$tmp/err"
echo "$tmp/list3.csv" >"$tmp/list2"
cat "$tmp/list1" "$tmp/list2" >"$tmp/both"
aggregate --files-from "$tmp/both" --across-flows >"$tmp/once" 2>"$tmp/err"
aggregate --files-from "$tmp/list1" --files-from "$tmp/list2" --across-flows >"$tmp/twice" 2>"$tmp/err"
same '--files-from twice reads both lists' "$tmp/once" "$tmp/twice"
status '... standard input once' 2 aggregate --files-from - --files-from -

# conditions are joined by and
is 'filter-hs --where twice' 'M,CHN' \
    "$(filter-hs 28 --where flow=M --where partner=CHN "$data/usa-2024-trade.csv" | sed 1d | cut -d, -f2,4 | sort -u)"
is 'share --only twice' 'A,X' "$(share -c v -g p --only p=A --only q=X "$tmp/t.csv" | sed 1d | cut -d, -f1,2)"
done_testing
