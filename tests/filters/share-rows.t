#!/bin/sh
# share, cell by cell: what it appends to a few rows, which rows it adds, and what it says of them.
. tests/lib.sh
PATH=$bin:$PATH
cd "$tmp" || exit 1

# cells DESCRIPTION CELLS OPTION...: what share appends to the rows of t.csv, a row each, commas kept
cells() {
	what=$1 cells=$2
	shift 2
	is "$what" "$cells" "$(share "$@" t.csv 2>err | cut -d, -f"$first"- | tr '\n' ' ' | sed 's/ $//')"
}
# rows DESCRIPTION ROWS OPTION...: all cells of the rows of t.csv from number $from on
rows() {
	what=$1 rows=$2
	shift 2
	is "$what" "$rows" "$(share "$@" t.csv 2>err | sed "1,${from}d" | tr '\n' ' ' | sed 's/ $//')"
}
# says DESCRIPTION PATTERN OPTION...: a line of stderr
says() {
	what=$1 pattern=$2
	shift 2
	like "$what" "^share: $pattern\$" "$(share "$@" t.csv 2>&1 >out)"
}
# silent DESCRIPTION PATTERN OPTION...: no such line
silent() {
	what=$1 pattern=$2
	shift 2
	is "$what" '' "$({ share "$@" t.csv >out; } 2>&1 | grep -e "$pattern")"
}

cat >t.csv <<'END'
period,flow,reporter,partner,value_usd,qty
2012,M,USA,CHN,6,60
2012,M,USA,JPN,2,40
2013,M,USA,CHN,3,10
2013,M,USA,KOR,1,30
2015,M,USA,JPN,5,0
2015,M,FRA,JPN,0,0
2012,X,USA,CHN,7,1
END
first=7 from=8

# shares and totals
cells 'the share of each row' 'share_pct 75.0000 25.0000 75.0000 25.0000 100.0000  100.0000'
cells 'as a fraction, with two digits' 'share 0.75 0.25 0.75 0.25 1.00  1.00' --fraction --digits 2
cells 'under another name' 'part 75.0000 25.0000 75.0000 25.0000 100.0000  100.0000' --as part
cells 'with the total' 'share_pct,value_usd_total 75,8 25,8 75,4 25,4 100,5 ,0 100,7' --with-total --digits 0
cells 'of two measures' \
    'value_usd_share_pct,qty_share_pct 75,60 25,40 75,25 25,75 100, , 100,100' -c value_usd,qty --digits 0
cells 'of two measures with totals and changes' \
    'value_usd_share_pct,value_usd_total,value_usd_change_pp,qty_share_pct,qty_total,qty_change_pp 75,8,,60,100, 25,8,,40,100, 75,4,0,25,40,-35 25,4,25,75,40,75 100,5,100,,0, ,0,,,0, 100,7,,100,1,' \
    -c value_usd,qty --digits 0 --with-total --change prev
cells '--only prints some rows and keeps the total' 'share_pct,value_usd_total 25,8 100,5 ,0' \
    --only partner=JPN --with-total --digits 0
cells 'within the period alone' 'share_pct 40 13 75 25 100 0 47' -g period --digits 0
{ head -n 1 t.csv && sed 1d t.csv | sort; } >sorted.csv
is 'the same, one group at a time' '75 25 100 75 25  100' \
    "$(share --sorted --digits 0 sorted.csv 2>err | sed 1d | cut -d, -f7 | tr '\n' ' ' | sed 's/ $//')"
is '... with one message' 'share: totals of 0, without shares: 1' "$(cat err)"
says 'a total of 0 is counted' 'totals of 0, without shares: 1'
says '... once for each measure' 'totals of 0, without shares: 3' -c value_usd,qty
silent '... where there is none, it is not' 'totals of 0' --within period
for name in share_pct:'' change_pp:'--change prev' value_usd_total:--with-total; do
	# shellcheck disable=SC2086 # options are words
	is "a column that is there already: ${name%%:*}" \
	    "2 share: the input already has a column '${name%%:*}'; rename it, or use --as (see share --help)" \
	    "$(printf 'period,flow,value_usd,%s\n' "${name%%:*}" | { share ${name#*:} >out; } 2>&1 | sed 's/^/2 /')"
done

# changes
cells 'since the period before' 'share_pct,change_pp 75, 25, 75,0 25,25 100,100 , 100,' --change prev --digits 0
cells 'since the first period' 'share_pct,change_pp 75,0 25,0 75,0 25,25 100,75 , 100,0' --change 2012 --digits 0
cells 'since a later period' 'share_pct,change_pp 75,0 25,25 75,0 25,0 100,100 , 100,' --change 2013 --digits 0
cells 'of a fraction' 'share,change 0.8,0.0 0.2,0.0 0.8,0.0 0.2,0.2 1.0,0.8 , 1.0,0.0' --change 2012 --fraction --digits 1
says 'a period that no row has' '--change 2014: the data has no such period; it has 2012 to 2015' --change 2014
rows 'gone since the period before' \
    '2013,M,USA,JPN,0,,0,-25 2015,M,USA,CHN,0,,0,-75 2015,M,USA,KOR,0,,0,-25' --change prev --vanished --digits 0
