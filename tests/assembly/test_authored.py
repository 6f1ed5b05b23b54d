"""What an author wrote is shown as written, and lends nothing to any other question.

Four unlike banks: every item authored, half of them, true or false beside statements, and some with two right options.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from exam.assembly import CodeRefused, Impossible, assemble, read_code, tailor
from exam.assembly.contrast import contrast
from exam.assembly.explain import explain
from exam.core.bank import MOST_DIRECT, Bank
from exam.core.form import Form
from exam.formats import read_bank
from exam.learning.measuring import contrast_weights
from exam.library.open import open_bank
from exam.library.paper import assemble_form as assemble_indexed
from tests.support import bank_toml, sample_bank

NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TRUE_OR_FALSE = ("True", "False")


def authored(n: int, texts: tuple[str, ...], key: tuple[int, ...] = (0,), **fields: Any) -> dict[str, Any]:
    ids = NAMES.lower()[: len(texts)]
    stem = f"Which statement about relay {n} did its author choose?"
    options = dict(zip(ids, texts, strict=True))
    return {"id": f"own-{n}", "stem": stem, "options": options, "key": [ids[at] for at in key], **fields}


def of_its_own(n: int, count: int) -> tuple[str, ...]:
    """Texts that only item `n` has."""
    return tuple(f"Relay {n} takes way {NAMES[at]} through the {WORDS[at]}" for at in range(count))


WORDS = "mill ford wood moor lake dale".split()
PRESETS = [{"id": "full", "title": "Full"}]


def with_items(items: list[dict[str, Any]], others: int) -> Bank:
    """A bank of some authored items among as many with statements of sections of one family."""
    written = sample_bank(items=max(others, 1), sections=2, blueprint=PRESETS).model_dump(mode="json", by_alias=True)
    if not others:
        written["section"] = [{"id": "own", "title": "Own", "item": []}]
    for section in written["section"]:
        section["family"] = "all"
        for item in section["item"]:
            item["distinct"] = True
    for at, item in enumerate(items):
        written["section"][at % len(written["section"])]["item"].append(item)
    return Bank.model_validate(written)


BANKS = {
    "all authored": with_items([authored(n, of_its_own(n, 2 + n % 5)) for n in range(12)], 0),
    "half authored": with_items([authored(n, of_its_own(n, 4), (n % 4,)) for n in range(20)], 20),
    "true or false": with_items([authored(n, TRUE_OR_FALSE, (n % 2,)) for n in range(9)], 8),
    "several right": with_items([authored(n, of_its_own(n, 5), (0, 3)) for n in range(5)], 12),
}


def assert_as_written(bank: Bank, form: Form) -> None:
    """Authored questions show exactly their own options, and no other question shows any text of theirs."""
    written = {option.text for item in bank.items for option in item.options}
    for slot in form.slots:
        item = bank.item_by_id[slot.item]
        shown = [option.text for option in slot.options]
        if item.options:
            assert sorted(shown) == sorted(option.text for option in item.options)
            assert {slot.option(name).text for name in slot.key} == {
                option.text for option in item.options if option.id in item.key
            }
            assert slot.choose == len(item.key)
            assert slot.kind == "direct"
        else:
            assert not written & {*shown}
            assert not any(text in slot.stem for text in written)
            homes = [bank.item_by_id[option.home] for option in slot.options if option.home is not None]
            assert len(homes) == len(shown)
            assert not any(home.options for home in homes), "nor is an authored question's stem an option"


@pytest.mark.parametrize("name", BANKS)
@pytest.mark.parametrize("seed", range(4))
def test_a_paper_of_everything_shows_them_as_written(name: str, seed: int) -> None:
    bank = BANKS[name]
    form = assemble(bank, tailor(bank, "full"), seed)
    assert len(form.slots) == len(bank.items)
    assert_as_written(bank, form)
    assert not form.remarks, "two options that an author meant to be two are nothing to remark on"


def test_true_or_false_stays_two() -> None:
    bank = BANKS["true or false"]
    form = assemble(bank, tailor(bank, "full", options=6), 3)
    shown = [[option.text for option in slot.options] for slot in form.slots if bank.item_by_id[slot.item].options]
    assert len(shown) == 9
    assert all(texts == ["True", "False"] for texts in shown), "in the order in which people say them"


@pytest.mark.slow
@pytest.mark.parametrize("ways", [{"reversed_": 6}, {"choose_two": 6}, {"matching": 1}, {"reversed_": 4, "options": 5}])
def test_every_other_way_of_asking_leaves_them_alone(ways: dict[str, int]) -> None:
    bank = BANKS["half authored"]
    for seed in range(4):
        assert_as_written(bank, assemble(bank, tailor(bank, "full", **ways), seed))  # type: ignore[arg-type]


def test_none_of_them_is_turned_round_or_matched() -> None:
    bank = BANKS["all authored"]
    for ways in ({"reversed_": 1}, {"choose_two": 1}, {"matching": 1}):
        with pytest.raises(Impossible):
            assemble(bank, tailor(bank, "full", **ways), 1)  # type: ignore[arg-type]


def test_a_contrast_drill_beside_them_shows_none_of_their_texts() -> None:
    bank = BANKS["half authored"]
    one, other = [item.id for item in bank.items if item.statements][:2]
    assert_as_written(bank, contrast(bank, one, other, 1, contrast_weights(one, other)))
    with pytest.raises(Impossible, match="may not be wrong options of each other"):
        contrast(bank, "own-0", "own-1", 1, contrast_weights("own-0", "own-1"))


def test_to_measure_for_a_learner_too() -> None:
    bank = BANKS["half authored"]
    items = [item.id for item in bank.items]
    weights = {(item, home): 1_000_000 for item in items for home in items if item != home and home.startswith("own")}
    assert_as_written(bank, assemble(bank, tailor(bank, "full"), 1, weights))


def test_where_a_statement_says_what_an_option_says_it_is_still_the_others_own() -> None:
    """The text may come from an item with statements: it is theirs to lend, whoever else wrote it down."""
    bank = with_items([authored(0, ("Holds a lock", "Moves the data"))], 12)
    form = assemble(bank, tailor(bank, "full"), 2)
    own = next(slot for slot in form.slots if slot.item == "own-0")
    assert sorted(option.text for option in own.options) == ["Holds a lock", "Moves the data"]


def test_every_option_of_theirs_is_explained_as_the_authors() -> None:
    bank = BANKS["half authored"]
    form = assemble(bank, tailor(bank, "full"), 2)
    authored_ones = {slot.n for slot in form.slots if bank.item_by_id[slot.item].options}
    told = [each.standing for each in explain(bank, form) if each.n in authored_ones]
    assert sorted(told) == ["authored"] * 60 + ["key"] * 20


@pytest.mark.slow
def test_a_large_bank_from_its_index_keeps_to_it(tmp_path: Path) -> None:
    items = [authored(n, of_its_own(n, 4) if n % 2 else TRUE_OR_FALSE) for n in range(400)]
    path = tmp_path / "large.toml"
    path.write_text(bank_toml(with_items(items, MOST_DIRECT)), encoding="utf-8")
    bank = open_bank(path, tmp_path / "cache")
    form = assemble_indexed(bank, tailor(bank, items=90), 4)
    assert sum(slot.item.startswith("own") for slot in form.slots) > 5
    assert_as_written(bank, form)
    assert read_code(form.code).resolve(bank) == (form.blueprint, 4)


def test_a_code_of_the_first_rules_says_that_it_would_be_another_paper() -> None:
    """They filled such questions up and lent their keys; a bank that has none, and has marks, keeps all its codes."""
    bank = BANKS["all authored"]
    plain = read_bank(Path(__file__).parent / "golden" / "first.toml").bank
    assert read_code(assemble(bank, tailor(bank, "full"), 1).code).rules == 2
    assert read_code(assemble(plain, tailor(plain, "quick"), 1).code).rules == 1
    old = replace(read_code(assemble(bank, tailor(bank, "full"), 1).code), rules=1)
    with pytest.raises(CodeRefused, match="version 1 of the rules of assembly"):
        old.resolve(bank)
