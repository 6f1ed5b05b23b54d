"""Owns which items are looked at for an item's distractors when a bank is too large to look at all.

Refuses floating point and chance: overlap of rare words is scored in whole numbers, and the lower place wins a tie,
so that a shortlist hangs on the bank, the item, the difficulty and the number wanted alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from exam.core.blueprint import Difficulty
from exam.library.layout import NOWHERE
from exam.library.reading import Row

Postings = Mapping[int, tuple[Sequence[int], Sequence[int]]]

_STEM_TO_STEM, _SAID_TO_SAID, _STEM_TO_SAID = 3, 2, 1
"""What a shared word is worth: items whose *stems* are alike have statements that tempt for each other, more than those
whose statements are alike; and a few statements should share a word with the stem, so that the key is not alone."""
_MOST_LURES = 64
_KIN: dict[Difficulty, int] = {"far": -12, "mixed": 4, "near": 12}


class Surroundings:
    """What a shortlist is made from, of the whole bank."""

    def __init__(
        self,
        sections: Sequence[tuple[str, int]],
        aspects: Sequence[int],
        order: Sequence[int],
        rank: Sequence[int],
    ) -> None:
        """`sections`: the family and the number of items of each. By place: its aspect, 0 for none, and its rank in
        `order`, where items written alike stand beside each other."""
        self.aspects = aspects
        self.order = order
        self.rank = rank
        self._ranges: list[tuple[int, int, str]] = []
        first = 0
        for family, count in sections:
            self._ranges.append((first, first + count, family))
            first += count

    def section(self, place: int) -> tuple[int, int, str]:
        """First place, end and family of the section that a place is in."""
        low, high = 0, len(self._ranges) - 1
        while low < high:
            middle = (low + high) // 2
            if place < self._ranges[middle][1]:
                high = middle
            else:
                low = middle + 1
        return self._ranges[low]


def shortlist(
    row: Row, postings: Postings, around: Surroundings, named: Sequence[int], difficulty: Difficulty, wanted: int
) -> list[int]:
    """About `wanted` places whose statements are worth weighing for a row, in the order of the bank.

    First those `named` (its lures), then items that share rare words, then items written alike and items of the same
    section, as the difficulty has it.
    """
    found = dict.fromkeys(named[:_MOST_LURES])
    by_words = _by_words(row, postings, around, difficulty, 2 * wanted)
    alike = _around(around.rank[row.place], around.order)
    first, end, family = around.section(row.place)
    beside = (first + at for at in _steps(row.place - first, end - first) if around.rank[first + at] != NOWHERE)
    shares: list[tuple[Iterable[int], int]]
    match difficulty:
        case "far":
            shares = [(by_words, 3), ((at for at in alike if around.section(at)[2] != family), 2)]
        case "mixed":
            shares = [(by_words, 3), (alike, 1), (beside, 1)]
        case "near":
            shares = [(by_words, 2), (alike, 1), (beside, 2)]
    _take(found, row.place, shares, wanted)
    return sorted(found)


def _take(found: dict[int, None], own: int, shares: Iterable[tuple[Iterable[int], int]], wanted: int) -> None:
    """From each source in turn its share, until enough are found or all are dry."""
    sources = [(iter(source), share) for source, share in shares]
    while sources and len(found) < wanted:
        left = []
        for source, share in sources:
            taken = 0
            for place in source:
                if place == own or place in found:
                    continue
                found[place] = None
                taken += 1
                if taken == share:
                    left.append((source, share))
                    break
        sources = left


def _by_words(row: Row, postings: Postings, around: Surroundings, difficulty: Difficulty, most: int) -> list[int]:
    """Places by the rare words that they share with a row, best first."""
    total = len(around.aspects)
    scores: dict[int, int] = {}
    for words, to_stem, to_said in ((row.stem_words, _STEM_TO_STEM, _STEM_TO_SAID), (row.said_words, 0, _SAID_TO_SAID)):
        for word in words:
            stems, said = postings[word]
            rarity = (total // max(1, len(said) or len(stems))).bit_length()
            if to_stem:
                for place in stems:
                    scores[place] = scores.get(place, 0) + to_stem * rarity
            for place in said:
                scores[place] = scores.get(place, 0) + to_said * rarity
    scores.pop(row.place, None)
    if not scores:
        return []
    floor = sorted(scores.values(), reverse=True)[: 4 * most][-1]
    first, end, family = around.section(row.place)
    aspect = around.aspects[row.place]
    weighed = []
    for place, score in scores.items():
        if score < floor:
            continue
        kin = 2 if first <= place < end else int(around.section(place)[2] == family)
        other = bool(aspect and around.aspects[place] and around.aspects[place] != aspect)
        weighed.append((other, -score - _KIN[difficulty] * kin, place))
    weighed.sort()
    return [place for *_, place in weighed[:most]]


def _around(rank: int, order: Sequence[int]) -> Iterator[int]:
    """The places that stand nearest to a rank, nearest first."""
    if rank != NOWHERE:
        yield from (order[at] for at in _steps(rank, len(order)))


def _steps(start: int, count: int) -> Iterator[int]:
    """The numbers from 0 to `count` - 1 but for `start`, nearest to it first."""
    for step in range(1, count):
        if start + step < count:
            yield start + step
        if start >= step:
            yield start - step
        if start + step >= count and start < step:
            return
