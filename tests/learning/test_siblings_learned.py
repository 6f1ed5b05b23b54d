"""What a past tells where several items are points of one listed question: coverage, drills and review by siblings."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.assembly import assemble, tailor
from exam.core.bank import Bank
from exam.core.events import Ended, Started, Visited
from exam.core.fold import apply, begin
from exam.core.results import Result
from exam.learning.drills import DrillRequest, Pending, choose_items, make_drill, retake, with_new_siblings
from exam.learning.records import coverage, records
from exam.learning.review import agenda
from tests.support.clock import NOON
from tests.support.forms import sample_bank
from tests.support.results import result


def siblings_bank() -> Bank:
    """Twelve items in three sections, in pairs of siblings: items 1 and 2 have the number 1, 3 and 4 the number 2."""
    written = sample_bank().model_dump(by_alias=True)
    written["schema"] = 2
    for section in written["section"]:
        for item in section["item"]:
            item["number"] = (item["number"] + 1) // 2
    return Bank.model_validate(written)


BANK = siblings_bank()


def pending(past: list[Result], due: tuple[str, ...] = ()) -> Pending:
    section_of = {item.id: BANK.section_of[item.id].id for item in BANK.items}
    return Pending(BANK, past, section_of, records(past), due)


def test_met_is_counted_by_number() -> None:
    met = ["item-1", "item-2", "item-3"]
    assert coverage(BANK, met).words == "2 of 6 questions met"
    assert coverage(BANK, [*met, "gone"]).words == "2 of 6 questions met"
    assert coverage(sample_bank(), met).words == "3 of 12 questions met", "in schema 1 each item is a question"


def test_a_mixed_drill_asks_a_missed_question_by_a_sibling_that_is_new_and_then_by_itself() -> None:
    missed = [result("item-1", "incorrect")]
    assert "item-2" in choose_items(pending(missed), DrillRequest(items=1))
    both = [*missed, result("item-2", day=1)]
    assert "item-1" in choose_items(pending(both), DrillRequest(items=1))


def test_what_was_missed_or_is_due_is_asked_itself_where_that_is_what_one_asks_for() -> None:
    missed = [result("item-1", "incorrect"), result("item-3", "incorrect")]
    asked = choose_items(pending(missed), DrillRequest(reasons=("missed",)))
    assert asked == {"item-1": "missed", "item-3": "missed"}
    assert choose_items(pending(missed, ("item-1",)), DrillRequest(reasons=("due",))) == {"item-1": "due"}
    assert pending(missed, ("item-1",)).pressing == {"item-1": "due", "item-3": "missed"}


def test_unseen_are_first_the_numbers_that_were_never_met() -> None:
    past = [result(f"item-{n}") for n in (1, 3, 5)]
    chosen = [*choose_items(pending(past), DrillRequest(reasons=("unseen",)))]
    assert {BANK.item_by_id[name].number for name in chosen[:3]} == {4, 5, 6}
    assert set(chosen[3:]) == {"item-2", "item-4", "item-6"}


def test_a_retake_asks_what_was_missed_and_nothing_else() -> None:
    form = assemble(BANK, tailor(BANK, items=3), 7)
    attempt = apply(apply(begin(form), Started(at=NOON, mode="exam", seconds=600)), Visited(at=NOON, n=1))
    missed = apply(attempt, Ended(at=NOON, reason="submitted"))
    again = retake(BANK, missed, [result(form.slots[0].item, "omitted")], 7).form
    assert {slot.item for slot in again.slots} == {slot.item for slot in form.slots}
    assert again.title == "Drill: missed"


def test_of_two_siblings_that_were_named_a_drill_asks_the_first() -> None:
    paper = make_drill(BANK, ["item-2", "item-1", "item-5"], [], 7)
    assert {slot.item for slot in paper.form.slots} == {"item-2", "item-5"}
    assert paper.left_out == 1
    assert paper.form.remarks[-1:] == ("1 more question left for another time: they may not meet the others.",)


names = st.sampled_from([item.id for item in BANK.items])


@pytest.mark.slow
@given(st.lists(names, unique=True), st.frozensets(names))
@settings(max_examples=200)
def test_new_siblings_ask_the_same_numbers_and_nobody_twice(items: list[str], met: frozenset[str]) -> None:
    again = with_new_siblings(BANK, items, met)
    assert [BANK.item_by_id[name].number for name in again] == [BANK.item_by_id[name].number for name in items]
    assert len(set(again)) == len(again)
    for name, new in zip(items, again, strict=True):
        assert new == name or (name in met and new not in met)


@pytest.mark.slow
@given(st.lists(st.tuples(names, st.sampled_from(["correct", "incorrect"])), max_size=20), st.integers(1, 12))
@settings(max_examples=100)
def test_no_drill_names_two_siblings(past: list[tuple[str, str]], items: int) -> None:
    results = [result(name, outcome, day) for day, (name, outcome) in enumerate(past)]  # type: ignore[arg-type]
    for request in (DrillRequest(items=items), DrillRequest(reasons=("missed", "unseen", "mastered"), items=items)):
        numbers = [BANK.item_by_id[name].number for name in choose_items(pending(results), request)]
        assert len(set(numbers)) == len(numbers)


def test_the_card_of_an_item_that_is_gone_retires_and_is_named() -> None:
    past = [result("item-1", "incorrect"), result("gone", "incorrect")]
    now = NOON + timedelta(days=9)
    found = agenda(past, now, in_bank=BANK.item_by_id.keys())
    assert [card.item for card in (*found.due, *found.later)] == ["item-1"]
    assert found.retired == ("gone",)
    assert agenda(past, now).retired == (), "without its bank nobody knows"
