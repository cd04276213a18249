#!/bin/sh
# refresh with UN Comtrade as its source, which is a server on loopback here.
. tests/lib.sh
. tests/standin.sh
PATH=$bin:$PATH
refresh=$PWD/scripts/refresh
C=period,reporter,action,rows_before,rows_after,usd_before,usd_after
CODES=2805,2846,850511

if ! fetch-normalise --help | grep -q -e --fetch; then
	skip 'this fetch-normalise does not fetch'
	done_testing
	exit
fi
unset COMTRADE_API_KEY
XDG_CACHE_HOME=$tmp/cache
export XDG_CACHE_HOME
standin_start

net() { # STORE OPTION...: quietly; what changed is in $tmp/changes, words in $tmp/words
	"$refresh" -q --base-url "$url" --pace 0 "$@" >"$tmp/changes" 2>"$tmp/words" && return
	net_status=$?
	cat "$tmp/words" >&2
	return $net_status
}
all() { zcat "$1"/trade/*.csv.gz | grep -v ^period; }
release() { (cd "$1/current" && cat manifest.csv trade/SHA256SUMS trade/*.csv.gz); }
state() { standin_state "{\"years\":[2010,2011,2012,2013,2014,2015,2016,2017,2018,2019,2020,2021,2022],\"reporters\":[842,392,276,97],\"releases\":{$1}}"; }
changed() { sed 1d "$tmp/changes" | cut -d, -f1-3 | paste -s -d ' ' -; }

# --- a store
state '"392/2015":0'
status 'a first refresh of 13 years' 0 net "$tmp/s" --period 2010-2022 --hs $CODES
standin_dump "period=2010,2011,2012,2013,2014,2015,2016,2017,2018,2019,2020,2021,2022&flowCode=M,X&cmdCode=$CODES" |
	fetch-normalise -q --headerless 2>/dev/null | sort >"$tmp/expected"
all "$tmp/s" | sort >"$tmp/actual"
same 'the rows are those of the service' "$tmp/expected" "$tmp/actual"
is 'it asked for the list of 12 periods at once' 2 "$(standin_count getDA)"
is '... and for each dataset' 38 "$(standin_count preview)"
ok '--check is satisfied' "$refresh" --check "$tmp/s"
is 'the manifest has a line for each dataset, by period and reporter' 'DEU JPN USA' \
    "$(grep ,2010, "$tmp/s/manifest.csv" | cut -d, -f4 | paste -s -d ' ' -)"
like '... with the codes as text, checksum and date' '^comtrade,20842201001052000,2010,USA,-?[0-9]+,20[0-9-]+T[0-9:]+,[0-9]+,[1-9]' \
    "$(cat "$tmp/s/manifest.csv")"

# --- nothing new
(cd "$tmp/s" && find . ! -name .lock ! -name . -exec ls -dil --time-style=full-iso {} + | grep -v -e datasets.json -e 'raw/[^/]*$' | sort) >"$tmp/before"
standin_forget
status 'nothing new' 0 net "$tmp/s" --period 2010-2022
is '... is the header alone' "$C" "$(cat "$tmp/changes")"
is '... and a request for 12 periods' 2 "$(standin_count .)"
(cd "$tmp/s" && find . ! -name .lock ! -name . -exec ls -dil --time-style=full-iso {} + | grep -v -e datasets.json -e 'raw/[^/]*$' | sort) >"$tmp/after"
same '... and nothing is written' "$tmp/before" "$tmp/after"

status 'without the network, from what was fetched' 0 net "$tmp/s" --period 2010-2022 --offline
is '... nothing is new' "$C" "$(cat "$tmp/changes")"
status '... of a whole set of 12 periods, or what was left of one' 0 net "$tmp/s" --period 2022 --offline
status '... with fewer reporters' 0 net "$tmp/s" --period 2010-2021 --reporter USA --offline
status '... and not of others, whose list was never fetched' 1 net "$tmp/s" --period 2012 --offline
like '... says so' 'the list of datasets is not in the cache; fetch it without --offline' "$(cat "$tmp/words")"

# --- a list that names a dataset twice
release "$tmp/s" >"$tmp/untwinned"
for code in 1 20842201001052000; do
	standin_faults '[{"match":"getDA","n":1,"kind":"edit","from":"\"count\":[0-9]+,\"data\":\\[","to":"\"data\":[{\"datasetCode\":'$code',\"datasetChecksum\":5,\"reporterCode\":842,\"period\":2010},"}]'
	status "two datasets of one reporter and year, $code" 1 net "$tmp/s" --period 2010-2022
	like '... are named' '^refresh: the service lists two datasets of USA 2010: ' "$(cat "$tmp/words")"
	release "$tmp/s" | cmp -s - "$tmp/untwinned"
	is '... and the store is as it was' 0 $?
done
standin_faults '[]'
status '... until the list is a good one again' 0 net "$tmp/s" --period 2010-2022
is '... in which nothing is new' '' "$(changed)"

# --- a key
standin_forget
status 'with a key' 0 env COMTRADE_API_KEY=a-key-of-the-tests "$refresh" -q --base-url "$url" --pace 0 "$tmp/key" --period 2010-2022 --hs $CODES
is '... it asks for many periods at once' yes "$([ "$(standin_count /data/)" -lt 10 ] && echo yes)"
ok '... for the same rows' cmp "$tmp/s/trade/2012.csv.gz" "$tmp/key/trade/2012.csv.gz"
ok '... and the key is in no file' sh -c "! grep -r a-key-of-the-tests '$tmp/key'"

# --- revised, new and withdrawn
cp -a "$tmp/s" "$tmp/old"
state '"842/2012":2,"276/2020":0'
everything() { (cd "$tmp/s" && find . -exec ls -dil --time-style=full-iso {} + | sort); }
everything >"$tmp/before"
standin_forget
status '--dry-run' 0 net "$tmp/s" --period 2010-2022 --dry-run
is '... tells the sources that are new, revised or withdrawn' 'source,code,period,reporter,action
comtrade,20842201201052000,2012,USA,revised
comtrade,20392201501052000,2015,JPN,new
comtrade,20276202001052000,2020,DEU,withdrawn' "$(cat "$tmp/changes")"
is '... asks for the list alone' "$(standin_count .)" "$(standin_count getDA)"
everything >"$tmp/after"
same '... and touches nothing' "$tmp/before" "$tmp/after"
status '... without the network it has the list of before' 0 net "$tmp/s" --period 2010-2022 --dry-run --offline
is '... in which nothing is new' source,code,period,reporter,action "$(cat "$tmp/changes")"
everything >"$tmp/after"
same '... and touches nothing' "$tmp/before" "$tmp/after"
status '... of some reporters' 0 net "$tmp/s" --period 2010-2022 --reporter JPN --dry-run
is '... is of these' new "$(sed 1d "$tmp/changes" | cut -d, -f5)"
status '... another selection is an error' 2 net "$tmp/s" --period 2010-2022 --hs 2805 --dry-run
status '... of a store that is not there' 0 "$refresh" --base-url "$url" --pace 0 "$tmp/nostore" --period 2010-2022 --hs $CODES --dry-run
like '... tells in words how many' "^refresh: $tmp/nostore: 38 sources would be new, 0 revised, 0 withdrawn; nothing was done$" "$err"
ok '... and makes none' test ! -e "$tmp/nostore"
status '... which needs --hs or --level, too' 2 net "$tmp/nostore" --period 2010-2022 --dry-run
standin_forget
status 'a revision, a new dataset and a withdrawal' 0 net "$tmp/s" --period 2010-2022
is '... are told' '2012,USA,revised 2015,JPN,new 2020,DEU,withdrawn' "$(changed)"
is '... and only what changed is fetched' 2 "$(standin_count preview)"
is '... and the other periods are the same files' 2012.csv.gz,2015.csv.gz,2020.csv.gz \
    "$(cd "$tmp/s/generations" && for f in 000002/trade/*.gz; do [ -n "$(find "$f" -samefile "000001/trade/${f##*/}")" ] || echo "${f##*/}"; done | paste -s -d , -)"
