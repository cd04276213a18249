-- The top 5 customers of each exporter of rare earths, from BACI's six columns. Values and quantities
-- are converted from text in the selected rows only, which is faster.
SET threads = 2;
COPY (
    WITH exports AS (
        SELECT t, i, j, 1000 * v::DOUBLE AS usd, 1000 * nullif(try_cast(trim(q) AS DOUBLE), 0) AS kg
        FROM read_csv(getvariable('input'), auto_detect = false, header = true,
            delim = ',', quote = '"',
            columns = {
                t: 'VARCHAR', i: 'VARCHAR', j: 'VARCHAR', k: 'VARCHAR', v: 'VARCHAR', q: 'VARCHAR'})
        WHERE k IN ('280530', '284610', '284690')
    ), sums AS (
        SELECT t, i, j, round(sum(usd), 3) AS usd, round(sum(kg), 3) AS kg FROM exports GROUP BY ALL
    ), ranked AS (
        SELECT *, 100 * usd / sum(usd) OVER exporter AS share_pct,
            rank() OVER (exporter ORDER BY usd DESC) AS rank
        FROM sums WINDOW exporter AS (PARTITION BY t, i)
    )
    SELECT t, 'X' AS flow, i, j, usd, kg, share_pct, rank
    FROM ranked WHERE rank <= 5 ORDER BY t, i, rank, j
) TO '/dev/stdout' (FORMAT csv, HEADER);
