#!/bin/sh
# Help, manual page and parser name the same options; the pages render; their examples are true.
. tests/lib.sh
. tests/examples.sh

tools='fetch-normalise filter-hs fill aggregate share rank concentration table'

# The options as lines "LETTER NAME", with a third word `arg` where one is taken; "-" for no letter.
options_of_help() {
	sed -n \
		-e "s/^  -\(.\), --\([a-z-]*\)\(.*\)/\1 \2\3/p" \
		-e "s/^      --\([a-z-]*\)\(.*\)/- \1\2/p" |
		awk '{ rest = $0; sub(/^[^ ]* [^ ]*/, "", rest)
			print $1, $2 (rest ~ /^ [^ ]/ ? " arg" : "") }' | sort -k 2
}
options_of_page() {
	sed -n \
		-e 's/^\.It Fl \(.\) , Fl -\([a-z-]*\)\(.*\)/\1 \2\3/p' \
		-e 's/^\.It Fl -\([a-z-]*\)\(.*\)/- \1\2/p' "$1" |
		awk '{ print $1, $2 (NF > 2 ? " arg" : "") }' | sort -k 2
}

# What the program takes otherwise than --help has it. A private folder, as some options write files.
says() {
	(cd "$tmp/run" && "$@" </dev/null 2>&1)
}
disagreements() {
	while read -r letter name arg; do
		spellings=--$name
		[ "$letter" = - ] || spellings="$spellings -$letter"
		for option in $spellings; do
			case $arg$(says "$1" "$option") in
			*'unknown option'*) echo "$option is unknown" ;;
			arg*"option '$option' needs an argument"*) ;;
			arg*) echo "$option takes no argument" ;;
			*'needs an argument'*) echo "$option takes an argument" ;;
			esac
			[ -z "$arg" ] || case $(says "$1" "$option" x) in
			*'unknown option'*) echo "$option x is unknown" ;;
			esac
		done
		[ -n "$arg" ] || case $(says "$1" "--$name=x") in
		*"option '--$name' takes no argument"*) ;;
		*) echo "--$name=x is taken" ;;
		esac
	done
}

mkdir "$tmp/run"
for tool in $tools reliance-claims reliance-env reliance-plot reliance-refresh reliance-report reliance-run; do
	"$bin/$tool" --help >"$tmp/help"
	options_of_help <"$tmp/help" >"$tmp/options"
	options_of_page "src/man/$tool.1" >"$tmp/page"
	# a table that cannot be read would agree with another one
	like "$tool --help names its options" '^V version$' "$(cat "$tmp/options")"
	same "$tool.1 has the options of --help, their letters and which take an argument" \
		"$tmp/options" "$tmp/page"
	case $tool in reliance-*) continue ;; esac # their parsers are made of the tables of their help
	is "$tool takes all options of --help" '' \
		"$(disagreements "$bin/$tool" <"$tmp/options")"
	status "$tool knows no others" 2 "$bin/$tool" --no-such-option
done

# -g names columns that group and -c the column looked at, under the name that the tool has for it.
for tool in $tools; do
	"$bin/$tool" --help | options_of_help | awk '$1 != "-" { print $1, $2 }'
done | sort -u | awk '{ names[$1] = names[$1] " " $2; n[$1]++ }
	END { for (c in n) if (n[c] > 1) print c names[c] }' | sort >"$tmp/letters"
is 'a letter has one meaning' 'c column of
g by within' "$(cat "$tmp/letters")"

pages=$(ls src/man/*.[157])
if command -v mandoc >/dev/null; then
	for page in $pages; do
		is "$page is good mdoc" '' "$(mandoc -T lint -W warning "$page" 2>&1)"
	done
else
	skip 'mandoc is not here'
fi
if command -v groff >/dev/null && [ -n "$(find /usr/share/groff /usr/local/share/groff \
	-name doc.tmac 2>/dev/null)" ]; then
	for page in $pages; do
		is "$page renders with groff" '' "$(groff -mdoc -Tutf8 -ww "$page" 2>&1 >/dev/null)"
	done
else
	skip 'groff and its mdoc macros are not here'
fi

PATH=$bin:$PATH
mkdir "$tmp/place"
ln -s "$data" "$tmp/place/testdata"
for page in $pages; do
	folder=$tmp/$(basename "$page")
	mkdir "$folder"
	examples "$folder" "$page"
	n=1
	while [ -f "$folder/$n.sh" ]; do
		about="$page: $(head -n 1 "$folder/$n.sh" | tr '\\' /)" # echo may know \n
		missing=
		for program in mlr sqlite3; do
			if grep -q "^$program " "$folder/$n.sh" && ! command -v "$program" >/dev/null; then
				missing=$program
			fi
		done
		if [ -n "$missing" ]; then
			skip "$missing is not here: $about"
		else
			(cd "$tmp/place" && sh "$folder/$n.sh") >"$folder/$n.got" 2>"$folder/$n.err"
			same "$about" "$folder/$n.out" "$folder/$n.got"
		fi
		n=$((n + 1))
	done
	case $page in
	*.1) ok "$page has examples" test "$n" -gt 3 ;;
	esac
done

done_testing
