"""The filters that refresh runs: fetch-normalise and aggregate."""
import subprocess

from reliance.common import messages, programs, signals

NAMES = ("fetch-normalise", "aggregate")
COLUMNS = "period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags"


class Filters:
    def __init__(self, script):
        self.paths = programs.find(script, NAMES)
        self.lock = ()
        said = self.output("fetch-normalise", ["--version"]).split()
        self.version = said[-1].decode("ascii", "replace")

    def run(self, name, arguments, **how):
        """A filter that works while we do; it does not outlive what goes wrong here. If we are
        killed, the store is in use until it ends, too."""
        return signals.process_group([self.paths[name], *arguments], pass_fds=self.lock, **how)

    def output(self, name, arguments, data=b"", **how):
        """What a filter makes of the data; what it says goes to stderr."""
        run = subprocess.run([self.paths[name], *arguments], input=data, check=False,
                             stdout=subprocess.PIPE, **how)
        judge(name, run.returncode)
        return run.stdout

    def sums(self, by, paths):
        """Rows and dollars by these columns, in period files, as CSV. All flows together,
        unless flow is one of the columns."""
        if not paths:
            return b""
        run = subprocess.run(
            [self.paths["aggregate"], "--columns", COLUMNS, "--headerless", "--across-flows",
             "--by", by, "--sum", "value_usd", "--count", "--files-from", "-"],
            input="".join(path + "\n" for path in paths).encode("utf-8", "surrogateescape"),
            check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if run.returncode != 0:
            raise messages.Failure(f"{programs.installed_name('aggregate')} failed: "
                                f"{run.stderr.decode(errors='replace').strip()}")
        return run.stdout


def judge(name, status):
    """Misuse of a filter is misuse of refresh."""
    if status != 0:
        how = "failed" if status > 0 else f"was killed by signal {-status}"
        raise messages.Failure(f"{programs.installed_name(name)} {how}, see above; the store is as it was",
                            2 if status == 2 else 1)
