"""term.py COMMAND...: sends SIGTERM to the command when it has started a child, and exits with its
status; with 1 if the child still runs."""
import subprocess
import sys
import time


def children(process):
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], stdout=subprocess.PIPE,
                            check=False).stdout
    return listed.split()


def main():
    with subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        while child.poll() is None and not children(child.pid):
            time.sleep(0.005)
        started = children(child.pid)
        child.terminate()
        child.communicate()
    for process in started:
        if subprocess.run(["kill", "-0", process], stderr=subprocess.DEVNULL,
                          check=False).returncode == 0:
            sys.exit(1)
    sys.exit(child.returncode)


if __name__ == "__main__":
    main()
