#!/bin/sh
# What a cell means, however spreadsheets, data frames and web pages spell it; and what is not guessed.
. tests/lib.sh
PATH=$bin:$PATH

H=period,flow,reporter,partner,hs,value_usd,net_kg
# row CELLS: the fields that one row becomes, or "refused"
row() { printf '%s\n%s\n' "$H" "$1" | fetch-normalise -q 2>/dev/null | sed 1d | sed 's/^!.*/refused/'; }
# parts CELLS: reporter, partner, hs and weight
parts() { row "$1" | cut -d, -f3,4,6,8; }

# whole numbers with a fraction, and apostrophes
is 'a number may have a fraction of zeros' '2023,M,USA,CHN,,280530,5,2,' "$(row '2023.0,M,842.0,156.00,280530.0,5.0,2')"
is 'an apostrophe keeps zeros in a spreadsheet' '2023,M,USA,AFG,,010121,5,2,' "$(row "2023,M,'842,'004,'010121,5,2")"
is 'a month may have a hyphen' '202303,M,USA,CHN,,2805,5,2,' "$(row '2023-03,M,USA,CHN,2805,5,2')"

# missing values
for missing in NA NaN nan None null NULL N/A '#N/A' '<NA>' ''; do
	is "'$missing' is a missing weight" 'USA,CHN,2805,' "$(parts "2023,M,USA,CHN,2805,5,$missing")"
	case $missing in NA) continue ;; esac
	is "'$missing' is no partner" refused "$(row "2023,M,USA,$missing,2805,5,2")"
done
is 'NA is Namibia among countries' NAM,ZAF,2805,2 "$(parts '2023,M,NA,ZA,2805,5,2')"

# what nobody sees
nbsp=$(printf '\302\240') none=$(printf '\342\200\213') latin=$(printf '\240')
is 'no-break spaces around a code' 'USA,CHN,2805,2' "$(parts "2023,M,USA$nbsp,${nbsp}CHN,2805$nbsp,5,2")"
is '... in ISO-8859-1, too' 'USA,CHN,2805,2' "$(parts "2023,M,USA$latin,CHN,2805,5,2")"
is 'characters of no width' 'USA,CHN,2805,2' "$(parts "2023,M,U${none}SA,CHN,28${none}05,5,2")"
is 'decomposed letters are the composed ones' 'CUW,CIV,2805,2' \
    "$(parts "$(printf '2023,M,Curac\314\247ao,Co\314\202te d%sIvoire,2805,5,2' "'")")"
is 'names without their accents' 'CUW,TUR,2805,2' "$(parts '2023,M,Curacao,Turkiye,2805,5,2')"

# totals and groups by any name
for world in World WLD Total TOTAL All 'All partners' 0 0.0 001 'Grand total'; do
	is "'$world' is the world" 'USA,CHN,2805,2' "$(printf '%s\n2023,M,USA,%s,2805,5,2\n2023,M,USA,CHN,2805,5,2\n' "$H" "$world" |
	    fetch-normalise -q | sed 1d | cut -d, -f3,4,6,8)"
done
for group in EU27_2020 EXT_EU27_2020 EU27 142 'South-eastern Asia' 'Europe & Central Asia' Extra-EU; do
	is "'$group' is a group" 'USA,CHN,2805,2' "$(printf '%s\n2023,M,USA,%s,2805,5,2\n2023,M,USA,CHN,2805,5,2\n' "$H" "$group" |
	    fetch-normalise -q | sed 1d | cut -d, -f3,4,6,8)"
done
is 'a region has three digits in M49: 2 is no Africa' 'USA,2,2805,2' "$(parts '2023,M,USA,2,2805,5,2')"
for all in ALL All TOTAL AG6 LF 000000 XVI I 'All commodities'; do
	is "the commodity '$all' is no HS code" '2805' "$(printf '%s\n2023,M,USA,CHN,%s,9,2\n2023,M,USA,CHN,2805,5,2\n' "$H" "$all" |
	    fetch-normalise -q | sed 1d | cut -d, -f6)"
done

# alpha-2
is 'alpha-2 codes' 'DEU,CHN,2805,2' "$(parts '2023,M,DE,CN,2805,5,2')"
is "... as Eurostat writes Greece, the United Kingdom and Serbia" 'GRC,GBR,2805,2 SRB,GBR,2805,2' \
    "$(parts '2023,M,EL,UK,2805,5,2') $(parts '2023,M,XS,XI,2805,5,2')"

