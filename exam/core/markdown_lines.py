"""A tree of `exam.core.markdown` in lines of a given width: in a terminal, in a pipe, on paper.

Every line is a row of spans, whose texts alone are plain text. Who draws them in colours goes by their marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from exam.core.markdown import (
    Align,
    Block,
    CodeBlock,
    HorizontalRule,
    Items,
    Mark,
    Paragraph,
    Quote,
    Table,
    Words,
    parse,
    shown,
)
from exam.core.text import cells

LineMark = Mark | str
"""A mark of the tree; "heading" or "frame"; or what a colouring of code says."""

Marks = tuple[LineMark, ...]
Measure = Callable[[str], int]
"""How many cells a text takes."""
Colouring = Callable[[str, str], Sequence[Sequence[tuple[str, Marks]]]]
"""The lines of some code in a language, in pieces with their marks."""

_FOLDED = "↪ "
"""Before the rest of a line of code that had no room: nobody shall take it for a line of its own."""
_BETWEEN = " │ "
_NARROWEST = 5
"""Cells of a column that can still be read."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line."""

    text: str
    marks: Marks = ()


Line = tuple[Span, ...]


def plain_lines(text: str, width: int) -> list[str]:
    """A Markdown text as lines of plain text of at most `width` cells."""
    return as_plain(lines(parse(text), width))


def as_plain(laid_out: Iterable[Line]) -> list[str]:
    """The texts of lines, without their marks."""
    return ["".join(span.text for span in line).rstrip() for line in laid_out]


def lines(
    blocks: Sequence[Block], width: int, measure: Measure = cells, colouring: Colouring | None = None
) -> list[Line]:
    """The blocks with an empty line between each two; at least one line. A width below 1 counts as 1."""
    return _Layout(measure, colouring).blocks(blocks, max(1, width)) or [()]


def table_lines(rows: Sequence[Sequence[str]], width: int, measure: Measure = cells) -> list[Line]:
    """Rows of cells of literal text as `lines` shows a table."""
    columns = max(map(len, rows), default=0)
    left: Align = "left"
    aligns = (left,) * columns
    table = Table(tuple(tuple((Words(cell),) for cell in row) for row in rows), aligns)
    return lines((table,), width, measure)


def code_lines(
    code: str, language: str, width: int, measure: Measure = cells, colouring: Colouring | None = None
) -> list[Line]:
    """Some code as `lines` shows it, without an indent."""
    return _Layout(measure, colouring).code(CodeBlock(code, language), max(1, width), "")


