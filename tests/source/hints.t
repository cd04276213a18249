#!/bin/sh
# Tables of no known layout: the --map that the message suggests is right as it is pasted, or asks.
. tests/lib.sh
PATH=$bin:$PATH

# hint: the suggested argument of --map for the table in $tmp/own
hint() { fetch-normalise "$tmp/own" 2>&1 | sed -n "s/.*--map '\(.*\)'\. Its columns.*/\1/p"; }
# right DESCRIPTION EXPECTED HEADER ROW...: pasted, the hint gives these rows
right() {
	what=$1 expected=$2
	shift 2
	printf '%s\n' "$@" >"$tmp/own"
	map=$(hint)
	is "$what" "$expected" "$(fetch-normalise -q --map "$map" "$tmp/own" 2>&1 | sed 1d | cut -d, -f1-8 | xargs)"
}
# asks DESCRIPTION PATTERN HEADER ROW: pasted, the hint is misuse that names what only the user knows
asks() {
	what=$1 pattern=$2
	shift 2
	printf '%s\n' "$@" >"$tmp/own"
	map=$(hint)
	like "$what" "$pattern" "$map"
	status '... and pasted it is no answer' 2 fetch-normalise -q --map "$map" "$tmp/own"
}

row=2023,M,USA,CHN,,280530,5,
right 'plain names' "$row" year,flow,reporter,partner,cmd,value 2023,Import,USA,China,280530,5
right 'codes before descriptions' "$row" 'period,flowDesc,reporterDesc,reporterCode,partnerDesc,partnerCode,cmdDesc,cmdCode,value' \
    '2023,Import,x,842,y,156,Metals,280530,5'
right 'the period before the year' 202301,M,USA,CHN,,280530,5, year,period,flow,reporter,partner,hs6,value 2023,202301,M,USA,CHN,280530,5
right 'the name of a flow before its number' "$row" yr,flow_code,flow_desc,reporter_iso,partner_iso,hs_code,usd 2023,7,Imports,USA,CHN,280530,5
right 'classification' 2023,M,USA,CHN,H5,280530,5, year,trade_flow,reporter,partner,classification,commodity_code,trade_value 2023,Import,USA,CHN,H5,280530,5
right 'breakdown columns' "$row" year,flow,reporter,partner,product,value,customs_code,transport_mode \
    2023,M,USA,CHN,280530,5,C00,0 2023,M,USA,CHN,280530,4,C00,2100
right 'thousands' 2023,M,USA,CHN,,280530,5000, 'year,flow,reporter,partner,hs,value_thousand_usd' 2023,M,USA,CHN,280530,5
right 'millions' 2023,M,USA,CHN,,280530,5000000, 'year,flow,reporter,partner,hs,value_usd_million' 2023,M,USA,CHN,280530,5
right 'thousand dollars as WITS writes them' 2023,M,USA,CHN,,280530,5000, 'Year,Flow,Reporter,Partner,HS Code,Trade Value 1000 USD' \
    2023,Import,USA,CHN,280530,5
right 'euros' 2023,M,DEU,CHN,,280530,5, 'year,flow,reporter,partner,hs,value_in_euros' 2023,M,DE,CN,280530,5
right 'pounds' 2023,M,GBR,CHN,,280530,5, 'year,flow,reporter,partner,hs,trade_value_gbp' 2023,M,UK,CN,280530,5
right 'tonnes' "${row}3000" year,flow,reporter,partner,hs,value,weight_tonnes 2023,M,USA,CHN,280530,5,3
right '100 kg' "${row}300" year,flow,reporter,partner,hs,value,quantity_in_100kg 2023,M,USA,CHN,280530,5,3
right 'kilograms' "${row}3" year,flow,reporter,partner,hs,value,net_mass 2023,M,USA,CHN,280530,5,3
right 'importer and exporter: imports' "$row" year,importer,exporter,hs6,value 2023,USA,CHN,280530,5
right 'buyer and supplier: imports' "$row" year,buyer,supplier,code,usd 2023,USA,CHN,280530,5
right 'a value of exports' 2023,X,USA,CHN,,280530,5, year,country,partner,hs6,export_value 2023,USA,CHN,280530,5
right 'names as R writes them' "$row" '"Year","Trade.Flow","Reporter.Name","Partner.Name","HS.Code","Value..US.."' \
    '2023,"Import","United States","China",280530,5'
right 'semicolons' "$row" 'Year;Flow;Reporter;Partner;HS_Code;Value_USD' '2023;Import;USA;CHN;280530;5'

asks 'a flow in digits needs a dictionary' 'flow=flow\(1=M_OR_X,2=M_OR_X\)' year,flow,reporter,partner,hs,value 2023,1,USA,CHN,280530,5
asks 'no column for the flow' 'flow==M_OR_X' year,reporter,partner,hs,value 2023,USA,CHN,280530,5
asks 'no column for the partner' 'partner=SELLER' year,flow,reporter,hs,value 2023,M,USA,280530,5

done_testing