# codes that lost their zero
is 'one, three or five digits lost a zero' '01 0101 010121' \
    "$(for hs in 1 101 10121; do parts "2023,M,USA,CHN,$hs,5,2" | cut -d, -f3; done | xargs)"
is '... before --hs selects' 'hs 100590' "$(printf '%s\n2023,M,USA,CHN,10121,9,2\n2023,M,USA,CHN,100590,5,2\n' "$H" |
    fetch-normalise -q --hs 10 | cut -d, -f6 | xargs)"
is '... before G3 looks for nested codes' '01 10' "$(printf '%s\n2023,M,USA,CHN,1,9,2\n2023,M,USA,CHN,10,5,2\n' "$H" |
    fetch-normalise -q | sed 1d | cut -d, -f6 | xargs)"
is '... if the HS has the code then: SITC 752 is no heading' refused "$(row '2023,M,USA,CHN,752,5,2')"
is 'national codes of nine digits did not' '280530000' "$(parts '2023,M,USA,CHN,280530000,5,2' | cut -d, -f3)"
is 'codes of other classifications are no HS codes' refused \
    "$(printf 'edition,%s\nS4,2023,M,USA,CHN,713,9,2\n' "$H" | fetch-normalise -q 2>/dev/null | sed 1d | sed 's/^!.*/refused/')"

# breakdown columns
D=$H,customs,mode,transport,partner2
for total in C00,0,0,0 ',,,' NaN,nan,None,NA C00,-1,0,W00 C00,-1.0,0.0,World; do
	is "a breakdown of $total is the total" 2805 "$(printf '%s\n2023,M,USA,CHN,2805,5,2,%s\n' "$D" "$total" |
	    fetch-normalise -q | sed 1d | cut -d, -f6)"
done
status '... but 2100.0 is a mode of transport' 1 sh -c "printf '%s\n2023,M,USA,CHN,2805,5,2,C00,0,2100.0,0\n' $D | fetch-normalise -q"

# --map: nothing is guessed
printf 'Year,Way,Who,Whom,Code,Value in 1000 USD,EUR,Tonnes\n2023,1,DE,CN,2805,5,7,3\n' >"$tmp/own.csv"
map() { fetch-normalise -q --map "period=Year,reporter=Who,partner=Whom,hs=Code,$1" "$tmp/own.csv"; }
status 'a column in thousands needs its scale' 2 map 'flow==M,value_usd=Value in 1000 USD'
like '... and the message says how' "value_usd=1000\*Value in 1000 USD" "$err"
is '... which it then has' 'value_usd 5000' "$(map 'flow==M,value_usd=1000*Value in 1000 USD' | cut -d, -f7 | xargs)"
status 'a column in euros is not in dollars' 2 map 'flow==M,value_usd=EUR'
is '... but has a column of its own' 'value_eur 7' "$(map 'flow==M,value=EUR:EUR' | cut -d, -f7 | xargs)"
is '... by either way to write it' 'value_eur 7000' "$(map 'flow==M,value_eur=1000*EUR' | cut -d, -f7 | xargs)"
status 'a weight in tonnes needs its scale' 2 map 'flow==M,value=EUR:EUR,net_kg=Tonnes'
is '... which it then has' 'net_kg 3000' "$(map 'flow==M,value=EUR:EUR,net_kg=1000*Tonnes' | cut -d, -f8 | xargs)"
status 'a scale is a power of ten' 2 map 'flow==M,value_usd=12*Value in 1000 USD'
status 'a value needs a currency' 2 map 'flow==M,value=EUR'
status 'a flow in digits needs a dictionary' 1 map 'flow=Way,value=EUR:EUR'
is '... which it then has' 'flow X' "$(map 'flow=Way(1=X,2=M),value=EUR:EUR' | cut -d, -f2 | xargs)"
status '... and a flow that it lacks is a bad row' 1 map 'flow=Way(2=M,3=X),value=EUR:EUR'
is 'a system of country codes' 'partner CHN' "$(fetch-normalise -q --map \
    'period=Year,reporter=Who,partner=alpha2:Whom,hs=Code,flow==M,value=EUR:EUR' "$tmp/own.csv" | cut -d, -f4 | xargs)"
status '... and a code that it lacks is a bad row' 1 \
    fetch-normalise -q --map 'period=Year,reporter=schedule-c:Who,partner=Whom,hs=Code,flow==M,value=EUR:EUR' "$tmp/own.csv"
