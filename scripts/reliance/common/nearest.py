"""What was probably meant by a word that does not exist: the rules and the words of the filters
(src/lib/nearest.c)."""

PART = 3  # one letter in PART may be wrong; the shortest part of a name that counts
WITHIN = 2  # the distance of a name that contains the word, or the reverse
LONGEST = 64  # longer names are not compared


def distance(a, b):
    """The letters to add, leave out, replace, or swap with their neighbours."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        now = [i]
        for k, other in enumerate(b, 1):
            now.append(min(last[k - 1] + (letter != other), last[k] + 1, now[k - 1] + 1))
            if i > 1 and k > 1 and letter == b[k - 2] and a[i - 2] == other:
                now[k] = min(now[k], before[k - 2] + 1)
        before, last = last, now
    return last[len(b)]


def measure(word, name):
    """How far a name is from the word, whatever their case; None if it is not near."""
    part, whole = sorted((word.casefold(), name.casefold()), key=len)
    allowed = len(whole) // PART
    found = None
    if len(whole) - len(part) <= allowed and len(whole) <= LONGEST:
        found = distance(part, whole)
    if found is not None and found > allowed:
        found = None
    contained = len(part) >= PART and len(part) * PART >= len(whole) and part in whole
    return WITHIN if contained and (found is None or found > WITHIN) else found


def guess(word, names):
    """The name that is nearest to a word; None if none is near. Of equally near ones, one of the
    same letters, then one with the same first letter, then the first."""
    def rank(name):
        fold, other = word.casefold(), name.casefold()
        return measure(word, name), sorted(fold) != sorted(other), fold[:1] != other[:1]
    near = [name for name in names if name and measure(word, name) is not None]
    return min(near, key=rank, default=None)


def guess_country(word, names):
    """The code, or for a longer word the name, of the nearest country of {code: name}, or None."""
    return guess(word, names.keys() if len(word) <= PART else names.values())


def answer(word, names):
    """"did you mean 'b'?", or "there are: a, b, c"."""
    near = guess(word, names)
    return f"did you mean '{near}'?" if near else f"there are: {', '.join(names)}"
