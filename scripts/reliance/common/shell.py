"""Cuts a pipeline, as users write it for a shell, into its stages. A shell runs each of them; its
status is that of the stage only if the stage is one command, so all else is refused."""
import re

from reliance.common import messages
from reliance.common.pipeline import Stage

SEVERAL = "is a second command, whose status would hide that of the first; only | may join commands"
COMPOUND = "begins more than a simple command, whose parts have no status of their own"
LOST = "is a command whose status would be lost"

# what a stage may consist of
PARTS = re.compile(r"""
      (?P<pipe>\|(?!\|))
    | (?P<line>\n)
    | (?P<blank>[ \t\r]+)
    | '[^']*'
    | "(?:[^"\\$`]|\\.|\$\w|\$\{\w+\}|\$(?![\w({'`]))*"
    | \\.
    | \d*(?:<>|>>|<(?!<)|>)(?:&[ \t]*(?:\d+|-))?
    | \$\{\w+(?::?[-=?+][\w.,/:@%+-]*|[%\#]{1,2}[\w.,/:@*?-]*)?\}
    | \$\w+ | \$[?\#$!@*-]
    | (?P<word>[^\s|&;<>()$`\\"'\#][^\s|&;<>()$`\\"']*)
    """, re.X | re.S)
# what it may not, and why
REFUSED = (
    (r"\|\||&&?|;;?", SEVERAL),
    (r"\$\(|`", LOST),
    (r'"', "begins a quoted text that is not closed, or with a $( ), ` ` or ${ } in it"),
    (r"'", "is a quote that is not closed"),
    (r"[()]", COMPOUND),
    (r"<<", "is a here-document; write it to a file"),
    (r"#", "begins a comment; leave it out, or quote the #"),
    (r"\$", "begins an expansion that a shell may read in several ways"),
)
RESERVED = frozenset(("!", "{", "}", "case", "coproc", "do", "done", "elif", "else", "esac", "eval",
                      "fi", "for", "function", "if", "in", "select", "then", "until", "while", "[["))


def stages(text, name):
    """The stages of a pipeline. Fails with status 2, and with `name` in the message, if it is none,
    or has a part whose status a shell would not report."""
    if "\0" in text:
        raise refusal(name, "\\0", "is not text")
    cut, start, at, first, ended = [], 0, 0, True, False
    while at < len(text):
        part = PARTS.match(text, at)
        if part is None:
            raise refused(text[at:], name)
        at = part.end()
        if part["blank"]:
            continue
        if part["line"]:
            ended = not first  # a line may end behind |, and at the very end
            continue
        if ended:
            raise refusal(name, part[0], SEVERAL)
        if part["pipe"]:
            cut.append(text[start:part.start()])
            start, first = at, True
            continue
        if first and part["word"] in RESERVED:
            raise refusal(name, part[0], COMPOUND)
        first = False
    cut.append(text[start:])
    if not all(stage.strip() for stage in cut):
        raise messages.Failure(f"{name}: a pipeline has a command before and behind each |", 2)
    return [Stage(stage.strip(), ["/bin/sh", "-c", stage]) for stage in cut]


def refused(rest, name):
    """The Failure for a text that begins with what a stage may not have."""
    for pattern, why in REFUSED:
        found = re.match(pattern, rest)
        if found:
            return refusal(name, found[0], why)
    return refusal(name, rest[0], "cannot end a command")


def refusal(name, part, why):
    return messages.Failure(f"{name}: {part} {why}", 2)
