#!/bin/sh
# Which rows an option of fetch-normalise selects.
. tests/lib.sh
. tests/normalise/rows.sh

# misuses DESCRIPTION MESSAGE OPTION...: misuse, with this message
misuses() {
	what=$1 message=$2
	shift 2
	is "$what" "2 fetch-normalise: $message (see fetch-normalise --help)" "$({ fetch-normalise "$@" </dev/null >/dev/null; } 2>misuses.err; echo "$? $(cat misuses.err)")"
}

# periods
trade 2022,M,USA,CHN,H6,280530,1 202301,M,USA,CHN,H6,280530,2 202302,M,USA,CHN,H6,280530,4 2024,M,USA,CHN,H6,280530,8 >periods.csv
kept 'all periods' '1 2 4 8' <periods.csv
kept 'a year takes its months along' '2 4' -y 2023 <periods.csv
kept 'a month' 4 -y 202302 <periods.csv
kept 'a range and a month' '1 2' -y 2022-2022,202301 <periods.csv
kept '--freq A has the years alone' '1 8' --freq A <periods.csv
kept '--freq M has the months alone' '2 4' --freq M <periods.csv
kept '... of a selected year' 8 --freq A -y 2023,2024 <periods.csv
misuses 'a period that is none' "--period: '2023x' is not a period: use YYYY, YYYYMM or a range" -y 2022,2023x

# flows
trade 2024,M,USA,CHN,H6,280530,1 2024,X,USA,CHN,H6,280530,2 2024,RX,USA,CHN,H6,280530,4 2024,DX,USA,CHN,H6,280530,8 >flows.csv
kept 'no flow named: M and X' '1 2' <flows.csv
for flow in M:1 X:2 RX:4 DX:8 'X, M:1 2' RX,DX:'4 8'; do
	kept "--flow ${flow%:*}" "${flow#*:}" -f "${flow%:*}" <flows.csv
done
like 'a flow that is near none' "^fetch-normalise: --flow: 'Q' is not a flow; there are: M, X, .*, XOP \\(" "$(fetch-normalise -f M,Q 2>&1 </dev/null)"
like 'a flow that is near one' "^fetch-normalise: --flow: 'XIPP' is not a flow; did you mean 'XIP'\\? \\(" "$(fetch-normalise -f M,XIPP 2>&1 </dev/null)"

# countries
trade 2012,M,DEU,CHN,H6,280530,1 2024,M,GBR,HKG,H6,280530,2 2012,M,GBR,DEU,H6,280530,4 2024,M,DEU,MYS,H6,280530,8 \
    2024,M,HRV,GBR,H6,280530,16 2012,M,HRV,GBR,H6,280530,32 >countries.csv
kept 'a reporter by its code' '2 4' -r GBR <countries.csv
kept '... by its name' '2 4' -r 'united kingdom' <countries.csv
kept '... by its number' '2 4' -r 826 <countries.csv
kept 'two reporters, with a blank' '1 2 4 8' -r 'GBR, DEU' <countries.csv
kept 'a partner' 2 -p HKG <countries.csv
kept 'a partner whose name has a comma' 2 -p 'China, Hong Kong SAR' <countries.csv
kept 'two partners' '1 2' -p CHN,HKG <countries.csv
kept 'a reporter and a partner' 4 -r GBR -p DEU <countries.csv
kept 'a bloc of reporters has its members of that time' '1 4 8 16' -r EU <countries.csv
kept '... of today' '1 8 16 32' -r EU27 <countries.csv
kept 'a bloc of partners' '4 16 32' -p EU,GBR <countries.csv
kept 'a bloc that is the name of a group, too' 8 -p ASEAN <countries.csv
kept 'a bloc and a country' '4 8' -p ASEAN,DEU <countries.csv
for side in reporter partner; do
	misuses "a $side that is near one" "--$side: 'Germny' is neither a country (see fetch-normalise --list-countries) nor a bloc; did you mean 'Germany'?" --$side USA,Germny
	misuses "a $side that is near a bloc" "--$side: 'MERCOSUL' is neither a country (see fetch-normalise --list-countries) nor a bloc; did you mean 'MERCOSUR'?" --$side MERCOSUL
	like "a $side that is near none" "'Q' is neither a country .* nor a bloc; the blocs are: ASEAN, .*, USMCA \(" "$(fetch-normalise --$side USA,Q 2>&1 </dev/null)"
done

# commodities
trade 2024,M,USA,CHN,H6,2805,1 2024,M,USA,CHN,H6,284690,2 2024,M,USA,CHN,H6,850511,4 2024,M,USA,CHN,H6,01,8 >codes.csv
kept 'codes below a chapter' '1 2' --hs 28 <codes.csv
kept 'a code' 4 --hs 850511 <codes.csv
kept 'two lists' '2 4' --hs 2846 --hs 85 <codes.csv
says 'a row that may have what is selected is counted' 'rows of shorter codes, which may include selected trade, were not selected: 1' --hs 280530,85 <codes.csv
says '... not a row of another code' '' --hs 85 <codes.csv
misuses 'a code that is none' "--hs: 'rare' is not a commodity code, such as 2846 or 280530; select a basket with -b" --hs rare

done_testing
