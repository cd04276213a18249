#!/bin/sh
# A folder as operand is a store: the files that its SHA256SUMS lists, verified, and nothing else.
. tests/lib.sh
PATH=$bin:$PATH

echo 'fetch-normalise -q
filter-hs 01
aggregate
share
rank
concentration' >"$tmp/filters"
H=period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags

# A store of three years, as reliance-refresh lays it out.
mkdir -p "$tmp/clean/generations/000001/trade"
cd "$tmp/clean/generations/000001" || exit 1
for year in 2020 2021 2022; do
	printf '%s\n%s,M,USA,CHN,H6,010121,%s,1,\n%s,M,USA,DEU,H6,010121,9,1,\n' $H $year $year $year | gzip -n >trade/$year.csv.gz
done
echo source >manifest.csv
(cd trade && sha256sum ../manifest.csv 2020.csv.gz 2021.csv.gz 2022.csv.gz >SHA256SUMS)
cd "$tmp/clean" || exit 1
ln -s generations/000001 current
ln -s current/trade trade
cd "$tmp" || exit 1
years='clean/trade/2020.csv.gz clean/trade/2021.csv.gz clean/trade/2022.csv.gz'

echo clean >list
while read -r filter; do
	# shellcheck disable=SC2086 # a filter and its options, a list of files
	{
		$filter $years >expected
		status "$filter: a store" 0 $filter clean
		same '... gives the bytes of its files one by one' expected out
		is '... without a message' '' "$err"
		for way in clean/ ./clean/current clean/generations/000001 '--files-from list'; do
			$filter $way >actual
			same "... also as $way" expected actual
		done
	}
done <filters
is 'several files at once give the same bytes' "$(fetch-normalise -q -j 1 clean)" "$(fetch-normalise -q -j 3 clean)"
printf '%s\n2023,M,USA,CHN,H6,010121,1,1,\n' $H >other.csv
is 'a store beside a file' '2020 2020 2021 2021 2022 2022 2023' "$(filter-hs 01 clean other.csv | sed 1d | cut -d , -f 1 | paste -s -d ' ' -)"
is '... in the order of the operands' '2023 2020 2020 2021 2021 2022 2022' "$(filter-hs 01 other.csv clean | sed 1d | cut -d , -f 1 | paste -s -d ' ' -)"
status 'a store that is named twice' 2 rank clean clean/current
like '... is misuse' 'trade/2020.csv.gz and .*trade/2020.csv.gz are one file' "$err"

# refused WHAT NAME PATTERN: all filters refuse the store s, and their message begins with the name.
refused() {
	while read -r filter; do
		# shellcheck disable=SC2086 # a filter and its options
		status "$filter: $1" 1 $filter s
		case $err in
		"${filter%% *}: $2"*) pass '... is named' ;;
		*) fail '... is named' "$err" ;;
		esac
		like '... with what is wrong' "$3" "$err"
	done <filters
}
copy() {
	rm -rf s
	cp -a clean s
}

# --- foreign files
newline='two
lines.csv.gz'
for stray in '2021 2.csv.gz' '2021 (conflicted copy).csv.gz' 2021.csv.gz~ .2021.csv.gz.swp .DS_Store 2023.csv "$newline"; do
	copy
	cp s/trade/2021.csv.gz "s/trade/$stray"
	refused "a foreign file, '$stray'," "s/trade/${stray%%"$newline"}" 'move it away'
done
copy
mkdir s/trade/folder
refused 'a foreign folder' s/trade/folder: 'move it away'
copy
for stray in c a b; do : >"s/trade/$stray"; done
rank s 2>err
like 'of several foreign files the first is named' '^rank: s/trade/a: ' "$(cat err)"

# --- files that changed
copy
printf x | dd of=s/trade/2021.csv.gz bs=1 seek=4 conv=notrunc 2>/dev/null # the time in the header: gzip does not notice
refused 'a flipped byte' s/trade/2021.csv.gz 'SHA-256'
while read -r filter; do
	# shellcheck disable=SC2086 # a filter and its options
	is "$filter: ... and the output is marked" "!${filter%% *} failed" "$($filter s 2>/dev/null | tail -n 1)"
