"""A text within a GIFT file, and the format that it says it is in."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import Literal

from exam.core.text import one_line
from exam.formats.imports.gift_blocks import freed

TextForm = Literal["moodle", "html", "markdown", "plain"]
"""Moodle's own, which is text with line breaks in which HTML may stand, is the one that is meant unasked."""

_FORM = re.compile(r"\s*\[(moodle|html|markdown|plain)\]")
_WRAPPED = re.compile(r"(?:(?<=[^\W\d_])|(?<=,))[ \t]*\n[ \t]*(?=\(?[a-zß-öø-ÿ])")
"""A line end within a sentence: between a word and one that begins with a small letter."""


@dataclass(frozen=True, slots=True)
class GiftText:
    """What is written, without the format's own signs."""

    text: str
    form: TextForm = "moodle"


def gift_text(kept: str, unasked: TextForm = "moodle") -> GiftText:
    """The text of a piece of a file whose escaped signs are kept; `unasked` is its format if it names none."""
    named = _FORM.match(kept)
    form: TextForm = unasked
    if named:
        form = named[1]  # type: ignore[assignment]  # as the pattern says
        kept = kept[named.end() :]
    kept = kept.strip()
    return GiftText(freed(kept if form in ("html", "markdown") else _unwrapped(kept)), form)


def without_form(kept: str) -> str:
    """A piece that has no format, so that what looks like the name of one is text: the answer of a pair."""
    return freed(_unwrapped(kept.strip()))


def literal(kept: str) -> str:
    """A piece that is never anything but a line of text: what is to be typed."""
    named = _FORM.match(kept)
    return one_line(freed(kept[named.end() :] if named else kept))


def _unwrapped(kept: str) -> str:
    """A text whose sentences are not broken by the lines of the file, and whose other lines keep only the indents that
    they have among each other."""
    first, _, others = _WRAPPED.sub(" ", kept).partition("\n")
    if not others:
        return first
    return "\n".join((first.rstrip(), *(line.rstrip() for line in textwrap.dedent(others).split("\n"))))
