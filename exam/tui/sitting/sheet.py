"""The review sheet: how far the sitting is, and the ways on from here."""

from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar, Literal

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from exam.core.attempt import Attempt
from exam.core.wording import counted
from exam.sitting.walk import WalkKind, count
from exam.tui.keymap import keys_of, shown_key
from exam.tui.sitting.frame import ClockReading, Framed, ProgressLine, Scrolled
from exam.tui.sitting.grid import Grid, by_section
from exam.tui.widgets.keybar import Hint, KeyBar
from exam.tui.widgets.page import help_hint


class EndLine(Static, can_focus=True):
    """The line under the numbers that ends what is open, by Enter or a click."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "screen.end", "end the exam, from the line under the numbers", id="sheet.take-end"),
        Binding("up,k", "screen.numbers", "back to the numbers", id="sheet.numbers"),
    ]

    def __init__(self, words: str) -> None:
        super().__init__(markup=False)
        self.words = words

    def render(self) -> Content:
        return Content(f"{'›' if self.has_focus else ' '} {self.words}")

    async def on_click(self) -> None:
        await self.run_action("screen.end")


class Sheet(Framed[int | WalkKind | Literal["end"] | None]):
    """Counts, the grid of numbers by section, three walks and the end.

    Dismisses the number to go to, the walk to begin, "end" once the sitter is sure of it, or None to go back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,s", "close", "back to the question", id="sheet.back"),
        Binding("a", "walk('all')", "go through all questions", id="sheet.all"),
        Binding("i", "walk('incomplete')", "go through those without a full answer", id="sheet.incomplete"),
        Binding("f", "walk('flagged')", "go through the flagged ones", id="sheet.flagged"),
        Binding("e", "end", "end the exam", id="sheet.end"),
    ]
    AUTO_FOCUS = "Grid"

    def __init__(
        self,
        attempt: Attempt,
        at: int | None,
        pace: int | None,
        reading: ClockReading,
        no_walk: Mapping[WalkKind, str],
        is_sure: Callable[[], Awaitable[bool]],
        unsaved: str = "",
    ) -> None:
        """`at`: the number that Enter goes to; None: Enter ends what is open. `pace`: minutes ahead of an even pace,
        below zero behind it; None: untimed. `no_walk` says why a walk cannot be begun; empty where it can. `is_sure`
        asks, over the sheet, whether to end."""
        super().__init__(attempt.form)
        self.attempt = attempt
        self.at = at
        self.counts = count(attempt)
        self.pace = pace
        self.no_walk = no_walk
        self.is_sure = is_sure
        self.set_reactive(Sheet.reading, reading)
        self.set_reactive(Sheet.unsaved, unsaved)

    def body(self) -> Scrolled:
        end = EndLine(f"End the {'exam' if self.attempt.is_last_section else 'section'}")
        return Scrolled(Grid(by_section(self.attempt), self.at or self.attempt.current), end, classes="sheet-grid")

    def on_mount(self) -> None:
        if not self.query(KeyBar):
            return  # a second key came before the sheet was made, and it is left already
        if self.at is None:
            self.query_one(EndLine).focus()
        self.head("Review", self._remark())
        self.query_one(ProgressLine).counts = self.counts
        self.query_one(KeyBar).hints = self._hints()

    def on_grid_pressed(self, message: Grid.Pressed) -> None:
        self._go_unless(self.attempt.barred(message.n), message.n)

    def on_grid_left_below(self) -> None:
        self.query_one(EndLine).focus()

    def action_close(self) -> None:
        self.dismiss(None)

    def action_numbers(self) -> None:
        self.query_one(Grid).focus()

    def action_go(self) -> None:
        if isinstance(self.focused, EndLine):
            self.action_end()
        else:
            self.query_one(Grid).action_go()

    @work(exclusive=True)
    async def action_end(self) -> None:
        if await self.is_sure():
            self.dismiss("end")

    def action_walk(self, kind: WalkKind) -> None:
        self._go_unless(self.no_walk[kind], kind)

    def _go_unless(self, reason: str | None, to: int | WalkKind) -> None:
        if reason:
            self.say(reason)
        else:
            self.dismiss(to)

    def _hints(self) -> tuple[Hint, ...]:
        go = Hint(shown_key(keys_of(self.app, Grid.BINDINGS)["numbers.go"][0]), "go", "go")
        walks = (*(self.hint(f"sheet.{kind}", kind) for kind in ("incomplete", "flagged", "all")), go)
        return (
            self.hint("sheet.back", "back"),
            self.hint("sheet.end", "end exam" if self.attempt.is_last_section else "end section"),
            *(() if self.attempt.is_linear else walks),
            help_hint(self.app),
        )

    def _remark(self) -> str:
        """What is not answered, and how the pace is."""
        unanswered = self.counts.unanswered
        text = f"{counted(unanswered, 'question')} not answered" if unanswered else "everything is answered"
        match self.pace:
            case None:
                return text
            case 0:
                return f"{text} · on pace"
            case minutes:
                return f"{text} · {abs(minutes)} min {'ahead' if minutes > 0 else 'behind'}"
