"""Home: what is unfinished, what can be sat, how it has gone, and what to do next.

It is painted before anything was read; so nothing that reads is imported here but by type.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.tui.home.wishes import Arrange, BuildDrill, Discard, DrillMissed, HomeWish, SitPreset, TakeInHand
from exam.tui.stage import Stage, what_it_is
from exam.tui.widgets.drawn import Masthead
from exam.tui.widgets.lines import Choice
from exam.tui.widgets.page import Body, FullPage

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.learning.drills import Pending
    from exam.learning.next_act import NextAct
    from exam.store import AttemptRow
    from exam.tui.home.overview import Overview


_AT_REST = 1.0
"""Seconds after which home, with all that it shows, is likely to be read and no key to come at once."""
_ROOMY = 40
"""Rows of a terminal from which on home shows more attempts, and their scores over time."""


class HomeScreen(FullPage[HomeWish | None]):
    """The dashboard. What it shows is awaited after its frame is painted; `known` is shown until then."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="home.open"),
        Binding("delete,backspace", "discard", "discard", key_display="del", id="home.discard"),
        Binding("z", "dismiss('take back')", "take back", tooltip="take back what was discarded", id="home.take-back"),
        Binding("s", "arrange", "set up", id="home.set-up"),
        Binding("h", "dismiss('history')", "history", id="home.history"),
        Binding("p", "dismiss('progress')", "progress", id="home.progress"),
        Binding("q", "back", "quit", id="home.quit"),
        Binding("e", "dismiss('exam day')", "exam day", id="home.exam-day"),
        Binding("g", "next", "next", tooltip="do what is to be done next", id="home.next"),
        Binding("m", "missed", "missed", tooltip="drill what was missed", id="home.missed"),
        Binding("d", "drill", "drill", id="home.drill"),
        Binding("b", "dismiss('banks')", "banks", tooltip="banks: import, check, export, rename", id="home.banks"),
        Binding("c", "bank", "bank", tooltip="change the bank in hand", id="home.bank"),
        Binding("slash", "dismiss('questions')", "questions", tooltip="browse the questions", id="home.questions"),
        Binding("n", "dismiss('notes')", "notes", tooltip="notes and reports of all attempts", id="home.notes"),
        Binding("ctrl+t", "app.themes", "themes", tooltip="themes: pick the colours", id="app.theme"),
    ]

    def __init__(
        self,
        reading: Awaitable[Overview],
        known: Overview | None = None,
        read_pending: Callable[[Bank], Awaitable[Pending | None]] | None = None,
        read_next: Callable[[Bank, Pending | None], Awaitable[NextAct | None]] | None = None,
        *,
        profile: str = "",
    ) -> None:
        """`read_pending` says what of a bank is due or missed, and `read_next` what to do next by that; they are asked
        last, because they take longest.

        `profile` says whose home it is, where several people have theirs here.
        """
        super().__init__()
        self.reading = reading
        self.read_pending = read_pending
        self.read_next = read_next
        self.profile = profile
        self.overview: Overview | None = known
        self.roomy = False
        """Whether what is shown is for a tall terminal."""

    def body(self) -> Iterator[Widget]:
        yield Masthead("exam", what_it_is(self.profile), style="bold $primary")
        with Body(id="body", can_focus=False):
            yield Static(Content("Reading banks and attempts …"), id="waiting")

    def on_resize(self) -> None:
        super().on_resize()
        if self.query("#columns") and self.roomy != (self.app.size.height >= _ROOMY):
            self._lay_out_anew()

    @work(exclusive=True, group="size")
    async def _lay_out_anew(self) -> None:
        """Shows the same in a terminal that has become taller, or less tall."""
        if self.overview is not None:
            await self._show(self.overview)
            await self._tell_pending()

    def on_mount(self) -> None:
        if self.overview is not None:
            self.call_after_refresh(self._show, self.overview)
        self.call_after_refresh(self._read)

    @work(exclusive=True)
    async def _read(self) -> None:
        await self._show(await self.reading)
        await self._tell_pending()
        if isinstance(self.app, Stage):
            self.set_timer(_AT_REST, self.app.tidy)

    async def _tell_pending(self) -> None:
        """Fills the line of what is due, for the bank in hand."""
        from exam.store import StoreError
        from exam.tui.home.dashboard import pending_line

        bank = self.overview.bank_in_hand if self.overview else None
        if bank is None or self.read_pending is None:
            return
        try:
            pending = await self.read_pending(bank)
        except StoreError:
            return  # home says already what is wrong with the database
        if not self.is_attached:
            return
        for line in self.query("#pending").results(Choice):
            line.text, line.value = pending_line(bank, pending)
            line.refresh(layout=True)
        await self._tell_next(bank, pending)

    async def _tell_next(self, bank: Bank, pending: Pending | None) -> None:
        """Fills the line of what to do next."""
        from exam.store import StoreError
        from exam.tui.home.dashboard import next_act_line

        if self.read_next is None:
            return
        try:
            act = await self.read_next(bank, pending)
        except StoreError:
            return
        for line in self.query("#next").results(Choice):  # none, where home was left meanwhile
            line.text, line.value = next_act_line(bank, act)
            line.refresh(layout=True)

    async def _show(self, overview: Overview) -> None:
        from exam.tui.home.dashboard import dashboard

        roomy = self.app.size.height >= _ROOMY
        if self.query("#columns") and (overview, roomy) == (self.overview, self.roomy):
            return
        if not (self.query(Masthead) and self.query("#body")):
            return  # left meanwhile: its widgets go one after another
        self.overview, self.roomy = overview, roomy
        if isinstance(self.app, Stage):
            self.app.in_hand = overview.title_in_hand
        self.query_one(Masthead).refresh()
        self.on_resize()
        page = self.query_one("#body")
        focused = next((n for n, line in enumerate(self.query(Choice)) if line.has_focus), 0)
        left, right, foot = dashboard(overview, roomy=roomy)
        async with self.batch():
            await page.remove_children()
            columns = Horizontal(Vertical(*left, id="left"), Vertical(*right, id="right"), id="columns")
            await page.mount(columns, Vertical(*foot, id="foot"))
            self.set_class(not right, "-lone")
        self.refresh_bindings()
        choices = list(self.query(Choice))
        if choices:
            choices[min(focused, len(choices) - 1)].focus()
            if not focused:  # what stands over the first line is to be seen with it
                self.call_after_refresh(page.scroll_home, animate=False)

    def on_choice_taken(self, message: Choice.Taken) -> None:
        wish: Any = message.value
        if wish == "restore":
            self._ask_to_restore()
        else:
            self.dismiss(wish)

    @work(group="card", exclusive=True)
    async def _ask_to_restore(self) -> None:
        from exam.tui.sitting.dialogs import Ask

        text = (
            "The newest good backup becomes the database of your attempts, with all that is known beyond it. "
            "What is there now is moved aside and kept."
        )
        ask = Ask("Put back the newest good backup?", text, yes="Put it back", no="Not now")
        if await self.app.push_screen_wait(ask):
            self.dismiss("restore")

    @work(group="card", exclusive=True)
    async def action_bank(self) -> None:
        from exam.tui.home.picker import BankPicker

        overview = self.overview
        if overview is None:
            return
        if (chosen := await self.app.push_screen_wait(BankPicker(overview.choices, overview.in_hand))) is not None:
            self.dismiss(TakeInHand(chosen, {name: title for name, title, _ in overview.choices}[chosen]))

    def action_arrange(self) -> None:
        line = self.focused
        match line.value if isinstance(line, Choice) else None:
            case SitPreset(bank, blueprint):
                self.dismiss(Arrange(bank, blueprint.id))
            case Arrange() as wish:
                self.dismiss(wish)
            case _ if self.overview and self.overview.banks:
                self.dismiss(Arrange(self.overview.banks[0]))
            case _:
                pass

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "next":
            return bool(self.query("#next"))
        if action == "discard":
            return bool(self.overview and self.overview.unfinished)
        if parameters == ("take back",):
            return isinstance(self.app, Stage) and bool(self.app.discarded)
        return super().check_action(action, parameters)

    def action_discard(self) -> None:
        """Of the unfinished attempt on the line that one is on."""
        value = self.focused.value if isinstance(self.focused, Choice) else None
        if self.overview and (row := next((one for one in self.overview.unfinished if one is value), None)):
            self._ask_to_discard(row)
        elif isinstance(self.app, Stage):
            self.app.say("Go to the line of the unfinished attempt first.")

    @work(group="card", exclusive=True)
    async def _ask_to_discard(self, row: AttemptRow) -> None:
        from exam.tui.sitting.asking_to_discard import AskToDiscard

        if await self.app.push_screen_wait(AskToDiscard(row)):
            self.dismiss(Discard(row))

    def action_next(self) -> None:
        for line in self.query("#next").results(Choice):
            wish: Any = line.value
            self.dismiss(wish)

    def action_missed(self) -> None:
        if self.overview and self.overview.in_hand in dict(self.overview.gone):
            self.dismiss(DrillMissed(self.overview.in_hand))
        elif self.overview and self.overview.banks:
            self.dismiss(DrillMissed(self.overview.bank_in_hand or self.overview.banks[0]))

    def action_drill(self) -> None:
        if self.overview and self.overview.banks:
            self.dismiss(BuildDrill(self.overview.bank_in_hand or self.overview.banks[0]))
