"""Owns what answers say about items: how hard, how telling, and which distractors work. Refuses small numbers.

Classical item analysis (Allen & Yen 1979, Introduction to Measurement Theory, ch. 6): facility is the share that was
right, discrimination the correlation of the item with the rest of its paper, the item itself left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atanh, sqrt, tanh

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

    @property
    def dead(self) -> bool:
        """Never chosen, although on offer often enough to say so."""
        return self.rate.count == 0 and self.rate.of >= FEWEST_FOR_DISTRACTOR

    @property
    def authored(self) -> bool:
        return self.home.startswith(AUTHORED)


@dataclass(frozen=True, slots=True)
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
    distractors: tuple[Distractor, ...]
    """The most chosen first."""

    @property
    def facility(self) -> float | None:
        """The share that was right, 0 to 1; None below FEWEST_SHOWINGS."""
        return self.right.count / self.right.of if self.right.of >= FEWEST_SHOWINGS else None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What an author should look at, in words."""
        said = []
        if self.right.of < FEWEST_SHOWINGS:
            return (f"seen {self.right.of} time{'s' if self.right.of != 1 else ''}: too few to judge by",)
        if self.discrimination_interval is not None and self.discrimination_interval[1] < 0:
            said.append("those who do well miss it more than others: look at its key")
        for one in self.distractors:
            if one.beats_key:
                said.append(f"{one.home} is chosen more than the key by those who pass")
            elif one.dead:
                said.append(f"{one.home} was never chosen in {one.rate.of} showings")
        return tuple(said)


def item_statistics(results: Iterable[Result]) -> tuple[ItemStatistics, ...]:
    """Statistics of every item that was seen, by item id. The results are those of whole attempts."""
    seen = [result for result in results if result.met]
    rest: dict[str, tuple[int, int]] = {}
    for result in seen:
        right, count = rest.get(result.attempt, (0, 0))
        rest[result.attempt] = (right + result.right, count + 1)
    by_item: dict[str, list[Result]] = {}
    for result in seen:
        by_item.setdefault(result.item, []).append(result)
    return tuple(_statistics(item, asked, rest) for item, asked in sorted(by_item.items()))


def _statistics(item: str, asked: list[Result], rest: dict[str, tuple[int, int]]) -> ItemStatistics:
    right = Rate(sum(one.right for one in asked), len(asked))
    pairs = []
    for one in asked:
        correct, count = rest[one.attempt]
        if count > 1:
            pairs.append((float(one.right), (correct - one.right) / (count - 1)))
    found = correlation(pairs) if len(pairs) >= FEWEST_FOR_DISCRIMINATION else None
    times = sorted(one.seconds for one in asked)
    return ItemStatistics(
        item,
        asked[-1].section,
        right,
        found,
        None if found is None else _fisher(found, len(pairs)),
        (times[(len(times) - 1) // 2] + times[len(times) // 2]) / 2,
        _distractors(item, asked),
    )


def correlation(pairs: list[tuple[float, float]]) -> float | None:
    """Pearson's correlation, -1 to 1; None where one side never varies."""
    count = len(pairs)
    if count < 2:
        return None
    mean_x, mean_y = sum(x for x, _ in pairs) / count, sum(y for _, y in pairs) / count
    xx = sum((x - mean_x) ** 2 for x, _ in pairs)
    yy = sum((y - mean_y) ** 2 for _, y in pairs)
    if xx < 1e-12 or yy < 1e-12:
        return None
    return sum((x - mean_x) * (y - mean_y) for x, y in pairs) / sqrt(xx * yy)


def _fisher(found: float, count: int) -> tuple[float, float]:
    middle, spread = atanh(max(-0.999999, min(0.999999, found))), Z95 / sqrt(count - 3)
    return (tanh(middle - spread), tanh(middle + spread))


def _distractors(item: str, asked: list[Result]) -> tuple[Distractor, ...]:
    """Reversed questions offer stems and no statements, so they are left out."""
    asked = [one for one in asked if one.kind != "reversed"]
    found = []
    for home in sorted({home for one in asked for home in one.offered if home != item}):
        beside = [one for one in asked if home in one.offered]
        passing = [one for one in beside if one.passed]
        chosen = Rate(sum(home in one.chosen for one in passing), len(passing))
        keyed = sum(one.right for one in passing)
        beats = chosen.of >= FEWEST_SHOWINGS and chosen.count > keyed
        found.append(Distractor(home, Rate(sum(home in one.chosen for one in beside), len(beside)), chosen, beats))
    return tuple(sorted(found, key=lambda one: (-one.rate.count, -one.rate.of, one.home)))
