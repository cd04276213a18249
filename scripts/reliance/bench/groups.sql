-- The trade of each reporter in each commodity, from trade CSV, sorted by key.
SET threads = 2;
COPY (
    SELECT period, reporter, hs, round(sum(value_usd), 3) AS value_usd,
        round(sum(net_kg), 3) AS net_kg
    FROM read_csv(getvariable('input'), auto_detect = false, header = true,
        delim = ',', quote = '"',
        columns = {
            period: 'INTEGER', flow: 'VARCHAR', reporter: 'VARCHAR', partner: 'VARCHAR',
            edition: 'VARCHAR', hs: 'VARCHAR', value_usd: 'DOUBLE', net_kg: 'DOUBLE',
            flags: 'VARCHAR'})
    GROUP BY ALL ORDER BY period, reporter, hs
) TO '/dev/stdout' (FORMAT csv, HEADER);
