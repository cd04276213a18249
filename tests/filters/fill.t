#!/bin/sh
# fill: who is filled, by which ratio, with which band, and what it says of it.
. tests/lib.sh
PATH=$bin:$PATH
cd "$tmp" || exit 1
header='period,flow,reporter,partner,hs,value_usd,net_kg,flags'

# filled DESCRIPTION ROWS OPTION...: the rows that fill adds to those of standard input, on a line
filled() {
	what=$1 rows=$2
	shift 2
	{ echo "$header" && cat; } >t.csv
	fill "$@" t.csv >out 2>err
	is "$what" "$rows" "$(sed "1,$(wc -l <t.csv)d" out | tr '\n' ' ' | sed 's/ $//')"
}
# refused DESCRIPTION PATTERN: the rows of standard input are an error in line 2
refused() {
	{ echo "$header" && cat; } >t.csv
	status "$1" 1 fill t.csv
	like '... with its reason' "^fill: t.csv:2: $2" "$err"
}

filled 'exports of the silent are imports of the others, by the default factor' \
    '2023,X,VNM,JPN,850511,100,7,f 2023,X,VNM,USA,850511,50,,ef' <<'END'
2023,M,USA,VNM,850511,53,,e
2023,M,JPN,VNM,850511,106,7,
2023,X,USA,JPN,850511,40,,
END
like 'it says how many' '^fill: series \(period, flow, country\) without a row, filled from 2 rows of the partners: 1$' "$(cat err)"
like '... and who, from how many partners' '^fill: 2023 X VNM: 150 from 2 partners, divided by 1.0600, by --cif$' "$(cat err)"
head -n 4 out >first
same 'the rows of the input come first, as they are' t.csv first
filled 'another factor' '2023,X,VNM,USA,850511,100,,f' --cif 1.1 <<'END'
2023,M,USA,VNM,850511,110,,
2023,X,USA,JPN,850511,40,,
2023,M,JPN,USA,850511,40,,
END
filled 'imports of the silent are exports of the others, times the factor' '2023,M,VNM,USA,850511,106,,f' <<'END'
2023,X,USA,VNM,850511,100,,
2023,M,USA,JPN,850511,40,,
2023,X,JPN,USA,850511,40,,
END

years='2019,X,VNM,USA,850511,100,,
2019,M,USA,VNM,850511,999,,
2020,X,VNM,USA,850511,100,,
2020,M,USA,VNM,850511,110,,
2021,X,VNM,USA,850511,100,,
2021,M,USA,VNM,850511,130,,
2022,X,VNM,USA,850511,100,,
2022,M,USA,VNM,850511,120,,'
gap='2023,M,USA,VNM,850511,120,,
2023,X,USA,JPN,850511,1,,
2023,M,JPN,USA,850511,1,,'
filled 'the ratio is the median of three years' '2023,X,VNM,USA,850511,100,,f' <<END
$years
$gap
END
like '... which is said' '2023 X VNM: 100 from 1 partner, divided by 1.2000, the median of 3 years$' "$(cat err)"
filled 'it is exact: two years of 3 and 3/2' '2023,X,VNM,USA,850511,53.333333333,,f' <<END
2022,X,VNM,USA,850511,1,,
2022,M,USA,VNM,850511,3,,
2024,X,VNM,USA,850511,2,,
2024,M,USA,VNM,850511,3,,
$gap
END
filled '... also of very large figures' '2023,X,VNM,USA,850511,9999999999999999999999999998,,f' <<'END'
2022,X,VNM,USA,850511,9999999999999999999999999999,,
2022,M,USA,VNM,850511,9999999999999999999999999998,,
2023,M,USA,VNM,850511,9999999999999999999999999997,,
2023,X,USA,JPN,850511,1,,
2023,M,JPN,USA,850511,1,,
END
filled 'a partner that has not reported a year is not in the ratio of it, and is filled' '2022,M,JPN,VNM,850511,900,,f 2023,X,VNM,USA,850511,100,,f' <<END
2022,X,VNM,USA,850511,100,,
2022,X,VNM,JPN,850511,900,,
2022,M,USA,VNM,850511,120,,
$gap
END
filled 'the band: a single code' '2023,X,VNM,USA,850511,100,,f,61.538461538,163.636363636' --band <<END
$years
$gap
END
is '... of reported rows, it is the value' 110,110 "$(sed -n 5p out | cut -d, -f9-)"
filled '... several codes' '2020,X,USA,JPN,280530,1,,f,, 2023,X,VNM,USA,850511,100,,f,73.846153846,136.363636364' --band <<END
$years
$gap
2020,M,JPN,USA,280530,1,,
END
filled '... is empty with one year' '2023,X,VNM,USA,850511,100,,f,,' --band <<END
2022,X,VNM,USA,850511,100,,
2022,M,USA,VNM,850511,120,,
$gap
END
filled 'months: the ratio is that of the year' '202302,X,VNM,USA,850511,50,,f' <<'END'
202301,X,VNM,USA,850511,100,,
202301,M,USA,VNM,850511,200,,
202302,M,USA,VNM,850511,100,,
202302,X,USA,JPN,850511,1,,
202302,M,JPN,USA,850511,1,,
END

