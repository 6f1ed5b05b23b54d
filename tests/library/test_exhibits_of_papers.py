"""Papers of a bank with exhibits: what stands together, and what is left out because its picture is not there."""

from pathlib import Path

import pytest

from exam.assembly import tailor
from exam.core.bank import MOST_DIRECT, Bank
from exam.files.pictures import kept_picture
from exam.library.open import open_bank
from exam.library.paper import assemble_form
from tests.support.pictures import write_png

HEAD = 'schema = 2\nid = "cases"\ntitle = "Cases"\n'
EXHIBITS = """
[[exhibit]]
id = "case"
passage = "A cluster has two nodes."

[[exhibit]]
id = "topology"
picture = "pictures/topology.png"
alt = "Two switches"

[[section]]
id = "s"
title = "S"
"""


def item(name: str, exhibit: str = "") -> str:
    return f'[[section.item]]\nid = "{name}"\ntype = "short"\nstem = "What is {name}?"\nanswers = ["{name}"]\n' + (
        f'exhibits = ["{exhibit}"]\n' if exhibit else ""
    )


def opened(tmp_path: Path, *items: str) -> Bank:
    file = tmp_path / "bank" / "cases.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(HEAD + EXHIBITS + "\n".join(items))
    return open_bank(file, tmp_path / "cache", kept=tmp_path / "data" / "pictures")


@pytest.mark.parametrize("seed", range(10))
def test_questions_about_one_passage_stand_together_in_the_order_of_the_bank(tmp_path: Path, seed: int) -> None:
    bank = opened(tmp_path, *(item(f"q{n}", "case" if n % 2 else "") for n in range(12)))
    form = assemble_form(bank, tailor(bank, None), seed)
    asked = [slot.item for slot in form.slots]
    first = asked.index("q1")
    assert asked[first : first + 6] == ["q1", "q3", "q5", "q7", "q9", "q11"]
    assert len(asked) == 12
    assert form.exhibits.keys() == {"case"}


def test_a_form_names_the_pictures_that_it_was_made_with(tmp_path: Path) -> None:
    write_png(tmp_path / "bank" / "pictures" / "topology.png", 12, 9)
    bank = opened(tmp_path, item("a", "topology"), item("b"))
    form = assemble_form(bank, tailor(bank, None), 1)
    picture = kept_picture(tmp_path / "data" / "pictures", form.pictures["topology"])
    assert picture is not None
    assert (picture.width, picture.height) == (12, 9)
    assert not form.remarks


def test_a_question_whose_picture_is_not_there_is_left_out_and_named(tmp_path: Path) -> None:
    bank = opened(tmp_path, item("a", "topology"), item("b"), item("c"))
    form = assemble_form(bank, tailor(bank, None), 1)
    assert {slot.item for slot in form.slots} == {"b", "c"}
    assert form.remarks == ("Left out, as a picture cannot be shown: a (pictures/topology.png is not there).",)
    assert not form.pictures


def test_the_code_of_a_paper_does_not_depend_on_pictures(tmp_path: Path) -> None:
    items = (item("a", "topology"), item("b"))
    without = opened(tmp_path, *items)
    write_png(tmp_path / "bank" / "pictures" / "topology.png")
    assert opened(tmp_path, *items).edition == without.edition


@pytest.mark.slow
def test_a_large_bank_keeps_its_exhibits_in_its_index(tmp_path: Path) -> None:
    bank = opened(tmp_path, item("a", "case"), item("p", "topology"), *(item(f"q{n}") for n in range(MOST_DIRECT)))
    assert bank.exhibit_by_id["case"].passage == "A cluster has two nodes."
    form = assemble_form(bank, tailor(bank, None, items=1000), 3)
    assert "p" not in {slot.item for slot in form.slots}
    assert "topology.png is not there" in form.remarks[0]
