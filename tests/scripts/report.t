#!/bin/sh
# reliance-report: every figure shows what its pipeline prints, with its definitions; the page is
# accessible.
. tests/lib.sh
PATH=$bin:$PATH
report=$bin/reliance-report

if ! command -v gnuplot >/dev/null; then
	skip 'gnuplot is not installed'
	done_testing
	exit
fi

# Thirteen years of synthetic trade: four countries and two members of a bloc import; DEU has not
# reported 2024 and IND not 2015, VNM reports no exports after 2021, some weights are estimated or missing.
awk 'BEGIN {
	print "period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags"
	nm = split("USA JPN IND DEU FRA GBR", buyer, " "); nx = split("CHN JPN VNM DEU", seller, " ")
	split("CHN JPN VNM DEU FRA MYS _X", partner, " "); split("280530 284690 850511", hs, " ")
	for (year = 2012; year <= 2024; year++) {
		edition = year < 2017 ? "H4" : year < 2022 ? "H5" : "H6"
		for (r = 1; r <= nm + nx; r++) {
			flow = r > nm ? "X" : "M"; who = r > nm ? seller[r - nm] : buyer[r]
			if (who == "DEU" && year == 2024 || who == "IND" && year == 2015 || r > nm && who == "VNM" && year > 2021)
				continue
			for (p = 1; p <= 7; p++) for (h = 1; h <= 3; h++) {
				x = (year * 7919 + r * 104729 + p * 1299709 + h * 15485863) % 1000003
				if (partner[p] == who || x % 9 == 0)
					continue
				flags = (who == "IND" ? "e" : "") (partner[p] == "_X" ? "n" : "")
				printf "%d,%s,%s,%s,%s,%s,%d.%d,%s,%s\n", year, flow, who, partner[p], edition, hs[h],
					x * (p == 1 ? 9 : 1), x % 7, x % 11 ? x / 8 : "", flags
			}
		}
	}
}' >"$tmp/trade.csv"
mkdir "$tmp/files"
cp "$tmp/trade.csv" "$tmp/files/"
reliance-refresh -q "$tmp/store" --from "$tmp/files" >"$tmp/changes"

# make_report DIR OPERAND...: writes a report with the basket and the countries of most tests
make_report() {
	to=$1
	shift
	"$report" -b rare-earths-and-magnets -r USA,JPN,IND,DEU -y 2012-2024 -o "$to" "$@"
}

# --- every figure shows what its pipeline prints
for from in store trade.csv; do
	status "writes a report from $from" 0 make_report "$tmp/of-$from" "$tmp/$from"
	is '... without messages on standard error' '' "$err"
	is '... whose figures show what their pipelines print, with definitions' '' \
		"$(python3 -B tests/scripts/report/page.py "$tmp/of-$from" 2>"$tmp/figures")"
	ok '... with more than twenty figures' test "$(tail -n 1 "$tmp/figures")" -gt 20
	page=$(cat "$tmp/of-$from/index.html")
	for chapter in short buyers exporters concentration weight blocs missing; do
		like "... with a chapter $chapter" "<h2 id=\"chapter-$chapter\">" "$page"
	done
	like '... that names the years without rows' 'Years without rows of imports: India 2015; Germany 2024\.' "$page"
	like '... also in the coverage of figures' '<dd>4 countries, 13 years; without rows: India 2015; Germany 2024' "$page"
