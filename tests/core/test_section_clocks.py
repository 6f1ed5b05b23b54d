"""Sections with clocks of their own: one after the other, each in its share, closed for good."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.core.attempt import Attempt, Refused, State
from exam.core.events import Ended, Event, Marked, Responded, Resumed, SectionClosed, Started, Suspended, Visited
from exam.core.fold import apply, begin
from exam.core.replaying import replay
from tests.support import sample_form
from tests.support.clock import NOON


def moment(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def begun(items: int = 6, sections: int = 3, seconds: int | None = 600, **form: Any) -> Attempt:
    form_ = sample_form(items, sections, section_clocks=True, **form)
    return apply(begin(form_), Started(at=NOON, mode="exam", seconds=seconds))


def refuses(attempt: Attempt, event: Event, why: str) -> None:
    with pytest.raises(Refused, match=why):
        apply(attempt, event)


def test_each_section_has_its_share_of_the_time_and_the_shares_are_all_of_it() -> None:
    attempt = begun(items=7, sections=3, seconds=601)
    sizes = [len(attempt.form.places_in(name)) for name in attempt.form.section_order]
    given_ = []
    for section in attempt.form.section_order[:-1]:
        assert attempt.allowed is not None
        given_.append(attempt.allowed.total_seconds())
        assert attempt.section_deadline is not None
        attempt = apply(attempt, SectionClosed(at=attempt.section_deadline, section=section))
    assert attempt.is_last_section
    assert attempt.section_deadline == attempt.deadline == moment(601)
    given_.append(attempt.allowed.total_seconds() if attempt.allowed else 0)
    assert sum(given_) == 601
    assert all(abs(share - 601 * size / 7) < 1 for share, size in zip(given_, sizes, strict=True))


def test_only_the_open_section_can_be_gone_to_and_answered() -> None:
    attempt = apply(begun(), Visited(at=NOON, n=1))
    refuses(attempt, Visited(at=NOON, n=3), "'Section 2' has not begun")
    refuses(attempt, Responded(at=NOON, n=3, response=("3a",)), "has not begun")
    attempt = apply(attempt, SectionClosed(at=moment(10), section="section-1"))
    assert attempt.current == 3, "the next section's first question is on screen at once"
    assert attempt.of(3).visited
    refuses(attempt, Visited(at=moment(10), n=1), "This section is closed")
    refuses(attempt, Responded(at=moment(10), n=2, response=("2a",)), "This section is closed")
    assert apply(attempt, Visited(at=moment(11), n=4)).current == 4


def test_sections_close_in_order_and_the_last_ends_with_the_exam() -> None:
    attempt = begun(items=4, sections=2)
    refuses(attempt, SectionClosed(at=NOON, section="section-2"), "one after the other")
    attempt = apply(attempt, SectionClosed(at=NOON, section="section-1"))
    assert apply(attempt, SectionClosed(at=NOON, section="section-1")) is attempt
    refuses(attempt, SectionClosed(at=NOON, section="section-2"), "ends with the exam")
    assert apply(attempt, Ended(at=NOON, reason="submitted")).state is State.CLOSED


def test_time_that_a_section_does_not_use_is_gone() -> None:
    attempt = apply(begun(), SectionClosed(at=moment(50), section="section-1"))
    assert attempt.section_deadline == moment(250)
    assert attempt.deadline == moment(450)
    assert attempt.left_here(moment(60)) == timedelta(seconds=190)
    assert attempt.left(moment(60)) == timedelta(seconds=390)


def test_nothing_happens_in_a_section_after_its_time() -> None:
    attempt = apply(begun(), Visited(at=NOON, n=1))
    refuses(attempt, Marked(at=moment(200.5), n=1, on=True), "time of this section is up")
    refuses(attempt, SectionClosed(at=moment(200.5), section="section-1"), "time of this section is up")
    assert apply(attempt, SectionClosed(at=moment(200), section="section-1")).section == "section-2"


def test_time_away_moves_the_section_on_too() -> None:
    attempt = apply(begun(), Suspended(at=moment(30), reason="left"))
    assert attempt.left_here(moment(99)) == timedelta(seconds=170)
    attempt = apply(attempt, Resumed(at=moment(1030)))
    assert attempt.section_deadline == moment(1200)
    assert attempt.deadline == moment(1600)


def test_untimed_sections_are_closed_by_the_sitter_alone() -> None:
    attempt = begun(seconds=None)
    assert attempt.section_deadline is None
    assert attempt.allowed is None
    assert apply(attempt, SectionClosed(at=moment(99_999), section="section-1")).section == "section-2"


def test_an_exam_without_section_clocks_is_as_it_was() -> None:
    attempt = apply(begin(sample_form(4, 2)), Started(at=NOON, mode="exam", seconds=600))
    assert attempt.section is None
    assert attempt.is_last_section
    assert attempt.section_deadline is None
    assert attempt.left_here(moment(60)) == attempt.left(moment(60)) == timedelta(seconds=540)
    assert attempt.barred(4) is None


@pytest.mark.slow
@given(
    items=st.integers(2, 9),
    sections=st.integers(1, 4),
    seconds=st.integers(60, 4000),
    moves=st.lists(st.tuples(st.sampled_from(["close", "away", "go"]), st.integers(0, 900)), max_size=12),
)
def test_whatever_happens_sections_end_one_by_one_and_nothing_is_longer_than_allowed(
    items: int, sections: int, seconds: int, moves: list[tuple[str, int]]
) -> None:
    """The oracle keeps its own books: each section's time runs only while it is open and the sitter is there."""
    sections = min(sections, items)
    attempt = begun(items, sections, seconds)
    log: list[Event] = [Started(at=NOON, mode="exam", seconds=seconds)]
    now, sat = NOON, 0.0

    def take(event: Event) -> None:
        nonlocal attempt
        attempt = apply(attempt, event)
        log.append(event)

    for what, wait in moves:
        allowed = attempt.allowed
        assert allowed is not None
        if attempt.is_last_section and sat + wait > allowed.total_seconds():
            break
        if not attempt.is_last_section and sat + wait >= allowed.total_seconds():
            assert attempt.section_deadline == now + timedelta(seconds=allowed.total_seconds() - sat)
            now = attempt.section_deadline
            take(SectionClosed(at=now, section=str(attempt.section)))
            sat = 0.0
            continue
        now += timedelta(seconds=wait)
        sat += wait
        left = attempt.left_here(now)
        assert left == allowed - timedelta(seconds=sat)
        if what == "close" and not attempt.is_last_section:
            take(SectionClosed(at=now, section=str(attempt.section)))
            sat = 0.0
        elif what == "away":
            take(Suspended(at=now, reason="left"))
            now += timedelta(seconds=7 * wait)
            take(Resumed(at=now))
        elif what == "go":
            places = [n for n in range(1, items + 1) if attempt.barred(n) is None]
            assert {attempt.form.slot(n).section for n in places} == {attempt.section}
            take(Visited(at=now, n=places[wait % len(places)]))
        closed = [name in attempt.closed_sections for name in attempt.form.section_order]
        assert all(before or not after for before, after in pairwise(closed)), "closed from the front"
        assert attempt.used(now) <= timedelta(seconds=seconds)
    assert replay(attempt.form, log) == attempt
