"""Command-line options as a table of (letter, name, argument, description), from which both the
parser and the help text are made."""
import argparse
import re

from reliance.common import messages, nearest

# arguments that are lists though they have no comma in their name
LISTS = "COLS", "CODES", "PERIODS", "FLOWS", "YEARS"
SEVERAL = ("from",)  # options whose values may have a comma: a list of those given


def usage(head, options):
    """The text of --help: the head, and a line for each option."""
    lines = []
    for letter, name, argument, description in options:
        option = (f"  -{letter}, " if letter else "      ") + f"--{name}"
        option += f" {argument}" if argument else ""
        gap = "\n" + " " * 28 if len(option) > 26 else ""
        lines.append(f"{option + gap:28}{description}\n")
    return head + "".join(lines)


class Parser(argparse.ArgumentParser):
    def error(self, message):
        """Words errors as the filters do."""
        about = re.match(r"argument (?:-./)?(--[a-z-]+): (expected one|ignored explicit)", message)
        if about:
            problem = "needs an argument" if about[2].startswith("expected") else \
                "takes no argument"
            message = f"option '{about[1]}' {problem}"
        raise messages.Failure(f"{message}; see --help", 2)


def combined(name, argument, given):
    """The value of an option that was given so often, as in the filters: lists add up, and two
    different values of any other option are misuse. Its argument in --help says what it is."""
    if given is None:
        return None
    if "," in argument or argument in LISTS:
        return ",".join(given)
    if name in SEVERAL:
        return given
    for value in given:
        if value != given[0]:
            raise messages.Failure(f"--{name} is given twice, as '{given[0]}' and as '{value}'; "
                                   "see --help", 2)
    return given[0]


def unknown(option, options):
    """The message about an option that does not exist."""
    near = nearest.guess(option, [f"--{name}" for _, name, *_ in options])
    return f"unknown option '{option}'; " + (f"did you mean '{near}'?" if near else "see --help")


def parse(options, arguments):
    """The values of the options by name, and the operands. An option without an argument is True or
    False; one with an argument that was not given is None, one of SEVERAL a list. Fails with status 2 on misuse."""
    parser = Parser(add_help=False, allow_abbrev=False)
    for letter, name, argument, _ in options:
        names = [*(["-" + letter] if letter else []), "--" + name]
        parser.add_argument(*names, dest=name, action="store_true" if argument is None else "append")
    parser.add_argument("operands", nargs="*")
    end = arguments.index("--") if "--" in arguments else len(arguments)
    known, rest = parser.parse_known_intermixed_args(arguments[:end])
    for word in rest:
        # the word after an unknown option may be its argument: report the option only
        if word.startswith("-"):
            raise messages.Failure(unknown(word.partition("=")[0], options), 2)
    values = vars(known)
    for _, name, argument, _ in options:
        if argument is not None:
            values[name] = combined(name, argument, values[name])
    return values, values.pop("operands") + arguments[end + 1:]
