#!/bin/sh
# What each guard says of single rows, of series and of parts.
. tests/lib.sh
. tests/normalise/rows.sh

# G2
trade 2024,M,W00,CHN,H6,280530,1 2024,M,USA,CHN,H6,280530,2 2024,M,USA,W00,H6,280530,4 \
    2024,M,W00,W00,H6,280530,8 >world.csv
kept 'G2: World is dropped as reporter and as partner' 2 <world.csv
kept 'G2: --world keep keeps both' '1 2 4 8' --world keep <world.csv
kept 'G2: --world only keeps the partner alone' 4 --world only <world.csv
kept 'G2: World named as reporter is kept' 1 -r W00 <world.csv
kept 'G2: ... beside another reporter, whose World row is not named' '1 2' -r W00,USA <world.csv
kept 'G2: World named as partner is kept, but not as reporter' 4 -p W00 <world.csv
kept 'G2: named as both' '4 8' -r W00,USA -p W00 <world.csv
kept 'G2: --world only of a named reporter' '4 8' -r W00,USA --world only <world.csv
kept 'G2: another reporter named does not consent' 2 -r USA <world.csv

# G3
trade 2024,M,USA,CHN,H6,TOTAL,1 2024,M,USA,CHN,H6,28,2 2024,M,USA,CHN,H6,2805,4 2024,M,USA,CHN,H6,280530,8 >levels.csv
kept 'G3: TOTAL named, and one level of the codes below a named one' '1 4' --hs TOTAL,2805 --level 4 <levels.csv
kept 'G3: TOTAL that is not named is dropped at any level' '2 4 8' --level any <levels.csv
kept 'G3: --level total keeps TOTAL alone' 1 --level total <levels.csv
kept 'G3: --level 4 keeps codes of four digits alone' 4 --level 4 <levels.csv
kept 'G3: a code that another guard drops is not nested' 8 --freq A <<END
$(trade 2024,M,USA,W00,H6,28,1 2024,M,USA,EUR,H6,2805,2 2024,RM,USA,CHN,H6,2805,4 2024,M,USA,CHN,H6,280530,8)
END
refuses 'G3: two levels of three' '2024 M USA' <levels.csv
refuses 'G3: chapter 1' '2024 M USA' <<END
$(trade 2024,M,USA,CHN,H6,01,1 2024,M,USA,CHN,H6,0101,2)
END

# G4
trade 2024,M,USA,CHN,H6,280530,1 2024,RM,USA,CHN,H6,280530,2 2024,QQ,USA,CHN,H6,280530,4 >flows.csv
kept 'G4: sub-flows and unknown flows are dropped' 1 <flows.csv
kept 'G4: a named sub-flow is kept' 2 -f RM <flows.csv
kept 'G4: beside its parent, too' '1 2' -f M,RM <flows.csv
sed '/QQ/d' flows.csv >sub-flows.csv
says 'G4: a sub-flow belongs to the series of its parent, which has rows' '' <sub-flows.csv
says 'G4: ... and an unknown flow to its own' 'guards dropped all rows of 2024 QQ USA (G4)' <flows.csv

# G5
trade 2024,M,USA,EUR,H6,280530,1 2024,M,EUR,CHN,H6,280530,2 2024,M,USA,CHN,H6,280530,4 >groups.csv
kept 'G5: groups are dropped' 4 <groups.csv
kept 'G5: a named partner is kept' 1 -p EUR <groups.csv
kept 'G5: a named reporter is kept' 2 -r EUR <groups.csv
kept 'G5: both kept' '1 2 4' --groups keep <groups.csv
kept 'G5: another partner named does not consent' 4 -p CHN -r USA <groups.csv

