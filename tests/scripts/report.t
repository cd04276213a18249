#!/bin/sh
# report: every figure is what its pipeline prints and says what it is of; the page is for everybody.
. tests/lib.sh
PATH=$bin:$PATH
report=$bin/reliance-report

if ! command -v gnuplot >/dev/null; then
	skip 'gnuplot is not here'
	done_testing
	exit
fi

# Thirteen years of made-up trade: four countries and two members of a bloc buy, DEU is late with 2024
# and IND lacks 2015, VNM stops to report its exports, some weights are estimated or missing.
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

make_report() { # DIR OPERAND...: with the basket and the countries of most tests
	to=$1
	shift
	"$report" -b rare-earths-and-magnets -r USA,JPN,IND,DEU -y 2012-2024 -o "$to" "$@"
}

# --- every figure is what its pipeline prints
for from in store trade.csv; do
	status "a report from $from" 0 make_report "$tmp/of-$from" "$tmp/$from"
	is '... whose words are those on the page' '' "$err"
	is '... with figures that are what their pipelines print, and say what they are of' '' \
		"$(python3 -B tests/scripts/report/page.py "$tmp/of-$from" 2>"$tmp/figures")"
	ok '... more than twenty' test "$(tail -n 1 "$tmp/figures")" -gt 20
	page=$(cat "$tmp/of-$from/index.html")
	for chapter in short buyers exporters concentration weight blocs missing; do
		like "... and a chapter $chapter" "<h2 id=\"chapter-$chapter\">" "$page"
	done
	like '... that names the years that are not in yet' 'Years not in yet: India: 2015; Germany: 2024\.' "$page"
	like '... and who said so' 'India 2015; Germany 2024' "$page"
