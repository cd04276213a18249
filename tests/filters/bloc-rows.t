#!/bin/sh
# Files of blocs: which day a row is of, which dates are none, and members that are in two.
. tests/lib.sh
PATH=$bin:$PATH
cd "$tmp" || exit 1

# partner DESCRIPTION PARTNER PERIOD LINE...: what a row of CHN becomes with a file of these lines
partner() {
	what=$1 partner=$2 period=$3
	shift 3
	printf '%s\n' bloc,member,from,to "$@" >bloc.csv
	is "$what" "$partner" "$(printf 'period,flow,reporter,partner,value_usd\n%s,M,USA,CHN,1\n' "$period" |
		aggregate --bloc-file bloc.csv -g period,partner 2>err | sed 1d | cut -d, -f2)"
}
partner 'a member without dates' P 2020 P,CHN,,
partner 'from this year on' P 2020 P,CHN,2020,
partner 'not before it' CHN 2019 P,CHN,2020,
partner 'to this year' P 2019 P,CHN,,2019
partner 'not after it' CHN 2020 P,CHN,,2019
partner 'from this month on' P 202002 P,CHN,202002,
partner 'not in the month before' CHN 202001 P,CHN,202002,
partner 'a month counts by its last day' P 202002 P,CHN,2020-02-29,
partner 'the day after it' CHN 202002 P,CHN,2020-03-01,
partner 'to a day of the month' CHN 202002 P,CHN,,2020-02-28
partner 'a year counts by its last day' P 2020 P,CHN,2020-12-31,
partner 'one bloc after the other' Q 2020 P,CHN,,2019 Q,CHN,2020,
partner 'first the one' P 2019 P,CHN,,2019 Q,CHN,2020,
partner 'twice in one bloc' P 2020 P,CHN,,2010 P,CHN,2015,

# refused DESCRIPTION STATUS LINE...: a line that is wrong is bad data, two blocs at once are misuse
refused() {
	what=$1 code=$2
	shift 2
	printf '%s\n' bloc,member,from,to "$@" >bloc.csv
	status "$what is refused" "$code" aggregate --bloc-file bloc.csv "$data/usa-2024-trade.csv"
}
for date in 2020-02-30 2020-13-01 2020-1a-01 2020/02/03 2020-02-00 2020-02-3 202013 20 x; do
	refused "from $date" 1 "P,CHN,$date,"
	refused "to $date" 1 "P,CHN,,$date"
done
refused 'an end before the beginning' 1 P,CHN,2021,2020
refused 'no bloc' 1 ,CHN,,
refused 'no member' 1 P,,,
refused 'too few fields' 1 P,CHN
refused 'a member of two blocs at once' 2 P,CHN,, Q,CHN,2020,
like '... by name' 'CHN is a member of both' "$err"
refused 'a member of two blocs that meet in a year' 2 P,CHN,,2020 Q,CHN,2020,

done_testing
