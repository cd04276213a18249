"""The filters that refresh runs: fetch-normalise and aggregate."""
import subprocess

from reliance.common import programs, signals

NAMES = ("fetch-normalise", "aggregate")
ANYTHING = "mirrored,months,groups,nested,detail,reconciled"  # the sums only measure a store
COLUMNS = "period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags"


class Filters:
    """The filters that `script` finds. `lock` are the file descriptors that they inherit."""

    def __init__(self, script):
        self.paths = programs.find(script, NAMES)
        self.lock = ()
        self.version = programs.version_in(self.output("fetch-normalise", ["--version"]))

    def run(self, name, arguments, **popen):
        """A context manager that runs a filter and ends it if the block fails. The filter inherits
        the lock: if refresh is killed, the store stays locked until the filter ends."""
        return signals.process_group([self.paths[name], *arguments], pass_fds=self.lock, **popen)

    def output(self, name, arguments, data=b""):
        """The output of a filter with this input; its messages go to stderr. Fails if it does."""
        status, out, _ = signals.run([self.paths[name], *arguments], data, stdout=subprocess.PIPE)
        check_status(name, status)
        return out

    def sums(self, by, paths):
        """CSV of the dollars and rows in period files by these columns; over both flows unless flow
        is one of them."""
        if not paths:
            return b""
        status, out, errors = signals.run(
            [self.paths["aggregate"], "--columns", COLUMNS, "--headerless", "--across-flows",
             "--allow", ANYTHING,
             "--by", by, "--sum", "value_usd", "--count", "--files-from", "-"],
            "".join(path + "\n" for path in paths).encode("utf-8", "surrogateescape"),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        check_status("aggregate", status, errors.decode("utf-8", "surrogateescape"))
        return out


def check_status(name, status, errors=None):
    """Fails if a filter failed."""
    programs.check(name, status, "; the store is unchanged", errors)
