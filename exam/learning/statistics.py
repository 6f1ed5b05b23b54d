"""What answers say about items: how hard each is, how telling, and which of its distractors work.

Classical item analysis (Allen & Yen 1979, Introduction to Measurement Theory, ch. 6): facility is the share that was
right, discrimination the correlation of the item with the rest of its paper, the item itself left out. Where there are
too few answers to judge by, nothing is said.
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


class Distractor(NamedTuple):
    """How one home's statement did under an item. A tuple for speed: there are some hundred for each item."""

    home: str
    rate: Rate
    """Times chosen, of times on offer."""
    passing: Rate
    """The same in attempts that passed."""
    right_passing: int
    """How often the key was chosen beside it in attempts that passed."""

    @property
    def beats_key(self) -> bool:
        """Chosen more often than the key where both were on offer, by those who pass: the key may be wrong."""
        return self.passing.of >= FEWEST_SHOWINGS and self.passing.count > self.right_passing

    @property
    def dead(self) -> bool:
        """Never chosen, although on offer often enough to say so."""
        return self.rate.count == 0 and self.rate.of >= FEWEST_FOR_DISTRACTOR

    @property
    def authored(self) -> bool:
        return self.home.startswith(AUTHORED)


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
    """The median of all times."""
    distractors: tuple[Distractor, ...]
    """The most chosen first."""

    @property
    def facility(self) -> float | None:
        """The share that was right, 0 to 1; None below FEWEST_SHOWINGS."""
        return self.right.count / self.right.of if self.right.of >= FEWEST_SHOWINGS else None

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What an author should look at, in words."""
        if self.right.of < FEWEST_SHOWINGS:
            return (f"seen {self.right.of} time{'s' if self.right.of != 1 else ''}: too few to judge by",)
        remarks = []
        if self.discrimination_interval is not None and self.discrimination_interval[1] < 0:
            remarks.append("those who do well miss it more than others: look at its key")
        for one in self.distractors:
            if one.beats_key:
                remarks.append(f"{one.home} is chosen more than the key by those who pass")
            elif one.dead:
                remarks.append(f"{one.home} was never chosen in {one.rate.of} showings")
        return tuple(remarks)


def item_statistics(results: Iterable[Result]) -> tuple[ItemStatistics, ...]:
    """Statistics of every item that was seen, by item id. The results are those of whole attempts."""
    seen = [result for result in results if result.met]
    asked = Counter(result.attempt for result in seen)
    correct = Counter(result.attempt for result in seen if result.right)
    by_item: defaultdict[str, list[Result]] = defaultdict(list)
    for result in seen:
        by_item[result.item].append(result)
    return tuple(_statistics(by_item[item], asked, correct) for item in sorted(by_item))


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


def _statistics(seen: Sequence[Result], asked: Mapping[str, int], correct: Mapping[str, int]) -> ItemStatistics:
    """Of one item's results; `asked` and `correct` are the questions seen and those right, by attempt."""
    right, wrong = ([result for result in seen if result.right is side] for side in (True, False))
    shares_right, shares_wrong = (
        [(correct[result.attempt] - own) / (asked[result.attempt] - 1) for result in some if asked[result.attempt] > 1]
        for some, own in ((right, 1), (wrong, 0))
    )
    pairs = len(shares_right) + len(shares_wrong)
    correlation = point_biserial(shares_right, shares_wrong) if pairs >= FEWEST_FOR_DISCRIMINATION else None
    return ItemStatistics(
        seen[-1].item,
        seen[-1].section,
        Rate(len(right), len(seen)),
        correlation,
        None if correlation is None else _fisher(correlation, pairs),
        median(result.seconds for result in seen),
        _distractors(seen),
    )


def _distractors(seen: Sequence[Result]) -> tuple[Distractor, ...]:
    # Reversed questions offer stems and no statements.
    shown = [result for result in seen if result.kind != "reversed"]
    passing = [result for result in shown if result.passed]
    offered, offered_passing = (_counts(result.offered for result in some) for some in (shown, passing))
    chosen, chosen_passing = (_counts(result.chosen for result in some) for some in (shown, passing))
    right_passing = _counts(result.offered for result in passing if result.right)
    distractors = [
        Distractor(
            home, Rate(chosen[home], count), Rate(chosen_passing[home], offered_passing[home]), right_passing[home]
        )
        for home, count in offered.items()
        if home != seen[-1].item
    ]
    return tuple(sorted(distractors, key=lambda one: (-one.rate.count, -one.rate.of, one.home)))


def _counts(homes: Iterable[tuple[str, ...]]) -> Counter[str]:
    return Counter(chain.from_iterable(homes))


def _fisher(correlation: float, count: int) -> tuple[float, float]:
    middle, spread = atanh(max(-0.999999, min(0.999999, correlation))), Z95 / sqrt(count - 3)
    return (tanh(middle - spread), tanh(middle + spread))
