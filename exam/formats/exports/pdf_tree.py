"""The texts of a form as plain data for the page template: what is literal stays a string, whatever signs it has."""

import re
from collections.abc import Iterable
from typing import Any

from exam.core.exhibit import TextFormat
from exam.core.markdown import (
    Block,
    CodeBlock,
    HorizontalRule,
    Items,
    Paragraph,
    Quote,
    Table,
    Words,
    parse,
)
from exam.core.text import reflowed

Node = dict[str, Any]

_LONGEST_WORD = 30
"""Letters of one word beyond which it may be broken, since it might not fit in a line."""
_WIDEST = 70
"""Letters of a table's row beyond which it might not fit on a page."""
_LONG = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_COLUMNS = re.compile(r"\n[ \t]|[^\n]  |\t")
"""What a plain text has whose columns matter."""


def tree(text: str, how: TextFormat, *, prose: bool = False) -> list[Node]:
    """A text of the bank as a list of blocks. Where lines flow, those of `prose` do; a stem may hold code."""
    if how == "markdown":
        return [_block(block) for block in parse(text)]
    if how == "plain" and _COLUMNS.search(text):
        return [code(text) | {"k": "columns"}]
    if prose and how == "flowing":
        text = reflowed(text)
    return [{"k": "p", "w": [_words(Words(line))], "h": False} for line in text.split("\n") if line.strip()]


def code(text: str) -> Node:
    """Lines that are shown as they stand, each broken where it is too long."""
    return {"k": "code", "l": [in_parts(line.expandtabs(4)) for line in text.split("\n")]}


def literal_table(rows: Iterable[Iterable[str]]) -> Node:
    """A table of literal texts under its headings."""
    cells = [[[{"t": in_parts(cell), "m": [], "a": ""}] for cell in row] for row in rows]
    return _table(cells, ["left"] * len(cells[0]))


def in_parts(text: str) -> list[str]:
    """A text in the parts between which a line may end: a long word has some, though nothing stands between them."""
    parts: list[str] = []
    at = 0
    for long in _LONG.finditer(text):
        cuts = range(long.start() + _LONGEST_WORD, long.end(), _LONGEST_WORD)
        for cut in cuts:
            parts.append(text[at:cut])
            at = cut
    return [*parts, text[at:]]


def _block(block: Block) -> Node:
    match block:
        case Paragraph(words, heading):
            return {"k": "p", "w": [_words(one) for one in words], "h": heading}
        case CodeBlock(text):
            return code(text)
        case Items(entries, first):
            return {"k": "list", "f": first, "e": [[_block(inner) for inner in entry] for entry in entries]}
        case Quote(blocks):
            return {"k": "quote", "b": [_block(inner) for inner in blocks]}
        case Table(rows, aligns):
            cells = [[[_words(one) for one in cell] for cell in row] for row in rows]
            return _table(cells, ["center" if one == "centre" else one for one in aligns])
        case HorizontalRule():
            return {"k": "rule"}


def _table(rows: list[list[list[Node]]], aligns: list[str]) -> Node:
    """Columns as wide as they need, or where that is more than a page has, by their share."""
    needed = [max(sum(len("".join(one["t"])) for one in row[at]) for row in rows) + 2 for at in range(len(aligns))]
    wide = [min(one, _WIDEST) for one in needed] if sum(needed) > _WIDEST else []
    return {"k": "table", "r": rows, "a": aligns, "wide": wide}


def _words(words: Words) -> Node:
    return {"t": in_parts(words.text), "m": list(words.marks), "a": words.href}
