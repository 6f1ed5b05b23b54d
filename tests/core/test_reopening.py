"""The end of an exam taken back: within ten seconds, by who submitted it, and then as if it had never been."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.core.attempt import Attempt, Refused, State
from exam.core.correction import Correction
from exam.core.events import EVENT, Ended, Event, Noted, Regraded, Reopened, Responded, Started, Suspended, Visited
from exam.core.fold import apply, begin
from exam.core.form import Form
from exam.core.replaying import replay
from exam.core.scoring import score
from tests.core.test_attempt import FORMS, happenings, sane
from tests.support import sample_form
from tests.support.clock import NOON

Schedule = list[tuple[int, dict[str, object]]]
schedules: st.SearchStrategy[Schedule] = st.lists(st.tuples(st.integers(0, 9), happenings), max_size=8)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def begun(seconds: int | None = 600, **form: Any) -> Attempt:
    attempt = apply(begin(sample_form(items=3, **form)), Started(at=NOON, mode="exam", seconds=seconds))
    return apply(attempt, Visited(at=NOON, n=1))


def ended(seconds: int | None = 600) -> Attempt:
    return apply(begun(seconds), Ended(at=at(20), reason="submitted"))


def lived(form: Form, schedule: Schedule, now: datetime, attempt: Attempt | None = None) -> Attempt:
    """What of a schedule can happen, from an instant on; the attempt is running afterwards."""
    attempt = attempt or apply(begin(form), Started(at=now, mode="practice", seconds=None))
    for wait, happening in schedule:
        if happening["kind"] in ("ended", "started", "suspended", "resumed", "reopened", "forecast"):
            continue
        now += timedelta(seconds=wait)
        with suppress(Refused):
            attempt = apply(attempt, EVENT.validate_python({"at": now} | happening))
    return attempt


@settings(max_examples=25)
@given(st.sampled_from(FORMS), schedules, schedules, st.floats(0, 9.5))
def test_an_end_that_is_taken_back_leaves_nothing_but_its_two_events(
    form: Form, before: Schedule, then: Schedule, seconds: float
) -> None:
    first = lived(form, before, NOON)
    assert first.last_at is not None
    end = first.last_at + timedelta(seconds=5)
    back = end + timedelta(seconds=seconds)
    closed = apply(first, Ended(at=end, reason="submitted"))
    reopened = apply(closed, Reopened(at=back))
    sane(reopened)
    assert replace(reopened, events=first.events, last_at=first.last_at, progress=first.progress) == replace(
        first, _since=reopened._since
    )

    over = Ended(at=back + timedelta(hours=1), reason="submitted")
    undone, never = (apply(lived(form, then, back, one), over) for one in (reopened, first))
    assert undone.events == never.events + 2
    assert replace(undone, events=never.events) == never
    assert score(undone) == score(never)


def test_the_clock_has_run_on_meanwhile() -> None:
    reopened = apply(ended(), Reopened(at=at(28)))
    assert (reopened.state, reopened.ended_at, reopened.ended_reason) == (State.INTERACTING, None, None)
    assert reopened.left(at(28)) == timedelta(seconds=572)
    again = apply(apply(reopened, Responded(at=at(30), n=1, response=("1a",))), Ended(at=at(40), reason="submitted"))
    assert again.of(1).spent == timedelta(seconds=40)
    assert again.used(at(99)) == timedelta(seconds=40)


@pytest.mark.parametrize("later", [30, 31, 4000])
def test_after_ten_seconds_it_stands(later: int) -> None:
    with pytest.raises(Refused, match="too late"):
        apply(ended(), Reopened(at=at(later)))
    assert apply(ended(), Reopened(at=at(29.9))).state is State.INTERACTING


def test_time_that_is_up_stays_up() -> None:
    closed = ended(seconds=25)
    assert closed.reopens_until == at(25)
    with pytest.raises(Refused, match="too late"):
        apply(closed, Reopened(at=at(25)))


@pytest.mark.parametrize("reason", ["time_up", "abandoned"])
def test_only_who_submitted_an_end_can_take_it_back(reason: Any) -> None:
    closed = apply(begun(), Ended(at=at(20), reason=reason))
    with pytest.raises(Refused, match="submitted"):
        apply(closed, Reopened(at=at(21)))


def test_an_attempt_that_runs_or_was_left_has_no_end_to_take_back() -> None:
    left = apply(begun(), Suspended(at=at(5), reason="left"))
    for attempt in (begun(), left, apply(left, Ended(at=at(9), reason="submitted"))):
        with pytest.raises(Refused, match="submitted"):
            apply(attempt, Reopened(at=at(9)))


def test_what_was_marked_anew_stays_ended_and_a_note_stays_written() -> None:
    ruling = Correction(n=1, dropped=True)
    marked = apply(ended(), Regraded(at=at(22), corrections=(ruling,)))
    with pytest.raises(Refused):
        apply(marked, Reopened(at=at(23)))
    noted = apply(ended(), Noted(at=at(22), n=2, text="look again"))
    assert apply(noted, Reopened(at=at(23))).of(2).note == "look again"


def test_it_can_be_taken_back_again_and_again_and_read_back() -> None:
    events: list[Event] = [Started(at=NOON, mode="exam", seconds=600), Visited(at=NOON, n=2)]
    for start in (10, 20, 30):
        events += [Ended(at=at(start), reason="submitted"), Reopened(at=at(start + 3))]
    attempt = replay(sample_form(items=3), [EVENT.validate_json(EVENT.dump_json(event)) for event in events])
    assert (attempt.state, attempt.events, attempt.current) == (State.INTERACTING, len(events), 2)
