#!/bin/sh
# share: input whose shares are not what they look like. Each test has its twin, clean data that share
# must pass in silence.
. tests/lib.sh
PATH=$bin:$PATH

# table NAME HEADER ROW...: writes a table
table() {
	name=$1
	shift
	printf '%s\n' "$@" >"$tmp/$name.csv"
}
# said OPTION... FILE: what share prints on stderr; last CELLS OPTION... FILE: fields of the last row
said() { share "$@" 2>"$tmp/said" >"$tmp/rows"; cat "$tmp/said"; }
last() {
	cells=$1
	shift
	share "$@" 2>/dev/null | tail -n 1 | cut -d, -f"$cells"
}
# silent DESCRIPTION OPTION... FILE: share succeeds without a word
silent() {
	what=$1
	shift
	status "$what" 0 share "$@"
	is '... in silence' '' "$err"
}

# selected partners
row=period,flow,reporter,partner,value_usd
table selected "$row,net_kg,flags" 2024,M,USA,CHN,60,1,x 2024,M,USA,JPN,20,2,x 2024,M,USA,DEU,20,2,
status 'a share of selected partners is an error' 1 share "$tmp/selected.csv"
like '... with rows, size and option' '^share: 2 of 3 rows \(80.0 % of value_usd\) are of selected partners.*--selected' "$err"
is '... and no row' 2 "$(wc -l <"$tmp/out" | tr -d ' ')"
silent '... unless --selected consents' --selected "$tmp/selected.csv"
status '... or each partner is a group of its own' 0 share -g period,partner "$tmp/selected.csv"
table total "$row,net_kg,flags" 2024,M,USA,CHN,60,1,x 2024,M,USA,W00,200,2,x
is '... or World is the denominator' 30.0000 "$(last 8 --total partner=W00 "$tmp/total.csv")"
status '... also where the partners are summed' 1 sh -c "printf 'period,reporter,value_usd,flags\n1,USA,5,dx\n1,DEU,6,x\n' | share -g period"
silent 'other flags and words are no reason' -g period "$(table other period,reporter,value_usd,flags 1,USA,5,dm 1,DEU,6,; echo "$tmp/other.csv")"
status 'concentration refuses it as well' 1 concentration "$tmp/selected.csv"
status '... unless --selected consents' 0 concentration --selected "$tmp/selected.csv"

# cut rows
table all "$row" 2024,M,USA,CHN,60 2024,M,USA,JPN,25 2024,M,USA,DEU,15 2023,M,USA,CHN,1 2023,M,USA,JPN,2 2023,M,USA,DEU,4
for how in '--top 2' '--only partner=CHN'; do
	# shellcheck disable=SC2086
	share "$tmp/all.csv" | rank $how >"$tmp/cut.csv"
	status "a share of what rank $how left is an error" 1 share --as again "$tmp/cut.csv"
	like '... with option' "^share: the input was cut: it has a column 'rank'.*--selected" "$err"
	status '... unless --selected consents' 0 share --selected --as again "$tmp/cut.csv"
	status '... concentration refuses it as well' 1 concentration "$tmp/cut.csv"
done
rank --top 2 "$tmp/all.csv" >"$tmp/cut.csv"
status '... also without shares' 1 share "$tmp/cut.csv"
share "$tmp/all.csv" | rank --top 2 --others >"$tmp/cut.csv"
silent 'with OTHERS the rows are whole' --as again "$tmp/cut.csv"
share --digits 2 "$tmp/all.csv" | rank --top 3 >"$tmp/cut.csv"
silent '... and if all shares are there' --as again "$tmp/cut.csv"
share --fraction "$tmp/all.csv" | rank >"$tmp/cut.csv"
silent '... also as fractions' --as again "$tmp/cut.csv"

