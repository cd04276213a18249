#!/bin/sh
# refresh: the contents of a store depend on its sources only, not on earlier runs or accidents.
. tests/lib.sh
PATH=$bin:$PATH
umask 022
refresh=$PWD/scripts/refresh
H=period,flow,reporter,partner,hs,value_usd
C=period,reporter,action,rows_before,rows_after,usd_before,usd_after

# rows PERIODS REPORTERS SEED: a table of trade, equal for equal arguments
rows() {
	awk -v periods="$1" -v reporters="$2" -v seed="$3" -v head=$H 'BEGIN {
		print head
		np = split(periods, period, " "); nr = split(reporters, reporter, " ")
		split("CHN JPN FRA NLD AUS BRA", partner, " "); split("280530 284610 284690 850511", hs, " ")
		for (i = 1; i <= np; i++) for (j = 1; j <= nr; j++) {
			x = seed * 7919 + period[i] * 31 + j
			for (k = 1; k <= 6; k++) for (l = 1; l <= 4; l++) {
				x = (x * 69069 + 12345) % 2147483648
				if (x % 5) printf "%s,%s,%s,%s,%s,%d.%d\n", period[i], k % 2 ? "M" : "X", reporter[j], partner[k], hs[l], x % 1000000, x % 9 + 1
			}
		}
	}'
}
store() { # STORE DIR [OPTION...]: refreshes quietly; stdout goes to $tmp/changes, stderr to $tmp/messages
	to=$1 from=$2
	shift 2
	"$refresh" -q "$to" --from "$from" "$@" >"$tmp/changes" 2>"$tmp/messages" && return
	store_status=$?
	cat "$tmp/messages" >&2
	return $store_status
}
all() { zcat "$1"/trade/*.csv.gz | grep -v ^period; }
sorted() { sort "$1"; }
release() { (cd "$1/current" && cat manifest.csv selection trade/SHA256SUMS trade/*.csv.gz); }
inodes() { ls -i "$1"/trade/*.csv.gz | sed "s,$1/trade/,,"; }

# --- a store
mkdir "$tmp/d"
rows '2020 2021' 'USA DEU' 1 >"$tmp/d/a.csv"
rows '2021 2022' 'GBR' 2 | gzip >"$tmp/d/b.csv.gz"
cp "$data/usa-2024.csv" "$tmp/d/usa 2024, \"website\".csv"
status 'a first refresh' 0 store "$tmp/s" "$tmp/d"
fetch-normalise -q --headerless "$tmp/d/a.csv" "$tmp/d/b.csv.gz" "$tmp/d/usa 2024, \"website\".csv" | sort >"$tmp/expected"
all "$tmp/s" | sort >"$tmp/actual"
same 'the rows equal those of fetch-normalise' "$tmp/expected" "$tmp/actual"
is 'a file for each period' '2020.csv.gz 2021.csv.gz 2022.csv.gz 2024.csv.gz SHA256SUMS' "$(ls "$tmp/s/trade" | paste -s -d ' ' -)"
is '... each begins with the header line' 4 \
    "$(for f in "$tmp/s"/trade/*.gz; do zcat "$f" | head -n 1; done | grep -c '^period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags$')"
is '... each has one period' '2020 2021 2022 2024' \
    "$(for f in "$tmp/s"/trade/*.gz; do zcat "$f" | sed 1d | cut -d, -f1 | uniq; done | paste -s -d ' ' -)"
is 'links lead to the release' 'generations/000001 current/trade current/manifest.csv current/selection' \
    "$(cd "$tmp/s" && readlink current trade manifest.csv selection | paste -s -d ' ' -)"
ok 'sha256sum -c accepts SHA256SUMS' sh -c "cd '$tmp/s/trade' && sha256sum -c --quiet SHA256SUMS"
ok '--check succeeds' "$refresh" --check "$tmp/s"
is 'a first refresh reports all rows as new' "$C
2020,DEU,new,0,$(all "$tmp/s" | grep -c '^2020,.,DEU'),0,$(all "$tmp/s" | aggregate --columns period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags --headerless --across-flows -g period,reporter -s value_usd | sed -n 's/^2020,DEU,\([^,]*\).*/\1/p')" \
    "$(sed -n '1,2p' "$tmp/changes")"
is '... by period and reporter' '2020,DEU 2020,USA 2021,DEU 2021,GBR 2021,USA 2022,GBR 2024,USA' \
    "$(sed 1d "$tmp/changes" | cut -d, -f1,2 | paste -s -d ' ' -)"
is 'the manifest accounts for each row' 'records=104 rows=39 usd=861915060.625 G1-detail=41 G2-world=12 G4-flow=12' \
    "$(python3 -c 'import csv, sys
for r in csv.DictReader(sys.stdin):
    if r["source"].startswith("usa"): print(*(f"{k}={r[k]}" for k in ("records", "rows", "usd", "G1-detail", "G2-world", "G4-flow")))' <"$tmp/s/manifest.csv")"
is 'raw files are unchanged' "$(cat "$tmp/d"/*.csv* | cksum)" \
    "$(cd "$tmp/s" && python3 -c 'import csv
for r in csv.DictReader(open("manifest.csv", newline="")): print(r["raw"])' | xargs cat | cksum)"

# --- no change
(cd "$tmp/s" && find . ! -name .lock ! -name . -exec ls -dil --time-style=full-iso {} + | sort) >"$tmp/before"
status 'a refresh without changes' 0 store "$tmp/s" "$tmp/d"
is '... prints the header only' "$C" "$(cat "$tmp/changes")"
(cd "$tmp/s" && find . ! -name .lock ! -name . -exec ls -dil --time-style=full-iso {} + | sort) >"$tmp/after"
same '... and writes nothing' "$tmp/before" "$tmp/after"

# --- one change
inodes "$tmp/s" >"$tmp/before"
rows '2021 2022' 'GBR' 2 | sed '/^2021,M,GBR,CHN,284610/s/,[^,]*$/,7.5/' | gzip >"$tmp/d/b.csv.gz"
status 'one changed row' 0 store "$tmp/s" "$tmp/d"
like '... is a revision of its year and reporter' '^2021,GBR,revised,' "$(cat "$tmp/changes")"
is '... and nothing else' 2 "$(wc -l <"$tmp/changes" | tr -d ' ')"
inodes "$tmp/s" >"$tmp/after"
is 'the other period files are hard links' '2021.csv.gz' \
    "$(diff "$tmp/before" "$tmp/after" | sed -n 's/^> *[0-9]* //p')"
is 'the previous release is kept' '000001 000002' "$(ls "$tmp/s/generations" | paste -s -d ' ' -)"
rows '2021 2022' 'GBR' 2 | awk -F, -v OFS=, '$4 == "CHN" && $1 == 2022 { $6 += 1 } $4 == "FRA" && $1 == 2022 && $5 == 284610 { $6 -= n } $1 == 2022 && $4 == "CHN" { n++ } 1' >"$tmp/moved"
gzip -c "$tmp/moved" >"$tmp/d/b.csv.gz"
status 'a value moved from one partner to another' 0 store "$tmp/s" "$tmp/d"
like '... is a revision' '^2022,GBR,revised,' "$(cat "$tmp/changes")"
rm "$tmp/d/a.csv"
status 'a removed file' 0 store "$tmp/s" "$tmp/d"
is '... withdraws its rows' '2020,DEU,withdrawn 2020,USA,withdrawn 2021,DEU,withdrawn 2021,USA,withdrawn' \
    "$(sed 1d "$tmp/changes" | cut -d, -f1-3 | paste -s -d ' ' -)"
is '... and the period that only it had' '2021.csv.gz 2022.csv.gz 2024.csv.gz' "$(cd "$tmp/s/trade" && ls -- *.gz | paste -s -d ' ' -)"
is 'older releases are removed' '000003 000004' "$(ls "$tmp/s/generations" | paste -s -d ' ' -)"
mv "$tmp/d/b.csv.gz" "$tmp/d/c.csv.gz"
status 'a renamed file' 0 store "$tmp/s" "$tmp/d"
is '... changes no row' "$C" "$(cat "$tmp/changes")"
is '... but its line in the manifest' c.csv.gz "$(sed -n 2p "$tmp/s/manifest.csv" | cut -d, -f1)"
ok '... and --check succeeds' "$refresh" --check "$tmp/s"

# --- several folders
mkdir -p "$tmp/f/2020" "$tmp/f/2021" "$tmp/f/other/2020" "$tmp/f/none"
rows 2020 'USA DEU' 1 >"$tmp/f/2020/a.csv"
rows 2021 'USA DEU' 1 >"$tmp/f/2021/a.csv"
rows 2022 USA 1 >"$tmp/f/other/2020/a.csv"
several() {
	"$refresh" "$@" >"$tmp/changes" 2>"$tmp/messages"
}
sources() { sed 1d "$tmp/several/manifest.csv" | cut -d, -f1 | paste -s -d ' ' -; }
status 'two folders' 0 several "$tmp/several" --from "$tmp/f/2020" --from "$tmp/f/2021"
is '... are both read' '2020,DEU,new 2020,USA,new 2021,DEU,new 2021,USA,new' "$(sed 1d "$tmp/changes" | cut -d, -f1-3 | paste -s -d ' ' -)"
is '... and the manifest tells their files apart' '2020/a.csv 2021/a.csv' "$(sources)"
release "$tmp/several" >"$tmp/expected"
status '... in another order, and one of them twice' 0 several --from "$tmp/f/2021" --from "$tmp/f/2020" "$tmp/several" --from "$tmp/f/2020"
is '... give the same' "$C" "$(cat "$tmp/changes")"
release "$tmp/several" >"$tmp/actual"
same '... store' "$tmp/expected" "$tmp/actual"
status 'a damaged part of one' 0 sh -c 'rm -rf "$1"/parts/*; "$2" -q --rebuild "$1" --from "$3/2020" --from "$3/2021"' - "$tmp/several" "$refresh" "$tmp/f"
release "$tmp/several" >"$tmp/actual"
same '... is made again' "$tmp/expected" "$tmp/actual"
status 'two folders of one name' 0 several "$tmp/several" --from "$tmp/f/2020" --from "$tmp/f/2021" --from "$tmp/f/other/2020"
is '... are told apart by their paths' "$tmp/f/2020/a.csv $tmp/f/2021/a.csv $tmp/f/other/2020/a.csv" "$(sources)"
status 'a folder inside another' 0 several "$tmp/several" --from "$tmp/f/other" --from "$tmp/f/other/2020"
is '... gives its files once' 'other/2020/a.csv' "$(sources)"
status 'a folder without files beside another' 1 several "$tmp/several" --from "$tmp/f/other" --from "$tmp/f/none"
is '... is an error' "refresh: $tmp/f/none: no files; a store is not emptied without --allow-empty" "$(cat "$tmp/messages")"
status 'one of several folders that does not exist' 1 several "$tmp/several" --from "$tmp/f/other" --from "$tmp/f/nowhere"
is '... is an error' "refresh: $tmp/f/nowhere: no such folder" "$(cat "$tmp/messages")"
status 'a dry run of two folders' 0 several -q --dry-run "$tmp/several" --from "$tmp/f/2020" --from "$tmp/f/other"
is '... lists the files of both' '2020/a.csv,new' "$(sed 1d "$tmp/changes" | cut -d, -f1,5 | paste -s -d ' ' -)"

# --- many refreshes equal one: files appear, change and disappear, some of them overlap
mkdir "$tmp/walk"
: >"$tmp/rows.old"
n=0
for step in 'a 2019+2020 USA 1' 'b 2020+2021 DEU+FRA 2' 'c 2020 USA 1' 'a 2019+2020 USA+GBR 1' 'd 2022 USA 3' \
    'b - - -' 'd 2022 USA 4' 'e 2018+2019+2020 USA 1' 'a - - -' 'b 2021 FRA 9' 'c 2020 USA+JPN 1'; do
	# shellcheck disable=SC2086 # four words
	set -- $step
	rm -f "$tmp/walk/$1.csv"
	[ "$2" = - ] || rows "$(echo "$2" | tr + ' ')" "$(echo "$3" | tr + ' ')" "$4" >"$tmp/walk/$1.csv"
	[ ! -e "$tmp/w/trade" ] || all "$tmp/w" >"$tmp/rows.old"
	store "$tmp/w" "$tmp/walk" || fail "step $step" "$(cat "$tmp/messages")"
	all "$tmp/w" >"$tmp/rows.new"
	n=$((n + 1))
	python3 tests/scripts/refresh/changes.py "$tmp/rows.old" "$tmp/rows.new" >"$tmp/expected"
	same "changes equal those of an oracle: $n" "$tmp/expected" "$tmp/changes"
	rm -rf "$tmp/once"
	store "$tmp/once" "$tmp/walk" || fail "once $step" "$(cat "$tmp/messages")"
	release "$tmp/w" >"$tmp/actual"
	release "$tmp/once" >"$tmp/expected"
	same "the store equals a new one, byte for byte: $n, $step" "$tmp/expected" "$tmp/actual"
done
ok '... and --check succeeds' "$refresh" --check "$tmp/w"

# --- overlaps
mkdir "$tmp/o"
rows '2020 2021 2022' 'USA DEU' 1 >"$tmp/o/2020-22.csv"
rows '2022 2023' 'USA DEU' 1 >"$tmp/o/2022-23.csv"
status 'overlapping files' 0 store "$tmp/os" "$tmp/o"
like '... are reported' '^refresh: 2022: 2020-22.csv and 2022-23.csv: [0-9]+ rows are in both and count once$' "$(cat "$tmp/messages")"
sed 1d "$tmp/o/2022-23.csv" | cat "$tmp/o/2020-22.csv" - | fetch-normalise -q --headerless --duplicates first | sort >"$tmp/expected"
all "$tmp/os" | sort >"$tmp/actual"
same '... and their rows count once' "$tmp/expected" "$tmp/actual"
release "$tmp/os" >"$tmp/old"
sed '/^2022,M,USA,CHN,/s/,[^,]*$/,1/' "$tmp/o/2022-23.csv" >"$tmp/o/new" && mv "$tmp/o/new" "$tmp/o/2022-23.csv"
status 'differing rows are an error' 1 store "$tmp/os" "$tmp/o"
like '... the message shows the row' '^2020-22.csv: 2022,M,USA,CHN,,2' "$(cat "$tmp/messages")"
like '... of both files' '^2022-23.csv: 2022,M,USA,CHN,,2[0-9]*,1,' "$(cat "$tmp/messages")"
like '... and what to do' '^refresh: 2022: [0-9]+ rows differ between sources; .*--prefer newest$' "$(cat "$tmp/messages")"
is '... and stdout is empty' '' "$(cat "$tmp/changes")"
release "$tmp/os" >"$tmp/new"
same '... and the store is unchanged' "$tmp/old" "$tmp/new"
touch -d '2024-01-01' "$tmp/o/2020-22.csv"
touch -d '2024-01-02' "$tmp/o/2022-23.csv"
status '--prefer newest' 0 store "$tmp/os" "$tmp/o" --prefer newest
like '... reports how many rows it replaced' '^refresh: 2022: [0-9]+ rows of 2020-22.csv differ from those of 2022-23.csv' "$(cat "$tmp/messages")"
is '... takes the rows of the newest file' 1 "$(all "$tmp/os" | grep '^2022,M,USA,CHN,' | cut -d, -f7 | sort -u)"
touch -d '2024-01-03' "$tmp/o/2020-22.csv"
store "$tmp/os" "$tmp/o" --prefer newest
is '... which may be another file in the next refresh' 0 "$(all "$tmp/os" | grep '^2022,M,USA,CHN,' | grep -c ,1,,)"
store "$tmp/os2" "$tmp/o" --prefer newest
release "$tmp/os" >"$tmp/expected"
release "$tmp/os2" >"$tmp/actual"
same '... the store equals a new one' "$tmp/expected" "$tmp/actual"
release "$tmp/os" >"$tmp/old"
status 'the store keeps the preference' 0 store "$tmp/os" "$tmp/o"
is '... and nothing changes' "$C" "$(cat "$tmp/changes")"
status '--prefer error makes differing rows an error again' 1 store "$tmp/os" "$tmp/o" --prefer error
release "$tmp/os" >"$tmp/new"
same '... and the store is unchanged' "$tmp/old" "$tmp/new"
status '... and so is the preference' 0 store "$tmp/os" "$tmp/o"
cp -a "$tmp/os" "$tmp/os3"
mkdir "$tmp/o3"
cp -p "$tmp/o/2020-22.csv" "$tmp/o3"
status '... which --prefer error changes if no rows differ' 0 store "$tmp/os3" "$tmp/o3" --prefer error
status '... for later refreshes' 1 store "$tmp/os3" "$tmp/o"
status '... until --prefer newest' 0 store "$tmp/os3" "$tmp/o" --prefer newest
release "$tmp/os3" >"$tmp/new"
same '... the release is equal' "$tmp/old" "$tmp/new"
rm "$tmp/os3/current"
status 'the preference outlives a lost link' 0 store "$tmp/os3" "$tmp/o"
status 'another preference is misuse' 2 store "$tmp/os" "$tmp/o" --prefer oldest

# three files: their names decide the order of the rows only
turn() { # FIRST SECOND THIRD: names of the oldest, the middle and the newest file
	rm -rf "$tmp/t" "$tmp/ts"
	mkdir "$tmp/t"
	printf '%s\n2022,M,USA,CHN,2846,5\n2022,M,USA,JPN,2846,5\n' $H >"$tmp/t/$1"
	printf '%s\n2022,M,USA,CHN,2846,6\n2022,M,USA,FRA,2846,9\n' $H >"$tmp/t/$2"
	printf '%s\n2022,M,USA,CHN,2846,5\n2022,M,USA,JPN,2846,7\n' $H >"$tmp/t/$3"
	touch -d 2024-01-01 "$tmp/t/$1"
	touch -d 2024-01-02 "$tmp/t/$2"
	touch -d 2024-01-03 "$tmp/t/$3"
	store "$tmp/ts" "$tmp/t" --prefer newest
	all "$tmp/ts" | cut -d, -f4,7 | sort | paste -s -d ' ' -
}
for names in 'a b c' 'a c b' 'b a c' 'b c a' 'c a b' 'c b a'; do
	# shellcheck disable=SC2086 # three words
	is "the newest of three, named $names" 'CHN,5 FRA,9 JPN,7' "$(turn $names)"
done
touch -d 2024-01-01 "$tmp/t"/*
store "$tmp/ts" "$tmp/t" --prefer newest
is 'of files of one age, the last by name is preferred' 'CHN,5 FRA,9 JPN,5' "$(all "$tmp/ts" | cut -d, -f4,7 | sort | paste -s -d ' ' -)"
printf '%s\n2022,M,USA,CHN,2846,5\n2022,M,USA,CHN,2846,5\n' $H >"$tmp/t/twice.csv"
status 'a duplicate key in one file stays an error' 1 store "$tmp/ts" "$tmp/t" --prefer newest
like '... with the message of fetch-normalise' 'key of an earlier row.*\(G8\)' "$(cat "$tmp/messages")"
like '... and the name of the file, not that of its copy' "^refresh: $tmp/t/twice.csv: not normalised" "$(cat "$tmp/messages")"

# errors that no single file shows
mkdir "$tmp/n"
printf '%s\n2022,M,USA,CHN,2846,5\n' $H >"$tmp/n/heading.csv"
printf '%s\n2022,M,USA,CHN,284690,5\n' $H >"$tmp/n/leaf.csv"
status 'codes that nest across files are an error (G3)' 1 store "$tmp/ns" "$tmp/n"
like '... that names the files' '2022: the rows of heading.csv, leaf.csv cannot be combined' "$(cat "$tmp/messages")"
status '... but not with a --level' 0 store "$tmp/ns" "$tmp/n" --level 6
printf '%s\n202203,M,USA,CHN,284690,5\n' $H >"$tmp/n/month.csv"
status 'a year and its months in two files are an error (G6)' 1 store "$tmp/ns" "$tmp/n"
like '... that names the files' 'leaf.csv and month.csv: 2022 M USA has rows for the year and for its months' "$(cat "$tmp/messages")"
like '... and recommends --freq' 'select one with --freq, which the first refresh of a store fixes' "$(cat "$tmp/messages")"

# --- one selection for a store
status 'another selection is an error' 2 store "$tmp/ns" "$tmp/n" --level 4
like '... that names both' "$tmp/ns was made with --level 6, not with --level 4; use another store for that" "$(cat "$tmp/messages")"
status '... an additional option is, too' 2 store "$tmp/ns" "$tmp/n" --flow M
status '... and UN Comtrade as the source of a store of files' 2 "$refresh" "$tmp/ns" --period 2020
status 'a value that fetch-normalise rejects' 2 store "$tmp/none" "$tmp/o" --level 5
status '... can be corrected' 0 store "$tmp/none" "$tmp/d" --level 6 --flow M --period 2021-2022
is '... and then selects' '2021,M 2022,M' "$(all "$tmp/none" | cut -d, -f1,2 | sort -u | paste -s -d ' ' -)"
rows 2021 'USA' 3 >"$tmp/d/more.csv"
status 'options that are not given stay as they were' 0 store "$tmp/none" "$tmp/d"
is '... for new files, too' 'M' "$(all "$tmp/none" | cut -d, -f2 | sort -u)"
printf 'year,who,with,code,usd\n2020,USA,CHN,2846,5\n' >"$tmp/t.csv"
mkdir "$tmp/map"
mv "$tmp/t.csv" "$tmp/map"
status 'a table of another layout' 0 store "$tmp/maps" "$tmp/map" --map period=year,flow==M,reporter=who,partner=with,hs=code,value_usd=usd --edition H5
is '... is read with the given edition' 2020,M,USA,CHN,H5,2846,5,, "$(all "$tmp/maps")"

# --- files that are not data
release "$tmp/s" >"$tmp/old"
rm -f "$tmp/d/more.csv"
echo 'not a table' >"$tmp/d/README"
status 'a file that is not a table is an error' 1 store "$tmp/s" "$tmp/d"
like '... with the message of fetch-normalise' "fetch-normalise: $tmp/d/README:1: unknown layout" "$(cat "$tmp/messages")"
echo 'nor this' >"$tmp/d/NOTES"
rows 2020 FRA 1 >"$tmp/d/good.csv"
status 'several such files' 1 store "$tmp/s" "$tmp/d"
is '... are reported in one run' "refresh: $tmp/d/NOTES: not normalised; correct or remove it
refresh: $tmp/d/README: not normalised; correct or remove it
refresh: $tmp/s: 2 of 3 new sources are not normalised; the store is unchanged" "$(grep ^refresh: "$tmp/messages")"
is '... each with the message of fetch-normalise' 2 "$(grep -c '^fetch-normalise: .*:1: unknown layout' "$tmp/messages")"
is '... and stdout is empty' '' "$(cat "$tmp/changes")"
release "$tmp/s" >"$tmp/new"
same '... and the store is unchanged' "$tmp/old" "$tmp/new"
status 'an error of all files is reported once' 2 store "$tmp/none3" "$tmp/d" --level 5
is '... in one line' 1 "$(grep -c '^refresh:' "$tmp/messages")"
rm "$tmp/d/NOTES" "$tmp/d/good.csv"
mv "$tmp/d/README" "$tmp/d/.README"
printf 'PK' >"$tmp/d/x.csv.crdownload"
ln -sfn generations "$tmp/s/current"
status 'a link "current" to something else' 1 store "$tmp/s" "$tmp/d"
like '... is reported' "^refresh: $tmp/s/current: a link to generations, which is not a generation" "$(cat "$tmp/messages")"
ln -sfn "$(cd "$tmp/s" && ls -d generations/0* | tail -n 1)" "$tmp/s/current"
echo mine >"$tmp/mine"
mv "$tmp/s/.lock" "$tmp/lock"
ln -s "$tmp/mine" "$tmp/s/.lock"
status 'a lock that is a link' 1 store "$tmp/s" "$tmp/d"
is '... is not followed' mine "$(cat "$tmp/mine")"
rm "$tmp/s/.lock"
mkfifo "$tmp/s/.lock"
status 'a lock that is a pipe does not block' 0 timeout 60 "$refresh" -q --check "$tmp/s"
mv "$tmp/lock" "$tmp/s/.lock"
status 'a store whose name has two lines' 2 store "$tmp/s$(printf '\r')" "$tmp/d"
ln -s nowhere "$tmp/d/link.csv"
status 'a broken link is an error, not a removed file' 1 store "$tmp/s" "$tmp/d"
like '... that names it' 'd/link.csv: No such file' "$(cat "$tmp/messages")"
mkdir "$tmp/beside"
rows 2019 USA 1 >"$tmp/beside/x.csv"
ln -sfn "$tmp/beside/x.csv" "$tmp/d/link.csv"
ln -s "$tmp/beside" "$tmp/d/folder"
mkfifo "$tmp/d/pipe"
status 'a link to a file is read' 0 store "$tmp/s" "$tmp/d"
is '... with its rows' '2019,USA,new' "$(sed 1d "$tmp/changes" | cut -d, -f1-3)"
is '... and what is not a file is reported' 'd/folder: skipped, a link to a folder; d/pipe: skipped, not a regular file' \
    "$(sed "/crdownload/d; s|.*$tmp/||" "$tmp/messages" | sort | paste -s -d ';' - | sed 's/;/; /')"
rm "$tmp/d/link.csv" "$tmp/d/folder" "$tmp/d/pipe"
store "$tmp/s" "$tmp/d"
status 'hidden files and unfinished downloads are skipped' 0 store "$tmp/s" "$tmp/d"
cp "$data/answer-empty.json" "$tmp/d/empty.json"
status 'an empty response is an error' 1 store "$tmp/s" "$tmp/d"
status '... unless --allow-empty is given' 0 store "$tmp/s" "$tmp/d" --allow-empty
rm "$tmp/d/empty.json"
store "$tmp/s" "$tmp/d"
release "$tmp/s" >"$tmp/old"
mkdir "$tmp/empty"
status 'an empty folder does not empty a store' 1 store "$tmp/s" "$tmp/empty"
like '... but is an error' 'no files; a store is not emptied without --allow-empty' "$(cat "$tmp/messages")"
status 'a first refresh without rows is an error' 1 store "$tmp/none2" "$tmp/d" --period 1999
like '... that names the number of sources' 'no selected row in 2 sources' "$(cat "$tmp/messages")"
status 'a missing folder' 1 store "$tmp/none2" "$tmp/nowhere"
rows 2022 USA 5 >"$tmp/d/more.csv"
ok 'a full stdout' sh -c "! '$refresh' '$tmp/s' --from '$tmp/d' >/dev/full 2>'$tmp/messages'"
like '... is reported' '^refresh: .*No space left.*the store is unchanged$' "$(cat "$tmp/messages")"
release "$tmp/s" >"$tmp/new"
same '... and all these errors leave the store unchanged' "$tmp/old" "$tmp/new"
mkdir "$tmp/bytes"
name=$(printf "b\351 \"q\",%%s.csv")
rows 2020 USA 1 >"$tmp/bytes/$name"
status 'a file name of any bytes' 0 store "$tmp/bs" "$tmp/bytes"
ok '... is in the manifest' grep -qF "$(printf 'b\351 ""q"",%%s.csv')" "$tmp/bs/manifest.csv"
status '... in a second refresh, too' 0 store "$tmp/bs" "$tmp/bytes"

# --- --dry-run
mkdir "$tmp/dry"
everything() { (cd "$tmp" && find dry drys -exec ls -dil --time-style=full-iso {} + | sort); }
rows '2020 2021' 'USA DEU' 1 >"$tmp/dry/a.csv"
rows '2022' 'GBR' 1 >"$tmp/dry/b.csv"
rows '2023' 'GBR' 1 >"$tmp/dry/c,d.csv"
status '--dry-run of a new store' 0 store "$tmp/drys" "$tmp/dry" --dry-run
is '... prints its sources' 'source,code,period,reporter,action
a.csv,,,,new
b.csv,,,,new
"c,d.csv",,,,new' "$(cat "$tmp/changes")"
ok '... and creates nothing' test ! -e "$tmp/drys"
store "$tmp/drys" "$tmp/dry"
everything >"$tmp/before"
status '--dry-run without changes' 0 store "$tmp/drys" "$tmp/dry" --dry-run
is '... prints the header only' source,code,period,reporter,action "$(cat "$tmp/changes")"
rm "$tmp/dry/b.csv"
mv "$tmp/dry/c,d.csv" "$tmp/dry/e.csv"
rows '2020' 'USA DEU' 2 >"$tmp/dry/a.csv"
rows '2022' 'GBR' 2 >"$tmp/dry/f.csv"
cp "$tmp/dry/f.csv" "$tmp/dry/g.csv"
everything >"$tmp/before"
status '--dry-run of changed, new, removed and renamed files' 0 store "$tmp/drys" "$tmp/dry" --dry-run
is '... prints what is known of them' 'source,code,period,reporter,action
a.csv,,2020-2021,DEU USA,revised
b.csv,,2022,GBR,withdrawn
f.csv,,,,new' "$(cat "$tmp/changes")"
everything >"$tmp/after"
same '... and changes nothing' "$tmp/before" "$tmp/after"
ok '... and their number' sh -c "'$refresh' '$tmp/drys' --from '$tmp/dry' --dry-run 2>&1 >'$tmp/changes' |
	grep -q 'drys: 1 source would be new, 1 revised, 1 withdrawn; nothing was done$'"
status '--dry-run with another selection is an error' 2 store "$tmp/drys" "$tmp/dry" --dry-run --level 4
status '--dry-run with --rebuild is misuse' 2 store "$tmp/drys" "$tmp/dry" --dry-run --rebuild

# --- messages
stderr_of() { { "$@" >"$tmp/changes"; } 2>&1; }
is 'help has the name by which refresh was called' 'Usage: reliance-refresh [OPTION]... STORE' "$("$bin/reliance-refresh" --help | head -n 1)"
like '... so has the version' '^reliance-refresh .reliance. ' "$("$bin/reliance-refresh" --version)"
is '... and so have messages' 'reliance-refresh: no STORE; see --help' "$(stderr_of "$bin/reliance-refresh")"
is 'a clone has another name' 'refresh: no STORE; see --help' "$(stderr_of "$refresh")"
for arguments in '--pereod s7' '--pereod 2012 s7' '--pereod=2012 s7' 's7 --pereod'; do
	# shellcheck disable=SC2086 # several words
	is "the message names an unknown option without its argument: $arguments" "refresh: unknown option '--pereod'; did you mean '--period'?" "$(stderr_of "$refresh" $arguments)"
done
is 'two operands' "refresh: one STORE, and no operand 's8'; see --help" "$(stderr_of "$refresh" s7 s8)"
is '... one of them empty' "refresh: one STORE, and no operand ''; see --help" "$(stderr_of "$refresh" s7 '')"
is 'an option without its argument' "refresh: option '--period' needs an argument; see --help" "$(stderr_of "$refresh" s7 --period)"
is 'an argument for an option that takes none' "refresh: option '--check' takes no argument; see --help" "$(stderr_of "$refresh" s7 --check=x)"
mkdir "$tmp/one"
printf '%s\n2020,M,USA,CHN,284610,5\n' $H >"$tmp/one/a.csv"
is 'singular: one source' "refresh: $tmp/ones: 1 source, 1 of them new or revised; 1 period file written" "$(stderr_of "$refresh" "$tmp/ones" --from "$tmp/one")"
is 'singular: one period' "refresh: $tmp/ones: 1 period of 1 source, all files unchanged" "$(stderr_of "$refresh" --check "$tmp/ones")"
is '--rebuild makes all parts again, none of them new' \
    "refresh: $tmp/ones: 1 source, 0 of them new or revised, all rebuilt; 0 period files written" "$(stderr_of "$refresh" "$tmp/ones" --from "$tmp/one" --rebuild)"
cp "$tmp/one/a.csv" "$tmp/one/b.csv"
echo 2021,M,USA,CHN,284610,5 >>"$tmp/one/b.csv"
is 'singular: one equal row' "refresh: 2020: a.csv and b.csv: 1 row is in both and counts once" "$(stderr_of "$refresh" -q "$tmp/ones" --from "$tmp/one")"
sed 's/,5$/,6/' "$tmp/one/a.csv" >"$tmp/one/b.csv"
like 'singular: one differing row' '^refresh: 2020: 1 row differs between sources; ' "$(stderr_of "$refresh" "$tmp/ones" --from "$tmp/one")"

# --- damage
copy() { rm -rf "$tmp/x"; cp -a "$1" "$tmp/x"; }
damage() { chmod u+w "$1" && printf x | dd of="$1" bs=1 seek=40 conv=notrunc 2>/dev/null; }
release "$tmp/w" >"$tmp/expected"
part=$(sha256sum "$tmp/walk/e.csv" | cut -d ' ' -f 1)
for victim in trade/2020.csv.gz manifest.csv trade/SHA256SUMS parts/$part/2020.csv.gz parts/$part/series.csv parts/$part/SHA256SUMS raw/$part; do
	copy "$tmp/w"
	damage "$tmp/x/$victim"
	status "--check finds damage: ${victim%%/*} ${victim##*/}" 1 "$refresh" --check "$tmp/x"
	like '... and names the file' "^refresh: $(readlink -f "$tmp/x/$victim"): " "$err"
	if [ "$victim" = manifest.csv ]; then
		status '... which a refresh does not read' 1 store "$tmp/x" "$tmp/walk"
		like '... but recommends the previous release' 'ln -sfn generations/NUMBER .*/current. returns' "$(cat "$tmp/messages")"
		ln -sfn generations/000010 "$tmp/x/current"
	fi
	status '... --rebuild repairs it' 0 store "$tmp/x" "$tmp/walk" --rebuild
	ok '... and --check succeeds' "$refresh" --check "$tmp/x"
	release "$tmp/x" >"$tmp/actual"
	same '... and the release is equal' "$tmp/expected" "$tmp/actual"
