"""What a sitter can do and is told during an exam, the same for every face of the program.

The session says what may happen to an attempt. This adds what belongs to sitting it: the walk that "next" and "back"
follow, the warning before a question would be lost, the warnings of time, the change from one section to the next,
and what ending would lose. A face (the screen, or plain mode) calls it and puts what comes back into its own words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from exam.core.attempt import ONE_BY_ONE, Attempt, Refused, State, Status
from exam.core.form import RECALLED, Slot
from exam.core.wording import counted
from exam.sitting.session import Session
from exam.sitting.walk import Counts, WalkKind, count, walk_through

WARN_AT: tuple[tuple[int | timedelta, str], ...] = (
    (2, "half of the time"),
    (5, "20 % of the time"),
    (20, "5 % of the time"),
    (timedelta(minutes=1), "one minute"),
)
"""When a sitter is warned of time, and in which words. A whole number n warns when the n-th part of the time is left,
of the exam or of the section that is open. A length warns when so much is left; extra time lengthens it."""

_ALIVE_EVERY = timedelta(seconds=5)

Move = Literal["moved", "at the first", "at the last", "would be lost"]
"""What became of going to another question. "would be lost": this one has no full answer and there is no way back to
it, so the sitter is warned first, and going again goes."""


@dataclass(frozen=True, slots=True)
class TimeWarning:
    """Said once, when no more than `left` is left. `words` may be empty."""

    left: timedelta
    words: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the clock found."""

    ended: bool = False
    """The attempt is closed; unless the sitter ended it, because time is up."""
    closed_section: str | None = None
    """The title of a section whose time is up. The next one has begun."""
    warning: TimeWarning | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """What a sitter is asked before ending what is open: the section where sections have clocks, else the exam."""

    section: str | None
    """The title of a section after which others come; None: the whole exam would end."""
    counts: Counts
    unanswered: tuple[int, ...]
    """The numbers of the questions without a full answer."""