done
for table in "$tmp/of-store"/*.csv; do
	[ "$(basename "$table")" = dropped.csv ] ||
		same "the store and its file have one $(basename "$table")" "$table" "$tmp/of-trade.csv/$(basename "$table")"
done
cp -r "$tmp/of-store" "$tmp/spoilt"
sed 's/USA/UZA/' "$tmp/of-store/change.csv" >"$tmp/spoilt/change.csv"
sed '/<dt>Coverage/s/<dd>[^<]*<.dd><.dl>/<dd><\/dd><\/dl>/' "$tmp/of-store/index.html" >"$tmp/spoilt/index.html"
spoilt=$(python3 -B tests/scripts/report/page.py "$tmp/spoilt" 2>"$tmp/err")
like 'the check of that would see other numbers' 'change: its pipeline prints something else' "$spoilt"
like '... and a figure without its coverage' 'says no more than' "$spoilt"
is 'a figure of which something is not known is not shown' 'its coverage is not known' "$(python3 -B -c '
import sys
sys.path.insert(0, "scripts")
from reliance.report.figure import Figure
figure = Figure("x", rest="cat", title="t", basket="b", basis="b", denominator="d", coverage="")
figure.run(None, {})
print(figure.lacks)')"
is '... as the page says' 1 "$(python3 -B -c '
import sys
sys.path.insert(0, "scripts")
from reliance.report import page
from reliance.report.figure import Figure
figure = Figure("x", rest="cat", title="t", basket="b", basis="", denominator="d", coverage="c")
text = page.html(("t", [], []), [("c", "C", "", [figure])], [])
print(text.count("Not shown: t: its basis is not known.") - text.count("<figure"))')"

is 'who leads has one colour in every picture' "{'VNM': 0, 'JPN': 1, 'FRA': 2}" "$(python3 -B -c '
import sys
sys.path.insert(0, "scripts")
from reliance.plot.chart import Chart, Series
chart = Chart("lines", None, "period", [], ["partner"], [Series(n, {}) for n in ("VNM", "JPN", "FRA")], [])
chart.lead = ["CHN", "JPN"]
print(chart.colours())')"

# --- the same again, in one reading
make_report "$tmp/again" "$tmp/store" 2>"$tmp/err"
TZ=Asia/Tokyo LANG=tr_TR.UTF-8 make_report "$tmp/again" "$tmp/store" 2>"$tmp/err"
is 'the same input, the same report' '' "$(diff -r "$tmp/of-store" "$tmp/again")"
mkdir "$tmp/counted"
for tool in fetch-normalise filter-hs aggregate share rank concentration; do
	printf '#!/bin/sh\necho "%s $*" >>"%s"\nexec "%s" "$@"\n' $tool "$tmp/calls" "$bin/$tool" >"$tmp/counted/$tool"
	chmod +x "$tmp/counted/$tool"
done
ln -s "$report" "$tmp/counted"
(report=$tmp/counted/reliance-report && make_report "$tmp/again" "$tmp/store" 2>"$tmp/err")
is 'the store is read once' 1 "$(grep -c "$tmp/store/trade" "$tmp/calls")"

# --- asked to end: whenever that is, it ends without a word, and so do its filters
mkdir "$tmp/own"
is 'asked to end at any moment, it leaves nothing behind' '' "$(TMPDIR=$tmp/own python3 -B tests/scripts/report/end.py 40 \
	"$report" -b rare-earths -r USA -y 2012 -o "$tmp/ended" "$tmp/never" 2>&1; ls -A "$tmp/own"; ls -d "$tmp/ended" 2>/dev/null)"

# the worst moment: the process runs, and Popen has not returned it
is '... not even what was being started' 'status 143' "$(python3 -B - 2>&1 <<'END'
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

# --- what it will not do
said() { # STATUS ARGUMENT...: words, if it ends with this status
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
while IFS='|' read -r what code words arguments; do
	# shellcheck disable=SC2086 # several words
	like "refused: $what" "^report: $words" "$(said "$code" -o refused $arguments)"
	ok '... and nothing is written' test ! -e refused
done <<'END'
no basket|2|-b says which commodities|-r USA -y 2012 trade.csv
no years|2|-y says which years|-b rare-earths -r USA trade.csv
no files|2|no STORE and no FILE|-b rare-earths -r USA -y 2012
a basket twice|2|--basket rare-earths,rare-earths: one of them is there twice|-b rare-earths,rare-earths -r USA -y 2012 trade.csv
standard input|2|-: the pipelines under the figures read the files again|-b rare-earths -r USA -y 2012 -
a basket|2|-b rare-dirt: no such basket|-b rare-dirt -r USA -y 2012 trade.csv
a country|2|-r UAS: no country of that code or name|-b rare-earths -r UAS -y 2012 trade.csv
a country twice|2|--reporter USA,USA: one of them is there twice|-b rare-earths -r USA,USA -y 2012 trade.csv
a bloc|2|.*|-b rare-earths -r USA -y 2012 --bloc NOBLOC trade.csv
years that are none|2|-y 2013-2012: years|-b rare-earths -r USA -y 2013-2012 trade.csv
years without rows|1|there is no row of this basket|-b rare-earths -r USA -y 1999 trade.csv
months|1|there are rows of 201203, which is no year|-b rare-earths -r USA -y 2012 months.csv
a folder that is no store|2|none: no manifest.csv, so this is no store|-b rare-earths -r USA -y 2012 none
a file that is not there|1|status 1 of: fetch-normalise|-b rare-earths -r USA -y 2012 nowhere.csv
a bad line|1|status 1 of: fetch-normalise|-b rare-earths -r USA -y 2012 ragged.csv
an option|2|unknown option '--colour'|-b rare-earths -r USA -y 2012 --colour red trade.csv
END
like 'the words of a filter come along' 'ragged.csv:9: ' "$(said 1 -b rare-earths -r USA -y 2012 -o refused ragged.csv)"
like 'a folder with other things' 'other: there are files that are no report' "$(said 2 -o other -b rare-earths -r USA -y 2012 trade.csv)"
is '... keeps them' mine "$(cat other/notes.txt)"
make_report again trade.csv 2>err
"$report" -b rare-earths -r USA -y 2012-2013 -o again trade.csv
like 'a report written anew' '2012-2013' "$(cat again/index.html)"
ok '... has no table of the one before' test ! -e again/buys-JPN.csv

# --- what it comes down to
"$report" -b rare-earths -r USA,FRA -y 2012-2014 -o brief trade.csv 2>err
is 'a sentence for each country' 2 "$(grep -o '<li>[^<]* % of [^<]* US dollars came from ' brief/index.html | wc -l)"
is '... with the numbers of its table' "$(printf '%.1f' "$(sed -n 's/^2014,M,USA,\([^,]*,\)\{3\}\([^,]*\).*/\2/p' brief/short-2014.csv)")" \
	"$(sed -n 's/.*<li>United States: \([0-9.]*\) % of .*/\1/p' brief/index.html)"
"$report" -b rare-earths -r USA,FRA -y 2014 -o brief trade.csv 2>err
is 'a page of one year is whole' '' "$(python3 -B tests/scripts/report/page.py brief 2>err)"
ok '... without lines of one dot' test ! -e brief/buys-USA.csv -a -e brief/buys-USA-2014.csv -a -e brief/concentration.csv

# --- little there is
grep -e ^period -e ',X,' trade.csv >exports.csv
"$report" -b rare-earths -r USA -y 2012-2024 -o exports exports.csv 2>err
is 'exports alone make a page' '' "$(python3 -B tests/scripts/report/page.py exports 2>err)"
like '... that says what there is not' 'Years not in yet: United States: 2012-2024' "$(cat exports/index.html)"
like '... in each chapter' 'There is no row of imports by these countries' "$(cat exports/index.html)"

