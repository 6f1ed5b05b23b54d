"""Texts with gaps as Anki writes them, ``{{c1::word::hint}}``: every gap of a note is filled in, one by one."""

import re
from collections.abc import Callable
from typing import Any

from exam.formats.imports.html_markdown import text_of_html

HAS_GAPS = re.compile(r"\{\{c\d{1,3}::")
_LONGEST_GAP = 60
"""Characters that somebody can be asked to type; a text with longer gaps is recalled."""
_MOST_GAPS = 50


class NoGaps(Exception):
    """A text whose gaps cannot be asked; the text says why, as `LeftOut.why` does."""


def cloze(text: str, says: Callable[[str], str]) -> tuple[dict[str, Any], list[str]]:
    """The fields of the question that a text with gaps asks, and what of it is changed.

    `says` makes a text of the bank of HTML; names in braces come through. Raises NoGaps.
    """
    if "image-occlusion:" in text:
        raise NoGaps("hides parts of a picture, which a terminal cannot do")
    parts, nested = _parts(text)
    gaps = [part for part in parts if isinstance(part, tuple)]
    if len(gaps) > _MOST_GAPS:
        raise NoGaps(f"has {len(gaps)} gaps, and a question may have {_MOST_GAPS}")
    answers = [text_of_html(inner) for _, inner, _ in gaps]
    if not all(answers):
        raise NoGaps("has a gap with nothing in it that can be typed")
    changed = ["a gap within a gap is part of it"] if nested else []
    ids: list[str] = []
    for number, _, _ in gaps:
        count = sum(one.split("x")[0] == f"c{number}" for one in ids)
        ids.append(f"c{number}x{count + 1}" if count else f"c{number}")
    stem, blank = "", iter(zip(ids, gaps, strict=True))
    is_long = any(len(answer) > _LONGEST_GAP for answer in answers)
    for part in parts:
        if isinstance(part, str):
            stem += part
            continue
        name, (_, _, hint) = next(blank)
        told = f" ({hint})" if text_of_html(hint) else ""
        stem += f"[…]{told}" if is_long else f"{{{name}}}{told}"
    if is_long:
        whole = "".join(part if isinstance(part, str) else part[1] for part in parts)
        changed.append("a gap is too long to be typed, so its text is recalled")
        return {"type": "recall", "stem": says(stem), "answer": says(whole)}, changed
    fields = {
        "type": "cloze",
        "stem": says(stem),
        "gaps": {name: [answer] for name, answer in zip(ids, answers, strict=True)},
    }
    return fields, changed


def _parts(text: str) -> tuple[list[str | tuple[int, str, str]], bool]:
    """A text in pieces: texts, and gaps as number, content and hint. And whether gaps stood in gaps."""
    parts: list[str | tuple[int, str, str]] = []
    nested = False
    at = 0
    while found := HAS_GAPS.search(text, at):
        parts.append(text[at : found.start()])
        depth, inner, end = 1, "", found.end()
        hint_from = -1
        while depth:
            sign = _BRACES.search(text, end)
            if sign is None:
                raise NoGaps("has a gap without an end")
            inner += text[end : sign.start()]
            end = sign.end()
            if sign[0] == "}}":
                depth -= 1
            elif sign[0] == "::":
                if depth == 1 and hint_from < 0:
                    hint_from = len(inner)
                elif depth == 1:
                    inner += "::"
            else:
                depth += 1
                nested = True
        content, hint = (inner[:hint_from], inner[hint_from:]) if hint_from >= 0 else (inner, "")
        parts.append((int(found[0][3:-2]), content, hint))
        at = end
    parts.append(text[at:])
    return [part for part in parts if part], nested


_BRACES = re.compile(r"\{\{c\d{1,3}::|\}\}|::")
