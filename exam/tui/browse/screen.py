"""The questions of a bank, searched as one types, without their answers. It dismisses the one to be looked at."""

from collections.abc import Awaitable, Iterator, Sequence
from typing import ClassVar, get_args

from textual.binding import Binding, BindingType
from textual.content import Content

from exam.core.bank import Bank
from exam.learning.browsing import Listed, Only, holds
from exam.tui.widgets.page import following
from exam.tui.widgets.search_page import SearchPage


class BrowseScreen(SearchPage[Listed | None, Listed]):
    """Every question of a bank, in its order."""

    TITLE_WORDS = "Questions"
    NOTHING = "This bank has no questions."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "look at it", show=True, id="browse.open"),
        Binding("f2", "only", "missed, new …", tooltip="only what was missed, never met, unsure …", id="browse.only"),
        Binding("f3", "section", "section", tooltip="only one section, the next, or all", id="browse.section"),
    ]
    only: Only | None = None
    section: str | None = None

    def __init__(self, bank: Bank, reading: Awaitable[Sequence[Listed]]) -> None:
        super().__init__(reading)
        self.bank = bank

    def text_of(self, row: Listed) -> str:
        return row.searched

    def name_of(self, row: Listed) -> tuple[str, str]:
        return row.stem, ""

    def wanted(self, row: Listed) -> bool:
        return self.section in (None, row.section) and (self.only is None or holds(row, self.only))

    def none_words(self) -> str:
        what = {None: "here", "mastered": "known well", "unseen": "new"}.get(self.only, self.only)
        return f"No question{' of this section' if self.section else ''} is {what}."

    def beside(self) -> Iterator[str]:
        yield self.bank.title
        yield from [self.only] if self.only else []
        yield from [section.title for section in self.bank.sections if section.id == self.section]

    def row(self, row: Listed, width: int) -> list[Content]:
        record = row.record
        sign = ("· ", "$text-muted") if record is None else ("✓ ", "$correct") if record.right else ("✗ ", "$incorrect")
        return [
            Content.assemble(sign, self.names.padded(self.name_of(row), width - 2)),
            Content.assemble("  ", (f"{row.past} · {row.section_title}", "$text-muted")),
        ]

    def take(self, row: Listed) -> None:
        self.dismiss(row)

    def action_only(self) -> None:
        values: list[Only | None] = [None, *get_args(Only)]
        self.only = following(values, self.only)
        self.list_rows()

    def action_section(self) -> None:
        self.section = following([None, *(section.id for section in self.bank.sections)], self.section)
        self.list_rows()