rows 'gone since the first period' '2013,M,USA,JPN,0,,0,-25 2015,M,USA,CHN,0,,0,-75' --change 2012 --vanished --digits 0
rows 'gone since a later period, which is before, too' \
    '2012,M,USA,KOR,0,,0,-25 2015,M,USA,CHN,0,,0,-75 2015,M,USA,KOR,0,,0,-25' --change 2013 --vanished --digits 0
rows 'gone, of two measures with totals' \
    '2012,M,USA,KOR,0,0,0,8,-25,0,100,-75 2015,M,USA,CHN,0,0,0,5,-75,,0, 2015,M,USA,KOR,0,0,0,5,-25,,0,' \
    --change 2013 --vanished --with-total -c value_usd,qty --digits 0
is 'gone, some rows only' '2013,M,USA,JPN,0,,0,-25' \
    "$(share --change 2012 --vanished --only partner=JPN --digits 0 t.csv 2>err | tail -n 1)"
is '... other rows are not gone' '2015,M,FRA,JPN,0,0,,' \
    "$(share --change 2013 --vanished --only reporter=FRA --digits 0 t.csv 2>err | tail -n 1)"

head -n 1 t.csv >none.csv
status 'a table of no rows has no period to miss' 0 share --change 2012 none.csv
is '... and has a header' "$(head -n 1 t.csv),share_pct,change_pp" "$(cat out)"
head -n 2 t.csv >one.csv
like 'a table of one period lacks another' '^share: --change 2014: the data has no such period; it has 2012 to 2012$' \
    "$(share --change 2014 one.csv 2>&1 >out)"
is 'a supplier of no such row before had a share of 0, to the last digit' '25.000000000' \
    "$(share --change 2012 --digits 9 t.csv 2>err | sed -n 's/^2013,M,USA,KOR,.*,//p')"
cat >t.csv <<'END'
reporter,period,partner,value_usd
USA,2012,CHN,0
USA,2013,JPN,2
USA,2013,VNM,2
USA,2014,JPN,0.000000001
USA,2014,KOR,0
USA,2015,KOR,1
END
first=5 from=7
cells 'the period in any column; no share before, the smallest total' \
    'share_pct,change_pp , 50, 50, 100,50 0,0 100,100' -g reporter,period --change prev --digits 0
rows 'gone, the period in any column' 'USA,2013,CHN,0,0, USA,2014,VNM,0,0,-50 USA,2015,JPN,0,0,-100' -g reporter,period --change prev --vanished --digits 0

rows '... a share of 0, to the last digit' \
    'USA,2013,CHN,0,0.000000000, USA,2014,VNM,0,0.000000000,-50.000000000 USA,2015,JPN,0,0.000000000,-100.000000000' \
    -g reporter,period --change prev --vanished --digits 9
cat >t.csv <<'END'
note,period,partner,value_usd,unit
a,2012,CHN,3,t
a,2012,JPN,1,t
a,2013,CHN,3,t
END
from=4
rows 'gone: a column that is neither identity nor group is empty' ',2013,JPN,0,,0,-25' \
    -g period --identity period,partner --change prev --vanished --digits 0
rows '... and one of the group is not' ',2013,JPN,0,t,0,-25' \
    -g period,unit --identity period,partner --change prev --vanished --digits 0

# small tables
is 'a row of one byte' '5,100.0000' "$(printf 'value_usd\n5\n' | share -g '' 2>err | tail -n 1)"
is 'an empty cell adds nothing to the total' '50.0000  50.0000' \
    "$(printf 'period,partner,qty\n2012,A,1\n2012,B,\n2012,C,1\n' | share -c qty -g period --known 2>err |
	sed 1d | cut -d, -f4 | tr '\n' ' ' | sed 's/ $//')"

printf 'period,reporter,partner,value_usd\n2012,USA,CHN,3\n2013,USA,CHN,1\n2013,DEU,CHN,4\n' >t.csv
first=5
cells 'no change where the period before lacks the group' 'share_pct,change_pp 100, 100,0 100,' \
    -g period,reporter --change prev --digits 0
cells 'the growth of each row, in its column' 'share_pct,growth_pct 100, 100,-67 100,' -g period,reporter --growth prev --digits 0
cells '... of a fraction' 'share,growth 1.0, 1.0,-0.7 1.0,' -g period,reporter --growth prev --digits 1 --fraction
says 'a share of 100 in every group is said' 'every group has one row with a share of 100; .*' -g period,reporter
silent '... and not where one has two' 'every group' -g period

