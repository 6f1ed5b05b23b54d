"""The question of a running attempt on the screen: what is shown of it, and how it changes.

It holds the session and the controller that plain mode uses as well; no other widget touches them. Keys are in
`exam.tui.sitting.question`, and the ways to other screens in `exam.tui.sitting.paths`.
"""

from collections.abc import Callable
from typing import Literal, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from exam.core.attempt import Refused, State
from exam.core.wording import clock
from exam.sitting.controller import Controller, Move
from exam.sitting.session import Session
from exam.sitting.walk import count
from exam.tui.keymap import keys_of, shown
from exam.tui.sitting import captions
from exam.tui.sitting.frame import SHOWN_AGAIN, Framed, TimeLeft, clock_reading
from exam.tui.sitting.interruptions import TimeUp
from exam.tui.sitting.keys import QUESTION_BINDINGS
from exam.tui.sitting.navigator import NavigatorPanel
from exam.tui.sitting.page import QuestionPage
from exam.tui.sitting.parts import Divider, ExamTitle, ProgressLine, Scrolled, SplitLine
from exam.tui.sitting.question_text import QuestionText, explained_options, options_of, reasons, verdict_piece
from exam.tui.widgets.keybar import KeyBar

_TICK = 0.25
_PREPARE_AFTER = 0.05
"""Seconds after a question was shown: by then its frame has been written, too."""
PATHS = "paths"
"""The worker group in which a way to another screen runs; it is cancelled when that screen is closed from here."""

_Result = TypeVar("_Result")


