"""Banks without marks: what is written alike stands beside a key, and what nothing is like is left out."""

from typing import Any

import pytest

from exam.assembly import assemble, tailor
from exam.assembly.fairness import left_out
from exam.assembly.pool import pool_of
from exam.audit.doctor import examine
from exam.core.bank import Bank

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
        for slot in assemble(bank, tailor(bank, "full"), seed).slots:
            texts = [option.text for option in slot.options]
            assert len({text.isdigit() for text in texts}) == 1
            assert len({"ing " in text for text in texts}) == 1


def test_what_nothing_is_like_is_left_out_and_the_paper_and_the_check_say_so() -> None:
    bank = plain_bank()
    form = assemble(bank, tailor(bank, "full"), 0)
    assert "q59" not in {slot.item for slot in form.slots}
    assert any("look alike" in remark for remark in form.remarks)
    assert [one.item for one in examine(bank) if one.rule == "few-fair"] == ["q59"]


def test_what_is_asked_for_by_name_is_asked_as_well_as_can_be() -> None:
    bank = plain_bank()
    (slot,) = assemble(bank, tailor(bank, only=["q59"]), 0).slots
    assert slot.item == "q59"
    assert left_out(pool_of(bank), tailor(bank, items=60), 0) == frozenset()


def test_a_small_bank_leaves_nothing_out() -> None:
    bank = plain_bank(30)
    assert left_out(pool_of(bank), tailor(bank, "full"), 0) == frozenset()
    assert len(assemble(bank, tailor(bank, "full"), 0).slots) == 30
