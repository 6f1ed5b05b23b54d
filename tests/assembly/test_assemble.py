"""A form obeys every rule of validity, whatever the bank, or is refused with the reason."""

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.assembly import Impossible, assemble, tailor
from exam.core.bank import Bank
from exam.core.form import Form
from tests.support import sample_bank
from tests.support.validity import assert_valid, texts

VERBS = "Runs Holds Moves Counts Splits Guards Names Binds Drops Feeds".split()
NOUNS = "queue node volume token image cable ledger socket tensor badge mirror switch".split()

statement = st.builds(
    lambda verb, noun, other: f"{verb} the {noun} beside a {other}",
    st.sampled_from(VERBS),
    st.sampled_from(NOUNS),
    st.sampled_from(NOUNS),
)


@st.composite
def banks(draw: Any) -> Bank:
    """Small banks with everything that makes assembly hard: few and repeated statements, bans, enemies, lures."""
    count = draw(st.integers(2, 9))
    ids = [f"i{n}" for n in range(count)]
    names = st.lists(st.sampled_from(ids), max_size=3, unique=True)
    items = []
    for place, name in enumerate(ids):
        never = [other for other in draw(names) if other != name]
        items.append(
            {
                "id": name,
                "stem": f"What does {draw(st.sampled_from(NOUNS))} {place} do?",
                "statements": draw(st.lists(statement, min_size=1, max_size=4, unique_by=str.casefold)),
                "aspect": draw(st.sampled_from([None, "role", "reason"])),
                "concept": draw(st.sampled_from([None, "x", "y"])),
                "never_with": never,
                "lures": [other for other in draw(names) if other != name and other not in never],
                "enemies": [other for other in draw(names) if other != name][:1],
            }
        )
    cut = draw(st.integers(1, count))
    parts = [part for part in (items[:cut], items[cut:]) if part]
    return Bank.model_validate(
        {
            "schema": 1,
            "id": "any",
            "title": "Any",
            "lures_only": draw(st.booleans()),
            "section": [{"id": f"s{n}", "title": "S", "item": part} for n, part in enumerate(parts)],
        }
    )


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(banks(), st.integers(0, 2**30 - 1), st.integers(1, 9))
def test_every_form_obeys_every_rule_or_is_refused(bank: Bank, seed: int, wanted: int) -> None:
    try:
        blueprint = tailor(bank, items=min(wanted, len(bank.items)))
        form = assemble(bank, blueprint, seed)
    except Impossible:
        return
    assert len(form.slots) == blueprint.items
    assert_valid(bank, form)
    fewer = [slot for slot in form.slots if len(slot.options) < blueprint.options]
    assert bool(fewer) == bool(form.remarks)


@pytest.mark.slow
def test_the_same_three_things_make_the_same_form() -> None:
    bank, again = sample_bank(items=30, sections=5), sample_bank(items=30, sections=5)
    blueprint = tailor(bank, items=20)
    form = assemble(bank, blueprint, 11)
    assert assemble(again, tailor(again, items=20), 11) == form
    assert assemble(bank, blueprint, 12).slots != form.slots


@pytest.mark.slow
def test_no_text_appears_twice_where_the_bank_allows_it() -> None:
    bank = sample_bank(items=40, sections=8, statements=5)
    for seed in range(10):
        shown = texts(assemble(bank, tailor(bank, "full"), seed))
        assert len(set(shown)) == len(shown)


def test_keys_stand_at_each_letter_equally_often() -> None:
    bank = sample_bank(items=40, sections=8)
    form = assemble(bank, tailor(bank, "full"), 3)
    letters = Counter(slot.letter(slot.key[0]) for slot in form.slots)
    assert letters == {"A": 10, "B": 10, "C": 10, "D": 10}


def test_option_ids_tell_nothing_of_their_home() -> None:
    form = assemble(sample_bank(), tailor(sample_bank()), 3)
    for slot in form.slots:
        for option in slot.options:
            assert option.home is not None
            assert option.home not in option.id


def bank_with(item: dict[str, Any]) -> Bank:
    bank = sample_bank(items=8, sections=1).model_dump(by_alias=True)
    bank["section"][0]["item"] = [item, *bank["section"][0]["item"]]
    return Bank.model_validate(bank)


def test_negative_stems_get_no_derived_distractors() -> None:
    bank = bank_with({"id": "ports", "stem": "Which of these is NOT a port?", "statements": ["A harbour for ships"]})
    form = assemble(bank, tailor(bank, items=9), 1)
    ports = next(slot for slot in form.slots if slot.item == "ports")
    assert (ports.kind, ports.options, ports.answer) == ("recall", (), "A harbour for ships")
    assert any(remark.startswith("1 of 9 questions is to be recalled") for remark in form.remarks)


def test_in_a_bank_with_marks_of_schema_1_a_negative_stem_is_not_asked_as_before() -> None:
    ports = {"id": "ports", "stem": "Which of these is NOT a port?", "statements": ["A harbour for ships"]}
    bank = bank_with({**ports, "lures": ["item-0"]})
    with pytest.raises(Impossible, match="Only 8 of 9"):
        assemble(bank, tailor(bank, items=9), 1)


def test_a_bank_of_one_item_asks_it_without_options() -> None:
    bank = sample_bank(items=1, sections=1)
    (slot,) = assemble(bank, tailor(bank), 1).slots
    assert (slot.kind, slot.answer) == ("recall", bank.items[0].statements[0])


def test_three_bare_items_make_an_exam_with_fewer_options() -> None:
    bank = sample_bank(items=3, sections=1, statements=1)
    form = assemble(bank, tailor(bank), 1)
    assert {len(slot.options) for slot in form.slots} == {3}
    assert form.remarks == ("3 of 3 questions have fewer than 4 options.",)


def test_a_form_survives_its_json() -> None:
    form = assemble(sample_bank(), tailor(sample_bank()), 3)
    assert Form.model_validate(json.loads(form.model_dump_json())) == form


def test_a_paper_of_all_items_leaves_enemies_out_and_says_so() -> None:
    written = sample_bank(items=12, sections=3).model_dump(mode="json", by_alias=True)
    first, second = written["section"][0]["item"][:2]
    first["enemies"] = [second["id"]]
    bank = Bank.model_validate(written)
    form = assemble(bank, tailor(bank), 1)
    assert len(form.slots) == 11
    assert len({first["id"], second["id"]} & {slot.item for slot in form.slots}) == 1
    assert form.remarks[0].startswith("Left out: 1 of")
