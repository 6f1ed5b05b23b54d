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
from operator import attrgetter, mul
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
        return _beats_key(self.passing.count, self.right_passing, self.passing.of)

    @property
    def dead(self) -> bool:
        """Never chosen, although on offer often enough to say so."""
        return _dead(self.rate.count, self.rate.of)

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
    _tally: "_Tally"

    @cached_property
    def distractors(self) -> tuple[Distractor, ...]:
        """The most chosen first. Made when asked for: a list of items shows none, and there may be thousands."""
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

    @property
    def facility(self) -> float | None:
        """The share that was right, 0 to 1; None below FEWEST_SHOWINGS."""
        return self.right.count / self.right.of if self.right.of >= FEWEST_SHOWINGS else None

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
    seen = [result for result in results if result.outcome != "not_reached"]
    by_item: defaultdict[str, list[Result]] = defaultdict(list)
    for result in seen:
        by_item[result.item].append(result)
    asked = Counter(map(attrgetter("attempt"), seen))
    correct = Counter([result.attempt for result in seen if result.outcome == "correct"])
    # The share of an attempt's other questions that were right, where this one was right and where it was not.
    several = {attempt: count - 1 for attempt, count in asked.items() if count > 1}
    beside_right = {attempt: (correct[attempt] - 1) / others for attempt, others in several.items()}
    beside_wrong = {attempt: correct[attempt] / others for attempt, others in several.items()}
    return tuple(_statistics(by_item[item], beside_right, beside_wrong) for item in sorted(by_item))


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


def _statistics(
    seen: Sequence[Result], beside_right: Mapping[str, float], beside_wrong: Mapping[str, float]
) -> ItemStatistics:
    """Of one item's results; both shares are by attempt, and lack attempts of one question."""
    right = [result for result in seen if result.outcome == "correct"]
    wrong = [result for result in seen if result.outcome != "correct"]
    shares_right = [beside_right[result.attempt] for result in right if result.attempt in beside_right]
    shares_wrong = [beside_wrong[result.attempt] for result in wrong if result.attempt in beside_wrong]
    pairs = len(shares_right) + len(shares_wrong)
    correlation = point_biserial(shares_right, shares_wrong) if pairs >= FEWEST_FOR_DISCRIMINATION else None
    return ItemStatistics(
        seen[-1].item,
        seen[-1].section,
        Rate(len(right), len(seen)),
        correlation,
        None if correlation is None else _fisher(correlation, pairs),
        median([result.seconds for result in seen]),
        _tally(right, wrong),
    )


class _Tally(NamedTuple):
    """How often each home was on offer under one item and chosen, by all and in attempts that passed."""

    offered: Counter[str]
    chosen: Counter[str]
    offered_passing: Counter[str]
    chosen_passing: Counter[str]
    right_passing: Counter[str]
    """On offer where the answer was right."""


def _tally(right: Sequence[Result], wrong: Sequence[Result]) -> _Tally:
    # Reversed questions offer stems and no statements.
    right, wrong = ([result for result in some if result.kind != "reversed"] for some in (right, wrong))
    right_passing, wrong_passing = ([result for result in some if result.passed] for some in (right, wrong))
    failing = [result for result in chain(right, wrong) if not result.passed]
    # Of an item's hundred showings each is counted once, and then summed over its few homes. With distractors made
    # when asked for, forty thousand results take half of the time (154 ms, not 350).
    offered_right, offered_wrong, offered_failing = (
        Counter(chain.from_iterable([result.offered for result in some]))
        for some in (right_passing, wrong_passing, failing)
    )
    chosen_passing, chosen_failing = (
        Counter(chain.from_iterable([result.chosen for result in some]))
        for some in ([*right_passing, *wrong_passing], failing)
    )
    offered_passing = _sum(offered_right, offered_wrong)
    return _Tally(
        _sum(offered_passing, offered_failing),
        _sum(chosen_passing, chosen_failing),
        offered_passing,
        chosen_passing,
        offered_right,
    )


def _sum(one: Counter[str], other: Counter[str]) -> Counter[str]:
    whole = one.copy()
    whole.update(other)
    return whole


def _beats_key(chosen: int, right: int, of: int) -> bool:
    """Whether the statement was taken more often than the key beside it, by enough people to say so."""
    return of >= FEWEST_SHOWINGS and chosen > right


def _dead(chosen: int, of: int) -> bool:
    return not chosen and of >= FEWEST_FOR_DISTRACTOR


def _fisher(correlation: float, count: int) -> tuple[float, float]:
    middle, spread = atanh(max(-0.999999, min(0.999999, correlation))), Z95 / sqrt(count - 3)
    return (tanh(middle - spread), tanh(middle + spread))