filled 'who has a row, of any commodity, is not silent' '' <<END
$gap
2023,X,VNM,KOR,280530,1,,
2023,M,KOR,USA,850511,1,,
END
printf 'period,flow,reporter\n2023,X,VNM\n' >seen.csv
filled '... nor who is in the list of --seen' '' --seen seen.csv <<END
$gap
END
filled 'World, groups and trade with itself are left out' '' <<'END'
2023,M,USA,W00,850511,5,,
2023,M,USA,EUR,850511,5,,
2023,X,USA,USA,850511,5,,s
2023,M,USA,USA,850511,5,,s
END
is '... in silence' '' "$(cat err)"
filled 'Areas nes are filled; n is about the partner' '2023,X,_X,USA,850511,100,,f' <<'END'
2023,M,USA,_X,850511,106,,n
2023,X,USA,JPN,850511,1,,
2023,M,JPN,USA,850511,1,,
END
filled 'a flow that nobody reports is not selected' '' <<'END'
2023,M,USA,VNM,850511,106,,
END
like '... which is said' 'rows of a period that has only one flow, from which nobody is filled: 1; keep imports' "$(cat err)"
filled 'a value that is missing stays so' '2023,X,VNM,USA,850511,,9,f' <<'END'
2023,M,USA,VNM,850511,,9,
2023,X,USA,JPN,850511,1,,
2023,M,JPN,USA,850511,1,,
END

refused 'a filled row' 'the row is filled already' <<'END'
2023,X,VNM,USA,850511,5,,f
END
refused 'a mirrored row' 'the row is mirrored or reconciled .flags m.' <<'END'
2023,X,VNM,USA,850511,5,,m
END
refused 'a negative value' 'a value is negative' <<'END'
2023,X,VNM,USA,850511,-5,,
END
refused 'no period' "period is '23', neither YYYY nor YYYYMM" <<'END'
23,X,VNM,USA,850511,5,,
END
refused 'unknown flags' "flags is 'q'" <<'END'
2023,X,VNM,USA,850511,5,,q
END
status 'two columns of that name are misuse' 2 sh -c "fill --band t.csv | fill --band --columns '$header,value_usd_low'"

# a larger table: the order of the rows does not matter
fetch-normalise -q "$data/world-2012-2023.csv" >world.csv 2>/dev/null
{ head -n 1 world.csv && sed 1d world.csv | sort -t, -k6,6r -k4,4 -k1,1; } >turned.csv
n=$(wc -l <world.csv)
fill --band world.csv 2>err | sed "1,${n}d" >a
fill --band turned.csv 2>err2 | sed "1,${n}d" >b
same 'rows in another order: the same filled rows' a b
same '... and the same messages' err err2
ok '... which are some' test "$(wc -l <a)" -gt 50
is 'they add up behind aggregate' "$(fill world.csv 2>/dev/null | aggregate --by period,flow,reporter 2>/dev/null | grep -c 'f$')" \
    "$(cut -d, -f1-3 a | sort -u | wc -l | tr -d ' ')"

done_testing
