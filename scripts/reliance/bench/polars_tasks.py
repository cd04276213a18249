"""polars_tasks.py TASK FILE...: runs a task of scripts/bench with Polars, lazily and streaming."""
import sys

import polars as pl

BASKET = ["280530", "284610", "284690"]
TRADE = ["period", "flow", "reporter", "partner"]


def scan(files, **types):
    """Reads the columns in `types` with these types, other needed columns as text."""
    return pl.scan_csv(files, schema_overrides=types, infer_schema=False)


def top(rows, keys, within):
    """Sums by key, with the share and the rank in the group; the 5 largest of each."""
    usd = pl.col("usd")
    return (
        rows.group_by(keys)
        .agg(usd.sum().round(3),
             # the sum of no values is 0 in Polars, but must be empty
             pl.when(pl.col("kg").count() > 0).then(pl.col("kg").sum().round(3)).alias("kg"))
        .with_columns((100 * usd / usd.sum().over(within)).alias("share_pct"),
                      usd.rank("min", descending=True).over(within).alias("rank"))
        .filter(pl.col("rank") <= 5)
        .sort([*within, "rank", keys[-1]])
    )


def fish(files):
    usd, kg = pl.col("primaryValue"), pl.col("netWgt")
    rows = (
        scan(files, period=pl.Int32, primaryValue=pl.Float64, netWgt=pl.Float64)
        .filter(pl.col("flowCode") == "M", pl.col("cmdCode").str.starts_with("0303"),
                pl.col("partner2Code") == "0", pl.col("customsCode") == "C00",
                pl.col("motCode") == "0")
        .select("period", pl.col("flowCode").alias("flow"),
                pl.col("reporterISO").str.strip_chars().alias("reporter"),
                pl.col("partnerISO").str.strip_chars().alias("partner"),
                usd.alias("usd"), pl.when((kg != 0) | (usd == 0)).then(kg).alias("kg"))
    )
    return top(rows, TRADE, TRADE[:3])


def baci(files):
    kg = pl.col("q").str.strip_chars().cast(pl.Float64, strict=False) * 1000
    rows = (
        scan(files)
        .filter(pl.col("k").is_in(BASKET))
        .select(pl.col("t").alias("period"), pl.lit("X").alias("flow"),
                pl.col("i").alias("reporter"), pl.col("j").alias("partner"),
                (pl.col("v").cast(pl.Float64) * 1000).alias("usd"),
                pl.when(kg != 0).then(kg).alias("kg"))
    )
    return top(rows, TRADE, TRADE[:3])


def daily(files):
    rows = (
        scan(files)
        .filter(pl.col("hs").is_in(BASKET))
        .select(*TRADE, pl.col("value_usd").cast(pl.Float64).alias("usd"),
                pl.col("net_kg").cast(pl.Float64).alias("kg"))
    )
    return top(rows, TRADE, TRADE[:3])


def groups(files):
    keys = ["period", "reporter", "hs"]
    kg = pl.col("net_kg")
    return (
        scan(files, period=pl.Int32, value_usd=pl.Float64, net_kg=pl.Float64)
        .group_by(keys)
        .agg(pl.col("value_usd").sum().round(3),
             pl.when(kg.count() > 0).then(kg.sum().round(3)).alias("net_kg"))
        .sort(keys)
    )


def share(files):
    usd = pl.col("value_usd")
    return scan(files, period=pl.Int32, value_usd=pl.Float64).with_columns(
        (100 * usd / usd.sum().over("period", "hs")).alias("share_pct"))


def rank(files):
    return (
        scan(files, period=pl.Int32, value_usd=pl.Float64)
        .with_columns(pl.col("value_usd").rank("min", descending=True).over("period", "hs")
                      .alias("rank"))
        .filter(pl.col("rank") <= 5)
        .sort("period", "hs", "rank", "reporter")
    )


TASKS = {task.__name__: task for task in (fish, baci, daily, groups, share, rank)}

if __name__ == "__main__":
    TASKS[sys.argv[1]](sys.argv[2:]).sink_csv(sys.stdout.buffer, engine="streaming")
