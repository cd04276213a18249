#!/bin/sh
# Parts that are read by themselves and judged as a whole: what one run over all of them says.
. tests/lib.sh
PATH=$bin:$PATH
cd "$tmp" || exit 1
header=period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags
series=part,period,flow,reporter

# judged OPTION...: what the judgement of a.csv and b.csv as parts says and prints; as part.out, .err
judged() {
	for name in a b; do
		fetch-normalise "$@" --part $name $name.csv >$name.rows || return 9
	done
	cat a b | fetch-normalise "$@" --judge-parts >part.out 2>part.err
}

# apart DESCRIPTION [OPTION...]: they have no series that would have to be compared
apart() {
	what=$1
	shift
	judged -q "$@"
	is "$what" "$series" "$(cat part.out)"
}

# together DESCRIPTION: they have one
together() {
	judged -q
	is "$1" "$series a,2024,M,USA b,2024,M,USA" "$(tr '\n' ' ' <part.out | sed 's/ $//')"
}

one() { fetch-normalise "$@" a.csv b.csv >one.out 2>one.err; }

same_words() {
	one -f M,X
	code=$?
	judged -f M,X
	is "$1: the status of one run" $code $?
	is "$1: its words" "$(cat one.err)" "$(cat part.err)"
}

cp "$data/usa-2024.csv" a.csv
cp "$data/world-2012-2023.csv" b.csv
same_words 'two files'
is '... no series to compare' $series "$(cat part.out)"
is '... the rows are those of one run' "$(cat one.out)" "$(cat a.rows; sed 1d b.rows)"

cp a.csv b.csv
judged -q
is 'a file twice is to be compared' "$series a,2024,M,USA b,2024,M,USA a,2024,X,USA b,2024,X,USA" "$(tr '\n' ' ' <part.out | sed 's/ $//')"
apart '... unless it is meant' --duplicates keep

printf '%s\n2024,M,USA,CHN,,280530,1,,\n' $header >a.csv
printf '%s\n2024,M,USA,CHN,,284610,1,,\n' $header >b.csv
apart 'other commodities are apart'
printf '%s\n2024,M,USA,JPN,,280530,1,,\n' $header >b.csv
apart 'other partners are apart'
printf '%s\n2024,M,USA,JPN,,2805,1,,\n' $header >b.csv
together '... but not for nested codes'
apart '... which --level any does not look for' --level any
printf '%s\n2024,M,USA,CHN,,28,1,,\n2024,M,USA,CHN,,2900,1,,\n' $header >a.csv
printf '%s\n2024,M,USA,JPN,,3050,1,,\n' $header >b.csv
apart 'codes of two lengths, apart in order, are apart'
printf '%s\n2024,M,USA,JPN,,2810,1,,\n' $header >b.csv
together '... unless one lies in another'

printf '%s\n202401,M,USA,CHN,,2810,1,,\n' $header >b.csv
same_words 'a year and its month'
printf '%s\n2024,M,XQX,CHN,,285,1,,\n' $header >b.csv
same_words 'a country that is not known, a code of an odd length'
printf '%s\n2024,M,USA,W00,,28,1,,\n' $header >a.csv
printf '%s\n2024,M,FRA,W00,,28,1,,\n' $header >b.csv
same_words 'guards that drop everything'
is '... in a part are no error there' 0 "$(fetch-normalise -q --part a a.csv >/dev/null; echo $?)"
printf '%s\n2023,M,FRA,CHN,H5,28,1,,\n' $header >a.csv
printf '%s\n2023,M,FRA,JPN,H6,28,1,,\n' $header >b.csv
same_words 'two editions'

status '--part that is an input' 2 fetch-normalise --part a.csv a.csv
status '--part and --judge-parts' 2 fetch-normalise --part x --judge-parts a
status 'what --part did not write' 2 fetch-normalise --judge-parts a.csv
sed 's/,series,/,serial,/' a >odd
status 'what another version wrote' 1 fetch-normalise --judge-parts odd
done_testing
