"""Plain text broken into lines of a given width in cells, or cut to it.

Terminals disagree about the width of combined letters: some draw a family of emoji in two cells and some in six. So
lines are broken by the larger of the known widths, that nothing is lost at the right edge.
"""

import re

from rich.cells import cell_len, chop_cells
from textual.content import Content

from exam.core.text import cells

_FEWEST = 8
"""Cells of a title that still say what it is of."""


_BETWEEN_WORDS = re.compile(r" (?!%)")
"""Where a line may be broken: never between a figure and its sign."""
_TIE = "\ue000"
"""Stands for such a space while a line is broken, because what breaks it knows no space that stays."""


def with_whole_figures(text: Content, width: int) -> list[Content]:
    """A text as lines of at most `width` cells, in which a figure and its sign stay together, as in "95 %"."""
    tied = Content(re.sub(r"(?<=\d) (?=%)", _TIE, text.plain), spans=list(text.spans))
    lines = tied.wrap(max(1, width))
    return [Content(line.plain.replace(_TIE, " "), spans=list(line.spans)) for line in lines]


def most_cells(text: str) -> int:
    """The cells that a text takes in a terminal that draws it widest."""
    return len(text) if text.isascii() and text.isprintable() else max(cell_len(text), cells(text))


def is_disputed(text: str) -> bool:
    """Whether terminals may disagree about the cells that a text takes."""
    return not text.isascii() and cell_len(text) != cells(text)


def wrapped(text: str, width: int) -> list[str]:
    """The text as lines of at most `width` cells, broken at spaces and, where a word is too long, inside it.

    At least one line; line breaks of the text are kept. A line that begins with spaces keeps them, and so does what
    is broken off it: code stays code. A width below 1 counts as 1.
    """
    width = max(1, width)
    lines: list[str] = []
    for paragraph in text.expandtabs(4).split("\n"):
        words = paragraph.lstrip(" ")
        indent = min(len(paragraph) - len(words), width // 2)
        lines += [" " * indent + line for line in _broken(words, width - indent)]
    return lines


def _broken(paragraph: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in _BETWEEN_WORDS.split(paragraph):
        joined = f"{line} {word}" if line else word
        if most_cells(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *whole, line = _chopped(word, width) if most_cells(word) > width else [word]
        lines.extend(whole)
    lines.append(line)
    return lines


def _chopped(word: str, width: int) -> list[str]:
    """A word in pieces of at most `width` cells each, if they can be; combined letters are not taken apart."""
    pieces = chop_cells(word, width)
    for room in range(width - 1, 0, -1):
        if all(most_cells(piece) <= width for piece in pieces):
            break
        pieces = chop_cells(word, room)
    return pieces


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells, with … where something is missing."""
    if cell_len(text) <= width:
        return text
    return (chop_cells(text, width - 1)[0] if width > 1 else "") + "…"


def first_cut(first: str, rest: str, width: int) -> str:
    """Both texts in at most `width` cells. The first is cut first, while it still says what it is; then both,
    and the first has a third of the room."""
    room = width - cell_len(rest)
    if room >= min(_FEWEST, cell_len(first)):
        return cut(first, room) + rest
    room = min(cell_len(first), max(_FEWEST, width // 3))
    return cut(first, room) + cut(rest, width - room) if width > 2 * _FEWEST else cut(first + rest, width)
