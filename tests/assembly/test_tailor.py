"""A sitter's choices make a blueprint that can be met, or a refusal that says what to choose."""

from typing import Any

import pytest

from exam.assembly import Impossible, assemble, available, tailor
from tests.support import sample_bank

PRESETS: list[dict[str, Any]] = [
    {"id": "full", "title": "Full", "items": 40, "minutes": 48},
    {"id": "standard", "title": "Standard", "items": 20, "minutes": 30, "at_least": 2},
    {"id": "drill", "title": "Drill", "items": 5, "minutes": 6, "draw_sections": 1},
]
BANK = sample_bank(items=40, sections=8, blueprint=PRESETS)


def test_without_choices_it_is_the_standard_preset() -> None:
    assert tailor(BANK).id == "standard"
    assert tailor(sample_bank()).id == "full"


def test_fewer_questions_keep_the_pace_and_relax_the_minimum() -> None:
    blueprint = tailor(BANK, "standard", items=10)
    assert (blueprint.items, blueprint.minutes, blueprint.at_least) == (10, 15, 1)
    assert len(assemble(BANK, blueprint, 1).slots) == 10


def test_minutes_are_taken_as_given() -> None:
    assert tailor(BANK, items=10, minutes=7).minutes == 7


def test_chosen_sections_make_a_shorter_exam() -> None:
    blueprint = tailor(BANK, sections=["section-2", "section-1"])
    assert blueprint.sections == ("section-1", "section-2")
    assert blueprint.items == 10
    assert {slot.section for slot in assemble(BANK, blueprint, 3).slots} == {"section-1", "section-2"}


@pytest.mark.slow
def test_a_drill_draws_its_section_by_the_seed() -> None:
    drawn = {assemble(BANK, tailor(BANK, "drill"), seed).slots[0].section for seed in range(60)}
    assert len(drawn) == 8
    for seed in range(5):
        assert len({slot.section for slot in assemble(BANK, tailor(BANK, "drill"), seed).slots}) == 1


def test_what_was_missed_can_be_taken_again() -> None:
    form = assemble(BANK, tailor(BANK, only=["item-3", "item-9"]), 5)
    assert {slot.item for slot in form.slots} == {"item-3", "item-9"}
    assert form.minutes == 3


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({"preset": "huge"}, "has no preset 'huge'. It has: full, standard, drill"),
        ({"sections": ["nowhere"]}, "has no section 'nowhere'"),
        ({"preset": "standard", "sections": ["section-1"]}, "20 questions .* have 5: choose at most 5"),
        ({"items": 41}, "41 questions .* has 40"),
        ({"items": 0}, "choose at least 1"),
        ({"minutes": 0}, "choose 1 to 1440"),
        ({"options": 1}, "choose 2 to 9"),
        ({"only": ["item-99"]}, "has no item 'item-99'"),
    ],
)
def test_the_impossible_is_refused_with_what_is_possible(choices: dict[str, Any], says: str) -> None:
    with pytest.raises(Impossible, match=says):
        tailor(BANK, **choices)


def test_available_counts_the_chosen_sections() -> None:
    assert available(BANK) == 40
    assert available(BANK, ["section-1", "section-8"]) == 10