done
for table in "$tmp/of-store"/*.csv; do
	[ "$(basename "$table")" = dropped.csv ] ||
		same "the store and its file give the same $(basename "$table")" "$table" "$tmp/of-trade.csv/$(basename "$table")"
done
cp -r "$tmp/of-store" "$tmp/damaged"
sed 's/USA/UZA/' "$tmp/of-store/change.csv" >"$tmp/damaged/change.csv"
sed '/<dt>Coverage/s/<dd>[^<]*<.dd><.dl>/<dd><\/dd><\/dl>/' "$tmp/of-store/index.html" >"$tmp/damaged/index.html"
damaged=$(python3 -B tests/scripts/report/page.py "$tmp/damaged" 2>"$tmp/err")
like 'page.py finds other numbers' 'change: the pipeline prints something else' "$damaged"
like '... and a figure without its coverage' 'the definitions are' "$damaged"
is 'omits a figure with an unknown definition' 'its coverage is not known' "$(python3 -B -c '
import sys
sys.path.insert(0, "scripts")
from reliance.report.figure import Figure
figure = Figure("x", rest="cat", title="t", basket="b", basis="b", denominator="d", coverage="")
figure.run(None, {})
print(figure.omitted)')"
is '... and says so on the page' 1 "$(python3 -B -c '
import sys
sys.path.insert(0, "scripts")
from reliance.report import page
from reliance.report.figure import Figure
figure = Figure("x", rest="cat", title="t", basket="b", basis="", denominator="d", coverage="c")
text = page.html(("t", [], []), [("c", "C", "", [figure])], [])
print(text.count("Not shown: t: its basis is not known.") - text.count("<figure"))')"

is 'leading series have the same colour in every picture' "{'VNM': 0, 'JPN': 1, 'FRA': 2}" "$(python3 -B -c '
import sys
sys.path.insert(0, "scripts")
from reliance.plot.chart import Chart, Series
chart = Chart("lines", None, "period", [], ["partner"], [Series(n, {}) for n in ("VNM", "JPN", "FRA")], [])
chart.lead = ["CHN", "JPN"]
print(chart.colours())')"

# --- the program as a module
is 'main can be imported, takes arguments, and returns a status' "report: unknown option '--colour'; see --help
2" "$(python3 -B - 2>&1 <<'END' | sed 's/^-: /report: /'
import decimal, signal, sys
sys.path.insert(0, "scripts")
from reliance.report.main import main
assert decimal.getcontext().prec == 28 and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
print(main(["--colour"]))
END
)"

# --- reports are reproducible, and read their input once
make_report "$tmp/again" "$tmp/store" 2>"$tmp/err"
TZ=Asia/Tokyo LANG=tr_TR.UTF-8 make_report "$tmp/again" "$tmp/store" 2>"$tmp/err"
is 'the same input gives the same report' '' "$(diff -r "$tmp/of-store" "$tmp/again")"
mkdir "$tmp/counted"
for tool in fetch-normalise filter-hs aggregate share rank concentration; do
	printf '#!/bin/sh\necho "%s $*" >>"%s"\nexec "%s" "$@"\n' $tool "$tmp/calls" "$bin/$tool" >"$tmp/counted/$tool"
	chmod +x "$tmp/counted/$tool"
done
ln -s "$report" "$tmp/counted"
(report=$tmp/counted/reliance-report && make_report "$tmp/again" "$tmp/store" 2>"$tmp/err")
is 'the store is read once' 1 "$(grep -c "^filter-hs.* $tmp/store$" "$tmp/calls")"

# --- a store with a foreign file, one that changed, or a new release in between
cp -a "$tmp/store" "$tmp/altered"
cp "$tmp/altered/trade/2022.csv.gz" "$tmp/altered/trade/2022 2.csv.gz"
status 'a store with a foreign file' 1 make_report "$tmp/of-altered" "$tmp/altered"
like '... is refused with its name' "$tmp/altered/trade/2022 2.csv.gz: not a file of this store" "$err"
rm "$tmp/altered/trade/2022 2.csv.gz"
chmod u+w "$tmp/altered/trade/2022.csv.gz"
printf x | dd of="$tmp/altered/trade/2022.csv.gz" bs=1 seek=4 conv=notrunc 2>/dev/null
status 'a store with a flipped byte' 1 make_report "$tmp/of-altered" "$tmp/altered"
like '... is refused with the name of the file' "$tmp/altered/trade/2022.csv.gz:.*SHA-256" "$err"
rm -rf "$tmp/altered"
cp -a "$tmp/store" "$tmp/altered"
cp -a "$tmp/altered/generations/000001" "$tmp/altered/generations/000002"
printf '#!/bin/sh\nln -sfn generations/000002 "%s/current"\nexec "%s" "$@"\n' "$tmp/altered" "$bin/concentration" >"$tmp/counted/concentration"
report=$tmp/counted/reliance-report
status 'a store that is refreshed meanwhile' 1 make_report "$tmp/of-altered" "$tmp/altered"
like '... is refused' "$tmp/altered: it was refreshed during the report" "$err"
ok '... and no page is written' test ! -e "$tmp/of-altered/index.html"
report=$bin/reliance-report

# --- a signal ends the report and its filters at any moment, without a message
mkdir "$tmp/own"
moments=12
[ "${LONG-0}" = 0 ] || moments=60
is 'leaves nothing behind if a signal ends it' '' "$(TMPDIR=$tmp/own python3 -B tests/scripts/report/end.py $moments \
	"$report" -b rare-earths -r USA -y 2012 -o "$tmp/ended" "$tmp/never" 2>&1; ls -A "$tmp/own"; ls -d "$tmp/ended" 2>/dev/null)"

# a signal between the start of a process and the return of Popen
is '... not even a process that is being started' 'status 143' "$(python3 -B - 2>&1 <<'END'
import os, signal, subprocess, sys
sys.path.insert(0, "scripts")
from reliance.common import signals

class Interrupted(subprocess.Popen):
    def __init__(self, *arguments, **how):
        super().__init__(*arguments, **how)
        os.kill(os.getpid(), signal.SIGTERM)
        started.append(self)

started, subprocess.Popen = [], Interrupted

@signals.exits_cleanly
def main():
    with signals.process_group(["sh", "-c", "cat | cat"], stdin=subprocess.PIPE):
        print("the signal is lost")

print("status", main())
if started[0].returncode is None:
    print("left running")
END
)"
is '... whatever a library makes of the interruption' 'status 143' "$(python3 -B - 2>&1 <<'END'
import os, signal, sys
sys.path.insert(0, "scripts")
from reliance.common import signals

@signals.exits_cleanly
def main():
    try:
        os.kill(os.getpid(), signal.SIGTERM)
    finally:
        raise KeyError("its cleanup fails")

print("status", main())
END
)"

# --- each program is killed, after some bytes of its output
mkdir "$tmp/tools"
for tool in fetch-normalise filter-hs aggregate share rank concentration gnuplot reliance-report; do
	ln -s "$(command -v "$tool")" "$tmp/tools"
done
times=3
[ "${LONG:-0}" = 0 ] || times=60
make_report "$tmp/killed" "$tmp/trade.csv" 2>"$tmp/err"
like 'no killed program leaves another page' '^[0-9]+ programs$' "$(python3 -B tests/scripts/kills.py $times 1 "$tmp/tools" \
	"$tmp/killed" reliance-report -b rare-earths -r USA,JPN -y 2022-2024 -o "$tmp/killed" "$tmp/trade.csv" 2>&1 | paste -s -d ' ' -)"

# --- refusals
# messages STATUS ARGUMENT...: prints what report writes to standard error; complains about another status
messages() {
	expected=$1
	shift
	"$report" "$@" >"$tmp/out" 2>"$tmp/err"
	code=$?
	[ $code -eq "$expected" ] || echo "status $code"
	sed 's/^reliance-report/report/' "$tmp/err"
}
ln -s "$PWD/tests" "$tmp/tests"
cd "$tmp" || exit 1
sed 's/^\(20..\),/\103,/' trade.csv >months.csv
sed '9s/$/,/' trade.csv >ragged.csv
mkdir other none
echo mine >other/notes.txt
# DESCRIPTION|STATUS|MESSAGE|ARGUMENTS
while IFS='|' read -r what code message arguments; do
	# shellcheck disable=SC2086 # several arguments
	like "refuses $what" "^report: $message" "$(messages "$code" -o refused $arguments)"
	ok '... and writes nothing' test ! -e refused
done <<'END'
no basket|2|-b must name the commodities|-r USA -y 2012 trade.csv
no years|2|-y must name the years|-b rare-earths -r USA trade.csv
no files|2|no STORE and no FILE|-b rare-earths -r USA -y 2012
a repeated basket|2|--basket rare-earths,rare-earths: an item is repeated|-b rare-earths,rare-earths -r USA -y 2012 trade.csv
standard input|2|-: the pipelines of the figures read their input again|-b rare-earths -r USA -y 2012 -
an unknown basket|2|-b rare-dirt: no such basket|-b rare-dirt -r USA -y 2012 trade.csv
an unknown country|2|-r UAS: no country has that code or name; did you mean .USA|-b rare-earths -r UAS -y 2012 trade.csv
a repeated country|2|--reporter USA,USA: an item is repeated|-b rare-earths -r USA,USA -y 2012 trade.csv
an unknown bloc|2|.*|-b rare-earths -r USA -y 2012 --bloc NOBLOC trade.csv
invalid years|2|-y 2013-2012: not years|-b rare-earths -r USA -y 2013-2012 trade.csv
years without rows|1|there are no rows of this basket|-b rare-earths -r USA -y 1999 trade.csv
months|1|the rows have a period 201203, which is not a year|-b rare-earths -r USA -y 2012 months.csv
a folder that is not a store|2|none has no manifest.csv, so it is not a store|-b rare-earths -r USA -y 2012 none
a missing file|1|stage 1 of 2 failed with status 1: fetch-normalise|-b rare-earths -r USA -y 2012 nowhere.csv
an invalid line|1|stage 1 of 2 failed with status 1: fetch-normalise|-b rare-earths -r USA -y 2012 ragged.csv
an unknown option|2|unknown option '--colour'|-b rare-earths -r USA -y 2012 --colour red trade.csv
END
like 'passes on the messages of a failed filter' 'ragged.csv:9: ' "$(messages 1 -b rare-earths -r USA -y 2012 -o refused ragged.csv)"
like 'refuses a folder with other files' 'other holds files that are not a report' "$(messages 2 -o other -b rare-earths -r USA -y 2012 trade.csv)"
is '... and keeps them' mine "$(cat other/notes.txt)"
mkdir left
touch left/.draft-0123abcd
status 'writes into a folder with what a killed report left' 0 "$report" -b rare-earths -r USA -y 2012-2013 -o left trade.csv
ok '... and removes that' test ! -e left/.draft-0123abcd
make_report again trade.csv 2>err
"$report" -b rare-earths -r USA -y 2012-2013 -o again trade.csv
like 'replaces a report' '2012-2013' "$(cat again/index.html)"
ok '... and removes its tables' test ! -e again/buys-JPN.csv

# --- the summary
"$report" -b rare-earths -r USA,FRA -y 2012-2014 -o brief trade.csv 2>err
is 'a sentence for each country' 2 "$(grep -o '<li>[^<]* % of [^<]* US dollars came from ' brief/index.html | wc -l)"
is '... has the numbers of the table' "$(printf '%.1f' "$(sed -n 's/^2014,M,USA,\([^,]*,\)\{3\}\([^,]*\).*/\2/p' brief/short-2014.csv)")" \
	"$(sed -n 's/.*<li>United States: \([0-9.]*\) % of .*/\1/p' brief/index.html)"
