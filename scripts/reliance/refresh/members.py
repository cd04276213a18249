"""gzip files of independent members, each with its length in its header.

Ordinary gzip readers see one file. A reader of the extra field (RFC 1952, 2.3.1.1) can skip from
member to member and inflate several at once. Subfield "RL": 4 bytes, little-endian: the length of
the member from the first byte of its header to the last of its trailer.
"""
import struct
import zlib

TEXT = 1 << 20  # bytes of text in a member, which are whole lines; no line is longer
LEVEL = 6
HEAD = struct.Struct("<4sIBBH2sHI")
MAGIC = b"\x1f\x8b\x08\x04"
UNKNOWN_SYSTEM = 255
SUBFIELD = b"RL"


def pack(text):
    """The member that holds the text. Equal texts give equal members."""
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    body = deflate.compress(text) + deflate.flush()
    tail = struct.pack("<II", zlib.crc32(text), len(text))
    length = HEAD.size + len(body) + len(tail)
    return HEAD.pack(MAGIC, 0, 0, UNKNOWN_SYSTEM, 8, SUBFIELD, 4, length) + body + tail


def unpack(member):
    """The text of a member. Raises zlib.error."""
    return zlib.decompress(member, 31)


def split(file):
    """Yields the packed members of a file. Raises ValueError if one is cut off or has no length."""
    while True:
        head = file.read(HEAD.size)
        if not head:
            return
        if len(head) < HEAD.size:
            raise ValueError("a gzip member is cut off")
        magic, _, _, _, _, subfield, _, length = HEAD.unpack(head)
        if magic != MAGIC or subfield != SUBFIELD or length <= HEAD.size:
            raise ValueError("a gzip member has no length")
        body = file.read(length - HEAD.size)
        if len(body) < length - HEAD.size:
            raise ValueError("a gzip member is cut off")
        yield head + body


class Writer:
    """Packs lines into members, which do not depend on the pieces that `add` gets. `put` is called
    with each member."""

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
        """Packs the rest."""
        if self.text:
            self.put(pack(bytes(self.text)))
            self.text.clear()
