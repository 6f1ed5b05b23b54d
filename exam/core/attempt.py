"""Owns the attempt: form + events, and the fold from one to the next. Refuses clocks, files and scores.

`apply` is the only way that an attempt changes; `replay` is the same fold over a stored log, so what a sitter saw
before a crash and what they see after it cannot differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from exam.core.events import (
    ClockShifted,
    Doubted,
    Ended,
    EndReason,
    Event,
    Marked,
    Mode,
    Noted,
    Reported,
    Responded,
    Resumed,
    Revealed,
    SectionClosed,
    Started,
    Struck,
    Suspended,
    Visited,
)
from exam.core.form import Form, Slot


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
class Progress:
    """What happened to one slot so far."""

    visited: bool = False
    response: tuple[str, ...] = ()
    history: tuple[tuple[str, ...], ...] = ()
    """Every full answer that was given, oldest first, without repeats in a row."""
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
    progress: tuple[Progress, ...]
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
    suspended_at: datetime | None = None
    suspended_for: timedelta = timedelta()
    gaps: tuple[tuple[datetime, timedelta, str], ...] = ()
    """Each suspension: when it began, how long it was, and why."""
    closed_sections: frozenset[str] = frozenset()
    clock_shifts: tuple[float, ...] = ()
    ended_at: datetime | None = None
    ended_reason: EndReason | None = None
    _since: datetime | None = field(default=None, repr=False)
    """Since when the current slot is on screen."""

    def of(self, n: int) -> Progress:
        """What happened to the slot at place `n`, from 1."""
        return self.progress[n - 1]

    def status(self, n: int) -> Status:
        progress = self.of(n)
        if len(progress.response) == self.form.slot(n).choose:
            return Status.COMPLETE
        return Status.INCOMPLETE if progress.visited else Status.UNSEEN

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

    def barred(self, n: int) -> str | None:
        """Why the question at place `n` cannot be gone to, or None where it can."""
        if self.form.blueprint.navigation == "linear" and n < self.current:
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

    def locked(self, n: int) -> str | None:
        """Why the slot's answer can no longer change, or None while it can."""
        if self.state is State.CLOSED:
            return "The exam has ended."
        if self.of(n).revealed:
            return "This answer was shown, so it is locked."
        if self.form.slot(n).section in self.closed_sections:
            return "This section is closed."
        return self.barred(n)


def begin(form: Form) -> Attempt:
    """An attempt in which nothing has happened yet."""
    return Attempt(form=form, progress=(Progress(),) * len(form.slots))


def replay(form: Form, events: Iterable[Event]) -> Attempt:
    """The attempt that these events made. Raises Refused where they could not have happened."""
    attempt = begin(form)
    for event in events:
        attempt = apply(attempt, event)
    return attempt


def apply(attempt: Attempt, event: Event) -> Attempt:
    """The attempt after one event, or the same object where the event changes nothing and need not be written.

    Raises Refused where the event cannot happen: a closed attempt or slot, a place or option that is not there,
    an instant before the last one or past the deadline.
    """
    _refuse_impossible(attempt, event)
    changed = _changed(attempt, event)
    if changed is attempt:
        return attempt
    return replace(changed, events=attempt.events + 1, last_at=event.at)


def _refuse_impossible(attempt: Attempt, event: Event) -> None:
    if attempt.last_at is not None and event.at < attempt.last_at:
        raise Refused("The clock went backwards.")
    match event:
        case Started():
            if attempt.state is not State.INITIAL:
                raise Refused("This attempt has already begun.")
            return
        case Reported() | Noted() if attempt.state is State.CLOSED:
            pass
        case Resumed():
            if attempt.state is not State.SUSPENDED:
                raise Refused("This attempt is not suspended.")
            return
        case Ended() if attempt.state is State.SUSPENDED:
            return
        case _:
            if attempt.state is not State.INTERACTING:
                raise Refused("The exam has ended." if attempt.state is State.CLOSED else "The exam is not running.")
            if attempt.deadline is not None and event.at > attempt.deadline:
                raise Refused("Time is up.")
            if attempt.section_deadline is not None and event.at > attempt.section_deadline:
                raise Refused("The time of this section is up.")
    match event:
        case Visited() | Responded() | Marked() | Doubted() | Struck() | Noted() | Reported() | Revealed():
            if not 1 <= event.n <= len(attempt.form.slots):
                raise Refused(f"There is no question {event.n}; this exam has {len(attempt.form.slots)}.")
            if isinstance(event, Responded | Struck | Revealed) and (reason := attempt.locked(event.n)):
                raise Refused(reason)
            if isinstance(event, Visited) and (reason := attempt.barred(event.n)):
                raise Refused(reason)
        case _:
            pass


