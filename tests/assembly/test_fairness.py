"""Banks without marks: what is written alike stands beside a key, and what nothing is like is asked without options."""

from pathlib import Path
from typing import Any

import pytest
import tomli_w

from exam.assembly import assemble, tailor
from exam.assembly.asked_for import thing_asked_for
from exam.assembly.pool import pool_of
from exam.assembly.without_options import kind_without_options
from exam.audit.doctor import examine_bank
from exam.core.bank import MOST_DIRECT, Bank
from exam.core.scoring import credit
from exam.library.open import open_bank
from exam.library.paper import assemble_form

COUNTRIES = "Peru Chad Togo Oman Iran Cuba Fiji Mali Laos Iraq Guam Niue Aruba Benin Gabon Ghana Haiti India Italy"
VERBS = "carry gather divide shelter measure release protect rebuild forward collect"


def questions() -> list[tuple[str, str]]:
    """Nineteen names, twenty years, twenty gerunds, and one answer that is like no other."""
    verbs = VERBS.split()
    named = [(f"Which land has flag number {name.casefold()[::-1] * 2}?", name) for name in COUNTRIES.split()]
    dated = [(f"In which year fell tower {at}x{at}?", str(1500 + 17 * at)) for at in range(20)]
    done = [
        (
            f"How do the {'abcdefghij'[at % 10] * 4}{at // 10} folk win?",
            f"{verbs[at % 10].title()}ing {verbs[-at % 7]} {at}",
        )
        for at in range(20)
    ]
    return [*named, *dated, *done, ("Why is the sky blue at noon?", "Because short waves are scattered more, it is so")]


def plain_bank(count: int = 60) -> Bank:
    items: list[dict[str, Any]] = [
        {"id": f"q{at}", "stem": stem, "statements": [answer]} for at, (stem, answer) in enumerate(questions()[-count:])
    ]
    return Bank.model_validate(
        {"schema": 1, "id": "plain", "title": "Plain", "section": [{"id": "one", "title": "One", "item": items}]}
    )


@pytest.mark.slow
def test_names_stand_beside_names_and_years_beside_years() -> None:
    bank = plain_bank()
    for seed in range(5):
        with_options = [slot for slot in assemble(bank, tailor(bank, "full"), seed).slots if slot.options]
        assert len(with_options) == 59
        for slot in with_options:
            texts = [option.text for option in slot.options]
            assert len({text.isdigit() for text in texts}) == 1
            assert len({"ing " in text for text in texts}) == 1


def test_what_nothing_is_like_is_recalled_and_the_paper_and_the_check_say_so() -> None:
    bank = plain_bank()
    form = assemble(bank, tailor(bank, "full"), 0)
    alone = next(slot for slot in form.slots if slot.item == "q59")
    assert (alone.kind, alone.answer) == ("recall", bank.items[-1].statements[0])
    assert form.remarks == (
        "1 of 60 questions is to be recalled, because nothing fair could stand beside its answer; "
        "it counts towards no pass mark.",
    )
    assert [one.item for one in examine_bank(bank) if one.rule == "few-fair"] == ["q59"]


def test_a_short_answer_that_nothing_is_like_is_typed_whatever_its_capitals() -> None:
    written = plain_bank().model_dump(mode="json", by_alias=True, exclude_defaults=True)
    odd = {"id": "odd", "stem": "Whom did the keeper of the seals serve?", "statements": ["Kimon", "Kimon of Athens"]}
    written["section"][0]["item"][-1] = odd
    bank = Bank.model_validate(written)
    slot = next(slot for slot in assemble(bank, tailor(bank, "full"), 0).slots if slot.item == "odd")
    assert slot.kind == "typed"
    assert credit(slot, ("kimon",)) == credit(slot, ("KIMON OF ATHENS",)) == 1
    assert credit(slot, ("Cimon",)) == 0


def test_a_command_among_names_is_typed_with_its_capitals() -> None:
    written = plain_bank().model_dump(mode="json", by_alias=True, exclude_defaults=True)
    odd = {"id": "odd", "stem": "Who shows hidden files too?", "statements": ["ls -A"]}
    written["section"][0]["item"][-1] = odd
    bank = Bank.model_validate(written)
    slot = next(slot for slot in assemble(bank, tailor(bank, "full"), 0).slots if slot.item == "odd")
    assert (credit(slot, ("ls -A",)), credit(slot, ("ls -a",))) == (1, 0)