is '... each sum is that of the file' "$(zcat "$tmp/s/trade/2012.csv.gz" | aggregate --across-flows -g period,reporter -s value_usd --count --headerless 2>/dev/null | grep USA | cut -d, -f3)" \
    "$(grep ^2012 "$tmp/changes" | cut -d, -f7)"
net "$tmp/once" --period 2010-2022 --hs $CODES
release "$tmp/s" >"$tmp/actual"
release "$tmp/once" >"$tmp/expected"
same 'step by step is at once, byte for byte' "$tmp/expected" "$tmp/actual"

# --- what is not asked for stays
state '"842/2012":3,"842/2013":2,"276/2012":0,"276/2013":0,"392/2013":0,"392/2012":2'
status 'some periods and reporters alone' 0 net "$tmp/s" --period 2013-2014 --reporter USA,DEU
is '... and no others' '2013,DEU,withdrawn 2013,USA,revised' "$(changed)"
status 'a bloc is its members' 0 net "$tmp/s" --period 2012 --reporter EU27,392
is '... and no others' '2012,DEU,withdrawn 2012,JPN,revised' "$(changed)"
status 'then the rest' 0 net "$tmp/s" --period 2010-2022
is '... the rest' '2012,USA,revised 2013,JPN,withdrawn 2020,DEU,new' "$(changed)"
ok '... and --check is satisfied' "$refresh" --check "$tmp/s"
status 'another selection is an error' 2 net "$tmp/s" --period 2010 --hs 2805

