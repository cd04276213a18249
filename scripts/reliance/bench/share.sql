-- Each reporter's share in the trade of a commodity.
SET threads = 2;
COPY (
    SELECT *, 100 * value_usd / sum(value_usd) OVER (PARTITION BY period, hs) AS share_pct
    FROM read_csv(getvariable('input'), auto_detect = false, header = true,
        delim = ',', quote = '"',
        columns = {
            period: 'INTEGER', reporter: 'VARCHAR', hs: 'VARCHAR', value_usd: 'DOUBLE',
            net_kg: 'VARCHAR'})
) TO '/dev/stdout' (FORMAT csv, HEADER);
