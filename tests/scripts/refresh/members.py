"""members.py FILE: finds the gzip members of a file by the lengths in their extra fields
(RFC 1952), inflates them in two processes, and compares with zcat."""
import multiprocessing
import struct
import subprocess
import sys
import zlib


def members(data):
    at = 0
    while at < len(data):
        assert data[at:at + 4] == b"\x1f\x8b\x08\x04", "a gzip header with an extra field"
        assert data[at + 4:at + 8] == bytes(4), "a time of 0"
        (extra,) = struct.unpack_from("<H", data, at + 10)
        field, length = data[at + 12:at + 12 + extra], None
        while field:
            name, (size,) = field[:2], struct.unpack_from("<H", field, 2)
            if name == b"RL":
                (length,) = struct.unpack_from("<I", field, 4)
            field = field[4 + size:]
        yield data[at:at + length]
        at += length
    assert at == len(data), "the last member ends at the end of the file"


def inflate(member):
    return zlib.decompress(member, 31)


def main():
    with open(sys.argv[1], "rb") as file:
        found = list(members(file.read()))
    with multiprocessing.Pool(2) as pool:
        texts = pool.map(inflate, found)
    assert len(texts) > 3, "several members"
    for text in texts:
        assert len(text) <= 4 << 20 and text.endswith(b"\n"), "whole lines, at most 4 MiB"
    zcat = subprocess.run(["zcat", sys.argv[1]], stdout=subprocess.PIPE, check=True).stdout
    assert b"".join(texts) == zcat, "the bytes of zcat"


if __name__ == "__main__":
    main()
