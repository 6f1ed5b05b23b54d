"""Names that stand in one list, cut so that they can be told apart.

Sections and banks of one author often begin alike; cut at the end they would all read the same. Such a name keeps its
beginning and what it differs in, with … between.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from rich.cells import cell_len, chop_cells
from textual.content import Content

from exam.tui.widgets.wrapping import cut

_FEWEST = 6
"""Cells of the beginning of a name that is cut in its middle, at least."""
_NARROWEST = 10
"""Cells below which there is no room for the beginning of a name that is cut so."""
_BETWEEN = " · "
"""What stands between the two parts of a name."""
_MOST = 2_000
"""Names up to which they are held against each other: of so many it takes some ten milliseconds for each width."""
_WORD = 12
"""Letters that are looked back for the beginning of the word in which names begin to differ."""


class Apart:
    """The names of one list; `cut` gives each for a width in cells."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(names))
        self.widest = max(map(cell_len, self.names), default=0)
        """Cells of the longest one."""
        self._shown: dict[int, dict[str, str]] = {}

    def cut(self, name: str, width: int) -> str:
        """One of the names in at most `width` cells, with … where something is missing; unlike all others, if it can
        be."""
        if cell_len(name) <= width:
            return name
        width = max(1, width)
        if len(self.names) > _MOST:
            return cut(name, width)
        if width not in self._shown:
            self._shown[width] = _apart(self.names, width)
        return self._shown[width].get(name) or cut(name, width)

    def line(self, name: str, width: int) -> Content:
        """The same as text to be shown."""
        return Content(self.cut(name, width))

    def padded(self, name: str, width: int) -> Content:
        """The same, filled up to `width` cells."""
        shown = Content(self.cut(name, width))
        return shown.pad_right(max(0, width - shown.cell_length))


def _apart(names: Sequence[str], width: int) -> dict[str, str]:
    shown = {name: cut(name, width) for name in names}
    if width < _FEWEST // 2:
        return shown
    alike = _groups(shown)
    while alike:
        again: list[Sequence[str]] = []
        for group in alike:
            differ = _common(group)
            parted = {name: _two_parts(name, differ, width) for name in group}
            shown |= parted
            # Of those that still look the same, fewer are left, which differ later.
            again += [rest for rest in _groups(parted) if len(rest) < len(group)]
        alike = again
    return shown


def _groups(shown: dict[str, str]) -> list[Sequence[str]]:
    """The names that look the same, at least two together."""
    found: dict[str, list[str]] = {}
    for name, text in shown.items():
        found.setdefault(text, []).append(name)
    return [group for group in found.values() if len(group) > 1]


def _common(names: Sequence[str]) -> int:
    """Letters with which all of them begin."""
    first, last = min(names), max(names)
    return next((at for at, letter in enumerate(first) if not last.startswith(letter, at)), len(first))


def _two_parts(name: str, differ: int, width: int) -> str:
    """The beginning of a name, and the rest from the word on in which it differs from others, at letter `differ`."""
    start = name.rfind(" ", max(0, differ - _WORD), differ) + 1 or differ
    while 0 < start < len(name) and unicodedata.combining(name[start]):
        start -= 1
    most = width - 1 - (max(_FEWEST, width // 3) if width >= _NARROWEST else 0)
    if cell_len(name[start:differ]) >= most - 1:
        start = differ
    rest = cut(name[start:], most)
    rest = f"{rest[:-1].rstrip()}…" if rest.endswith("…") else rest
    room = width - 1 - cell_len(rest)
    begin = chop_cells(name[:start], room)[:1] if room >= _FEWEST // 2 else []
    return f"{''.join(begin).rstrip()}…{rest}"


class Pairs:
    """Names of two parts, as of a section and its bank, which is empty where it need not be said."""

    def __init__(self, pairs: Iterable[tuple[str, str]], *, most: int | None = None) -> None:
        """`most`: cells that a first part has at most; None: as many as it needs."""
        pairs = tuple(pairs)
        self.first, self.second = Apart(first for first, _ in pairs), Apart(second for _, second in pairs)
        self.most = most
        self.widest = max((sum(self._cells(pair)) for pair in pairs), default=0)
        """Cells of the longest one."""

    def padded(self, pair: tuple[str, str], room: int) -> Content:
        """A pair, filled up to `room` cells; where both parts are cut, each keeps half of them."""
        room = max(1, room)
        first, second = self._cells(pair)
        of_second = min(second, max(room // 2, room - first))
        shown = self.first.cut(pair[0], min(first, max(1, room - of_second)))
        if of_second:
            beside = self.second.cut(pair[1], of_second - len(_BETWEEN)) if of_second > len(_BETWEEN) else ""
            shown += f"{_BETWEEN}{beside}" if beside else ""
        whole = Content(cut(shown, room))
        return whole.pad_right(room - whole.cell_length)

    def _cells(self, pair: tuple[str, str]) -> tuple[int, int]:
        """Cells that both parts need."""
        first, second = map(cell_len, pair)
        return min(first, self.most or first), second + len(_BETWEEN) if second else 0
