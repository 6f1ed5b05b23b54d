"""The page of banks: which there are, what is known of the one under the cursor, and what can be done with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, Literal

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.text import one_line, visible
from exam.core.wording import counted
from exam.tui.banks.listing import FindingCounts, ListedBank, Listing
from exam.tui.keymap import keys_of, shown_key
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.drawn import Drawn, Masthead
from exam.tui.widgets.lines import Lines
from exam.tui.widgets.page import Below, Body, FullPage

_QUESTIONS, _STATE, _ORIGIN = 11, 16, 17
"""Cells of the columns beside the title."""
_WIDE = 84
"""Cells from which on it is also said where a bank is from."""
_LABEL = 11
_MOST_FAULTS = 3
"""Faults of a bank that are told here; the check tells all."""

What = Literal["sit", "import", "check", "export", "edit", "new", "rename", "remove", "put back", "in hand"]
_NEEDS_BANK = {"sit", "export", "rename", "in hand"}
"""What can be done only with a bank that can be used."""


@dataclass(frozen=True, slots=True)
class BankWish:
    """What to do, and with which bank."""

    what: What
    listed: ListedBank | None


class BanksScreen(FullPage[BankWish | None]):
    """Every bank. Dismisses what is to be done, or None for back."""

    CSS_PATH = "banks.tcss"
    FOOTED = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "sit", tooltip="set up a paper of this bank", id="banks.sit"),
        Binding("h", "wish('in hand')", "in hand", tooltip="take this bank in hand", id="banks.in-hand"),
        Binding("i", "wish('import')", "import", tooltip="import a file", id="banks.import"),
        Binding("c", "wish('check')", "check", tooltip="check this bank", id="banks.check"),
        Binding("e", "wish('export')", "export", tooltip="write its questions in another format", id="banks.export"),
        Binding("o", "wish('edit')", "edit", tooltip="open its file in your editor", id="banks.edit"),
        Binding("n", "wish('new')", "new", tooltip="begin a new bank", id="banks.new"),
        Binding("r", "wish('rename')", "rename", tooltip="rename this bank", id="banks.rename"),
        Binding(
            "delete,backspace,d",
            "wish('remove')",
            "remove",
            tooltip="remove this bank",
            key_display="d",
            id="banks.remove",
        ),
        Binding("u", "wish('put back')", "put back", tooltip="put back what was removed last", id="banks.put-back"),
        Binding("escape,q,b", "back", "back", key_display="esc", id="banks.back"),
    ]

    def __init__(
        self,
        reading: Awaitable[Listing],
        count: Callable[[ListedBank], Awaitable[FindingCounts | None]],
        cursor: Path | None = None,
        in_hand: str = "",
    ) -> None:
        """`count` counts what a check of a bank finds; `cursor` is the file of the bank to stand on, without one that
        with the id `in_hand`."""
        super().__init__()
        self.reading = reading
        self.count = count
        self.cursor = cursor
        self.in_hand = in_hand
        self.listing = Listing((), ())
        self.titles = Apart(())
        self.counts: dict[Path, FindingCounts | None] = {}

    def body(self) -> Iterator[Widget]:
        yield Masthead("Banks")
        yield Drawn(self._head, height=lambda width: 1, id="head")
        yield Lines(lambda place, width: [self._line(self.listing.banks[place], width)], id="banks")
        yield Static(Content("Reading your banks …"), id="empty")
        with Body(id="detail"):
            yield Drawn(self._detail)
        yield Below()
        yield Static(id="bin")

    def on_mount(self) -> None:
        self.query_one("#banks").display = False
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        self.listing = await self.reading
        banks = self.listing.banks
        self.titles = Apart(one.title for one in banks)
        lines = self.query_one(Lines)
        wanted = [self._is_in_hand(one) if self.cursor is None else one.path == self.cursor for one in banks]
        at = wanted.index(True) if True in wanted else 0
        self._measure()
        lines.show(len(banks), at)
        lines.display = bool(banks)
        empty = self.query_one("#empty", Static)
        empty.display = not banks
        empty.update(Content("No banks yet. Import a file, or begin a new bank."))
        if banks:
            lines.focus()
        self.query_one(Masthead).say("Banks", counted(len(banks), "bank"))
        self._tell_of_bin()
        self._show()
        self.on_resize()
        for one in banks:
            self.counts[one.path] = await self.count(one) if one.bank is not None else None
            if not self.is_attached:
                return
            lines.refresh()
            self._show()

    def on_resize(self) -> None:
        super().on_resize()
        if self.query(Lines):
            self._measure()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        one = self.here
        match action, parameters:
            case "open", _:
                return one is not None and one.bank is not None and not one.faults and not self.cramped
            case "wish", ("import" | "new",):
                return not self.cramped
            case "wish", ("put back",):
                return bool(self.listing.binned) and not self.cramped
            case "wish", (str(what),):
                if one is None or self.cramped or (what in _NEEDS_BANK and (one.bank is None or one.faults)):
                    return False
                return (
                    not self._is_in_hand(one) if what == "in hand" else one.is_own or what not in ("rename", "remove")
                )
            case _:
                return super().check_action(action, parameters)

    @property
    def here(self) -> ListedBank | None:
        """The bank under the cursor."""
        at = self.query_one(Lines).cursor if self.query(Lines) else 0
        return self.listing.banks[at] if at < len(self.listing.banks) else None

    @property
    def neighbour(self) -> Path | None:
        """The bank under the cursor where it is still there, else the one after it, or before."""
        paths = [one.path for one in self.listing.banks]
        at = next((n for n, path in enumerate(paths) if path == self.cursor), 0)
        return next((path for path in (*paths[at:], *paths[:at][::-1]) if path.exists()), None)

    def _is_in_hand(self, one: ListedBank) -> bool:
        return one.bank is not None and one.bank.id == self.in_hand and not one.faults

    def _title(self, one: ListedBank, width: int = 1_000) -> Content:
        """Its title, and whether it is in hand: where both do not fit, the title gives way."""
        mark = Content.styled(" · in hand", "$primary") if self._is_in_hand(one) else Content("")
        return self.titles.line(one.title, max(1, width - mark.cell_length)) + mark

    def on_lines_moved(self) -> None:
        self._show()
        super().on_resize()  # another bank, other keys

    def on_lines_taken(self) -> None:
        one = self.here
        if one is not None:
            self.dismiss(BankWish("check" if one.bank is None or one.faults else "sit", one))

    def action_open(self) -> None:
        self.query_one(Lines).action_take()

    def action_wish(self, what: What) -> None:
        self.dismiss(BankWish(what, self.here))

    def _measure(self) -> None:
        """As many rows for the list as it needs, and for long ones what leaves the detail enough room."""
        most = max(3, (self.app.size.height - 6) // 2)
        self.query_one(Lines).styles.height = max(1, min(len(self.listing.banks), most))

    def _show(self) -> None:
        if (one := self.here) is not None:
            self.cursor = one.path
        self.query_one("#head", Drawn).refresh()
        self.query_one("#detail Drawn", Drawn).refresh(layout=True)

    def _tell_of_bin(self) -> None:
        binned = self.listing.binned
        line = self.query_one("#bin", Static)
        line.display = bool(binned)
        if binned:
            first = binned[0]
            more = f" and {len(binned) - 1} more" if len(binned) > 1 else ""
            until = first.until.astimezone().strftime("%-d %b")
            key = shown_key(keys_of(self.app, self.BINDINGS)["banks.put-back"][0])
            told = f"In the bin: {one_line(first.name)}{more}, until {until}; {key} puts it back"
            line.update(Content.styled(told, "$text-muted"))

    def _head(self, width: int) -> Content:
        if not self.listing.banks:
            return Content("")
        width -= 2  # the sign before the line that one is on
        title = "Bank".ljust(self._title_width(width))
        origin = "From".ljust(_ORIGIN) if width >= _WIDE else ""
        return Content.styled(f"  {title}{'Questions':>{_QUESTIONS}}   {'Found'.ljust(_STATE)}{origin}", "$text-muted")

    def _title_width(self, width: int) -> int:
        """Cells for the title: no more than any needs, so that what follows stands near."""
        room = width - _QUESTIONS - 3 - _STATE - (_ORIGIN if width >= _WIDE else 0)
        widest = max((self._title(one).cell_length for one in self.listing.banks), default=0)
        return max(8, min(room, max(24, widest)))

    def _line(self, one: ListedBank, width: int) -> Content:
        questions = f"{one.bank.count_questions(one.bank.sections):,}" if one.bank else "–"
        state, wide = self._state(one), self._title_width(width)
        return Content.assemble(
            self._title(one, wide).truncate(wide, ellipsis=True, pad=True),
            f"{questions:>{_QUESTIONS}}   ",
            state.pad_right(max(0, _STATE - state.cell_length)),
            (one.origin, "$text-muted") if width >= _WIDE else "",
        )

    def _state(self, one: ListedBank) -> Content:
        if one.faults:
            return Content.styled(f"✗ {counted(len(one.faults), 'fault')}", "$incorrect")
        if one.path not in self.counts:
            return Content.styled("…", "$text-muted")
        counts = self.counts[one.path]
        if counts is None:
            return Content.styled("not checked", "$text-muted")
        if counts.faults:
            return Content.styled(f"✗ {counted(counts.faults, 'fault')}", "$incorrect")
        if counts.warnings:
            return Content.styled(f"! {counted(counts.warnings, 'warning')}", "$marked")
        return Content.styled("✓ good", "$correct")

    def _detail(self, width: int) -> Content:
        """What is known of the bank under the cursor, one fact a line; what is long is broken."""
        one = self.here
        if one is None:
            return Content("")
        lines: list[Content] = [*Content.styled(one.title, "bold").wrap(width)]
        for name, fact in self._facts(one):
            first, *others = Content(visible(fact)).wrap(max(10, width - _LABEL))
            lines.append(Content.assemble((name.ljust(_LABEL), "$text-muted"), first))
            lines += [Content(" " * _LABEL) + line for line in others]
        return Content("\n").join(lines)

    def _facts(self, one: ListedBank) -> Iterator[tuple[str, str]]:
        bank = one.bank
        if bank is not None:
            yield "Id", f"{bank.id}, edition {bank.edition}"
            questions = counted(bank.count_questions(bank.sections), "question")
            yield "Questions", f"{questions} in {counted(len(bank.sections), 'section')}"
            yield "Presets", ", ".join(blueprint.title for blueprint in bank.blueprints)
        yield "File", str(one.path)
        origin = f"{one.origin[0].upper()}{one.origin[1:]}."
        yield "From", f"{origin} {one.made_of}." if one.made_of else origin
        for fault in one.faults[:_MOST_FAULTS]:
            place = ":".join(str(part) for part in (fault.line, fault.column) if part)
            yield "Fault", str(replace(fault, file=f"line {place}" if place else "the file", line=0, column=0))
        if len(one.faults) > _MOST_FAULTS:
            yield "", f"and {len(one.faults) - _MOST_FAULTS} more: the check lists them"
        if counts := self.counts.get(one.path):
            parts = [
                counted(number, word)
                for number, word in ((counts.faults, "fault"), (counts.warnings, "warning"))
                if number
            ]
            parts += [f"{counted(counts.advice, 'piece')} of advice"] if counts.advice else []
            yield "Found", ", ".join(parts) or "nothing to mend"
        if bank is not None:
            yield (
                "Sections",
                " · ".join(f"{section.title} {bank.count_questions([section])}" for section in bank.sections),
            )
            if bank.description:
                yield "About", one_line(bank.description)
