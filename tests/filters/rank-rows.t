#!/bin/sh
# rank, row by row: the order of few and of many rows, ranks, cuts, and what OTHERS has in each column.
. tests/lib.sh
PATH=$bin:$PATH
cd "$tmp" || exit 1

# ranked DESCRIPTION LIST OPTION...: "PARTNER RANK" of the rows of t.csv, "-" for no rank
ranked() {
	what=$1 list=$2
	shift 2
	is "$what" "$list" "$(rank "$@" t.csv 2>err | sed 1d | awk -F, '{ printf "%s%s%s", n++ ? " " : "", $2, $NF == "" ? "-" : $NF }')"
}

cat >t.csv <<'END'
period,partner,value_usd
2012,CHN,50
2012,JPN,30
2012,KOR,10
2012,VNM,10
2012,FRA,
2012,_X,9
2012,DEU,
2012,AUT,8.5
END
ranked 'by value, without a value last' 'CHN1 JPN2 KOR3 VNM3 _X5 AUT6 DEU- FRA-' -g period
ranked 'ascending' 'AUT1 _X2 KOR3 VNM3 JPN5 CHN6 DEU- FRA-' -g period --ascending
ranked 'dense ranks' 'CHN1 JPN2 KOR3 VNM3 _X4 AUT5 DEU- FRA-' -g period --ties dense
ranked 'ordinal ranks' 'CHN1 JPN2 KOR3 VNM4 _X5 AUT6 DEU- FRA-' -g period --ties ordinal
for top in '1:CHN1' '2:CHN1 JPN2' '3:CHN1 JPN2 KOR3 VNM3' '4:CHN1 JPN2 KOR3 VNM3' '5:CHN1 JPN2 KOR3 VNM3 _X5' \
    '6:CHN1 JPN2 KOR3 VNM3 _X5 AUT6' '9:CHN1 JPN2 KOR3 VNM3 _X5 AUT6'; do
	ranked "the top ${top%%:*}" "${top#*:}" -g period --top "${top%%:*}"
done
for top in '3:CHN1 JPN2 KOR3 VNM3' '4:CHN1 JPN2 KOR3 VNM3 _X4'; do
	ranked "the top ${top%%:*} by dense ranks" "${top#*:}" -g period --ties dense --top "${top%%:*}"
done
for top in '3:CHN1 JPN2 KOR3' '4:CHN1 JPN2 KOR3 VNM4'; do
	ranked "the top ${top%%:*} by ordinal ranks" "${top#*:}" -g period --ties ordinal --top "${top%%:*}"
done
ranked 'rows out of the ranking come after it' 'JPN1 KOR2 VNM2 _X4 AUT5 CHN- DEU- FRA-' -g period --unranked partner=CHN
ranked '... before those without a value' 'CHN1 KOR2 VNM2 _X4 AUT5 JPN- DEU- FRA-' -g period --unranked partner=JPN,FRA
ranked '... and no cut takes them' 'KOR1 VNM1 CHN- JPN- FRA-' -g period --unranked partner=JPN,FRA,CHN --top 1
ranked '--only prints some rows, and ranks all' 'JPN2 VNM3' -g period --only partner=JPN,VNM
ranked '... after the cut' 'JPN2' -g period --only partner=JPN,_X --top 2

# many rows: the order is that of sort(1)
# many ROWS VALUES SEED: a table with that many different values
many() {
	awk -v n="$1" -v values="$2" -v seed="$3" 'BEGIN {
		print "partner,value_usd"
		for (i = 0; i < n; i++) {
			seed = (seed * 69069 + 12345) % 2147483648
			printf "p%06d,%d\n", (i * 7919) % 1000003, seed % values
		}
	}'
}
# in_order DESCRIPTION [OPTION...]: rank agrees with sort on m.csv
in_order() {
	what=$1
	shift
	direction=r
	[ "${1-}" != --ascending ] || direction=
	sed 1d m.csv | LC_ALL=C sort -t, -k "2,2n$direction" -k 1,1 >expected
	rank -g '' --ties ordinal "$@" m.csv 2>err | sed 1d | cut -d, -f1-2 >actual
	same "$what" expected actual
}
for rows in 2 23 24 25 26 100 300 5000; do
	for values in 2 200 300 70000 100000000; do
		many $rows $values $((rows + values)) >m.csv
		in_order "$rows rows of $values values"
	done
	in_order "$rows rows, ascending" --ascending
