"""An exam code rebuilds the paper, notices a misreading, and says so where the bank has changed."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from exam.assembly import SEEDS, CodeRefused, ExamCode, Impossible, assemble, read_code, tailor, write_code
from exam.core.bank import Bank
from exam.core.base32 import ALPHABET
from exam.core.blueprint import Blueprint
from tests.support import sample_bank

BANK = sample_bank(
    items=40,
    sections=8,
    blueprint=[
        {"id": "full", "title": "Full"},
        {"id": "standard", "title": "Standard", "items": 20, "minutes": 30, "at_least": 2},
        {"id": "drill", "title": "Drill", "draw_sections": 1},
    ],
)

choices = st.fixed_dictionaries(
    {},
    optional={
        "preset": st.sampled_from(["full", "standard", "drill"]),
        "items": st.integers(1, 2),
        "minutes": st.integers(1, 1440),
        "difficulty": st.sampled_from(["far", "mixed", "near"]),
        "options": st.integers(2, 9),
        "sections": st.lists(st.sampled_from([f"section-{n}" for n in range(1, 9)]), min_size=1, unique=True),
        "only": st.just([f"item-{n}" for n in range(1, 41, 2)]),
    },
)


@pytest.mark.slow
@given(choices, st.integers(0, SEEDS - 1))
def test_a_code_names_its_paper(chosen: dict[str, object], seed: int) -> None:
    if "preset" in chosen and "items" not in chosen:
        chosen["items"] = 2
    blueprint = tailor(BANK, **chosen)  # type: ignore[arg-type]
    code = write_code(BANK, blueprint, seed)
    assert read_code(code.lower().replace("-", " ")).resolve(BANK) == (blueprint, seed)


@st.composite
def presets(draw: Any) -> dict[str, Any]:
    """A preset with any number of questions of each kind that it can hold."""
    items = draw(st.one_of(st.none(), st.integers(1, 24)))
    most = items or 24
    matching = draw(st.integers(0, most // 5))
    reversed_ = draw(st.integers(0, most - 5 * matching))
    return {
        "id": "any",
        "title": "Any",
        "items": items,
        "minutes": draw(st.one_of(st.none(), st.integers(1, 1440))),
        "at_least": draw(st.integers(0, most // 4)),
        "draw_sections": draw(st.integers(0, 2)) if items is None else 0,
        "options": draw(st.integers(2, 9)),
        "matching": matching,
        "reversed": reversed_,
        "choose_two": draw(st.integers(0, most - 5 * matching - reversed_)),
        "section_clocks": draw(st.booleans()),
    }


small = [f"item-{n}" for n in range(1, 25)]
drills = st.fixed_dictionaries(
    {},
    optional={
        "items": st.integers(1, 24),
        "minutes": st.integers(1, 1440),
        "options": st.integers(2, 9),
        "sections": st.lists(st.sampled_from([f"section-{n}" for n in range(1, 5)]), min_size=1, unique=True),
        "only": st.lists(st.sampled_from(small), min_size=1, max_size=6, unique=True),
        "choose_two": st.integers(0, 3),
        "reversed_": st.integers(0, 3),
        "matching": st.integers(0, 1),
    },
)


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(presets(), drills, st.integers(0, SEEDS - 1))
def test_whatever_blueprint_was_made_has_a_code(preset: dict[str, Any], chosen: dict[str, Any], seed: int) -> None:
    bank = sample_bank(items=24, sections=4, blueprint=[preset])
    try:
        blueprint = tailor(bank, "any", **chosen)
    except Impossible:
        assume(False)
    rebuilt, again = read_code(write_code(bank, blueprint, seed)).resolve(bank)
    assert again == seed
    assert {*rebuilt.only} == {*blueprint.only}
    assert rebuilt.model_copy(update={"only": ()}) == blueprint.model_copy(update={"only": ()})


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "id": st.just("gone"),
            "items": st.one_of(st.none(), st.integers(1, 1000)),
            "at_least": st.integers(0, 50),
            "only": st.lists(st.sampled_from([*small, "gone"]), max_size=3).map(tuple),
            "sections": st.lists(st.sampled_from(["section-1", "gone"]), max_size=2).map(tuple),
            "reversed": st.integers(0, 60),
            "cut": st.integers(0, 100),
        },
    )
)
def test_a_code_that_cannot_rebuild_its_paper_says_so(changes: dict[str, Any]) -> None:
    """Blueprints from elsewhere: of a preset that is gone, or of more questions than the bank has by now."""
    blueprint = tailor(BANK, "standard").model_copy(update=changes)
    code = read_code(write_code(BANK, blueprint, 7))
    assert rebuilt_by(code) in ("made to measure", comparable(blueprint))


def rebuilt_by(code: ExamCode) -> dict[str, Any] | str:
    try:
        return comparable(code.resolve(BANK)[0])
    except CodeRefused as error:
        return "made to measure" if "made to measure" in str(error) else str(error)


def comparable(blueprint: Blueprint) -> dict[str, Any]:
    return blueprint.model_dump() | {"only": sorted({*blueprint.only})}


@pytest.mark.parametrize(
    "preset", [{"reversed": 9}, {"choose_two": 9}, {"matching": 1}, {"matching": 1, "reversed": 4}]
)
def test_a_drill_smaller_than_its_presets_count_of_a_kind_can_be_sat(preset: dict[str, int]) -> None:
    bank = sample_bank(items=12, sections=2, blueprint=[{"id": "full", "title": "Full", "items": 10, **preset}])
    for chosen in (
        {"items": 2, "reversed_": 0, "choose_two": 0, "matching": 0},
        {"items": 1, "choose_two": 0},
        {"only": ["item-3", "item-4"], "choose_two": 0},
    ):
        form = assemble(bank, tailor(bank, "full", **chosen), 5)  # type: ignore[arg-type]
        assert len(form.slots) <= 2
        assert read_code(form.code).resolve(bank) == (form.blueprint, 5)


@given(st.integers(0, SEEDS - 1), st.integers(0, 13), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_noticed(seed: int, place: int, letter: str) -> None:
    code = write_code(BANK, tailor(BANK, "standard"), seed).replace("-", "")
    assume(code[place] != letter)
    with pytest.raises(CodeRefused, match="not quite the code"):
        read_code(code[:place] + letter + code[place + 1 :])


@given(st.integers(0, SEEDS - 1), st.integers(0, 12))
def test_two_neighbours_exchanged_are_noticed(seed: int, place: int) -> None:
    code = write_code(BANK, tailor(BANK, "standard"), seed).replace("-", "")
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assume(swapped != code)
    with pytest.raises(CodeRefused, match="not quite the code"):
        read_code(swapped)


def test_a_changed_bank_is_said_and_no_other_paper_built() -> None:
    code = assemble(BANK, tailor(BANK, "full"), 7).code
    changed = sample_bank(items=41, sections=8)
    with pytest.raises(CodeRefused, match=r"edition .* which would build another paper"):
        read_code(code).resolve(changed)


def edition_with(**changes: object) -> str:
    written = BANK.model_dump(mode="json", by_alias=True)
    written["section"][0]["item"][0] |= changes
    return Bank.model_validate(written).edition


def test_a_corrected_rationale_keeps_every_code() -> None:
    assert edition_with(rationale="Said better.") == BANK.edition
    assert edition_with(stem="What does another part do?") != BANK.edition


@pytest.mark.parametrize("text", ["", "hello", "U" * 14, "0" * 13, "ⅷ" * 14])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(CodeRefused):
        read_code(text)


@given(st.text(ALPHABET, min_size=14, max_size=30))
def test_any_letters_are_read_or_refused(text: str) -> None:
    try:
        code = read_code(text)
        code.resolve(BANK)
    except CodeRefused:
        pass


def test_a_code_is_short_enough_to_read_out() -> None:
    code = write_code(BANK, tailor(BANK, "standard"), SEEDS - 1)
    assert len(code.replace("-", "")) == 14
    assert isinstance(read_code(code).resolve(BANK)[0], Blueprint)
