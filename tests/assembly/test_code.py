"""An exam code rebuilds the paper, notices a misreading, and says so where the bank has changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.assembly import SEEDS, CodeRefused, assemble, read_code, tailor, write_code
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


@given(choices, st.integers(0, SEEDS - 1))
def test_a_code_names_its_paper(chosen: dict[str, object], seed: int) -> None:
    if "preset" in chosen and "items" not in chosen:
        chosen["items"] = 2
    blueprint = tailor(BANK, **chosen)  # type: ignore[arg-type]
    code = write_code(BANK, blueprint, seed)
    assert read_code(code.lower().replace("-", " ")).resolve(BANK) == (blueprint, seed)


@given(st.integers(0, SEEDS - 1), st.integers(0, 13), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_noticed(seed: int, place: int, letter: str) -> None:
    code = write_code(BANK, tailor(BANK, "standard"), seed).replace("-", "")
    if code[place] != letter:
        with pytest.raises(CodeRefused, match="not quite the code"):
            read_code(code[:place] + letter + code[place + 1 :])


@given(st.integers(0, SEEDS - 1), st.integers(0, 12))
def test_two_neighbours_exchanged_are_noticed(seed: int, place: int) -> None:
    code = write_code(BANK, tailor(BANK, "standard"), seed).replace("-", "")
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
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
