"""Owns what a learner should meet on purpose: weights for papers that are made from their past. Refuses to make them.

A weight is by item id and home id, in thousandths of appeal, as `exam.assembly` takes it: above 0 for what is sought,
0 (or not named) for what was never on offer, and below for what is known, the lower the better it is known.
"""

from collections import Counter
from collections.abc import Iterable

from exam.core.interval import wilson
from exam.core.results import Result
from exam.learning.confusions import FEWEST, Pair, confusions

FAVOUR = 1_000_000
"""Weight that puts a home among an item's options wherever the rules allow it; below it only chance decides."""
WIDE = 60.0
"""Points from which on the interval of a confused pair is too wide to leave it at that: three times of three are enough
to be narrower, and so is once in five."""
_KNOWN = 1_900
"""For each point that an interval is narrower than nothing known: one answer is worth 21 of them, the next one 13."""
_CONFUSED = 100_000
"""Weight of what is confused every time: once in one time is then sure to come back, where the rules allow it."""
_TOLD_APART = -25_000
"""Weight of each time that two were told apart: more than a paper's own dice give."""
_MOST_TIMES = 3


def measured(results: Iterable[Result]) -> dict[tuple[str, str], int]:
    """Weights for a paper that tells most about this learner.

    First what was confused, until it is sure how often, or of an item with several confusions until each is more than a
    slip; then what was never on offer; then by how wide the interval of its rate still is. An answer speaks of a pair
    where the pair's statement was chosen, or where the item was answered right beside it: what else stood beside a
    wrong answer may be confused too.
    """
    results = list(results)
    pairs = _pairs(results)
    spoken = Counter(
        (result.item, home)
        for result in results
        if result.met
        for home in result.offered
        if home != result.item and (result.right or home in result.chosen)
    )
    weights: dict[tuple[str, str], int] = {}
    confused: dict[str, list[tuple[int, int, str, float]]] = {}
    for pair, times in spoken.items():
        found = pairs.get(pair)
        count = found.rate.count if found else 0
        low, high = wilson(count / times, times)
        weights[pair] = -round(_KNOWN * (100 - (high - low)))
        if found is not None and found.state != "settled":
            confused.setdefault(found.item, []).append((count, times, found.home, high - low))
    for item, several in confused.items():
        # One at a time: beside another that is confused as well, the one not taken would look told apart.
        for count, _, sought, width in sorted(several):
            if width >= WIDE and (count < FEWEST or len(several) == 1):
                weights.update({(item, home): -FAVOUR for _, _, home, _ in several})
                weights[item, sought] = FAVOUR
                break
    return weights


def again(results: Iterable[Result]) -> dict[tuple[str, str], int]:
    """Weights for a drill of items that were picked: what was confused comes up again in it.

    The more surely so the surer it is; what was told apart gives way, by how often, to what was never on offer.
    """
    results = list(results)
    weights: dict[tuple[str, str], int] = {}
    for result in results:
        if result.met:
            for home in result.offered:
                if home != result.item:
                    pair = (result.item, home)
                    weights[pair] = max(_TOLD_APART * _MOST_TIMES, weights.get(pair, 0) + _TOLD_APART)
    for pair, found in _pairs(results).items():
        if found.state != "settled":
            weights[pair] = round(_CONFUSED * found.least / 100)
    return weights


def contrast_weights(one: str, other: str) -> dict[tuple[str, str], int]:
    """Weights that put each of two items among the other's options."""
    return {(one, other): FAVOUR, (other, one): FAVOUR}


def _pairs(results: Iterable[Result]) -> dict[tuple[str, str], Pair]:
    return {(pair.item, pair.home): pair for pair in confusions(results).pairs}
