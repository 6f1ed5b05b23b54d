"""Owns what answers say about items: how hard, how telling, and which distractors work. Refuses small numbers.

Classical item analysis (Allen & Yen 1979, Introduction to Measurement Theory, ch. 6): facility is the share that was
right, discrimination the correlation of the item with the rest of its paper, the item itself left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress, islice
from math import atanh, sqrt, tanh
from operator import mul
from typing import NamedTuple

from exam.core.columns import Results
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


class _Columns(NamedTuple):
    rest: Sequence[float | None]
    """The share right of the other questions that were seen in the attempt; None where there was none."""
    seconds: Sequence[float]
    offered: Sequence[tuple[str, ...]]
    """Empty for reversed questions, which offer stems and no statements; what was chosen too."""
    chosen: Sequence[tuple[str, ...]]


_Places = tuple[list[int], list[int], list[int], list[int]]
"""Where an item was answered wrong and right in attempts that failed, and wrong and right in those that passed."""


def item_statistics(results: Iterable[Result]) -> tuple[ItemStatistics, ...]:
    """Statistics of every item that was seen, by item id. The results are those of whole attempts."""
    table = Results.of(results)
    columns = _columns(table)
    section: dict[str, str] = {}
    found: defaultdict[str, _Places] = defaultdict(lambda: ([], [], [], []))
    passing = table.spread(run.passed for run in table.runs)
    slots = zip(table.item, table.section, table.outcome, table.met, passing, strict=True)
    for place, (item, belongs, outcome, met, passed) in enumerate(slots):
        if met:
            section[item] = belongs
            found[item][2 * passed + (outcome == "correct")].append(place)
    return tuple(_statistics(item, section[item], found[item], columns) for item in sorted(found))


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


def _columns(table: Results) -> _Columns:
    right = [outcome == "correct" for outcome in table.outcome]
    attempts = [*table.spread(run.attempt for run in table.runs)]
    seen = Counter(compress(attempts, table.met))
    correct = Counter(compress(attempts, right))
    rest: list[float | None] = []
    marks = iter(right)
    for run in table.runs:
        others, count = seen[run.attempt] - 1, correct[run.attempt]
        after = (count / others, (count - 1) / others) if others > 0 else (None, None)
        rest += [after[mark] for mark in islice(marks, run.length)]
    offered, chosen = table.offered, table.chosen
    if "reversed" in table.kind:
        offered, chosen = (
            [() if kind == "reversed" else homes for kind, homes in zip(table.kind, column, strict=True)]
            for column in (offered, chosen)
        )
    return _Columns(rest, table.seconds, offered, chosen)


def _statistics(item: str, section: str, places: _Places, columns: _Columns) -> ItemStatistics:
    asked = [*chain.from_iterable(places)]
    failing_wrong, failing_right, passing_wrong, passing_right = places
    right, wrong = (
        [share for share in map(columns.rest.__getitem__, chain(*groups)) if share is not None]
        for groups in ((failing_right, passing_right), (failing_wrong, passing_wrong))
    )
    pairs = len(right) + len(wrong)
    found = point_biserial(right, wrong) if pairs >= FEWEST_FOR_DISCRIMINATION else None
    times = sorted(map(columns.seconds.__getitem__, asked))
    return ItemStatistics(
        item,
        section,
        Rate(len(failing_right) + len(passing_right), len(asked)),
        found,
        None if found is None else _fisher(found, pairs),
        (times[(len(times) - 1) // 2] + times[len(times) // 2]) / 2,
        _showings(item, places, columns),
    )


def _showings(item: str, places: _Places, columns: _Columns) -> dict[str, Showings]:
    def counted(column: Sequence[tuple[str, ...]], *groups: list[int]) -> dict[str, int]:
        return Counter(chain.from_iterable(map(column.__getitem__, chain(*groups))))

    failing_wrong, failing_right, passing_wrong, passing_right = places
    # Groups without overlap, so that every option is counted once. A right answer chose the item's own statements only.
    failing = counted(columns.offered, failing_wrong, failing_right)
    passing, right = counted(columns.offered, passing_wrong), counted(columns.offered, passing_right)
    chosen, chosen_passing = counted(columns.chosen, failing_wrong), counted(columns.chosen, passing_wrong)
    return {
        home: Showings(
            failing.get(home, 0) + (beside := passing.get(home, 0) + (keyed := right.get(home, 0))),
            chosen.get(home, 0) + (taken := chosen_passing.get(home, 0)),
            beside,
            taken,
            keyed,
        )
        for home in {**failing, **passing, **right}
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
