"""A note belongs to its question: whoever meets that again finds it with the answer, and in no exam before."""

import io
from pathlib import Path

import pytest

from exam.core.own_words import NotesByItem, notes_by_item
from exam.plain.lines import Voice
from exam.plain.sitting import sit_line_by_line
from exam.sitting.session import Session
from exam.store import Store
from exam.tui.review.screen import ReviewScreen
from exam.tui.sitting.pad import Pad
from exam.tui.sitting.question import QuestionScreen, sit_on_screen
from tests.cli.conftest import Sit
from tests.stories.test_own_words import annotate
from tests.support import FakeClock, right, sample_form
from tests.support.script import Script
from tests.tui.room_desk import Desk, press, shows, until

FORM = sample_form(5, 2)


@pytest.fixture
def noted(sit: Sit, data_dir: Path, clock: FakeClock) -> None:
    """Two attempts at one paper; on its first question a note in each, the later one of two lines."""
    sit("k7f3", FORM, correct=3, incorrect=2)
    sit("m2p9", FORM, correct=5)
    annotate(data_dir, clock, "k7f3", {1: "first"}, {1: "B too"})
    clock.advance(86_400)
    annotate(data_dir, clock, "m2p9", {1: "line one\nline two"}, {})


def notes(data_dir: Path, besides: str = "") -> NotesByItem:
    with Store.open(data_dir) as store:
        return notes_by_item(store.own_words(bank=FORM.bank), besides=besides)


@pytest.mark.usefixtures("noted")
def test_the_latest_notes_of_a_question_come_first_and_reports_are_none(data_dir: Path) -> None:
    item = FORM.slot(1).item
    assert [one.whole for one in notes(data_dir)[item]] == ["line one\nline two", "first"]
    assert [one.whole for one in notes(data_dir, "m2p9")[item]] == ["first"]
    assert set(notes(data_dir)) == {item}
    assert [one.text for one in notes(data_dir)[item]] == ["line one line two", "first"]


@pytest.mark.usefixtures("noted")
def test_the_note_of_a_discarded_attempt_goes_and_comes_back_with_it(data_dir: Path, clock: FakeClock) -> None:
    item = FORM.slot(1).item
    with Store.open(data_dir) as store:
        assert [one.kind for one in store.own_words(attempt="k7f3")] == ["report", "note"]
        store.discard("k7f3", clock.now())
    assert [one.whole for one in notes(data_dir)[item]] == ["line one\nline two"]
    with Store.open(data_dir) as store:
        store.restore("k7f3")
    assert [one.whole for one in notes(data_dir)[item]] == ["line one\nline two", "first"]


@pytest.mark.usefixtures("noted")
def test_many_notes_of_the_same_words_are_one_and_three_are_enough(data_dir: Path, clock: FakeClock) -> None:
    annotate(data_dir, clock, "k7f3", {1: "line one\nline two"}, {})
    assert len(notes(data_dir)[FORM.slot(1).item]) == 1
    (one,) = notes(data_dir)[FORM.slot(1).item]
    many = [one._replace(attempt=f"a{n}", whole=str(n)) for n in range(9)]
    assert [one.whole for one in notes_by_item(many)[FORM.slot(1).item]] == ["0", "1", "2"]


@pytest.mark.usefixtures("noted")
@pytest.mark.parametrize(("mode", "told"), [("practice", True), ("exam", False)])
def test_line_by_line_it_is_told_in_practice_with_what_is_right(
    data_dir: Path, clock: FakeClock, mode: str, told: bool
) -> None:
    with Store.open(data_dir) as store:
        session = Session.start("now", FORM, store, clock, mode="practice" if mode == "practice" else "exam")
        out = io.StringIO()
        lines = ["a", "reveal", "quit"]
        voice = Voice(out, io.StringIO())
        sit_line_by_line(session, Script(clock, lines), voice, attended=False, notes=lambda: notes(data_dir, "now"))
    said = out.getvalue()
    assert ("line two" in said) is told
    assert ("Your note of 20" in said) is told


@pytest.mark.slow
@pytest.mark.usefixtures("noted")
async def test_on_screen_it_stands_with_the_answer_and_m_says_so(data_dir: Path, clock: FakeClock) -> None:
    async def read() -> NotesByItem:
        return notes(data_dir, "now")

    with Store.open(data_dir) as store:
        session = Session.start("now", FORM, store, clock, mode="practice")
        app = Desk(lambda desk: sit_on_screen(desk, session, notes=read()))
        app.session = session
        async with app.run_test(size=(100, 40)) as pilot:
            await until(pilot, lambda: isinstance(app.screen, QuestionScreen) and app.screen.other_notes)
            await shows(pilot, "✎ earlier note")
            assert "line one" not in app.text
            await press(pilot, "m")
            await shows(pilot, "a new one; the 2 earlier ones stand with the answer")
            await press(pilot, "escape")
            await until(pilot, lambda: not app.screen.query_one(Pad).display)
            await press(pilot, FORM.slot(1).letter(right(FORM, 1)[0]).lower(), "space")
            await shows(pilot, "✓ Correct", "Your note of 20", "line one", "line two", "first")
            session.end()
    reviewed = Desk(lambda desk: desk.push_screen_wait(ReviewScreen(session.attempt, notes=read())))
    async with reviewed.run_test(size=(100, 40)) as pilot:
        await shows(pilot, "Your note of 20", "line one", "line two", "first")
