"""How wide text is, about, and where lines of it break."""
import unicodedata

NARROW = set("iljtfrI.,:;'|!()[]{}/\\ ")


def width(text, size):
    """Pixels of a text in a sans-serif of this size, on the safe side."""
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
    """Lines that fit into so many pixels; a word that is too long is broken."""
    lines, line = [], ""
    for word in text.split():
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


def apart(wanted, gap, top, bottom):
    """Places near the wanted ones, in the same order, at least a gap apart, from top to bottom."""
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