def _changed(attempt: Attempt, event: Event) -> Attempt:
    match event:
        case Started():
            deadline = None if event.seconds is None else event.at + timedelta(seconds=event.seconds)
            return replace(
                attempt,
                state=State.INTERACTING,
                mode=event.mode,
                started_at=event.at,
                deadline=deadline,
                seconds=event.seconds,
                extra_time=event.extra_time,
            )
        case Visited():
            if event.n == attempt.current and attempt.of(event.n).visited:
                return attempt
            left = _leave(attempt, event.at)
            return replace(_with(left, event.n, visited=True), current=event.n, _since=event.at)
        case Responded():
            return _respond(attempt, event)
        case Marked():
            return _with(attempt, event.n, marked=event.on)
        case Doubted():
            return _with(attempt, event.n, doubted=event.on)
        case Struck():
            _known(attempt.form.slot(event.n), event.option)
            struck = attempt.of(event.n).struck
            return _with(attempt, event.n, struck=struck | {event.option} if event.on else struck - {event.option})
        case Noted():
            return _with(attempt, event.n, note=event.text)
        case Reported():
            return _with(attempt, event.n, report=event.reason)
        case Revealed():
            if attempt.mode != "practice":
                raise Refused("Answers are shown at the end in exam mode.")
            return _with(attempt, event.n, revealed=True)
        case SectionClosed():
            if event.section not in attempt.form.title_of:
                raise Refused("There is no such section in this exam.")
            if event.section in attempt.closed_sections:
                return attempt
            return _close_section(attempt, event)
        case Suspended():
            gaps = (*attempt.gaps, (event.at, timedelta(), event.reason))
            left = _leave(attempt, event.at)
            return replace(left, state=State.SUSPENDED, suspended_at=event.at, gaps=gaps, _since=None)
        case Resumed():
            return _resume(attempt, event.at)
        case ClockShifted():
            return replace(attempt, clock_shifts=(*attempt.clock_shifts, event.seconds))
        case Ended():
            at = attempt.suspended_at or event.at
            left = _leave(attempt, at)
            return replace(left, state=State.CLOSED, ended_at=at, ended_reason=event.reason, _since=None)
        case _:
            assert_never(event)


def _close_section(attempt: Attempt, event: SectionClosed) -> Attempt:
    """Where sections have clocks, the next one begins in the same instant, with all of its own time and no more."""
    closed = attempt.closed_sections | {event.section}
    if attempt.section is None:
        return replace(attempt, closed_sections=closed)
    if event.section != attempt.section or attempt.is_last_section:
        raise Refused("Sections are taken one after the other, and the last one ends with the exam.")
    end = attempt.section_deadline
    unused = timedelta() if end is None else end - event.at
    after = replace(
        _leave(attempt, event.at),
        closed_sections=closed,
        deadline=None if attempt.deadline is None else attempt.deadline - unused,
    )
    assert after.section is not None
    first = after.form.places_in(after.section)[0]
    return replace(_with(after, first, visited=True), current=first, _since=event.at)


def _respond(attempt: Attempt, event: Responded) -> Attempt:
    slot = attempt.form.slot(event.n)
    for option in event.response:
        _known(slot, option)
    chosen = set(event.response)
    response = tuple(option.id for option in slot.options if option.id in chosen)
    if slot.choose == 1 and len(response) > 1:
        raise Refused("This question takes one answer.")
    progress = attempt.of(event.n)
    if response == progress.response:
        return attempt
    history = progress.history
    if len(response) == slot.choose and (not history or history[-1] != response):
        history = (*history, response)
    return _with(attempt, event.n, response=response, history=history)


def _resume(attempt: Attempt, at: datetime) -> Attempt:
    since = attempt.suspended_at or at
    away = at - since
    began, _, reason = attempt.gaps[-1]
    return replace(
        attempt,
        state=State.INTERACTING,
        suspended_at=None,
        suspended_for=attempt.suspended_for + away,
        gaps=(*attempt.gaps[:-1], (began, away, reason)),
        deadline=None if attempt.deadline is None else attempt.deadline + away,
        _since=at if attempt.current else None,
    )


def _leave(attempt: Attempt, at: datetime) -> Attempt:
    """The time since the current slot came on screen, counted for it."""
    if not attempt.current or attempt._since is None:
        return attempt
    spent = attempt.of(attempt.current).spent + (at - attempt._since)
    return _with(attempt, attempt.current, spent=spent)


def _with(attempt: Attempt, n: int, **changes: object) -> Attempt:
    before = attempt.of(n)
    after = replace(before, **changes)  # type: ignore[arg-type]
    if after == before:
        return attempt
    return replace(attempt, progress=(*attempt.progress[: n - 1], after, *attempt.progress[n:]))


def _known(slot: Slot, option: str) -> None:
    if all(option != known.id for known in slot.options):
        raise Refused(f"Question {slot.n} has no such option.")
