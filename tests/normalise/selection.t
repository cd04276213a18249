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

# every flag of trade-csv(5) passes
printf 'period,flow,reporter,partner,hs,value_usd,flags\n2023,M,USA,_X,2846,1,xsrpnmfed\n' >"$tmp/flags.csv"
is 'flags are sorted; n and s follow from the countries' defmnprx "$(fetch-normalise -q "$tmp/flags.csv" | sed '1d; s/.*,//')"
status 'an unknown flag is an error' 1 sh -c "sed s/xsr/xyr/ '$tmp/flags.csv' | fetch-normalise -q"

done_testing
