#!/bin/sh
# wide: tables of very many columns, all named in options. Work that is quadratic in their number
# would exceed the limit of processor time several times over; it is linear, far below the limit.
. tests/lib.sh
PATH=$bin:$PATH

N=20000 SECONDS_OF_CPU=4

# names LETTER: N short names, separated by commas
names() {
	awk -v n=$N -v l="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "%s%s%x", (i > 1 ? "," : ""), l, i }'
}

# cells TEXT: N equal cells
cells() {
	awk -v n=$N -v c="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "%s%s", (i > 1 ? "," : ""), c }'
}

keys=$(names k)
values=$(names v)
printf '%s,%s\n%s,%s\n%s,%s\n' "$keys" "$values" "$(cells a)" "$(cells 1)" "$(cells a)" "$(cells 2)" >"$tmp/wide.csv"

# quick DESCRIPTION COMMAND...: succeeds within the limit
quick() {
	quick=$1
	shift
	status "$quick" 0 sh -c "ulimit -t $SECONDS_OF_CPU && exec \"\$@\"" sh "$@"
}

# ends DESCRIPTION TEXT: the last line of the output ends with the text
ends() {
	is "$1" "$2" "$(tail -n 1 "$tmp/out" | rev | cut -c "1-${#2}" | rev)"
}

quick 'aggregate: --by and --sum' aggregate --by "$keys" --sum "$values" "$tmp/wide.csv"
ends '... sums each' ,3,3,3
cp "$tmp/out" "$tmp/sums.csv"
quick 'aggregate: --min, --mean, --distinct and --missing' \
	aggregate --by k1 --sum "$values" --min "$values" --mean "$values" --distinct "$keys" "$tmp/wide.csv"
quick 'aggregate: --merge' aggregate --merge --sum "$values" "$tmp/sums.csv"
same '... of one part is that part' "$tmp/sums.csv" "$tmp/out"
quick 'aggregate: --merge --by' aggregate --merge --by "$keys" --sum "$values" "$tmp/sums.csv"
quick 'share: --within and --of' share --within "$keys" --of "$values" "$tmp/wide.csv"
ends '... has a share of each' ,66.6667,66.6667
quick 'rank: --within and --others' rank --within "$keys" --key v1 --top 1 --others "$tmp/wide.csv"
quick 'rank: OTHERS of as many columns' rank --within '' --key v1 --top 1 --others "$tmp/wide.csv"
quick 'concentration: --within' concentration --within "$keys" --of v1 --supplier v2 "$tmp/wide.csv"
quick 'concentration: --of' concentration --within '' --of "$values" --supplier k1 "$tmp/sums.csv"
# shellcheck disable=SC2046 # many arguments
quick 'filter-hs: --where' filter-hs $(echo "$keys" | tr , '\n' | head -n 9000 | sed 's/.*/--where &=a/') -c k1 \
	--invert 28 "$tmp/wide.csv"
quick 'fetch-normalise: --keep' fetch-normalise -q --map period==2024,flow==M,reporter==USA,partner==CHN,hs==280530,value_usd=v1 \
	--duplicates sum --keep "$values" "$tmp/wide.csv"
done_testing
