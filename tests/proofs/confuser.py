"""Every pair of the first bank confused by somebody: ten papers made to measure put it on top, and give nothing away.

``python -m tests.proofs.confuser [DRAWS]`` deals the pairs out in draws of three to five, and has one candidate a draw
sit ten papers of ``standard`` and ten of ``full``. It fails where the given pairs are not exactly those on top, where a
candidate who knows everything confuses anything, where a paper breaks a rule, or where one of the bots that know
nothing gets past its bar on these papers. Candidates who also slip now and then are counted; chance makes pairs too.

In ``full`` one draw in a hundred may miss: it asks every item, so a home has four texts left to offer, and one that is
a lure of 33 items has been on offer to all of them only with the ninth paper.
"""

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import islice

from exam.assembly import tailor
from exam.audit.bots import scores
from exam.audit.paper_report import PaperRun, proved
from exam.audit.sample import PaperNote, note
from tests.support.confusing import PAPERS, Pair, Told, bank_of_single_items, draws, told
from tests.support.validity import assert_valid, texts

SLIPS = 0.03
LOOKED_AT = 20
"""Draws whose papers the bots sit: 200 papers, as `exam check` has it."""


def ten_papers(preset: str, slips: float, work: tuple[int, frozenset[Pair]]) -> Told:
    """What the papers of one candidate told; fails where one of them breaks a rule or shows a text twice."""
    seed, given = work
    found = told(given, preset, seed, slips=slips)
    for form in found.forms:
        assert_valid(bank_of_single_items(), form)
        assert len(texts(form)) == len(set(texts(form)))
    return replace(found, forms=found.forms if seed < LOOKED_AT else (), results=())


def noted(candidate: Told) -> list[PaperNote]:
    return [note(bank_of_single_items(), form) for form in candidate.forms]


def prove(pool: ProcessPoolExecutor, preset: str, works: Sequence[tuple[int, frozenset[Pair]]]) -> None:
    """All draws of one blueprint."""
    found = list(pool.map(partial(ten_papers, preset, 0.0), works))
    on_top = sum(one.on_top and len(one.found.pairs) == len(one.given) for one in found)
    print(f"{preset}: {on_top} of {len(found)} draws found, and nothing else", flush=True)
    for one in found:
        if not one.on_top:
            print("  ", *(f"{item} for {home}: {count}" for (item, home), count in one.counts.items()), sep="  ")
    slipping = list(pool.map(partial(ten_papers, preset, SLIPS), works[: len(works) // 4 or 1]))
    print(f"{preset}: {sum(one.on_top for one in slipping)} of {len(slipping)} who slip in {SLIPS:.0%} found on top")
    assert not ten_papers(preset, 0.0, (LOOKED_AT, frozenset())).found.pairs
    notes = [paper for papers in pool.map(noted, found[:LOOKED_AT]) for paper in papers]
    bank = bank_of_single_items()
    bots = scores([sitting for paper in notes for sitting in paper.sittings])
    figures = proved(bank, PaperRun(tailor(bank, preset), len(notes)), notes, bots)
    for figure in figures.figures:
        print(f"  {figure.verdict:6} {figure.name}: {figure.said}, bar {figure.bar}")
    assert len(found) - on_top <= (-(-len(found) // 100) if preset == "full" else 0)
    assert not figures.missed


def main(count: int | None) -> None:
    works = list(enumerate(islice(draws(bank_of_single_items(), 1), count)))
    print(f"{len(works)} draws of {sum(len(given) for _, given in works)} pairs, {PAPERS} papers each")
    with ProcessPoolExecutor() as pool:
        for preset in ("standard", "full"):
            prove(pool, preset, works)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
