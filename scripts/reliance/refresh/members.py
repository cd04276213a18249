"""gzip in independent members, each with its own length in its header.

A reader of gzip sees one file. One that knows the extra field (RFC 1952) hops from member to
member, and several of them inflate at once. Subfield "RL": 4 bytes, little-endian, the length of
the member from the first byte of its header to the last of its trailer.
"""
import struct
import zlib

TEXT = 1 << 20  # bytes of whole lines in a member; a line is no longer than that
LEVEL = 6
HEAD = struct.Struct("<4sIBBH2sHI")
MAGIC = b"\x1f\x8b\x08\x04"
UNKNOWN_SYSTEM = 255
SUBFIELD = b"RL"


def pack(text):
    """A member; the same text is the same bytes, whenever and wherever."""
    squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    body = squeeze.compress(text) + squeeze.flush()
    tail = struct.pack("<II", zlib.crc32(text), len(text))
    length = HEAD.size + len(body) + len(tail)
    return HEAD.pack(MAGIC, 0, 0, UNKNOWN_SYSTEM, 8, SUBFIELD, 4, length) + body + tail


def unpack(member):
    return zlib.decompress(member, 31)


def hop(file):
    """The members of a file, one after the other, as they are."""
    while True:
        head = file.read(HEAD.size)
        if not head:
            return
        if len(head) < HEAD.size:
            raise ValueError("a member that is cut off")
        magic, _, _, _, _, subfield, _, length = HEAD.unpack(head)
        if magic != MAGIC or subfield != SUBFIELD or length <= HEAD.size:
            raise ValueError("a member without its length")
        body = file.read(length - HEAD.size)
        if len(body) < length - HEAD.size:
            raise ValueError("a member that is cut off")
        yield head + body


class Writer:
    """Cuts lines into members, whatever the pieces in which they come; `put` takes each member."""

    def __init__(self, put):
        self.put, self.text = put, bytearray()

    def add(self, lines):
        self.text += lines
        while len(self.text) > TEXT:
            end = self.text.rfind(b"\n", 0, TEXT) + 1 or self.text.find(b"\n") + 1
            if end == 0:
                return
            self.put(pack(bytes(self.text[:end])))
            del self.text[:end]

    def close(self):
        if self.text:
            self.put(pack(bytes(self.text)))
            self.text.clear()
