"""`exam regrade`: shown first, done when asked, taken back."""

import json

import pytest

from tests.cli.conftest import Run, Sit
from tests.support import sample_form


@pytest.fixture
def sat(sit: Sit) -> None:
    sit("k7f3", sample_form(5, 2), correct=3, incorrect=2)


@pytest.mark.usefixtures("sat")
def test_it_is_shown_done_and_taken_back(run: Run) -> None:
    before = run("report", "k7f3", "--json").stdout
    shown = run("regrade", "k7f3", "--item", "item-4", "--drop")
    assert "k7f3: 60 %, not passed becomes 75 %, passed." in shown.stdout
    assert "Question 4 (item-4) counts no more." in shown.stdout
    assert "Nothing is changed yet" in shown.stderr
    assert run("report", "k7f3", "--json").stdout == before
    assert "Done: 1 marked anew" in run("regrade", "k7f3", "--item", "item-4", "--drop", "--yes").stderr
    assert "Before it was 3 of 5, 60 %, not passed." in run("report", "k7f3").stdout
    assert json.loads(run("history", "--json").stdout)[0]["score"] == {
        "points": 3, "possible": 4, "percent": 75.0, "passed": True
    }  # fmt: skip
    again = run("regrade", "k7f3", "--item", "item-4", "--drop", "--yes")
    assert again.stdout.strip() == "1 attempt as before: nothing on the paper was corrected."
    assert run("regrade", "k7f3", "--undo", "--yes").exit_code == 0
    assert run("report", "k7f3", "--json").stdout == before


@pytest.mark.usefixtures("sat")
def test_a_second_answer_and_another_key_by_their_texts(run: Run) -> None:
    slot = sample_form(5, 2).slot(4)
    chosen = next(option for option in slot.options if option.id == "4a")
    shape = json.loads(run("regrade", "k7f3", "--item", "item-4", "--also", chosen.text, "--json", "--yes").stdout)
    assert shape["attempts"][0]["questions"] == [{"n": 4, "item": "item-4", "change": "gains"}]
    assert shape["attempts"][0]["after"] == {"percent": 80.0, "passed": True}
    first = sample_form(5, 2).slot(1)
    other = next(option for option in first.options if option.id not in first.key)
    shape = json.loads(run("regrade", "k7f3", "--item", "item-1", "--right", other.text, "--json").stdout)
    assert shape["attempts"][0]["questions"] == [{"n": 1, "item": "item-1", "change": "loses"}]
    assert shape["done"] is False


@pytest.mark.usefixtures("sat")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Name attempts"),
        (("k7f3", "--drop"), 2, "--right, --also and --drop correct a question"),
        (("k7f3", "--item", "item-1"), 2, "Say one thing of --item"),
        (("k7f3", "--item", "nobody", "--drop"), 1, "does not ask 'nobody'"),
        (("k7f3", "--item", "item-1", "--right", "no such text"), 1, "has no option 'no such text'"),
        (("none", "--undo"), 1, "No attempt begins with 'none'"),
    ],
)
def test_what_it_does_not_understand_it_says(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    found = run("regrade", *words)
    assert (found.exit_code, said in found.stderr) == (code, True), found.stderr