"$report" -b rare-earths -r USA,FRA -y 2014 -o brief trade.csv 2>err
is 'a page of one year has valid figures' '' "$(python3 -B tests/scripts/report/page.py brief 2>err)"
ok '... and no lines of one point' test ! -e brief/buys-USA.csv -a -e brief/buys-USA-2014.csv -a -e brief/concentration.csv

fetch-normalise --list-countries >countries.csv
cd - >/dev/null || exit 1
is 'sentences have articles and plurals' '' "$(python3 -B tests/scripts/report/text.py "$tmp/countries.csv" 2>&1)"
cd "$tmp" || exit 1

# --- no imports
grep -e ^period -e ',X,' trade.csv >exports.csv
"$report" -b rare-earths -r USA -y 2012-2024 -o exports exports.csv 2>err
is 'makes a page of exports alone' '' "$(python3 -B tests/scripts/report/page.py exports 2>err)"
like '... that names the years without rows' 'Years without rows of imports: United States 2012-2024' "$(cat exports/index.html)"
like '... and explains empty chapters' 'There are no rows of imports by these countries' "$(cat exports/index.html)"

# --- titles and names are only text
bad=$(printf 'b\377d\033[31m')
status 'accepts invalid UTF-8 and control characters in a title' 0 "$report" -b rare-earths -r USA -y 2012 -o bad --title "$bad" --source "$bad" trade.csv
is '... and replaces them on the page' 3 "$(grep -c 'b�d�\[31m' bad/index.html)"
cp trade.csv "$bad.csv"
like 'refuses a file with such a name' 'a name with control characters or with bytes that are not UTF-8' "$(messages 2 -b rare-earths -r USA -y 2012 -o bad "$bad.csv")"
mkdir "it's <b>a folder"
cp trade.csv "it's <b>a folder/tra de;&.csv"
"$report" -b rare-earths -r USA,FRA -y 2012-2014 -o 'to & fro' --title "it's <script>" "it's <b>a folder/tra de;&.csv" 2>err
like 'escapes HTML in a title' '<h1>it.*&lt;script&gt;</h1>' "$(cat 'to & fro/index.html')"
cd - >/dev/null || exit 1
is 'quotes file names in pipelines' '' "$(cd "$tmp" && python3 -B tests/scripts/report/page.py 'to & fro' 2>err)"