# missing values
table heavy "$row,net_kg" 2024,M,USA,CHN,900,10 2024,M,USA,JPN,99.1,30 2024,M,USA,FRA,0.9, 2023,M,USA,CHN,9, 2023,M,USA,JPN,1,5
is 'weights that are missing for a thousandth of the value are let pass' 2024,M,USA,CHN,900,10,25.0000 "$(share -c net_kg "$tmp/heavy.csv" 2>/dev/null | sed -n 2p)"
is '... in a group that misses more nobody has a share' 2023,M,USA,JPN,1,5, "$(last 1- -c net_kg "$tmp/heavy.csv")"
like '... which is said with the size' '^share: net_kg is missing in 1 row of 1 group \(90.0 % of value_usd in 2023 M USA\): no shares there; see --known' "$(said -c net_kg "$tmp/heavy.csv")"
like '... and the others are counted' '^share: rows without net_kg, which hold at most 0.1 % of the value of their group: 1' "$(said -c net_kg "$tmp/heavy.csv")"
is '... --known prints bounds' 100.0000 "$(last 7 -c net_kg --known "$tmp/heavy.csv")"
like '... and says so' 'the shares there are upper bounds' "$(said -c net_kg --known "$tmp/heavy.csv")"
is '... and with both measures only one is empty' 10.0000, "$(last 7,8 -c value_usd,net_kg "$tmp/heavy.csv")"
is '... no total is known, either' , "$(last 7,8 -c net_kg --with-total "$tmp/heavy.csv")"
is '... and no change' , "$(share -c net_kg --change 2023 "$tmp/heavy.csv" 2>/dev/null | sed -n 2p | cut -d, -f8),"
table light who,net_kg a,5 b,
is 'without a value nothing is let pass' a,5, "$(share -c net_kg "$tmp/light.csv" 2>/dev/null | sed -n 2p)"
silent 'whole weights are' -c net_kg "$(table whole who,net_kg a,5 b,6; echo "$tmp/whole.csv")"
is 'concentration has no index there' 2023,M,USA,,1,,,,, "$(concentration -c net_kg "$tmp/heavy.csv" 2>/dev/null | sed -n 2p)"

# estimated weights
table guess "$row,net_kg,net_kg_estimated" 2024,M,USA,CHN,9,10,10 2024,M,USA,JPN,9,9,0 2023,M,USA,CHN,9,10,4 2023,M,USA,JPN,9,9,5
like 'over half of a weight that is estimated is said' '^share: over half of net_kg is estimated by the source in 1 of 2 groups \(52.6 % of it in 2024 M USA\)' "$(said -c net_kg "$tmp/guess.csv")"
silent '... not by value' "$tmp/guess.csv"
silent '... nor half of it' -c net_kg "$(grep -v ^2024 "$tmp/guess.csv" >"$tmp/half.csv"; echo "$tmp/half.csv")"
like '... by flag, where rows are not summed' 'over half of net_kg' "$(printf '%s\n' "$row,net_kg,flags" 1,M,USA,CHN,1,9,e 1,M,USA,JPN,1,8, | share -c net_kg 2>&1 >/dev/null)"

# names that are the sum of the others
table sum "$row" 2024,M,USA,Alles,1500.5 2024,M,USA,CHN,1000 2024,M,USA,JPN,500.2 2024,M,USA,DEU,0.3
like 'a name that is the sum of all others looks like a total' "^share: partner 'Alles' is the sum of all others in 1 of 1 group, such as 2024 M USA \(value_usd 1500.5\)" "$(said "$tmp/sum.csv")"
like '... also if it is not printed' "'Alles'" "$(said --only partner=CHN "$tmp/sum.csv")"
like '... also but for rounding' "'Alles'" "$(sed s/1500.5/1500.4/ "$tmp/sum.csv" | share 2>&1 >/dev/null)"
silent '... not beyond it' "$(sed s/1500.5/1502/ "$tmp/sum.csv" >"$tmp/off.csv"; echo "$tmp/off.csv")"
silent 'two countries may be alike' "$(table two "$row" 2024,M,USA,CHN,5000 2024,M,USA,JPN,5000; echo "$tmp/two.csv")"
silent '... or one be the sum of two others' "$(table three "$row" 2024,M,USA,CHN,5000 2024,M,USA,JPN,3000 2024,M,USA,DEU,2000; echo "$tmp/three.csv")"
(echo "$row"; for year in 1 2 3 4; do printf '%s\n' $year,M,USA,CHN,5 $year,M,USA,JPN,3 $year,M,USA,DEU,$((year > 2 ? 2 : 1)); done) >"$tmp/often.csv"
like '... but not in half of the years' "partner 'CHN' is the sum of all others in 2 of 4 groups" "$(said "$tmp/often.csv")"
silent '... in a third they may' "$(sed '$d' "$tmp/often.csv" | sed '$d' | sed 's/^3,M,USA,DEU,2/3,M,USA,DEU,9/; s/^4,/2,/' >"$tmp/seldom.csv"; grep -v '^2,M,USA,CHN,5$' "$tmp/seldom.csv" >"$tmp/fewer.csv"; echo "$tmp/fewer.csv")"
silent 'OTHERS may be half of all' "$(sed s/Alles/OTHERS/ "$tmp/sum.csv" >"$tmp/others.csv"; echo "$tmp/others.csv")"
like 'with --sorted it is found as well' "'Alles'" "$(said --sorted "$tmp/sum.csv")"

