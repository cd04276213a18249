-- The top 5 suppliers of frozen fish (0303), month by month, from the API's 47 columns.
SET threads = 2;
COPY (
    WITH imports AS (
        SELECT period, trim(reporterISO) AS reporter, trim(partnerISO) AS partner,
            primaryValue AS usd,
            CASE WHEN netWgt <> 0 OR primaryValue = 0 THEN netWgt END AS kg
        FROM read_csv(getvariable('input'), auto_detect = false, header = true,
            delim = ',', quote = '"',
            columns = {
                typeCode: 'VARCHAR', freqCode: 'VARCHAR', refPeriodId: 'VARCHAR',
                refYear: 'VARCHAR', refMonth: 'VARCHAR', period: 'INTEGER', reporterCode: 'VARCHAR',
                reporterISO: 'VARCHAR', reporterDesc: 'VARCHAR', flowCode: 'VARCHAR',
                flowDesc: 'VARCHAR', partnerCode: 'VARCHAR', partnerISO: 'VARCHAR',
                partnerDesc: 'VARCHAR', partner2Code: 'INTEGER', partner2ISO: 'VARCHAR',
                partner2Desc: 'VARCHAR', classificationCode: 'VARCHAR',
                classificationSearchCode: 'VARCHAR', isOriginalClassification: 'VARCHAR',
                cmdCode: 'VARCHAR', cmdDesc: 'VARCHAR', aggrLevel: 'VARCHAR', isLeaf: 'VARCHAR',
                customsCode: 'VARCHAR', customsDesc: 'VARCHAR', mosCode: 'VARCHAR',
                motCode: 'INTEGER', motDesc: 'VARCHAR', qtyUnitCode: 'VARCHAR',
                qtyUnitAbbr: 'VARCHAR', qty: 'VARCHAR', isQtyEstimated: 'VARCHAR',
                altQtyUnitCode: 'VARCHAR', altQtyUnitAbbr: 'VARCHAR', altQty: 'VARCHAR',
                isAltQtyEstimated: 'VARCHAR', netWgt: 'DOUBLE', isNetWgtEstimated: 'VARCHAR',
                grossWgt: 'VARCHAR', isGrossWgtEstimated: 'VARCHAR', cifvalue: 'VARCHAR',
                fobvalue: 'VARCHAR', primaryValue: 'DOUBLE', legacyEstimationFlag: 'VARCHAR',
                isReported: 'VARCHAR', isAggregate: 'VARCHAR'})
        WHERE flowCode = 'M' AND cmdCode LIKE '0303%'
            AND partner2Code = 0 AND customsCode = 'C00' AND motCode = 0
    ), sums AS (
        SELECT period, reporter, partner, round(sum(usd), 3) AS usd, round(sum(kg), 3) AS kg
        FROM imports GROUP BY ALL
    ), ranked AS (
        SELECT *, 100 * usd / sum(usd) OVER importer AS share_pct,
            rank() OVER (importer ORDER BY usd DESC) AS rank
        FROM sums WINDOW importer AS (PARTITION BY period, reporter)
    )
    SELECT period, 'M' AS flow, reporter, partner, usd, kg, share_pct, rank
    FROM ranked WHERE rank <= 5 ORDER BY period, reporter, rank, partner
) TO '/dev/stdout' (FORMAT csv, HEADER);