# G6
refuses 'G6: years and months of two flows' '2024 M USA' <<END
$(trade 2024,M,USA,CHN,H6,280530,1 2024,X,USA,CHN,H6,280530,2 202401,M,USA,CHN,H6,280530,4 202401,X,USA,CHN,H6,280530,8)
END
refuses 'G6: of two reporters, one of them by the year alone' '2024 M USA' <<END
$(trade 2024,M,FRA,CHN,H6,280530,1 2024,M,USA,CHN,H6,280530,2 202401,M,USA,CHN,H6,280530,4 202401,X,USA,CHN,H6,280530,8)
END
refuses 'G6: the first year is named' '2012 X USA' <<END
$(trade 2012,X,USA,CHN,H6,280530,1 201201,X,USA,CHN,H6,280530,2 2013,M,USA,CHN,H6,280530,4 201301,M,USA,CHN,H6,280530,8)
END
refuses 'G6: with years of the reporters before and after it' '2024 M AUT' <<END
$(trade 2024,M,AUS,CHN,H6,280530,1 2024,M,AUT,CHN,H6,280530,2 202401,M,AUT,CHN,H6,280530,4 2024,M,ZAF,CHN,H6,280530,8)
END
refuses 'G6: with months of the reporters before and after it' '2024 M AUT' <<END
$(trade 202401,M,AUS,CHN,H6,280530,1 2024,M,AUT,CHN,H6,280530,2 202401,M,AUT,CHN,H6,280530,4 202401,M,ZAF,CHN,H6,280530,8)
END
kept 'G6: the months of the next year' '1 2' <<END
$(trade 2023,M,USA,CHN,H6,280530,1 202401,M,USA,CHN,H6,280530,2)
END
kept 'G6: the year of another year, flow or reporter' '1 2 4 8' <<END
$(trade 2023,M,USA,CHN,H6,280530,1 202401,M,USA,CHN,H6,280530,2 202401,X,USA,CHN,H6,280530,4 2024,M,FRA,CHN,H6,280530,8)
END
kept 'G6: the months of a later flow and of a later reporter' '1 2 4' <<END
$(trade 2024,M,FRA,CHN,H6,280530,1 202401,M,USA,CHN,H6,280530,2 202401,X,FRA,CHN,H6,280530,4)
END
kept 'G6: a year whose rows are all dropped' 2 <<END
$(trade 2024,M,USA,W00,H6,280530,1 202401,M,USA,CHN,H6,280530,2)
END
kept 'G6: months whose rows are all dropped' 2 <<END
$(trade 202401,M,USA,W00,H6,280530,1 2024,M,USA,CHN,H6,280530,2)
END
refuses 'G6: months in any order of rows' '2024 M USA' <<END
$(trade 202402,X,USA,CHN,H6,280530,1 202402,M,USA,CHN,H6,280530,2 2024,X,FRA,CHN,H6,280530,4 2024,M,USA,CHN,H6,280530,8)
END

# series without a row left
usa='guards dropped all rows of 2024 M USA'
other=$(trade 2023,M,FRA,CHN,H6,280530,64)
says 'a series that lost all rows is named, and its guard' "$usa (G2)" <<END
$other
2024,M,USA,W00,H6,280530,1
END
says '... the first series, too' 'guards dropped all rows of 2012 M USA (G2)' <<END
$other
2012,M,USA,W00,H6,280530,1
END
says '... two guards in their order' "$usa (G2+G5)" <<END
$other
2024,M,USA,EUR,H6,280530,1
2024,M,USA,W00,H6,280530,2
END
says '... two series' "$usa (G2), 2024 X USA (G5)" <<END
$other
2024,X,USA,EUR,H6,280530,1
2024,M,USA,W00,H6,280530,2
END
says '... not one that has a row' '' <<END
$other
2024,M,USA,CHN,H6,280530,1
2024,M,USA,W00,H6,280530,2
END
says '... nor one of which no row is selected' 'rows of shorter codes, which may include selected trade, were not selected: 1' \
    --hs 280530 <<END
$other
2024,M,USA,CHN,H6,28,1
END
says '... nor World as reporter, which is no series of its own' '' <<END
$other
2024,M,W00,CHN,H6,280530,1
END
like '... all guards in their order' "$usa \\(G1\\+G2\\+G7\\+G3\\+G4\\+G5\\)\$" "$(printf '%s\n' \
    period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,primaryValue \
    2024,842,M,0,0,H6,280530,1 2024,842,M,156,392,H6,280530,2 2024,842,M,156,0,S4,5225,4 \
    2024,842,M,156,0,H6,TOTAL,8 2024,842,RM,156,0,H6,280530,16 2024,842,M,97,0,H6,280530,32 |
    fetch-normalise 2>&1 >/dev/null)"