# totals
table twice "$row" 2024,M,USA,CHN,60 2024,M,USA,W00,100 2024,M,USA,World,100
status 'two rows for one total are an error' 1 share --total partner=W00,World "$tmp/twice.csv"
like '... that names the line' ':4: a second row that is the total of its group' "$err"
status '... and so is World by another name beside it' 1 share --total partner=W00 "$tmp/twice.csv"
is 'totals of several commodities add up' 30.0000 "$(printf '%s\n' period,partner,hs,value_usd 1,CHN,28,60 1,W00,28,100 1,W00,29,100 | share --total partner=W00 2>/dev/null | tail -n 1 | cut -d, -f5)"

# the same trade twice
# twice WORD ROW...: these rows are an error of share, rank and concentration, which --allow WORD lets pass
twice() {
	word=$1
	shift
	printf '%s\n' "$row,flags" "$@" >"$tmp/double.csv"
	for filter in share rank concentration; do
		status "$filter: $word are an error" 1 $filter "$tmp/double.csv"
		like '... with the option that consents' "allow $word" "$err"
		status '... and let pass by it' 0 $filter --allow "$word" "$tmp/double.csv"
	done
}
twice groups 2023,M,USA,EUR,50, 2023,M,USA,DEU,30, 2023,M,USA,CHN,20,
twice mirrored 2023,M,USA,CHN,50, 2023,M,USA,DEU,30,m
status 'rank: a group that is not ranked is no error' 0 sh -c "printf '%s\n' $row 2023,M,USA,EUR,50 2023,M,USA,DEU,30 | rank --unranked partner=EUR"
status 'a group that is the denominator is none' 0 share --total partner=EUR "$(table eur "$row" 2023,M,USA,EUR,50 2023,M,USA,DEU,30 2023,M,USA,FRA,20; echo "$tmp/eur.csv")"
table codes period,flow,reporter,partner,hs,value_usd 2022,M,USA,CHN,2805,5 2022,M,USA,JPN,2805,5 2023,M,USA,CHN,280530,5 2023,M,USA,JPN,280530,6
silent 'codes of one length in each period add up' "$tmp/codes.csv"
status '... but are not to be compared' 1 share --identity flow,reporter,partner --change prev "$tmp/codes.csv"
like '... which names the option' 'allow nested' "$err"
status '... nor their growth' 1 share --identity flow,reporter,partner --growth prev "$tmp/codes.csv"

