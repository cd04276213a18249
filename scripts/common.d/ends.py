"""How a script ends that is asked to."""
import signal
import sys


def tidily():
    """SIGTERM and SIGHUP end it as an error would, so that what it keeps for itself while it works is
    taken away. A signal that is ignored, as under nohup, stays so."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda signalled, _: sys.exit(128 + signalled))