done
copy "$tmp/w"
for part in "$tmp/x"/parts/*/2020.csv.gz; do damage "$part"; done
cp -a "$tmp/walk" "$tmp/walk2"
rows 2020 BRA 1 >"$tmp/walk2/f.csv"
status 'a damaged part is not used' 0 store "$tmp/x" "$tmp/walk2"
like '... but made again' '2020.csv.gz: its SHA-256 has changed; making it again' "$(cat "$tmp/messages")"
store "$tmp/y" "$tmp/walk2"
cp -a "$tmp/walk2" "$tmp/walk3"
release "$tmp/y" >"$tmp/expected"
release "$tmp/x" >"$tmp/actual"
same '... and the release is right' "$tmp/expected" "$tmp/actual"
copy "$tmp/w"
(cd -P "$tmp/x/current" && sed -i 's/,0\.1\.[0-9]*$/,9.1.0/' manifest.csv &&
	sed -i "s,^[^ ]*  \.\./manifest.csv,$(sha256sum manifest.csv | cut -d ' ' -f 1)  ../manifest.csv," trade/SHA256SUMS)
status 'a manifest of a later version is an error' 1 store "$tmp/x" "$tmp/walk"
like '... that names both versions' 'was written by version 9.1.0, this is [0-9.]*; use that one' "$(cat "$tmp/messages")"
copy "$tmp/w"
(cd -P "$tmp/x/current" && sed -i 's/^store,2/store,3/' selection &&
	sed -i "s,^[^ ]*  \.\./selection,$(sha256sum selection | cut -d ' ' -f 1)  ../selection," trade/SHA256SUMS)
status '... and so is a store of a later format' 1 store "$tmp/x" "$tmp/walk"
like '... that names both formats' 'a store of format 3, this version reads 1 and 2' "$(cat "$tmp/messages")"
copy "$tmp/w"
for stray in notes raw/mine parts/mine generations/mine trade/mine.txt; do echo stray >"$tmp/x/$stray"; done
status "--check reports a user's file in trade/" 1 "$refresh" --check "$tmp/x"
like '... with advice' 'trade/mine.txt: not part of this store; move it away' "$err"
for mode in --dry-run --rebuild -q; do
	status "... and a refresh with $mode refuses it" 1 store "$tmp/x" "$tmp/walk2" $mode
	like '... with its name' '/trade/mine.txt: not part of this store; move it away' "$(cat "$tmp/messages")"
done
mkdir -p "$tmp/x/generations/000005/trade"
mv "$tmp/x/trade/mine.txt" "$tmp/x/generations/000005/trade"
for n in 1 2 3; do
	rows "201$n" BRA $n >"$tmp/walk2/g.csv"
	status "a refresh ignores files of the user elsewhere: $n" 0 store "$tmp/x" "$tmp/walk2"
done
is '... and keeps them' 5 "$(find "$tmp/x" -type f -exec grep -l stray {} + | wc -l | tr -d ' ')"
ok '... but not in the new release' "$refresh" --check "$tmp/x"
copy "$tmp/w"
rm -f "$tmp/x/trade/2020.csv.gz"
status 'a missing period file' 0 store "$tmp/x" "$tmp/walk"
like '... is named' 'generations/[0-9]*/trade/2020.csv.gz: missing or changed; making it again' "$(cat "$tmp/messages")"
same '... and made again' "$tmp/w/trade/2020.csv.gz" "$tmp/x/trade/2020.csv.gz"
is '... without a changed row' "$C" "$(cat "$tmp/changes")"
ok '... and --check succeeds' "$refresh" --check "$tmp/x"
copy "$tmp/w"
damage "$tmp/x/trade/2020.csv.gz"
cp -a "$tmp/walk" "$tmp/walk4"
rows 2031 BRA 1 >"$tmp/walk4/f.csv"
status 'a damaged period file, and another period that is new' 0 store "$tmp/x" "$tmp/walk4"
like '... is named' 'generations/[0-9]*/trade/2020.csv.gz: missing or changed; making it again' "$(cat "$tmp/messages")"
same '... and made again' "$tmp/w/trade/2020.csv.gz" "$tmp/x/trade/2020.csv.gz"

