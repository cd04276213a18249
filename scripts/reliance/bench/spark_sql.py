"""spark_sql.py MASTER TASK PATTERN: runs a task of scripts/bench --spark in Spark SQL, with a schema,
so that only the needed columns are parsed. It has no guards but those in the query."""
import sys

from pyspark.sql import SparkSession

FISH = """
WITH imports AS (
    SELECT period, trim(reporterISO) AS reporter, trim(partnerISO) AS partner,
        CAST(primaryValue AS DOUBLE) AS usd,
        CASE WHEN CAST(netWgt AS DOUBLE) <> 0 OR CAST(primaryValue AS DOUBLE) = 0
            THEN CAST(netWgt AS DOUBLE) END AS kg
    FROM input
    WHERE flowCode = 'M' AND cmdCode LIKE '0303%'
        AND partner2Code = '0' AND customsCode = 'C00' AND motCode = '0')
"""
DAILY = """
WITH imports AS (
    SELECT period, reporter, partner, CAST(value_usd AS DOUBLE) AS usd, CAST(net_kg AS DOUBLE) AS kg
    FROM input WHERE hs IN ('280530', '284610', '284690'))
"""
REST = """
, sums AS (
    SELECT period, reporter, partner, round(sum(usd), 3) AS usd, round(sum(kg), 3) AS kg
    FROM imports GROUP BY period, reporter, partner),
ranked AS (
    SELECT *, 100 * usd / sum(usd) OVER (PARTITION BY period, reporter) AS share_pct,
        rank() OVER (PARTITION BY period, reporter ORDER BY usd DESC) AS rank
    FROM sums)
SELECT period, '{flow}' AS flow, reporter, partner, usd, kg, share_pct, rank
FROM ranked WHERE rank <= 5 ORDER BY period, reporter, rank, partner
"""
QUERIES = {"fish": FISH + REST.format(flow="M"), "daily": DAILY + REST.format(flow="X")}


def text(cell):
    """A cell of CSV; numbers without an exponent."""
    if cell is None:
        return ""
    return f"{cell:.4f}" if isinstance(cell, float) else str(cell)


def main(arguments=None):
    master, task, pattern = sys.argv[1:] if arguments is None else arguments
    spark = SparkSession.builder.master(master).appName("Spark SQL").config(
        "spark.driver.host", "127.0.0.1").config("spark.log.level", "ERROR").getOrCreate()
    first = spark.sparkContext.textFile(pattern).first()
    schema = ", ".join(f"`{name}` STRING" for name in first.split(","))
    spark.read.csv(pattern, schema=schema, header=True).createOrReplaceTempView("input")
    rows = spark.sql(QUERIES[task]).collect()
    print("period,flow,reporter,partner,value_usd,net_kg,share_pct,rank")
    for row in rows:
        print(",".join(text(cell) for cell in row))
    spark.stop()


if __name__ == "__main__":
    main()
