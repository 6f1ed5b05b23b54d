"""Small pictures made by the tests, and some that are none."""

import struct
import zlib
from pathlib import Path


def png(width: int = 8, height: int = 8, *, says: tuple[int, int] | None = None, more: bytes = b"") -> bytes:
    """A PNG with a cross in it; `says` is the size that its header tells, `more` what follows its end."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(
        b"\0" + b"".join(b"\xd0\x20\x20" if x in (y, width - 1 - y) else b"\x20\x40\x80" for x in range(width))
        for y in range(height)
    )
    header = struct.pack(">IIBBBBB", *(says or (width, height)), 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"") + more
    )


def write_png(file: Path, width: int = 8, height: int = 8) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(png(width, height))
    return file
