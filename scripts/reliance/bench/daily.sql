-- The top 5 customers of each exporter of rare earths, from trade CSV in a file for each year.
SET threads = 2;
COPY (
    WITH exports AS (
        SELECT period, flow, reporter, partner, value_usd::DOUBLE AS usd, net_kg::DOUBLE AS kg
        FROM read_csv(getvariable('input'), auto_detect = false, header = true,
            delim = ',', quote = '"',
            columns = {
                period: 'VARCHAR', flow: 'VARCHAR', reporter: 'VARCHAR', partner: 'VARCHAR',
                edition: 'VARCHAR', hs: 'VARCHAR', value_usd: 'VARCHAR', net_kg: 'VARCHAR',
                flags: 'VARCHAR'})
        WHERE hs IN ('280530', '284610', '284690')
    ), sums AS (
        SELECT period, flow, reporter, partner, round(sum(usd), 3) AS usd, round(sum(kg), 3) AS kg
        FROM exports GROUP BY ALL
    ), ranked AS (
        SELECT *, 100 * usd / sum(usd) OVER exporter AS share_pct,
            rank() OVER (exporter ORDER BY usd DESC) AS rank
        FROM sums WINDOW exporter AS (PARTITION BY period, flow, reporter)
    )
    SELECT * FROM ranked WHERE rank <= 5 ORDER BY period, flow, reporter, rank, partner
) TO '/dev/stdout' (FORMAT csv, HEADER);
