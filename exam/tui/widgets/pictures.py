"""Pictures in a terminal that can show them, and in the system's own viewer.

Which way of showing them a terminal knows is told by its environment and not asked of it: an answer that comes late, or
never, would take keys away from whoever is sitting an exam. `EXAM_PICTURES` says it where that is not enough.
"""

from __future__ import annotations

import io
import math
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.widget import Widget

    from exam.files.pictures import Picture

PictureWay = Literal["kitty", "sixel"]
PICTURES_VARIABLE = "EXAM_PICTURES"
"""``kitty``, ``sixel``, or ``none``."""
TALLEST = 20
"""Rows of a picture on the screen, so that the question is not lost below it. The viewer shows all of it."""

_MOST_DECODED = 12_000_000
"""Pixels of a picture that is shown in the page, so that no key waits for it; a larger one is for the viewer."""
_FORMATS = ["PNG", "JPEG", "GIF", "WEBP"]
_MOST_SHOWN = 1_600
"""Pixels of a side that a terminal is sent; no terminal shows more."""
_CELL = (10, 20)
"""Pixels of a cell where the terminal does not say."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a picture is in pixels, and a cell of the terminal."""

    width: int
    height: int
    cell_width: int = _CELL[0]
    cell_height: int = _CELL[1]

    def cells(self, most: int) -> tuple[int, int]:
        """Columns and rows, of at most `most` and `TALLEST`, with the sides in proportion."""
        shrunk = min(1.0, most * self.cell_width / self.width, TALLEST * self.cell_height / self.height)
        columns = math.ceil(self.width * shrunk / self.cell_width)
        rows = math.ceil(self.height * shrunk / self.cell_height)
        return max(1, min(most, columns)), max(1, min(TALLEST, rows))


def way_of(environment: Mapping[str, str]) -> PictureWay | None:
    """How the terminal shows pictures; None: not at all, as far as can be told."""
    match environment.get(PICTURES_VARIABLE, "").lower():
        case "kitty" | "sixel" as way:
            return way
        case "none":
            return None
    if environment.get("TMUX") or environment.get("STY") or environment.get("TEXTUAL_DRIVER"):
        return None  # what stands between passes no pictures on
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if term in ("xterm-kitty", "xterm-ghostty") or environment.get("KITTY_WINDOW_ID") or program == "ghostty":
        return "kitty"
    if program in ("WezTerm", "iTerm.app") or term.split("-")[0] in ("foot", "mlterm", "contour", "yaft"):
        return "sixel"
    return "sixel" if environment.get("KONSOLE_VERSION") else None


def way_here() -> PictureWay | None:
    """How this terminal shows pictures. None also where the library for it is not installed."""
    way = way_of(os.environ)
    return way if way is not None and _library() is not None and sys.__stdout__ and sys.__stdout__.isatty() else None


def size_here(picture: Picture) -> Size:
    """The size of a picture and of the terminal's cells."""
    return Size(picture.width, picture.height, *_cell())


def view(picture: Picture, way: PictureWay) -> Widget | None:
    """A widget that shows a picture; None where its pixels are too many or cannot be read."""
    library = _library()
    if library is None or picture.width * picture.height > _MOST_DECODED:
        return None
    try:
        image = import_module("PIL.Image").open(io.BytesIO(picture.data), formats=_FORMATS)
        image.thumbnail((_MOST_SHOWN, _MOST_SHOWN))
        pixels = image.convert("RGBA")
    except Exception:  # whatever a damaged file makes the decoder do
        return None
    widget: Widget = _guarded(library.TGPImage if way == "kitty" else library.SixelImage)(pixels)
    return widget


@cache
def _guarded(shown: Any) -> Any:
    """The library's widget, blank where it fails: no picture may end an exam."""

    class Guarded(shown, Renderable=shown._Renderable):  # type: ignore[misc, call-arg]
        def render_lines(self, crop: Region) -> list[Strip]:
            try:
                lines: list[Strip] = super().render_lines(crop)
            except Exception:
                return [Strip.blank(crop.width)] * crop.height
            return lines

    return Guarded


def open_outside(file: Path) -> bool:
    """Opens a picture in the system's viewer, apart from this program; whether there is one."""
    viewers = {"darwin": "open", "win32": "explorer"}
    command = shutil.which(viewers.get(sys.platform, "xdg-open"))
    has_screen = sys.platform in viewers or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if command is None or not has_screen:
        return False
    nothing = subprocess.DEVNULL
    try:
        subprocess.Popen([command, str(file)], stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
    except OSError:
        return False
    return True


@cache
def _library() -> Any:
    """textual-image, of the extra ``pictures``; None where it is not installed."""
    with _no_terminal(), suppress(ImportError):
        library = import_module("textual_image.widget")
        terminal = import_module("textual_image._terminal")
        terminal.get_cell_size._result = terminal.CellSize(*_cell())
        return library
    return None


@contextmanager
def _no_terminal() -> Iterator[None]:
    """While the library is imported it finds no terminal: it would ask it, and read the answer from among the keys."""
    stdout = sys.__stdout__
    sys.__stdout__ = io.StringIO()  # type: ignore[misc, assignment]
    try:
        yield
    finally:
        sys.__stdout__ = stdout  # type: ignore[misc]


@cache
def _cell() -> tuple[int, int]:
    """Pixels of a cell, as the terminal's driver knows it, which asks nobody."""
    with suppress(ImportError, OSError, ValueError, AttributeError):
        fcntl, termios = import_module("fcntl"), import_module("termios")
        answer = fcntl.ioctl(sys.__stdout__.fileno(), termios.TIOCGWINSZ, b"\0" * 8)  # type: ignore[union-attr]
        rows, columns, width, height = struct.unpack("HHHH", answer)
        if rows and columns and width >= columns and height >= rows:
            return width // columns, height // rows
    return _CELL