# editions
editions='rows of several HS editions, perhaps the same trade twice, in'
for pair in 'H0 H1' 'H0 H6' 'H1 H2' 'H5 H6'; do
	says "editions ${pair% *} and ${pair#* } in one series" "$editions 2024 M USA" <<END
$(trade "2024,M,USA,CHN,${pair% *},280530,1" "2024,M,USA,JPN,${pair#* },280530,2")
END
done
says 'the first of two series' "$editions 2012 M USA, 2024 M USA" <<END
$(for year in 2012 2024; do
	trade "$year,M,USA,CHN,H4,280530,1" "$year,M,USA,JPN,H5,280530,2"
done)
END
for edition in H0 H1 H6; do
	says "one edition, $edition" '' <<END
$(trade "2024,M,USA,CHN,$edition,280530,1" "2024,M,USA,JPN,$edition,280530,2" 2024,M,USA,KOR,,280530,4)
END
done
says 'two editions in two series' '' <<END
$(trade 2023,M,USA,CHN,H5,280530,1 2024,M,USA,CHN,H6,280530,2)
END
says 'an edition that is no name of one' '' <<END
$(trade 2024,M,USA,CHN,H6,280530,1 2024,M,USA,JPN,HS,280530,2)
END

# parts: the ranges of partners and codes of what is kept
part() { # NAME OPTIONS ROW...
	name=$1 options=$2
	shift 2
	# shellcheck disable=SC2086 # options are words
	trade "$@" | fetch-normalise -q $options --part "$name" >"$name.rows" 2>"$name.err" || echo "status $?" >>"$name.err"
}
overlap() { # DESCRIPTION PARTS [OPTION...]: which parts overlap in a series
	what=$1 parts=$2
	shift 2
	is "$what" "$parts" "$(cat a b | fetch-normalise -q "$@" --judge-parts 2>&1 | sed 1d | cut -d, -f1 | sort -u | tr '\n' ' ' | sed 's/ $//')"
}
for order in 'CHN JPN' 'JPN CHN' 'CHN DEU JPN'; do
	# shellcheck disable=SC2046,SC2086 # words
	part a '' $(printf '2024,M,USA,%s,H6,280530,1\n' $order)
	for other in AUS: CHN:'a b' DEU:'a b' JPN:'a b' KOR:; do
		part b '' "2024,M,USA,${other%%:*},H6,280530,1"
		overlap "partners $order, and ${other%%:*}" "${other#*:}"
	done
done
part a '' 2024,M,USA,AUS,H6,280530,1 2024,M,USA,AUT,H6,280530,1
part b '' 2024,M,USA,AUT,H6,280530,1
overlap 'partners that differ in one letter by one' 'a b'
part a '' 2024,M,USA,CHN,H6,280530,1 2024,M,USA,W00,H6,280530,1 2024,M,USA,EUR,H6,280530,1 2024,RM,USA,KOR,H6,280530,1
part b '' 2024,M,USA,DEU,H6,280530,1
overlap 'partners of rows that are dropped do not count' ''
is '... and no part warns of series, which may go on in another' '' "$(cat a.err b.err)"
part a '' 2024,M,USA,CHN,H5,280530,1 2024,M,USA,DEU,H6,280530,1 2023,M,USA,W00,H6,280530,1
is '... nor of editions' '' "$(cat a.err)"
part a '--level 6' 2024,M,USA,CHN,H6,280530,1
part b '--level 6' 2024,M,USA,CHN,H6,280530,1
overlap 'one row in two parts, at one level' 'a b' --level 6
part b '--level 6' 2024,M,USA,CHN,H6,284690,1
overlap 'another code in the second part' '' --level 6
part a '--level any' 2024,M,USA,CHN,H6,28,1 2024,M,USA,CHN,H6,280530,1
is 'nested codes of a part with --level any' '' "$(cat a.err)"
part a '' 2024,M,USA,CHN,H6,28,1 2024,M,USA,CHN,H6,280530,1
like 'nested codes of a part' 'G3' "$(cat a.err)"

done_testing
