"""Candidates that take one thing for another, and what ten papers made to measure say of them.

Takes about 20 s on two cores, because each candidate sits five hundred questions. All pairs of the first bank, not
those of twenty draws only, are in `tests.proofs.confuser`.
"""

import random
from itertools import islice
from pathlib import Path

import pytest

from exam.assembly import SEEDS, assemble, tailor
from exam.assembly.contrast import CONTRAST_QUESTIONS, contrast
from exam.learning.confusions import find_confusions
from exam.learning.measuring import contrast_weights, weights_to_measure
from exam.store import Store
from tests.support import FakeClock
from tests.support.confusing import PAPERS, Pair, bank_of_single_items, confuses, draws, knows, lures_of, sat, sit, told

DRAWS = list(enumerate(islice(draws(lures_of(bank_of_single_items()), 7), 20)))
KNOWS_ALL: frozenset[Pair] = frozenset()


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "given"), DRAWS, ids=[f"draw-{seed}" for seed, _ in DRAWS])
def test_who_confuses_given_pairs_finds_exactly_these_within_ten_papers(seed: int, given: frozenset[Pair]) -> None:
    candidate = told(given, "standard", seed)
    assert candidate.on_top, candidate.counts
    assert {(pair.item, pair.home) for pair in candidate.found.listed} == given


@pytest.mark.slow
def test_who_slips_too_finds_them_on_top_of_the_slips() -> None:
    for seed, given in DRAWS[:3]:
        candidate = told(given, "standard", seed, slips=0.03)
        assert candidate.on_top, candidate.counts
        assert candidate.found.slips


@pytest.mark.slow
@pytest.mark.parametrize("preset", ["standard", "full"])
def test_ten_papers_of_who_knows_everything_put_every_lure_on_offer_and_confuse_nothing(preset: str) -> None:
    candidate = told(KNOWS_ALL, preset, 1)
    assert candidate.found.pairs == ()
    shown = {(slot.item, option.home) for form in candidate.forms for slot in form.slots for option in slot.options}
    assert {(item.id, lure) for item in bank_of_single_items().items for lure in item.lures} <= shown


@pytest.mark.slow
def test_what_was_found_is_drilled_on_two_days_and_sought_no_more() -> None:
    """A pair of which only one may stand beside the other, as about half of all pairs are."""
    known = bank_of_single_items().item_by_id
    one, other = next(pair for _, draw in DRAWS for pair in sorted(draw) if pair[0] not in known[pair[1]].lures)
    candidate = told(frozenset({(one, other)}), "standard", 3)
    assert [(pair.item, pair.home, pair.state) for pair in candidate.found.listed] == [(one, other, "open")]
    past = [*candidate.results]
    for day, state in ((PAPERS, "begun"), (PAPERS + 1, "settled")):
        form = contrast(bank_of_single_items(), one, other, day, contrast_weights(one, other))
        assert len(form.slots) == CONTRAST_QUESTIONS
        past += sat(form, knows, day, set())
        assert [pair.state for pair in find_confusions(past).pairs] == [state]
    assert find_confusions(past).listed == ()
    assert weights_to_measure(past)[one, other] < 0


@pytest.mark.slow
def test_the_whole_program_finds_what_these_simulations_find(tmp_path: Path, clock: FakeClock) -> None:
    """Sessions, the database and its results in place of attempts folded in memory: the same list, pair by pair."""
    seed, given = DRAWS[0]
    bank, dice = bank_of_single_items(), random.Random(seed)
    blueprint, answer = tailor(bank, "standard"), confuses(given, dice=dice)
    with Store.open(tmp_path) as store:
        for day in range(PAPERS):
            form = assemble(bank, blueprint, dice.randrange(SEEDS), weights_to_measure(store.results(bank=bank.id)))
            sit(store, clock, f"day-{day:03}", form, answer)
            clock.advance(82_800)
        assert find_confusions(store.results()) == told(given, "standard", seed).found