# --- the selection is part of the release
copy "$tmp/w"
chmod u+w "$tmp/x/current/selection"
sed -i 's/^source,files/&\nflow,M/' "$tmp/x/current/selection"
release "$tmp/x" >"$tmp/expected"
for mode in -q --dry-run --rebuild; do
	status "a refresh with $mode refuses a selection that was edited" 1 store "$tmp/x" "$tmp/walk2" $mode
	like '... and names it' 'generations/[0-9]*/selection: its SHA-256 has changed; .ln -sfn' "$(cat "$tmp/messages")"
done
status '... --check finds it' 1 "$refresh" --check "$tmp/x"
like '... and names it' 'generations/[0-9]*/selection: its SHA-256 has changed' "$err"
release "$tmp/x" >"$tmp/actual"
same '... and nothing changes' "$tmp/expected" "$tmp/actual"
copy "$tmp/w"
sed -i 's/^source,files/&\nflow,M/' "$tmp/x/selection" # replaces the link
status 'an edited file instead of the link' 1 store "$tmp/x" "$tmp/walk2"
like '... is refused, too' "$tmp/x/selection: not a link to current/selection, which refresh makes; move it away" "$(cat "$tmp/messages")"
status '... --check finds it' 1 "$refresh" --check "$tmp/x"
rm "$tmp/x/selection"
status '... without it' 0 store "$tmp/x" "$tmp/walk"
is '... the link is made again' current/selection "$(readlink "$tmp/x/selection")"
copy "$tmp/w"
rm -f "$tmp/x/current/selection"
status 'a release without its selection' 1 store "$tmp/x" "$tmp/walk"
like '... is refused' 'selection: No such file' "$(cat "$tmp/messages")"

