"""What answers say about items: how hard each is, how telling, and which of its distractors work.

Classical item analysis (Allen & Yen 1979, Introduction to Measurement Theory, ch. 6): facility is the share that was
right, discrimination the correlation of the item with the rest of its paper, the item itself left out. Where there are
too few answers to judge by, nothing is said.
"""

from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import atanh, sqrt, tanh
from operator import attrgetter, mul
from statistics import median
from typing import NamedTuple

from exam.core.interval import Z95, Rate
from exam.core.results import AUTHORED, Result
from exam.core.sums import AnswerSums, Elsewhere, Showings, add_up, count_homes

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
        return _beats_key(self.passing.count, self.right_passing, self.passing.of)

    @property
    def dead(self) -> bool:
        """Never chosen, although on offer often enough to say so."""
        return _dead(self.rate.count, self.rate.of)

    @property
    def authored(self) -> bool:
        return self.home.startswith(AUTHORED)


@dataclass(frozen=True)
class ItemFigures(ABC):
    """What answers say about one item, wherever they were added up."""

    item: str
    section: str
    right: Rate
    """Right, of times seen."""
    discrimination: float | None
    """-1 to 1; None where there are too few showings, or all went alike."""
    discrimination_interval: tuple[float, float] | None
    """95 %, by Fisher's transformation."""

    @property
    @abstractmethod
    def seconds(self) -> float:
        """The median of all times."""

    @property
    @abstractmethod
    def distractors(self) -> tuple[Distractor, ...]:
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


@dataclass(frozen=True)
class ItemStatistics(ItemFigures):
    """What answers that are here say about one item."""

    _showings: Sequence[Showings]
    _elsewhere: Sequence[Elsewhere]

    @cached_property
    def seconds(self) -> float:
        """The median of all times. As what follows made when asked for: a list shows few of its items at once."""
        return median(map(float, chain.from_iterable(some.seconds.split() for some in self._showings)))

    @cached_property
    def distractors(self) -> tuple[Distractor, ...]:
        """The most chosen first. There may be thousands, and a list of items shows none."""
        tally = self._tally
        distractors = [
            Distractor(
                home,
                Rate(tally.chosen[home], count),
                Rate(tally.chosen_passing[home], tally.offered_passing[home]),
                tally.right_passing[home],
            )
            for home, count in tally.offered.items()
            if home != self.item
        ]
        return tuple(sorted(distractors, key=lambda one: (-one.rate.count, -one.rate.of, one.home)))

    @cached_property
    def _tally(self) -> "_Tally":
        # Reversed questions offer stems and no statements.
        showings = [some for some in self._showings if not some.reversed]
        passing = [some for some in showings if some.passed]
        elsewhere = [one for one in self._elsewhere if not one.reversed]
        return _Tally(
            count_homes(showings),
            Counter([one.home for one in elsewhere]),
            count_homes(passing),
            Counter([one.home for one in elsewhere if one.passed]),
            count_homes([some for some in passing if some.right]),
        )

    @property
    def remarkable(self) -> bool:
        """Whether there are remarks; of many items that is known sooner than what these are."""
        if self.right.of < FEWEST_SHOWINGS or (self.discrimination_interval and self.discrimination_interval[1] < 0):
            return True
        tally = self._tally
        return any(
            _dead(tally.chosen[home], of)
            or _beats_key(tally.chosen_passing[home], tally.right_passing[home], tally.offered_passing[home])
            for home, of in tally.offered.items()
            if home != self.item
        )


@dataclass(frozen=True)
class _Told(ItemFigures):
    """What was added up elsewhere."""

    _seconds: float
    _distractors: tuple[Distractor, ...]

    @property
    def seconds(self) -> float:
        return self._seconds

    @property
    def distractors(self) -> tuple[Distractor, ...]:
        return self._distractors


def judged_item(
    item: str,
    section: str,
    right: Rate,
    discrimination: float | None,
    pairs: int,
    *,
    seconds: float,
    distractors: tuple[Distractor, ...],
) -> ItemFigures:
    """Figures that were added up elsewhere, of which only those are told that can be judged by.

    `discrimination` is from `pairs` answers.
    """
    told = discrimination if pairs >= FEWEST_FOR_DISCRIMINATION else None
    return _Told(item, section, right, told, None if told is None else _fisher(told, pairs), seconds, distractors)


def item_statistics(results: Iterable[Result]) -> tuple[ItemStatistics, ...]:
    """Statistics of every item that was seen, by item id. The results are those of whole attempts."""
    return statistics_in(add_up(results))


def statistics_in(sums: AnswerSums) -> tuple[ItemStatistics, ...]:
    """The same of answers that were added up."""
    elsewhere: defaultdict[str, list[Elsewhere]] = defaultdict(list)
    for one in sums.elsewhere:
        elsewhere[one.item].append(one)
    return tuple(_statistics(item, some, elsewhere[item]) for item, some in sorted(sums.by_item.items()))


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


def _statistics(item: str, showings: Sequence[Showings], elsewhere: Sequence[Elsewhere]) -> ItemStatistics:
    right, wrong = ([some for some in showings if some.right is side] for side in (True, False))
    beside_right, beside_wrong = ([*chain.from_iterable(some.beside for some in side)] for side in (right, wrong))
    pairs = len(beside_right) + len(beside_wrong)
    correlation = point_biserial(beside_right, beside_wrong) if pairs >= FEWEST_FOR_DISCRIMINATION else None
    return ItemStatistics(
        item,
        max(showings, key=attrgetter("last")).section,
        Rate(sum(some.times for some in right), sum(some.times for some in showings)),
        correlation,
        None if correlation is None else _fisher(correlation, pairs),
        showings,
        elsewhere,
    )


class _Tally(NamedTuple):
    """How often each home was on offer under one item and chosen, by all and in attempts that passed."""

    offered: Counter[str]
    chosen: Counter[str]
    """Without the item itself."""
    offered_passing: Counter[str]
    chosen_passing: Counter[str]
    right_passing: Counter[str]
    """On offer where the answer was right."""


def _beats_key(chosen: int, right: int, of: int) -> bool:
    """Whether the statement was taken more often than the key beside it, by enough people to say so."""
    return of >= FEWEST_SHOWINGS and chosen > right


def _dead(chosen: int, of: int) -> bool:
    return not chosen and of >= FEWEST_FOR_DISTRACTOR


def _fisher(correlation: float, count: int) -> tuple[float, float]:
    middle, spread = atanh(max(-0.999999, min(0.999999, correlation))), Z95 / sqrt(count - 3)
    return (tanh(middle - spread), tanh(middle + spread))
