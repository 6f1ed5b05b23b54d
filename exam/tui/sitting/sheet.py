"""Owns the review sheet: how far the sitting is, and the ways on from here. Refuses to end an exam itself."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from exam.core.attempt import ONE_BY_ONE
from exam.core.form import Form
from exam.sitting.walk import Kind
from exam.tui.keymap import keys_of, shown
from exam.tui.sitting.clock import Clock
from exam.tui.sitting.counts import Counts, questions
from exam.tui.sitting.edge import Edge
from exam.tui.sitting.frame import Framed
from exam.tui.sitting.grid import Grid, Group
from exam.tui.sitting.heading import Heading
from exam.tui.sitting.paper_title import PaperTitle
from exam.tui.sitting.progress import Progress
from exam.tui.sitting.scrolled import Scrolled
from exam.tui.sitting.watch import Reading
from exam.tui.stage import Stage
from exam.tui.widgets.keybar import Hint, KeyBar


@dataclass(frozen=True)
class Summary:
    """What a review sheet shows."""

    form: Form
    counts: Counts
    groups: tuple[Group, ...]
    current: int
    pace: int | None
    """Minutes ahead of an even pace, or behind it below zero; None: untimed."""
    reading: Reading
    barred: Mapping[int, str] = field(default_factory=dict)
    """Why some questions cannot be gone to, by their place."""
    walks: bool = True
    """Whether one can go about; not where questions come one after the other."""
    end: str = "end exam"


@dataclass(frozen=True, slots=True)
class Onward:
    """What was chosen on the sheet: a walk to begin, a place to go to, or, asked and sure, the end of the exam."""

    walk: Kind | None = None
    n: int | None = None
    end: bool = False


class Sheet(Framed[Onward | None]):
    """Counts, the grid of numbers by section, three walks and the end. Dismisses None to go back to the question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,s", "close", "back to the question", id="sheet.back"),
        Binding("a", "walk('all')", "go through all questions", id="sheet.all"),
        Binding("i", "walk('incomplete')", "go through those without a full answer", id="sheet.incomplete"),
        Binding("f", "walk('flagged')", "go through the flagged ones", id="sheet.flagged"),
        Binding("e", "end", "end the exam", id="sheet.end"),
    ]
    AUTO_FOCUS = "Grid"

    def __init__(self, summary: Summary, sure: Callable[[], Awaitable[bool]]) -> None:
        """`sure` asks, over the sheet, whether to end."""
        super().__init__()
        self.summary = summary
        self.sure = sure

    def page(self) -> ComposeResult:
        with Vertical(classes="column"):
            with Horizontal(classes="top"):
                yield PaperTitle(self.summary.form)
                yield Clock(self.summary.reading)
            yield Heading("Review", self._remark())
            yield Edge()
            with Scrolled(classes="sheet-grid"):
                yield Grid(self.summary.groups, self.summary.current)
            yield Edge(classes="lower")
            yield Progress(self.summary.counts)
            yield KeyBar(self._hints())

    def on_mount(self) -> None:
        self.reading = self.summary.reading

    def on_grid_pressed(self, message: Grid.Pressed) -> None:
        self._take(message.n)

    def on_scrolled_turned(self, message: Scrolled.Turned) -> None:
        self.query_one(".lower", Edge).more = message.more

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        await self.run_action(message.action)

    def action_close(self) -> None:
        self.dismiss(None)

    def action_go(self) -> None:
        self._take(self.query_one(Grid).cursor)

    @work(exclusive=True)
    async def action_end(self) -> None:
        if await self.sure():
            self.dismiss(Onward(end=True))

    def action_walk(self, kind: Literal["all", "incomplete", "flagged"]) -> None:
        counts = self.summary.counts
        if not self.summary.walks:
            self.query_one(KeyBar).say(ONE_BY_ONE)
            return
        if (kind == "incomplete" and not counts.unanswered) or (kind == "flagged" and not counts.flagged):
            self.query_one(KeyBar).say(
                "No question is flagged." if kind == "flagged" else "Every question has a full answer."
            )
            return
        self.dismiss(Onward(walk=kind))

    def _take(self, n: int) -> None:
        if reason := self.summary.barred.get(n):
            self.query_one(KeyBar).say(reason)
        else:
            self.dismiss(Onward(n=n))

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
            hint("sheet.end", self.summary.end, "end"),
            *(walks if self.summary.walks else ()),
            hint("app.keys", "keys", "app.help"),
        )

    def _remark(self) -> str:
        """What is open, and how the pace is."""
        open_ones = self.summary.counts.unanswered
        said = f"{questions(open_ones)} not answered" if open_ones else "everything is answered"
        match self.summary.pace:
            case None:
                return said
            case 0:
                return f"{said} · on pace"
            case minutes:
                return f"{said} · {abs(minutes)} min {'ahead' if minutes > 0 else 'behind'}"
