"""What the mains of all scripts share: --help, --version, and how they end."""
import functools
import sys

from reliance.common import messages, programs, signals, stdio


def program(main):
    """Decorates a main that takes the arguments of the command line, and by default those of the
    process. It returns a status, None for success. A failure is a message and a status; after a
    signal, there is only a status."""
    @signals.exits_cleanly
    @functools.wraps(main)
    def decorated(arguments=None):
        try:
            return main(sys.argv[1:] if arguments is None else arguments) or 0
        except messages.Failure as failure:
            status, stderr, text = failure.status, failure.stderr, str(failure)
        except BrokenPipeError:  # the reader of the output has ended
            return 1
        except OSError as error:
            status, stderr, text = 1, "", messages.os_error(error)
        if not signals.received():
            messages.forward(stderr)
            messages.write(text)
        return status
    return decorated


def has_informed(options, usage):
    """Prints the help or the version if the options ask for them. Did they?"""
    if options["help"]:
        stdio.write(usage().encode())
    elif options["version"]:
        stdio.write_version(programs.version(sys.argv[0]))
    return options["help"] or options["version"]
