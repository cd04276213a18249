#!/bin/sh
# Regressions: inputs that once gave a wrong number, lost a row, or failed without a message.
. tests/lib.sh
PATH=$bin:$PATH

C=period,flowCode,reporterCode,partnerCode,cmdCode,primaryValue
N=period,flow,reporter,partner,hs,value_usd
R='"period":"2024","flowCode":"M","reporterCode":842,"partnerCode":156,"cmdCode":"280530","primaryValue":5'

# a row with a lost comma must not pass as one with the extra empty field
status 'a row that lost a comma is bad in a file with an extra field' 1 \
    sh -c "sed '/CHN/{s/,\"false\",,/,\"false\",/;}' '$data/usa-2024.csv' | fetch-normalise -q"
printf '%s,netWgt\n2023,M,842,156,280530,1,2\n2023,M,842,392,280530,1,234,\n' $C >"$tmp/shift.csv"
status 'a row with one more field than the lines before is bad' 1 fetch-normalise -q "$tmp/shift.csv"

# failures are marked in the output, with or without a header
is 'a failure without a header line is marked' '!aggregate failed' "$(printf 'period,value_usd\nx\n' | aggregate --headerless 2>/dev/null)"
status '... and the next filter fails, too' 1 sh -c "printf 'period,value_usd\nx\n' | aggregate --headerless | share --columns period,value_usd"
status 'misuse of --columns is reported before any output' 2 fetch-normalise --columns '"a' "$data/usa-2024.csv"

# JSON
json() { printf '%s' "$1" | fetch-normalise -q "${2--q}"; }
for bad in "{\"data\":[[{$R}],{$R}]}" "[{$R},[{$R}]]" "{\"count\":7,\"data\":[{$R}]}" '{"data":[{"a":1}]}' '{'; do
	status "an incomplete response is an error: $(printf '%.40s' "$bad")" 1 json "$bad"
done
is 'a record may have a key named error' 2 "$(json "{$R,\"error\":null}" | wc -l | tr -d ' ')"
printf '[{%s},{"a":1},{"a":1}]' "$R" | fetch-normalise -q --rejects "$tmp/r" >"$tmp/good" 2>/dev/null
is 'bad records in a row are rejected one by one' '2 3' "$(wc -l <"$tmp/good" | tr -d ' ') $(wc -l <"$tmp/r" | tr -d ' ')"
status 'deep nesting is an error' 1 sh -c "awk 'BEGIN { for (i = 0; i < 100000; i++) printf \"[\" }' | fetch-normalise -q"

# empty input
for empty in '' '\n' '\n\n' '\357\273\277'; do
	status "'$empty' is an error" 1 sh -c "printf '$empty' | fetch-normalise -q"
done

# codes
code() { printf '%s\n2023,M,USA,CHN,%s,1\n' $N "$1" | fetch-normalise -q 2>/dev/null | sed 1d | cut -d, -f5-6; }
is 'a code may have dots between pairs of digits' ',280530' "$(code 2805.30)"
is 'a number with a decimal is not a code' '!fetch-normalise failed' "$(code 10121.5)"
is '... but a spreadsheet writes a whole one so' ',010121' "$(code 10121.0)"
is 'country codes may be in lower case' 'USA,CHN' "$(printf '%s\n2023,M,usa,chn,2846,1\n' $N | fetch-normalise -q | sed 1d | cut -d, -f3-4)"
is '-p accepts a name with a comma' HKG "$(printf '%s\n2023,M,USA,CHN,2846,1\n2023,M,USA,HKG,2846,1\n' $N | fetch-normalise -q -p 'China, Hong Kong SAR' | sed 1d | cut -d, -f4)"
status 'an empty reporter is a bad row' 1 sh -c "printf '$N\n2024,M,,CHN,2846,1\n' | fetch-normalise -q"
like 'two columns for one role are an error that names it' 'same role \(q\)' "$(printf 't,i,j,k,v,q,Q\n2023,842,156,280530,1,1,1\n' | fetch-normalise 2>&1 >/dev/null)"
like 'two editions in one year cause a warning' 'several HS editions.*2022 M KOR' \
    "$(printf 'period,flow,reporter,partner,edition,hs,value_usd\n2022,M,KOR,CHN,H5,811299,100\n2022,M,KOR,CHN,H6,811241,60\n' | fetch-normalise -q 2>&1 >/dev/null)"

