"""The contrast drill: which questions tell two items apart, where each may stand beside the other or only one may."""

from itertools import islice

import pytest

from exam.assembly.contrast import CONTRAST_QUESTIONS, contrast
from exam.core.form import Form
from exam.files.places import shipped
from exam.formats import read_bank
from exam.learning.measuring import contrast_weights
from tests.support import sample_bank
from tests.support.confusing import Pair, bank_of_single_items, draws, lures_of


def drill(pair: Pair, seed: int = 1) -> Form:
    return contrast(bank_of_single_items(), *pair, seed, contrast_weights(*pair))


def pairs(*, both_ways: bool) -> list[Pair]:
    known = bank_of_single_items().item_by_id
    dealt = (pair for draw in draws(lures_of(bank_of_single_items()), 5) for pair in sorted(draw))
    return list(islice((pair for pair in dealt if (pair[0] in known[pair[1]].lures) is both_ways), 12))


@pytest.mark.slow
def test_where_each_may_stand_beside_the_other_each_is_asked_and_each_turned_round() -> None:
    for one, other in pairs(both_ways=True):
        slots = drill((one, other)).slots
        assert [slot.kind for slot in slots] == ["direct", "direct", "reversed", "reversed"]
        for kind in ("direct", "reversed"):
            assert {slot.item for slot in slots if slot.kind == kind} == {one, other}
        assert all({one, other} <= {slot.item, *(option.home for option in slot.options)} for slot in slots)


@pytest.mark.slow
def test_where_only_one_may_what_is_sound_is_asked_in_two_wordings() -> None:
    """A with B's statement on offer, and B's statement turned round; never A's statement under B's question."""
    for one, other in pairs(both_ways=False):
        slots = drill((one, other)).slots
        assert [(slot.kind, slot.item) for slot in slots] == [("direct", one), ("reversed", other)] * 2
        assert [slot.n for slot in slots] == [1, 2, 3, 4]
        first, second = slots[:2], slots[2:]
        shown = {option.text for option in first[0].options if option.home in (one, other)}
        again = {option.text for option in second[0].options if option.home in (one, other)}
        assert not shown & again
        assert first[1].stem != second[1].stem
        assert not any(text in slots[3].stem for text in (*shown, *again))
        assert not any(text in slots[1].stem for text in again), "said before that it is the other's"


@pytest.mark.slow
def test_siblings_which_never_meet_in_a_paper_are_told_apart_too() -> None:
    bank = read_bank(shipped("banks") / "orchestration-mlops-scheduling.toml").bank
    known = bank.item_by_id
    both_ways = [
        (item.id, other)
        for item in bank.items
        for other in bank.siblings_of(item.id)
        if other in item.lures and item.id in known[other].lures and item.id < other
    ]
    for one, other in both_ways[::90]:
        slots = contrast(bank, one, other, 1, contrast_weights(one, other)).slots
        assert {(slot.kind, slot.item) for slot in slots} >= {("direct", one), ("direct", other)}
        assert all({one, other} <= {slot.item, *(option.home for option in slot.options)} for slot in slots)


def test_a_bank_of_single_statements_is_asked_once() -> None:
    bank = sample_bank(8, 2, statements=1)
    form = contrast(bank, "item-1", "item-2", 1, contrast_weights("item-1", "item-2"))
    assert 0 < len(form.slots) <= CONTRAST_QUESTIONS
    assert len({(slot.item, slot.kind) for slot in form.slots}) == len(form.slots)
