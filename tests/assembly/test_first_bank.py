"""The first bank, as it ships: its papers obey every rule, tell a guesser nothing, and repeat no text."""

from collections import Counter

import pytest

from exam.assembly import assemble, tailor
from exam.assembly.pool import NAME_KINDS
from exam.core.bank import Bank
from exam.files.places import shipped
from exam.formats import read_bank
from tests.support.validity import assert_valid, shown_too_often


@pytest.fixture(scope="module")
def bank() -> Bank:
    loaded = read_bank(shipped("banks") / "orchestration-mlops-scheduling.toml")
    assert not loaded.warnings
    return loaded.bank


def test_it_covers_the_seventy_questions_in_fourteen_sections(bank: Bank) -> None:
    assert len(bank.items) == 927
    assert {item.number for item in bank.items} == set(range(1, 71))
    assert all(len(siblings) >= 2 for siblings in bank.siblings.values())
    assert [len({item.number for item in section.items}) for section in bank.sections] == [5] * 14
    presets = {each.id: (each.items, each.minutes, each.at_least, each.cut) for each in bank.blueprints}
    assert presets == {
        "full": (70, 84, 0, 70),
        "standard": (50, 60, 3, 70),
        "quick": (15, 18, 1, 70),
        "section": (5, 6, 0, 70),
    }
    assert {each.difficulty for each in bank.blueprints} == {"near"}


def test_its_items_keep_the_house_rules(bank: Bank) -> None:
    subjects = Counter(bank.subject_of.values())
    assert len(subjects) >= 6
    assert max(subjects.values()) <= len(bank.items) / 4
    for item in bank.items:
        close = [name for name in item.lures if bank.kind_of[name] == item.kind]
        assert len(close) >= 4, item.id
        assert {*item.nearest} <= {*close}, item.id
        assert item.nearest
        assert item.rationale
        assert item.references
        if item.kind in NAME_KINDS:
            assert all(len(statement.split()) <= 5 for statement in item.statements), item.id
            continue
        assert len(item.statements) >= 3, item.id
        for statement in item.statements:
            assert 45 <= len(statement) <= 120, statement
            assert statement[0].isupper()


@pytest.mark.slow
@pytest.mark.parametrize("preset", ["full", "standard", "quick", "section"])
def test_its_papers_are_valid_and_repeat_no_phrase(bank: Bank, preset: str) -> None:
    blueprint = tailor(bank, preset)
    for seed in range(12):
        form = assemble(bank, blueprint, seed)
        assert len(form.slots) == blueprint.items
        assert not form.remarks
        assert_valid(bank, form)
        assert all(len(slot.options) == 4 for slot in form.slots)
        assert len({bank.item_by_id[slot.item].number for slot in form.slots}) == len(form.slots)
        assert not shown_too_often(bank, form)
        asked = Counter(slot.section for slot in form.slots)
        if preset != "section":
            assert all(asked[section.id] >= blueprint.at_least for section in bank.sections)
        letters = Counter(slot.letter(slot.key[0]) for slot in form.slots)
        assert max(letters[letter] for letter in "ABCD") - min(letters[letter] for letter in "ABCD") <= 1
