#!/bin/sh
# valgrind: the tools read no uninitialised memory and leak none. Run by `scripts/test --long`.
. tests/lib.sh

if ! command -v valgrind >/dev/null; then
	skip 'valgrind is not installed'
	done_testing
	exit
fi

# checked TOOL ARGUMENT...: runs a tool under valgrind, which logs to $tmp/valgrind.TOOL
checked() {
	name=$1
	shift
	valgrind -q --leak-check=full --errors-for-leak-kinds=definite,indirect,possible \
		--show-leak-kinds=definite,indirect,possible --log-file="$tmp/valgrind.$name" \
		"$bin/$name" "$@" 2>"$tmp/stderr.$name"
}

# clean NAME: valgrind reported nothing for the tools that ran since the last call
clean() {
	for log in "$tmp"/valgrind.*; do
		is "$1: ${log##*valgrind.}" '' "$(cat "$log")"
	done
	rm -f "$tmp"/valgrind.*
}

for file in "$data"/usa-2024*; do
	checked fetch-normalise -r USA -f M -y 2024 "$file" >"$tmp/rows"
	ok "${file##*/}: the output has rows" grep -q '^2024,M,USA,CHN,' "$tmp/rows"
	clean "${file##*/}"
done

checked fetch-normalise "$data/world-2012-2023.csv" |
	checked filter-hs -b rare-earths-and-magnets |
	checked aggregate --bloc EU27 --count --missing net_kg |
	checked share --change prev --vanished |
	checked rank --top 3 --others >"$tmp/rows"
ok 'the pipeline: the output has rows' grep -q '^2023,.*,1$' "$tmp/rows"
clean 'the pipeline'

"$bin/fetch-normalise" -q "$data/world-2012-2023.csv" 2>/dev/null >"$tmp/trade.csv"
checked aggregate "$tmp/trade.csv" |
	checked concentration --sorted --normalised --unctad --floor 1% -c value_usd -c net_kg >"$tmp/rows"
ok 'concentration with all options: the output has rows' grep -q '^2023,' "$tmp/rows"
clean 'concentration with all options'

checked aggregate --by period:4,flow,reporter,hs:2 --distinct partner --min value_usd \
	--balanced reporter "$data/usa-2024-trade.csv" >"$tmp/rows"
ok 'aggregate with all options: the output has rows' grep -q '^2024,' "$tmp/rows"
clean 'aggregate with all options'

# shellcheck source=tests/standin.sh
. tests/standin.sh
standin_start
standin_faults '[{"n":[1,4],"kind":"html"},{"n":3,"kind":"cut"},{"match":"/preview/","n":[3,4],"kind":"world"}]'
for job in --availability '--fetch --hs 2805,2846' '--fetch --hs 2805,2846' '--fetch --download --hs 2805'; do
	# shellcheck disable=SC2086 # words
	checked fetch-normalise --base-url "$url" --pace 0 --cache "$tmp/cache" $job \
		-r USA,JPN -f M,X -y 2012-2013 >"$tmp/rows"
	ok "$job: the output has rows" grep -q '2012.*JPN\|JPN.*2012' "$tmp/rows"
	clean "$job"
done

done_testing
