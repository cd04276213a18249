# The sums of baci.sql: reads BACI, writes period,flow,exporter,customer,usd,kg,share_pct unsorted.
BEGIN { FS = ","; OFS = "," }
NR > 1 && $4 ~ /^(280530|284610|284690)$/ {
	key = $1 ",X," $2 "," $3
	usd[key] += 1000 * $5
	total[$1, $2] += 1000 * $5
	if ($6 + 0 != 0)
		kg[key] += 1000 * $6
}
END {
	for (key in usd) {
		split(key, part)
		printf "%s,%.0f,%s,%.4f\n", key, usd[key], key in kg ? sprintf("%.0f", kg[key]) : "",
		    100 * usd[key] / total[part[1], part[3]]
	}
}