class QuestionView(Framed[None]):
    """One question of a running attempt. Dismissed when the attempt is closed or was left."""

    CSS_PATH = "sitting.tcss"

    panel: reactive[bool] = reactive(False, repaint=False)
    """Whether the navigator is wanted beside the question."""
    striking: reactive[bool] = reactive(False, repaint=False)
    """Whether the next letter strikes an option out; going elsewhere ends that."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.controller = Controller(session)
        self.over = False
        """Whether the attempt is closed or left, so that nothing more is to be done here."""
        self._clock_hidden = False
        self._left = session.left
        """The time left when the clock was shown last."""
        self._prepared_for = 0
        """The question whose neighbours are drawn ahead."""

    @property
    def n(self) -> int:
        """The number of the question on screen, from 1."""
        return self.controller.n

    def page(self) -> ComposeResult:
        attempt = self.session.attempt
        with Vertical(classes="column"):
            with Horizontal(classes="top"):
                yield ExamTitle(attempt.form, "Practice" if attempt.mode == "practice" else "")
                yield TimeLeft()
            yield SplitLine()
            yield Static(id="unsaved", markup=False)
            yield Divider()
            yield QuestionPage()
            yield Divider(classes="lower")
            yield ProgressLine()
            yield KeyBar()
        yield NavigatorPanel()

    def on_mount(self) -> None:
        self._unsaved_banner = ""
        self._keys = keys_of(self.app, QUESTION_BINDINGS)
        if not self.n:
            self.change(lambda: self.session.visit(1))
        self.paint()
        self.tick()
        self.set_interval(_TICK, self.tick)

    def tick(self) -> None:
        """A look at the clock: time-up, warnings, what could not be saved yet."""
        if self.over:
            return
        look = self.controller.look()
        if look.ended:
            self.uncover()
            self.close()
            return
        if look.closed_section is not None:
            self.show_section(f"Time is up for {look.closed_section}.")
        if look.warning is not None:
            words = f": {look.warning.words}" if look.warning.words else ""
            self.app.notify(f"{clock(look.warning.left)} left{words}.", markup=False, timeout=8)
        self._show_clock()
        self._show_unsaved()

    def change(self, make: Callable[[], _Result]) -> _Result | Literal[False]:
        """Makes a change to the attempt and shows it. Where it is refused, says why and gives False."""
        self.query_one(KeyBar).hush()
        try:
            result = make()
        except Refused as refusal:
            if self.session.attempt.state is State.CLOSED or self.controller.section_changed:
                self.tick()
            else:
                self.say(str(refusal))
            return False
        self.paint()
        return result

    def move(self, move: Callable[[], Move], remark: str = "") -> Move | Literal[False]:
        """Goes to another question and makes a remark. Where it does not get there, says why; False: it is refused."""
        self.striking = False
        moved = self.change(move)
        if moved == "at the first":
            remark = "This is the first question here."
        elif moved == "would be lost":
            remark = f"No full answer yet, and no way back. {shown(self._keys['room.next'][0])} again goes on."
        if moved and remark:
            self.say(remark)
        return moved

    def go(self, n: int) -> None:
        """Shows question `n`; one outside a filtered walk ends the filter."""
        self.move(lambda: self.controller.go(n))

    def say(self, note: str) -> None:
        """A passing note in the last line."""
        self.query_one(KeyBar).say(note)

    def show_section(self, why: str) -> None:
        """Shows the section that has just begun, whatever lay over the one before, and says `why` it has."""
        attempt = self.session.attempt
        self.uncover()
        self.paint()
        self._left = None
        self._show_clock()
        both = f"{why} {attempt.form.title_of[attempt.section or '']} begins."
        # The heading names the section that begins; what has become of the one before is said nowhere else.
        self.say(both if len(both) <= self.query_one(KeyBar).size.width else why)

    def uncover(self) -> None:
        """Closes what is open over the question."""
        if self.app.screen is not self:
            self.workers.cancel_group(self, PATHS)
            while self.app.screen is not self:
                self.app.pop_screen()

    def close(self) -> None:
        """Leaves the exam; where time ended the attempt, by the page that says so."""

        def dismiss(_: None = None) -> None:
            self.dismiss(None)  # What this gives must not be awaited by the screen itself, as a callback's result is.

        self.over = True
        attempt = self.session.attempt
        if attempt.state is State.CLOSED:
            self.app.clear_notifications()  # how much time was left is of no use any more
        if attempt.ended_reason == "time_up":
            self.app.push_screen(TimeUp(count(attempt)), dismiss)
        else:
            dismiss()

    def paint(self) -> None:
        """Gives every widget its value; each repaints itself only where its value is another one."""
        attempt, n, walk = self.session.attempt, self.n, self.controller.walk
        line = self.query_one(SplitLine)
        line.left, line.right = captions.section_title(attempt, n), captions.position(attempt, n, walk)
        self.query_one(QuestionPage).show(self._question_text(n))
        self.query_one(ProgressLine).counts = count(attempt)
        self.query_one(KeyBar).hints = captions.key_hints(attempt, n, walk, self._keys)
        self._show_panel()
        self._show_unsaved()
        if self._prepared_for != n:
            self._prepared_for = n
            self.set_timer(_PREPARE_AFTER, self._prepare)

    def _question_text(self, n: int) -> QuestionText:
        attempt = self.session.attempt
        slot, progress = attempt.form.slot(n), attempt.of(n)
        if not progress.revealed:
            hints = captions.to_choose(attempt, n)
            return QuestionText(n=n, stem=slot.stem, options=options_of(slot, progress), hints=hints)
        return QuestionText(
            n=n,
            stem=slot.stem,
            options=explained_options(attempt.form, slot, progress),
            hints=(verdict_piece(slot, progress),),
            reasons=reasons(slot),
        )

    def _prepare(self) -> None:
        """Draws the questions to which the next key may go, while there is nothing else to do."""
        walk = self.controller.walk
        neighbours = (walk.after(self.n), walk.before(self.n))
        self.query_one(QuestionPage).prepare(self._question_text(n) for n in neighbours if n is not None)

    def _show_panel(self) -> None:
        if self.panel:
            self.query_one(NavigatorPanel).show(self.session.attempt)

    def _show_clock(self) -> None:
        before, self._left = self._left, self.session.left
        if self._left is not None and self._left <= SHOWN_AGAIN and (before is None or before > SHOWN_AGAIN):
            self._clock_hidden = False
        reading = clock_reading(self._left, self.session.attempt.allowed, hidden=self._clock_hidden)
        for screen in self.app.screen_stack:
            if isinstance(screen, Framed):
                screen.reading = reading

    def _show_unsaved(self) -> None:
        trouble = self.session.trouble
        banner = f"! Not saved yet. The exam goes on; saving is tried again and again. {trouble}"
        if not self.session.unsaved:
            banner = ""
        if banner != self._unsaved_banner:
            self._unsaved_banner = banner
            line = self.query_one("#unsaved", Static)
            line.update(Content(banner))
            line.display = bool(banner)

    def watch_panel(self, panel: bool) -> None:
        self.set_class(panel, "-panel")
        self._show_panel()

    def watch_striking(self, striking: bool) -> None:
        if not self.is_mounted:
            return
        if not striking:
            self.query_one(KeyBar).hush()
            return
        slot = self.controller.slot
        none = f"{shown(self._keys['room.cancel'][0])} none"
        asked = f"Strike which option?  A–{slot.letter(slot.options[-1].id)} or 1–{len(slot.options)}   {none}"
        self.query_one(KeyBar).say(asked, seconds=None)

    def on_scrolled_more_changed(self, message: Scrolled.MoreChanged) -> None:
        self.query_one(".lower", Divider).more = message.more