class _Layout:
    def __init__(self, measure: Measure, colouring: Colouring | None) -> None:
        self.measure = measure
        self.colouring = colouring

    def blocks(self, blocks: Sequence[Block], width: int, *, tight: bool = False) -> list[Line]:
        found: list[Line] = []
        for block in blocks:
            if found and not tight:
                found.append(())
            found += self.block(block, width)
        return found

    def block(self, block: Block, width: int) -> list[Line]:
        match block:
            case Paragraph(words, heading):
                return self.wrapped(
                    [Span(shown(one), (*one.marks, *(("heading",) if heading else ()))) for one in words], width
                )
            case CodeBlock():
                return self.code(block, width, "  " if width > 20 else "")
            case Items(entries, first):
                return list(self.items(entries, first, width))
            case Quote(inner):
                return [(Span("│ ", ("frame",)), *line) for line in self.blocks(inner, max(1, width - 2))]
            case Table():
                return self.table(block, width)
            case HorizontalRule():
                return [(Span("─" * min(width, 20), ("frame",)),)]

    def items(self, entries: Sequence[Sequence[Block]], first: int | None, width: int) -> Iterator[Line]:
        signs = ["• " if first is None else f"{first + place}. " for place in range(len(entries))]
        margin = max(map(len, signs), default=0)
        for sign, entry in zip(signs, entries, strict=True):
            tight = all(isinstance(block, Paragraph | Items) for block in entry)
            inner = self.blocks(entry, max(1, width - margin), tight=tight) or [()]
            for place, line in enumerate(inner):
                yield (Span(f"{'' if place else sign:<{margin}}", () if place else ("sign",)), *line)

    def code(self, code: CodeBlock, width: int, indent: str) -> list[Line]:
        """Lines of code. One that has no room goes on behind a sign."""
        text = code.text.expandtabs(4)
        coloured = self.colouring(text, code.language) if self.colouring else None
        written = coloured or [[(line, ("block",))] for line in text.split("\n")]
        found: list[Line] = []
        for pieces in written:
            room = max(1, width - len(indent))
            spans = [Span(piece, marks) for piece, marks in pieces if piece]
            first = True
            while first or spans:
                sign = "" if first or room <= len(_FOLDED) * 2 else _FOLDED
                taken, spans = self.split(spans, room - len(sign))
                folded = (Span(sign, ("frame",)),) if sign else ()
                found.append((*((Span(indent),) if indent else ()), *folded, *taken))
                first = False
        return found

    def split(self, spans: Sequence[Span], room: int) -> tuple[list[Span], list[Span]]:
        """As much of a line as has room, one letter at least, and the rest."""
        taken: list[Span] = []
        for place, span in enumerate(spans):
            fits = self.fitting(span.text, room)
            if fits == len(span.text):
                taken.append(span)
                room -= self.measure(span.text)
                continue
            fits = fits if taken else max(1, fits)
            head, rest = Span(span.text[:fits], span.marks), Span(span.text[fits:], span.marks)
            return [*taken, *([head] if head.text else [])], [one for one in (rest, *spans[place + 1 :]) if one.text]
        return taken, []

    def fitting(self, text: str, room: int) -> int:
        """How many letters of a text have room. Looks no further than that."""
        size = 0
        for place, letter in enumerate(text):
            size += self.measure(letter)
            if size > room:
                return place
        return len(text)

    def wrapped(self, spans: Iterable[Span], width: int) -> list[Line]:
        """Text broken at its spaces, and inside of a word that is longer than a line; its indents are kept."""
        found: list[Line] = []
        line: list[Span] = []
        size = 0
        begins = True
        for space, whole in _words(spans):
            if whole is None:
                found.append(_joined(line))
                line, size, begins = [], 0, True
                continue
            if begins and whole and space.text:
                size = min(len(space.text), width // 2)
                line = [Span(space.text[:size])]
            begins = False
            word = whole
            needed = sum(self.measure(span.text) for span in word)
            gap = self.measure(space.text) if any(span.text.strip() for span in line) else 0
            if line and size + gap + needed > width:
                found.append(_joined(line))
                line, size, gap = [], 0, 0
            while needed > width and word:
                taken, word = self.split(word, width)
                found.append(_joined(taken))
                needed -= sum(self.measure(span.text) for span in taken)
            line += [*([space] if gap else []), *word]
            size += gap + needed
        return [*found, _joined(line)]

    def table(self, table: Table, width: int) -> list[Line]:
        columns = len(table.aligns)
        texts = [[[Span(shown(one).expandtabs(4), one.marks) for one in cell] for cell in row] for row in table.rows]
        natural = [
            max(
                max((self.measure(line) for line in "".join(span.text for span in row[column]).split("\n")), default=0)
                for row in texts
            )
            for column in range(columns)
        ]
        room = width - len(_BETWEEN) * (columns - 1)
        if room < columns * _NARROWEST and room < sum(natural):
            return self.records(texts, width)
        widths = _shares(natural, room)
        rows = [[self.wrapped(cell, max(1, size)) for cell, size in zip(row, widths, strict=True)] for row in texts]
        parted = any(len(cell) > 1 for row in rows[1:] for cell in row)
        found: list[Line] = []
        for place, row in enumerate(rows):
            if place == 1 or (parted and place > 1):
                found.append((Span("─┼─".join("─" * size for size in widths), ("frame",)),))
            for at in range(max(map(len, row), default=0)):
                spans: list[Span] = []
                for cell, size, align in zip(row, widths, table.aligns, strict=True):
                    line = cell[at] if at < len(cell) else ()
                    marked = [Span(span.text, (*span.marks, "heading")) for span in line] if place == 0 else line
                    spans += [*([Span(_BETWEEN, ("frame",))] if spans else []), *self.padded(marked, size, align)]
                found.append(tuple(spans))
        return found

    def padded(self, line: Sequence[Span], size: int, align: Align) -> Line:
        missing = max(0, size - sum(self.measure(span.text) for span in line))
        left = missing if align == "right" else missing // 2 if align == "centre" else 0
        # An empty first span would make the next cell think that it is the first one.
        return (Span(" " * left), *line, Span(" " * (missing - left)))

    def records(self, texts: Sequence[Sequence[Sequence[Span]]], width: int) -> list[Line]:
        """A table that is too wide for columns: each row as lines of its own, every cell behind its heading."""
        found: list[Line] = []
        headings, *rows = texts
        for row in rows or [headings]:
            if found:
                found.append(())
            for heading, cell in zip(headings, row, strict=True):
                named = [Span(span.text, (*span.marks, "heading")) for span in heading] if rows else []
                found += self.wrapped([*named, *([Span(": ")] if named else []), *cell], width)
        return found


def _words(spans: Iterable[Span]) -> Iterator[tuple[Span, list[Span] | None]]:
    """Each word in its spans, with the spaces before it; None for the word of a line break."""
    space, word = Span(""), list[Span]()
    for span in spans:
        for place, line in enumerate(span.text.expandtabs(4).split("\n")):
            if place:
                yield space, word
                yield Span(""), None
                space, word = Span(""), []
            for at, part in enumerate(line.split(" ")):
                if at:
                    if word:
                        yield space, word
                        space, word = Span(" ", span.marks), []
                    else:
                        space = Span(space.text + " ", span.marks)
                if part:
                    word.append(Span(part, span.marks))
    yield space, word


def _joined(spans: Sequence[Span]) -> Line:
    """Neighbours of the same marks as one."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].marks == span.marks:
            found[-1] = Span(found[-1].text + span.text, span.marks)
        elif span.text:
            found.append(span)
    return tuple(found)


def _shares(natural: Sequence[int], room: int) -> list[int]:
    """How wide each column is: as wide as it needs, or the widest cut down alike until all have room."""
    if sum(natural) <= room:
        return list(natural)
    least, most = 0, max(natural)
    while least < most:
        middle = (least + most + 1) // 2
        if sum(min(size, middle) for size in natural) <= room:
            least = middle
        else:
            most = middle - 1
    widths = [min(size, least) for size in natural]
    spare = room - sum(widths)
    for column, size in enumerate(natural):
        if spare and size > widths[column]:
            widths[column] += 1
            spare -= 1
    return widths
