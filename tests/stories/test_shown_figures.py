"""Small laws of how figures are shown: a share is rounded once, so that every screen says the same of it."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.core.ended import PartScore
from exam.core.interval import Rate
from exam.core.scoring import Subscore
from exam.core.wording import duration, exam_in
from exam.learning.past import Past
from exam.store import LATEST_ATTEMPTS, AttemptRow
from tests.support.clock import NOON


def row_of(points: int, possible: int) -> AttemptRow:
    return AttemptRow(
        "a1", "sample", "Sample bank", "full", "Full", "CODE", "exam", False, "closed", NOON, NOON, "submitted", None,
        possible, possible, Fraction(points), possible, True, None, 600.0,
    )  # fmt: skip


@pytest.mark.slow
@given(st.integers(1, 1000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_score_reads_the_same_wherever_it_is_shown(share: tuple[int, int]) -> None:
    points, possible = share
    exact = f"{float(Fraction(100 * points, possible)):.1f}"
    shown = (
        row_of(points, possible).percent,
        Subscore(Fraction(points), possible, points, possible, possible, 0.0).percent,
        PartScore("", "", Fraction(points), possible, possible, 0.0).percent,
        Rate(points, possible).percent,
    )
    assert {f"{one:.1f}" for one in shown} == {exact}
    assert len({f"{one:.0f}" for one in shown}) == 1


def test_twenty_three_of_forty_is_not_a_hair_less_than_it_is() -> None:
    assert f"{row_of(23, 40).percent:.0f}" == "58"
    assert f"{100 * (23 / 40):.0f}" == "57", "what dividing first would say"


@given(st.integers(0, 400_000))
def test_a_length_of_time_adds_up_again(seconds: int) -> None:
    unit = {"h": 3600, "min": 60, "s": 1}
    words = duration(seconds).split()
    told = sum(int(number) * unit[name] for number, name in zip(words[::2], words[1::2], strict=True))
    assert 0 <= seconds - told < (60 if seconds >= 3600 else 1), "from an hour on without seconds"


@pytest.mark.parametrize(
    ("days", "words"), [(12, "in 12 days"), (2, "in 2 days"), (1, "tomorrow"), (0, "today"), (-1, "over")]
)
def test_the_exam_is_so_many_days_away(days: int, words: str) -> None:
    today = date(2026, 2, 27)
    assert exam_in(today + timedelta(days=days), today) == words


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 attempt"), (23, "23 attempts"), (LATEST_ATTEMPTS, "the latest 1,000 attempts")]
)
def test_figures_of_a_long_past_say_that_they_are_of_the_latest(count: int, words: str) -> None:
    assert Past("sample", "Sample", None, list, [None] * count, NOON, None).extent == words  # type: ignore[list-item]