# silent reporters
table late period,flow,reporter,value_usd,flags 2022,X,CHN,600, 2022,X,VNM,400, 2022,X,MLT,0.5, 2023,X,CHN,600, 2023,X,MLT,1,
like 'a reporter without rows in the next period is named with what it had' '^share: VNM \(40.0 % in 2022\) has no rows in 2023: silent, or zero' "$(said "$tmp/late.csv")"
like '... and in the period before' '^share: VNM \(40.0 % in 2023\) has no rows in 2022' "$(sed 's/^2022/2024/; s/^2023/2022/; s/^2024/2023/' "$tmp/late.csv" | share 2>&1 >/dev/null)"
like '... also if it is not printed' 'VNM' "$(said --change 2022 --only reporter=CHN "$tmp/late.csv")"
silent '... not below a thousandth' "$(sed s/VNM,400/VNM,0.6/ "$tmp/late.csv" >"$tmp/small.csv"; echo "$tmp/small.csv")"
table own "$row" 2022,M,USA,CHN,5 2022,M,USA,JPN,5 2022,M,DEU,CHN,5 2022,M,DEU,JPN,5 2023,M,USA,CHN,5 2023,M,USA,JPN,5
silent '... nor where each reporter is a group' "$tmp/own.csv"
silent '... nor in another flow' "$(sed 's/^2023,X/2023,M/' "$tmp/late.csv" >"$tmp/flow.csv"; echo "$tmp/flow.csv")"
silent '... nor if it has rows of another commodity' -g period,flow,hs "$(printf '%s\n' period,flow,reporter,hs,value_usd 1,X,CHN,28,5 1,X,VNM,28,6 2,X,CHN,28,5 2,X,CHN,29,5 2,X,VNM,29,5 1,X,CHN,29,5 >"$tmp/hs.csv"; echo "$tmp/hs.csv")"
silent 'reconciled rows have no silent side' "$(sed 's/,$/,r/; s/flags.*/flags/' "$tmp/late.csv" >"$tmp/baci.csv"; echo "$tmp/baci.csv")"
table mirrored "$row,flags" 2022,M,USA,CHN,60,m 2022,M,USA,VNM,40,m 2023,M,USA,CHN,60,m 2023,M,USA,JPN,60,m
like 'in mirrored rows the partner reports' '^share: JPN \(50.0 % in 2023\) has no rows in 2022, VNM \(40.0 % in 2022\) has no rows in 2023:' "$(said "$tmp/mirrored.csv")"
silent '... in others not' "$(sed 's/,m$/,/' "$tmp/mirrored.csv" >"$tmp/direct.csv"; echo "$tmp/direct.csv")"
for r in A B C D E F G H; do echo "2022,X,$r,10,"; done | cat "$tmp/late.csv" - >"$tmp/many.csv"
like 'five are named, the others counted' '^share: VNM [^:]*, and 4 more: ' "$(said "$tmp/many.csv")"

# --seen
table seen period,flow,reporter 2022,X,CHN 2022,X,VNM 2022,X,MLT 2023,X,CHN 2023,X,MLT
like '--seen names who is silent' '^share: VNM \(40.0 % in 2022\) has no rows in 2023: silent; changes' "$(said --seen "$tmp/seen.csv" "$tmp/late.csv")"
is '... and leaves the change empty' '600,99.8336,' "$(share --change 2022 --seen "$tmp/seen.csv" --only reporter=CHN "$tmp/late.csv" 2>/dev/null | tail -n 1 | cut -d, -f4,6-)"
is '... not that of the period itself' '600,59.9700,0.0000' "$(share --change 2022 --seen "$tmp/seen.csv" --only reporter=CHN "$tmp/late.csv" 2>/dev/null | sed -n 2p | cut -d, -f4,6-)"
(cat "$tmp/seen.csv"; echo 2023,X,VNM) >"$tmp/zero.csv"
silent 'who has reported is zero' --change 2022 --seen "$tmp/zero.csv" "$tmp/late.csv"
is '... and the change is one' 39.8636 "$(share --change 2022 --seen "$tmp/zero.csv" --only reporter=CHN "$tmp/late.csv" | tail -n 1 | sed 's/.*,//')"
table manifest source,period,reporter a,2022-2023,CHN b,2022,'VNM MLT' c,'2021 2023',VNM
silent 'a manifest of a store is such a list' --seen "$tmp/manifest.csv" "$tmp/late.csv"
table vague source,period,reporter a,2022-2023,'CHN VNM MLT'
like '... but several periods of several reporters do not tell who reported when' 'not used: 1$' "$(said --seen "$tmp/vague.csv" "$tmp/late.csv")"
like '... so a reporter stays silent' 'VNM .* has no rows in 2023: silent' "$(said --seen "$tmp/vague.csv" "$tmp/late.csv")"
sed 's/^2023/202311/' "$tmp/zero.csv" >"$tmp/months.csv"
silent 'a month counts for its year' --seen "$tmp/months.csv" "$tmp/late.csv"
table exports period,flow,reporter 2023,X,VNM 2022,X,JPN
silent 'mirrored rows are reported in the other flow' --seen "$tmp/exports.csv" "$tmp/mirrored.csv"
status 'another table is no such list' 1 share --seen "$tmp/light.csv" "$tmp/late.csv"
like '... which is said' 'light.csv: no list of --seen, which has the columns period, flow, reporter' "$err"
status '--seen and --sorted do not go together' 2 share --sorted --seen "$tmp/seen.csv" "$tmp/late.csv"

