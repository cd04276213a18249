"""Measures scripts/refresh: a revision of one reporter and year, compared with the first run."""
import os
import subprocess
import time

from reliance.bench.data import shell

YEARS = 13
GOAL = 0.1  # of the processor time of the first run
# a file for each year and exporter, like the datasets of Comtrade
BY_REPORTER = ("awk -F, '{ file = folder \"/\" $1 \"-\" $2 \".csv\" } "
               "file != last { close(last); last = file; print \"t,i,j,k,v,q\" >file } "
               "{ print >file }'")


def run(command):
    """Wall-clock and processor seconds of a command, and its output."""
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdout is not None
        out = child.stdout.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"bench: failed: {' '.join(command)}")
    return time.monotonic() - start, used.ru_utime + used.ru_stime, out


def refresh(make):
    """Prints the figures; returns the status: 1 if the goal is missed."""
    downloads, store = make.path("downloads"), make.path("store")
    os.mkdir(downloads)
    shell(f"$B/make-baci {make.rows} {YEARS} | sed 1d | sort -t, -k1,2 | "
          f"{BY_REPORTER} folder={downloads}")
    command = ["reliance-refresh", store, "--from", downloads]
    names = sorted(os.listdir(downloads))
    first = run(command)
    again = run(command)
    revised_file = os.path.join(downloads, names[len(names) // 2])
    shell(f"sed -i '$s/$/1/' {revised_file}")
    revised = run(command)
    assert revised[2].count(b"\n") == 2 and b",revised," in revised[2], revised[2]
    print(f"refresh: {len(names)} files of {YEARS} years, {make.rows} rows")
    for what, (wall, cpu, _) in (("the first run", first), ("nothing new", again),
                                 ("one reporter and year revised", revised)):
        print(f"  {what:32} {wall:8.2f} s wall {cpu:8.2f} s cpu {cpu / first[1]:8.4f} of the first")
    met = revised[1] <= GOAL * first[1]
    print(f"goal: cpu of one revised / the first run: {revised[1] / first[1]:.4f}, at most {GOAL}: "
          f"{'met' if met else 'NOT MET'}")
    return 0 if met else 1
