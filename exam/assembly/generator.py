"""Chance: numbers that a seed and a path name, the same on every machine and Python, which `random` does not promise.

SplitMix64 (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators"), seeded by SHA-256 of the
path, so that every decision has a stream of its own: a change in one does not shift the next.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

_T = TypeVar("_T")
_MASK = (1 << 64) - 1


class Generator:
    """A stream of uniform 64-bit numbers named by a path, as in ``Generator(seed, "options", "pod")``."""

    def __init__(self, *path: int | str) -> None:
        named = "\x1f".join(str(part) for part in path)
        self._state = int.from_bytes(hashlib.sha256(named.encode()).digest()[:8])

    def word(self) -> int:
        """The next number, 0 to 2^64 - 1."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, bound: int) -> int:
        """A number from 0 to `bound` - 1, each equally likely; what would favour some is drawn again."""
        fair = (1 << 64) - (1 << 64) % bound
        while (drawn := self.word()) >= fair:
            pass
        return drawn % bound

    def shuffled(self, values: Sequence[_T]) -> list[_T]:
        """All values in an order of which each is equally likely (Fisher & Yates 1938, Durstenfeld 1964)."""
        order = list(values)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order

    def dealt(self, values: Sequence[_T]) -> Iterator[_T]:
        """The same one by one, at the cost of those taken. Another order than `shuffled` gives: one form uses one."""
        moved: dict[int, int] = {}
        for place in range(len(values)):
            other = place + self.below(len(values) - place)
            chosen, displaced = moved.get(other, other), moved.pop(place, place)
            if other != place:
                moved[other] = displaced
            yield values[chosen]