# --- a server in trouble
release "$tmp/s" >"$tmp/kept"
standin_state '{"years":[1999]}'
status 'a list without any dataset empties no store' 1 net "$tmp/s" --period 2010-2022
status '... of which --dry-run warns' 1 net "$tmp/s" --period 2010-2022 --dry-run
release "$tmp/s" >"$tmp/actual"
same '... and the store is as it was' "$tmp/kept" "$tmp/actual"
state ''
standin_faults '[{"match":"getDA","n":1,"kind":"zero"}]'
status 'nor does a list that has lost one request of periods' 1 net "$tmp/s" --period 2010-2022
like '... says so' 'the service does not list [0-9]+ datasets of 2010-2021 any more, most of what the store has; if they are withdrawn indeed, say --allow-empty' "$(cat "$tmp/words")"
standin_faults '[]'
state '"842/2011":0,"392/2011":0'
status 'nor one that has lost most reporters of a period' 1 net "$tmp/s" --period 2010-2022
like '... says so' 'does not list 2 datasets of 2011 any more' "$(cat "$tmp/words")"
standin_state '{"years":[1999]}'
status 'a first refresh without any dataset is an error' 1 net "$tmp/none" --period 2010-2022 --hs $CODES
state '"842/2010":2,"842/2011":2,"842/2012":4,"392/2013":1,"276/2020":2,"392/2021":2'
standin_forget
standin_faults '[{"match":"preview","n":4,"kind":"403"}]'
status "the day's quota is used up" 1 net "$tmp/s" --period 2010-2022
like '... in the words of the server' 'replenished in 03:14:17' "$(cat "$tmp/words")"
is '... and nothing on stdout' '' "$(cat "$tmp/changes")"
release "$tmp/s" >"$tmp/actual"
same '... and the store is as it was' "$tmp/kept" "$tmp/actual"
ok '... and --check is satisfied' "$refresh" --check "$tmp/s"
standin_faults '[]'
status '... and the next day' 0 net "$tmp/s" --period 2010-2022
is '... it goes on where it was: one request is made twice' 1 "$(standin_targets | grep preview | sort | uniq -d | wc -l | tr -d ' ')"
net "$tmp/once2" --period 2010-2022 --hs $CODES
release "$tmp/once2" >"$tmp/expected"
release "$tmp/s" >"$tmp/actual"
same '... to the same release' "$tmp/expected" "$tmp/actual"
for seed in 1 2 3 4; do
	rm -rf "$tmp/x"
	cp -a "$tmp/old" "$tmp/x"
	standin_faults "[{\"kind\":\"random\",\"seed\":$seed,\"rate\":0.5,\"most\":2}]"
	status "a mixture of faults: $seed" 0 net "$tmp/x" --period 2010-2022
	release "$tmp/x" >"$tmp/actual"
	same '... and the release is that of an undisturbed run' "$tmp/expected" "$tmp/actual"
