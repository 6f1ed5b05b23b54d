"""What is typed as an answer: the field that is open in the place to fill, and how nothing typed into it is lost.

It is written down when the field is left, when typing pauses, before anything else is done to the attempt, and at once
where time is nearly up.
"""

from datetime import datetime, timedelta
from functools import cached_property

from textual import events
from textual.widgets import Input

from exam.core.attempt import Attempt, Refused, State
from exam.core.form import Slot
from exam.core.gap import LONGEST_TYPED
from exam.core.text import one_line
from exam.sitting.session import Session
from exam.tui.sitting.answer_field import AnswerField, Way
from exam.tui.sitting.page import QuestionPage
from exam.tui.sitting.question_text import QuestionPart
from exam.tui.sitting.question_view import QuestionView

_PAUSE = timedelta(seconds=1)
"""After so long without another letter, what was typed is written down."""
_NEARLY_UP = timedelta(seconds=2)
"""With so little time left it is written down at once, letter by letter."""


class Typing(QuestionView):
    """A question in whose current place something may be typed: there the field is open where `writing`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.current = 0
        """The gap that a letter goes to, or the placed step that is moved, from 0."""
        self.writing = False
        """Whether the current gap is being typed into."""
        self._arrived_at = 0
        """The question that `current` and `writing` are about."""
        self._typed_at: datetime | None = None
        """When something was typed that is not written down yet."""

    @property
    def slot(self) -> Slot:
        return self.controller.slot

    @cached_property
    def field(self) -> AnswerField:
        return self.query_one(AnswerField)

    def on_mount(self) -> None:
        self.field.leaving = self.leave_field

    def keep_typed(self) -> None:
        self._typed_at = None
        n, gap = self.field.place
        if not self.writing or n != self.n or one_line(self.field.value) == self.controller.answer_in(gap):
            return
        try:
            self.session.fill(n, gap, self.field.value)
        except Refused:
            self.writing = False  # by time alone: the next look at the clock says so

    def keep_typed_in_time(self) -> None:
        now, left = self.session.now(), self.session.left
        if self._typed_at is not None and (now - self._typed_at >= _PAUSE or (left is not None and left <= _NEARLY_UP)):
            self.keep_typed()
            self.paint()

    def take_typed(self, event: events.Key) -> bool:
        """Takes a letter that was typed ahead, before the field that it belongs to was open."""
        if super().take_typed(event):
            return True
        if self.writing and event.is_printable and event.character is not None and self.app.screen is self:
            self.field.insert_text_at_cursor(event.character)
            return True
        return False

    def on_input_changed(self, message: Input.Changed) -> None:
        if self.writing and message.input is self.field:
            self._typed_at = self.session.now()
            self.query_one(QuestionPage).bring(QuestionPart("gap", self.current))
            self.keep_typed_in_time()

    def on_answer_field_full(self) -> None:
        self.say(f"An answer has {LONGEST_TYPED} letters at most.")

    def on_descendant_blur(self) -> None:
        if self.writing and self.focused is not self.field:
            self.keep_typed()
            # Where the whole terminal has lost the focus, the field gets it back together with the terminal.
            self.writing = not self.app.app_focus
            self.paint()

    def arrive(self) -> None:
        """Begins at the first blank place. Only such a one is open to be typed into at once: whoever goes through what
        is answered already, by letters that are keys elsewhere, must not change it by them."""
        if self._arrived_at != self.n:
            self._arrived_at = self.n
            self.current = starting_gap(self.attempt, self.n)
            self.writing = self.can_write(self.current) and not self.controller.answer_in(self.current)
            # Nor is anything typed where it would not be seen.
            self.writing = self.writing and self.query_one(QuestionPage).begins_with_field(self.text_of(self.n))
        self.writing = self.writing and self.is_open

    def show_field(self) -> None:
        field, place = self.field, (self.n, self.current)
        if not self.writing:
            field.place = (0, 0)
            if self.focused is field:
                self.set_focus(None)
            return
        if field.place != place:
            field.open(place, self.controller.answer_in(self.current))
        if self.focused is not field and self.app.app_focus:
            self.set_focus(field, scroll_visible=False)

    def leave_field(self, way: Way) -> None:
        """Leaves the field, with what was typed kept."""
        to = self.current + {"take": 1, "after": 1, "before": -1, "out": 0}[way]
        if way != "out" and len(self.slot.gaps) > 1 and 0 <= to < len(self.slot.gaps):
            self.go_to_part(to)
        elif way == "take":
            self.keep_typed()
            self.action_next()
        else:
            self.keep_typed()
            self.writing = False
            self.paint()
            if way == "after":
                self.focus_next()  # to the navigator, where one is beside the question

    def go_to_part(self, part: int, *, bring: bool = True) -> None:
        """Makes a gap, or a placed step, the one that keys are about, and brings it into view: not under a mouse, which
        would find something else where it is."""
        self.keep_typed()
        self.current = part
        self.writing = self.can_write(part)
        self.paint()
        if bring:
            self.bring_current()

    def bring_current(self) -> None:
        of = QuestionPart("option" if self.slot.kind == "ordering" else "gap", self.current)
        self.query_one(QuestionPage).bring(of)

    @property
    def attempt(self) -> Attempt:
        return self.session.attempt

    @property
    def is_open(self) -> bool:
        """Whether this question can be answered now."""
        return self.attempt.state is State.INTERACTING and self.attempt.locked(self.n) is None

    def can_write(self, gap: int) -> bool:
        gaps = self.slot.gaps
        return self.is_open and gap < len(gaps) and not gaps[gap].choices


def starting_gap(attempt: Attempt, n: int) -> int:
    """Where answering begins: at the first blank gap; of an ordering question at the step that was placed last."""
    slot, response = attempt.form.slot(n), attempt.of(n).response
    if slot.kind == "ordering":
        return max(0, sum(map(bool, response)) - 1)
    return next((gap for gap in range(len(slot.gaps)) if not response or not response[gap]), 0)
