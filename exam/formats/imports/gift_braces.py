"""Where in the text of a GIFT question the answers stand: the braces that hold them, among others that do not."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BEGINS = re.compile(r"\s*(?:[=~#]|\Z|(?:T|F|(?i:TRUE|FALSE))\s*(?:#|\Z))")
"""How the inside of the braces with the answers begins, but for a typed answer that has no sign."""
_COMMAND = re.compile(r"(?:[_^]|[\\\x01][A-Za-z]{1,30})\Z")
"""What stands before the braces of a formula."""
_LITERAL = "braces without a backslash were read as text"


class UnclearBraces(Exception):
    """Nobody can say where the answers stand. Its text says why, to be read after the question's name."""


@dataclass(frozen=True, slots=True)
class AroundBraces:
    """A question's text around its answers. Without any, `within` is None and all of it stands before."""

    before: str
    within: str | None = None
    behind: str = ""
    remarks: tuple[str, ...] = ()


def around_braces(text: str) -> AroundBraces:
    """The text before, within and behind the braces that hold the answers. Raises UnclearBraces."""
    pairs, stray = _pairs(text)
    found = [pair for pair in pairs if _BEGINS.match(text, pair[0] + 1, pair[1])]
    found = found or _outside_formulas(text, pairs)
    if len(found) > 1:
        raise UnclearBraces("has several pairs of braces, so that nobody can say which holds the answers")
    if not found:
        if stray:
            raise UnclearBraces("has a brace without the one that belongs to it")
        return AroundBraces(text, remarks=(_LITERAL,) if pairs else ())
    start, end = found[0]
    within = text[start + 1 : end]
    literal = len(pairs) > 1 or stray or "{" in within
    return AroundBraces(text[:start], within, text[end + 1 :], (_LITERAL,) if literal else ())


def _pairs(text: str) -> tuple[list[tuple[int, int]], bool]:
    """Outermost pairs of braces, and whether some brace has no other."""
    pairs: list[tuple[int, int]] = []
    open_at: list[int] = []
    stray = False
    for brace in re.finditer(r"[{}]", text):
        if brace[0] == "{":
            open_at.append(brace.start())
        elif not open_at:
            stray = True
        else:
            start = open_at.pop()
            if not open_at:
                pairs.append((start, brace.start()))
    return pairs, stray or bool(open_at)


def _outside_formulas(text: str, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs that do not belong to a formula: right behind a command or a sign of it, or behind such a pair."""
    outside = []
    end_of_formula = -1
    for start, end in pairs:
        if start == end_of_formula or _COMMAND.search(text, max(0, start - 31), start):
            end_of_formula = end + 1
        else:
            outside.append((start, end))
    return outside
