#!/bin/sh
# --diagnose: what a file is, and a command that is right for it.
. tests/lib.sh
PATH=$bin:$PATH

# of FILE COLUMN: a cell of its line
of() { fetch-normalise --diagnose "$1" | python3 -c 'import csv, sys
print(next(csv.DictReader(sys.stdin))[sys.argv[1]])' "$2"; }

is 'layout and currency' 'Eurostat SDMX-CSV EUR' "$(of $data/usa-2024-eurostat.csv layout) $(of $data/usa-2024-eurostat.csv currency)"
is 'flows' 'DX M RM RX X' "$(of $data/usa-2024.csv flows)"
is 'periods' 2012-2023 "$(of $data/world-2012-2023.csv periods)"
is 'levels' '2 4 6 TOTAL' "$(of $data/mixed-levels.csv levels)"
is 'World' 'yes no' "$(of $data/usa-2024.csv world) $(of $data/baci-2023.csv world)"
is 'codes that lost their zero' 6 "$(of $data/baci-2023.csv lost_zeros)"
is 'what the guards look at' 'G1 41; G2 15; G4 18' "$(of $data/usa-2024.csv guards)"
like 'an error page' 'HTML page instead of data' "$(of $data/answer.html problem)"
like 'the words of the server' 'Out of call volume quota' "$(of $data/answer-403.json problem)"
is '... and no command' '' "$(of $data/answer-403.json command)"

printf 'period,flow,reporter,partner,hs,value_usd\n2023,M,USA,W00,TOTAL,5\n2022,M,USA,W00,TOTAL,5\n' >"$tmp/it's world.csv"
is 'World and TOTAL alone need two options' "fetch-normalise --world only --level total '$tmp/it'\\''s world.csv'" \
    "$(of "$tmp/it's world.csv" command)"
status '... as the guards say in one round' 1 fetch-normalise -q "$tmp/it's world.csv"
like '... with both' '; --world only --level total reads them$' "$err"
for file in $data/*.csv $data/usa-2024*.json "$tmp/it's world.csv"; do
	case $file in */claims.csv) continue ;; esac # has no column of codes
	command=$(of "$file" command)
	status "the command for $(basename "$file") is right" 0 sh -c "$command -q"
	[ "$(wc -l <"$tmp/out")" -gt 1 ] || fail '... and has rows' "$command"
done
printf 'who,what\n1,2\n' >"$tmp/audit.csv"
like 'a file of no known layout: what its columns suggest' "^fetch-normalise --map 'period=YEAR,.*' $tmp/audit.csv$" "$(of "$tmp/audit.csv" command)"
is 'a line for each file' 4 "$(fetch-normalise --diagnose $data/usa-2024.csv "$tmp/audit.csv" $data/answer.html | wc -l | tr -d ' ')"

done_testing
