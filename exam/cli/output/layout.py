"""Text laid out for a terminal: words wrapped by their width in cells, columns that fit, bars; each part with a role.

Nothing here knows whether there are colours. A text of a bank is a part like any other and is never read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from exam.core.text import bar_strokes, cells

WIDEST_TABLE = 130
"""Cells of a table at most: in wider ones the eye loses its row."""
MEASURE = 100
"""Cells of a line of prose at most: longer ones are hard to come back from."""
_WORDS = re.compile(r"\S+(?: %\S*)?|\s+")
"""Words and what stands between them; a number and its percent sign are one."""
_GAP = 2
"""Cells between two columns."""
_SHORTEST_BAR, _LONGEST_BAR = 8, 40
_FEWEST_CUT = 6
"""Cells that a column keeps in any case."""


class Part(NamedTuple):
    """A stretch of text and what it means: bold, muted, good, bad, warn, accent, or two of them; "" for plain text."""

    text: str
    role: str = ""


_cells = lru_cache(maxsize=4096)(cells)
"""The same few words and signs stand in a long list again and again."""

Line = tuple[Part, ...]
"""What stands in one row of the terminal."""


@dataclass(frozen=True)
class Bar:
    """A share, 0 to 1, to be drawn as wide as there is room for, with a stroke at `mark`."""

    share: float
    role: str = "accent"
    mark: float | None = None
    longest: int = _LONGEST_BAR


Cell = str | Part | Line | Bar
"""What a column has in one row."""


@dataclass(frozen=True)
class Column:
    """A column of a table. `weight`: 0 for one that always stays; of the others the heaviest gives way first."""

    head: str = ""
    right: bool = False
    least: int = 0
    """Cells to which its texts may be cut; 0: they are not cut as long as another column can give way."""
    weight: int = 0


def line(*parts: str | Part | Line) -> Line:
    """Parts in a row as one line."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, str):
            found.append(Part(part))
        elif isinstance(part, Part):
            found.append(part)
        else:
            found += part
    return tuple(part for part in found if part.text)


def width_of(row: Line) -> int:
    """The width of a line in cells."""
    return sum([_cells(part.text) for part in row])


def plain(row: Line) -> str:
    """A line without its roles."""
    return "".join(part.text for part in row)


def wrapped_words(
    words: str | Part | Line, width: int, *, indent: int = 0, hang: int | None = None, whole: bool = False
) -> list[Line]:
    """Words in lines of at most `width` cells, and of at most the measure of prose.

    The first line begins after `indent` blanks, the others after `hang` (None: as many). A word that is too long for
    a line is broken where the line ends; or with `whole` it is not, such as a path that is to be copied.
    """
    hang = indent if hang is None else hang
    most = max(min(width, MEASURE + max(indent, hang)), max(indent, hang) + 1)
    rows: list[list[Part]] = [[Part(" " * indent)]]
    used, blank = indent, 0
    for part in line(words):
        for word in _WORDS.findall(part.text):
            if word.isspace():
                blank = max(blank, len(word))
                continue
            at_begin = used == (indent if len(rows) == 1 else hang)
            if used + blank + cells(word) > most and not at_begin:
                rows.append([Part(" " * hang)])
                used = hang
                at_begin = True
            blank = 0 if at_begin else blank
            for n, piece in enumerate([word] if whole else _broken(word, most - used - blank, most - hang)):
                if n:
                    rows.append([Part(" " * hang)])
                    used = hang
                rows[-1] += [Part(" " * blank), Part(piece, part.role)]
                used += blank + cells(piece)
                blank = 0
    return [_joined(row) for row in rows]


def cut_line(row: Line, width: int) -> Line:
    """A line in at most `width` cells; one that loses something ends in "…"."""
    if width_of(row) <= width:
        return row
    kept, room = [], max(0, width - 1)
    for part in row:
        text = _fitting(part.text, room)
        kept.append(part._replace(text=text))
        room -= cells(text)
        if text != part.text:
            break
    last = kept[-1].role if kept else ""
    return line(*kept[:-1], Part(kept[-1].text.rstrip(), last), Part("…", last)) if kept else ()