done
many 300 1 1 >m.csv
in_order '300 equal rows'
for scale in 000000 000000000 0000000000000; do
	many 300 90000 5 | sed "1!s/\$/$scale/" >m.csv
	in_order "large values, 300 rows times 1$scale"
done
{ many 200 1000 1 && many 100 900 2 | sed -e 1d -e 's/$/000000000000000/'; } >m.csv
in_order 'small and large values'
# the bits in which keys differ are those of one row alone, the first or the second, or one bit
for place in 1 2; do
	for value in 0 1 99999999999999; do
		many 300 900 7 | awk -v place=$place -v value=$value 'NR == place + 1 { sub(/,.*/, "," value) } { print }' >m.csv
		in_order "row $place is $value"
	done
	many 300 900 7 | awk -v place=$place 'NR > 1 && NR != place + 1 { $0 = $0 "0000000000001" } { print }' >m.csv
	in_order "row $place is small among large ones"
done
awk 'BEGIN { print "partner,value_usd"; for (i = 0; i < 300; i++) printf "p%03d,%.0f\n", i, (i * 37 % 300) * 100000000 + 3000000000 }' >m.csv
in_order 'values on both sides of the 64th bit'
for top in 1 2 5 24 25 100; do
	many 5000 100000 $top >m.csv
	sed 1d m.csv | LC_ALL=C sort -t, -k 2,2nr -k 1,1 | head -n $top >expected
	rank -g '' --ties ordinal --top $top m.csv 2>err | sed 1d | cut -d, -f1-2 >actual
	same "the top $top of 5000 rows" expected actual
	sed 1d m.csv | LC_ALL=C sort -t, -k 2,2n >rising
	{ head -n 1 m.csv && cat rising; } >m.csv.new && mv m.csv.new m.csv
	rank -g '' --ties ordinal --top $top m.csv 2>err | sed 1d | cut -d, -f1-2 >actual
	same '... of rows that rise' expected actual
	is '... and the others are the rest' "$(awk -F, -v top=$top 'NR == FNR { all += $2; next } { all -= $2 } END { print all }' rising expected)" \
	    "$(rank -g '' --ties ordinal --top $top --others m.csv 2>err | tail -n 1 | cut -d, -f2)"
done
awk 'BEGIN { print "period,partner,value_usd"; for (p = 0; p < 60; p++) for (i = 0; i < 60; i++)
	printf "%d,p%03d%0200d,%d\n", 2000 + p * 7 % 60, i * 37 % 60, 0, i * 11 % 50 }' >m.csv
{ sed 1d m.csv | LC_ALL=C sort -t, -k 1,1 -k 3,3nr -k 2,2 | awk -F, '{ if ($1 != before) n = 0; before = $1; if (n++ < 4) print }'; } >expected
rank -g period --ties ordinal --top 4 m.csv 2>err | sed 1d | cut -d, -f1-3 >actual
same 'the top 4 of many long rows in each of many groups, in order of the groups' expected actual
LC_ALL=C sort -t, -k 1,1 m.csv | grep -v ^period >sorted
rank --columns period,partner,value_usd -g period --ties ordinal --top 4 --sorted sorted 2>err | sed 1d | cut -d, -f1-3 >actual
same '... and one group at a time' expected actual

