# The 5 largest of each exporter and those equal to the fifth; the input is sorted.
BEGIN { FS = ","; OFS = ","; print "period,flow,reporter,partner,usd,kg,share_pct,rank" }
{
	n = $1 $3 == last ? n + 1 : 1
	if (n == 1 || $5 != value)
		rank = n
	last = $1 $3
	value = $5
	if (rank <= 5)
		print $0, rank
}
