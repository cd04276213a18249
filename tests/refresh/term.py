#!/usr/bin/env python3
"""term.py COMMAND...: its status when SIGTERM reaches it at work; a filter that it leaves behind
is status 1."""
import subprocess
import sys
import time


def children(process):
    said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], stdout=subprocess.PIPE,
                          check=False).stdout
    return said.split()


def main():
    with subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        while child.poll() is None and not children(child.pid):
            time.sleep(0.005)
        left = children(child.pid)
        child.terminate()
        child.communicate()
    for process in left:
        if subprocess.run(["kill", "-0", process], stderr=subprocess.DEVNULL,
                          check=False).returncode == 0:
            sys.exit(1)
    sys.exit(child.returncode)


main()
