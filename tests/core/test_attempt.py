"""The fold: replayed is lived again, refused changes nothing, time adds up."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.core.attempt import Attempt, Refused, SlotProgress, State, Status
from exam.core.events import (
    EVENT,
    ClockShifted,
    Doubted,
    Ended,
    Event,
    Forecast,
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
from exam.core.fold import apply, begin
from exam.core.form import Form
from exam.core.replaying import replay
from exam.core.scoring import score
from tests.support import sample_form
from tests.support.clock import NOON

ITEMS = 4
FORMS = [
    sample_form(items=ITEMS),
    sample_form(items=ITEMS, choose=2),
    sample_form(items=ITEMS, navigation="linear"),
]


def moment(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


places = st.integers(0, ITEMS + 1)
options = st.builds("{}{}".format, st.integers(1, ITEMS), st.sampled_from("abcdz"))
happenings: st.SearchStrategy[dict[str, object]] = st.one_of(
    st.fixed_dictionaries({"kind": st.just("visited"), "n": places}),
    st.builds(
        lambda n, letters: {"kind": "responded", "n": n, "response": [f"{n}{letter}" for letter in letters]},
        places,
        st.lists(st.sampled_from("abcd"), max_size=3),
    ),
    st.fixed_dictionaries({"kind": st.sampled_from(["marked", "doubted"]), "n": places, "on": st.booleans()}),
    st.fixed_dictionaries({"kind": st.just("struck"), "n": places, "option": options, "on": st.booleans()}),
    st.fixed_dictionaries({"kind": st.just("noted"), "n": places, "text": st.text(max_size=5)}),
    st.fixed_dictionaries({"kind": st.just("reported"), "n": places, "reason": st.text(max_size=5)}),
    st.fixed_dictionaries({"kind": st.just("revealed"), "n": places}),
    st.fixed_dictionaries({"kind": st.just("section_closed"), "section": st.sampled_from(["section-1", "nowhere"])}),
    st.fixed_dictionaries({"kind": st.just("suspended"), "reason": st.sampled_from(["left", "paused", "crashed"])}),
    st.fixed_dictionaries({"kind": st.sampled_from(["resumed", "reopened"])}),
    st.fixed_dictionaries({"kind": st.just("jotted"), "text": st.text(max_size=3)}),
    st.fixed_dictionaries({"kind": st.just("clock_hidden"), "on": st.booleans()}),
    st.fixed_dictionaries(
        {
            "kind": st.just("forecast"),
            "passing": st.floats(0, 1),
            "low": st.just(0.0),
            "high": st.just(1.0),
            "answers": st.integers(0, 9),
        }
    ),
    st.fixed_dictionaries({"kind": st.just("clock_shifted"), "seconds": st.floats(-9, 9)}),
    st.fixed_dictionaries({"kind": st.just("started"), "mode": st.just("exam"), "seconds": st.none()}),
    st.fixed_dictionaries({"kind": st.just("ended"), "reason": st.sampled_from(["submitted", "abandoned"])}),
)
"""Whatever anybody might try, possible or not."""
schedules = st.lists(st.tuples(st.integers(-1, 40), happenings), max_size=30)


@pytest.mark.slow
@given(st.sampled_from(FORMS), st.sampled_from(["exam", "practice"]), st.sampled_from([None, 240]), schedules)
def test_replay_is_what_was_lived_and_refusals_leave_no_trace(
    form: Form, mode: Mode, seconds: int | None, schedule: list[tuple[int, dict[str, object]]]
) -> None:
    now = NOON
    started: Event = Started(at=now, mode=mode, seconds=seconds)
    live, log = apply(begin(form), started), [started]
    for wait, happening in schedule:
        event = EVENT.validate_python({"at": now + timedelta(seconds=wait)} | happening)
        before = replace(live)
        try:
            after = apply(live, event)
        except Refused:
            assert live == before
            continue
        if after is not live:
            log.append(event)
            live, now = after, event.at
        assert live.events == len(log)
        sane(live)

    read_back = [EVENT.validate_json(EVENT.dump_json(event)) for event in log]
    assert replay(form, read_back) == live


def sane(attempt: Attempt) -> None:
    """What holds in every attempt at every time."""
    last = attempt.last_at
    assert last is not None
    spent = sum((progress.spent for progress in attempt.progress), timedelta())
    assert timedelta() <= spent <= attempt.used(last)
    for slot in attempt.form.slots:
        progress = attempt.of(slot.n)
        assert set(progress.response) <= {option.id for option in slot.options}
        assert len(set(progress.response)) == len(progress.response)
        assert all(len(answer) == slot.choose for answer in progress.history)
    if attempt.seconds is None:
        assert attempt.left(last) is None
    else:
        left = attempt.left(last)
        assert left is not None
        assert left + attempt.used(last) == timedelta(seconds=attempt.seconds)
    assert (attempt.state is State.CLOSED) == (attempt.ended_at is not None)
    assert (attempt.state is State.CLOSED) == (attempt.ended_reason is not None)


def begun(mode: Mode = "exam", seconds: int | None = 600, **form: Any) -> Attempt:
    return apply(begin(sample_form(items=ITEMS, **form)), Started(at=NOON, mode=mode, seconds=seconds))


def after(attempt: Attempt, *events: Event) -> Attempt:
    for event in events:
        attempt = apply(attempt, event)
    return attempt


def refuses(attempt: Attempt, event: Event, why: str) -> None:
    with pytest.raises(Refused, match=why):
        apply(attempt, event)


def test_nothing_happens_before_the_start() -> None:
    attempt = begin(sample_form())
    assert attempt.state is State.INITIAL
    assert attempt.used(NOON) == timedelta()
    refuses(attempt, Visited(at=NOON, n=1), "not running")
    refuses(attempt, Ended(at=NOON, reason="submitted"), "not running")
    refuses(begun(), Started(at=NOON, mode="exam", seconds=None), "already begun")


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (Visited(at=NOON, n=2), Visited(at=NOON, n=2)),
        (Responded(at=NOON, n=1, response=("1b",)), Responded(at=NOON, n=1, response=("1b",))),
        (Marked(at=NOON, n=1, on=True), Marked(at=NOON, n=1, on=True)),
        (Doubted(at=NOON, n=1, on=True), Doubted(at=NOON, n=1, on=True)),
        (Struck(at=NOON, n=1, option="1c", on=True), Struck(at=NOON, n=1, option="1c", on=True)),
        (Noted(at=NOON, n=1, text="hm"), Noted(at=NOON, n=1, text="hm")),
        (Reported(at=NOON, n=1, reason="hm"), Reported(at=NOON, n=1, reason="hm")),
        (SectionClosed(at=NOON, section="section-1"), SectionClosed(at=NOON, section="section-1")),
        (Marked(at=NOON, n=1, on=True), Marked(at=moment(5), n=1, on=True)),
    ],
)
def test_the_same_again_changes_nothing(first: Event, again: Event) -> None:
    attempt = after(begun(), first)
    assert apply(attempt, again) is attempt


def test_an_answer_is_kept_in_the_order_shown_and_its_changes_are_remembered() -> None:
    attempt = after(
        begun(choose=2),
        Responded(at=NOON, n=1, response=("1d",)),
        Responded(at=NOON, n=1, response=("1d", "1a")),
        Responded(at=NOON, n=1, response=("1d",)),
        Responded(at=NOON, n=1, response=("1a", "1d")),
        Responded(at=NOON, n=1, response=("1b", "1d")),
    )
    assert attempt.of(1).response == ("1b", "1d")
    assert attempt.of(1).history == (("1a", "1d"), ("1b", "1d"))
    assert apply(attempt, Responded(at=NOON, n=1, response=("1d", "1b"))) is attempt


def test_clearing_an_answer_leaves_the_question_incomplete() -> None:
    attempt = after(
        begun(),
        Visited(at=NOON, n=1),
        Responded(at=NOON, n=1, response=("1a",)),
        Responded(at=NOON, n=1, response=()),
    )
    assert attempt.status(1) is Status.INCOMPLETE
    assert attempt.of(1).history == (("1a",),)


def test_a_struck_option_can_still_be_chosen_and_comes_back() -> None:
    attempt = after(
        begun(),
        Struck(at=NOON, n=1, option="1c", on=True),
        Responded(at=NOON, n=1, response=("1c",)),
    )
    assert attempt.of(1).struck == {"1c"}
    assert attempt.of(1).response == ("1c",)
    attempt = apply(attempt, Struck(at=NOON, n=1, option="1c", on=False))
    assert attempt.of(1).struck == frozenset()


def test_a_closed_section_takes_no_answers_and_an_open_one_does() -> None:
    attempt = apply(begun(), SectionClosed(at=NOON, section="section-1"))
    refuses(attempt, Responded(at=NOON, n=1, response=("1a",)), "section is closed")
    assert apply(attempt, Responded(at=NOON, n=4, response=("4a",))).of(4).response == ("4a",)
    refuses(attempt, SectionClosed(at=NOON, section="nowhere"), "no such section")


def test_a_linear_exam_goes_forward_only() -> None:
    attempt = after(begun(navigation="linear"), Visited(at=NOON, n=1), Visited(at=NOON, n=2))
    refuses(attempt, Visited(at=NOON, n=1), "forward only")
    refuses(attempt, Responded(at=NOON, n=1, response=("1a",)), "forward only")
    assert apply(attempt, Marked(at=NOON, n=1, on=True)).of(1).marked


def test_time_on_a_question_is_while_it_is_on_screen_and_not_while_away() -> None:
    attempt = after(
        begun(),
        Visited(at=moment(0), n=1),
        Visited(at=moment(10), n=2),
        Suspended(at=moment(15), reason="left"),
        Resumed(at=moment(1000)),
        Visited(at=moment(1003), n=1),
        Ended(at=moment(1007), reason="submitted"),
    )
    assert [attempt.of(n).spent.total_seconds() for n in (1, 2, 3)] == [14, 8, 0]
    assert attempt.used(NOON) == timedelta(seconds=22)
    assert attempt.left(NOON + timedelta(days=1)) == timedelta(seconds=600 - 22), "the time left stands still"


def test_what_ends_while_away_ended_when_it_was_left() -> None:
    away = apply(begun(), Suspended(at=moment(30), reason="left"))
    ended = apply(away, Ended(at=NOON + timedelta(days=9), reason="abandoned"))
    assert ended.ended_at == moment(30)
    assert ended.used(NOON + timedelta(days=9)) == timedelta(seconds=30)


def test_nothing_happens_after_the_deadline_or_before_the_last_event() -> None:
    attempt = after(begun(seconds=60), Visited(at=moment(20), n=1))
    refuses(attempt, Marked(at=moment(60.001), n=1, on=True), "Time is up")
    refuses(attempt, Ended(at=moment(61), reason="time_up"), "Time is up")
    refuses(attempt, Marked(at=moment(19), n=1, on=True), "backwards")
    at_the_deadline = apply(attempt, Marked(at=moment(60), n=1, on=True))
    assert at_the_deadline.is_up(moment(60))


def test_a_shifted_clock_is_kept_and_moves_nothing() -> None:
    attempt = begun()
    shifted = apply(attempt, ClockShifted(at=NOON, seconds=-3600))
    assert shifted.clock_shifts == (-3600,)
    assert replace(shifted, clock_shifts=(), events=1) == attempt


@pytest.mark.parametrize("reveal", [True, False])
def test_practice_reveals_and_locks_one_question(reveal: bool) -> None:
    attempt = begun(mode="practice")
    if reveal:
        attempt = apply(attempt, Revealed(at=NOON, n=2))
        refuses(attempt, Struck(at=NOON, n=2, option="2a", on=True), "was shown")
    assert attempt.of(1) == SlotProgress()
    assert (attempt.locked(2) is not None) == reveal


def test_every_refusal_says_why() -> None:
    attempt = begun()
    tries: list[tuple[Event, str]] = [
        (Visited(at=NOON, n=5), "There is no question 5; this exam has 4."),
        (Responded(at=NOON, n=2, response=("1a",)), "Question 2 has no such option."),
        (Responded(at=NOON, n=2, response=("2a", "2b")), "This question takes one answer."),
        (Resumed(at=NOON), "This attempt is not suspended."),
    ]
    for event, why in tries:
        with pytest.raises(Refused) as refused:
            apply(attempt, event)
        assert str(refused.value) == why


def forecast(at: float, passing: float = 0.7) -> Forecast:
    return Forecast(at=moment(at), passing=passing, low=0.6, high=0.8, answers=120)


def test_a_forecast_is_made_once_right_after_the_start_and_changes_nothing_else() -> None:
    started = after(begin(FORMS[0]), Started(at=NOON, mode="exam", seconds=600))
    told = after(started, forecast(0))
    assert told == replace(started, forecast=forecast(0), events=2)
    refuses(told, forecast(1), "before its first question")
    refuses(after(started, Visited(at=NOON, n=1)), forecast(1), "before its first question")
    refuses(begin(FORMS[0]), forecast(0), "not running")
    drill = FORMS[0].model_copy(update={"blueprint": FORMS[0].blueprint.model_copy(update={"only": ("item-1",)})})
    refuses(after(begin(drill), Started(at=NOON, mode="exam", seconds=600)), forecast(0), "of a whole paper")
    answered = (Visited(at=NOON, n=1), Responded(at=NOON, n=1, response=("1a",)), Ended(at=NOON, reason="submitted"))
    assert score(after(told, *answered)).score == score(after(started, *answered)).score