is 'trade CSV keeps its currency' 'value_eur' "$(map 'flow==M,value=EUR:EUR' | fetch-normalise -q | head -n 1 | cut -d, -f7)"
map 'flow==M,value=EUR:EUR' >"$tmp/eur.csv"
status 'two currencies are not one stream' 1 fetch-normalise -q "$data/usa-2024-trade.csv" "$tmp/eur.csv"

printf 'year,flow,reporter,partner,hs,amount,unit\n2023,M,USA,CHN,2805,5,%s\n' 'US$ million' >"$tmp/unit.csv"
status 'a column of units that speaks of millions needs the scale, too' 2 \
    fetch-normalise -q --map period=year,value_usd=amount "$tmp/unit.csv"
is '... which it then has' 'value_usd 5000000' \
    "$(fetch-normalise -q --map 'period=year,value_usd=1000000*amount' "$tmp/unit.csv" | cut -d, -f7 | xargs)"
printf 'period;flow;reporter;partner;hs;value_usd\n2023;M;USA;CHN;2805;1.234\n' >"$tmp/semicolons.csv"
status 'a number that may be thousands is asked about' 1 fetch-normalise -q "$tmp/semicolons.csv"
like '... as the message says' '"1.234", which may be thousands' "$err"
is '... and believed with a scale' 1.234 "$(fetch-normalise -q --map 'value_usd=1*value_usd' "$tmp/semicolons.csv" | sed 1d | cut -d, -f7)"
is '... or where other numbers have a decimal point' '0.5 1.234' \
    "$(sed 's/1.234/0.5/p; s/CHN/JPN/; s/0.5/1.234/' "$tmp/semicolons.csv" | fetch-normalise -q | sed 1d | cut -d, -f7 | xargs)"

# --rates
printf 'period,currency,usd\n2023,EUR,1.0823\n2023,GBP,1.25\n' >"$tmp/rates.csv"
rated() { fetch-normalise --rates "$tmp/rates.csv" "$tmp/eur.csv"; }
is '--rates converts to dollars, exactly' 'value_usd 7.5761' "$(rated 2>/dev/null | cut -d, -f7 | xargs)"
like '... and says so' 'converted to US dollars by --rates: 1$' "$(rated 2>&1 >/dev/null)"
printf 'period,currency,usd\n2023,EUR,0.5\n' >"$tmp/half.csv"
is '... to nine decimals, half to even' '0.000000002 0.000000004' "$(printf '%s\n' period,flow,reporter,partner,hs,value_eur \
    2023,M,USA,CHN,2805,0.000000005 2023,M,USA,CHN,2806,0.000000007 |
    fetch-normalise -q --rates "$tmp/half.csv" | sed 1d | cut -d, -f7 | xargs)"
is '... and leaves dollars as they are' "$(cksum <"$data/usa-2024-trade.csv")" \
    "$(fetch-normalise -q --rates "$tmp/rates.csv" "$data/usa-2024-trade.csv" | cksum)"
status '... and with it two currencies are one stream' 0 \
    fetch-normalise -q --rates "$tmp/rates.csv" "$tmp/eur.csv" "$data/usa-2024-trade.csv"
sed 's/2023/2022/' "$tmp/rates.csv" >"$tmp/other.csv"
status 'a period without a rate is a bad row' 1 fetch-normalise -q --rates "$tmp/other.csv" "$tmp/eur.csv"
like '... that names both' 'no rate of EUR in 2023' "$err"
for bad in 2023,EUR,-1 2023,EUR,0 '2023,EUR,' 2023,EURO,1 23,EUR,1 2023,EUR,x; do
	printf 'period,currency,usd\n%s\n' "$bad" >"$tmp/bad.csv"
	status "a bad rate is an error: $bad" 1 fetch-normalise -q --rates "$tmp/bad.csv" "$tmp/eur.csv"
done

# the other filters take the column of values, whatever its currency
is 'a pipeline in euros' '2023,M,DEU,CHN,7,,,100.0000,1' \
    "$(map 'flow==M,value=EUR:EUR' | aggregate 2>/dev/null | share 2>/dev/null | rank | tail -n 1)"
for filter in 'fill' 'aggregate' 'share' 'rank' 'concentration'; do
	status "$filter: values in two currencies are misuse" 2 \
	    sh -c "printf 'period,flow,reporter,partner,value_eur,value_usd\n2023,M,USA,CHN,1,2\n' | $filter"
	like '... that names both' 'value_eur and value_usd' "$err"
done

done_testing
