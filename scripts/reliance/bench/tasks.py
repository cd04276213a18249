"""The tasks of the benchmark: our pipelines, those of the other tools, and goals."""
import collections

from reliance.bench import data
from reliance.bench.peers import (
    BASKET,
    HERE,
    Tool,
    duckdb,
    inflaters,
    mawk,
    miller,
    numbered_countries,
    polars,
    xan,
)

TAIL = ["aggregate", "share", "rank --top 5"]
KEYS = "period,reporter,hs"
PATTERN = f"^({'|'.join(BASKET)})$"
PIPED, WHILE_READING = "ours, every row through the pipes", "ours, filtered while reading"

# plain: the file that cat and wc -l read for comparison; goals: see Goal
Task = collections.namedtuple("Task", "title plain tools goals")
# figure: a function of {name: Figures}, whose result is None if a tool was not measured, and should
# be at most `most`
Goal = collections.namedtuple("Goal", "what figure most")


def ratio(measure, peer, most, ours="ours"):
    """The Goal that our time is at most `most` times theirs."""
    def figure(results):
        theirs = [f for name, f in results.items() if name.split(" (")[0] == peer]
        return getattr(results[ours], measure) / getattr(theirs[0], measure) if theirs else None
    return Goal(f"{measure} of {ours} / {peer}", figure, most)


def ahead_of_inflaters(most, ours="ours"):
    def figure(results):
        alone = [f.wall for name, f in results.items() if name.endswith(" alone")]
        return results[ours].wall / min(alone) if alone else None
    return Goal(f"wall of {ours} / the better inflater alone", figure, most)


def gz_goals(*ours):
    return [goal for name in ours for goal in (ahead_of_inflaters(1.2, name),
            ratio("wall", "DuckDB", 1, name), ratio("wall", "Polars", 1, name))]


def our(stages, name="ours"):
    return Tool(name, stages)


def fish_tools(path):
    return [our([f"fetch-normalise -q -f M {path}", "filter-hs 0303", *TAIL]),
            our([f"fetch-normalise -q -f M --hs 0303 {path}", *TAIL], WHILE_READING),
            duckdb("fish", path), polars("fish", path)]


def fish(make):
    path = make.fish
    return path and Task("fish: the top 5 suppliers, month by month", path, fish_tools(path), [
        ratio("wall", "DuckDB", 1 / 4), ratio("wall", "Polars", 1 / 2),
        ratio("cpu", "DuckDB", 1 / 4)])


def fish_gz(make):
    path = make.fish
    return path and Task("fish from .gz", path, fish_tools(data.FISH) + inflaters(data.FISH),
                         gz_goals("ours"))


# ==, since its regular expressions take six times as long
MILLER_BACI = (f"filter '{' || '.join(f'$k == {code}' for code in BASKET)}' then "
               f"put -f {HERE}/baci.mlr then stats1 -a sum -f usd,kg -g t,flow,i,j then "
               "template -f t,flow,i,j,usd_sum,kg_sum then fraction -p -f usd_sum -g t,i then "
               "sort -f t,i -nr usd_sum then "
               f"put -s a=t -s b=i -s value=usd_sum -f {HERE}/rank.mlr")


def baci_piped(path):
    return [f"fetch-normalise -q -f X {path}", "filter-hs -b rare-earths", *TAIL]


def baci_tools(path):
    tidy = numbered_countries()
    return [our(baci_piped(path), PIPED),
            our([f"fetch-normalise -q -f X --hs {','.join(BASKET)} {path}", *TAIL], WHILE_READING),
            duckdb("baci", path, tidy), polars("baci", path, tidy)]


def known_weight(at):
    """For tools to which the sum of empty cells is 0, makes 0 empty; no weight here is 0."""
    return lambda row: [*row[:at], "" if row[at] == "0" else row[at], *row[at + 1:]]


def baci(make):
    path, tidy, weight = make.baci, numbered_countries(), known_weight(5)
    return Task(f"BACI, {make.rows / 1e6:g} M rows: rare earths, the top 5 customers", path,
                baci_tools(path) + [
                    mawk([f"mawk -f {HERE}/baci.awk {path}", "sort -t, -k1,1 -k3,3 -k5,5nr",
                          f"mawk -f {HERE}/top.awk"], tidy=tidy),
                    miller(make, MILLER_BACI, path, make.rows, baci_piped,
                           lambda row: weight(tidy(row)))],
                [ratio("wall", "DuckDB", 0.7, PIPED), ratio("wall", "Polars", 1, PIPED),
                 ratio("cpu", "DuckDB", 1, PIPED), ratio("cpu", "Polars", 1, PIPED),
                 ratio("wall", "DuckDB", 1 / 4, WHILE_READING),
                 ratio("cpu", "DuckDB", 1 / 4, WHILE_READING)])


def baci_gz(make):
    path = make.baci_gz
    return Task("BACI from .gz", make.baci, baci_tools(path) + inflaters(path),
                gz_goals(PIPED, WHILE_READING))


def daily_tools(path):
    return [our([f"filter-hs -b rare-earths {path}", *TAIL]), duckdb("daily", path),
            polars("daily", path)]


