"""Owns what text may enter the model. Refuses to let a control sequence through to any screen, pipe or file.

A bank is a file from a stranger and TOML allows ``"\\u001b"``; a terminal obeys what it is sent, whatever the
widget. So text is made visible once, here, where it enters, and every face may then show it literally.
"""

import re
import unicodedata

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"  # surrogates, non-characters, tags
)
_NON_ASCII = re.compile("[^\t\n\x20-\x7e]")
_MOST_MARKS = 4
"""Combining marks on one letter beyond which a text is a flood that hides its neighbours, not a language."""


def find_unsafe(text: str) -> int | None:
    """The index of the first character that could steer a terminal, hide, or reorder its neighbours; None if clean."""
    if not _NON_ASCII.search(text):
        return None
    marks = 0
    for index, letter in enumerate(text):
        if _UNSAFE.match(letter):
            return index
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks > _MOST_MARKS:
            return index
    return None


def visible(text: str) -> str:
    """The same text with every unsafe character shown as a visible sign (ESC as ␛) and floods of marks cut.

    Idempotent: what it gives contains nothing that it would change.
    """
    if not _NON_ASCII.search(text):
        return text
    shown: list[str] = []
    marks = 0
    for letter in text.replace("\r\n", "\n"):
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks > _MOST_MARKS:
            continue
        shown.append(_sign(letter) if _UNSAFE.match(letter) else letter)
    return "".join(shown)


def one_line(text: str) -> str:
    """`visible`, with every run of white space folded to one space and none at the ends."""
    return " ".join(visible(text).split())


def _sign(letter: str) -> str:
    code = ord(letter)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"‹U+{code:04X}›"