@lru_cache(maxsize=512)
def bar_line(drawn: Bar, width: int) -> Line:
    """A bar: a thick line over a thin one, in halves of a cell, with a stroke at its mark."""
    done, rest = bar_strokes(drawn.share, width)
    if drawn.mark is None:
        return line(Part(done, drawn.role), Part(rest, "muted"))
    at = min(width - 1, round(drawn.mark * width))
    before, after = done[:at], done[at + 1 :]
    thin = max(0, at - len(before))
    return line(
        Part(before, drawn.role), Part("─" * thin, "muted"), Part("│", "bold"), Part(after, drawn.role),
        Part("─" * (width - len(before) - thin - 1 - len(after)), "muted"),
    )  # fmt: skip


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int, *, indent: int = 2) -> list[Line]:
    """Rows under the heads of their columns, each in one line of at most `width` cells.

    Where there is too little room, bars become shorter, then long texts are cut, then the heaviest columns give way.
    A column in which nothing stands is left out.
    """
    width = min(width, WIDEST_TABLE)
    some = [n for n, _ in enumerate(columns) if any(row[n] not in ("", ()) for row in rows)]
    kept = sorted(some, key=lambda n: (columns[n].weight, n))
    while True:
        chosen = sorted(kept)
        widths = _widths([columns[n] for n in chosen], [[row[n] for row in rows] for n in chosen], width - indent)
        if widths is not None:
            break
        kept.pop()
    heads: list[Cell] = [Part(columns[n].head, "muted") for n in chosen]
    laid = [[row[n] for n in chosen] for row in rows]
    if any(columns[n].head for n in chosen):
        laid = [heads, *laid]
    shapes = [columns[n] for n in chosen]
    return [_row(row, shapes, widths, indent) for row in laid]


def _widths(columns: Sequence[Column], filled: Sequence[Sequence[Cell]], room: int) -> list[int] | None:
    """How wide each column is; None: they do not fit, and one must give way."""
    natural = [
        max([cells(column.head), *(_natural(cell) for cell in some)])
        for column, some in zip(columns, filled, strict=True)
    ]
    room -= _GAP * (len(columns) - 1)
    least = [_least(column, some, size) for column, some, size in zip(columns, filled, natural, strict=True)]
    if sum(least) > room:
        if any(column.weight for column in columns):
            return None
        least = [min(size, _FEWEST_CUT) if column.least else size for column, size in zip(columns, least, strict=True)]
    if sum(least) > room:
        least = [min(size, _FEWEST_CUT) for size in least]
        if sum(least) > room and len(columns) > 1:
            return None
    widths = list(natural)
    # Bars give way before texts.
    for bars in (True, False):
        for n, some in enumerate(filled):
            if bars == any(isinstance(cell, Bar) for cell in some):
                over = sum(widths) - room
                if over > 0:
                    widths[n] = max(least[n], widths[n] - over)
    return widths


def _natural(cell: Cell) -> int:
    if isinstance(cell, str):
        return _cells(cell)
    return cell.longest if isinstance(cell, Bar) else width_of(line(cell))


def _least(column: Column, some: Sequence[Cell], natural: int) -> int:
    if any(isinstance(cell, Bar) for cell in some):
        return max(_SHORTEST_BAR, cells(column.head))
    return min(natural, column.least) if column.least else natural


def _row(row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int], indent: int) -> Line:
    gap = Part(" " * _GAP)
    drawn: list[Part] = [Part(" " * indent)]
    for cell, column, width in zip(row, columns, widths, strict=True):
        text = bar_line(cell, width) if isinstance(cell, Bar) else cut_line(line(cell), width)
        pad = Part(" " * (width - width_of(text)))
        drawn += (pad, *text, gap) if column.right else (*text, pad, gap)
    while drawn and not drawn[-1].text.strip():
        drawn.pop()
    return _joined(drawn)


def _broken(word: str, first: int, others: int) -> Iterator[str]:
    """A word in pieces that fit: the first in what is left of its line, the others in whole lines."""
    room = first
    while cells(word) > room:
        piece = _fitting(word, room) or word[:1]
        yield piece
        word, room = word[len(piece) :], others
    if word:
        yield word


def _fitting(text: str, room: int) -> str:
    """As much of a text as has room, without a letter that lost what stands on it."""
    used = at = 0
    for at, letter in enumerate(text):
        size = cells(letter)
        if used + size > room:
            return text[:at]
        used += size
    return text if text else ""


def _joined(parts: Iterable[Part]) -> Line:
    """Parts with the same role drawn together."""
    found: list[Part] = []
    texts: list[str] = []
    last = ""
    for text, role in parts:
        if not text:
            continue
        if texts and role != last:
            found.append(Part("".join(texts), last))
            texts = []
        texts.append(text)
        last = role
    return (*found, Part("".join(texts), last)) if texts else ()