def test_what_is_asked_for_by_name_is_asked_in_the_same_way() -> None:
    """Who takes again what was missed must not be asked it badly for that."""
    bank = plain_bank()
    (slot,) = assemble(bank, tailor(bank, only=["q59"]), 0).slots
    assert (slot.item, slot.kind) == ("q59", "recall")


def test_a_small_bank_asks_all_with_options() -> None:
    bank = plain_bank(30)
    assert not any(kind_without_options(pool_of(bank), place) for place in range(30))
    assert {slot.kind for slot in assemble(bank, tailor(bank, "full"), 0).slots} == {"direct"}


@pytest.mark.slow
def test_a_large_bank_of_schema_2_asks_without_options_what_nothing_may_stand_beside(tmp_path: Path) -> None:
    """Its items are found by its index, which must not leave out what has no lures."""
    items = [
        {"id": f"q{at}", "stem": f"What is the name of thing {at}?", "statements": [f"Thing{at}"]}
        for at in range(MOST_DIRECT + 1)
    ]
    section = {"id": "s", "title": "S", "item": items}
    written = {"schema": 2, "id": "b", "title": "B", "lures_only": True, "section": [section]}
    items[0]["lures"] = ["q1"]
    path = tmp_path / "large.toml"
    path.write_text(tomli_w.dumps(written), encoding="utf-8")
    bank = open_bank(path, tmp_path / "cache")
    form = assemble_form(bank, tailor(bank, items=20), 1)
    assert {slot.kind for slot in form.slots} == {"typed"}
    assert credit(form.slots[0], (form.slots[0].gaps[0].solution.upper(),)) == 1
    assert "20 of 20 questions are to be typed" in form.remarks[0]


@pytest.mark.parametrize(
    ("stem", "thing"),
    [
        ("What is the capital of Norway?", "town"),
        ("Which of these cities lies on the Main?", "town"),
        ("This US state is known as the Peach State.", "state"),
        ("What is a relay?", "meaning"),
        ("You have two accounts. What should you do to pay less?", "deed"),
        ("What type of switch is shown in the figure?", "switch"),
        ("When the licensee is away, who is responsible?", "who"),
        ("How can you lower the cost?", "deed"),
        ("How is the polarization described?", "how is"),
        ("Which body of water is the deepest?", "water"),
        ("Snakes are deaf.", None),
    ],
)
def test_a_stem_says_what_it_asks_for(stem: str, thing: str | None) -> None:
    assert thing_asked_for(stem) == thing


def bank_of(questions: list[tuple[str, str]]) -> Bank:
    items = [{"id": f"q{at}", "stem": stem, "statements": [answer]} for at, (stem, answer) in enumerate(questions)]
    return Bank.model_validate(
        {"schema": 1, "id": "plain", "title": "Plain", "section": [{"id": "one", "title": "One", "item": items}]}
    )


def test_an_answer_stands_beside_answers_to_the_same_kind_of_question() -> None:
    rivers = [(f"Which river flows through the town of {name[::-1]}?", f"{name}a") for name in COUNTRIES.split()]
    beasts = [(f"Which animal sleeps in the {name[::-1]} tree?", f"{name}o") for name in COUNTRIES.split()]
    lone = [(f"Where does the number {at} bus stop?", f"At {at} Hill Road near the old mill") for at in range(30)]
    bank = bank_of([*rivers, *beasts, *lone])
    for slot in assemble(bank, tailor(bank, "full"), 3).slots:
        kinds = {bank.item_by_id[option.home].stem.split()[1] for option in slot.options if option.home}
        assert len(kinds) <= 1


def test_a_paper_asks_one_item_of_those_that_share_an_answer() -> None:
    names = COUNTRIES.split()
    shared = [(f"Which land has the {word} coast?", names[at % 15]) for at, word in enumerate(VERBS.split() * 2)]
    bank = bank_of([*((f"Which land mines {name[::-1]}?", name) for name in names * 3), *shared])
    slots = [slot for slot in assemble(bank, tailor(bank, items=15), 1).slots if slot.options]
    keys = [next(option.text for option in slot.options if option.id in slot.key) for slot in slots]
    assert keys
    assert len(keys) == len(set(keys))
    asked = [f"q{at}" for at in range(0, 57, 19)]
    assert len(assemble(bank, tailor(bank, only=asked), 1).slots) == len(asked)


def test_true_and_all_of_these_get_no_options() -> None:
    odd = [("Snakes are deaf.", "True"), ("Which of these is a land?", "All these choices are correct")]
    bank = bank_of([*questions(), *odd])
    slots = {slot.item: slot for slot in assemble(bank, tailor(bank, "full"), 0).slots}
    assert slots["q60"].kind == "recall"
    assert "q61" not in slots
