"""Siblings, which are items that share a number in a bank of schema 2: a paper asks at most one of each number."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.assembly import Impossible, assemble, available, read_code, tailor
from exam.assembly.drawing import draw
from exam.assembly.expected_mix import expected_mix
from exam.core.bank import Bank
from exam.core.form import Form

NOUNS = ("scheduler", "volume", "daemon", "registry", "quota", "fabric", "exporter", "ledger", "broker", "cache")


def bank_of(*sections: list[int | None], schema: int = 2, **fields: object) -> Bank:
    """A bank whose items have these numbers, section by section. Each is called after its place, as in ``q-0-2``."""
    return Bank.model_validate(
        {
            "schema": schema,
            "id": "siblings",
            "title": "Siblings",
            "section": [
                {
                    "id": f"section-{at}",
                    "title": f"Section {at}",
                    "item": [
                        {
                            "id": f"q-{at}-{place}",
                            "stem": f"Which {NOUNS[place % 10]} is wanted at place {at}{place}?",
                            "statements": [f"{NOUNS[(3 * place + at) % 10].title()} {at}{place}"],
                            **({} if number is None else {"number": number}),
                        }
                        for place, number in enumerate(numbers)
                    ],
                }
                for at, numbers in enumerate(sections)
            ],
            **fields,
        }
    )


def numbers_of(bank: Bank, form: Form) -> list[int | str]:
    return [bank.listed_question(bank.item_by_id[slot.item]) for slot in form.slots]


numbers = st.lists(st.one_of(st.none(), st.integers(1, 6)), min_size=2, max_size=8)


@pytest.mark.slow
@given(st.lists(numbers, min_size=1, max_size=3), st.integers(0, 2**30 - 1))
@settings(max_examples=60, deadline=None)
def test_no_two_siblings_stand_in_a_form_and_a_full_one_asks_every_number(
    sections: list[list[int | None]], seed: int
) -> None:
    bank = bank_of(*sections)
    wanted = {bank.listed_question(item) for item in bank.items}
    drawn = draw(bank, tailor(bank), seed, lambda item: True)
    assert sorted(map(str, map(bank.listed_question, drawn))) == sorted(map(str, wanted))
    assert len(wanted) == available(bank)


@pytest.mark.slow
@given(st.lists(numbers, min_size=1, max_size=3), st.integers(0, 2**30 - 1), st.data())
@settings(max_examples=40, deadline=None)
def test_one_code_is_one_paper(sections: list[list[int | None]], seed: int, data: st.DataObject) -> None:
    bank = bank_of(*sections)
    count = data.draw(st.integers(1, available(bank)))
    form = assemble(bank, tailor(bank, items=count), seed)
    again = bank_of(*sections)
    assert assemble(again, *read_code(form.code).resolve(again)) == form
    assert max(Counter(numbers_of(bank, form)).values()) == 1
    assert len(form.slots) == count


@pytest.mark.slow
def test_a_number_with_many_siblings_is_asked_no_oftener_than_one_with_few() -> None:
    bank = bank_of([1] * 9 + [2, 3, 4])
    blueprint = tailor(bank, items=2)
    asked = Counter(
        number
        for seed in range(2000)
        for number in map(bank.listed_question, draw(bank, blueprint, seed, lambda _: True))
    )
    assert set(asked) == {1, 2, 3, 4}
    assert min(asked.values()) > 900
    assert max(asked.values()) < 1100


@pytest.mark.slow
def test_the_seed_decides_which_sibling_is_asked() -> None:
    bank = bank_of([1, 1, 1, 2])
    asked = Counter(item.id for seed in range(600) for item in draw(bank, tailor(bank), seed, lambda _: True))
    assert asked.pop("q-0-3") == 600
    assert set(asked) == {"q-0-0", "q-0-1", "q-0-2"}
    assert min(asked.values()) > 150


def test_where_an_enemy_bars_one_sibling_another_is_asked() -> None:
    written = bank_of([1, 1, 2]).model_dump(by_alias=True)
    written["section"][0]["item"][2]["enemies"] = ("q-0-0",)
    bank = Bank.model_validate(written)
    for seed in range(50):
        assert {item.id for item in draw(bank, tailor(bank), seed, lambda _: True)} <= {"q-0-0", "q-0-1", "q-0-2"}
        both = draw(bank, tailor(bank, items=2), seed, lambda _: True)
        assert {item.id for item in both} == {"q-0-1", "q-0-2"}


def test_a_paper_is_no_larger_than_the_numbers_there_are() -> None:
    bank = bank_of([1, 1, 2, 2, None], [3, 3, 3, 1])
    assert available(bank) == 4
    assert available(bank, ["section-1"]) == 2
    assert sum(expected_mix(bank, tailor(bank)).values()) == 4
    with pytest.raises(Impossible, match="choose at most 4"):
        tailor(bank, items=5)


def test_a_learner_gets_the_sibling_that_is_new_to_them() -> None:
    bank = bank_of([1, 1, 2, 2], [3, 3, 4, 4])
    met = {("q-0-0", "q-1-0"): -1, ("q-0-2", "q-1-0"): -1, ("q-1-0", "q-0-0"): -1, ("q-1-2", "q-0-0"): -1}
    for seed in range(20):
        form = assemble(bank, tailor(bank), seed, met)
        assert {slot.item for slot in form.slots} == {"q-0-1", "q-0-3", "q-1-1", "q-1-3"}


def test_in_schema_1_a_number_is_a_label_and_no_more() -> None:
    bank = bank_of([1, 1, 2], schema=1)
    assert available(bank) == 3
    assert bank.siblings_of("q-0-0") == ()
    assert len(assemble(bank, tailor(bank), 7).slots) == 3


def test_the_number_decides_the_edition_where_it_makes_siblings() -> None:
    assert bank_of([1, 2], schema=1).edition == bank_of([1, 1], schema=1).edition
    assert len({bank_of([1, 2]).edition, bank_of([1, 1]).edition, bank_of([1, 2], schema=1).edition}) == 3


def test_papers_of_schema_2_are_near_unless_the_bank_says_otherwise() -> None:
    written = [{"id": "plain", "title": "Plain"}, {"id": "mixed", "title": "Mixed", "difficulty": "mixed"}]
    bank = bank_of([1, 2, 3], blueprint=written)
    assert [blueprint.difficulty for blueprint in bank.blueprints] == ["near", "mixed"]
    assert {blueprint.difficulty for blueprint in bank_of([1, 2, 3]).blueprints} == {"near"}
    assert {blueprint.difficulty for blueprint in bank_of([1, 2, 3], schema=1).blueprints} == {"mixed"}


def test_a_matching_block_asks_five_numbers_of_one_subject_and_kind() -> None:
    numbers = [1 + place // 2 for place in range(20)]
    written = bank_of(numbers).model_dump(by_alias=True)
    for place, item in enumerate(written["section"][0]["item"]):
        item["kind"] = "part" if place % 2 else "command"
    bank = Bank.model_validate(written)
    for seed in range(20):
        form = assemble(bank, tailor(bank, items=10, matching=1), seed)
        block = [slot for slot in form.slots if slot.block == 1]
        assert len({slot.number for slot in block}) == 5
        assert len({bank.kind_of[slot.item] for slot in block}) == 1
        assert len({bank.kind_of[option.home or ""] for option in block[0].options}) == 1
        assert max(Counter(numbers_of(bank, form)).values()) == 1