# what identifies a row
cat >t.csv <<'END'
period,reporter,hs,value_usd,note
2012,USA,28,3,a
2012,USA,29,1,b
2013,USA,28,1,b
2013,USA,29,1,a
END
first=6 from=5
cells 'a row is known by the columns left of the measure' 'share_pct,change_pp 75, 25, 50,-25 50,25' \
    -g period,reporter --change prev --digits 0
cells '... or by those of --identity' 'share_pct,change_pp 75, 25, 50,25 50,-25' \
    -g period,reporter --change prev --identity note --digits 0
cells '... among which the period need not be' 'share_pct,change_pp 75, 25, 50,25 50,-25' \
    -g period,reporter --change prev --identity reporter,note,period --digits 0
says 'two rows of one identity' 't.csv:3: a second row of the same identity in one period; aggregate first, or name the columns that differ with --identity' \
    -g period,reporter --change prev --identity reporter
is 'the period must separate the groups' "2 share: --change needs 'period' among the columns of --within (see share --help)" \
    "$(share -g reporter --change prev t.csv 2>&1 >out | sed 's/^/2 /')"

is '... for the growth, too' "2 share: --growth needs 'period' among the columns of --within (see share --help)" \
    "$(share -g reporter --growth prev t.csv 2>&1 >out | sed 's/^/2 /')"

# a row that is the total
cat >t.csv <<'END'
period,flow,reporter,partner,value_usd,qty
2012,M,USA,W00,10,10
2012,M,USA,CHN,6,5
2012,M,USA,JPN,2,5
2013,M,USA,CHN,3,1
2013,M,USA,W00,2,1
2014,M,USA,CHN,4,1
2015,M,USA,W00,4,1
END
first=7 from=1
rows 'a total is the denominator and not printed' \
    '2012,M,USA,CHN,6,5,60 2012,M,USA,JPN,2,5,20 2013,M,USA,CHN,3,1,150 2014,M,USA,CHN,4,1,' --total partner=W00 --digits 0
rows '... where it is missing there is neither share nor total' \
    '2012,M,USA,CHN,6,5,60,10 2012,M,USA,JPN,2,5,20,10 2013,M,USA,CHN,3,1,150,2 2014,M,USA,CHN,4,1,,' \
    --total partner=W00 --with-total --digits 0
rows '... nor a change' '2012,M,USA,CHN,6,5,60, 2012,M,USA,JPN,2,5,20, 2013,M,USA,CHN,3,1,150,90 2014,M,USA,CHN,4,1,,' \
    --total partner=W00 --change prev --digits 0
rows 'a period with a total alone is one to compare with' \
    '2012,M,USA,CHN,6,5,60,60 2012,M,USA,JPN,2,5,20,20 2013,M,USA,CHN,3,1,150,150 2014,M,USA,CHN,4,1,,' \
    --total partner=W00 --change 2015 --digits 0
says 'groups without a total are counted' 'groups without a row for their total, and so without shares: 1' --total partner=W00
silent '... and totals of 0 are not, which they have' 'totals of 0' --total partner=W00
says 'gaps are counted, the largest is named' \
    'in 2 groups the parts do not add up to the total of value_usd; the largest gap is 4' --total partner=W00
says '... for each measure' 'in 1 group the parts do not add up to the total of qty; the largest gap is 1' \
    --total partner=W00 -c value_usd,qty
like 'World beside its parts in a sum' "^share: partner has rows of World \\(W00\\) and of its parts: use --total partner=W00, or drop the rows of World\$" \
    "$(share t.csv 2>&1 >out)"
grep -v 2015 t.csv >u.csv && mv u.csv t.csv
says 'parts above the total are a gap, too' 'in 1 group the parts do not add up to the total of value_usd; the largest gap is 2' \
    --total partner=W00
sed '/2012/d' t.csv >u.csv && mv u.csv t.csv
silent '... but half a unit for each number is rounding' 'do not add up' --total partner=W00
printf 'period,flow,reporter,partner,value_usd\n2012,M,USA,W00,%s\n2012,M,USA,CHN,0.25\n2012,M,USA,JPN,0.25\n' 0.51 >d.csv
like '... of the last decimal of the group' '^share: in 1 group the parts .*; the largest gap is 0.03$' \
    "$(sed 's/0.51/0.53/' d.csv | share --total partner=W00 2>&1 >/dev/null)"
is '... and no more' '' "$(share --total partner=W00 d.csv 2>&1 >/dev/null)"

silent '... and none where they add up' 'do not add up' --total partner=W00 -c qty

done_testing