def daily(make):
    path = make.years
    title = f"daily use: rare earths out of {make.rows / 1e6:g} M trade rows, a file a year"
    return Task(title, path, daily_tools(path),
                [ratio("wall", "DuckDB", 1 / 4), ratio("cpu", "DuckDB", 1 / 4)])


def daily_gz(make):
    path = make.years_gz
    return Task("daily use from .gz", make.years, daily_tools(path) + inflaters(path),
                gz_goals("ours"))


def filter_hs(make):
    path = make.trade

    def pipeline(file):
        return [f"filter-hs -b rare-earths {file}"]
    # xan -p and xan parallel take more than twice the processor time and no less wall time
    exact = "search -e -s hs " + " -P ".join(BASKET)
    return Task(f"filter-hs alone, {make.rows / 1e6:g} M trade rows", path, [
        our(pipeline(path)),
        xan(exact, path),
        mawk([f"mawk -F, 'NR == 1 || $6 ~ /{PATTERN}/' {path}"]),
        miller(make, "-S filter '" + " || ".join(f'$hs == "{code}"' for code in BASKET) + "'", path,
               make.rows, pipeline),
    ], [ratio("wall", "wc -l", 4), ratio("wall", "xan", 1 / 2), ratio("wall", "zsv", 1 / 2)])


def aggregate(make):
    path, groups = make.trade, data.lines(make.groups) - 1

    def pipeline(file, options=""):
        return [f"aggregate -g {KEYS}{options} {file}"]

    def bytes_a_group(results):
        return results["ours"].peak * 2**20 / groups - key_bytes(make.groups)
    tools = [our(pipeline(path))]
    if data.has_option("aggregate", "--memory"):
        tools.append(our(pipeline(path, " --memory 64M"), "ours, --memory 64M"))
    return Task(f"aggregate into {groups / 1e6:.1f} M groups ({KEYS})", path, tools + [
        duckdb("groups", path), polars("groups", path),
        xan(f"groupby {KEYS} 'sum(value_usd) as value_usd, sum(net_kg) as net_kg'", path,
            "xan (does not sort)", tidy=known_weight(4)),
        miller(make, f"stats1 -a sum -f value_usd,net_kg -g {KEYS}", path, make.rows, pipeline,
               known_weight(4)),
    ], [ratio("wall", "DuckDB", 1 / 2), Goal("bytes a group beside its key", bytes_a_group, 100)])


def share(make):
    path, groups = make.groups, data.lines(make.groups) - 1

    def pipeline(file):
        return [f"share -g period,hs {file}"]
    return Task(f"share of {groups / 1e6:.1f} M aggregated rows", path, [
        our(pipeline(path)), duckdb("share", path), polars("share", path),
        xan("window -g period,hs 'frac(value_usd) as share_pct'", path,
            like=[f"share --fraction --as share_pct -g period,hs {path}"]),
        miller(make, "fraction -p -f value_usd -g period,hs", path, groups, pipeline),
    ], [ratio("wall", peer, 1) for peer in ("DuckDB", "xan", "Miller")])


def rank(make):
    path, groups = make.groups, data.lines(make.groups) - 1

    def pipeline(file):
        return [f"rank -g period,hs --top 5 {file}"]
    return Task(f"rank --top 5 of {groups / 1e6:.1f} M aggregated rows", path, [
        our(pipeline(path)), duckdb("rank", path), polars("rank", path),
        # it gives equal values different ranks, so these are not compared
        xan("top -g period,hs -l 5 -T -r rank value_usd", path, tidy=lambda row: row[1:],
            like=[*pipeline(path), "cut -d, -f1-5"]),
        miller(make, "sort -f period,hs -nr value_usd then put -s a=period -s b=hs "
               f"-s value=value_usd -f {HERE}/rank.mlr", path, groups, pipeline),
    ], [ratio("wall", peer, 1) for peer in ("DuckDB", "xan", "Miller")])


def memory(make):
    path = make.baci
    bare, guarded = "fetch-normalise, no check of keys", "fetch-normalise, all guards"

    def bytes_a_key(results):
        return (results[guarded].peak - results[bare].peak) * 2**20 / make.rows
    tools = [our([f"fetch-normalise -q -f X --duplicates keep --level any {path}"], bare),
             Tool(guarded, [f"fetch-normalise -q -f X {path}"], compared=False),
             Tool("filter-hs", [f"filter-hs -b rare-earths {make.trade}"], compared=False)]
    goals = [peak(tool.name) for tool in tools if tool.name != guarded]
    return Task("memory of the streaming filters", path, tools,
                goals + [Goal("bytes a key, G3 and G8 together", bytes_a_key, 32)])


def peak(name):
    return Goal(f"MB of {name}", lambda results: results[name].peak, 16)


def key_bytes(path):
    """The bytes of a group's key in its file, where all keys have one width."""
    with open(path, encoding="ascii") as rows:
        next(rows)
        return sum(map(len, next(rows).split(",")[:3]))


TASKS = {task.__name__.replace("_", "-"): task for task in (
    fish, baci, daily, fish_gz, baci_gz, daily_gz, filter_hs, aggregate, share, rank, memory)}
