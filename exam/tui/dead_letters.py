"""What is said of a letter that does nothing: that Caps Lock seems to be on, or the layout of another script."""

from collections.abc import Collection


def dead_letter_hint(letter: str, bound: Collection[str]) -> str:
    """What may be wrong with the keyboard, where a letter does nothing and `bound` are the keys that do; else empty."""
    if len(letter) != 1 or not letter.isalpha() or letter in bound:
        return ""
    if not letter.isascii():
        return f"Keys are Latin letters here, and {letter} is none. Switch the keyboard's layout, or use arrow keys."
    if letter.isupper() and letter.lower() in bound:
        return f"{letter} does nothing here, {letter.lower()} does. Is Caps Lock on?"
    return ""