# --- names are only text
bad=$(printf 'b\377d\033[31m')
status 'a title with bytes that are no text' 0 "$report" -b rare-earths -r USA -y 2012 -o bad --title "$bad" --source "$bad" trade.csv
is '... is none in the page' 3 "$(grep -c 'b�d�\[31m' bad/index.html)"
cp trade.csv "$bad.csv"
like 'a file whose name is none' 'a name with control characters, or not in UTF-8' "$(said 2 -b rare-earths -r USA -y 2012 -o bad "$bad.csv")"
mkdir "it's <b>a folder"
cp trade.csv "it's <b>a folder/tra de;&.csv"
"$report" -b rare-earths -r USA,FRA -y 2012-2014 -o 'to & fro' --title "it's <script>" "it's <b>a folder/tra de;&.csv" 2>err
like 'a title is text' '<h1>it.*&lt;script&gt;</h1>' "$(cat 'to & fro/index.html')"
cd - >/dev/null || exit 1
is 'pipelines of files with any name run' '' "$(cd "$tmp" && python3 -B tests/scripts/report/page.py 'to & fro' 2>err)"

# --- from the other side
baci=testdata/baci-2023.csv
status 'a file of exports alone has a report' 0 "$report" -b rare-earths -r USA -y 2022 -o "$tmp/plain" $baci
like '... that says which option would have the buyers' '^reliance-report: no row of imports by these countries; --mirror' "$err"
like '... and why a chapter is empty' '<p>There is no row of imports by these countries.</p>' "$(cat "$tmp/plain/index.html")"
status 'what others say they sold to a country' 0 "$report" --mirror -b rare-earths -r 'united states' -y 2022 -o "$tmp/mirrored" $baci
is '... is what its pipeline prints' '' "$(python3 -B tests/scripts/report/page.py "$tmp/mirrored" 2>"$tmp/figures")"
like '... and is what the filters have' '^2022,M,USA,CHN,139000250,90.0843,1$' "$(cat "$tmp/mirrored/buys-USA-2022.csv")"
page=$(cat "$tmp/mirrored/index.html")
like '... says so' '<p>Mirrored: what a country imported is what others say' "$page"
like '... also of the prices' 'imports by value in US dollars, as the exporters report them' "$page"
is '... nobody is late in it' 0 "$(printf '%s\n' "$page" | grep -c 'not in yet')"
status 'a store was made with options of its own' 2 "$report" --mirror -b rare-earths -r USA -y 2022 -o "$tmp/x" "$tmp/store"
status 'a country that is none' 2 "$report" -b rare-earths -r Atlantis -y 2022 -o "$tmp/x" $baci
status 'a basket that is none' 2 "$report" -b magnets -r USA -y 2022 -o "$tmp/x" $baci
like '... beside those there are' 'there are: aluminium, ' "$err"

# --- installed, under other names
ok 'make install' make -s B="${BIN:-bin}" install DESTDIR="$tmp/root" PREFIX=/usr NAME_PREFIX=reliance-
(cd "$tmp" && PATH=/usr/bin:/bin:$(dirname "$(command -v python3)") && root/usr/bin/reliance-report -b rare-earths \
	-r USA -y 2012-2014 -o installed trade.csv) 2>"$tmp/err"
is 'the pipelines have the names that the filters have' '' "$(cd "$tmp" &&
	PATH=$tmp/root/usr/bin:/usr/bin:/bin:$(dirname "$(command -v python3)") python3 -B tests/scripts/report/page.py installed 2>err)"
like '... all of them' '^reliance-fetch-normalise -q' "$(sed 's/<pre><code>//' "$tmp/installed/index.html")"
like 'plot is installed, too' '^CHN ' "$("$tmp/root/usr/bin/reliance-plot" --x partner "$tmp/installed/buys-USA-2014.csv")"

# --- in a browser
modules=${XDG_CACHE_HOME:-$HOME/.cache}/reliance/report
for name in chromium chromium-browser headless_shell google-chrome; do
	browser=$(command -v $name) && break
done
if [ -z "$browser" ] || ! command -v node >/dev/null || [ ! -d "$modules/node_modules/axe-core" ] ||
	[ ! -d "$modules/node_modules/playwright-core" ]; then
	skip 'a browser and its checkers are not here; sh scripts/setup --report installs them'
else
	"$report" -b rare-earths-and-magnets -r USA,DEU -y 2012-2024 -o "$tmp/browsed" "$tmp/store"
	MODULES=$modules CHROMIUM=$browser node tests/scripts/report/check.mjs "$tmp/browsed/index.html" >"$tmp/tap" 2>"$tmp/err"
	ok 'the browser came to its end' grep -q '^1\.\.' "$tmp/tap"
	while read -r verdict rest; do
		case $verdict in
		ok) pass "${rest#* - }" ;;
		not) fail "${rest#* - }" "$(grep -A 1 -F "$verdict $rest" "$tmp/tap" | sed -n 's/^# //p')" ;;
		esac
	done <"$tmp/tap"
fi
done_testing
