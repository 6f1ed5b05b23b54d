"""The question of a running attempt on the screen: what is shown of it, and how it changes.

It holds the session and the controller that plain mode uses as well; no other widget touches them. How a question is
answered is in `exam.tui.sitting.answering`; the ways to other screens are in `exam.tui.sitting.question`.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Literal, TypeVar

from textual.reactive import reactive

from exam.core.attempt import Attempt, Refused, State
from exam.core.wording import clock
from exam.sitting.controller import Controller, Move
from exam.sitting.saving import mark_of, saving_words
from exam.sitting.session import Session
from exam.sitting.walk import count
from exam.tui.sitting.dialogs import TimeUp
from exam.tui.sitting.frame import DOCKED_FROM, SHOWN_AGAIN, Framed, ProgressLine, clock_reading
from exam.tui.sitting.grid import NavigatorPanel
from exam.tui.sitting.keys import QUESTION_BINDINGS
from exam.tui.sitting.noting import Noting
from exam.tui.sitting.page import WAYS, QuestionPage
from exam.tui.sitting.question_body import QuestionBody
from exam.tui.sitting.question_text import QuestionText
from exam.tui.sitting.whereabouts import position, section_title
from exam.tui.widgets.keybar import Hint, KeyBar

_TICK = 0.25
_PREPARE_AFTER = 0.05
"""Seconds after a question was shown: by then its frame has been written, too."""

_Result = TypeVar("_Result")


class QuestionView(Noting[None]):
    """One question of a running attempt. Dismissed when the attempt is closed or was left."""

    BINDINGS = QUESTION_BINDINGS

    panel: reactive[bool] = reactive(False, repaint=False)
    """Whether the navigator is wanted beside the question."""
    panel_chosen = False
    """Whether the sitter has opened or closed it; else it goes by the width of the terminal."""
    striking: reactive[bool] = reactive(False, repaint=False, init=False)
    """Whether the next letter strikes an option out; going elsewhere ends that."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.attempt.form, "Practice" if session.attempt.mode == "practice" else "")
        self.session = session
        self.controller = Controller(session)
        self.over = False
        """Whether the attempt is closed or left, so that nothing more is to be done here."""
        self._left = session.left
        """The time left when the clock was shown last."""
        self._prepared_for = 0
        """The question whose neighbours are drawn ahead."""

    @property
    def n(self) -> int:
        """The number of the question on screen, from 1."""
        return self.controller.n

    def shown_attempt(self) -> tuple[Attempt, int]:
        return self.session.attempt, self.n

    def beside(self) -> Iterator[NavigatorPanel]:
        yield NavigatorPanel()

    def on_mount(self) -> None:
        super().on_mount()
        if not self.n:
            self.change(lambda: self.session.visit(1))
        self._dock_panel()
        self.paint()
        self.tick()
        self.set_interval(_TICK, self.tick)

    def tick(self) -> None:
        """A look at the clock: time-up, warnings, what could not be saved yet."""
        if self.over:
            return
        self.keep_typed_in_time()
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
        self.keep_typed()
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

    def keep_typed(self) -> None:
        """Writes down what is being typed, where that is not what the attempt has already."""
        raise NotImplementedError

    def keep_typed_in_time(self) -> None:
        """The same where typing has paused, and before time is up."""
        raise NotImplementedError

    def arrive(self) -> None:
        """Begins to answer the question on screen, where it is another one than before."""
        raise NotImplementedError

    def show_field(self) -> None:
        """Opens or closes the field to type in."""
        raise NotImplementedError

    def text_of(self, n: int) -> QuestionText:
        """What is shown of question `n`."""
        raise NotImplementedError

    def key_hints(self) -> tuple[Hint, ...]:
        """The keys that matter at this question, the most needed first. Help comes last and is always shown."""
        raise NotImplementedError

    def move(self, move: Callable[[], Move], remark: str = "") -> Move | Literal[False]:
        """Goes to another question and makes a remark. Where it does not get there, says why; False: it is refused."""
        self.striking = False
        moved = self.change(move)
        if moved == "at the first":
            remark = "This is the first question here."
        elif moved == "would be lost":
            remark = f"No full answer yet, and no way back. {self.hint('room.next').key} again goes on."
        if moved and remark:
            self.say(remark)
        return moved

    def go(self, n: int) -> None:
        """Shows question `n`; one outside a filtered walk ends the filter."""
        self.move(lambda: self.controller.go(n))

    def show_section(self, why: str) -> None:
        """Shows the section that has just begun, whatever lay over the one before, and says `why` it has."""
        self.uncover()
        self.paint()
        self._left = None
        self._show_clock()
        both = f"{why} {self.form.title_of[self.session.attempt.section or '']} begins."
        # The heading names the section that begins; what has become of the one before is said nowhere else.
        self.say(both if len(both) <= self.query_one(KeyBar).size.width else why)

    def uncover(self) -> None:
        """Closes what is open over the question."""
        if self.app.screen is not self:
            self.workers.cancel_group(self, WAYS)
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
        attempt, n = self.session.attempt, self.n
        self.arrive()
        self._head()
        self.query_one(QuestionPage).show(self.with_exhibits(self.text_of(n)))
        self.query_one(ProgressLine).counts = count(attempt)
        self.query_one(KeyBar).hints = self.key_hints()
        self.show_field()
        self._show_panel()
        self._show_unsaved()
        if self._prepared_for != n:
            self._prepared_for = n
            self.set_timer(_PREPARE_AFTER, self._prepare)

    def on_resize(self) -> None:
        self._dock_panel()

    def _dock_panel(self) -> None:
        """Where there is room for it, the navigator stands beside the question; not where one cannot go back."""
        if not self.panel_chosen:
            self.panel = self.app.size.width >= DOCKED_FROM and not self.session.attempt.is_linear

    def watch_panel(self, panel: bool) -> None:
        self.set_class(panel, "-panel")
        self._show_panel()

    def watch_striking(self, striking: bool) -> None:
        bar, slot = self.query_one(KeyBar), self.controller.slot
        if striking:
            last, none = slot.letter(slot.options[-1].id), self.hint("room.cancel").key
            bar.say(f"Strike which option?  A–{last} or 1–{min(9, len(slot.options))}   {none} none", seconds=None)
        else:
            bar.hush()

    def _head(self) -> None:
        """The section, where this question stands in it, and whether its answer is not in the database yet."""
        attempt, n = self.session.attempt, self.n
        mark = mark_of(self.session, n)
        where = " · ".join((position(attempt, n, self.controller.walk), *self.sign_of_notes(n)))
        self.head(section_title(attempt, n), f"{where} · ! {mark}" if mark else where)

    def _prepare(self) -> None:
        """Draws the questions to which the next key may go, while there is nothing else to do."""
        walk = self.controller.walk
        neighbours = (walk.after(self.n), walk.before(self.n))
        self.query_one(QuestionBody).prepare(self.with_exhibits(self.text_of(n)) for n in neighbours if n is not None)

    def _show_panel(self) -> None:
        if self.panel:
            self.query_one(NavigatorPanel).show(self.session.attempt)

    def _show_clock(self) -> None:
        before, self._left = self._left, self.session.left
        if self._left is not None and self._left <= SHOWN_AGAIN and (before is None or before > SHOWN_AGAIN):
            with suppress(Refused):  # by time alone: the next look at the clock says so
                self.session.hide_clock(False)
        attempt = self.session.attempt
        reading = clock_reading(self._left, attempt.allowed, hidden=attempt.clock_hidden)
        for screen in self.app.screen_stack:
            if isinstance(screen, Framed):
                screen.reading = reading

    def _show_unsaved(self) -> None:
        before, words = self.unsaved, saving_words(self.session)
        for screen in self.app.screen_stack:
            if isinstance(screen, Framed):
                screen.unsaved = words
        if before != words:
            self._head()
            self.query_one(QuestionPage).show(self.with_exhibits(self.text_of(self.n)))
