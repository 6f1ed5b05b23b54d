"""Owns the list of options of one question, drawn line by line. Refuses to know what choosing one means.

It draws its lines itself, so that a key repaints the lines of the options that changed and nothing else.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from exam.tui.room.wrapping import wrapped


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
class _Line:
    """One row: the option it belongs to (None: a gap) and its pieces, each with its component class."""

    option: int | None
    pieces: tuple[tuple[str, str], ...]


class Options(Widget, can_focus=False):
    """The options of a question. A click chooses; with the right button, or with Shift, it strikes out."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "options--blank",
        "options--sign",
        "options--letter",
        "options--text",
        "options--chosen",
        "options--struck",
        "options--right",
        "options--wrong",
        "options--remark",
        "options--under-mouse",
    }

    faces: reactive[tuple[Face, ...]] = reactive((), repaint=False)
    under_mouse: reactive[int | None] = reactive(None, repaint=False)
    room: reactive[int] = reactive(0, repaint=False)
    """Rows that the options may fill; where a row between each two still fits, they stand apart."""

    class Pressed(Message):
        """An option was clicked. `option` counts from 0."""

        def __init__(self, option: int, *, strike: bool) -> None:
            self.option = option
            self.strike = strike
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self._drawn: list[_Line] = []
        self._drawn_for: tuple[tuple[Face, ...], int, int] | None = None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        lines = self._lines(width)
        if not 0 <= y < len(lines):
            return Strip.blank(width, self.rich_style)
        line = lines[y]
        base = self.rich_style
        if line.option is not None and line.option == self.under_mouse:
            base += self._style("options--under-mouse")
        segments = [Segment(text, base + self._style(name)) for text, name in line.pieces]
        return Strip(segments).adjust_cell_length(width, base)

    def watch_faces(self, before: tuple[Face, ...], after: tuple[Face, ...]) -> None:
        width = self.content_size.width
        lines = self._lines(width)
        known = self._heights(before, width)
        if known != self._heights(after, width) or self.size.height != len(lines):
            self.refresh(layout=True)
            return
        for option, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                self._repaint(option)

    def watch_room(self, before: int, after: int) -> None:
        width = self.content_size.width
        if width and len(_draw(self.faces, width, before)) != len(_draw(self.faces, width, after)):
            self.refresh(layout=True)

    def watch_under_mouse(self, before: int | None, after: int | None) -> None:
        for option in (before, after):
            if option is not None:
                self._repaint(option)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.under_mouse = self._at(event.y)

    def on_leave(self) -> None:
        self.under_mouse = None

    def on_click(self, event: events.Click) -> None:
        option = self._at(event.y)
        if option is not None:
            self.post_message(self.Pressed(option, strike=event.button == 3 or event.shift))

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.refresh()

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    def _at(self, y: int) -> int | None:
        lines = self._lines(self.content_size.width)
        return lines[y].option if 0 <= y < len(lines) else None

    def _repaint(self, option: int) -> None:
        rows = [y for y, line in enumerate(self._lines(self.content_size.width)) if line.option == option]
        if rows:
            self.refresh(Region(0, rows[0], self.size.width, len(rows)))

    def _lines(self, width: int) -> list[_Line]:
        asked = (self.faces, width, self.room)
        if self._drawn_for != asked:
            self._drawn, self._drawn_for = _draw(*asked), asked
        return self._drawn

    def _heights(self, faces: tuple[Face, ...], width: int) -> list[int | None]:
        return [line.option for line in _draw(faces, width, self.room)]


def _draw(faces: tuple[Face, ...], width: int, room: int) -> list[_Line]:
    """Every row of the list, at a width in cells, with so many rows to fill."""
    margin = max((len(face.letter) for face in faces), default=1)
    blocks = [_block(option, face, margin, width) for option, face in enumerate(faces)]
    needed = sum(map(len, blocks)) + len(blocks) - 1
    apart = needed <= room
    lines: list[_Line] = []
    for block in blocks:
        if lines and apart:
            lines.append(_Line(None, ()))
        lines.extend(block)
    return lines


def _block(option: int, face: Face, margin: int, width: int) -> list[_Line]:
    """One option: sign and letter, then the text with its continuation lines below itself."""
    look = {"right": "options--right", "wrong": "options--wrong", None: "options--chosen" if face.chosen else ""}[
        face.verdict
    ]
    sign, letter = look or "options--sign", look or "options--letter"
    text = "options--struck" if face.struck and not face.chosen else look or "options--text"
    head: tuple[tuple[str, str], ...] = (
        (f"{face.sign} ", sign),
        (f"{face.letter:<{margin}}", letter),
        ("   ", "options--blank"),
    )
    indent = " " * (margin + 5)
    inside = width - len(indent) - 1
    lines: list[_Line] = []
    body = wrapped(face.text, inside)
    for row, words in enumerate(body):
        pieces = (*(head if row == 0 else ((indent, "options--blank"),)), (words, text))
        if face.struck and row == len(body) - 1:
            pieces = (*pieces, *_struck_word(cell_len(words), inside))
        lines.append(_Line(option, pieces))
    for words in wrapped(face.remark, inside) if face.remark else ():
        lines.append(_Line(option, ((indent, "options--blank"), (words, "options--remark"))))
    return lines


def _struck_word(taken: int, inside: int) -> tuple[tuple[str, str], ...]:
    """The word beside the sign, for terminals that cannot strike through; none where it has no room."""
    word = next((word for word in ("  struck out", "  struck") if taken + len(word) <= inside + 1), "")
    return ((word, "options--remark"),)
