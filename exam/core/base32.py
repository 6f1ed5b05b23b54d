"""Crockford's base-32 alphabet, which has no letters that are easily misread, and numbers written in it."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford (2002): no I, L, O or U, so that nothing read aloud or typed is taken for a digit or a rude word."""

_VALUES = {letter: value for value, letter in enumerate(ALPHABET)} | {"I": 1, "L": 1, "O": 0}


def encode(number: int, width: int) -> str:
    """The `width` least significant base-32 digits of a number ≥ 0, most significant first."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(width)))


def digits(text: str) -> list[int]:
    """Each letter's value, 0 to 31, in either case; I and L read as 1, O as 0, hyphens and spaces are passed over.

    Raises ValueError that names the first letter which is no digit.
    """
    values = []
    for letter in text.upper():
        if letter in "- ":
            continue
        if letter not in _VALUES:
            raise ValueError(f"{letter!r} is not a letter of an exam code")
        values.append(_VALUES[letter])
    return values