done
standin_faults '[]'

standin_faults '[{"match":"preview","kind":"world"}]'
status 'partners that are off World are no error' 0 net "$tmp/gap" --period 2020 --hs $CODES
like '... but the manifest keeps by how much' '^world_gap_usd=[1-9]' \
    "$(python3 -c 'import csv, sys
for r in csv.DictReader(sys.stdin): print("world_gap_usd=" + r["world_gap_usd"])' <"$tmp/gap/manifest.csv")"
standin_faults '[]'

# --- damage
rm -rf "$tmp/x"
cp -a "$tmp/s" "$tmp/x"
rm -f "$tmp/x"/raw/*/20842201201052000.*.json.gz
status 'a raw file that is gone' 1 "$refresh" --check "$tmp/x"
like '... is named' "^refresh: $tmp/x/raw/.*/20842201201052000.*: No such file" "$err"
status '... is fetched again' 0 net "$tmp/x" --period 2010-2022
ok '... and --check is satisfied' "$refresh" --check "$tmp/x"

# --- killed at any moment
if [ "${SANITIZED-}" != 1 ]; then
	moments=6
	[ "${LONG-0}" = 0 ] || moments=25
	ok "killed at $moments moments of a refresh from the service" python3 tests/refresh/kill.py $moments 2 "$tmp/old" "$tmp/once2" \
	    "$refresh" -q --wait --base-url "$url" --pace 0 STORE --period 2010-2022
fi

# --- a revision to nothing
state '"842/2014":2'
release "$tmp/s" >"$tmp/kept"
standin_faults '[{"match":"preview","kind":"zero"}]'
status 'a revision to nothing is no success' 1 net "$tmp/s" --period 2014
like '... says so' '1 dataset that had rows has none any more, such as 20842201401052000 .USA 2014.; if that is right, say --allow-empty' "$(cat "$tmp/words")"
release "$tmp/s" >"$tmp/actual"
same '... and the store is as it was' "$tmp/kept" "$tmp/actual"
standin_faults '[]'
status '... and is asked for again' 0 net "$tmp/s" --period 2014
is '... and there' '2014,USA,revised' "$(changed)"

# --- the recipes of the README and the manual
standin_state '{"years":[2012,2023,2024],"reporters":[842,276]}'
mkdir "$tmp/readme"
recipe() { # PATTERN: the commands of the README's section that match, with the stand-in as the service
	awk '/^## A store/ { on = 1 } on && /^```$/ { exit } on' README.md | grep -e "$1" |
		sed "s,--period,--base-url $url --pace 0 --period,"
}
ln -s "$refresh" "$tmp/readme/reliance-refresh"
ok "the README's store" sh -c "cd '$tmp/readme' && PATH=.:\$PATH && $(recipe '--hs')"
command=$(recipe '^filter-hs')
(cd "$tmp/readme" && sh -c "$command") >"$tmp/out" 2>"$tmp/words"
is '... has rows of the basket, of every year' '2012 2023 2024' "$(sed 1d "$tmp/out" | cut -d, -f1 | sort -u | paste -s -d ' ' -)"
like "... and reliance.7's is the same" "^$(recipe '--hs' | sed -n 's/.*--hs \([0-9,]*\) .*/reliance\\\\-refresh .*hs \1 store/p')$" "$(cat src/man/reliance.7)"
like '... as is that of its own manual' "^$(recipe '--hs' | sed -n 's/.*--hs \([0-9,]*\) .*/reliance\\\\-refresh .*hs \1 store/p')$" "$(cat src/man/reliance-refresh.1)"

