"""A bank is looked through and searched without its answers, which are shown on wish and after a warning."""

import json
from pathlib import Path

import pytest

from exam.core.item import Item
from exam.learning.browsing import found_by, listed
from exam.tui.app import ExamApp
from tests.cli.conftest import Run, Sit
from tests.stories.test_own_words import HOSTILE, annotate
from tests.support import FakeClock, bank_toml, sample_bank, sample_form
from tests.support.desk import PRESETS, AppDesk
from tests.support.screens import see, text_of, until

BANK = sample_bank(12, 3, blueprint=PRESETS)


def own_texts(item: Item) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in item.statements)


@pytest.fixture
def there(data_dir: Path, sit: Sit) -> None:
    """The bank among the learner's own, and an attempt that asked its first five questions and missed two."""
    (data_dir / "banks").mkdir(parents=True)
    (data_dir / "banks" / "sample.toml").write_text(bank_toml(BANK), "utf-8")
    sit("k7f3", sample_form(5, 2), correct=3, incorrect=2)


@pytest.mark.usefixtures("there")
def test_all_questions_are_listed_with_what_was_done_with_each(run: Run) -> None:
    shapes = json.loads(run("questions", "sample", "--json").stdout)
    assert [one["item"] for one in shapes] == [item.id for item in BANK.items]
    assert [(one["met"], one["missed"]) for one in shapes] == [(1, 0)] * 3 + [(1, 1)] * 2 + [(0, 0)] * 7
    assert [one["item"] for one in json.loads(run("questions", "sample", "--only", "missed", "--json").stdout)] == [
        "item-4", "item-5"
    ]  # fmt: skip
    assert len(json.loads(run("questions", "sample", "--only", "unseen", "--json").stdout)) == 7
    sections = json.loads(run("questions", "sample", "--section", "section-2", "--json").stdout)
    assert {one["section"] for one in sections} == {"section-2"}
    assert run("questions", "sample", "--section", "nowhere").exit_code == 1


@pytest.mark.usefixtures("there")
def test_no_answer_is_told_or_found_unless_it_is_asked_for(run: Run) -> None:
    bare = run("questions", "sample")
    assert all(text not in bare.stdout for item in BANK.items for text in own_texts(item))
    assert json.loads(run("questions", "sample", own_texts(BANK.items[0])[0], "--json").stdout) == []
    keyed = run("questions", "sample", "--with-key")
    assert all(any(text in keyed.stdout for text in own_texts(item)) for item in BANK.items)
    assert "say less about what you know" in keyed.stderr


@pytest.mark.usefixtures("there")
def test_a_first_word_that_is_no_bank_is_searched_for(run: Run, data_dir: Path) -> None:
    (data_dir / "remembered.json").write_text('{"bank": "sample", "opened": []}', "utf-8")
    word = BANK.items[6].stem.split()[-3]
    by_bank = json.loads(run("questions", "sample", word, "--json").stdout)
    assert by_bank
    assert json.loads(run("questions", word, "--json").stdout) == by_bank
    assert run("questions", "./nowhere.toml").exit_code == 1


def test_every_word_has_to_occur_in_any_case() -> None:
    rows = list(listed(BANK, {}))
    one = rows[7]
    assert found_by(rows, [one.item.upper(), "NOT", "met"]) == [one]
    assert found_by(rows, [one.item, "missed"]) == []
    assert found_by(rows, []) == rows


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_by_keys_one_is_found_and_its_answer_shown_after_a_warning(
    tmp_path: Path, clock: FakeClock, size: tuple[int, int]
) -> None:
    desk = AppDesk(tmp_path, clock, BANK)
    wanted = BANK.items[7]
    async with ExamApp(desk.context).run_test(size=size) as pilot:
        await see(pilot, "Standard")
        await pilot.press("slash")
        await see(pilot, "Questions", "12 · Sample bank", "not met")
        await pilot.press(*("minus" if letter == "-" else letter for letter in wanted.id))
        await see(pilot, "1 of 12")
        await pilot.press("enter")
        await see(pilot, wanted.id, " ".join(wanted.stem.split()))
        assert "The key is" not in text_of(pilot.app)
        await pilot.press("k")
        await see(pilot, "Show what is right?", "says less about what you know")
        await pilot.press("n")
        await until(pilot, lambda: "Show what is right?" not in text_of(pilot.app))
        assert "The key is" not in text_of(pilot.app)
        await pilot.press("k")
        await see(pilot, "Show what is right?")
        await pilot.press("y")
        await see(pilot, "The key is")
        await pilot.press("escape")
        await see(pilot, "1 of 12")
        await pilot.press("escape")
        await see(pilot, "Standard")
    with desk.open_store() as store:
        assert store.history() == []


@pytest.mark.slow
async def test_notes_found_in_the_app_lead_to_their_question(data_dir: Path, clock: FakeClock, sit: Sit) -> None:
    desk = AppDesk(data_dir, clock, BANK)
    sit("k7f3", sample_form(5, 2), correct=3, incorrect=2)
    annotate(data_dir, clock, "k7f3", {1: HOSTILE, 3: "compare with the scheduler"}, {4: "B is right as well"})
    async with ExamApp(desk.context).run_test(size=(80, 24)) as pilot:
        await see(pilot, "Standard")
        await pilot.press("n")
        await see(pilot, "Notes and reports", "reported: B is right as well", "[red]␛")
        await pilot.press("f2", "f2")
        await see(pilot, "1 of 3", "reports only")
        await pilot.press("f2")
        await pilot.press(*"sched")
        await see(pilot, "1 of 3", "compare with the scheduler")
        await pilot.press("enter")
        await see(pilot, "question 3 of 5", "✎ note")
        await pilot.press("escape")
        await see(pilot, "1 of 3", "sched")
        await pilot.press("f4")
        await see(pilot, "sample.toml")
        await pilot.press("enter", "escape")
        await see(pilot, "Standard")
