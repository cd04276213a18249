"""Removes the creation date from a PDF, so that the same picture has the same bytes.

cairo writes the date into every PDF: up to 1.16 as plain text, from 1.18 on in a compressed object
stream, whose length varies with the date. Such a stream is compressed again without the date, and
what depends on its length is corrected: its length object, and the cross-reference stream behind
it. ISO 32000-1, 7.5.7 and 7.5.8."""
import re
import zlib

from reliance.common.messages import Failure

DATE = re.compile(rb"/CreationDate \(D:[^)]*\)")
STREAM = rb"(\d+ 0 obj\n<< /Type /%s\n.*?>>\nstream\n)(.*?)(\nendstream\n)"
OBJECTS = re.compile(STREAM % b"ObjStm", re.DOTALL)
OFFSETS = re.compile(STREAM % b"XRef", re.DOTALL)
WIDTHS = re.compile(rb"/W \[(\d+) (\d+) (\d+)\]")
LENGTH = re.compile(rb"(\d+ 0 obj\n +)(\d+)(\nendobj\n)")


def undated(pdf):
    """The PDF with its date blanked. Fails if the date is not where cairo 1.16 or 1.18 puts it."""
    plain = DATE.sub(_blank, pdf)
    for found in OBJECTS.finditer(plain):
        objects = zlib.decompress(found[2])
        if DATE.search(objects):
            return _replaced(plain, found, zlib.compress(DATE.sub(_blank, objects), 9))
    if plain == pdf:
        raise Failure("the PDF of gnuplot has no date where cairo 1.16 or 1.18 puts it")
    return plain


def _blank(date):
    return b" " * len(date[0])


def _search(pattern, data):
    found = pattern.search(data)
    if found is None:
        raise Failure("the PDF of gnuplot has no cross-reference stream as cairo 1.18 writes it")
    return found


def _replaced(pdf, found, body):
    """The PDF with a new body of this object stream, its new length, and new offsets."""
    head, tail = pdf[:found.start(2)] + body, pdf[found.end(2):]
    tail = LENGTH.sub(rb"\g<1>%d\g<3>" % len(body), tail, count=1)
    shift = len(head) + len(tail) - len(pdf)
    offsets = _search(OFFSETS, tail)
    return (head + tail[:offsets.start()] + _shifted(offsets, found.end(2), shift)
            + b"endobj\nstartxref\n%d\n%%%%EOF\n" % (len(head) + offsets.start()))


def _shifted(offsets, place, shift):
    """The cross-reference stream, after all objects behind the place moved by `shift` bytes."""
    widths = [int(n) for n in _search(WIDTHS, offsets[1]).groups()]
    kind, at = widths[0], widths[0] + widths[1]
    rows = zlib.decompress(offsets[2])
    moved = b""
    for i in range(0, len(rows), sum(widths)):
        row = rows[i:i + sum(widths)]
        offset = int.from_bytes(row[kind:at], "big")
        if row[:kind] == b"\x01" and offset > place:
            row = row[:kind] + (offset + shift).to_bytes(widths[1], "big") + row[at:]
        moved += row
    body = zlib.compress(moved, 9)
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(body), offsets[1])
    return head + body + offsets[3]
