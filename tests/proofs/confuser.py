"""Learners who take one thing for another: their papers made to measure put just that on top, and give nothing away.

``python -m tests.proofs.confuser [DRAWS]`` deals pairs out in draws of three to five, and has one learner a draw sit
papers made to measure. It fails where the given pairs are not exactly those on top, where a learner who knows all
confuses anything, where a paper breaks a rule, or where one of the bots that know nothing gets past its bar on these
papers. Learners who also slip now and then are counted; chance makes pairs too.

On the bank that ships the pairs are the mistakes that its rationales speak of, many of them between siblings, and the
learner sits a paper of the default blueprint a day and one contrast drill of the program for what is not yet sure. It
takes as many papers as the largest group of siblings has members, and half as many again, because a paper asks one of
them. Any other lure may take hundreds: that group alone has over two hundred pairs, of which a paper shows three. On
the bank as it was in schema 1, of single items, ten papers and no drill show every pair of a lure and its item.

In ``full`` of that bank one draw in a hundred may miss: it asks every item, so a home has four texts left to offer, and
one that is a lure of 33 items has been on offer to all of them only with the ninth paper.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from exam.assembly import tailor
from exam.audit.bots import scores
from exam.audit.paper_report import PaperRun, proved
from exam.audit.sample import PaperNote, note
from exam.core.bank import Bank
from tests.support.confusing import (
    PAPERS,
    Pair,
    Told,
    bank_of_single_items,
    draws,
    first_bank,
    lures_of,
    nearest_of,
    told,
)
from tests.support.validity import assert_valid, shown_too_often

SLIPS = 0.03
LOOKED_AT = 20
"""Draws whose papers the bots sit: 200 papers or more, as `exam check` has it."""

Works = Sequence[tuple[int, frozenset[Pair]]]


@dataclass(frozen=True)
class Trial:
    """What the learners of some draws sit."""

    preset: str
    ships: bool
    papers: int
    may_miss: float = 0.0
    """The share of draws that may not be found."""

    @property
    def bank(self) -> Bank:
        return first_bank() if self.ships else bank_of_single_items()


def papers_of(trial: Trial, slips: float, work: tuple[int, frozenset[Pair]]) -> Told:
    """What the papers of one learner told; fails where one of them breaks a rule or shows a text too often."""
    seed, given = work
    bank = trial.bank
    found = told(given, trial.preset, seed, slips=slips, papers=trial.papers, bank=bank, drills=trial.ships)
    for form in found.forms:
        assert_valid(bank, form)
        assert not shown_too_often(bank, form)
    return replace(found, forms=found.forms if seed < LOOKED_AT else (), results=())


def noted(trial: Trial, learner: Told) -> list[PaperNote]:
    return [note(trial.bank, form) for form in learner.forms]


def prove(pool: ProcessPoolExecutor, trial: Trial, works: Works) -> None:
    """All draws of one trial."""
    name = f"{trial.bank.id}, {trial.papers} papers of {trial.preset}"
    found = list(pool.map(partial(papers_of, trial, 0.0), works))
    on_top = sum(one.on_top and len(one.found.pairs) == len(one.given) for one in found)
    print(f"{name}: {on_top} of {len(found)} draws found, and nothing else", flush=True)
    for one in found:
        if not one.on_top:
            print("  ", *(f"{item} for {home}: {count}" for (item, home), count in one.counts.items()), sep="  ")
    slipping = list(pool.map(partial(papers_of, trial, SLIPS), works[: len(works) // 4 or 1]))
    print(f"{name}: {sum(one.on_top for one in slipping)} of {len(slipping)} who slip in {SLIPS:.0%} found on top")
    assert not papers_of(trial, 0.0, (LOOKED_AT, frozenset())).found.pairs
    notes = [paper for papers in pool.map(partial(noted, trial), found[:LOOKED_AT]) for paper in papers]
    bots = scores([sitting for paper in notes for sitting in paper.sittings])
    figures = proved(trial.bank, PaperRun(tailor(trial.bank, trial.preset), len(notes)), notes, bots)
    for figure in figures.figures:
        print(f"  {figure.verdict:6} {figure.name}: {figure.said}, bar {figure.bar}")
    assert len(found) - on_top <= -(-trial.may_miss * len(found) // 1)
    # Once the learner has told the nearest mistake apart, it gives way to other lures: these papers are for that.
    assert {figure.name for figure in figures.missed} <= {"nearest mistake among the options"}


def main(count: int | None) -> None:
    bank = first_bank()
    largest = max(Counter(item.number for item in bank.items).values())
    trials = (
        (Trial("standard", True, largest + largest // 2 + 1), nearest_of(bank)),
        (Trial("standard", False, PAPERS), lures_of(bank_of_single_items())),
        (Trial("full", False, PAPERS, may_miss=0.01), lures_of(bank_of_single_items())),
    )
    siblings = sum(home in bank.siblings_of(item) for item, home in nearest_of(bank))
    print(f"{siblings} of the {len(nearest_of(bank))} mistakes of the first bank are between siblings")
    with ProcessPoolExecutor() as pool:
        for trial, pairs in trials:
            works = list(enumerate(islice(draws(pairs, 1), count)))
            if trial.ships:
                given = {pair for _, draw in works for pair in draw}
                assert any(home in bank.siblings_of(item) for item, home in given)
            prove(pool, trial, works)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
