"""Whose turn it is in a paper made to measure: which items are asked first, and with which lures.

A paper holds each text once, so a home that is a lure of thirty items is on offer to four or five of them at a time.
What many items wait for therefore goes to an item that has not had it, in every paper; and the items that have most
lures left are asked first. So ten papers of fifty questions put every lure of seventy items on offer, and leave room to
ask again what was confused.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exam.assembly.draft import DraftSlot
from exam.assembly.generator import Generator
from exam.assembly.pool import Pool

Weights = Mapping[tuple[str, str], int]
"""By item id and home id, how much more or less a learner should meet the pair, in thousandths of appeal: above 0 for a
pair that is sought, 0 or no entry for one they never met, below 0 for one they have seen too often."""

_LEAD = 10_000
"""What the scarcest home gains under an item that has not had it, and loses under one that has."""
_UNNAMED = 12
"""Lures that an item without any is taken to have, so that it takes its turn among those that have."""
_LUCK = 4
"""Places in the order of choosing, as many as open lures, that chance may move an item."""


@dataclass(frozen=True)
class Rotation:
    """What a past leaves open of a bank: a pair is open while its weight is not below 0."""

    pool: Pool
    sought: frozenset[str]
    """Items of which a pair is to come back."""
    met: frozenset[str]
    """Items of which any pair has a weight: the learner has answered them."""
    left: Mapping[str, int]
    """Open lures, by item."""
    weights: Weights
    """Those given, with what scarcity adds."""

    def dealt(self, generator: Generator, places: Sequence[int]) -> Iterable[int]:
        """Places of items in the order in which a paper should ask them; chance decides between equals."""

        def rank(place: int) -> tuple[bool, int]:
            item = self.pool.items[place].id
            return item not in self.sought, -self.left[item]

        return sorted(generator.shuffled(places), key=rank)

    def siblings(self, generator: Generator, places: Sequence[int]) -> Iterable[int]:
        """Siblings in the order in which one of them is asked: what is sought, then what the learner never met."""

        def rank(place: int) -> tuple[bool, bool, int]:
            item = self.pool.items[place].id
            return item not in self.sought, item in self.met, -self.left[item]

        return sorted(generator.shuffled(places), key=rank)

    def turn(self, place: DraftSlot, seed: int) -> tuple[int, int]:
        """When a place chooses its distractors: what is sought first, then those who have the fewest left to take."""
        item = place.of(self.pool).id
        left = self.left[item]
        when = 0 if item in self.sought else 1 if left else 2
        return when, left + Generator(seed, "turn", place.item).below(_LUCK)


def rotation(pool: Pool, weights: Weights) -> Rotation:
    """The rotation of all of a pool's items."""
    known = Counter(item for (item, _), weight in weights.items() if weight < 0)
    left: dict[str, int] = {}
    waiting: Counter[int] = Counter()
    for place, item in enumerate(pool.items):
        lures = pool.lures_of(place)
        unmet = [home for home in lures if weights.get((item.id, pool.items[home].id), 0) >= 0]
        waiting.update(unmet)
        left[item.id] = len(unmet) if lures else max(0, _UNNAMED - known[item.id])
    spread = dict(weights)
    most = max(waiting.values(), default=1)
    for place, item in enumerate(pool.items):
        for home in pool.lures_of(place):
            pair = (item.id, pool.items[home].id)
            weight, lead = weights.get(pair, 0), _LEAD * waiting[home] // most
            spread[pair] = weight + lead if weight >= 0 else weight - lead
    sought = frozenset(item for (item, _), weight in weights.items() if weight > 0)
    met = frozenset(item for (item, _), weight in weights.items() if weight)
    return Rotation(pool, sought, met, left, spread)
