-- The 5 largest reporters of each commodity.
SET threads = 2;
COPY (
    SELECT *, rank() OVER (PARTITION BY period, hs ORDER BY value_usd DESC) AS rank
    FROM read_csv(getvariable('input'), auto_detect = false, header = true,
        delim = ',', quote = '"',
        columns = {
            period: 'INTEGER', reporter: 'VARCHAR', hs: 'VARCHAR', value_usd: 'DOUBLE',
            net_kg: 'VARCHAR'})
    QUALIFY rank <= 5 ORDER BY period, hs, rank, reporter
) TO '/dev/stdout' (FORMAT csv, HEADER);
