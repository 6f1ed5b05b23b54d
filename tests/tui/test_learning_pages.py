"""What a learner lives through on the screen: missing and mending, confusing and telling apart, second thoughts.

Each story is a whole run of the app over several pages, so the file takes some seconds.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from exam.assembly import assemble, tailor
from exam.assembly.contrast import contrast
from exam.core.form import Form, Slot
from exam.files.attempts import read_attempts
from exam.learning.measuring import contrast_weights
from exam.sitting.session import Session
from exam.tui.app import ExamApp
from exam.tui.progress.reader import PastReader, View
from tests.support import FakeClock
from tests.support.desk import AppDesk
from tests.support.screens import see, text_of, until

DAY = timedelta(days=1).total_seconds()
Answer = Callable[[Slot], tuple[str, ...]]


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> AppDesk:
    return AppDesk(tmp_path, clock)


@asynccontextmanager
async def running(desk: AppDesk, size: tuple[int, int] = (100, 40)) -> AsyncIterator[Pilot[Any]]:
    async with ExamApp(desk.context).run_test(size=size, notifications=True) as pilot:
        await see(pilot, "To review")
        yield pilot


def sit(desk: AppDesk, name: str, form: Form, *answers: Answer) -> None:
    """A sitting without a screen; each of the answers is given in turn."""
    with desk.open_store() as store:
        session = Session.start(name, form, store, desk.clock, mode="exam")
        for slot in form.slots:
            session.visit(slot.n)
            desk.clock.advance(30)
            for answer in answers:
                session.respond(slot.n, answer(slot))
        session.end()
        session.leave()
    desk.clock.advance(DAY)


def knows(slot: Slot) -> tuple[str, ...]:
    return slot.key


def misses(*items: str) -> Answer:
    def answer(slot: Slot) -> tuple[str, ...]:
        wrong = next(option.id for option in slot.options if option.id not in slot.key)
        return (wrong,) if slot.item in items else slot.key

    return answer


def confuses(item: str, home: str) -> Answer:
    def answer(slot: Slot) -> tuple[str, ...]:
        taken = [option.id for option in slot.options if option.home == home]
        return (taken[0],) if slot.item == item and taken else slot.key

    return answer


async def answer_all_right(pilot: Pilot[Any], desk: AppDesk) -> list[str]:
    """From the begin page to home again, every question right, by keys. Gives the items that were asked."""
    await see(pilot, "Begin")
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.session is not None)  # type: ignore[attr-defined]
    session = pilot.app.session  # type: ignore[attr-defined]
    slots = session.attempt.form.slots
    for slot in slots:
        await until(pilot, lambda n=slot.n: session.attempt.current == n)
        pilot.app.simulate_key(slot.letter(slot.key[0]).lower())
        await until(pilot, lambda n=slot.n: session.attempt.of(n).response)
        desk.clock.advance(20)
        if slot.n < len(slots):
            pilot.app.simulate_key("enter")
    await pilot.press("s", "e", "y")
    page = await see(pilot, f"of {len(slots)} right", "practice")
    assert "assed" not in page, "a drill has no verdict"
    await pilot.press("h")
    return [slot.item for slot in slots]


@pytest.mark.slow
async def test_miss_three_drill_them_and_see_them_leave_the_list(desk: AppDesk) -> None:
    sit(desk, "first", assemble(desk.bank, tailor(desk.bank, "full"), 1), misses("item-3", "item-7", "item-11"))
    async with running(desk) as pilot:
        await see(pilot, "3 missed, 3 due today: Enter drills them")
        line = pilot.app.screen.query_one("#pending")
        line.focus()
        await pilot.press("enter")
        asked = await answer_all_right(pilot, desk)
        assert set(asked) == {"item-3", "item-7", "item-11"}
        await see(pilot, "Nothing missed, nothing due today")
        await pilot.press("d")
        await see(pilot, "build a drill", "missed the last time     0", "never seen               0")
        await pilot.press("escape")
        await see(pilot, "To review")


@pytest.mark.slow
async def test_exactly_what_was_missed_is_two_keys_from_home(desk: AppDesk) -> None:
    sit(desk, "first", assemble(desk.bank, tailor(desk.bank, "full"), 1), misses("item-3", "item-7", "item-11"))
    async with running(desk, (80, 24)) as pilot:
        await pilot.press("m")
        await see(pilot, "Drill: missed, practice", "Questions  3")
        asked = await answer_all_right(pilot, desk)
        assert set(asked) == {"item-3", "item-7", "item-11"}
        await see(pilot, "3 of 3", "Drill: missed, practice")
        await pilot.press("m")
        await see(pilot, "Nothing is missed")
        await see(pilot, "To review")


@pytest.mark.slow
async def test_confuse_a_with_b_find_the_pair_on_top_and_tell_them_apart_on_two_days(desk: AppDesk) -> None:
    one, other = "item-2", "item-5"
    for n in (1, 2):
        sit(desk, f"exam-{n}", contrast(desk.bank, one, other, n, contrast_weights(one, other)), confuses(one, other))
    right, taken = (desk.bank.item_by_id[name].statements[0] for name in (one, other))
    async with running(desk) as pilot:
        for day in (1, 2):
            await pilot.press("p")
            await see(pilot, "Progress", "Would you pass")
            await pilot.press("5")
            page = await see(pilot, "1 pair confused twice or more", f"› ✗ {taken}", f"✓ {right}", "4 of ")
            assert ("1 of 2 days right" in page) == (day == 2)
            await pilot.press("enter")
            await see(pilot, "You were asked", "You answered this instead", "✗ ", "Contrast drill")
            await pilot.press("enter")
            drilled = await answer_all_right(pilot, desk)
            assert {one, other} <= set(drilled)
            await see(pilot, "Progress", "Confused")
            desk.clock.advance(DAY)
            await pilot.press("escape")
            await see(pilot, "To review")
        await pilot.press("p", "5")
        page = await see(pilot, "No pair was confused twice or more", "Told apart again")
        assert f"✗ {taken}" in page


@pytest.mark.slow
async def test_change_a_wrong_answer_to_a_right_one_and_find_it_in_the_ledger(desk: AppDesk) -> None:
    sit(desk, "first", assemble(desk.bank, tailor(desk.bank, "full"), 1), misses("item-4"), knows)
    async with running(desk) as pilot:
        await pilot.press("p")
        await see(pilot, "Would you pass the next Full?", "All sections", "94 %    75–100       12")
        await pilot.press("4")
        stem = desk.bank.item_by_id["item-4"].stem
        await see(pilot, "Changed answers   1 of 12 answers", "won 1 right answer", "too little to judge by")
        choice = next(iter(pilot.app.screen.query("Choice")))
        choice.focus()
        await see(pilot, f"✓ wrong → right  {stem}")
        await pilot.press("enter")
        await see(pilot, "Review", stem, "answered")
        await pilot.press("escape")
        await see(pilot, f"✓ wrong → right  {stem}")


@pytest.mark.slow
async def test_filters_narrow_what_every_page_says(desk: AppDesk) -> None:
    sit(desk, "whole", assemble(desk.bank, tailor(desk.bank, "full"), 1), knows)
    sit(desk, "short", assemble(desk.bank, tailor(desk.bank, "standard"), 2), misses(*desk.bank.item_by_id))
    async with running(desk, (80, 24)) as pilot:
        await pilot.press("p")
        await see(pilot, "Would you pass the next Standard?   6 questions")
        await pilot.press("f", "f", "f")
        await see(pilot, "Would you pass the next Section drill?   4 questions")
        await pilot.press("f")
        await see(pilot, "Would you pass the next Standard?   6 questions")
        await pilot.press("2")
        await see(pilot, "2 attempts", "0 % in the latest of 2")
        await pilot.press("f")
        await see(pilot, "only Full", "100 % in the latest of 1", "one attempt shows no trend")
        await pilot.press("c", "c")
        await see(pilot, "practice only", "No attempt like that")
        await pilot.press("c", "f", "f", "right")
        await see(pilot, "Sections over attempts", "~0", "~100")
        await pilot.press("right", "right", "right")
        await see(pilot, "12 questions seen, none 10 times yet")
        await pilot.press("enter")
        await see(pilot, "1 of 2 answers right", "The answer", "Next review", "Your answers")


@pytest.mark.slow
async def test_the_history_is_sorted_and_filtered_and_leads_on(desk: AppDesk) -> None:
    sit(desk, "good", assemble(desk.bank, tailor(desk.bank, "full"), 1), knows)
    sit(desk, "bad", assemble(desk.bank, tailor(desk.bank, "standard"), 2), misses(*desk.bank.item_by_id))
    async with running(desk, (80, 24)) as pilot:
        await pilot.press("h")
        page = await see(pilot, "History   2 attempts", "good", "bad")
        assert page.index("Standard") < page.index("Full")
        await pilot.press("o", "o")
        page = await see(pilot, "best first")
        assert page.index("Full") < page.index("Standard")
        await pilot.press("f")
        page = await see(pilot, "1 of 2 attempts")
        assert page.count("%") == 1
        await pilot.press("c", "c")
        await see(pilot, "No attempt like that")
        await pilot.press("c", "f", "f")
        await see(pilot, "2 attempts · best first")
        await pilot.press("end", "enter")
        await see(pilot, "Not passed")
        await pilot.press("h")
        await see(pilot, "History   2 attempts · best first")
        await pilot.press("p")
        await see(pilot, "Would you pass")


@pytest.mark.slow
async def test_a_drill_is_built_from_what_is_ticked(desk: AppDesk) -> None:
    sit(desk, "first", assemble(desk.bank, tailor(desk.bank, "standard"), 1), misses(*desk.bank.item_by_id))
    async with running(desk, (80, 24)) as pilot:
        await pilot.press("d")
        await see(pilot, "build a drill", "missed the last time     6", "never seen               6")
        await pilot.press("down", "down", "space")
        await see(pilot, "6 questions, 8 minutes: 6 never seen")
        await pilot.press("space")
        for _ in range(3):
            await pilot.press("down")
        await pilot.press("7", "7")
        await see(pilot, "12 questions")
        await pilot.press("backspace", "backspace", "4", "enter")
        await see(pilot, "Begin", "Questions  4")


@pytest.mark.slow
async def test_an_attempt_is_exported_and_a_note_is_written(desk: AppDesk, tmp_path: Path) -> None:
    sit(desk, "first", assemble(desk.bank, tailor(desk.bank, "standard"), 1), knows)
    there = tmp_path / "there.jsonl"
    there.write_text("mine", "utf-8")
    async with running(desk, (80, 30)) as pilot:
        await pilot.press("h")
        await see(pilot, "History   1 attempt")
        await pilot.press("enter")
        await see(pilot, "Passed")
        await pilot.press("o")
        await see(pilot, "no notes", "Question 1")
        await pilot.press("enter", *"Mind it", "escape")
        page = await see(pilot, "1 note")
        assert "Mind it" in page
        await pilot.press("escape")
        await see(pilot, "Passed")
        await pilot.press("e")
        await see(pilot, "Will be written to", "exam-first.html")
        await pilot.press("right")
        await see(pilot, "exam-first.jsonl")
        pilot.app.screen.query_one("#file").value = str(there)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await see(pilot, "is there already")
        pilot.app.screen.query_one("#file").value = str(tmp_path / "new.jsonl")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await see(pilot, "Passed", "Written to")
        await pilot.press("e", "right", "right")
        await see(pilot, "exam-first.html", "Format", "moodle-xml")
        await pilot.press("right")
        await see(pilot, "not have fully right")
        pilot.app.screen.query_one("#file").value = str(tmp_path / "paper.html")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await see(pilot, "✗ Nothing was missed in this attempt.")
        await pilot.press("left", "enter")
        await see(pilot, "Passed", "Written to")
    page = (tmp_path / "paper.html").read_text("utf-8")
    assert all(slot.stem in page for slot in assemble(desk.bank, tailor(desk.bank, "standard"), 1).slots)
    assert there.read_text("utf-8") == "mine"
    (exported,) = read_attempts(tmp_path / "new.jsonl")
    assert exported.id == "first"
    with desk.open_store() as store:
        assert store.load("first").attempt.of(1).note == "Mind it"


@pytest.mark.slow
async def test_without_a_past_the_pages_say_what_will_be_there(desk: AppDesk) -> None:
    async with ExamApp(desk.context).run_test(size=(60, 20)) as pilot:
        await see(pilot, "Welcome.")
        await pilot.press("p")
        await see(pilot, "No exam has ended yet")
        await pilot.press("2", "right", "f", "d", "enter")
        await see(pilot, "No exam has ended yet")
        await pilot.press("escape")
        await see(pilot, "Standard")
        assert "To review" not in text_of(pilot.app)


@pytest.mark.slow
async def test_a_page_that_takes_long_says_so_and_keys_are_heard_meanwhile(
    desk: AppDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit(desk, "first", assemble(desk.bank, tailor(desk.bank, "full"), 1), knows)
    computed, read = Event(), PastReader.read

    def slow(reader: PastReader, view: View) -> Callable[[], list[Widget]]:
        if view.name == "trend":
            computed.wait()
        return read(reader, view)

    monkeypatch.setattr(PastReader, "read", slow)
    async with running(desk) as pilot:
        await pilot.press("p")
        await see(pilot, "Would you pass")
        await pilot.press("2")
        page = await see(pilot, "computing Trend …")
        assert "Would you pass" in page
        await pilot.press("3")
        page = await see(pilot, "Sections over attempts")
        assert "computing" not in page
        computed.set()
        await pilot.press("2")
        await see(pilot, "All sections", "the pass mark")
