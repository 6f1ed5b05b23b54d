"""Wrong options that an author wrote for one question are named by their texts, with or without their bank's file."""

import json
from pathlib import Path

import pytest

from exam.assembly import assemble, tailor
from exam.core.bank import Bank
from exam.formats import read_bank
from exam.learning.answers_named import right_answer, wrong_option
from exam.learning.confusions import confusions_in
from exam.learning.item_story import item_story
from exam.learning.past import Past, read_past
from exam.learning.statistics import statistics_in
from exam.sitting.session import Session
from exam.store import Store
from exam.tui.progress.confused import CONFUSED_PAGE
from exam.tui.progress.one_question import ItemScreen
from exam.tui.progress.page import Selection
from exam.tui.progress.questions import ItemRow
from exam.tui.widgets.lines import Choices
from tests.cli.conftest import Run
from tests.support import FakeClock

TOML = """
schema = 2
id = "capitals"
title = "Capitals"
[[blueprint]]
id = "full"
title = "Full"
[[section]]
id = "all"
title = "All"
[[section.item]]
id = "australia"
stem = "What is the capital of Australia?"
options = { a = "Sydney", b = "Canberra", c = "Perth" }
key = ["b"]
[[section.item]]
id = "canada"
stem = "What is the capital of Canada?"
options = { a = "Toronto", b = "Ottawa", c = "Montreal" }
key = ["b"]
"""


@pytest.fixture
def bank(data_dir: Path, clock: FakeClock) -> Bank:
    """Two questions with options of their own, sat twice: Sydney was chosen each time, Toronto once."""
    file = data_dir / "banks" / "capitals.toml"
    file.parent.mkdir(parents=True)
    file.write_text(TOML, "utf-8")
    bank = read_bank(file).bank
    for name, wrong in (("one", {"Sydney", "Toronto"}), ("two", {"Sydney", "Ottawa"})):
        with Store.open(data_dir) as store:
            session = Session.start(name, assemble(bank, tailor(bank), 1), store, clock, mode="exam")
            for slot in session.attempt.form.slots:
                session.visit(slot.n)
                session.respond(slot.n, tuple(option.id for option in slot.options if option.text in wrong))
            session.end()
            session.leave()
    return bank


def past_of(bank: Bank | None, data_dir: Path, clock: FakeClock) -> Past:
    past = read_past(lambda: Store.open(data_dir), "capitals", lambda _: bank, clock.now(), None)
    assert past is not None
    return past


@pytest.mark.parametrize("is_here", [True, False])
def test_each_is_called_by_its_text(bank: Bank, data_dir: Path, clock: FakeClock, is_here: bool) -> None:
    past = past_of(bank if is_here else None, data_dir, clock)
    found = confusions_in(past.answer_sums).options
    named = [(wrong_option(past, one.item, one.name), one.rate.count, one.rate.of) for one in found]
    assert named == [("Sydney", 2, 2), ("Toronto", 1, 2)]
    assert right_answer(past, "australia") == ("Canberra" if is_here else "")


def test_the_pages_name_what_was_chosen_and_what_is_right(bank: Bank, data_dir: Path, clock: FakeClock) -> None:
    past = past_of(bank, data_dir, clock)
    selection = Selection(past, past, None, None)
    (lines,) = [one for one in CONFUSED_PAGE.draw(selection, CONFUSED_PAGE.read(selection)) if isinstance(one, Choices)]
    first, _ = (draw(76).plain for draw in lines.draws)
    assert first.splitlines()[0].startswith("✗ Sydney")
    assert "2 of 2" in first.splitlines()[0]
    assert first.splitlines()[1].rstrip() == "✓ Canberra   What is the capital of Australia?"
    assert "What is" not in lines.draws[0](40).plain
    (row,) = [ItemRow(one, past) for one in statistics_in(past.answer_sums) if one.item == "australia"]
    story = item_story(past, "australia")
    assert ItemScreen(row, story)._taken(story.results[0]) == "chosen: Sydney"


@pytest.mark.usefixtures("bank")
def test_the_command_names_them_too(run: Run) -> None:
    shape = json.loads(run("confusions", "capitals", "--json").stdout)
    assert shape["options"][0] == {"item": "australia", "option": "Sydney", "chosen": 2, "offered": 2}
    assert "Sydney: chosen 2 of 2 times" in run("confusions", "capitals").stdout
