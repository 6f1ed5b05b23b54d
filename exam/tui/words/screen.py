"""The list of all notes and reports. It opens none: it dismisses the one that was chosen."""

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, Literal, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content

from exam.core.own_words import OwnWords, WordsKind
from exam.tui.widgets.page import following
from exam.tui.widgets.search_page import SearchPage

_DAY = 12
"""Cells of the column of days."""


class ToItem(NamedTuple):
    """The question of some words in its bank's file is wanted."""

    words: OwnWords


class WordsScreen(SearchPage[OwnWords | ToItem | None, OwnWords]):
    """Every note and report, newest first. Dismisses the one to be reviewed, or whose question is to be found."""

    TITLE_WORDS = "Notes and reports"
    NOTHING = "Nothing yet. A note or a report that you write on a question will be listed here."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "review", show=True, id="words.open"),
        Binding("f2", "kind", "notes or reports", tooltip="only notes, only reports, or both", id="words.kind"),
        Binding("f3", "bank", "bank", tooltip="only one bank, the next, or all", id="words.bank"),
        Binding("f4", "item", "its file", tooltip="the question in its bank's file", id="words.item"),
    ]
    kind: WordsKind | None = None
    bank: str | None = None

    def text_of(self, row: OwnWords) -> str:
        return row.searched

    def name_of(self, row: OwnWords) -> tuple[str, str]:
        """The question, and its section, with the bank's title where there are several."""
        return row.stem, f"{row.section}, {row.bank_title}" if self._several_banks else row.section

    @cached_property
    def _several_banks(self) -> bool:
        """Of all rows, once they are read."""
        return len({one.bank for one in self.rows}) > 1

    def wanted(self, row: OwnWords) -> bool:
        return self.kind in (None, row.kind) and self.bank in (None, row.bank)

    def none_words(self) -> str:
        return f"There are no {self.kind}s{' on this bank' if self.bank else ''}."

    def beside(self) -> Iterator[str]:
        yield from [f"{self.kind}s only"] if self.kind else []
        yield from [row.bank_title for row in self.rows if row.bank == self.bank][:1]

    def row(self, row: OwnWords, width: int) -> list[Content]:
        day = row.at.astimezone().strftime("%Y-%m-%d")
        sign: tuple[str, str] = ("! reported: ", "$marked") if row.kind == "report" else ("", "")
        return [
            Content.assemble((f"{day}  ", "$text-muted"), sign, row.text),
            Content.assemble(" " * _DAY, self.names.padded(self.name_of(row), width - _DAY).stylize("$text-muted")),
        ]

    def take(self, row: OwnWords) -> None:
        self.dismiss(row)

    def action_kind(self) -> None:
        kinds: list[Literal["note", "report"] | None] = [None, "note", "report"]
        self.kind = following(kinds, self.kind)
        self.list_rows()

    def action_bank(self) -> None:
        self.bank = following([None, *dict.fromkeys(row.bank for row in self.rows)], self.bank)
        self.list_rows()

    def action_item(self) -> None:
        if self.here is not None:
            self.dismiss(ToItem(self.here))
