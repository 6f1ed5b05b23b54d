"""Owns what answers say about items: how hard, how telling, and which distractors work. Refuses small numbers.

Classical item analysis (Allen & Yen 1979, Introduction to Measurement Theory, ch. 6): facility is the share that was
right, discrimination the correlation of the item with the rest of its paper, the item itself left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import atanh, sqrt, tanh
from operator import mul
from statistics import median
from typing import NamedTuple

from exam.core.interval import Z95, Rate
from exam.core.results import AUTHORED, Result

FEWEST_SHOWINGS = 10
"""Below this nothing is said about how hard an item is."""
FEWEST_FOR_DISCRIMINATION = 30
"""Below this a correlation of 0 may well look like one of 0.35."""
FEWEST_FOR_DISTRACTOR = 20
"""Showings without a choice until a distractor is said to be dead: at 5 % it would have been chosen by two in three."""


@dataclass(frozen=True, slots=True)
class Distractor:
    """How one home's statement did under an item."""

    home: str
    rate: Rate
    """Times chosen, of times on offer."""
    passing: Rate
    """The same among attempts that passed."""
    beats_key: bool
    """Chosen more often than the key where both were on offer, by those who pass: the key may be wrong."""

    dead: bool
    """Never chosen, although on offer often enough to say so."""

    @property
    def authored(self) -> bool:
        return self.home.startswith(AUTHORED)


class Showings(NamedTuple):
    """How often a home's statement was on offer and chosen under an item."""

    offered: int
    chosen: int
    passing: int
    """Times on offer in attempts that passed, as is what follows."""
    chosen_passing: int
    right_passing: int
    """Times that the key was chosen beside it."""

    @property
    def dead(self) -> bool:
        return self.chosen == 0 and self.offered >= FEWEST_FOR_DISTRACTOR

    @property
    def beats_key(self) -> bool:
        return self.passing >= FEWEST_SHOWINGS and self.chosen_passing > self.right_passing


@dataclass(frozen=True)
class ItemStatistics:
    """What answers say about one item."""

    item: str
    section: str
    right: Rate
    """Right, of times seen."""
    discrimination: float | None
    """-1 to 1; None where there are too few showings, or all went alike."""
    discrimination_interval: tuple[float, float] | None
    """95 %, by Fisher's transformation."""
    seconds: float
    """The middle one of all times."""
    showings: Mapping[str, Showings]
    """Of the other homes that were on offer."""

    @property
    def facility(self) -> float | None:
        """The share that was right, 0 to 1; None below FEWEST_SHOWINGS."""
        return self.right.count / self.right.of if self.right.of >= FEWEST_SHOWINGS else None

    @cached_property
    def distractors(self) -> tuple[Distractor, ...]:
        """The most chosen first."""
        return _distractors(self.showings)

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What an author should look at, in words."""
        said = []
        if self.right.of < FEWEST_SHOWINGS:
            return (f"seen {self.right.of} time{'s' if self.right.of != 1 else ''}: too few to judge by",)
        if self.discrimination_interval is not None and self.discrimination_interval[1] < 0:
            said.append("those who do well miss it more than others: look at its key")
        for one in _distractors({home: seen for home, seen in self.showings.items() if seen.dead or seen.beats_key}):
            if one.beats_key:
                said.append(f"{one.home} is chosen more than the key by those who pass")
            elif one.dead:
                said.append(f"{one.home} was never chosen in {one.rate.of} showings")
        return tuple(said)


def item_statistics(results: Iterable[Result]) -> tuple[ItemStatistics, ...]:
    """Statistics of every item that was seen, by item id. The results are those of whole attempts."""
    asked: defaultdict[str, list[Result]] = defaultdict(list)
    for result in results:
        if result.met:
            asked[result.item].append(result)
    seen = Counter(result.attempt for group in asked.values() for result in group)
    right = Counter(result.attempt for group in asked.values() for result in group if result.right)
    # The share right of the other questions seen in an attempt, for one answered wrong and one answered right in it.
    rest = {
        attempt: (right[attempt] / (count - 1), (right[attempt] - 1) / (count - 1))
        for attempt, count in seen.items()
        if count > 1
    }
    return tuple(_statistics(item, asked[item], rest) for item in sorted(asked))


def point_biserial(right: Sequence[float], wrong: Sequence[float]) -> float | None:
    """The correlation, -1 to 1, of being right with a share 0 to 1, given the shares of those who were right and of
    those who were wrong; None where either never varies. It is Pearson's for a side of two values (Lev 1949)."""
    count = len(right) + len(wrong)
    if not right or not wrong:
        return None
    sum_right, sum_wrong = sum(right), sum(wrong)
    squares: float = sum(map(mul, right, right)) + sum(map(mul, wrong, wrong))
    variance = squares / count - ((sum_right + sum_wrong) / count) ** 2
    # Rounding alone leaves less than this of shares that are all the same.
    if variance < 1e-10:
        return None
    apart = sum_right / len(right) - sum_wrong / len(wrong)
    return apart * sqrt(len(right) * len(wrong) / variance) / count


def _statistics(item: str, asked: Sequence[Result], rest: Mapping[str, tuple[float, float]]) -> ItemStatistics:
    wrong, right = ([result for result in asked if result.right is side] for side in (False, True))
    shares_wrong, shares_right = (
        [rest[result.attempt][side] for result in group if result.attempt in rest]
        for side, group in enumerate((wrong, right))
    )
    pairs = len(shares_wrong) + len(shares_right)
    found = point_biserial(shares_right, shares_wrong) if pairs >= FEWEST_FOR_DISCRIMINATION else None
    return ItemStatistics(
        item,
        asked[-1].section,
        Rate(len(right), len(asked)),
        found,
        None if found is None else _fisher(found, pairs),
        median(result.seconds for result in asked),
        _showings(item, asked),
    )


def _showings(item: str, asked: Sequence[Result]) -> dict[str, Showings]:
    # Reversed questions offer stems and no statements.
    stated = [result for result in asked if result.kind != "reversed"]
    passing = [result for result in stated if result.passed]
    offered, beside, beside_right = (
        Counter(chain.from_iterable(result.offered for result in group))
        for group in (stated, passing, [result for result in passing if result.right])
    )
    chosen, taken = (Counter(chain.from_iterable(one.chosen for one in group)) for group in (stated, passing))
    return {
        home: Showings(count, chosen[home], beside[home], taken[home], beside_right[home])
        for home, count in offered.items()
        if home != item
    }


def _fisher(found: float, count: int) -> tuple[float, float]:
    middle, spread = atanh(max(-0.999999, min(0.999999, found))), Z95 / sqrt(count - 3)
    return (tanh(middle - spread), tanh(middle + spread))


def _distractors(showings: Mapping[str, Showings]) -> tuple[Distractor, ...]:
    found = [
        Distractor(
            home, Rate(seen.chosen, seen.offered), Rate(seen.chosen_passing, seen.passing), seen.beats_key, seen.dead
        )
        for home, seen in showings.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.rate.count, -one.rate.of, one.home)))
