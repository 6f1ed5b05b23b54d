"""The review sheet: how far the sitting is, and the ways on from here."""

from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from exam.core.attempt import Attempt
from exam.core.wording import counted
from exam.sitting.walk import WalkKind, count
from exam.tui.keymap import keys_of, shown
from exam.tui.sitting.frame import ClockReading, Framed, TimeLeft
from exam.tui.sitting.grid import Grid, by_section
from exam.tui.sitting.parts import Divider, ExamTitle, ProgressLine, Scrolled, SplitLine
from exam.tui.stage import Stage
from exam.tui.widgets.keybar import Hint, KeyBar


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
        pace: int | None,
        reading: ClockReading,
        no_walk: Mapping[WalkKind, str],
        is_sure: Callable[[], Awaitable[bool]],
    ) -> None:
        """`pace`: minutes ahead of an even pace, below zero behind it; None: untimed. `no_walk` says why a walk cannot
        be begun; empty where it can. `is_sure` asks, over the sheet, whether to end."""
        super().__init__()
        self.attempt = attempt
        self.counts = count(attempt)
        self.pace = pace
        self.no_walk = no_walk
        self.is_sure = is_sure
        self.set_reactive(Sheet.reading, reading)

    def page(self) -> ComposeResult:
        with Vertical(classes="column"):
            with Horizontal(classes="top"):
                yield ExamTitle(self.attempt.form)
                yield TimeLeft()
            yield SplitLine()
            yield Divider()
            with Scrolled(classes="sheet-grid"):
                yield Grid(by_section(self.attempt), self.attempt.current)
            yield Divider(classes="lower")
            yield ProgressLine()
            yield KeyBar(self._hints())

    def on_mount(self) -> None:
        line = self.query_one(SplitLine)
        line.left, line.right = "Review", self._remark()
        self.query_one(ProgressLine).counts = self.counts

    def on_grid_pressed(self, message: Grid.Pressed) -> None:
        self._go_unless(self.attempt.barred(message.n), message.n)

    def on_scrolled_more_changed(self, message: Scrolled.MoreChanged) -> None:
        self.query_one(".lower", Divider).more = message.more

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        if message.action:
            await self.run_action(message.action)

    def action_close(self) -> None:
        self.dismiss(None)

    def action_go(self) -> None:
        self.query_one(Grid).action_go()

    @work(exclusive=True)
    async def action_end(self) -> None:
        if await self.is_sure():
            self.dismiss("end")

    def action_walk(self, kind: WalkKind) -> None:
        self._go_unless(self.no_walk[kind], kind)

    def _go_unless(self, reason: str | None, to: int | WalkKind) -> None:
        if reason:
            self.query_one(KeyBar).say(reason)
        else:
            self.dismiss(to)

    def _hints(self) -> tuple[Hint, ...]:
        bound = keys_of(self.app, (*self.BINDINGS, *Grid.BINDINGS, *Stage.BINDINGS))

        def hint(name: str, label: str, action: str) -> Hint:
            return Hint(shown(bound[name][0]), label, action)

        walks = (
            hint("sheet.incomplete", "incomplete", "walk('incomplete')"),
            hint("sheet.flagged", "flagged", "walk('flagged')"),
            hint("sheet.all", "all", "walk('all')"),
            hint("numbers.go", "go", "go"),
        )
        return (
            hint("sheet.back", "back", "close"),
            hint("sheet.end", "end exam" if self.attempt.is_last_section else "end section", "end"),
            *(() if self.attempt.is_linear else walks),
            hint("app.keys", "keys", "app.help"),
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
