"""How things go over time, each figure got another way."""

from datetime import timedelta
from fractions import Fraction
from math import sqrt
from statistics import fmean

import pytest

from exam.core.ended import EndedAttempt, PartScore
from exam.core.interval import wilson
from exam.core.sums import habits_of
from exam.learning.progress import Trend, calibration, ledger_of_changes, paces, section_table, trends
from tests.support.clock import NOON
from tests.support.results import result


def sitting(day: int, *counts: tuple[int, int], drill: bool = False, allowed: float | None = 600.0) -> EndedAttempt:
    """An attempt with (right, asked) by section; a section that asked nothing does not come up. 10 s a question."""
    parts = tuple(
        PartScore(f"section-{at}", f"Section {at}", Fraction(right), asked, asked, 10.0 * asked)
        for at, (right, asked) in enumerate(counts, start=1)
        if asked
    )
    whole = PartScore("", "", sum((part.points for part in parts), Fraction()), sum(part.possible for part in parts),
                 sum(part.items for part in parts), sum(part.seconds for part in parts))  # fmt: skip
    at = NOON + timedelta(days=day)
    return EndedAttempt(f"day-{day}", at, "sample", "full", "exam", drill, 70, True, whole, whole.items, allowed, parts)


def trend(sittings: list[EndedAttempt], section: str | None = None) -> Trend:
    return trends(sittings, (section,))[section]


def test_a_trend_has_each_attempts_share_and_interval() -> None:
    sittings = [sitting(2, (9, 10), (3, 10)), sitting(1, (5, 10), (5, 10)), sitting(3, (0, 0), (9, 10))]
    found = trend(sittings)
    assert [point.attempt for point in found.points] == ["day-1", "day-2", "day-3"]
    assert [point.percent for point in found.points] == [50.0, 60.0, 90.0]
    assert found.points[1].interval == wilson(12 / 20, 20)
    assert [point.percent for point in trend(sittings, "section-1").points] == [50.0, 90.0]


def test_a_drill_is_no_point_of_a_trend() -> None:
    assert [point.attempt for point in trend([sitting(1, (5, 10)), sitting(2, (1, 9), drill=True)]).points] == ["day-1"]


def test_a_change_is_told_with_what_chance_could_do() -> None:
    """Newcombe (1998), method 10, his first example: 56 of 70 against 48 of 80 is 20 points, 5.2 to 33.4."""
    found = trend([sitting(1, (48, 80)), sitting(2, (56, 70))])
    assert found.change == pytest.approx(20.0)
    assert found.change_interval == pytest.approx((5.24, 33.39), abs=0.01)
    assert "20 points better (+5 to +33)" in found.words


def test_what_may_be_chance_and_what_is_too_little_is_said_so() -> None:
    assert "tell from chance" in trend([sitting(1, (12, 20)), sitting(2, (13, 20))]).words
    assert "too few to see a trend" in trend([sitting(1, (0, 4)), sitting(2, (4, 4))]).words
    assert "one attempt shows no trend" in trend([sitting(1, (12, 20))]).words
    assert trend([]).words == "No attempt yet."


def test_the_intervals_of_a_change_hold_as_often_as_they_say() -> None:
    """Exactly, over all counts of two groups of 25 with the same share: the interval holds 0 in 95 of 100."""
    share, size = 0.7, 25
    pmf = [1.0 * (1 - share) ** size]
    for k in range(size):
        pmf.append(pmf[-1] * (size - k) / (k + 1) * share / (1 - share))
    held = 0.0
    for early in range(size + 1):
        for late in range(size + 1):
            interval = trend([sitting(1, (early, size)), sitting(2, (late, size))]).change_interval
            assert interval is not None
            held += pmf[early] * pmf[late] * (interval[0] <= 0 <= interval[1])
    assert held == pytest.approx(0.95, abs=0.02)


def test_the_table_has_a_row_a_section_and_adds_up() -> None:
    sittings = [sitting(1, (5, 10), (0, 0), (2, 4)), sitting(2, (7, 10), (1, 2), (4, 4))]
    table = section_table(sittings)
    assert [section for section, _ in table.sections] == ["section-1", "section-3", "section-2"]
    assert [[cell and cell.percent for cell in row] for row in table.cells] == [[50, 70], [50, 100], [None, 50]]
    for row, pooled in zip(table.cells, table.pooled, strict=True):
        there = [cell for cell in row if cell]
        assert pooled.percent == pytest.approx(
            sum(cell.percent * cell.items for cell in there if cell.percent is not None) / sum(c.items for c in there)
        )
    assert [one.attempt for one in section_table(sittings, 1).attempts] == ["day-2"]
    assert section_table([], 5).cells == ()


def test_pace_is_time_by_questions_and_leaves_untimed_ones_out() -> None:
    (one,) = paces([sitting(1, (5, 10), (2, 10)), sitting(2, (5, 10), allowed=None)])
    assert (one.used, one.a_question, one.budget) == (200.0, 10.0, 30.0)


def test_calibration_counts_the_sure_and_wrong_and_the_unsure_and_right() -> None:
    results = [result(doubted=n % 3 == 0, outcome="correct" if n % 4 else "incorrect", n=n) for n in range(60)]
    results += [result(outcome="omitted", doubted=True), result(outcome="not_reached")]
    found = calibration(habits_of(results))
    answered = [one for one in results if one.outcome in ("correct", "incorrect")]
    assert found.sure_and_wrong == len([one for one in answered if not one.doubted and not one.right])
    assert found.unsure_and_right == len([one for one in answered if one.doubted and one.right])
    assert found.sure.percent == pytest.approx(100 * fmean(one.right for one in answered if not one.doubted))
    assert found.sure.of + found.unsure.of == 60
    assert "when sure" in found.words
    assert "too few" in calibration(habits_of(results[:12])).words


def test_the_ledger_adds_up() -> None:
    kinds = ["wrong_to_right"] * 3 + ["right_to_wrong"] * 2 + ["wrong_to_wrong"] + [None] * 4
    found = ledger_of_changes(habits_of([result(change=kind, n=n) for n, kind in enumerate(kinds)]))
    assert (found.changed, found.net, found.answers) == (6, 1, 10)


def test_newcombes_interval_agrees_with_its_formula_written_out() -> None:
    found = trend([sitting(1, (9, 20)), sitting(2, (16, 20))]).change_interval
    (l1, u1), (l2, u2) = wilson(0.8, 20), wilson(0.45, 20)
    assert found is not None
    assert found[0] == pytest.approx(35 - sqrt((80 - l1) ** 2 + (u2 - 45) ** 2))
    assert found[1] == pytest.approx(35 + sqrt((u1 - 80) ** 2 + (45 - l2) ** 2))