# --- mirrored trade
baci=testdata/baci-2023.csv
fetch-normalise -q -f X $baci >"$tmp/exports.csv"
status 'writes a report of a file of exports' 0 "$report" -b rare-earths -r USA -y 2022 -o "$tmp/plain" "$tmp/exports.csv"
like '... and suggests --mirror' '^reliance-report: there are no rows of imports by these countries; --mirror' "$err"
like '... and explains empty chapters' '<p>There are no rows of imports by these countries.</p>' "$(cat "$tmp/plain/index.html")"
status '--mirror shows what partners exported to a country' 0 "$report" --mirror -b rare-earths -r 'united states' -y 2022 -o "$tmp/mirrored" $baci
is '... as its pipelines print it' '' "$(python3 -B tests/scripts/report/page.py "$tmp/mirrored" 2>"$tmp/figures")"
like '... with the numbers of the filters' '^2022,M,USA,CHN,139000250,[a-z]*,90.0843,1$' "$(cat "$tmp/mirrored/buys-USA-2022.csv")"
page=$(cat "$tmp/mirrored/index.html")
like '... and says so' "<p>Mirrored: a country's imports are the exports to it that its partners report" "$page"
like '... also of the valuation' 'imports by value in US dollars, as the exporters report them' "$page"
is '... without years without rows' 0 "$(printf '%s\n' "$page" | grep -ci 'without rows')"
like '... and counts countries, not reporters' '<dd>imports: [0-9]+ countries with mirrored rows in 2022' "$page"
status 'refuses --mirror for a store' 2 "$report" --mirror -b rare-earths -r USA -y 2022 -o "$tmp/x" "$tmp/store"
status 'refuses an unknown country' 2 "$report" -b rare-earths -r Atlantis -y 2022 -o "$tmp/x" $baci
status 'refuses an unknown basket' 2 "$report" -b magnets -r USA -y 2022 -o "$tmp/x" $baci
like '... and names the nearest' "did you mean 'permanent-magnets'" "$err"