# the weekly job of the manual, as cron would run it
ok 'make install' make -s install B="$bin" DESTDIR="$tmp/root"
mkdir "$tmp/srv"
page() { sed -e 's/\\-/-/g' -e "s/\\\\(aq/'/g" -e 's/\\e/\\/g' src/man/reliance-refresh.1; }
page | awk '/^#!\/bin\/sh/ { on = 1 } /^\.Ed/ { on = 0 } on' |
	sed -e "s,/usr/local/bin,$tmp/root&," -e "s,/srv/trade,$tmp/srv," -e "s,--period,--base-url $url --pace 0 --period," >"$tmp/srv/weekly"
chmod +x "$tmp/srv/weekly"
awk '/^<!-- Makefile of tests/ { on = 1 } on && /^```$/ { exit } on && !/^(<!|```)/' README.md >"$tmp/srv/Makefile"
echo $standin_key >"$tmp/srv/comtrade.key"
chmod 600 "$tmp/srv/comtrade.key"
mv "$tmp/readme/store" "$tmp/srv"
weekly() { env -i HOME="$HOME" PATH=/usr/bin:/bin sh -c "$tmp/srv/weekly" >"$tmp/changes" 2>"$tmp/words"; }
standin_forget
status 'the weekly job' 0 weekly
is '... prints nothing if nothing changed' '' "$(cat "$tmp/changes")"
(cd "$tmp/srv" && filter-hs -b rare-earths store/trade/*.csv.gz 2>/dev/null | aggregate | share | rank --top 5) >"$tmp/expected"
same '... and makes what hangs on the store' "$tmp/expected" "$tmp/srv/suppliers.csv"
standin_state '{"years":[2012,2023,2024],"reporters":[842,276],"releases":{"842/2023":2}}'
sleep 1.1
status '... after a revision' 0 weekly
is '... prints what changed' '2023,USA,revised' "$(cut -d, -f1-3 "$tmp/changes")"
like '... for which it had the key' "$standin_key" "$(cat "$standin/log")"
(cd "$tmp/srv" && filter-hs -b rare-earths store/trade/*.csv.gz 2>/dev/null | aggregate | share | rank --top 5) >"$tmp/expected"
same '... and makes it again' "$tmp/expected" "$tmp/srv/suppliers.csv"
set -- "$tmp"/srv/store/raw/*/20842201201052000.*.json.gz
chmod u+w "$1"
printf x >>"$1"
status '... fails where a file that did not change is damaged' 1 weekly
like '... which --check has seen' '^reliance-refresh: store/raw/.*: its SHA-256 is not what it was' "$(cat "$tmp/words")"
chmod 644 "$tmp/srv/comtrade.key"
status '... and where the refresh fails' 1 weekly
is '... of which it prints no line' '' "$(cat "$tmp/changes")"
page | awk '/^\[Unit\]/ { on = 1 } /^(\[Timer\]|\.Ed)/ { on = 0 } on' | sed -e "s,/srv/trade,$tmp/srv," -e "s/^User=.*/User=$(id -un)/" >"$tmp/trade.service"
page | awk '/^\[Timer\]/ { on = 1 } /^\.Ed/ { on = 0 } on' >"$tmp/trade.timer"
if systemd-analyze verify "$bin/none.service" 2>&1 | grep -q none.service; then
	is 'the units of the manual are units' '' "$(systemd-analyze verify "$tmp/trade.service" "$tmp/trade.timer" 2>&1 | grep -e "$tmp" -e trade)"
else
	skip 'systemd-analyze is not here'
fi

# --- the EU beside its members, for those who ask for it
state ''
status 'a group that is asked for by name' 0 net "$tmp/eu" --period 2020 --reporter EUR,USA --hs $CODES
is '... is there' 'EUR USA' "$(all "$tmp/eu" | cut -d, -f3 | sort -u | paste -s -d ' ' -)"

# --- months, and other levels
standin_state '{"reporters":[842,392]}'
status 'months' 0 net "$tmp/m" --period 2024 --freq M --level 2
is '... are a file each' '202401.csv.gz 202402.csv.gz 202403.csv.gz' "$(cd "$tmp/m/trade" && ls -- *.gz | paste -s -d ' ' -)"
is '... of chapters' '03 26 28 85' "$(all "$tmp/m" | cut -d, -f6 | sort -u | paste -s -d ' ' -)"

done_testing
