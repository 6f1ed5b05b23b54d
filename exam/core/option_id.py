"""The ids of options: letters by which an answer is kept, and which tell nobody which option is right."""

import hashlib
import struct
from collections.abc import Sequence

from exam.core.base32 import ALPHABET

_PAIRS = tuple(first + second for first in ALPHABET.lower() for second in ALPHABET.lower())
"""Every ten bits as two letters. A paper of a pool that is read in has two hundred ids, each made anew."""


def opaque(seed: int, named: str, text: str) -> str:
    """An option's id: eight letters (40 bits) that tell nothing of where the option comes from.

    `named` is the id of its question, or "block 2" for a list that the questions of a matching block share.
    """
    digest = hashlib.sha256(f"{seed}\x1f{named}\x1f{text}".encode()).digest()
    number = int.from_bytes(digest[:5])
    return _PAIRS[number >> 30] + _PAIRS[number >> 20 & 1023] + _PAIRS[number >> 10 & 1023] + _PAIRS[number & 1023]


def opaque_ids(seed: int, named: Sequence[bytes]) -> list[str]:
    """The same for many options of one seed; each as its question's name and its text, with \\x1f before each."""
    before = str(seed).encode()
    digests = b"".join([_digest(before + one).digest() for one in named])
    # Of each digest the first eight bytes as a number; the ids are its upper forty bits.
    numbers = struct.unpack(f">{'Q24x' * len(named)}", digests)
    return [
        _PAIRS[one >> 54] + _PAIRS[one >> 44 & 1023] + _PAIRS[one >> 34 & 1023] + _PAIRS[one >> 24 & 1023]
        for one in numbers
    ]


_digest = hashlib.sha256
