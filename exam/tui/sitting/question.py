"""Owns the question screen: the one screen that touches the session. Refuses to draw; its widgets do.

Longer than its neighbours because every key of the exam ends here; the ways to other screens are in `paths`.
"""

from collections.abc import Callable

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from exam.core.attempt import Refused, State, Status
from exam.core.form import Slot
from exam.sitting.session import Session
from exam.sitting.walk import walk
from exam.tui.keymap import keys_of, shown
from exam.tui.sitting import captions, paths
from exam.tui.sitting.base import PATHS, Path
from exam.tui.sitting.clock import Clock
from exam.tui.sitting.counts import count
from exam.tui.sitting.edge import Edge
from exam.tui.sitting.explain import explained_faces, faces, reasons, verdict
from exam.tui.sitting.frame import PANEL_FROM, Framed
from exam.tui.sitting.grid import Grid, by_number
from exam.tui.sitting.heading import Heading
from exam.tui.sitting.keys import BINDINGS
from exam.tui.sitting.moving import Moving
from exam.tui.sitting.navigator import NavigatorPanel
from exam.tui.sitting.page import Page
from exam.tui.sitting.paper import Paper
from exam.tui.sitting.paper_title import PaperTitle
from exam.tui.sitting.progress import Progress
from exam.tui.sitting.question_lines import Leaf
from exam.tui.sitting.scrolled import Scrolled
from exam.tui.sitting.watch import SHOWN_AGAIN, due, notices, reading
from exam.tui.widgets.keybar import KeyBar
from exam.tui.widgets.still import StillColumn, StillRow

_TICK = 0.25
_BEAT = 5.0
_AHEAD_AFTER = 0.05
"""Seconds after a question was shown: by then its frame is written, too."""
_TINY_TOO = {"leave", "clock"}
"""Actions that work behind the card of a terminal too small."""


