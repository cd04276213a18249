#!/bin/sh
# The built-in baskets: their tables fit together, and their spans are right.
. tests/lib.sh
PATH=$bin:$PATH

tables=src/trade
for file in baskets basket-labels basket-unions; do
	is "$file.csv is sorted, without repeated lines" "$(sed 1d $tables/$file.csv | sort -u | cksum)" "$(sed 1d $tables/$file.csv | cksum)"
done
is 'each basket and union has a label' "$(sed 1d $tables/basket-labels.csv | cut -d, -f1)" \
    "$({ sed 1d $tables/baskets.csv; sed 1d $tables/basket-unions.csv; } | cut -d, -f1 | sort -u)"
is 'unions are made of baskets' '' \
    "$(sed 1d $tables/basket-unions.csv | cut -d, -f2 | sort -u >"$tmp/members"; sed 1d $tables/baskets.csv | cut -d, -f1 | sort -u | comm -13 - "$tmp/members")"
is 'each code is in the list of its edition' '' \
    "$(awk -F, 'FNR == 1 { next } FILENAME ~ /codes/ { editions[$1] = $2; next } index(editions[$3], substr($2, 2)) == 0' \
	$tables/hs-codes.csv $tables/baskets.csv)"

filter-hs --list-baskets >"$tmp/list.csv"
is '--list-baskets has them all' "$(sed 1d $tables/basket-labels.csv | cut -d, -f1)" "$(sed 1d "$tmp/list.csv" | cut -d, -f1)"
while read -r basket series; do
	is "the goods of $basket are $series" "$basket,$series" "$(grep "^$basket," "$tmp/list.csv" | cut -d, -f1-2)"
done <<'END'
rare-earths unbroken
rare-earth-alloys unbroken
permanent-magnets unbroken
lithium-ores unbroken H2-H6
lithium-batteries unbroken H4-H6
chips unbroken H5-H6
solar-cells unbroken H0-H5
gallium unbroken H3-H5
soybeans unbroken
END
is 'eu-crm-2023 unites 33 baskets, in which 34 materials are' 33 "$(grep -c '^eu-crm-2023,' $tables/basket-unions.csv)"
is '... and has their codes' "$(sed 's/^/^/; s/$/,/' "$tmp/members" | grep -f - "$tmp/list.csv" | cut -d, -f3 | tr ' ' '\n' | sort -u | cksum)" \
    "$(grep '^eu-crm-2023,' "$tmp/list.csv" | cut -d, -f3 | tr ' ' '\n' | cksum)"

printf 'edition,hs\nH6,261590\nH6,850511\nH6,854231\nH6,790111\nH6,811231\n' >"$tmp/rows.csv"
selects() { # BASKETS CODES
	is "-b $1" "$2" "$(filter-hs -b "$1" "$tmp/rows.csv" 2>/dev/null | sed 1d | cut -d, -f2 | tr '\n' ' ')"
}
selects eu-crm-2023 '261590 811231 '
selects eu-crm-2023,tantalum,permanent-magnets '261590 850511 811231 '
selects chips '854231 '
selects zinc,lead '790111 '
status 'an edition before a basket has codes is an error' 1 sh -c "printf 'edition,hs\nH2,848610\n' | filter-hs -b chip-machines"
like '... that names the edition' 'no codes for edition "H2"' "$err"

done_testing
