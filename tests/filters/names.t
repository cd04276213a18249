#!/bin/sh
# names: a misspelt name is answered with the nearest that exists, and a column that is nearly a
# default one is reported.
. tests/lib.sh

cat >"$tmp/a.csv" <<'END'
period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags
2024,M,USA,CHN,H6,284690,10,4,
2024,M,USA,JPN,H6,284690,20,5,
END

# answers TOOL ARGUMENTS ANSWER: misuse, with that answer on a single line.
answers() {
	# shellcheck disable=SC2086 # several arguments
	"$bin/$1" $2 "$tmp/a.csv" >"$tmp/out" 2>"$tmp/err"
	code=$?
	err=$(cat "$tmp/err")
	case "$code, $err" in
	"2, $1: "*"did you mean '$3'? (see $1 --help)") pass "$1 $2: did you mean '$3'?" ;;
	*) fail "$1 $2: did you mean '$3'?" "status $code: $err" ;;
	esac
	is "... and nothing else" '0 1' "$(wc -c <"$tmp/out" | tr -d ' ') $(wc -l <"$tmp/err" | tr -d ' ')"
}

while IFS='|' read -r tool arguments answer; do
	answers "$tool" "$arguments" "$answer"
done <<'END'
fetch-normalise|--reportr USA|--reporter
fetch-normalise|--reporter=Chian|China
fetch-normalise|--reporter Untied_Kingdom|United Kingdom
fetch-normalise|-p USX|USA
fetch-normalise|-p EU72|EU27
fetch-normalise|-f improt|import
fetch-normalise|--world kep|keep
fetch-normalise|--map period=perod|period
filter-hs|--baskets rare-earths|--basket
filter-hs|-b rare-earth|rare-earths
filter-hs|-b permanent-magnet|permanent-magnets
filter-hs|-c HS 28|hs
filter-hs|--where Flow=M 28|flow
aggregate|--acros-flows|--across-flows
aggregate|--by period,reproter|reporter
aggregate|--by perod:4|period
aggregate|-s value|value_usd
aggregate|--mean netkg|net_kg
aggregate|--balanced Reporter|reporter
aggregate|--bloc ASAEN|ASEAN
aggregate|--bloc EU27 --intra drp|drop
fill|--bnad|--band
share|--whitin period|--within
share|-c value_us|value_usd
share|--only Partner=CHN|partner
share|--total parnter=W00|partner
share|--change 2023 --identity reporterr|reporter
rank|--top-n=5|--top
rank|--ties ordnial|ordinal
rank|-k valueusd|value_usd
rank|--unranked partners=nes|partner
concentration|--supplyer partner|--supplier
concentration|--supplier partners|partner
concentration|-g flows|flow
END

# --- columns that are nearly default ones --------------------------------------------------------

# report TOOL HEADER: stderr of the tool with that header line
report() {
	printf '%s\n2024,M,USA,CHN,5\n' "$2" | { "$bin/$1" >"$tmp/out"; } 2>&1
}

while IFS='|' read -r tool header name column; do
	like "$tool: '$column' is nearly $name" "^$tool: no column '$name'; '$column' is not taken for it" \
		"$(report "$tool" "$header")"
done <<'END'
aggregate|period,Flow,reporter,partner,value_usd|flow|Flow
aggregate|Period,flow,reporter,partner,value_usd|period|Period
aggregate| period,flow,reporter,partner,value_usd|period| period
aggregate|Year,flow,reporter,partner,value_usd|period|Year
aggregate|period,flow,reporterISO,partner,value_usd|reporter|reporterISO
aggregate|period,flowCode,reporter,partner,value_usd|flow|flowCode
aggregate|period,flow,reporter,Partner Country,value_usd|partner|Partner Country
aggregate|net_kg,flow,reporter,partner,Value USD|value_usd|Value USD
aggregate|value_usd,flow,reporter,partner,netWgt|net_kg|netWgt
share|year,flow,reporter,partner,value_usd|period|year
share|period,flow,reporter,Partner,value_usd|partner|Partner
rank|period,flows,reporter,partner,value_usd|flow|flows
rank|period,flow,reporter_name,partner,value_usd|reporter|reporter_name
concentration|period,FLOW,reporter,partner,value_usd|flow|FLOW
concentration|perod,flow,reporter,partner,value_usd|period|perod
END

printf 'period,flow,reporter,partner,Edition,hs,value_usd\n2024,M,USA,CHN,H6,280530,5\n' >"$tmp/edition.csv"
like "filter-hs: 'Edition' is nearly edition" "no column 'edition'; 'Edition' is not taken" \
	"$("$bin/filter-hs" -b rare-earths "$tmp/edition.csv" 2>&1 >/dev/null)"

# silent DESCRIPTION COMMAND...: nothing on stderr
silent() {
	silent=$1
	shift
	status "$silent" 0 "$@"
	is '... in silence' '' "$err"
}

for tool in aggregate share rank concentration; do
	silent "$tool: trade CSV" "$bin/$tool" "$tmp/a.csv"
done
silent 'a column that is named in --by' "$bin/aggregate" --columns Year,country,v --by Year,country -s v /dev/null
printf 'year,country,value_usd\n2024,A,1\n2024,B,1\n' >"$tmp/year.csv"
for tool in share rank; do
	silent "$tool: a column that is named in --within" "$bin/$tool" -g year "$tmp/year.csv"
done
printf 'period,flow,reporter,partner2,partner_distinct,value_usd\n2024,M,USA,4,3,1\n2024,M,USA,1,3,1\n' >"$tmp/other.csv"
silent 'columns of other things' "$bin/share" "$tmp/other.csv"

like 'aggregate says what it grouped by if a default key is missing' \
	'^aggregate: grouped by period, partner; the input has no flow, reporter ' \
	"$(cut -d, -f1,4,7 "$tmp/a.csv" | "$bin/aggregate" 2>&1 >/dev/null)"
like '... also if all are' '^aggregate: grouped by nothing; the input has no period, ' \
	"$(cut -d, -f6,7 "$tmp/a.csv" | "$bin/aggregate" 2>&1 >/dev/null)"
is '... not with --by' '' "$(cut -d, -f1,4,7 "$tmp/a.csv" | "$bin/aggregate" --by partner 2>&1 >/dev/null)"
is '... not with --merge' '' "$(cut -d, -f1,4,7 "$tmp/a.csv" | "$bin/aggregate" --merge 2>&1 >/dev/null)"
done_testing
