#!/bin/sh
# --part and --judge-parts: separate runs over parts, with the checks and messages of a single run.
. tests/lib.sh
PATH=$bin:$PATH
cd "$tmp" || exit 1
header=period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags
series=part,period,flow,reporter

# judged OPTION...: runs --judge-parts for a.csv and b.csv; output in part.out, part.err
judged() {
	for name in a b; do
		fetch-normalise "$@" --part $name $name.csv >$name.rows || return 9
	done
	cat a b | fetch-normalise "$@" --judge-parts >part.out 2>part.err
}

# apart DESCRIPTION [OPTION...]: no series of a.csv and b.csv overlap
apart() {
	what=$1
	shift
	judged -q "$@"
	is "$what" "$series" "$(cat part.out)"
}

# together DESCRIPTION: the series 2024 M USA overlaps
together() {
	judged -q
	is "$1" "$series a,2024,M,USA b,2024,M,USA" "$(tr '\n' ' ' <part.out | sed 's/ $//')"
}

one() { fetch-normalise "$@" a.csv b.csv >one.out 2>one.err; }

same_messages() {
	one -f M,X
	code=$?
	judged -f M,X
	is "$1: the status of a single run" $code $?
	is "$1: its messages" "$(cat one.err)" "$(cat part.err)"
}

cp "$data/usa-2024.csv" a.csv
cp "$data/world-2012-2023.csv" b.csv
same_messages 'two files'
is '... no series overlap' $series "$(cat part.out)"
is '... the rows are those of a single run' "$(cat one.out)" "$(cat a.rows; sed 1d b.rows)"

cp a.csv b.csv
judged -q
is 'the series of the same file overlap' "$series a,2024,M,USA b,2024,M,USA a,2024,X,USA b,2024,X,USA" "$(tr '\n' ' ' <part.out | sed 's/ $//')"
apart '... but not with --duplicates keep' --duplicates keep

printf '%s\n2024,M,USA,CHN,,280530,1,,\n' $header >a.csv
printf '%s\n2024,M,USA,CHN,,284610,1,,\n' $header >b.csv
apart 'different commodities do not overlap'
printf '%s\n2024,M,USA,JPN,,280530,1,,\n' $header >b.csv
apart 'different partners do not overlap'
printf '%s\n2024,M,USA,JPN,,2805,1,,\n' $header >b.csv
together '... unless codes are nested'
apart '... which --level any does not check' --level any
printf '%s\n2024,M,USA,CHN,,28,1,,\n2024,M,USA,CHN,,2900,1,,\n' $header >a.csv
printf '%s\n2024,M,USA,JPN,,3050,1,,\n' $header >b.csv
apart 'codes of two lengths in disjoint ranges do not overlap'
printf '%s\n2024,M,USA,JPN,,2810,1,,\n' $header >b.csv
together '... unless one includes another'

printf '%s\n202401,M,USA,CHN,,2810,1,,\n' $header >b.csv
same_messages 'a year and its month'
printf '%s\n2024,M,XQX,CHN,,2853041,1,,\n' $header >b.csv
same_messages 'an unknown country and a code of odd length'
printf '%s\n2024,M,USA,W00,,28,1,,\n' $header >a.csv
printf '%s\n2024,M,FRA,W00,,28,1,,\n' $header >b.csv
same_messages 'guards that drop everything'
is '... are not an error in a part' 0 "$(fetch-normalise -q --part a a.csv >/dev/null; echo $?)"
printf '%s\n2023,M,FRA,CHN,H5,28,1,,\n' $header >a.csv
printf '%s\n2023,M,FRA,JPN,H6,28,1,,\n' $header >b.csv
same_messages 'two editions'

status '--part names an input' 2 fetch-normalise --part a.csv a.csv
status '--part with --judge-parts' 2 fetch-normalise --part x --judge-parts a
status '--judge-parts with a file that --part did not write' 2 fetch-normalise --judge-parts a.csv
sed 's/,series,/,serial,/' a >odd
status '--judge-parts with a file of another version' 1 fetch-normalise --judge-parts odd
done_testing
