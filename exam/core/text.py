"""Which text may enter the model: none with a control sequence that could reach a screen, a pipe or a file.

A bank is a file from a stranger and TOML allows ``"\\u001b"``; a terminal obeys what it is sent, whatever the
widget. So text is made visible once, here, where it enters, and every face may then show it literally.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

_UNSAFE = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 but tab and line ends, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]+"  # surrogates, non-characters, tags
)
_NON_ASCII = re.compile("[^\t\n\x20-\x7e]")
_MOST_MARKS = 6
"""Marks and joiners on one letter beyond which a text is a flood that hides its neighbours: no language stacks more."""
_MAYBE_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u1dff\u200c\u200d\u20d0-\u20ff\u2cef-\u2cf1\u2d7f-\u2dff\u302a-\u302f"
    f"\u3099\u309a\ua66f-\uabff\ufb1e\ufe00-\ufe2f\U000101fd-\U0001efff]{{{_MOST_MARKS + 1},}}"
)
"""Runs in the blocks that hold marks, so that only these are looked at letter by letter."""
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f]")
"""Allowed, because scripts and emoji need them, but nothing that an eye could tell two texts apart by."""


def find_unsafe(text: str) -> int | None:
    """The index of the first character that could steer a terminal, hide, or reorder its neighbours; None if clean."""
    if not _NON_ASCII.search(text):
        return None
    unsafe = _UNSAFE.search(text)
    starts = [unsafe.start()] if unsafe else []
    starts += [start for start, _ in islice(_floods(text), 1)]
    return min(starts, default=None)


def visible(text: str) -> str:
    """The same text with every unsafe character shown as a visible sign (ESC as ␛) and floods of marks cut.

    Idempotent: what it gives contains nothing that it would change.
    """
    if not _NON_ASCII.search(text):
        return text
    kept, at = [], 0
    for start, end in _floods(text):
        kept.append(text[at:start])
        at = end
    shown = _UNSAFE.sub(lambda unsafe: "".join(map(_sign, unsafe[0])), "".join((*kept, text[at:])))
    return shown.replace("\r\n", "\n")


def one_line(text: str) -> str:
    """`visible`, with every run of white space folded to one space and none at the ends."""
    return " ".join(visible(text).split())


def reflowed(text: str) -> str:
    """Prose as its author meant it: a line break in the file is a space, an empty line parts paragraphs.

    A line that begins with a space or a list sign stays a line of its own.
    """
    found: list[str] = []
    for line in text.split("\n"):
        joins = found and found[-1] and line.strip() and line[0] not in " \t-*•"
        if joins:
            found[-1] += f" {line}"
        else:
            found.append(line.rstrip())
    return "\n".join(found)


def look(text: str) -> str:
    """What a clean text looks like in a line: two texts of the same look cannot be told apart by eye."""
    if _NON_ASCII.search(text):
        text = unicodedata.normalize("NFC", _JOINERS.sub("", text))
    return " ".join(text.split())


def cells(text: str) -> int:
    """The width of a text in a terminal: none for what stands on a letter before it, two for an ideograph."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(letter) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )


def bar_strokes(share: float, width: int) -> tuple[str, str]:
    """A bar of `width` cells for a share of 0 to 1: its thick stroke, in halves of a cell, and the thin one after."""
    whole, half = divmod(round(min(1.0, max(0.0, share)) * width * 2), 2)
    done = "━" * whole + "╸" * half
    return done, "─" * (width - len(done))


def _floods(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every stretch of marks that are too many on their letter."""
    for run in _MAYBE_MARKS.finditer(text):
        marks = 0
        for index, letter in enumerate(run[0] + " ", run.start()):
            if letter in "\u200c\u200d" or unicodedata.category(letter) in ("Mn", "Me"):
                marks += 1
                continue
            if marks > _MOST_MARKS:
                yield index - marks + _MOST_MARKS, index
            marks = 0


@lru_cache(4096)
def _sign(letter: str) -> str:
    code = ord(letter)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"‹U+{code:04X}›"