# files
cp "$data/usa-2024-trade.csv" "$tmp/in.csv"
status 'an output file that is also an input is misuse' 2 fetch-normalise -q --rejects "$tmp/in.csv" "$tmp/in.csv"
same '... and the input is unchanged' "$data/usa-2024-trade.csv" "$tmp/in.csv"
status 'one file for rejects and report is misuse' 2 fetch-normalise -q --rejects "$tmp/x" --report "$tmp/x" "$tmp/in.csv"
printf '%s\n2023,M,USA,CHN,2846,100\n2023,M,USA,CHN,2846,300\n' $N >"$tmp/twice.csv"
fetch-normalise -q --duplicates max --report "$tmp/report" "$tmp/twice.csv" >/dev/null
is 'the report of --duplicates max counts the rows printed' 'emitted,1,300 G8-duplicate,1,100' \
    "$(grep -E 'emitted|G8' "$tmp/report" | cut -d, -f2- | tr '\n' ' ' | sed 's/ $//')"
max() { printf 'period,flow,reporter,partner,edition,hs,value_usd\n%s\n%s\n' "$1" "$2" | fetch-normalise -q --duplicates max 2>/dev/null; }
is '--duplicates max does not depend on the order of equal rows' \
    "$(max 2023,M,USA,CHN,H5,2846,1 2023,M,USA,CHN,H6,2846,1)" "$(max 2023,M,USA,CHN,H6,2846,1 2023,M,USA,CHN,H5,2846,1)"

like 'a selection that no row matches causes a warning' 'no row matches the selection' "$(fetch-normalise -q -y 2030 "$tmp/in.csv" 2>&1 >/dev/null)"

# the other filters
is 'a sum of merged parts is incomplete if one of them is' '11,,1' \
    "$(printf 'period,value_usd,net_kg\n2024,5,\n2024,6,3\n' | aggregate --missing net_kg 2>/dev/null | aggregate --merge --complete | tail -n 1 | cut -d, -f2-)"
is 'a key column may be named like a measure' 2 "$(printf 'flow,grade_max,v\nM,1,5\nM,2,7\n' | aggregate --by flow,grade_max -s v | aggregate --merge -s v | sed 1d | wc -l | tr -d ' ')"
status 'nothing to sum is misuse' 2 sh -c "printf 'a,b\n1,2\n' | aggregate --by a"
status 'World and its partners in one sum are an error' 1 sh -c "printf 'period,flow,reporter,partner,value_usd\n2022,M,A,B,1\n2022,M,A,W00,1\n' | aggregate --by period,flow,reporter"
status 'World and its reporters in one share are an error' 1 sh -c "printf 'period,flow,reporter,value_usd\n2024,X,W00,3\n2024,X,DEU,2\n2024,X,FRA,1\n' | share"
status 'two sources for one role in --map are misuse' 2 fetch-normalise --map flow==M,flow==X "$tmp/in.csv"
like 'World and its partners in one ranking cause a warning' 'World \(W00\) is ranked' "$(printf 'reporter,partner,value_usd\nA,B,1\nA,W00,1\n' | rank 2>&1 >/dev/null)"
like '--only that no row matches causes a warning' 'no row has partner=Russia' "$(share --only partner=Russia "$tmp/in.csv" 2>&1 >/dev/null)"
like 'shares of groups of one row cause a warning' 'every group has one row' "$(printf 'period,value_usd\n1,5\n2,6\n' | share 2>&1 >/dev/null)"
is 'OTHERS sums numbers with exponents, but not codes' 'OTHERS,1,,0.000025,' \
    "$(printf 'partner,value_usd,hs,w\na,5,2805,1\nb,0.5,2805,1.25e-5\nc,0.5,2805,1.25e-5\n' | rank --top 1 --others | tail -n 1)"
like 'a bloc without rows of its members causes a warning' 'no row of any member of ASEAN' \
    "$(printf 'period,flow,reporter,value_usd\n2022,M,DEU,1\n' | aggregate --bloc ASEAN 2>&1 >/dev/null)"
printf 'bloc,member,from,to\nKOR,JPN,,\n' >"$tmp/bloc.csv"
printf 'period,flow,reporter,partner,value_usd\n2024,M,USA,JPN,30\n2024,M,USA,KOR,10\n' >"$tmp/korea.csv"
status 'a bloc with the name of a country of the data is an error' 1 aggregate --bloc-file "$tmp/bloc.csv" "$tmp/korea.csv"
like '... at the line of that country' 'korea.csv:3: KOR is a country here' "$err"
status '... and none without that country' 0 sh -c "head -n 2 '$tmp/korea.csv' | aggregate --bloc-file '$tmp/bloc.csv'"
status 'a period cut to something else than its year is misuse' 2 aggregate --by period:5 "$tmp/korea.csv"
status '... its year and its month are not' 0 aggregate --by period:4,flow,reporter,partner "$tmp/korea.csv"
status '--intra without a bloc is misuse' 2 aggregate --intra drop "$tmp/in.csv"

done_testing
