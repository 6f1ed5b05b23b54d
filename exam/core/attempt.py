"""The attempt as a value that never changes: a form, what its events came to, and what follows from that.

An event makes another attempt of it, in `exam.core.fold`.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from exam.core.correction import Correction
from exam.core.events import EndReason, Forecast, Mode
from exam.core.form import Form

ONE_BY_ONE = "This exam goes forward only, one question after the other."
"""Why a linear form allows no leap."""

TAKEN_BACK_WITHIN = timedelta(seconds=10)
"""How long after the end it can be taken back by the sitter who submitted it."""


class Refused(Exception):
    """An event that cannot happen in this attempt now. The text says why, for the person who tried."""


class State(StrEnum):
    """The life of an attempt, as in QTI 2.2."""

    INITIAL = "initial"
    INTERACTING = "interacting"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Status(StrEnum):
    """How far one slot is. Being flagged is independent of it."""

    UNSEEN = "unseen"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class SlotProgress:
    """What happened to one slot so far."""

    visited: bool = False
    response: tuple[str, ...] = ()
    history: tuple[tuple[str, ...], ...] = ()
    """Every full answer that was given, oldest first, without repeats in a row. Of a question with gaps, which is
    answered letter by letter and part by part, only what stood there when it was left."""
    answering: bool = False
    """Whether the last of `history` was given since the question came on screen."""
    marked: bool = False
    doubted: bool = False
    struck: frozenset[str] = frozenset()
    revealed: bool = False
    spent: timedelta = timedelta()
    note: str = ""
    report: str = ""


@dataclass(frozen=True)
class Attempt:
    """A form and what its events came to."""

    form: Form
    progress: tuple[SlotProgress, ...]
    state: State = State.INITIAL
    mode: Mode = "exam"
    events: int = 0
    """How many events were applied; the next one's sequence number."""
    current: int = 0
    """The place on screen, from 1; 0 before the first visit."""
    started_at: datetime | None = None
    last_at: datetime | None = None
    deadline: datetime | None = None
    """When time is up; None: untimed. Moves on by every suspension."""
    seconds: int | None = None
    """The time allowed in all; None: untimed."""
    extra_time: str = "1"
    forecast: Forecast | None = None
    """What was told of it before it began; None: nothing."""
    suspended_at: datetime | None = None
    suspended_for: timedelta = timedelta()
    gaps: tuple[tuple[datetime, timedelta, str], ...] = ()
    """Each suspension: when it began, how long it was, and why."""
    closed_sections: frozenset[str] = frozenset()
    pad: str = ""
    """What stands on the scratchpad."""
    clock_hidden: bool = False
    """Whether the sitter does not want to see the clock."""
    clock_shifts: tuple[float, ...] = ()
    ended_at: datetime | None = None
    ended_reason: EndReason | None = None
    corrections: tuple[Correction, ...] = ()
    """What was found wrong with the paper after it was sat; `form` is as it should have been."""
    written: Form | None = None
    """The form as it was sat, where there are corrections."""
    _since: datetime | None = field(default=None, repr=False)
    """Since when the current slot is on screen."""

    def of(self, n: int) -> SlotProgress:
        """What happened to the slot at place `n`, from 1."""
        return self.progress[n - 1]

    def status(self, n: int) -> Status:
        progress = self.of(n)
        if self.form.slot(n).is_full(progress.response):
            return Status.COMPLETE
        return Status.INCOMPLETE if progress.visited else Status.UNSEEN

    @property
    def as_sat(self) -> "Attempt":
        """The same attempt by the paper as it was sat, before any correction."""
        return self if self.written is None else replace(self, form=self.written, corrections=(), written=None)

    @property
    def answered(self) -> int:
        """How many slots have a full answer."""
        # Taken with every event that is committed, so in one pass.
        pairs = zip(self.form.slots, self.progress, strict=True)
        return sum(slot.is_full(progress.response) for slot, progress in pairs)

    def left(self, now: datetime) -> timedelta | None:
        """Time left at an instant, not below zero; None: untimed. A suspended or ended attempt's time stands still."""
        if self.deadline is None:
            return None
        return max(timedelta(), self.deadline - (self.ended_at or self.suspended_at or now))

    def used(self, now: datetime) -> timedelta:
        """Time spent sitting until an instant, or until the end, suspensions left out."""
        if self.started_at is None:
            return timedelta()
        until = self.ended_at or self.suspended_at or now
        return max(timedelta(), until - self.started_at - self.suspended_for)

    @property
    def section(self) -> str | None:
        """The section that is open now, where each has its own clock; else None."""
        if not self.form.blueprint.section_clocks:
            return None
        return next((name for name in self.form.section_order if name not in self.closed_sections), None)

    @property
    def is_last_section(self) -> bool:
        """Whether nothing comes after what is open now."""
        return self.section is None or self.section == self.form.section_order[-1]

    @property
    def section_deadline(self) -> datetime | None:
        """When the open section closes by itself; None where sections have no clocks, and untimed.

        The last one's is the deadline of all: what is left after the open section is what the later ones may take.
        """
        if self.section is None or self.deadline is None:
            return None
        order = self.form.section_order
        return self.deadline - sum(map(self._share, order[order.index(self.section) + 1 :]), timedelta())

    @property
    def allowed(self) -> timedelta | None:
        """The time given for what is open now: the section where each has its clock, else all. None: untimed."""
        if self.seconds is None:
            return None
        return timedelta(seconds=self.seconds) if self.section is None else self._share(self.section)

    def left_here(self, now: datetime) -> timedelta | None:
        """Time left for what is open now, as `left`."""
        if (deadline := self.section_deadline) is None:
            return self.left(now)
        return max(timedelta(), deadline - (self.ended_at or self.suspended_at or now))

    @property
    def is_linear(self) -> bool:
        """Whether its questions come once, one after the other."""
        return self.form.blueprint.navigation == "linear"

    def loses(self, n: int) -> bool:
        """Whether going on from the question at place `n` loses it for good without a full answer."""
        return self.is_linear and self.status(n) is not Status.COMPLETE

    def barred(self, n: int) -> str | None:
        """Why the question at place `n` cannot be gone to now, or None where it can."""
        if self.is_linear and n > max(1, self.current + 1):
            return ONE_BY_ONE
        return self.out_of_reach(n)

    def out_of_reach(self, n: int) -> str | None:
        """Why going on from here never leads to the question at place `n`, or not yet; None where it does."""
        if self.is_linear and n < self.current:
            return "This exam goes forward only."
        if self.section is not None and (section := self.form.slot(n).section) != self.section:
            return (
                "This section is closed."
                if section in self.closed_sections
                else f"{self.form.title_of[section]!r} has not begun; sections are taken one after the other."
            )
        return None

    def _share(self, section: str) -> timedelta:
        """A section's part of the time allowed, by its number of questions, in whole seconds that add up to it."""
        order = self.form.section_order
        before = sum(len(self.form.places_in(name)) for name in order[: order.index(section)])
        after, items, seconds = before + len(self.form.places_in(section)), len(self.form.slots), self.seconds or 0
        return timedelta(seconds=seconds * after // items - seconds * before // items)

    def is_up(self, now: datetime) -> bool:
        """Whether the deadline has come while the attempt was running."""
        return self.state is State.INTERACTING and self.deadline is not None and now >= self.deadline

    @property
    def reopens_until(self) -> datetime | None:
        """Before which instant the end can be taken back; None where it cannot be at all."""
        if self.ended_reason != "submitted" or self.ended_at is None or self.suspended_at or self.corrections:
            return None
        until = self.ended_at + TAKEN_BACK_WITHIN
        return until if self.deadline is None else min(until, self.deadline)

    def locked(self, n: int) -> str | None:
        """Why the slot's answer can no longer change, or None while it can."""
        if self.state is State.CLOSED:
            return "The exam has ended."
        if self.of(n).revealed and self.form.slot(n).kind != "recall":
            return "This answer was shown, so it is locked."
        if self.form.slot(n).section in self.closed_sections:
            return "This section is closed."
        return self.out_of_reach(n)
