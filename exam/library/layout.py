"""Owns how an index lies in its file: tables, stamps, sums. Refuses to know what any of it is for.

One SQLite file. Everything that is read is checked by its CRC-32, because the file lies in a cache, where anything may
touch it; what does not fit is `Damaged`, and whoever reads rebuilds it from the bank.
"""

import sys
import zlib
from array import array
from typing import Final

from exam import __version__
from exam.assembly.code import RULES

LAYOUT: Final = 2
"""Any change to what follows, or to what `building` puts in, raises it."""

STAMP: Final = f"{LAYOUT}.{RULES}.{__version__}"
"""An index with another stamp was written by another program, and is rebuilt."""

TABLES: Final = """
CREATE TABLE part (name TEXT PRIMARY KEY, body BLOB NOT NULL, sum INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE item (
    place INTEGER PRIMARY KEY, id TEXT NOT NULL, body BLOB NOT NULL, words BLOB NOT NULL, sum INTEGER NOT NULL
);
CREATE TABLE posting (word INTEGER PRIMARY KEY, stems BLOB NOT NULL, statements BLOB NOT NULL, sum INTEGER NOT NULL);
"""
ID_INDEX: Final = "CREATE UNIQUE INDEX item_id ON item (id)"

NOWHERE: Final = 0xFFFF_FFFF
"""A rank that no place has."""


class Damaged(Exception):
    """An index that is not there, or not as it was written."""


def packed(numbers: "array[int]") -> bytes:
    """Numbers as they lie in the file: four bytes each (two for the type H), lowest byte first, on every machine."""
    if sys.byteorder == "big":
        numbers = array(numbers.typecode, numbers)
        numbers.byteswap()
    return numbers.tobytes()


def unpacked(raw: bytes, kind: str = "I") -> "array[int]":
    """The numbers again. Raises Damaged where they are cut short."""
    numbers = array(kind)
    if len(raw) % numbers.itemsize:
        raise Damaged("numbers are cut short")
    numbers.frombytes(raw)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def sum_of(*parts: str | bytes) -> int:
    """The CRC-32 of some parts, each with its length."""
    total = 0
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        total = zlib.crc32(raw, zlib.crc32(len(raw).to_bytes(8), total))
    return total


def refuse_changed(what: str, total: object, name: object, *bodies: object) -> None:
    """Raises Damaged where a row is not what was written: its sum, a name and some bodies, which are bytes."""
    if not isinstance(name, str) or not all(isinstance(body, bytes) for body in bodies):
        raise Damaged(f"{what}: of another type")
    if sum_of(name, *(body for body in bodies if isinstance(body, bytes))) != total:
        raise Damaged(f"{what}: wrong sum")
