"""Runs a function with the standard streams in files, since the scripts write to file descriptors."""
import contextlib
import os
import sys
import tempfile


def run(function, *arguments):
    """Status, stdout and stderr of a function, as bytes; the streams are restored."""
    saved = {descriptor: os.dup(descriptor) for descriptor in (1, 2)}
    with contextlib.ExitStack() as stack:
        files = {descriptor: stack.enter_context(tempfile.TemporaryFile()) for descriptor in saved}
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            for descriptor, file in files.items():
                os.dup2(file.fileno(), descriptor)
            status = function(*arguments)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for descriptor, copy in saved.items():
                os.dup2(copy, descriptor)
                os.close(copy)
        for file in files.values():
            file.seek(0)
        return status, files[1].read(), files[2].read()
