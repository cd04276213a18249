"""Options as a table of (letter, name, argument, words): the help is made of it, and the parser."""
import argparse
import re

from reliance.common import words


def usage(head, options):
    """The text of --help: the head, and a line for each option."""
    lines = []
    for letter, name, argument, told in options:
        option = (f"  -{letter}, " if letter else "      ") + f"--{name}"
        option += f" {argument}" if argument else ""
        gap = "\n" + " " * 28 if len(option) > 26 else ""
        lines.append(f"{option + gap:28}{told}\n")
    return head + "".join(lines)


class Parser(argparse.ArgumentParser):
    def error(self, message):
        """In the words of the filters."""
        about = re.match(r"argument (?:-./)?(--[a-z-]+): (expected one|ignored explicit)", message)
        if about:
            how = "needs an argument" if about[2].startswith("expected") else "takes no argument"
            message = f"option '{about[1]}' {how}"
        raise words.Failure(f"{message}; see --help", 2)


def parse(options, arguments):
    """The options by name, and the operands. An option that is not in the table is misuse; one that
    takes an argument and was not given is None, one that takes none is True or False."""
    parser = Parser(add_help=False, allow_abbrev=False)
    for letter, name, argument, _ in options:
        how = {"action": "store_true"} if argument is None else {}
        parser.add_argument(*(["-" + letter] if letter else []), "--" + name, dest=name, **how)
    parser.add_argument("operands", nargs="*")
    end = arguments.index("--") if "--" in arguments else len(arguments)
    known, rest = parser.parse_known_intermixed_args(arguments[:end])
    for word in rest:
        # what follows an unknown option may be its argument, so the option alone is to blame
        if word.startswith("-"):
            raise words.Failure(f"unknown option '{word.partition('=')[0]}'; see --help", 2)
    asked = vars(known)
    return asked, asked.pop("operands") + arguments[end + 1:]
