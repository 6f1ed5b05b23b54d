"""What stands beside a question, in plain mode: said before it, once, and again when somebody asks."""

import io
from pathlib import Path

import pytest

from exam.core.form import Form
from exam.core.text import find_unsafe
from exam.plain.lines import Voice
from exam.plain.sitting import sit_line_by_line
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, sample_form
from tests.support.exhibits import form_beside, hostile
from tests.support.script import Script


@pytest.fixture
def form(tmp_path: Path) -> Form:
    return form_beside(tmp_path)


def heard(tmp_path: Path, clock: FakeClock, form: Form, *lines: str) -> str:
    out = io.StringIO()
    with Store.open(tmp_path / "store") as store:
        session = Session.start("abc", form, store, clock, mode="exam")
        sit_line_by_line(session, Script(clock, lines), Voice(out, out), attended=True)
    return out.getvalue()


def at(form: Form, item: str) -> int:
    return next(slot.n for slot in form.slots if slot.item == item)


def test_a_passage_is_said_once_with_whom_it_is_for(tmp_path: Path, clock: FakeClock, form: Form) -> None:
    first = at(form, "first")
    second = at(form, "second")
    assert second == first + 1
    said = heard(tmp_path, clock, form, "go 1", "go 2", "go 3", "go 4", "quit")
    title = f"The case, for questions {first} and {second}"
    assert said.count(f"Exhibit: {title}.\nA cluster has two nodes.\n\n• n1 runs the controller\n• n2 runs jobs\n") == 1
    assert f"Exhibit: {title}, as before. Say exhibit to hear it again." in said
    assert said.index("two nodes") < said.index("Where does the")


def test_code_tables_and_pictures_are_said_in_words(tmp_path: Path, clock: FakeClock, form: Form) -> None:
    said = heard(tmp_path, clock, form, "go 1", "go 2", "go 3", "go 4", "quit")
    assert "Exhibit: deployment.yaml.\nkind: Deployment\nspec:\n  replicas: 3  # a long" in said
    assert "\n↪ " in said
    assert "node │ GPUs\n─────┼─────\nn1   │ 8\nn2   │ 16\n" in said
    assert "Exhibit: Network.\n[Picture: Two leaf switches under one spine switch]\n" in said


def test_exhibit_says_it_again(tmp_path: Path, clock: FakeClock, form: Form) -> None:
    said = heard(tmp_path, clock, form, f"go {at(form, 'third')}", "exhibit", "quit")
    assert said.count("kind: Deployment") == 2


def test_exhibit_says_where_there_is_none(tmp_path: Path, clock: FakeClock) -> None:
    assert "Nothing stands beside this question." in heard(tmp_path, clock, sample_form(), "exhibit", "quit")


def test_the_review_says_it_too(tmp_path: Path, clock: FakeClock, form: Form) -> None:
    said = heard(tmp_path, clock, form, "end", "yes", "yes", "review", "2", "3", "4", "exhibit", "quit")
    review = said.partition("commands of the review")[2]
    assert review.count("Exhibit: deployment.yaml") >= 1
    assert review.count("Two leaf switches under one spine switch") >= 1


def test_nothing_that_a_stranger_wrote_steers_the_terminal(tmp_path: Path, clock: FakeClock) -> None:
    form = form_beside(tmp_path, hostile())
    said = heard(tmp_path, clock, form, "go 1", "go 2", "end", "yes", "yes", "review", "1", "2", "exhibit", "quit")
    assert find_unsafe(said) is None
    assert said.count("␛]0;taken␇") > 20
