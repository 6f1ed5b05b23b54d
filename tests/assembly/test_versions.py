"""Versions of a paper: the same questions with the same keys in other orders, and what belongs together together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.assembly import assemble, tailor
from exam.assembly.pool import pool_of
from exam.assembly.versions import not_in_right_order, version
from exam.assembly.whole import everything, written_form
from exam.core.form import Form, Slot
from exam.formats import read_bank
from tests.support import every_kind, sample_bank, sample_form

BANK = read_bank(every_kind.BANK).bank
FORM = assemble(BANK, tailor(BANK), 7)


def content(slot: Slot) -> tuple[object, ...]:
    """What a question is, whatever the order of its options."""
    options = {option.id: option for option in slot.options}
    right = sorted((gap.label if slot.kind == "pairs" else str(at), gap.key) for at, gap in enumerate(slot.gaps))
    return slot.item, slot.stem, slot.points, sorted(options), sorted(slot.key), right


@pytest.mark.slow
@settings(max_examples=30)
@given(seed=st.integers(0, 10_000))
def test_a_version_asks_the_same_with_the_same_keys(seed: int) -> None:
    made = version(FORM, seed)
    assert sorted(map(content, made.slots), key=str) == sorted(map(content, FORM.slots), key=str)
    assert [slot.n for slot in made.slots] == list(range(1, len(FORM.slots) + 1))
    for slot in made.slots:
        shown = [option.id for option in slot.options]
        assert list(slot.key) == [name for name in shown if name in slot.key]
        for gap in slot.gaps:
            assert not gap.choices or [name for name in shown if name in gap.choices] == list(gap.choices)
    assert made == version(FORM, seed)


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000))
def test_what_tells_its_order_never_stands_in_it(seed: int) -> None:
    for slot in version(FORM, seed).slots:
        if slot.kind == "ordering":
            assert [option.id for option in slot.options] != [gap.key[0] for gap in slot.gaps]


def places(form: Form, *items: str) -> list[int]:
    return [slot.n for slot in form.slots if slot.item in items]


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000))
def test_questions_on_one_passage_stay_together_in_their_order(seed: int) -> None:
    made = version(FORM, seed)
    first, second = (next(slot.n for slot in made.slots if slot.item == name) for name in ("debug-limit", "long-limit"))
    assert second == first + 1


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000))
def test_options_that_speak_of_others_keep_their_place(seed: int) -> None:
    by_id = {slot.item: slot for slot in version(FORM, seed).slots}
    assert by_id["service-types"].options[-1].text == "All of the above"
    assert [one.text for one in by_id["upgrade-both"].options] == [
        "Only A",
        "Only B",
        "Both A and B",
        "Neither A nor B",
    ]
    assert [one.text for one in by_id["etcd-sql"].options] == ["True", "False"]


def test_options_that_are_fixed_keep_their_place() -> None:
    form = sample_form(items=8)
    fixed = {slot.options[1].id for slot in form.slots}
    made = version(form, 3, fixed)
    assert {slot.options[1].id for slot in made.slots} == fixed
    assert any(slot.options[0].id[-1] != "a" for slot in made.slots)


def test_sections_that_follow_one_another_still_do() -> None:
    form = sample_form(items=20, sections=4)
    made = version(form, 5)
    assert [slot.section for slot in made.slots] == [slot.section for slot in form.slots]
    assert [slot.item for slot in made.slots] != [slot.item for slot in form.slots]


def test_a_block_keeps_one_list_and_its_questions_together() -> None:
    bank = sample_bank(40, 2)
    form = assemble(bank, tailor(bank, items=20, matching=2), 4)
    made = version(form, 9)
    for number, (first, last) in made.blocks.items():
        block = made.slots[first - 1 : last]
        assert [slot.block for slot in block] == [number] * 5
        assert len({tuple(option.id for option in slot.options) for slot in block}) == 1


def test_a_bank_to_be_read_tells_no_order() -> None:
    form = written_form(pool_of(BANK), range(len(BANK.items)), BANK, everything(BANK))
    read = not_in_right_order(form)
    for before, after in zip(form.slots, read.slots, strict=True):
        assert content(before) == content(after)
        assert (before == after) == (before.kind not in ("ordering", "pairs"))
