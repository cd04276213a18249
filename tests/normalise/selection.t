#!/bin/sh
# What the selection of rows leaves in the stream, and what the stream says about it.
. tests/lib.sh
PATH=$bin:$PATH

cat >"$tmp/trade.csv" <<'END'
period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags
2023,M,USA,CHN,H6,850511,60,10,
2023,M,USA,JPN,H6,850511,20,10,e
2023,M,USA,USA,H6,850511,5,10,s
2023,M,USA,W00,H6,850511,85,10,
2023,X,CHN,USA,H6,850511,50,10,
END
rows() { fetch-normalise -q "$@" "$tmp/trade.csv" | sed 1d | cut -d, -f2,3,4,9 | tr '\n' ' '; }

# flag x
is 'rows of some selected partners have the flag x' 'M,USA,CHN,x M,USA,JPN,ex ' "$(rows -p CHN,JPN)"
is '... also if a bloc names them' 'M,USA,JPN,ex M,USA,USA,sx X,CHN,USA,x ' "$(rows -p G7)"
is '... and in mirrored rows' 'M,USA,CHN,mx ' "$(rows --mirror -f M -p CHN)"
is '... not beside World' 'M,USA,CHN, M,USA,W00, ' "$(rows -p W00,CHN)"
is '... nor without a selection of partners' 'M,USA,CHN, M,USA,JPN,e M,USA,USA,s ' "$(rows -r USA)"
fetch-normalise -q -p CHN,JPN "$tmp/trade.csv" >"$tmp/some.csv"
is '... and it stays when the stream is read again' "$(cksum <"$tmp/some.csv")" "$(fetch-normalise -q "$tmp/some.csv" | cksum)"

# --drop-self
is '--drop-self leaves out trade of a country with itself' 'M,USA,CHN, M,USA,JPN,e X,CHN,USA, ' "$(rows --drop-self)"
like '... and counts it as not selected' '1 not selected' "$(fetch-normalise --drop-self "$tmp/trade.csv" 2>&1 >/dev/null)"

# baskets, by the edition of each row
cat >"$tmp/metals.csv" <<'END'
period,flow,reporter,partner,edition,hs,value_usd
2010,M,USA,CHN,H2,811230,1
2010,M,USA,CHN,H2,811292,2
2023,M,USA,CHN,H6,811292,3
2023,M,USA,CHN,H6,811231,4
2023,M,USA,CHN,H6,850511,5
2023,M,USA,CHN,H6,2846,6
END
values() { fetch-normalise -q "$@" "$tmp/metals.csv" 2>"$tmp/err" | sed 1d | cut -d, -f7 | tr '\n' ' '; }
filtered() { filter-hs "$@" "$tmp/metals.csv" 2>/dev/null | sed 1d | cut -d, -f7 | tr '\n' ' '; }
for basket in germanium gallium hafnium permanent-magnets gallium,permanent-magnets rare-earths; do
	is "-b $basket selects what filter-hs does" "$(filtered -b $basket)" "$(values -b $basket)"
done
is '-b is by the edition of each row' '1 3 ' "$(values -b germanium)"
is '... and adds up with itself' '3 5 ' "$(values -b gallium -b permanent-magnets -y 2023)"
is '... and with --hs' '1 3 5 ' "$(values -b germanium --hs 8505)"
like 'a row of a shorter code is counted' 'rows of shorter codes, .*: 1$' "$(values -b rare-earths >/dev/null; cat "$tmp/err")"
printf 'basket,hs_revision,hs6\nmine,H6,850511\nmine,H2,811230\n' >"$tmp/basket.csv"
is '-B reads a file' '1 5 ' "$(values -B "$tmp/basket.csv")"
printf 'edition,hs\nH6,850511\nH6,8112\n' >"$tmp/h6.csv"
status 'an edition that the basket lacks is an error' 1 fetch-normalise -q -B "$tmp/h6.csv" "$tmp/metals.csv"
like '... with the place and the edition' 'metals.csv:2: the basket has no codes for edition "H2"' "$err"
is '... not of rows that are not selected' '3 4 5 ' "$(values -y 2023 -B "$tmp/h6.csv")"
sed 's/,H[0-9],/,,/' "$tmp/metals.csv" >"$tmp/unknown.csv"
status 'a row without an edition is an error if the basket depends on it' 1 fetch-normalise -q -b germanium "$tmp/unknown.csv"
like '... which names --edition' 'unknown.csv:2: the row has no HS edition .* --edition' "$err"
is '... not otherwise' 5 "$(fetch-normalise -q -b permanent-magnets "$tmp/unknown.csv" | sed 1d | cut -d, -f7)"
status 'an unknown basket is misuse' 2 fetch-normalise -b galium "$tmp/metals.csv"
like '... answered with the nearest' "did you mean 'gallium'" "$err"
like '--fetch asks for the codes of every edition' 'cmdCode=282560,811230,811292,811299&' \
    "$(fetch-normalise --fetch --dry-run -b germanium -y 2023 2>/dev/null | sed -n 2p)"
