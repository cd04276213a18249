"""What was probably meant by a word that does not exist, in the words of the filters."""
import difflib

ALIKE = 0.6  # of 1: what difflib, too, takes for close
PART = 3  # letters of a name that can stand for it


def guess(word, names):
    """The name that is nearest to a word, whatever its case; None if none is near. Of equally near
    ones, one of the same letters, then one with the same first letter, then the first."""
    fold = word.casefold()

    def likeness(name):
        return difflib.SequenceMatcher(None, name.casefold(), fold).ratio()

    def rank(name):
        other = name.casefold()
        return likeness(name), sorted(other) == sorted(fold), other[:1] == fold[:1]

    best = max(names, key=rank, default=None)
    if best is not None and likeness(best) >= ALIKE:
        return best
    return next((name for name in names if len(fold) >= PART and fold in name.casefold()), None)


def answer(word, names):
    """"did you mean 'b'?", or "there are: a, b, c"."""
    near = guess(word, names)
    return f"did you mean '{near}'?" if near else f"there are: {', '.join(names)}"
