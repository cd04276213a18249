#!/usr/bin/env python3
"""nonblocking.py FILE COMMAND...: runs a command whose stdin and stdout are pipes that do not block, and
that are slower than it: the file comes in pieces, each when the last one has been read, and the output is
read as it comes. Prints the output; the status is the command's."""
import fcntl
import os
import select
import subprocess
import sys

PIECE = 5000


def nonblocking_pipe(size):
    ends = os.pipe()
    fcntl.fcntl(ends[1], 1031, size)  # F_SETPIPE_SZ: a small pipe is soon full
    for end in ends:
        os.set_blocking(end, False)
    return ends


def main():
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    stdin, to_child = nonblocking_pipe(4096)
    from_child, stdout = nonblocking_pipe(4096)
    with subprocess.Popen(sys.argv[2:], stdin=stdin, stdout=stdout) as child:
        os.close(stdin)
        os.close(stdout)
        output, waiting = [], [from_child]
        while waiting:
            writable = [to_child] if data is not None else []
            can_read, can_write, _ = select.select(waiting, writable, [])
            if can_write:
                try:
                    data = data[os.write(to_child, data[:PIECE]):] or None
                except BrokenPipeError:
                    data = None
                if data is None:
                    os.close(to_child)
            if can_read:
                piece = os.read(from_child, 512)
                output.append(piece)
                waiting = waiting if piece else []
    sys.stdout.buffer.write(b"".join(output))
    return child.returncode


sys.exit(main())
