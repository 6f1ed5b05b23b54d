"""Items and banks are what an author may write: nothing unknown, nothing that cannot be answered, no unclean text."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from exam.assembly import read_code, tailor, write_code
from exam.core.authored import AuthoredOption, Reference
from exam.core.bank import Bank, Section
from exam.core.blueprint import DEFAULT_BLUEPRINTS, Blueprint
from exam.core.item import Item, contradictions
from exam.core.text import find_unsafe
from tests.support import sample_bank


def item(**fields: Any) -> Item:
    return Item.model_validate({"id": "pod", "stem": "What is a pod?", "statements": ["Wraps containers"], **fields})


def bank(**fields: Any) -> Bank:
    first = {"id": "pod", "stem": "What is a pod?", "statements": ["Wraps containers", "Shares a network"]}
    second = {"id": "node", "stem": "What is a node?", "statements": ["Runs pods"], "lures": ["pod"]}
    section = {"id": "basics", "title": "Basics", "item": [first, second]}
    return Bank.model_validate({"schema": 1, "id": "my-bank", "title": "My bank", "section": [section], **fields})


def test_an_item_has_statements_that_each_answer_it() -> None:
    assert item().statements == ("Wraps containers",)
    assert item().options == item().key == ()


def test_or_options_with_a_key_as_imported_banks_have() -> None:
    authored = Item(id="q", stem="Which?", options={"b": "This", "a": "That"}, key="a")  # type: ignore[arg-type]
    assert authored.options == (AuthoredOption(id="b", text="This"), AuthoredOption(id="a", text="That"))
    assert authored.key == ("a",)
    several = Item(id="q", stem="Which two?", options={"a": "1", "b": "2", "c": "3"}, key=["a", "c"])  # type: ignore[arg-type]
    assert several.key == ("a", "c")


@pytest.mark.parametrize(
    ("statements", "options", "key", "told"),
    [
        ([], [], [], "statements is missing"),
        (["One"], [("a", "1"), ("b", "2")], ["a"], "statements stands beside options"),
        ([], [("a", "1"), ("b", "2")], [], "options has no key"),
        ([], [("a", "1"), ("b", "2")], ["c"], "key names 'c', which is none of its options"),
        ([], [("a", "1"), ("b", "2")], ["a", "a"], "key names the same option twice"),
        ([], [("a", "1"), ("b", "2")], ["a", "b"], "options has no wrong one among them"),
        ([], [("a", "1")], ["a"], "options has no wrong one among them"),
        ([], [("a", "1"), ("a", "2")], ["a"], "options has two options with the same id"),
        ([], [("a", "1"), ("b", " 1 ")], ["a"], "options has two that look the same"),
        (["One"], [], ["a"], "key stands without options"),
        (["One", "ONE"], [], [], "statements says the same twice"),
    ],
)
def test_an_item_that_cannot_be_answered_or_missed_says_why(
    statements: list[str], options: list[tuple[str, str]], key: list[str], told: str
) -> None:
    assert told in [f"{field} {message}" for field, message, _ in contradictions(statements, options, key)]
    with pytest.raises(ValidationError):
        Item(id="q", stem="Which?", statements=statements, options=[{"id": i, "text": t} for i, t in options], key=key)  # type: ignore[arg-type]


def test_options_that_differ_by_case_alone_are_two() -> None:
    assert len(Item(id="q", stem="Which?", options={"a": "-v", "b": "-V"}, key="a").options) == 2  # type: ignore[arg-type]


def test_no_more_options_than_letters() -> None:
    options = {f"o{n}": f"Option {n}" for n in range(27)}
    with pytest.raises(ValidationError):
        Item(id="q", stem="Which?", options=options, key="o1")  # type: ignore[arg-type]
    options.pop("o26")
    assert len(Item(id="q", stem="Which?", options=options, key="o1").options) == 26  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fields",
    [
        {"stem": ""},
        {"stem": " \n "},
        {"statements": ["  "]},
        {"rationale": ""},
        {"points": 0},
        {"points": 1001},
        {"number": 0},
        {"stems": "a typing mistake"},
        {"stem": "x" * 20_001},
        {"statements": ["x" * 2_001]},
    ],
)
def test_what_an_item_may_not_be(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        item(**fields)


@pytest.mark.parametrize(
    "name", ["../../.bashrc", "/etc/x", "CON", "a\0", "", ".", "..", "-a", "a/b", "a b", "é", "a\n", "x" * 65, "a\\b"]
)
def test_no_id_could_be_taken_for_a_path(name: str) -> None:
    for model, fields in (
        (Item, {"stem": "?", "statements": ["x"]}),
        (Section, {"title": "T"}),
        (Blueprint, {"title": "T"}),
    ):
        with pytest.raises(ValidationError):
            model.model_validate({"id": name, **fields})


@pytest.mark.parametrize("name", ["a", "0", "my-bank", "q1.2_b", "x" * 64])
def test_ids_as_people_write_them(name: str) -> None:
    assert item(id=name).id == name


def texts_in(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case BaseModel():
            for _, within in value:
                yield from texts_in(within)
        case tuple():
            for within in value:
                yield from texts_in(within)


@pytest.mark.slow
@given(st.text(st.characters(), min_size=1, max_size=40).filter(lambda text: not text.isspace()))
def test_every_text_is_clean_once_it_is_in_the_model(text: str) -> None:
    letter = "x" + text
    made = bank(
        title=letter,
        description=letter,
        language=letter,
        licence=letter,
        section=[
            {
                "id": "s",
                "title": letter,
                "item": [
                    {
                        "id": "i",
                        "stem": letter,
                        "statements": [letter],
                        "rationale": letter,
                        "aspect": letter,
                        "concept": letter,
                        "tags": [letter],
                        "references": [{"title": letter, "url": letter}],
                    },
                    {"id": "j", "stem": "?", "options": {"a": letter, "b": letter + "y"}, "key": "a"},
                ],
            }
        ],
        blueprint=[{"id": "b", "title": letter, "description": letter, "cut_source": letter}],
    )
    assert [found for found in texts_in(made) if find_unsafe(found) is not None] == []
    assert isinstance(made.items[0].references[0], Reference)


def test_a_line_is_one_line_and_prose_keeps_its_own() -> None:
    made = item(stem="Two\nlines?", statements=["Wraps\n  containers"], rationale="First.\n\nSecond.")
    assert made.stem == "Two\nlines?"
    assert made.statements == ("Wraps containers",)
    assert made.rationale == "First.\n\nSecond."


def test_an_item_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        item().stem = "Another?"  # type: ignore[misc]


def test_a_bank_knows_its_items_by_section_and_id() -> None:
    made = bank()
    assert [one.id for one in made.items] == ["pod", "node"]
    assert made.item_by_id["node"].lures == ("pod",)
    assert made.section_of["pod"].title == "Basics"


def test_a_bank_without_blueprints_offers_the_defaults() -> None:
    assert bank().blueprints == DEFAULT_BLUEPRINTS
    assert [one.id for one in bank(blueprint=[{"id": "quick", "title": "Quick"}]).blueprints] == ["quick"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("items", "sections", "offered"),
    [
        (60, 2, ["full", "section"]),
        (61, 2, ["standard", "full", "section"]),
        (1000, 2, ["standard", "full", "section"]),
        (1001, 2, ["standard", "section"]),
        (1001, 1, ["standard"]),
    ],
)
def test_the_defaults_never_ask_more_than_anybody_sits(items: int, sections: int, offered: list[str]) -> None:
    made = sample_bank(items, sections, statements=1)
    assert [one.id for one in made.blueprints] == offered
    assert tailor(made).items == (60 if items > 60 else None)


def test_a_code_of_a_default_preset_counts_it_as_before_there_was_a_standard_one() -> None:
    made = sample_bank(70, 2)
    for name in ("full", "section", "standard"):
        assert read_code(write_code(made, tailor(made, name), 3)).resolve(made) == (tailor(made, name), 3)
    assert [one.id for one in made.coded_blueprints] == ["full", "section", "standard"]
    written = [blueprint.model_dump(exclude_defaults=True) for blueprint in DEFAULT_BLUEPRINTS]
    assert made.edition == sample_bank(70, 2, blueprint=written).edition


def test_an_edition_is_four_letters_and_the_same_everywhere() -> None:
    assert bank().edition == bank().edition
    assert len(bank().edition) == 4


@pytest.mark.parametrize(
    "fields", [{"title": "Another"}, {"description": "Another."}, {"licence": "MIT"}, {"language": "de"}]
)
def test_what_no_paper_shows_keeps_the_edition(fields: dict[str, Any]) -> None:
    assert bank(**fields).edition == bank().edition


def test_so_do_rationales_references_tags_and_numbers() -> None:
    assert (
        edition_with(rationale="Why.", references=[{"title": "T", "url": "U"}], tags=["t"], number=9) == edition_with()
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"stem": "Another?"},
        {"statements": ["Another"]},
        {"lures": []},
        {"points": 2},
        {"enemies": ["pod"]},
        {"id": "n"},
    ],
)
def test_what_a_paper_shows_or_hangs_on_changes_it(fields: dict[str, Any]) -> None:
    assert edition_with(**fields) != edition_with()


def edition_with(**fields: Any) -> str:
    first = {"id": "pod", "stem": "What is a pod?", "statements": ["Wraps containers"]}
    second = {"id": "node", "stem": "What is a node?", "statements": ["Runs pods"], "lures": ["pod"], **fields}
    return bank(section=[{"id": "basics", "title": "Basics", "item": [first, second]}]).edition