# a store of format 1 has its selection beside the releases
old_store() {
	copy "$tmp/w"
	rm "$tmp/x/selection"
	sed 's/^store,2/store,1/' "$tmp/x/current/selection" >"$tmp/x/selection"
	for release in "$tmp/x"/generations/*; do
		rm -f "$release/selection"
		sed -i '/selection/d' "$release/trade/SHA256SUMS"
	done
}
old_store
ok 'an older store passes --check' "$refresh" --check "$tmp/x"
status '... has a selection' 2 store "$tmp/x" "$tmp/walk" --level 4
status '... is refreshed' 0 store "$tmp/x" "$tmp/walk"
is '... without a changed row' "$C" "$(cat "$tmp/changes")"
release "$tmp/w" >"$tmp/expected"
release "$tmp/x" >"$tmp/actual"
same '... and then has the selection in its release' "$tmp/expected" "$tmp/actual"
is '... and a link to it' current/selection "$(readlink "$tmp/x/selection")"
ok '... and passes --check' "$refresh" --check "$tmp/x"
rm "$tmp/x/selection"
sed 's/^store,2/store,1/' "$tmp/x/current/selection" >"$tmp/x/selection" # as a run leaves it that is killed behind the switch
ok '... also if that refresh was killed before it made the link' "$refresh" --check "$tmp/x"
status '... and the next one' 0 store "$tmp/x" "$tmp/walk"
is '... makes it' current/selection "$(readlink "$tmp/x/selection")"
old_store
rm "$tmp/x/selection"
status 'an older store that lost its selection' 1 store "$tmp/x" "$tmp/walk"
like '... is not refreshed' "$tmp/x/selection: missing; restore it, or make another store" "$(cat "$tmp/messages")"

copy "$tmp/w"
rm "$tmp/x/current"
status 'a lost link is made again' 0 store "$tmp/x" "$tmp/walk"
release "$tmp/w" >"$tmp/expected"
release "$tmp/x" >"$tmp/actual"
same '... the release is equal' "$tmp/expected" "$tmp/actual"
mkdir "$tmp/both"
rows 2020 USA 1 >"$tmp/both/a.csv"
store "$tmp/both/store" "$tmp/both"
status 'a store inside its source folder is not read' 0 store "$tmp/both/store" "$tmp/both"
is '... and nothing changes' "$C" "$(cat "$tmp/changes")"
status 'a source folder inside the store is misuse' 2 store "$tmp/both/store" "$tmp/both/store/raw"
status '... and so is a whole store' 2 store "$tmp/both/other" "$tmp/w"
like '... which is no folder of files' "$tmp/w: a store; --from is for folders of files" "$(cat "$tmp/messages")"
mkdir -p "$tmp/home/trade"
status 'a folder that is not a store' 1 store "$tmp/home" "$tmp/d"
like '... is not changed' 'trade: not a link to current/trade, so this is not a store' "$(cat "$tmp/messages")"

# --- the lock
copy "$tmp/s"
python3 -c 'import fcntl, os, sys, socket, time
lock = open(sys.argv[1], "r+")
fcntl.flock(lock, fcntl.LOCK_EX)
lock.truncate()
lock.write(f"{os.getpid()} {socket.gethostname()}\n")
lock.flush()
open(sys.argv[1] + "ed", "w")
while not os.path.exists(sys.argv[1] + "-free"):
    time.sleep(0.01)' "$tmp/x/.lock" &
holder=$!
wait_for test -e "$tmp/x/.locked"
status 'a store in use' 1 store "$tmp/x" "$tmp/d"
is '... is reported with its holder' "refresh: $tmp/x is in use by process $holder on $(uname -n); --wait waits" "$(cat "$tmp/messages")"
status '... also for --check' 1 "$refresh" --check "$tmp/x"
(sleep 0.5 && : >"$tmp/x/.lock-free") &
status '--wait waits for the lock' 0 store "$tmp/x" "$tmp/d" --wait
ok '... until it is free' sh -c "! kill -0 $holder 2>/dev/null"
wait $holder
echo "$holder $(uname -n)" >"$tmp/x/.lock"
python3 -c 'import fcntl, subprocess, sys
lock = open(sys.argv[1])
fcntl.flock(lock, fcntl.LOCK_EX)
print(subprocess.Popen(["sleep", "60"], pass_fds=[lock.fileno()], stdout=subprocess.DEVNULL).pid)' "$tmp/x/.lock" >"$tmp/left"
status 'programs that a killed refresh left running hold the lock' 1 store "$tmp/x" "$tmp/d"
is '... are reported' "refresh: $tmp/x is in use by a program that process $holder on $(uname -n) started and left running; --wait waits" "$(cat "$tmp/messages")"
kill "$(cat "$tmp/left")"
wait_for flock -n "$tmp/x/.lock" true
rows 2022 USA 8 >"$tmp/d/more.csv"
for n in 1 2 3; do
	"$refresh" -q --wait "$tmp/x" --from "$tmp/d" >"$tmp/changes.$n" 2>"$tmp/messages.$n" &
done
wait
is 'of three refreshes at once, one prints the changes' 2 "$(cat "$tmp"/changes.[123] | sort -u | wc -l | tr -d ' ')"
is '... and the others the header only' 4 "$(cat "$tmp"/changes.[123] | wc -l | tr -d ' ')"
ok '... and --check succeeds' "$refresh" --check "$tmp/x"

ok 'a release stays readable during a refresh' sh -c "cd -P '$tmp/x/trade' && rm '$tmp/d/more.csv' &&
	'$refresh' -q '$tmp/x' --from '$tmp/d' >'$tmp/changes' 2>'$tmp/messages' && sha256sum -c --quiet SHA256SUMS"
like '... that makes another' '^2022,USA,withdrawn' "$(cat "$tmp/changes")"

# --- disks
if [ "$(id -u)" = 0 ] && mkdir "$tmp/disk" && mount -t tmpfs -o size=2m none "$tmp/disk" 2>/dev/null; then
	trap 'umount -l "$tmp/disk"; rm -rf "$tmp"' EXIT
	mkdir "$tmp/big"
	rows '2020 2021' 'USA DEU' 1 >"$tmp/big/a.csv"
	store "$tmp/disk/s" "$tmp/big"
	release "$tmp/disk/s" >"$tmp/old"
	for filler in 700 1000 1200 1500 1700; do # KB in use: the disk is full at different points
		head -c ${filler}k /dev/zero >"$tmp/disk/filler"
		awk -v n=$filler -v head=$H 'BEGIN { print head; for (i = 0; i < 4000; i++) printf "20%02d,M,USA,CHN,%06d,%d\n", i % 30, i + 100000, i * n * 7919 % 1000003 }' >"$tmp/big/b.csv"
		if store "$tmp/disk/s" "$tmp/big"; then
			release "$tmp/disk/s" >"$tmp/old"
		else
			like "a full disk is reported ($filler)" 'No space left on device' "$(cat "$tmp/messages")"
		fi
		ok "... and --check succeeds ($filler)" "$refresh" --check "$tmp/disk/s"
		release "$tmp/disk/s" >"$tmp/new"
		same "... and the release is whole ($filler)" "$tmp/old" "$tmp/new"
	done
	rm "$tmp/disk/filler"
	status 'a refresh succeeds when there is space again' 0 store "$tmp/disk/s" "$tmp/big"
	store "$tmp/once2" "$tmp/big"
	release "$tmp/once2" >"$tmp/expected"
	release "$tmp/disk/s" >"$tmp/actual"
	same '... the release is equal' "$tmp/expected" "$tmp/actual"
	mount -o remount,ro "$tmp/disk"
	status 'a read-only disk' 1 store "$tmp/disk/s" "$tmp/d"
	like '... is reported' '^refresh: .*Read-only file system' "$(cat "$tmp/messages")"
	ok '... does not prevent --check' "$refresh" --check "$tmp/disk/s"
	release "$tmp/disk/s" >"$tmp/actual"
	same '... and leaves the store unchanged' "$tmp/expected" "$tmp/actual"
else
	skip 'a full and a read-only disk: only root mounts one'
fi

# --- make: the rules of the README
mkdir "$tmp/make" "$tmp/make/downloads"
awk '/^<!-- Makefile of tests/ { on = 1 } on && /^```$/ { exit } on && !/^(<!|```)/' README.md >"$tmp/make/Makefile"
sed "s/\\\\-/-/g; s/\\\\(aq/'/g" src/man/reliance-refresh.1 | awk '/^sums :=/ { on = 1 } /^\.Ed/ { on = 0 } on' >"$tmp/actual"
same 'the makefile of the manual equals that of the README' "$tmp/make/Makefile" "$tmp/actual"
fold() { (cd "$tmp/make" && make 2>"$tmp/messages"); }
all_at_once() { (cd "$tmp/make" && filter-hs -b rare-earths store 2>/dev/null | aggregate | share | rank --top 5); }
for year in 2020 2021 2022; do rows $year 'USA DEU' 1 >"$tmp/make/downloads/$year.csv"; done
store "$tmp/make/store" "$tmp/make/downloads"
is 'the first make aggregates every year' '2020 2021 2022' "$(fold | sed -n 's/.*filter-hs.*trade.\(20..\).*/\1/p' | sort | paste -s -d ' ' -)"
all_at_once >"$tmp/expected"
same '... the result equals that of one pipeline' "$tmp/expected" "$tmp/make/suppliers.csv"
like '... and then has nothing to do' 'up to date' "$(fold)"
sleep 1.1
rows 2021 'USA DEU' 2 >"$tmp/make/downloads/2021.csv"
store "$tmp/make/store" "$tmp/make/downloads"
is 'after a revision make aggregates that year only' 2021 "$(fold | sed -n 's/.*filter-hs.*trade.\(20..\).*/\1/p')"
all_at_once >"$tmp/expected"
same '... the result equals that of one pipeline, byte for byte' "$tmp/expected" "$tmp/make/suppliers.csv"
rm "$tmp/make/downloads/2020.csv"
sleep 1.1
store "$tmp/make/store" "$tmp/make/downloads"
is 'after a withdrawal make aggregates no year' '' "$(fold | grep filter-hs)"
all_at_once >"$tmp/expected"
same '... but updates the result' "$tmp/expected" "$tmp/make/suppliers.csv"
store "$tmp/make/store" "$tmp/make/downloads"
like '... and does nothing after a refresh without changes' 'up to date' "$(fold)"

# --- members
awk -v head=$H 'BEGIN { print head; for (i = 0; i < 300000; i++) printf "%d,M,USA,CHN,%06d,%d\n", 2020 + i % 2, i % 900000 + 100000, i * 7919 % 1000003 }' >"$tmp/long.csv"
mkdir "$tmp/l"
mv "$tmp/long.csv" "$tmp/l"
store "$tmp/ls" "$tmp/l"
ok 'members can be found by their lengths and inflated in parallel' \
    python3 tests/scripts/refresh/members.py "$tmp/ls/trade/2020.csv.gz"

# --- installed
ok 'make install' make -s install B="$bin" DESTDIR="$tmp/root" PREFIX=/usr NAME_PREFIX=reliance-
ok '... works without a PATH to the filters' env PATH=/usr/bin:/bin "$tmp/root/usr/bin/reliance-refresh" --check "$tmp/w"
ok '... with the filters beside it' env PATH=/usr/bin:/bin "$tmp/root/usr/bin/reliance-refresh" "$tmp/inst" --from "$tmp/walk"

# --- killed at any moment
if [ "${SANITIZED-}" != 1 ]; then
	moments=8
	[ "${LONG-0}" = 0 ] || moments=75
	ok "a refresh from files, killed at $moments random moments" python3 tests/scripts/refresh/kill.py $moments 1 "$tmp/w" "$tmp/y" \
	    "$refresh" -q --wait STORE --from "$tmp/walk3"
	ok '... and a first refresh, at 5' python3 tests/scripts/refresh/kill.py 5 3 "$tmp/never" "$tmp/y" \
	    "$refresh" -q --wait STORE --from "$tmp/walk3"
	old_store
	mv "$tmp/x" "$tmp/older"
	ok '... and the first refresh of an older store' python3 tests/scripts/refresh/kill.py 5 4 "$tmp/older" "$tmp/w" \
	    "$refresh" -q --wait STORE --from "$tmp/walk"
fi
status 'SIGTERM ends refresh and its filters with status 143' 143 python3 tests/scripts/refresh/term.py "$refresh" "$tmp/ts2" --from "$tmp/l"

done_testing