# one-year breaks
years() { printf '%s\n' "$row"; for v in 2011:250 2012:277 2013:$1 2014:$2; do echo "${v%:*},M,JPN,PHL,${v#*:}000000"; echo "${v%:*},M,JPN,CHN,${3:-500}000000"; done; }
years 34 193 >"$tmp/break.csv"
like 'a break of one year is named with its values' '^share: breaks of one year.*: 2013 M JPN PHL \(277000000, 34000000, 193000000\)$' "$(said --change prev "$tmp/break.csv")"
like '... also if the year has no row' '2013 M JPN PHL \(277000000, 0, 193000000\)' "$(grep -v 2013,M,JPN,PHL "$tmp/break.csv" | share --change prev 2>&1 >/dev/null)"
silent '... not without --change' "$tmp/break.csv"
for case in 'a third is no break:93 193' 'nor is a fall that lasts:34 40' 'nor between unlike years:34 600' 'nor of a small part:34 193 9000'; do
	# shellcheck disable=SC2086
	years ${case#*:} >"$tmp/none.csv"
	silent "${case%:*}" --change prev "$tmp/none.csv"
done
silent 'nor if the others fell as well' --change prev "$(sed 's/^2013,M,JPN,CHN.*/2013,M,JPN,CHN,100000000/' "$tmp/break.csv" >"$tmp/none.csv"; echo "$tmp/none.csv")"
awk -F, -v OFS=, 'NR > 1 { $1 = 201200 + $1 - 2010 } { print }' "$tmp/break.csv" >"$tmp/none.csv"
silent 'nor in months' --change prev "$tmp/none.csv"

# growth
table grow period,who,v,w 2020,a,50,1 2020,b,50,0 2021,a,75,1 2021,b,25,5 2021,c,1,1
is 'growth against a period' '50.0000 -50.0000 ' "$(share -c v --growth 2020 "$tmp/grow.csv" | sed 1,3d | cut -d, -f6 | tr '\n' ' ' | sed 's/  $/ /')"
is '... and itself' 0.0 "$(share -c v --growth 2020 --digits 1 "$tmp/grow.csv" | sed -n 2p | cut -d, -f6)"
is '... empty for what was 0 or had no row' ',' "$(share -c w --growth 2020 "$tmp/grow.csv" | sed 1,4d | cut -d, -f6 | tr '\n' ',' | sed 's/,$//')"
is '... of a first period' '' "$(share -c v --growth prev "$tmp/grow.csv" | sed -n 2p | cut -d, -f6)"
is '... beside the change, of each measure' 'period,who,v,w,v_share_pct,v_change_pp,v_growth_pct,w_share_pct,w_change_pp,w_growth_pct' \
    "$(share -c v,w --growth 2020 --change prev "$tmp/grow.csv" | head -n 1)"
is '... as a fraction' share,change,growth "$(share -c v --fraction --growth 2020 --change prev "$tmp/grow.csv" | head -n 1 | cut -d, -f5-)"
is '... of a row that is gone' -100.0000 "$(sed '/2021,b/d' "$tmp/grow.csv" | share -c v --growth 2020 --change 2020 --vanished | tail -n 1 | sed 's/.*,//')"
status 'growth against a period that is not there is an error' 1 share -c v --growth 2019 "$tmp/grow.csv"
status '--growth and --sorted do not go together' 2 share -c v --growth prev --sorted "$tmp/grow.csv"

done_testing
