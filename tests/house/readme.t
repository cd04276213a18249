#!/usr/bin/env python3
"""Every example of the README that shows an output runs and prints exactly that, and so does what
is said to be made by a script."""
import os
import re
import subprocess


def made(path):
    """Pairs of a script with its arguments and the text that it made, between two marks."""
    with open(path, encoding="utf-8") as file:
        return re.findall(r"<!-- (scripts/.*?) -->\n(.*?)<!-- end -->", file.read(), re.S)


def examples(path):
    """Pairs of command and expected output, from blocks ```console with lines `$ command`."""
    with open(path, encoding="utf-8") as file:
        for block in re.findall(r"```console\n(.*?)```", file.read(), re.S):
            for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
                command, _, output = part.partition("\n")
                yield command, output


def main():
    env = dict(os.environ, LC_ALL="C")
    env["PATH"] = os.path.abspath(os.environ.get("BIN", "bin")) + ":" + env["PATH"]
    number = 0
    for command, output in [*examples("README.md"),
                            *(("python3 -B " + script, text) for script, text in made("README.md"))]:
        number += 1
        run = subprocess.run(["sh", "-c", command], env=env, stdin=subprocess.DEVNULL,
                             capture_output=True, text=True)
        good = run.stdout == output
        print(f"{'ok' if good else 'not ok'} {number} - {command[:70]}")
        if not good:
            for line in ("# got:", *run.stdout.splitlines(), *run.stderr.splitlines()):
                print("# " + line)
    print(f"1..{number}")


main()
