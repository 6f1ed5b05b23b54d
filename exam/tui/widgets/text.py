"""Where an author's text becomes lines to be drawn, whatever the format of its bank: literal text and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from textual.content import Content

from exam.core.exhibit import Exhibit, TextFormat
from exam.core.text import reflowed
from exam.tui.widgets.code import coloured
from exam.tui.widgets.wrapping import most_cells, wrapped

if TYPE_CHECKING:
    from exam.core.markdown_lines import Line

MARKS = (
    *("strong", "emphasis", "heading", "code", "block", "link", "address", "picture", "frame"),
    *("keyword", "name", "string", "number", "comment"),
)
"""What a stretch of text can be, as far as a style sheet has a look for it."""

MarkedLine = tuple[tuple[str, tuple[str, ...]], ...]
"""Stretches of one line, each with its `MARKS`."""


def drawn(text: str, format: TextFormat, width: int, *, prose: bool = False) -> Sequence[MarkedLine]:  # noqa: A002
    """An author's text in lines of at most `width` cells, one at least.

    `prose` is said of a rationale and of feedback: in a bank of flowing text a line break in these is a space, while
    stems and options keep theirs.
    """
    if format == "markdown":
        return _from_markdown(text, width)
    whole = reflowed(text) if prose and format == "flowing" else text
    return [((line, ()),) for line in wrapped(whole, width)]


def drawn_exhibit(exhibit: Exhibit, format: TextFormat, width: int) -> Sequence[MarkedLine]:  # noqa: A002
    """What stands beside a question: code in colours, a table in columns, text; of a picture the words for it."""
    if exhibit.code is not None:
        return _drawn_code(exhibit.code, exhibit.language or "", width)
    if exhibit.table:
        return _drawn_table(exhibit.table, width)
    if exhibit.picture:
        return [((line, ("picture",)),) for line in wrapped(f"[Picture: {exhibit.alt}]", width)]
    return drawn(exhibit.passage or "", format, width, prose=True)


def content(text: str, format: TextFormat, width: int) -> Content:  # noqa: A002
    """A rationale, a feedback or a statement as text to be shown by any widget, in lines of `width` cells."""
    lines = [
        Content.assemble(
            *((part, " ".join(_STYLES[mark] for mark in marks if mark in _STYLES)) for part, marks in line)
        )
        for line in drawn(text, format, width, prose=True)
    ]
    return Content("\n").join(lines)


_STYLES = {
    **{"strong": "bold", "heading": "bold", "emphasis": "italic", "picture": "italic", "link": "underline"},
    **{"code": "$accent", "keyword": "$accent bold", "name": "$accent", "string": "$secondary", "number": "$secondary"},
    **dict.fromkeys(("address", "frame", "comment"), "$text-muted"),
}
"""The looks of `MARKS` where no style sheet names them."""


@lru_cache(maxsize=32)
def _drawn_code(code: str, language: str, width: int) -> Sequence[MarkedLine]:
    from exam.core.markdown_lines import code_lines

    return _known(code_lines(code, language, width, most_cells, coloured))


@lru_cache(maxsize=32)
def _drawn_table(table: Sequence[Sequence[str]], width: int) -> Sequence[MarkedLine]:
    from exam.core.markdown_lines import table_lines

    return _known(table_lines(table, width, most_cells))


@lru_cache(maxsize=256)
def _from_markdown(text: str, width: int) -> Sequence[MarkedLine]:
    # Imported here, since papers of flowing text need no parser.
    from exam.core.markdown import parse
    from exam.core.markdown_lines import lines

    return _known(lines(parse(text), width, most_cells, coloured))


def _known(lines: Iterable[Line]) -> list[MarkedLine]:
    return [tuple((span.text, tuple(mark for mark in span.marks if mark in MARKS)) for span in line) for line in lines]
