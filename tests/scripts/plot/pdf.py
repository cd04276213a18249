#!/usr/bin/env python3
"""pdf.py: checks that the date is removed from a PDF as cairo 1.16 writes it, and as cairo 1.18
writes it, with compressed object streams. Prints a line for each fault."""
import re
import sys
import zlib

sys.path.insert(0, "scripts")

from reliance.common.messages import Failure  # noqa: E402
from reliance.plot import pdf  # noqa: E402

DATES = "20261128093043Z", "19700101000000Z", "20330904171819Z"


def stream(kind, body, more, length):
    return (f"<< /Type /{kind}\n   /Length {length}\n{more}   /Filter /FlateDecode\n>>\nstream\n"
            .encode() + body + b"\nendstream\n")


def document_of(date):
    """A document in the form of cairo 1.18: object 2 is in object stream 3, whose length is
    object 4."""
    info = f"<< /Producer (cairo 1.18.4)\n   /CreationDate (D:{date})\n>>\n".encode()
    objects = zlib.compress(b"2 0\n" + info)
    parts = [b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"]
    places = [len(b"%PDF-1.5\n")]
    for number, text in ((3, stream("ObjStm", objects, "   /N 1\n   /First 4\n", "4 0 R")),
                         (4, b"   %d\n" % len(objects))):
        places.append(len(b"".join(parts)))
        parts.append(b"%d 0 obj\n" % number + text + b"endobj\n")
    start = len(b"".join(parts))
    rows = [(0, 0, 65535), (1, places[0], 0), (2, 3, 0), (1, places[1], 0), (1, places[2], 0),
            (1, start, 0)]
    table = zlib.compress(b"".join(kind.to_bytes(1, "big") + at.to_bytes(2, "big")
                                   + last.to_bytes(2, "big") for kind, at, last in rows))
    more = "   /Size 6\n   /W [1 2 2]\n   /Root 1 0 R\n   /Info 2 0 R\n"
    return b"".join([*parts, b"5 0 obj\n", stream("XRef", table, more, len(table)),
                     b"endobj\nstartxref\n%d\n%%%%EOF\n" % start])


def faults(document):
    """The faults of a document: wrong offsets, wrong lengths, or a date."""
    start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", document)[1])
    table = re.match(rb"5 0 obj\n<< /Type /XRef\n   /Length (\d+)\n.*?stream\n", document[start:],
                     re.DOTALL)
    body = document[start + table.end():][:int(table[1])]
    rows = zlib.decompress(body)
    for number in range(6):
        kind, at = rows[5 * number], int.from_bytes(rows[5 * number + 1:5 * number + 3], "big")
        if kind == 1 and not document[at:].startswith(b"%d 0 obj\n" % number):
            yield f"object {number} is not at {at}"
    objects = re.search(rb"ObjStm.*?stream\n(.*?)\nendstream", document, re.DOTALL)[1]
    if b"4 0 obj\n   %d\nendobj" % len(objects) not in document:
        yield "the length of the object stream is wrong"
    if b"Producer (cairo" not in zlib.decompress(objects):
        yield "the object stream lost an object"
    if b"Date" in zlib.decompress(objects) + document:
        yield "the date is still there"


def refused(document):
    try:
        pdf.undated(document)
    except Failure:
        return True
    return False


def main():
    undated = {pdf.undated(document_of(date)) for date in DATES}
    if len(undated) != 1:
        print("the date changes the bytes")
    for document in undated:
        print("".join(f"{fault}\n" for fault in faults(document)), end="")
    if not list(faults(document_of(DATES[0]))):
        print("a document with a date has no faults")
    plain = {pdf.undated(b"%%PDF-1.5\n/CreationDate (D:%s)\n" % date.encode())
             for date in ("20261128093043Z", "20271128093043Z")}
    if len(plain) != 1:
        print("a date in plain text changes the bytes")
    if not refused(b"%PDF-1.5\nno date\n"):
        print("a PDF without a date is accepted")


main()