is 'the guards judge the selected rows only' 5 \
    "$(printf '2023,M,USA,CHN,H6,8112,9\n' | cat "$tmp/metals.csv" - | fetch-normalise -q -b permanent-magnets | sed 1d | cut -d, -f7)"

# --seen
cat >"$tmp/seen.csv" <<'END'
period,flow,reporter,partner,hs,value_usd
2023,M,USA,CHN,850511,5
2023,M,VNM,CHN,010121,5
2022,X,VNM,USA,850511,5
2022,M,DEU,W00,TOTAL,5
2022,M,DEU,CHN,850511,5
202301,M,FRA,CHN,850511,5
END
seen() { rm -f "$tmp/list"; fetch-normalise -q --seen "$tmp/list" "$@" "$tmp/seen.csv" >"$tmp/out" 2>/dev/null; sed 1d "$tmp/list" | tr '\n' ' '; }
all='2022,M,DEU 2022,X,VNM 2023,M,USA 2023,M,VNM 202301,M,FRA '
is '--seen lists who has rows, whatever the commodity' "$all" "$(seen --hs 850511)"
is '... with a header' period,flow,reporter "$(head -n 1 "$tmp/list")"
is '... while the output has the selected rows alone' 5 "$(wc -l <"$tmp/out" | tr -d ' ')"
is '... also of a basket' "$all" "$(seen -b permanent-magnets)"
is '... and whatever the partner' "$all" "$(seen -p USA)"
is '... as --mirror tells it' '2022,M,USA 2022,X,CHN 2023,X,CHN 202301,X,CHN ' "$(seen --mirror --freq A --hs 850511)"
echo old >"$tmp/list"
printf '2023,M,USA,CHN,850511,many\n' | cat "$tmp/seen.csv" - >"$tmp/bad.csv"
status 'after an error' 1 fetch-normalise -q --seen "$tmp/list" "$tmp/bad.csv"
is '... the old list stays' old "$(cat "$tmp/list")"
is '... and nothing beside it' "$tmp/list" "$(ls "$tmp"/list*)"
is 'a pipe can take the list' "$(fetch-normalise -q --seen "$tmp/list" "$tmp/seen.csv" >/dev/null; cat "$tmp/list")" \
    "$(fetch-normalise -q --seen /dev/stderr "$tmp/seen.csv" 2>&1 >/dev/null)"
status 'the list may not replace an input' 2 fetch-normalise --seen "$tmp/seen.csv" "$tmp/seen.csv"
status '--fetch does not get all commodities, so it has no list' 2 fetch-normalise --fetch -y 2023 --hs 2846 --seen "$tmp/list"
fetch-normalise -q --hs 850511 -f X --seen "$tmp/list" $data/world-2012-2023.csv | aggregate -g period,flow,reporter >"$tmp/sums.csv" 2>/dev/null
status 'share --seen takes the list' 0 share --seen "$tmp/list" "$tmp/sums.csv"

# every flag of trade-csv(5) passes
printf 'period,flow,reporter,partner,hs,value_usd,flags\n2023,M,USA,_X,2846,1,xsrpnmfed\n' >"$tmp/flags.csv"
is 'flags are sorted; n and s follow from the countries' defmnprx "$(fetch-normalise -q "$tmp/flags.csv" | sed '1d; s/.*,//')"
status 'an unknown flag is an error' 1 sh -c "sed s/xsr/xyr/ '$tmp/flags.csv' | fetch-normalise -q"

done_testing
