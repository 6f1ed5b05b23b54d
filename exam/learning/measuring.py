"""Weights for papers that are made from a learner's past: which wrong options they should meet.

A weight stands under a pair of ids, the item asked and the home of the wrong option. Its unit is a thousandth of the
appeal that `exam.assembly` computes. Above 0 the pair is sought. 0, or no entry, means that it was never on offer.
Below 0 the learner knows the pair; the lower, the better.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from exam.assembly.rotation import Weights
from exam.core.interval import wilson
from exam.core.results import Result
from exam.learning.confusions import FEWEST, ConfusedPair, find_confusions

FAVOUR = 1_000_000
"""Weight that puts a home among an item's options wherever the rules allow it; below it only chance decides."""
WIDE = 60.0
"""A confused pair is asked again while its 95 % interval is wider than so many points of percent. Three confusions of
three are enough to make it narrower; so is one of five."""
_KNOWN = 1_900
"""For each point that an interval is narrower than nothing known: one answer is worth 21 of them, the next one 13."""
_CONFUSED = 100_000
"""Weight of what is confused every time: once in one time is then sure to come back, where the rules allow it."""
_TOLD_APART = -25_000
"""Weight of each time that two were told apart: more than a paper's own dice give."""
_MOST_TIMES = 3


def weights_to_measure(results: Iterable[Result]) -> Weights:
    """Weights for a paper that tells most about this learner.

    Confused pairs come first, until their rate is known well enough; an item with several confusions stays until each
    of them is more than a slip. Pairs that were never on offer come next, then the others by the width of the interval
    of their rate. An answer counts for a pair if the learner chose the pair's statement, or answered right with the
    statement on offer. A wrong answer says nothing of the other options: they may be confused too.
    """
    results = list(results)
    pairs = _pairs(results)
    spoken = Counter((result.item, home) for result, home in _offers(results) if result.right or home in result.chosen)
    weights: dict[tuple[str, str], int] = {}
    confused: defaultdict[str, list[tuple[int, int, str, float]]] = defaultdict(list)
    for (item, home), times in spoken.items():
        pair = pairs.get((item, home))
        count = pair.rate.count if pair else 0
        low, high = wilson(count / times, times)
        weights[item, home] = -round(_KNOWN * (100 - (high - low)))
        if pair is not None and pair.state != "settled":
            confused[item].append((count, times, home, high - low))
    for item, several in confused.items():
        # One at a time: beside another that is confused as well, the one not taken would look told apart.
        for count, _, sought, width in sorted(several):
            if width >= WIDE and (count < FEWEST or len(several) == 1):
                weights |= {(item, home): -FAVOUR for _, _, home, _ in several} | {(item, sought): FAVOUR}
                break
    return weights


def weights_to_repeat(results: Iterable[Result]) -> Weights:
    """Weights for a drill of items that were picked: what was confused comes up again in it.

    The more surely so the surer it is; what was told apart gives way, by how often, to what was never on offer.
    """
    results = list(results)
    times = Counter((result.item, home) for result, home in _offers(results))
    weights = {pair: _TOLD_APART * min(count, _MOST_TIMES) for pair, count in times.items()}
    for names, pair in _pairs(results).items():
        if pair.state != "settled":
            weights[names] = round(_CONFUSED * pair.least / 100)
    return weights


def contrast_weights(one: str, other: str) -> Weights:
    """Weights that put each of two items among the other's options."""
    return {(one, other): FAVOUR, (other, one): FAVOUR}


def _offers(results: Iterable[Result]) -> Iterator[tuple[Result, str]]:
    """Each result of a question that was seen, with each home that was on offer beside its own."""
    for result in results:
        if result.met:
            for home in result.offered.split():
                if home != result.item:
                    yield result, home


def _pairs(results: Iterable[Result]) -> dict[tuple[str, str], ConfusedPair]:
    return {(pair.item, pair.home): pair for pair in find_confusions(results).pairs}
