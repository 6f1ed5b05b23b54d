"""The ids of options: letters by which an answer is kept, and which tell nobody which option is right."""

import hashlib

from exam.core.base32 import encode


def opaque(seed: int, named: str, text: str) -> str:
    """An option's id: eight letters (40 bits) that tell nothing of where the option comes from.

    `named` is the id of its question, or "block 2" for a list that the questions of a matching block share.
    """
    digest = hashlib.sha256(f"{seed}\x1f{named}\x1f{text}".encode()).digest()
    return encode(int.from_bytes(digest[:5]), 8).lower()
