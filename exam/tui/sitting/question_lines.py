"""Owns what a page shows of one question, and how it falls into lines. Refuses colours: a line's pieces have names."""

from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len

from exam.tui.widgets.wrapping import wrapped

Look = Literal[
    "blank", "stem", "text", "muted", "heading", "accent", "sign", "letter", "chosen", "struck", "right", "wrong"
]
"""What a piece of text is; the style sheet says how that looks."""


@dataclass(frozen=True, slots=True)
class Face:
    """How one option looks."""

    letter: str
    text: str
    chosen: bool = False
    struck: bool = False
    several: bool = False
    """Whether more than one option of this question is to be chosen."""
    verdict: Literal["right", "wrong"] | None = None
    """Shown only once the key is: whether this option is right, or was chosen and is wrong."""
    remark: str = ""
    """What stands under it once the key is shown."""

    @property
    def caption(self) -> str:
        """The word beside an option that is struck out: the sign before its letter may be that of being chosen."""
        if not self.struck:
            return ""
        return "chosen · × struck" if self.chosen else "struck"

    @property
    def sign(self) -> str:
        match self.verdict:
            case "right":
                return "✓"
            case "wrong":
                return "✗"
            case None if self.struck and not self.chosen:
                return "×"
            case None:
                return ("■" if self.chosen else "□") if self.several else ("●" if self.chosen else "○")


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its look."""

    text: str
    look: Look = "text"


@dataclass(frozen=True)
class Leaf:
    """What a page shows of one question, from top to bottom."""

    n: int
    stem: str
    faces: tuple[Face, ...]
    hints: tuple[Said, ...] = ()
    """Lines under the stem: how many are to be chosen, or what the answer was worth."""
    reasons: tuple[tuple[str, str], ...] = ()
    """Paragraphs under the options, each with its heading."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the option it belongs to (None: another row) and its pieces."""

    option: int | None
    pieces: tuple[Said, ...]


_BLANK = Line(None, ())
_APART = 2
"""Cells at least between an option and its caption."""


def lines(leaf: Leaf, width: int, room: int) -> list[Line]:
    """The leaf in rows of `width` cells. Options stand apart where all of it still fits into `room` rows, and always
    where something is said of them."""
    top = _paragraph(Said(leaf.stem, "stem"), width)
    if leaf.hints:
        top += [_BLANK, *(line for hint in leaf.hints for line in _paragraph(hint, width))]
    margin = max((len(face.letter) for face in leaf.faces), default=1)
    blocks = [_block(option, face, margin, width) for option, face in enumerate(leaf.faces)]
    bottom: list[Line] = []
    for heading, text in leaf.reasons:
        bottom += [_BLANK, Line(None, (Said(heading, "heading"),)), *_paragraph(Said(text), width)]
    apart = any(face.remark for face in leaf.faces)
    needed = len(top) + sum(len(block) + 1 for block in blocks) + len(bottom)
    found = top
    for option, block in enumerate(blocks):
        if option == 0 or apart or needed <= room:
            found.append(_BLANK)
        found += block
    return found + bottom


def _paragraph(said: Said, width: int) -> list[Line]:
    return [Line(None, (Said(words, said.look),)) for words in wrapped(said.text, width)]


def _block(option: int, face: Face, margin: int, width: int) -> list[Line]:
    """One option: sign and letter, then the text with its continuation lines below itself."""
    look: Look | None = face.verdict or ("chosen" if face.chosen else None)
    gap = 3 if margin == 1 else 2
    head = (Said(f"{face.sign} ", look or "sign"), Said(f"{face.letter:<{margin + gap}}", look or "letter"))
    indent = Said(" " * (2 + margin + gap), "blank")
    inside = width - 2 - margin - gap
    found: list[Line] = []
    for row, words in enumerate(wrapped(face.text, inside)):
        said = Said(words, "struck" if face.struck and not face.chosen else look or "text")
        pieces = (*head, said) if row == 0 else (indent, said)
        found.append(Line(option, pieces))
    if face.caption:
        found[-1:] = _captioned(found[-1], face.caption, width)
    for words in wrapped(face.remark, inside) if face.remark else ():
        found.append(Line(option, (indent, Said(words, "muted"))))
    return found


def _captioned(last: Line, caption: str, width: int) -> list[Line]:
    """An option's last line with its caption at the right end, or below it where there is no room."""
    said = Said(caption, "muted")
    left = width - sum(cell_len(piece.text) for piece in last.pieces) - cell_len(caption)
    if left >= _APART:
        return [Line(last.option, (*last.pieces, Said(" " * left, "blank"), said))]
    return [last, Line(last.option, (Said(" " * (width - cell_len(caption)), "blank"), said))]
