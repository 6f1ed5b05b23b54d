"""Which file to import: its path, completed while it is typed, and the format that its content is recognised as.

Once a file is named, one may say instead which format it is in, and of a table what its columns hold.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.core.text import one_line, visible
from exam.formats.imports import READERS
from exam.tui.background import in_background
from exam.tui.banks.files import Matches, PathCompletion, Seen, absolute, look_at, matches
from exam.tui.widgets.clean_input import CleanInput
from exam.tui.widgets.drawn import Masthead
from exam.tui.widgets.fields import Pick, RowLabel
from exam.tui.widgets.lines import Lines
from exam.tui.widgets.page import FullPage

_MOST_PATH = 4_000
_MOST_COLUMNS = 1_000
_PAUSE = 0.15
"""Seconds without a key before a file is looked at."""
_TABLES = frozenset(known for known, reader in READERS.items() if reader.takes_columns)
FORMATS = "GIFT, Aiken, Moodle XML, QTI, Anki, CSV, XLSX, JSON, YAML, Markdown, or a bank in TOML"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file, and how it is to be read."""

    path: Path
    format_: str | None = None
    """One of `READERS`; None: the one that its content is recognised as."""
    columns: str = ""
    """What the columns of a table hold; empty where its headings tell."""


class PathField(CleanInput):
    """Where a path is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "screen.complete", "complete", show=False, id="file.complete"),
        Binding("down", "screen.list", "to the list", show=False, id="file.list"),
    ]


class ChooseFileScreen(FullPage[Chosen | None]):
    """Dismisses a file that can be read, or None for back."""

    CSS_PATH = "choose_file.tcss"
    AUTO_FOCUS = "#path"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "read it", id="file.read"),
        # Only hints: what has the focus does it.
        Binding("tab", "complete", "complete", id="file.complete"),
        Binding("down", "list", "list", tooltip="to the list", id="file.list"),
        Binding("escape", "back", "back", id="file.back"),
    ]

    def __init__(self, typed: str = "", before: Chosen | None = None) -> None:
        """`before` is what was chosen the last time, for the same file."""
        super().__init__()
        self.typed = typed
        self.before = before
        self.matches = Matches("")
        self.seen: Seen | None = None

    def body(self) -> Iterator[Widget]:
        yield Masthead("Import a file")
        yield Horizontal(
            RowLabel("File"),
            PathField(self.typed, id="path", max_length=_MOST_PATH, select_on_focus=False),
            classes="row",
        )
        yield Static(Content(FORMATS), id="says")
        formats = [("as recognised", None), *((known, known) for known in READERS)]
        yield Pick("Read as", formats, self.before.format_ if self.before else None, name="format")
        columns = self.before.columns if self.before else ""
        yield Horizontal(
            RowLabel("Columns"),
            CleanInput(
                columns,
                id="columns",
                max_length=_MOST_COLUMNS,
                placeholder="by their headings; or stem=Question, a=Answer 1, key=Right",
                select_on_focus=False,
            ),
            id="table",
            classes="row",
        )
        yield Lines(self._line, id="matches", signs_without_focus=False)

    def on_mount(self) -> None:
        self._follow()
        self._look()

    @on(Input.Changed, "#path")
    def _look_again(self) -> None:
        self._look()

    @on(Pick.Changed)
    def _follow(self) -> None:
        """Offers the ways of reading a file once there is one, and columns where it is a table."""
        format_ = self._format
        known = format_ or (self.seen.known if self.seen else None)
        self.query_one(Pick).display = self.seen is not None and not self.seen.is_bank
        self.query_one("#table").display = self.query_one(Pick).display and known in _TABLES
        if self.seen is not None:
            self._say(
                f"✓ Is read as {READERS[format_].title}" if format_ and self._can_be_read else visible(self.seen.says)
            )

    @property
    def _format(self) -> str | None:
        value = self.query_one(Pick).value
        return None if value is None else str(value)

    @property
    def _can_be_read(self) -> bool:
        return self.seen is not None and (self.seen.can_be_read or (self.seen.is_read and self._format is not None))

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        """Lists what the path may become, and says what the file is, once there is one and no more is typed."""
        typed = self.query_one("#path", Input).value
        self.seen = None
        self._follow()
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
        self._follow()

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
            self._dismiss_seen(self.seen)
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
            self._follow()
            self._dismiss_seen(seen)

    def _dismiss_seen(self, seen: Seen) -> None:
        if not self._can_be_read:
            return
        if seen.is_bank:
            self.dismiss(Chosen(seen.path))
        else:
            table = self.query_one("#table").display
            columns = self.query_one("#columns", Input).value.strip() if table else ""
            self.dismiss(Chosen(seen.path, self._format, columns))

    def action_complete(self) -> None:
        """Completes the path as far as all that fits begins alike, goes on from a whole one to how the file is read; in
        the list, goes back to the field.
        """
        field = self.query_one("#path", Input)
        if self.focused is not field:
            field.focus()
        elif self.query_one(Pick).display:
            self.query_one(Pick).focus()
        else:
            self._complete(field, field.value)

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

    def _take_entry(self, entry: PathCompletion) -> None:
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
