"""The first bank, as it ships: its papers obey every rule, tell a guesser nothing, and repeat no text."""

from collections import Counter

import pytest

from exam.assembly import assemble, tailor
from exam.assembly.text_likeness import telling_words
from exam.core.bank import Bank
from exam.core.item import ASPECTS
from exam.files.places import shipped
from exam.formats import read_bank
from tests.support.validity import assert_valid, texts


@pytest.fixture(scope="module")
def bank() -> Bank:
    loaded = read_bank(shipped("banks") / "orchestration-mlops-scheduling.toml")
    assert not loaded.warnings
    return loaded.bank


def test_it_covers_the_seventy_questions_in_fourteen_sections(bank: Bank) -> None:
    assert [item.number for item in bank.items] == list(range(1, 71))
    assert [len(section.items) for section in bank.sections] == [5] * 14
    presets = {each.id: (each.items, each.minutes, each.at_least, each.cut) for each in bank.blueprints}
    assert presets == {
        "full": (70, 84, 0, 70),
        "standard": (50, 60, 3, 70),
        "quick": (15, 18, 1, 70),
        "section": (5, 6, 0, 70),
    }


def test_its_items_keep_the_house_rules(bank: Bank) -> None:
    for item in bank.items:
        assert len(item.statements) >= 4, item.id
        assert len(item.lures) >= 8, item.id
        assert item.aspect in ASPECTS
        assert item.rationale
        assert item.references
        asked = telling_words(item.stem)
        for statement in item.statements:
            assert 55 <= len(statement) <= 115, statement
            assert not telling_words(statement) & asked, (item.id, statement)
            assert not telling_words(statement) & {"alway", "never", "only", "all"}, statement
            first = statement.split()[0]
            assert first[0].isupper()
            assert first.rstrip(",").endswith("s"), statement


@pytest.mark.parametrize("preset", ["full", "standard", "quick", "section"])
def test_its_papers_are_valid_and_repeat_nothing(bank: Bank, preset: str) -> None:
    blueprint = tailor(bank, preset)
    for seed in range(12):
        form = assemble(bank, blueprint, seed)
        assert len(form.slots) == blueprint.items
        assert not form.remarks
        assert_valid(bank, form)
        assert len(set(texts(form))) == 4 * len(form.slots)
        asked = Counter(slot.section for slot in form.slots)
        if preset != "section":
            assert all(asked[section.id] >= blueprint.at_least for section in bank.sections)
        letters = Counter(slot.letter(slot.key[0]) for slot in form.slots)
        assert max(letters[letter] for letter in "ABCD") - min(letters[letter] for letter in "ABCD") <= 1