done <filters
like '... also with several jobs' '^fetch-normalise: s/trade/2021.csv.gz.*SHA-256' "$(fetch-normalise -q -j 3 s 2>&1 >out)"
copy
gzip -dc clean/trade/2021.csv.gz | sed 's/USA/JPN/' | gzip -n >other.gz
mv -f other.gz s/trade/2021.csv.gz
refused 'another file of that name' s/trade/2021.csv.gz 'SHA-256'
copy
gzip -dc clean/trade/2021.csv.gz >other.csv
mv -f other.csv s/trade/2021.csv.gz
refused 'the same rows, inflated' s/trade/2021.csv.gz 'SHA-256'
copy
truncate -s -9 s/trade/2021.csv.gz
refused 'a truncated file' s/trade/2021.csv.gz 'SHA-256'
for tail in '\000\000\000' '\000' x '\037\213'; do
	copy
	# shellcheck disable=SC2059 # the bytes
	printf "$tail" >>s/trade/2021.csv.gz
	refused "more bytes at its end, '$tail'," s/trade/2021.csv.gz 'SHA-256'
done
copy
: >s/trade/2021.csv.gz
refused 'an empty file' s/trade/2021.csv.gz 'SHA-256'
copy
rm s/trade/2021.csv.gz
refused 'a missing file' s/trade/2021.csv.gz: 'missing'
copy
rm s/trade/2021.csv.gz
mkfifo s/trade/2021.csv.gz
refused 'a pipe instead of a file' s/trade/2021.csv.gz: 'not a regular file'

# --- SHA256SUMS
copy
sed -i 2d s/trade/SHA256SUMS
refused 'a file that is no longer listed' s/trade/2020.csv.gz: 'move it away'
copy
tail -n 1 clean/trade/SHA256SUMS >>s/trade/SHA256SUMS
refused 'a file that is listed twice' s/trade/SHA256SUMS: 'lists 2022.csv.gz twice'
for line in 'no checksum' "$(sed -n '2s/^./g/p' clean/trade/SHA256SUMS)" "$(sed -n '2s/  /  sub\//p' clean/trade/SHA256SUMS)" \
	"$(sed -n '2s/  /  ..\/..\//p' clean/trade/SHA256SUMS)"; do
	copy
	printf '%s\n' "$line" >>s/trade/SHA256SUMS
	refused "the line '$line' in SHA256SUMS" s/trade/SHA256SUMS:5: 'not the checksum of a file'
done
copy
(cd s/trade && sha256sum -b 2020.csv.gz 2021.csv.gz 2022.csv.gz | sort -r >../sums && mv ../sums SHA256SUMS)
is 'SHA256SUMS in another order, and of sha256sum -b' "$(rank clean)" "$(rank s)"
copy
sed -i '2,$d' s/trade/SHA256SUMS
rm s/trade/*.gz
refused 'a store without rows' s: 'no period file'

# --- folders
mkdir none
while read -r filter; do
	# shellcheck disable=SC2086 # a filter and its options
	status "$filter: a folder that is no store" 1 $filter none
	is '... is refused' "${filter%% *}: none: Is a directory, and no store: it has no trade/SHA256SUMS. reliance-refresh makes stores; name other files one by one" "$err"
done <filters
status 'the folder trade of a store' 1 rank clean/trade
like '... is no store' '^rank: clean/trade: .*name the store' "$err"
mkdir none/trade
status 'a folder with an empty folder trade' 1 rank none
like '... is no store' '^rank: none: .*no store' "$err"
for target in ../clean/trade generations/000001/trade current/trade/; do
	copy
	rm s/trade
	ln -s $target s/trade
	refused "trade as a link to $target" s/trade: 'not to current/trade'
done
copy
rm s/current
refused 'a link that leads nowhere' s: 'no store'

# --- names
for name in 'a b' "$newline" -s "quote'd" '*'; do
	rm -rf "./$name"
	cp -a clean "./$name"
	is "a store with the name '$name'" "$(rank clean)" "$(rank -- "$name")"
done

# --- a store that gets another release while it is read
copy
printf '%s\n2023,M,USA,CHN,H6,010121,1,1,\n' $H >other.csv
rank other.csv clean >expected
mkfifo first
rank first s >out 2>err &
reader=$!
exec 3>first # when the reader opens it, it has listed the store
mkdir s/generations/000002
cp -a s/generations/000001/trade s/generations/000001/manifest.csv s/generations/000002
printf '%s\n2020,M,USA,CHN,H6,010121,1,1,\n' $H | gzip -n >new.gz
mv -f new.gz s/generations/000002/trade/2020.csv.gz
(cd s/generations/000002/trade && sha256sum ../manifest.csv 2020.csv.gz 2021.csv.gz 2022.csv.gz >SHA256SUMS)
ln -sfn generations/000002 s/current
cat other.csv >&3
exec 3>&-
wait $reader
is 'a new release during the run gives no error' '0 ' "$? $(cat err)"
same '... and the rows of the old one' expected out
is '... the next run reads the new one' '2020,M,USA,CHN,H6,010121,1,1,,1' "$(rank s | sed -n 2p)"
done_testing
