"""Lists in words, the approximate width of text, and where its lines break."""
import unicodedata

NARROW = set("iljtfrI.,:;'|!()[]{}/\\ ")


def listed(items):
    """["a", "b", "c"] as "a, b and c"."""
    return " and ".join([part for part in (", ".join(items[:-1]), items[-1]) if part])


def width(text, size):
    """Pixels of a text in a sans-serif font of this size in pixels; rather too many than too
    few."""
    ems = 0.0
    for c in text:
        if unicodedata.east_asian_width(c) in "WF":
            ems += 1.0
        elif c in NARROW:
            ems += 0.33
        elif c in "mwMW%@":
            ems += 0.95
        elif c.isupper():
            ems += 0.72
        else:
            ems += 0.61
    return ems * size


def wrap(text, size, room):
    """The text as lines of at most `room` pixels; a word that is too long is broken."""
    lines, line = [], ""
    for word in filter(None, text.split(" ")):
        while True:
            longer = f"{line} {word}" if line else word
            if width(longer, size) <= room:
                line = longer
                break
            if line:
                lines.append(line)
                line = ""
                continue
            cut = len(word)
            while cut > 1 and width(word[:cut], size) > room:
                cut -= 1
            lines.append(word[:cut])
            word = word[cut:]
            if not word:
                break
    return lines + [line] if line else lines


def spread(wanted, gap, top, bottom):
    """Positions near the wanted ones, in the same order, at least a gap apart, between top and
    bottom."""
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    places = [0.0] * len(wanted)
    floor = top
    for i in order:
        places[i] = max(wanted[i], floor)
        floor = places[i] + gap
    ceiling = bottom
    for i in reversed(order):
        places[i] = min(places[i], ceiling)
        ceiling = places[i] - gap
    return places
