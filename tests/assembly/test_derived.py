"""The same bank asked in other ways: for two answers, reversed, matched; each with its dangers kept."""

from itertools import groupby
from typing import Any

import pytest

from exam.assembly import CodeRefused, Impossible, assemble, read_code, tailor
from exam.assembly.measured import shared_words
from exam.assembly.pool import pool_of
from exam.assembly.validity import home_rule
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint
from tests.support import sample_bank

PRESETS: list[dict[str, Any]] = [
    {"id": "full", "title": "Full"},
    {"id": "varied", "title": "Varied", "items": 20, "choose_two": 4, "reversed": 3, "matching": 1},
]


@pytest.fixture(scope="module")
def bank() -> Bank:
    written = sample_bank(items=40, sections=8, blueprint=PRESETS).model_dump(mode="json", by_alias=True)
    for section in written["section"]:
        section["family"] = "all"
        for item in section["item"]:
            item["distinct"] = True
    return Bank.model_validate(written)


def test_a_preset_may_mix_all_ways_of_asking(bank: Bank) -> None:
    form = assemble(bank, tailor(bank, "varied"), 5)
    kinds = [slot.kind for slot in form.slots]
    assert len(kinds) == 20
    assert {kind: kinds.count(kind) for kind in kinds} == {"direct": 8, "choose_two": 4, "reversed": 3, "matching": 5}
    assert read_code(form.code).resolve(bank) == (tailor(bank, "varied"), 5)


def test_choose_two_shows_two_statements_of_the_item_and_three_others(bank: Bank) -> None:
    form = assemble(bank, tailor(bank, "full", choose_two=6), 2)
    asked = [slot for slot in form.slots if slot.kind == "choose_two"]
    assert len(asked) == 6
    for slot in asked:
        assert slot.choose == len(slot.key) == 2
        assert len(slot.options) == 5
        assert [option.home for option in slot.options].count(slot.item) == 2


def test_only_items_marked_distinct_are_asked_for_two() -> None:
    bank = sample_bank(items=12)
    with pytest.raises(Impossible, match="only 0 of this paper's"):
        assemble(bank, tailor(bank, choose_two=1), 2)


def test_a_reversed_question_shows_a_statement_that_answers_one_stem_alone(bank: Bank) -> None:
    pool = pool_of(bank)
    form = assemble(bank, tailor(bank, "full", reversed_=8), 3)
    asked = [slot for slot in form.slots if slot.kind == "reversed"]
    assert len(asked) == 8
    for slot in asked:
        place = pool.place_of[slot.item]
        shown = next(own for own in pool.of_item[place] if own.text in slot.stem)
        assert not shared_words(shown, pool.stems[place])
        assert slot.option(slot.key[0]).text == bank.item_by_id[slot.item].stem
        for option in slot.options:
            assert option.home is not None
            assert option.text == bank.item_by_id[option.home].stem
            if option.id not in slot.key:
                assert home_rule(pool, pool.place_of[option.home], place) is None


def test_a_matching_block_shares_one_list_and_each_answer_fits_one_question(bank: Bank) -> None:
    form = assemble(bank, tailor(bank, "full", matching=2), 4)
    for block in (1, 2):
        slots = [slot for slot in form.slots if slot.block == block]
        assert len(slots) == 5
        assert [slot.n for slot in slots] == list(range(slots[0].n, slots[0].n + 5))
        assert len({slot.options for slot in slots}) == 1
        assert len(slots[0].options) == 7
        assert len({slot.key for slot in slots}) == 5
    assert len({slot.item for slot in form.slots}) == 40


def test_more_than_the_paper_can_hold_is_refused(bank: Bank) -> None:
    with pytest.raises(Impossible, match="20 questions cannot hold"):
        tailor(bank, "varied", matching=4)


def test_a_paper_made_to_measure_has_a_code_that_does_not_pretend(bank: Bank) -> None:
    blueprint = tailor(bank, "full")
    plain = assemble(bank, blueprint, 1)
    slot = plain.slots[0]
    absent = [item.id for item in bank.items if item.id not in {option.home for option in slot.options}]
    form = assemble(bank, blueprint, 1, {(slot.item, home): 100_000 for home in absent})
    measured = next(one for one in form.slots if one.item == slot.item)
    assert {option.home for option in measured.options} - {slot.item} <= set(absent)
    assert form.code != plain.code
    with pytest.raises(CodeRefused, match="made to measure for one learner"):
        read_code(form.code).resolve(bank)


def test_a_paper_with_section_clocks_asks_its_sections_one_after_the_other(bank: Bank) -> None:
    timed = [preset | {"section_clocks": True} for preset in PRESETS]
    clocked = bank.model_copy(
        update={"written_blueprints": tuple(Blueprint.model_validate(preset) for preset in timed)}
    )
    for seed in range(4):
        form = assemble(clocked, tailor(clocked, "varied"), seed)
        runs = [section for section, _ in groupby(slot.section for slot in form.slots)]
        assert runs == [section.id for section in form.sections], "each in one piece, in the bank's order"
        for first, last in form.blocks.values():
            assert last - first == 4
            assert len({slot.section for slot in form.slots[first - 1 : last]}) == 1, "a block is never cut in two"
        assert read_code(form.code).resolve(clocked) == (tailor(clocked, "varied"), seed)


def test_the_options_of_a_reversed_question_know_what_would_answer_them(bank: Bank) -> None:
    form = assemble(bank, tailor(bank, "full", reversed_=8), 3)
    offered = {option.home for slot in form.slots if slot.kind == "reversed" for option in slot.options}
    for name, home in form.homes.items():
        assert home.answer == (bank.item_by_id[name].statements[0] if name in offered else None)
