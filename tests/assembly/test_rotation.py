"""Papers made to measure: who is asked, and what is on offer, when a past says what is sought and what is known."""

import pytest

from exam.assembly import assemble, tailor
from exam.core.form import Form
from exam.learning.measuring import FAVOUR, weights_to_measure
from tests.support import sample_bank
from tests.support.confusing import bank_of_single_items, draws, knows, lures_of, sat
from tests.support.validity import assert_valid, texts


def on_offer(form: Form) -> set[tuple[str, str | None]]:
    return {(slot.item, option.home) for slot in form.slots for option in slot.options}


@pytest.mark.slow
def test_what_is_sought_is_asked_and_on_offer() -> None:
    bank = bank_of_single_items()
    for seed, pairs in zip(range(8), draws(lures_of(bank), 3), strict=False):
        form = assemble(bank, tailor(bank, "standard"), seed, dict.fromkeys(pairs, FAVOUR))
        assert pairs <= on_offer(form)
        assert_valid(bank, form)
        assert len(texts(form)) == len(set(texts(form)))


@pytest.mark.slow
def test_what_was_met_waits_until_the_rest_was_met() -> None:
    bank = bank_of_single_items()
    blueprint = tailor(bank, "standard")
    past = sat(assemble(bank, blueprint, 1), knows, 0, set())
    before = {(one.item, home) for one in past for home in one.offered.split() if home != one.item}
    form = assemble(bank, blueprint, 2, weights_to_measure(past))
    assert not before & on_offer(form)
    assert {item.id for item in bank.items} == {one.item for one in past} | {slot.item for slot in form.slots}


def test_in_a_bank_without_lures_items_take_turns_too() -> None:
    bank = sample_bank(12, 1)
    blueprint = tailor(bank, items=6)
    past = sat(assemble(bank, blueprint, 1), knows, 0, set())
    form = assemble(bank, blueprint, 2, weights_to_measure(past))
    assert not {one.item for one in past} & {slot.item for slot in form.slots}


def test_without_a_past_it_is_the_paper_that_its_code_names() -> None:
    bank = bank_of_single_items()
    blueprint = tailor(bank, "quick")
    assert assemble(bank, blueprint, 1, weights_to_measure([])) == assemble(bank, blueprint, 1)
