"""The ids of options: letters by which an answer is kept, and which tell nobody which option is right."""

import hashlib

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
