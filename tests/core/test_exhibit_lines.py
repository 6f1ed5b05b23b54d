"""What stands beside a question, in lines of plain text, as its bank's texts are read."""

import pytest
from pydantic import ValidationError

from exam.core.exhibit import Exhibit, TextFormat
from exam.core.exhibit_lines import exhibit_lines, sort_of

PASSAGE = "One cluster\nhas *two* nodes:\n\n  n1\tcontroller\n  n2\tjobs"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("flowing", ["One cluster has *two* nodes:", "", "  n1    controller", "  n2    jobs"]),
        ("plain", ["One cluster", "has *two* nodes:", "", "  n1    controller", "  n2    jobs"]),
        ("markdown", ["One cluster has two nodes:", "", "n1 controller n2 jobs"]),
    ],
)
def test_a_passage_is_read_as_the_other_texts_of_its_bank(text: TextFormat, lines: list[str]) -> None:
    shown = exhibit_lines(Exhibit(id="p", passage=PASSAGE), text, 60)
    assert [" ".join(line.split()) if text == "markdown" else line for line in shown] == lines


@pytest.mark.parametrize("text", ["flowing", "plain", "markdown"])
def test_code_tables_and_pictures_are_the_same_in_every_format(text: TextFormat) -> None:
    code = Exhibit(id="c", code="\n*a*\n\t_b_\n")
    table = Exhibit(id="t", table=(("*a*", "b"), ("c", "d")))
    picture = Exhibit(id="p", picture="p.png", alt="A *cross*")
    assert exhibit_lines(code, text, 60) == ["*a*", "    _b_"]
    assert exhibit_lines(table, text, 60) == ["*a* │ b", "────┼──", "c   │ d"]
    assert exhibit_lines(picture, text, 60) == ["[Picture: A *cross*]"]
    assert [sort_of(one) for one in (code, table, picture)] == ["code", "table", "picture"]


@pytest.mark.parametrize("name", ["a\u202egnp.exe", "a\x9b31m.png", "a\x7f.png", "a\x1b[2J.png"])
def test_a_picture_has_a_name_that_can_be_seen(name: str) -> None:
    with pytest.raises(ValidationError):
        Exhibit(id="p", picture=name, alt="A cross")