class Controller:
    """One sitting of an attempt. Whatever a method changes goes through the session; each may raise Refused."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._lost_if_left = 0
        """The question about which the sitter was warned that leaving would lose it."""
        self._alive_at = session.now()
        self._section = session.attempt.section
        self._left = session.left
        self.walk = walk_through(session.attempt, "all")
        """The questions that `next` and `back` go through."""

    @property
    def attempt(self) -> Attempt:
        return self.session.attempt

    @property
    def n(self) -> int:
        """The number of the question on screen, from 1."""
        return self.attempt.current

    @property
    def slot(self) -> Slot:
        return self.attempt.form.slot(self.n)

    def next(self) -> Move:
        """To the question of this walk after this one."""
        following = self.walk.after(self.n)
        return "at the last" if following is None else self.go(following)

    def back(self) -> Move:
        """To the question of this walk before this one."""
        before = self.walk.before(self.n)
        if before is not None:
            return self.go(before)
        if self.n > 1 and (reason := self.attempt.barred(self.n - 1)):
            raise Refused(reason)
        return "at the first"

    def go(self, n: int) -> Move:
        """To question `n`. One outside the walk ends the walk."""
        attempt = self.attempt
        leaves = 1 <= n <= len(attempt.form.slots) and n != self.n and attempt.barred(n) is None
        if leaves and attempt.loses(self.n) and self._lost_if_left != self.n:
            self._lost_if_left = self.n
            return "would be lost"
        self.session.visit(n)
        if self.walk.position(n) is None:
            self.walk = walk_through(self.attempt, "all")
        return "moved"

    def first_open(self) -> int | None:
        """The first question but this one that has no full answer and can be gone to; None where there is none."""
        attempt = self.attempt
        numbers = (slot.n for slot in attempt.form.slots if slot.n != self.n and attempt.barred(slot.n) is None)
        return next((n for n in numbers if attempt.status(n) is not Status.COMPLETE), None)

    def begin_walk(self, kind: WalkKind) -> None:
        """To the first question of a walk, which is fixed from now on."""
        if reason := self.no_walk(kind):
            raise Refused(reason)
        walk = walk_through(self.attempt, kind)
        self.session.visit(walk.numbers[0])
        self.walk = walk

    def no_walk(self, kind: WalkKind) -> str:
        """Why a walk cannot be begun now; empty where it can."""
        if self.attempt.is_linear:
            return ONE_BY_ONE
        if walk_through(self.attempt, kind).numbers:
            return ""
        counts = count(self.attempt)
        if kind == "flagged":
            return "None of them can be gone to any more." if counts.flagged else "No question is flagged."
        return "None of them can be gone to any more." if counts.unanswered else "Every question has a full answer."

    @property
    def remark(self) -> str:
        """To be said when going on from a question whose answer has too few parts, or too many; else empty."""
        slot, progress = self.slot, self.attempt.of(self.n)
        if slot.kind == "recall":
            unsaid = progress.revealed and not progress.response
            return f"You have not said whether you had question {self.n} right." if unsaid else ""
        if slot.gaps:
            blank = len(self.blanks())
            return f"Question {self.n} has {counted(blank, 'blank place')}." if blank and len(slot.gaps) > 1 else ""
        chosen, choose = len(progress.response), slot.choose
        return "" if choose in (1, chosen) else f"Question {self.n} takes {choose} answers; {chosen or 'none'} chosen."

    def choices(self, gap: int = 0) -> tuple[str, ...]:
        """What can be picked by a letter or a number, in that order; nothing where the answer is typed.

        The ids of options, of those that a gap lists, or what may be said of an answer that was recalled.
        """
        slot = self.slot
        if slot.kind == "recall":
            return tuple(RECALLED) if self.attempt.of(self.n).revealed else ()
        return slot.gaps[gap].choices if slot.gaps else tuple(option.id for option in slot.options)

    def pick(self, choice: str, gap: int = 0) -> None:
        """Answers with one of the `choices`. In a gap, and where several count, the same again takes it back.

        A step of an ordering question comes behind those that have a place.
        """
        slot = self.slot
        if slot.kind == "ordering":
            placed = self.placed()
            self._order([step for step in placed if step != choice] if choice in placed else [*placed, choice])
        elif slot.gaps:
            self.session.fill(self.n, gap, "" if self.answer_in(gap) == choice else choice)
        elif slot.kind == "recall":
            self.session.respond(self.n, (choice,))
        else:
            self.session.choose(self.n, choice)

    def answer_in(self, gap: int) -> str:
        """What stands in a gap, from 0; "" where it is blank."""
        response = self.attempt.of(self.n).response
        return response[gap] if response else ""

    def blanks(self) -> tuple[int, ...]:
        """The gaps in which nothing stands, from 0."""
        return tuple(gap for gap in range(len(self.slot.gaps)) if not self.answer_in(gap))

    def placed(self) -> tuple[str, ...]:
        """The steps of an ordering question that have a place, in their order."""
        return tuple(step for step in self.attempt.of(self.n).response if step)

    def shift(self, step: str, by: int) -> None:
        """Moves a step that has a place so many places down, or up (below zero), as far as there are any."""
        placed = list(self.placed())
        if step in placed:
            at = placed.index(step)
            placed.insert(max(0, min(len(placed) - 1, at + by)), placed.pop(at))
            self._order(placed)

    def _order(self, placed: Sequence[str]) -> None:
        self.session.respond(self.n, (*placed, *[""] * (len(self.slot.gaps) - len(placed))))

    def flag(self) -> None:
        """Flags the question for review, or takes the flag off."""
        self.session.mark(self.n, not self.attempt.of(self.n).marked)

    def doubt(self) -> None:
        """Notes that the sitter is unsure, or is sure again."""
        self.session.doubt(self.n, not self.attempt.of(self.n).doubted)

    def strike(self, option: str) -> None:
        """Strikes an option out, by its id, or back in."""
        self.session.strike(self.n, option, option not in self.attempt.of(self.n).struck)

    def reveal(self) -> Literal["shown", "answer first"]:
        """Shows the key, in practice mode, once the question has a full answer; of one to be recalled, at any time."""
        recall = self.slot.kind == "recall"
        if self.attempt.mode == "practice" and not recall and self.attempt.status(self.n) is not Status.COMPLETE:
            return "answer first"
        self.session.reveal(self.n)
        return "shown"

    def ending(self) -> Ending:
        """What ending now would lose."""
        attempt = self.attempt
        section = None if attempt.is_last_section else attempt.section
        slots = [slot for slot in attempt.form.slots if section in (None, slot.section)]
        return Ending(
            section=None if section is None else attempt.form.title_of[section],
            counts=count(attempt, section),
            unanswered=tuple(slot.n for slot in slots if attempt.status(slot.n) is not Status.COMPLETE),
        )

    def end(self) -> None:
        """Ends what is open: a section after which others come, so that the next one begins, else the exam."""
        if self.attempt.is_last_section:
            self.session.end()
        else:
            self.session.close_section()
            self._enter_section()

    def look(self) -> Look:
        """To be called a few times a second. What time brought since the last call, each thing once."""
        self.session.tick()
        if self.attempt.state is State.CLOSED:
            return Look(ended=True)
        now = self.session.now()
        if now - self._alive_at >= _ALIVE_EVERY:
            self._alive_at = now
            self.session.note_alive()
        if self.section_changed:
            closed = self.attempt.form.title_of[self._section or ""]
            self._enter_section()
            return Look(closed_section=closed)
        before, self._left = self._left, self.session.left
        return Look(warning=_passed(self.attempt, before, self._left))

    @property
    def section_changed(self) -> bool:
        """Whether the section has closed since the last look, so that a key was meant for one that is gone."""
        return self.attempt.section != self._section

    def _enter_section(self) -> None:
        self._section = self.attempt.section
        self._left = self.session.left
        self.walk = walk_through(self.attempt, "all")


def warnings_of(attempt: Attempt) -> tuple[TimeWarning, ...]:
    """The warnings for what is open now, most time first; none where it is untimed, or shorter than they are."""
    allowed = attempt.allowed
    if allowed is None:
        return ()
    try:
        factor = float(attempt.extra_time)
    except ValueError:  # of an attempt that an older program wrote
        factor = 1.0
    # Where two fall on one instant, the later in the list says it.
    words = {
        allowed / at if isinstance(at, int) else at * factor: said if isinstance(at, int) or factor == 1 else ""
        for at, said in WARN_AT
    }
    return tuple(TimeWarning(left, words[left]) for left in sorted(words, reverse=True) if left < allowed)


def _passed(attempt: Attempt, before: timedelta | None, left: timedelta | None) -> TimeWarning | None:
    """The warning to give between two looks at the clock; the last one where a gap passed several."""
    if before is None or left is None:
        return None
    return next((warning for warning in reversed(warnings_of(attempt)) if left <= warning.left < before), None)
