#!/bin/sh
# refresh with UN Comtrade as its source, replaced by a server on loopback.
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

net() { # STORE OPTION...: refreshes quietly; stdout goes to $tmp/changes, stderr to $tmp/messages
	"$refresh" -q --base-url "$url" --pace 0 "$@" >"$tmp/changes" 2>"$tmp/messages" && return
	net_status=$?
	cat "$tmp/messages" >&2
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
same 'the rows equal those of the service' "$tmp/expected" "$tmp/actual"
is 'it requests the list of 12 periods at once' 2 "$(standin_count getDA)"
is '... and each dataset' 38 "$(standin_count preview)"
ok '--check succeeds' "$refresh" --check "$tmp/s"
is 'the manifest has a line for each dataset, by period and reporter' 'DEU JPN USA' \
    "$(grep ,2010, "$tmp/s/manifest.csv" | cut -d, -f4 | paste -s -d ' ' -)"
like '... with code, checksum and date' '^comtrade,20842201001052000,2010,USA,-?[0-9]+,20[0-9-]+T[0-9:]+,[0-9]+,[1-9]' \
    "$(cat "$tmp/s/manifest.csv")"

# --- no change
(cd "$tmp/s" && find . ! -name .lock ! -name . -exec ls -dil --time-style=full-iso {} + | grep -v -e datasets.json -e 'raw/[^/]*$' | sort) >"$tmp/before"
standin_forget
status 'a refresh without changes' 0 net "$tmp/s" --period 2010-2022
is '... prints the header only' "$C" "$(cat "$tmp/changes")"
is '... after one request for each 12 periods' 2 "$(standin_count .)"
(cd "$tmp/s" && find . ! -name .lock ! -name . -exec ls -dil --time-style=full-iso {} + | grep -v -e datasets.json -e 'raw/[^/]*$' | sort) >"$tmp/after"
same '... and writes nothing' "$tmp/before" "$tmp/after"

status '--offline uses the cache' 0 net "$tmp/s" --period 2010-2022 --offline
is '... and nothing changes' "$C" "$(cat "$tmp/changes")"
status '--offline with one request of the cached list' 0 net "$tmp/s" --period 2022 --offline
status '--offline with fewer reporters' 0 net "$tmp/s" --period 2010-2021 --reporter USA --offline
status '--offline with periods whose list is not in the cache' 1 net "$tmp/s" --period 2012 --offline
like '... is an error' 'the list of datasets is not in the cache; fetch it without --offline' "$(cat "$tmp/messages")"

# --- a list that has a dataset twice
release "$tmp/s" >"$tmp/untwinned"
for code in 1 20842201001052000; do
	standin_faults '[{"match":"getDA","n":1,"kind":"edit","from":"\"count\":[0-9]+,\"data\":\\[","to":"\"data\":[{\"datasetCode\":'$code',\"datasetChecksum\":5,\"reporterCode\":842,\"period\":2010},"}]'
	status "two datasets of one reporter and year, $code" 1 net "$tmp/s" --period 2010-2022
	like '... are an error' '^refresh: the service lists two datasets of USA 2010: ' "$(cat "$tmp/messages")"
	release "$tmp/s" | cmp -s - "$tmp/untwinned"
	is '... and the store is unchanged' 0 $?
done
standin_faults '[]'
status 'a later refresh with a correct list' 0 net "$tmp/s" --period 2010-2022
is '... changes nothing' '' "$(changed)"

# --- a key
standin_forget
status 'with a key' 0 env COMTRADE_API_KEY=a-key-of-the-tests "$refresh" -q --base-url "$url" --pace 0 "$tmp/key" --period 2010-2022 --hs $CODES
is '... it requests many periods at once' yes "$([ "$(standin_count /data/)" -lt 10 ] && echo yes)"
ok '... and gets the same rows' cmp "$tmp/s/trade/2012.csv.gz" "$tmp/key/trade/2012.csv.gz"
ok '... and the key is in no file' sh -c "! grep -r a-key-of-the-tests '$tmp/key'"

# --- revised, new and withdrawn
cp -a "$tmp/s" "$tmp/old"
state '"842/2012":2,"276/2020":0'
everything() { (cd "$tmp/s" && find . -exec ls -dil --time-style=full-iso {} + | sort); }
everything >"$tmp/before"
standin_forget
status '--dry-run' 0 net "$tmp/s" --period 2010-2022 --dry-run
is '... prints the sources that are new, revised or withdrawn' 'source,code,period,reporter,action
comtrade,20842201201052000,2012,USA,revised
comtrade,20392201501052000,2015,JPN,new
comtrade,20276202001052000,2020,DEU,withdrawn' "$(cat "$tmp/changes")"
is '... requests the list only' "$(standin_count .)" "$(standin_count getDA)"
everything >"$tmp/after"
same '... and changes nothing' "$tmp/before" "$tmp/after"
status '--dry-run --offline uses the cached list' 0 net "$tmp/s" --period 2010-2022 --dry-run --offline
is '... without changes' source,code,period,reporter,action "$(cat "$tmp/changes")"
everything >"$tmp/after"
same '... and changes nothing' "$tmp/before" "$tmp/after"
status '--dry-run of some reporters' 0 net "$tmp/s" --period 2010-2022 --reporter JPN --dry-run
is '... prints their datasets only' new "$(sed 1d "$tmp/changes" | cut -d, -f5)"
status '--dry-run with another selection is an error' 2 net "$tmp/s" --period 2010-2022 --hs 2805 --dry-run
status '--dry-run of a new store' 0 "$refresh" --base-url "$url" --pace 0 "$tmp/nostore" --period 2010-2022 --hs $CODES --dry-run
like '... reports the number of sources' "^refresh: $tmp/nostore: 38 sources would be new, 0 revised, 0 withdrawn; nothing was done$" "$err"
ok '... and creates nothing' test ! -e "$tmp/nostore"
status '--dry-run of a new store needs --hs or --level' 2 net "$tmp/nostore" --period 2010-2022 --dry-run
standin_forget
status 'a revision, a new dataset and a withdrawal' 0 net "$tmp/s" --period 2010-2022
is '... are printed' '2012,USA,revised 2015,JPN,new 2020,DEU,withdrawn' "$(changed)"
is '... and only changed datasets are fetched' 2 "$(standin_count preview)"
is '... and the other period files are hard links' 2012.csv.gz,2015.csv.gz,2020.csv.gz \
    "$(cd "$tmp/s/generations" && for f in 000002/trade/*.gz; do [ -n "$(find "$f" -samefile "000001/trade/${f##*/}")" ] || echo "${f##*/}"; done | paste -s -d , -)"
is '... the sums equal those of the file' "$(zcat "$tmp/s/trade/2012.csv.gz" | aggregate --across-flows -g period,reporter -s value_usd --count --headerless 2>/dev/null | grep USA | cut -d, -f3)" \
    "$(grep ^2012 "$tmp/changes" | cut -d, -f7)"
net "$tmp/once" --period 2010-2022 --hs $CODES
release "$tmp/s" >"$tmp/actual"
release "$tmp/once" >"$tmp/expected"
same 'the store equals a new one, byte for byte' "$tmp/expected" "$tmp/actual"

# --- unselected datasets stay
state '"842/2012":3,"842/2013":2,"276/2012":0,"276/2013":0,"392/2013":0,"392/2012":2'
status 'a refresh of some periods and reporters' 0 net "$tmp/s" --period 2013-2014 --reporter USA,DEU
is '... changes no others' '2013,DEU,withdrawn 2013,USA,revised' "$(changed)"
status 'a bloc selects its members' 0 net "$tmp/s" --period 2012 --reporter EU27,392
is '... and no others' '2012,DEU,withdrawn 2012,JPN,revised' "$(changed)"
status 'a refresh of all' 0 net "$tmp/s" --period 2010-2022
is '... changes the rest' '2012,USA,revised 2013,JPN,withdrawn 2020,DEU,new' "$(changed)"
ok '... and --check succeeds' "$refresh" --check "$tmp/s"
status 'another selection is an error' 2 net "$tmp/s" --period 2010 --hs 2805

# --- server errors
release "$tmp/s" >"$tmp/kept"
standin_state '{"years":[1999]}'
status 'an empty list does not empty a store' 1 net "$tmp/s" --period 2010-2022
status '... and is an error for --dry-run' 1 net "$tmp/s" --period 2010-2022 --dry-run
release "$tmp/s" >"$tmp/actual"
same '... and the store is unchanged' "$tmp/kept" "$tmp/actual"
state ''
standin_faults '[{"match":"getDA","n":1,"kind":"zero"}]'
status 'a list without the datasets of one request is an error' 1 net "$tmp/s" --period 2010-2022
like '... that names the number' 'the service no longer lists [0-9]+ datasets of 2010-2021, most of those in the store; if they were withdrawn, use --allow-empty' "$(cat "$tmp/messages")"
standin_faults '[]'
state '"842/2011":0,"392/2011":0'
status 'a list without most reporters of a period is an error' 1 net "$tmp/s" --period 2010-2022
like '... that names the number' 'no longer lists 2 datasets of 2011' "$(cat "$tmp/messages")"
standin_state '{"years":[1999]}'
status 'a first refresh without any dataset is an error' 1 net "$tmp/none" --period 2010-2022 --hs $CODES
state '"842/2010":2,"842/2011":2,"842/2012":4,"392/2013":1,"276/2020":2,"392/2021":2'
standin_forget
standin_faults '[{"match":"preview","n":4,"kind":"403"}]'
status 'an exhausted daily quota' 1 net "$tmp/s" --period 2010-2022
like '... is reported with the message of the server' 'replenished in 03:14:17' "$(cat "$tmp/messages")"
is '... and stdout is empty' '' "$(cat "$tmp/changes")"
release "$tmp/s" >"$tmp/actual"
same '... and the store is unchanged' "$tmp/kept" "$tmp/actual"
ok '... and --check succeeds' "$refresh" --check "$tmp/s"
standin_faults '[]'
status 'a refresh on the next day' 0 net "$tmp/s" --period 2010-2022
is '... resumes: one request is repeated' 1 "$(standin_targets | grep preview | sort | uniq -d | wc -l | tr -d ' ')"
net "$tmp/once2" --period 2010-2022 --hs $CODES
release "$tmp/once2" >"$tmp/expected"
release "$tmp/s" >"$tmp/actual"
same '... the release is equal' "$tmp/expected" "$tmp/actual"
for seed in 1 2 3 4; do
	rm -rf "$tmp/x"
	cp -a "$tmp/old" "$tmp/x"
	standin_faults "[{\"kind\":\"random\",\"seed\":$seed,\"rate\":0.5,\"most\":2}]"
	status "random server errors: $seed" 0 net "$tmp/x" --period 2010-2022
	release "$tmp/x" >"$tmp/actual"
	same '... and the release equals that of a run without errors' "$tmp/expected" "$tmp/actual"
done
standin_faults '[]'

standin_faults '[{"match":"preview","kind":"world"}]'
status 'partners that do not add up to World are no error' 0 net "$tmp/gap" --period 2020 --hs $CODES
like '... but the manifest has the difference' '^world_gap_usd=[1-9]' \
    "$(python3 -c 'import csv, sys
for r in csv.DictReader(sys.stdin): print("world_gap_usd=" + r["world_gap_usd"])' <"$tmp/gap/manifest.csv")"
standin_faults '[]'

# --- damage
rm -rf "$tmp/x"
cp -a "$tmp/s" "$tmp/x"
rm -f "$tmp/x"/raw/*/20842201201052000.*.json.gz
status 'a missing raw file' 1 "$refresh" --check "$tmp/x"
like '... is reported by --check' "^refresh: $tmp/x/raw/.*/20842201201052000.*: No such file" "$err"
status '... is fetched again' 0 net "$tmp/x" --period 2010-2022
ok '... and --check succeeds' "$refresh" --check "$tmp/x"

# --- killed at any moment
if [ "${SANITIZED-}" != 1 ]; then
	moments=6
	[ "${LONG-0}" = 0 ] || moments=25
	ok "a refresh from the service, killed at $moments random moments" python3 tests/scripts/refresh/kill.py $moments 2 "$tmp/old" "$tmp/once2" \
	    "$refresh" -q --wait --base-url "$url" --pace 0 STORE --period 2010-2022
fi

# --- an empty revision
state '"842/2014":2'
release "$tmp/s" >"$tmp/kept"
standin_faults '[{"match":"preview","kind":"zero"}]'
status 'an empty revision is an error' 1 net "$tmp/s" --period 2014
like '... that names the dataset' '1 dataset that had rows is empty now, such as 20842201401052000 .USA 2014.; if that is right, use --allow-empty' "$(cat "$tmp/messages")"
release "$tmp/s" >"$tmp/actual"
same '... and the store is unchanged' "$tmp/kept" "$tmp/actual"
standin_faults '[]'
status '... and the next refresh requests it again' 0 net "$tmp/s" --period 2014
is '... with its rows' '2014,USA,revised' "$(changed)"

# --- the examples of the README and the manual
standin_state '{"years":[2012,2023,2024],"reporters":[842,276]}'
mkdir "$tmp/readme"
recipe() { # PATTERN: the commands of the README's section that match, with the test server as the service
	awk '/^## A store/ { on = 1 } on && /^```$/ { exit } on' README.md | grep -e "$1" |
		sed "s,--period,--base-url $url --pace 0 --period,"
}
ln -s "$refresh" "$tmp/readme/reliance-refresh"
ok "the README's store" sh -c "cd '$tmp/readme' && PATH=.:\$PATH && $(recipe '--hs')"
command=$(recipe '^filter-hs')
(cd "$tmp/readme" && sh -c "$command") >"$tmp/out" 2>"$tmp/messages"
is '... has rows of the basket in every year' '2012 2023 2024' "$(sed 1d "$tmp/out" | cut -d, -f1 | sort -u | paste -s -d ' ' -)"
like '... the example of reliance(7) is equal' "^$(recipe '--hs' | sed -n 's/.*--hs \([0-9,]*\) .*/reliance\\\\-refresh .*hs \1 store/p')$" "$(cat src/man/reliance.7)"
like '... and so is that of reliance-refresh(1)' "^$(recipe '--hs' | sed -n 's/.*--hs \([0-9,]*\) .*/reliance\\\\-refresh .*hs \1 store/p')$" "$(cat src/man/reliance-refresh.1)"

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
weekly() { env -i HOME="$HOME" PATH=/usr/bin:/bin sh -c "$tmp/srv/weekly" >"$tmp/changes" 2>"$tmp/messages"; }
standin_forget
status 'the weekly job' 0 weekly
is '... prints nothing without changes' '' "$(cat "$tmp/changes")"
(cd "$tmp/srv" && filter-hs -b rare-earths store 2>/dev/null | aggregate | share | rank --top 5) >"$tmp/expected"
same '... and makes the derived files' "$tmp/expected" "$tmp/srv/suppliers.csv"
standin_state '{"years":[2012,2023,2024],"reporters":[842,276],"releases":{"842/2023":2}}'
sleep 1.1
status '... after a revision' 0 weekly
is '... prints what changed' '2023,USA,revised' "$(cut -d, -f1-3 "$tmp/changes")"
like '... using the key' "$standin_key" "$(cat "$standin/log")"
(cd "$tmp/srv" && filter-hs -b rare-earths store 2>/dev/null | aggregate | share | rank --top 5) >"$tmp/expected"
same '... and updates the derived files' "$tmp/expected" "$tmp/srv/suppliers.csv"
set -- "$tmp"/srv/store/raw/*/20842201201052000.*.json.gz
chmod u+w "$1"
printf x >>"$1"
status '... fails if an unchanged file is damaged' 1 weekly
like '... which --check reports' '^reliance-refresh: store/raw/.*: its SHA-256 has changed' "$(cat "$tmp/messages")"
chmod 644 "$tmp/srv/comtrade.key"
status '... fails if the refresh fails' 1 weekly
is '... and prints nothing' '' "$(cat "$tmp/changes")"
page | awk '/^\[Unit\]/ { on = 1 } /^(\[Timer\]|\.Ed)/ { on = 0 } on' | sed -e "s,/srv/trade,$tmp/srv," -e "s/^User=.*/User=$(id -un)/" >"$tmp/trade.service"
page | awk '/^\[Timer\]/ { on = 1 } /^\.Ed/ { on = 0 } on' >"$tmp/trade.timer"
if systemd-analyze verify "$bin/none.service" 2>&1 | grep -q none.service; then
	is 'systemd accepts the units of the manual' '' "$(systemd-analyze verify "$tmp/trade.service" "$tmp/trade.timer" 2>&1 | grep -e "$tmp" -e trade)"
else
	skip 'systemd-analyze is not here'
fi

# --- a group (the EU) beside its members, if named
state ''
status 'a group selected by name' 0 net "$tmp/eu" --period 2020 --reporter EUR,USA --hs $CODES
is '... is in the store' 'EUR USA' "$(all "$tmp/eu" | cut -d, -f3 | sort -u | paste -s -d ' ' -)"

# --- months, and other levels
standin_state '{"reporters":[842,392]}'
status 'months' 0 net "$tmp/m" --period 2024 --freq M --level 2
is '... have a file each' '202401.csv.gz 202402.csv.gz 202403.csv.gz' "$(cd "$tmp/m/trade" && ls -- *.gz | paste -s -d ' ' -)"
is '... of chapters' '03 26 28 85' "$(all "$tmp/m" | cut -d, -f6 | sort -u | paste -s -d ' ' -)"

done_testing
