"""The result: first what a real exam says, then what can be learnt, and nothing judged by a handful of answers."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from exam.core.attempt import Attempt
from exam.core.events import Ended, Event, Responded, Started, Visited
from exam.core.form import Form
from exam.core.replaying import replay
from exam.core.score_words import since_words
from exam.core.scoring import score
from exam.tui.result.pages import (
    ResultPage,
    ScorePage,
    StudyPage,
    changes_counted,
    named_facts,
    places_of,
    taken_for_another,
)
from exam.tui.result.sections import seconds_allowed, sections_weakest_first
from exam.tui.result.verdict import outcome, section_bar
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.plots import bar, sparkline
from tests.support import every_kind, right, sample_form, wrong
from tests.support.clock import NOON
from tests.support.screens import see, until

APP_TCSS = Path(__file__).parents[2] / "exam/tui/app.tcss"


class Wall(App[Any]):
    """One page, and what it was left with."""

    CSS_PATH = APP_TCSS

    def __init__(self, page: ResultPage) -> None:
        super().__init__()
        self.page = page
        self.left_with: str | None = None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict.fromkeys(("correct", "incorrect", "marked", "struck", "time-low", "chosen"), "#808080")

    def on_mount(self) -> None:
        self.push_screen(self.page, self._leave)

    def _leave(self, where: str | None) -> None:
        self.left_with = where


def sitting(form: Form, *, seconds: int | None = 600, reason: str = "submitted") -> Attempt:
    """Ten questions: 1 wrong, 2 changed to right, 3 changed to wrong, 4 blank, 9 and 10 never reached."""
    events: list[Event] = [Started(at=NOON, mode="exam", seconds=seconds)]
    at = NOON
    for n in range(1, 9):
        events.append(Visited(at=at, n=n))
        at += timedelta(seconds=90 if n == 1 else 20)
        match n:
            case 1:
                given = [wrong(form, n)]
            case 2:
                given = [wrong(form, n), right(form, n)]
            case 3:
                given = [right(form, n), wrong(form, n)]
            case 4:
                given = []
            case _:
                given = [right(form, n)]
        events += [Responded(at=at, n=n, response=response) for response in given]
    return replay(form, [*events, Ended(at=at, reason=reason)])  # type: ignore[arg-type]


FORM = sample_form(10, 2)
TITLES = Apart(section.title for section in FORM.sections)


@pytest.mark.slow
async def test_first_comes_what_a_real_exam_says() -> None:
    async with Wall(ScorePage(sitting(FORM))).run_test() as pilot:
        page = await see(pilot, "✗ Not passed", "50 %", "pass mark 70 %", "5 of 10 right", "1 left blank")
        assert "2 not reached" in page
        assert "Section 1" in page
        assert "40 %" in page
        assert "60 %" in page


@pytest.mark.slow
async def test_the_result_is_copied_as_a_few_lines() -> None:
    app = Wall(ScorePage(sitting(FORM)))
    async with app.run_test() as pilot:
        await pilot.press("y")
        await see(pilot, "Copied the result")
        first, verdict, facts, _, *sections = app.clipboard.splitlines()
        assert first == "Sample bank · Full"
        assert verdict == "50 %, not passed (pass mark 70 %)"
        assert facts.startswith("5 of 10 right · 1 left blank")
        assert [line.split("  ")[0] for line in sections] == ["Section 1", "Section 2"]


@pytest.mark.slow
async def test_a_pass_at_exactly_the_pass_mark_is_a_pass() -> None:
    form = sample_form(10, 2, cut=50)
    async with Wall(ScorePage(sitting(form))).run_test() as pilot:
        await see(pilot, "✓ Passed", "pass mark 50 %")


@pytest.mark.slow
async def test_time_that_ran_out_is_said() -> None:
    async with Wall(ScorePage(sitting(FORM, reason="time_up"))).run_test() as pilot:
        await see(pilot, "time ran out")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)])
async def test_the_study_page_has_every_part_at_every_size(size: tuple[int, int]) -> None:
    async with Wall(StudyPage(sitting(FORM))).run_test(size=size) as pilot:
        page = await see(pilot, "Sections, weakest first", "Section 1", "2 of 5")
        assert page.index("Section 1") < page.index("Section 2")
        assert "~" in page
        await pilot.press("end")
        await see(pilot, "Exam code", FORM.code)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "where"),
    [
        ("enter", "study"),
        ("m", "review missed"),
        ("a", "review all"),
        ("r", "retake missed"),
        ("n", "new paper"),
        ("f", "same paper"),
        ("h", "home"),
        ("escape", "home"),
    ],
)
async def test_each_key_leads_on(key: str, where: str) -> None:
    app = Wall(ScorePage(sitting(FORM)))
    async with app.run_test() as pilot:
        await see(pilot, "Not passed")
        await pilot.press(key)
        await until(pilot, lambda: app.left_with)
    assert app.left_with == where


@pytest.mark.slow
async def test_with_nothing_missed_there_is_nothing_missed_to_review() -> None:
    events: list[Event] = [Started(at=NOON, mode="exam", seconds=None)]
    for n in range(1, 11):
        events += [Visited(at=NOON, n=n), Responded(at=NOON, n=n, response=right(FORM, n))]
    perfect = replay(FORM, [*events, Ended(at=NOON, reason="submitted")])
    app = Wall(ScorePage(perfect))
    async with app.run_test() as pilot:
        page = await see(pilot, "✓ Passed", "100 %")
        assert "missed" not in page
        await pilot.press("m", "r")
        assert app.left_with is None


def test_time_is_held_against_each_sections_share_of_the_time_allowed() -> None:
    attempt = sitting(FORM)
    weakest, other = sections_weakest_first(score(attempt))
    assert (weakest.title, weakest.score.seconds, seconds_allowed(attempt, weakest)) == ("Section 1", 170.0, 300.0)
    assert (other.title, other.score.seconds, seconds_allowed(attempt, other)) == ("Section 2", 60.0, 300.0)


def test_an_untimed_exam_has_no_budget() -> None:
    attempt = sitting(FORM, seconds=None)
    assert {seconds_allowed(attempt, section) for section in score(attempt).sections} == {None}


def test_changed_answers_are_counted_by_whether_they_helped() -> None:
    assert changes_counted(sitting(FORM)) == ["1 wrong → right", "1 right → wrong"]


def test_a_wrong_pick_names_the_question_that_it_answers() -> None:
    (n, asked, taken), (second, *_) = taken_for_another(sitting(FORM))
    assert (n, asked) == (1, "What is question 1?")
    assert taken.stem.startswith("What is question ")
    assert taken.stem != asked
    assert second == 3


def test_places_are_told_in_runs() -> None:
    report = score(sitting(FORM))
    assert places_of(report, "not_reached") == "questions 9–10"
    assert places_of(report, "omitted") == "question 4"
    assert places_of(report, "correct") == "questions 2, 5–8"


@pytest.mark.parametrize("share", [0.0, 0.013, 0.5, 0.999, 1.0])
@pytest.mark.parametrize("width", [0, 1, 2, 7, 40])
def test_a_bar_is_as_wide_as_it_is_told(share: float, width: int) -> None:
    assert bar(share, width, "$primary").cell_length == width
    assert bar(share, width, "$primary", 0.7).cell_length == width


def test_a_trend_rises_with_its_values() -> None:
    assert sparkline([0, 50, 99, 100]) == "▁ ▅ █ █"


def test_what_was_right_in_part_is_told_and_so_are_its_places(tmp_path: Path) -> None:
    form = every_kind.every_kind_form(tmp_path)
    attempt = replay(form, every_kind.sat(form, "partly"))
    report = score(attempt)
    assert "0 of 32 right · 10 right in part" in outcome(attempt, report, 60).plain
    places = [slot.n for slot in form.slots if every_kind.credit(slot.item, "partly")]
    told = dict(named_facts(attempt, report, confused=False))["Right in part"]
    assert told.startswith(f"questions {places[0]}")
    assert len(places) == 10


def test_a_paper_of_which_nothing_earns_points_has_no_score(tmp_path: Path) -> None:
    whole = every_kind.every_kind_form(tmp_path)
    recall = [slot for slot in whole.slots if slot.kind == "recall"]
    form = whole.model_copy(
        update={"slots": tuple(slot.model_copy(update={"n": n}) for n, slot in enumerate(recall, start=1))}
    )
    attempt = replay(form, every_kind.sat(form, "right"))
    report = score(attempt)
    assert outcome(attempt, report, 60).plain.startswith("No score\n")
    assert "passed" not in outcome(attempt, report, 60).plain
    assert section_bar(report.sections[0], 60, TITLES, 60).plain.endswith("no score")


@pytest.mark.parametrize(
    ("cut", "words"),
    [(70, "2 more would have passed"), (51, "1 more would have passed"), (50, "just enough"), (30, "2 to spare")],
)
def test_how_far_a_score_is_from_the_pass_mark_is_told_in_questions(cut: int, words: str) -> None:
    attempt = sitting(sample_form(10, 2, cut=cut))
    told = outcome(attempt, score(attempt), 60, since_words(50.0, 41.6, "3 May")).plain
    assert f"50 % of the points · {words}\n" in told
    assert "up 8 since 3 May (42 %)" in told


def test_a_section_is_signed_by_the_pass_mark() -> None:
    first, second = score(sitting(sample_form(20, 2))).sections
    assert section_bar(first, 50, TITLES, 60).plain.startswith("✓ Section 1")
    assert section_bar(second, 50, TITLES, 60).plain.startswith("✗ Section 2")
    assert section_bar(second, None, TITLES, 60).plain.startswith("Section 2")


def test_a_section_of_few_questions_is_signed_as_neither_passed_nor_failed() -> None:
    for section in score(sitting(FORM)).sections:
        assert section.score.judged(60) is None
        assert section_bar(section, 60, TITLES, 60).plain.startswith(f"~ {section.title}")