# --- installed under other names
ok 'make install' make -s B="${BIN:-bin}" install DESTDIR="$tmp/root" PREFIX=/usr NAME_PREFIX=reliance-
(cd "$tmp" && PATH=/usr/bin:/bin:$(dirname "$(command -v python3)") && root/usr/bin/reliance-report -b rare-earths \
	-r USA -y 2012-2014 -o installed trade.csv) 2>"$tmp/err"
is 'pipelines use the installed names of the filters' '' "$(cd "$tmp" &&
	PATH=$tmp/root/usr/bin:/usr/bin:/bin:$(dirname "$(command -v python3)") python3 -B tests/scripts/report/page.py installed 2>err)"
like '... also of fetch-normalise' '^reliance-fetch-normalise -q' "$(sed 's/<pre><code>//' "$tmp/installed/index.html")"
like 'the installed plot draws a table of the report' '^CHN ' "$("$tmp/root/usr/bin/reliance-plot" --x partner "$tmp/installed/buys-USA-2014.csv")"

# --- in a browser
modules=${XDG_CACHE_HOME:-$HOME/.cache}/reliance/report
for name in chromium chromium-browser headless_shell google-chrome; do
	browser=$(command -v $name) && break
done
if [ -z "$browser" ] || ! command -v node >/dev/null || [ ! -d "$modules/node_modules/axe-core" ] ||
	[ ! -d "$modules/node_modules/playwright-core" ]; then
	skip 'a browser and its checkers are not installed; sh scripts/setup --report installs them'
else
	"$report" -b rare-earths-and-magnets -r USA,DEU -y 2012-2024 -o "$tmp/browsed" "$tmp/store"
	MODULES=$modules CHROMIUM=$browser node tests/scripts/report/check.mjs "$tmp/browsed/index.html" >"$tmp/tap" 2>"$tmp/err"
	ok 'the browser checks are complete' grep -q '^1\.\.' "$tmp/tap"
	while read -r verdict rest; do
		case $verdict in
		ok) pass "${rest#* - }" ;;
		not) fail "${rest#* - }" "$(grep -A 1 -F "$verdict $rest" "$tmp/tap" | sed -n 's/^# //p')" ;;
		esac
	done <"$tmp/tap"
fi
done_testing
