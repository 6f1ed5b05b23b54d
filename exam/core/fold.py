"""How one event makes the next attempt.

An attempt changes through `apply` only. `exam.core.replaying` makes the same of a stored log, so a sitter sees after a
crash what they saw before it.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from exam.core.attempt import Attempt, Refused, SlotProgress, State
from exam.core.correction import contradiction, corrected
from exam.core.events import (
    ClockHidden,
    ClockShifted,
    Doubted,
    Ended,
    Event,
    Forecast,
    Jotted,
    Marked,
    Noted,
    Regraded,
    Reopened,
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
from exam.core.form import Form
from exam.core.responding import as_kept, refuse_unknown


def begin(form: Form) -> Attempt:
    """An attempt in which nothing has happened yet."""
    return Attempt(form=form, progress=(SlotProgress(),) * len(form.slots))


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
        case Regraded():
            if attempt.state is not State.CLOSED:
                raise Refused("Only an exam that has ended can be marked anew.")
            _refuse_corrections(attempt.as_sat.form, event)
            return
        case Reopened():
            if (until := attempt.reopens_until) is None:
                raise Refused("Only an end that was submitted can be taken back.")
            if event.at >= until:
                raise Refused("It is too late to take the end back.")
            return
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
        case Forecast():
            if attempt.events != 1 or attempt.form.is_drill:
                raise Refused("A forecast is made of a whole paper, before its first question is seen.")
        case Visited() | Responded() | Marked() | Doubted() | Struck() | Noted() | Reported() | Revealed():
            if not 1 <= event.n <= len(attempt.form.slots):
                raise Refused(f"There is no question {event.n}; this exam has {len(attempt.form.slots)}.")
            if isinstance(event, Responded | Struck | Revealed) and (reason := attempt.locked(event.n)):
                raise Refused(reason)
            # Not `barred`: a log may hold a leap ahead, from when linear forms allowed one.
            if isinstance(event, Visited) and (reason := attempt.out_of_reach(event.n)):
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
        case Forecast():
            return replace(attempt, forecast=event)
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
            refuse_unknown(attempt.form.slot(event.n), event.option)
            struck = attempt.of(event.n).struck
            return _with(attempt, event.n, struck=struck | {event.option} if event.on else struck - {event.option})
        case Noted():
            return _with(attempt, event.n, note=event.text)
        case Jotted():
            return attempt if event.text == attempt.pad else replace(attempt, pad=event.text)
        case Reported():
            return _with(attempt, event.n, report=event.reason)
        case Revealed():
            if attempt.mode != "practice" and attempt.form.slot(event.n).kind != "recall":
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
        case ClockHidden():
            return attempt if event.on == attempt.clock_hidden else replace(attempt, clock_hidden=event.on)
        case Ended():
            at = attempt.suspended_at or event.at
            # `answering` stays, so that after a `Reopened` all is as it was.
            left = _leave(attempt, at, answering=attempt.current > 0 and attempt.of(attempt.current).answering)
            return replace(left, state=State.CLOSED, ended_at=at, ended_reason=event.reason, _since=None)
        case Reopened():
            since = attempt.ended_at if attempt.current else None
            return replace(attempt, state=State.INTERACTING, ended_at=None, ended_reason=None, _since=since)
        case Regraded():
            corrections = tuple(sorted(event.corrections, key=lambda one: one.n))
            if corrections == attempt.corrections:
                return attempt
            sat = attempt.as_sat
            if not corrections:
                return sat
            form = corrected(sat.form, corrections)
            return replace(sat, form=form, corrections=corrections, written=sat.form)
        case _:
            assert_never(event)


def _refuse_corrections(form: Form, event: Regraded) -> None:
    places = [correction.n for correction in event.corrections]
    if len(set(places)) < len(places):
        raise Refused("Each question is corrected once.")
    for correction in event.corrections:
        if (reason := contradiction(form, correction)) is not None:
            raise Refused(reason)


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
    slot, progress = attempt.form.slot(event.n), attempt.of(event.n)
    response = as_kept(slot, event.response, revealed=progress.revealed)
    if response == progress.response:
        return attempt
    history = progress.history
    if not slot.is_full(response):
        return _with(attempt, event.n, response=response)
    if slot.gaps and progress.answering:
        history = history[:-1]
    another = history[-1:] != (response,)
    history = (*history, response) if another else history
    return _with(attempt, event.n, response=response, history=history, answering=another)


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


def _leave(attempt: Attempt, at: datetime, *, answering: bool = False) -> Attempt:
    """The time since the current slot came on screen, counted for it."""
    if not attempt.current or attempt._since is None:
        return attempt
    spent = attempt.of(attempt.current).spent + (at - attempt._since)
    return _with(attempt, attempt.current, spent=spent, answering=answering)


def _with(attempt: Attempt, n: int, **changes: object) -> Attempt:
    before = attempt.of(n)
    after = replace(before, **changes)  # type: ignore[arg-type]
    if after == before:
        return attempt
    return replace(attempt, progress=(*attempt.progress[: n - 1], after, *attempt.progress[n:]))