# OTHERS, column by column
others() { # DESCRIPTION CELLS OPTION...: the last row of rank --top 1 --others
	what=$1 cells=$2
	shift 2
	is "$what" "$cells" "$(rank -g period --top 1 --others "$@" t.csv 2>err | tail -n 1)"
}
cat >t.csv <<'END'
period,partner,value_usd,net_kg,n,mixed,text,v_min,v_max,v_mean,v_distinct,flags,x_total,y_total,code
2012,A,9,9,9.0,9,9,9,9,9,9,,50,1,9
2012,B,3,,1.50,1,x,1,1,1,1,e,50,1,7
2012,C,2.5,4,2.25,1.5,,2,2,2,2,,50,2,7
2012,D,1,2,,1e1,5,3,3,3,3,,50,2,7
END
others 'sums, one number of decimals, and what is no sum' '2012,OTHERS,6.5,6,3.75,12.5,,,,,,,50,,21,'
like '... the warnings count the cells of measures that are no numbers' "^\$" "$(grep 'not numbers' err)"
cat >t.csv <<'END'
period,partner,weight,value_usd,net_kg,same,fewer,more,power,POWER,one
2012,A,9,9,9,9,9,9,9,9,
2012,B,1.50,1.50,1.50,1.50,2.25,1.5,15e-1,15E-1,
2012,C,2.50,2.50,2.50,2.50,1.5,2.25,1,1,7
END
others 'measures in the shortest way, other columns with their decimals' '2012,OTHERS,4,4,4,4.00,3.75,3.75,2.5,2.5,7,' -k weight
printf 'period,partner,value_usd,nine,ten\n2012,A,9,9,9\n2012,B,1,1.000000000,1.0000000000\n2012,C,1,2.000000000,2.0000000000\n' >t.csv
others 'nine decimals are kept, more are not' '2012,OTHERS,2,3.000000000,3,'
printf 'period,partner,x_total,net_kg,n\n2012,A,9,1,1\n2012,B,2,,\n2012,C,1,,\n' >t.csv
others 'a key that is called a total adds up; cells that are all empty stay so' '2012,OTHERS,3,,,' -k x_total
is 'OTHERS of the input, in the first column, takes what is cut' 'A,5,1 OTHERS,9,' \
    "$(printf 'partner,value_usd\nA,5\nB,3\nC,2\nOTHERS,4\n' | rank -g '' --top 1 --others 2>err | sed 1d | tr '\n' ' ' | sed 's/ $//')"
is 'the key in the first column, and no groups' '8,,' "$(printf 'value_usd,partner\n9,A\n5,B\n3,C\n' | rank -g '' --top 1 --others 2>err | tail -n 1)"
names=period,flow,reporter,partner,edition,hs,flags,partner2,customs,mode,transport,n_min,n_max,n_mean,n_distinct,usd_per_kg,change_pp,growth_pct,n
is 'what is no sum is empty, whatever it is called' "3$(echo $names | sed 's/[^,]*//g'),2," \
    "$({ echo "value_usd,$names"; for value in 5 2 1; do echo "$value$(echo $names | sed -e 's/[a-z0-9_]*/1/g' -e 's/^/,/')"; done; } |
	rank -g '' --top 1 --others 2>err | tail -n 1)"
cat >t.csv <<'END'
period,partner,value_usd,net_kg,hs
2012,A,9,9,28
2012,B,3,x,28
2013,A,9,9,28
2014,A,5,1,29
2014,B,4,y,29
2014,C,4,2,29
END
is 'a row of OTHERS for each group that was cut' '2012,OTHERS,3,,, 2014,OTHERS,8,,,' \
    "$(rank -g period --top 1 --others t.csv 2>err | grep OTHERS | tr '\n' ' ' | sed 's/ $//')"
like '... the cells that are no numbers are counted' \
    '^rank: cells that are not numbers in rows cut off: 2; OTHERS is empty in their columns$' "$(cat err)"
is '... and no row where nothing was cut' '' "$(rank -g period --top 3 --others t.csv 2>err | grep OTHERS)"
is '... and one group at a time' '2012,OTHERS,3,,, 2014,OTHERS,8,,,' \
    "$(rank -g period --top 1 --others --sorted t.csv 2>err | grep OTHERS | tr '\n' ' ' | sed 's/ $//')"
is 'a group of several columns keeps them' '2012,OTHERS,3,,28, 2014,OTHERS,8,,29,' \
    "$(rank -g period,hs --top 1 --others t.csv 2>err | grep OTHERS | tr '\n' ' ' | sed 's/ $//')"
is 'the key adds up, whatever its name' '2014,OTHERS,3' \
    "$(printf 'period,partner,weight\n2014,A,5\n2014,B,2\n2014,C,1\n' | rank -g period -k weight --top 1 --others 2>err | tail -n 1 | cut -d, -f1-3)"

done_testing
