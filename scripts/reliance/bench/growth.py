"""The growth of the cost with the rows and with the files, which should be linear."""
import glob

from reliance.bench.measure import measure
from reliance.bench.tasks import KEYS, TAIL, baci_piped

PARTS = (20, 10, 4, 2, 1)  # 1, 2, 5, 10 and 20 million of 20 million rows


def deviation(points):
    """The largest distance of a point from the least-squares line, relative to y, and its x."""
    n = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    slope = (sum((x - mean_x) * (y - mean_y) for x, y in points)
             / sum((x - mean_x) ** 2 for x, _ in points))
    return max((abs(y - mean_y - slope * (x - mean_x)) / y, x) for x, y in points)


def series(title, unit, pipelines, runs, folder):
    """Measures `pipelines`, by pairs of label and million rows, and prints a table."""
    results = measure(pipelines, runs, folder)
    print(f"\n{title}\n  {unit:>12} {'wall s':>8} {'cpu s':>8} {'wall s / M rows':>16}")
    for (label, rows), figures in results.items():
        print(f"  {label:>12} {figures.wall:8.2f} {figures.cpu:8.2f} {figures.wall / rows:16.3f}")
    for measure_name in ("wall", "cpu"):
        worst, where = deviation([(rows, getattr(figures, measure_name))
                                  for (_, rows), figures in results.items()])
        print(f"  worst deviation of {measure_name} from a straight line: {100 * worst:.0f} %, "
              f"at {where:.3g} M rows", flush=True)


def growth(make, runs, folder):
    counts = [make.rows // part for part in PARTS]
    for title, path, pipeline in (
            ("BACI, every row through the pipes", make.baci, baci_piped),
            (f"aggregate -g {KEYS}", make.trade, lambda path: [f"aggregate -g {KEYS} {path}"])):
        series(title, "M rows", {(f"{n / 1e6:.3g}", n / 1e6): pipeline(make.first(path, n))
                                 for n in counts}, runs, folder)
    files = sorted(glob.glob(make.years))[:8]
    a_file = make.rows / 1e6 / len(glob.glob(make.years))
    series("daily use: filter-hs FILE... | aggregate | share | rank", "files", {
        (str(n), n * a_file): [f"filter-hs -b rare-earths {' '.join(files[:n])}", *TAIL]
        for n in range(1, len(files) + 1)}, runs, folder)
