"""The filters that refresh runs: fetch-normalise and aggregate."""
import subprocess

from reliance.common import messages, programs, signals

NAMES = ("fetch-normalise", "aggregate")
ANYTHING = "mirrored,months,groups,nested,detail,reconciled"  # the sums only measure a store
COLUMNS = "period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags"


class Filters:
    """The filters that `script` finds. `lock` are the file descriptors that they inherit."""

    def __init__(self, script):
        self.paths = programs.find(script, NAMES)
        self.lock = ()
        self.version = self.output("fetch-normalise", ["--version"]).split()[-1].decode(
            "ascii", "replace")

    def run(self, name, arguments, **popen):
        """A context manager that runs a filter and ends it if the block fails. The filter inherits
        the lock: if refresh is killed, the store stays locked until the filter ends."""
        return signals.process_group([self.paths[name], *arguments], pass_fds=self.lock, **popen)

    def output(self, name, arguments, data=b""):
        """The output of a filter with this input; its messages go to stderr. Fails if it does."""
        done = subprocess.run([self.paths[name], *arguments], input=data, check=False,
                              stdout=subprocess.PIPE)
        check_status(name, done.returncode)
        return done.stdout

    def sums(self, by, paths):
        """CSV of the dollars and rows in period files by these columns; over both flows unless flow
        is one of them."""
        if not paths:
            return b""
        done = subprocess.run(
            [self.paths["aggregate"], "--columns", COLUMNS, "--headerless", "--across-flows",
             "--allow", ANYTHING,
             "--by", by, "--sum", "value_usd", "--count", "--files-from", "-"],
            input="".join(path + "\n" for path in paths).encode("utf-8", "surrogateescape"),
            check=False, capture_output=True)
        if done.returncode != 0:
            raise messages.Failure(f"{programs.installed_name('aggregate')} failed: "
                                   f"{done.stderr.decode(errors='replace').strip()}")
        return done.stdout


def check_status(name, status):
    """Fails if a filter failed; misuse of a filter is misuse of refresh."""
    if status != 0:
        how = "failed" if status > 0 else f"was killed by signal {-status}"
        raise messages.Failure(
            f"{programs.installed_name(name)} {how}, see above; the store is unchanged",
            2 if status == 2 else 1)
