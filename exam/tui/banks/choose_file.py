"""Which file to import: its path, completed while it is typed, and the format that its content is recognised as."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.core.text import one_line, visible
from exam.tui.background import in_background
from exam.tui.banks.files import Entry, Matches, Seen, absolute, look_at, matches
from exam.tui.widgets.clean_input import CleanInput
from exam.tui.widgets.drawn import Masthead
from exam.tui.widgets.lines import Lines
from exam.tui.widgets.page import FullPage

_MOST_PATH = 4_000
_PAUSE = 0.15
"""Seconds without a key before a file is looked at."""
FORMATS = "GIFT, Aiken, Moodle XML, QTI, Anki, CSV, XLSX, JSON, YAML, Markdown, or a bank in TOML"


class PathField(CleanInput):
    """Where a path is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "screen.complete", "complete", show=False, id="file.complete"),
        Binding("down", "screen.list", "to the list", show=False, id="file.list"),
    ]


class ChooseFileScreen(FullPage[Path | None]):
    """Dismisses the path of a file that can be read, or None for back."""

    CSS_PATH = "choose_file.tcss"
    AUTO_FOCUS = "#path"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "read it", id="file.read"),
        # Only hints: what has the focus does it.
        Binding("tab", "complete", "complete", id="file.complete"),
        Binding("down", "list", "list", tooltip="to the list", id="file.list"),
        Binding("escape", "back", "back", id="file.back"),
    ]

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self.typed = typed
        self.matches = Matches("")
        self.seen: Seen | None = None

    def body(self) -> Iterator[Widget]:
        yield Masthead("Import a file")
        yield Horizontal(
            Static("File", classes="field"),
            PathField(self.typed, id="path", max_length=_MOST_PATH, select_on_focus=False),
            classes="row",
        )
        yield Static(Content(FORMATS), id="says")
        yield Lines(self._line, id="matches")

    def on_mount(self) -> None:
        self._look()

    @on(Input.Changed)
    def _look_again(self) -> None:
        self._look()

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        """Lists what the path may become, and says what the file is, once there is one and no more is typed."""
        typed = self.query_one("#path", Input).value
        self.seen = None
        self.matches = await in_background(lambda: matches(typed))
        lines = self.query_one(Lines)
        lines.show(len(self.matches.entries))
        self._say(FORMATS if not typed else visible(self.matches.trouble), muted=True)
        path = absolute(typed)
        if not typed or typed.endswith("/"):
            return
        is_file = await in_background(path.is_file)
        if not is_file:
            return
        await asyncio.sleep(_PAUSE)
        self.seen = await in_background(lambda: look_at(path))
        self._say(visible(self.seen.says))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_take()

    def on_lines_taken(self) -> None:
        self._take_entry(self.matches.entries[self.query_one(Lines).cursor])

    def action_take(self) -> None:
        """Reads the file that is named, or goes into the folder; on the list, takes what the cursor is on."""
        if self.cramped:
            return
        if isinstance(self.focused, Lines):
            self.focused.action_take()
            return
        typed = self.query_one("#path", Input).value
        if self.seen is not None and self.seen.path == absolute(typed):
            if self.seen.can_be_read:
                self.dismiss(self.seen.path)
        else:
            self._take_typed(typed)

    @work(exclusive=True, group="look")
    async def _take_typed(self, typed: str) -> None:
        """The same where Enter came before the file had been looked at."""
        path = absolute(typed)
        is_folder = await in_background(path.is_dir)
        if typed and is_folder:
            self._set(typed if typed.endswith("/") else f"{typed}/")
        elif typed:
            seen = self.seen = await in_background(lambda: look_at(path))
            self._say(visible(seen.says))
            if seen.can_be_read:
                self.dismiss(path)

    def action_complete(self) -> None:
        """Completes the path as far as all that fits begins alike; in the list, goes back to the field."""
        field = self.query_one("#path", Input)
        if self.focused is field:
            self._complete(field, field.value)
        else:
            field.focus()

    @work(exclusive=True, group="complete")
    async def _complete(self, field: Input, typed: str) -> None:
        """Looks anew, because the list may be of what was typed before."""
        found = await in_background(lambda: matches(typed))
        longer = len(found.common) > len(typed) or found.common.casefold() == typed.casefold()
        if field.value == typed and longer:
            self._set(found.common)

    def action_list(self) -> None:
        if self.matches.entries:
            self.query_one(Lines).focus()

    def _take_entry(self, entry: Entry) -> None:
        path = self.matches.path_of(entry)
        if entry.is_safe:
            self._set(path)
        elif not entry.is_folder:
            self._take_typed(path)  # what cannot stand in the field is read at once

    def _set(self, path: str) -> None:
        field = self.query_one("#path", Input)
        field.value = path
        field.cursor_position = len(path)
        field.focus()

    def _say(self, text: str, *, muted: bool = False) -> None:
        style = "$text-muted" if muted else "$incorrect" if text.startswith("✗") else "$correct"
        self.query_one("#says", Static).update(Content.styled(text, style))

    def _line(self, place: int, _width: int) -> list[Content]:
        entry = self.matches.entries[place]
        name = one_line(entry.name) + ("/" if entry.is_folder else "")
        return [Content.styled(name, "$primary" if entry.is_folder else "" if entry.fits else "$text-muted")]
