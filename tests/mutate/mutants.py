"""The mutants of a C file: copies in which one operator, condition or constant is changed.

The source is cut into tokens, not parsed: a mutant that does not compile is dropped by the caller."""
import re
from collections import namedtuple

# line: its number; function: the one that it is in; change: the line, with [-what was there-]{+what is there
# now+}; text: the whole file with the change. Function and change survive edits elsewhere in the file.
Mutant = namedtuple("Mutant", "line function change text")
Token = namedtuple("Token", "text start end depth")

TOKEN = re.compile(r"""
    (?P<skip>/\*.*?\*/|//[^\n]*|^[ \t]*\#[^\n]*|\s+)
  | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*'
  | \w+
  | <<=|>>=|\.\.\.|->|\+\+|--|&&|\|\||[-+*/%&|^=!<>]=|<<|>>|.
""", re.VERBOSE | re.DOTALL | re.MULTILINE)

REPLACED = {
    "==": ["!="], "!=": ["=="], "<": ["<=", ">="], ">": [">=", "<="], "<=": ["<", ">"], ">=": [">", "<"],
    "&&": ["||"], "||": ["&&"], "+=": ["-="], "-=": ["+="], "|=": ["&="], "&=": ["|="], "|": ["&"],
    "true": ["false"], "false": ["true"], "break": [""], "continue": [""],
}
# Of these, only what has an operand on its left.
BINARY = {"+": ["-"], "-": ["+"], "&": ["|"]}
OPERAND_END = re.compile(r"[\w)\]]")
NOT_OPERANDS = {"return", "case", "else"}
# What ends an operand of && and ||, seen from it.
OUTSIDE = {",", ";", "=", "return", "?", ":", "{", "}", "|=", "&="}


def tokens_of(source):
    """The tokens of a file without comments and directives, with their depth in parentheses."""
    tokens, depth = [], 0
    for match in TOKEN.finditer(source):
        if match.group("skip") is not None:
            continue
        text = match.group()
        depth -= text in (")", "]")
        tokens.append(Token(text, match.start(), match.end(), depth))
        depth += text in ("(", "[")
    return tokens


def operands(tokens, at):
    """The first token of the left operand of the && or || at `at`, and the last one of the right."""
    looser = OUTSIDE | ({"||", "&&"} if tokens[at].text == "&&" else {"||"})

    def is_inside(token):
        return token.depth >= tokens[at].depth and not (token.depth == tokens[at].depth and token.text in looser)
    # parentheses have the depth outside of them, so that which encloses the operands is less deep
    first, last = at, at
    while is_inside(tokens[first - 1]):
        first -= 1
    while is_inside(tokens[last + 1]):
        last += 1
    return first, last


def condition(tokens, at):
    """The first and last token between the parentheses that follow `at`."""
    last = at + 2
    while tokens[last].depth > tokens[at + 1].depth:
        last += 1
    return at + 2, last - 1


def tested(tokens, at):
    """The first and last token of the condition before the ? at `at`."""
    first = at
    while tokens[first - 1].depth >= tokens[at].depth and not (
            tokens[first - 1].depth == tokens[at].depth and tokens[first - 1].text in OUTSIDE):
        first -= 1
    return first, at - 1


def changes(tokens):
    """(start, end, replacement) of every change, as offsets into the source."""
    for at, token in enumerate(tokens):
        text = token.text
        before = tokens[at - 1].text if at else ""
        for new in REPLACED.get(text, []):
            yield token.start, token.end, new
        if text in BINARY and OPERAND_END.search(before[-1:]) and before not in NOT_OPERANDS:
            for new in BINARY[text]:
                yield token.start, token.end, new
        if text == "!":
            yield token.start, token.end, ""
        if text in ("&&", "||"):
            first, last = operands(tokens, at)
            yield tokens[first].start, token.end, ""
            yield token.start, tokens[last].end, ""
        if text in ("if", "while"):
            first, last = condition(tokens, at)
            for constant in ("true", "false")[text == "while":]:
                yield tokens[first].start, tokens[last].end, constant
        if text == "?":
            first, last = tested(tokens, at)
            for constant in ("true", "false"):
                yield tokens[first].start, tokens[last].end, constant
        if text.isdigit():
            yield token.start, token.end, str(int(text) + 1)
            if int(text) > 0:
                yield token.start, token.end, str(int(text) - 1)


def function_at(source, offset):
    """The name of the function around a place; "" outside of functions."""
    heads = re.findall(r"^(\w+)\(|^enum \{|^static const|^}", source[:offset], re.MULTILINE)
    return heads[-1] if heads else ""


def mutants_of(source):
    """All mutants of a source."""
    for start, end, new in changes(tokens_of(source)):
        begin = source.rfind("\n", 0, start) + 1
        stop = source.find("\n", end)
        added = f"{{+{new}+}}" if new else ""
        change = f"{source[begin:start]}[-{source[start:end]}-]{added}{source[end:stop]}"
        yield Mutant(source.count("\n", 0, start) + 1, function_at(source, start), " ".join(change.split()),
                     source[:start] + new + source[end:])