class QuestionScreen(Moving):
    """One question of a running attempt. Dismissed when the attempt is closed or was left."""

    CSS_PATH = "sitting.tcss"
    BINDINGS = BINDINGS

    panel: reactive[bool] = reactive(False, repaint=False)
    """Whether the navigator is wanted beside the question."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.walk = walk(session.attempt, "all")
        self.over = False
        self._hidden = False
        self._left = session.left
        self._notices = notices(session.attempt)
        self._section = session.attempt.section
        self._ahead_of = 0
        """The question whose neighbours are ready to be shown."""

    @property
    def slot(self) -> Slot:
        return self.session.attempt.form.slot(self.n)

    def page(self) -> ComposeResult:
        attempt = self.session.attempt
        with StillColumn(classes="column"):
            with StillRow(classes="top"):
                yield PaperTitle(attempt.form, "Practice" if attempt.mode == "practice" else "")
                yield Clock()
            yield Heading()
            yield Static(id="unsaved", markup=False)
            yield Edge()
            yield Page()
            yield Edge(classes="lower")
            yield Progress()
            yield KeyBar()
        yield NavigatorPanel()

    def on_mount(self) -> None:
        self._shown: dict[str, str] = {}
        self._keys = keys_of(self.app, BINDINGS)
        if not self.n:
            self.change(lambda: self.session.visit(1))
        self.paint()
        self.tick()
        self.set_interval(_TICK, self.tick)
        self.set_interval(_BEAT, self.session.beat)

    def tick(self) -> None:
        """A look at the clock: time-up, warnings, what could not be saved yet."""
        if self.over:
            return
        self.session.tick()
        if self.session.attempt.state is State.CLOSED:
            paths.time_up(self)
            return
        if self.session.attempt.section != self._section:
            self.enter_section(f"Time is up for {self._title(self._section)}.")
        before, self._left = self._left, self.session.left
        if self._left is not None and before is not None and self._left <= SHOWN_AGAIN < before:
            self._hidden = False
        if notice := due(self._notices, before, self._left):
            self.app.notify(notice.text, markup=False, timeout=8)
        self._show_clock()
        self._show_unsaved()

    def change(self, make: Callable[[], None]) -> bool:
        """Makes a change to the attempt and shows it; where it is refused, says why. Whether it was made."""
        self.query_one(KeyBar).hush()
        try:
            make()
        except Refused as refusal:
            attempt = self.session.attempt
            if attempt.state is State.CLOSED or attempt.section != self._section:
                self.tick()
            else:
                self.say(str(refusal))
            return False
        self.paint()
        return True

    def enter_section(self, why: str) -> None:
        """Shows the section that has just begun, whatever was open over the one before. `why` it did is said."""
        self._section = self.session.attempt.section
        self.walk = walk(self.session.attempt, "all")
        self._left = self.session.left
        self._notices = notices(self.session.attempt)
        if self._left is not None and self._left <= SHOWN_AGAIN:
            self._hidden = False
        paths.uncover(self)
        self.paint()
        self._show_clock()
        both = f"{why} {self._title(self._section)} begins."
        # The heading names the section that begins; what has become of the one before is said nowhere else.
        self.say(both if len(both) <= self.query_one(KeyBar).size.width else why)

    def _title(self, section: str | None) -> str:
        return self.session.attempt.form.title_of.get(section or "", "The section")

    def say(self, note: str) -> None:
        """A passing note in the last line."""
        self.query_one(KeyBar).say(note)

    def paint(self) -> None:
        """Gives every widget its value; each repaints itself only where its value is another one."""
        attempt, n = self.session.attempt, self.n
        heading = self.query_one(Heading)
        heading.left = captions.part(attempt, n)
        heading.right = captions.where(attempt, n, self.walk)
        self.query_one(Page).show(self._leaf(n))
        self.query_one(Progress).counts = count(attempt)
        self.query_one(KeyBar).hints = captions.hints(attempt, n, self.walk, self._keys)
        if self.panel:
            self.query_one(NavigatorPanel).show(by_number(attempt, n), n)
        self._show_unsaved()
        if self._ahead_of != n:
            self._ahead_of = n
            self.set_timer(_AHEAD_AFTER, self._look_ahead)

    def _leaf(self, n: int) -> Leaf:
        attempt, slot = self.session.attempt, self.session.attempt.form.slot(n)
        progress = attempt.of(n)
        told = progress.revealed
        return Leaf(
            n=n,
            stem=slot.stem,
            hints=(verdict(slot, progress),) if told else captions.to_choose(attempt, n),
            faces=explained_faces(attempt.form, slot, progress) if told else faces(slot, progress),
            reasons=reasons(slot) if told else (),
        )

    def _look_ahead(self) -> None:
        """Readies the questions to which the next key may go, while there is nothing else to do."""
        places = (self.walk.after(self.n), self.walk.before(self.n))
        self.query_one(Page).expect(self._leaf(n) for n in places if n is not None)

    def watch_panel(self, panel: bool) -> None:
        self.set_class(panel, "-panel")
        if panel:
            self.query_one(NavigatorPanel).show(by_number(self.session.attempt, self.n), self.n)

    def watch_striking(self, striking: bool) -> None:
        if not self.is_mounted:
            return
        if striking:
            options = self.slot.options
            none = f"{shown(self._keys['room.cancel'][0])} none"
            asked = f"Strike which option?  A–{self.slot.letter(options[-1].id)} or 1–{len(options)}   {none}"
            self.query_one(KeyBar).say(asked, seconds=None)
        else:
            self.query_one(KeyBar).hush()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("choose", "strike") and parameters and parameters[0] not in range(len(self.slot.options)):
            return False
        return not self.over and (not self.cramped or action in _TINY_TOO)

    def on_paper_pressed(self, message: Paper.Pressed) -> None:
        if message.strike:
            self.action_strike(message.option)
        else:
            self.action_choose(message.option)

    def on_clock_pressed(self) -> None:
        self.action_clock()

    def on_grid_pressed(self, message: Grid.Pressed) -> None:
        self.set_focus(None)
        self.go(message.n)

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        if message.action:
            await self.run_action(message.action)
        else:
            self.striking = False

    def on_scrolled_turned(self, message: Scrolled.Turned) -> None:
        self.query_one(".lower", Edge).more = message.more

    def action_choose(self, place: int) -> None:
        if place >= len(self.slot.options):
            return
        if self.striking:
            self.action_strike(place)
            return
        option = self.slot.options[place].id
        self.change(lambda: self.session.choose(self.n, option))

    def action_strike(self, place: int) -> None:
        self.striking = False
        if place < len(self.slot.options):
            option = self.slot.options[place].id
            on = option not in self.session.attempt.of(self.n).struck
            self.change(lambda: self.session.strike(self.n, option, on))

    def action_strike_next(self) -> None:
        self.striking = not self.striking

    def action_cancel(self) -> None:
        self.striking = False
        self.set_focus(None)

    def action_clear(self) -> None:
        self.change(lambda: self.session.respond(self.n, ()))

    def action_flag(self) -> None:
        self.change(lambda: self.session.mark(self.n, not self.session.attempt.of(self.n).marked))

    def action_doubt(self) -> None:
        self.change(lambda: self.session.doubt(self.n, not self.session.attempt.of(self.n).doubted))

    def action_pace(self) -> None:
        self.say(captions.pace(self.session.attempt, self.session.now()))

    def action_clock(self) -> None:
        self._hidden = not self._hidden
        self._show_clock()

    def action_reveal(self) -> None:
        attempt = self.session.attempt
        if attempt.mode == "practice" and attempt.status(self.n) is not Status.COMPLETE:
            self.say(f"Answer first; then {shown(self._keys['room.reveal'][0])} shows what is correct.")
            return
        self.change(lambda: self.session.reveal(self.n))

    def action_leave(self) -> None:
        paths.leave(self)

    def action_navigator(self) -> None:
        if self.app.size.width >= PANEL_FROM:
            self.panel = not self.panel
            self.set_focus(None)
        else:
            self.go_path(paths.navigator)

    def action_sheet(self) -> None:
        self.go_path(paths.sheet)

    def action_note(self) -> None:
        self.go_path(paths.note)

    def action_report(self) -> None:
        self.go_path(paths.report)

    def action_pause(self) -> None:
        self.go_path(paths.pause)

    def action_help(self) -> None:
        self.go_path(paths.show_help)

    @work(group=PATHS, exclusive=True)
    async def go_path(self, path: Path) -> None:
        """Goes the way to another screen and back."""
        self.striking = False
        await path(self)

    def _write(self, place: str, text: str) -> None:
        if self._shown.get(place) != text:
            self._shown[place] = text
            self.query_one(place, Static).update(Content(text))

    def _show_clock(self) -> None:
        now = reading(self._left, self.session.attempt.allowed, hidden=self._hidden)
        for screen in self.app.screen_stack:
            if isinstance(screen, Framed):
                screen.reading = now

    def _show_unsaved(self) -> None:
        unsaved, trouble = self.session.unsaved, self.session.trouble
        banner = f"! Not saved yet. The exam goes on; saving is tried again and again. {trouble}" if unsaved else ""
        if self._shown.get("#unsaved") != banner:
            self._write("#unsaved", banner)
            self.query_one("#unsaved").display = bool(banner)
