"""What many answers come to, added up, so that nobody needs to go through them one by one again.

A past has tens of thousands of answers, and pages about it are filtered by mode and paper. The answers of each mode and
paper are added up once, and a filter puts their sums together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from exam.core.results import ANSWERED, Change, Result, oldest_first

Part = tuple[str, str]
"""A mode and the id of a blueprint."""
Pair = tuple[str, str]
"""An item that was asked, and the home of a statement that it was answered with."""
When = tuple[datetime, str]
"""When an attempt ended, in UTC, and its id; that of a later attempt is greater."""


class Showings(NamedTuple):
    """The times that an item was seen which are alike in kind and in how they went."""

    item: str
    reversed: bool
    """Whether the question was reversed, and offered stems and no statements."""
    passed: bool
    """Whether the attempt passed."""
    right: bool
    section: str
    """In which it was asked the last of these times."""
    last: When
    times: int
    beside: list[float]
    """Of each attempt that asked more than this one question, the share of the others that were right, 0 to 1."""
    seconds: str
    """Of each time, with a space between two; of few items anybody wants to know them."""
    offered: str
    """The homes on offer each time, with a space between two. They are counted where they are wanted: to add up counts
    takes twice as long as to count (43 and 20 ms for forty thousand answers)."""


class Elsewhere(NamedTuple):
    """An item answered with a statement that is not its own."""

    when: When
    item: str
    home: str
    """Of the statement."""
    reversed: bool
    passed: bool
    right: bool
    """Whether that was right all the same, as where other items share an answer."""


class CleanRound(NamedTuple):
    """A drill in which every question about two items, with the other on offer, was answered right."""

    pair: frozenset[str]
    asked: frozenset[str]
    """Which of the two were asked."""
    when: When


@dataclass(frozen=True, slots=True)
class AnswerSums:
    """What some answers come to."""

    attempts: int = 0
    """How many attempts the answers are of."""
    showings: list[Showings] = field(default_factory=list)
    elsewhere: list[Elsewhere] = field(default_factory=list)
    clean_rounds: list[CleanRound] = field(default_factory=list)
    """Of pairs that were confused in these answers or in others of the same past."""

    @property
    def by_item(self) -> Mapping[str, list[Showings]]:
        """The showings of each item."""
        found: defaultdict[str, list[Showings]] = defaultdict(list)
        for showings in self.showings:
            found[showings.item].append(showings)
        return found


class ChangedSlot(NamedTuple):
    """Where an answer was changed."""

    at: datetime
    """When the attempt ended, in UTC."""
    attempt: str
    n: int
    item: str
    change: Change


class HabitSums(NamedTuple):
    """How some answers were given."""

    answered: Counter[tuple[bool, bool]]
    """How often it was answered, be it in part: by whether it was doubted and whether it was right."""
    changes: Counter[Change]
    latest: list[ChangedSlot]
    """The latest changed answers, newest first; not all of them."""


def habits_together(parts: Iterable[HabitSums]) -> HabitSums:
    """The habits of several parts of one past."""
    answered, changes = Counter[tuple[bool, bool]](), Counter[Change]()
    latest: list[ChangedSlot] = []
    for part in parts:
        answered.update(part.answered)
        changes.update(part.changes)
        latest += part.latest
    return HabitSums(answered, changes, sorted(latest, reverse=True))


def habits_of(results: Iterable[Result]) -> HabitSums:
    """How answers were given, with all that were changed."""
    habits = HabitSums(Counter(), Counter(), [])
    for one in results:
        if one.outcome in ANSWERED:
            habits.answered[one.doubted, one.right] += 1
        if one.change is not None:
            habits.changes[one.change] += 1
            habits.latest.append(ChangedSlot(one.at, one.attempt, one.n, one.item, one.change))
    habits.latest.sort(reverse=True)
    return habits


Drilled = tuple[When, str, bool, str]
"""One slot of a drill that was seen: its item, whether it was right, and the homes on offer with spaces between."""


def answers_together(parts: Iterable[AnswerSums]) -> AnswerSums:
    """The sums of several parts of one past."""
    parts = list(parts)
    whole = AnswerSums(sum(part.attempts for part in parts))
    for part in parts:
        whole.showings.extend(part.showings)
        whole.elsewhere.extend(part.elsewhere)
        whole.clean_rounds.extend(part.clean_rounds)
    whole.elsewhere.sort(key=attrgetter("when"))
    return whole


def add_up(results: Iterable[Result]) -> AnswerSums:
    """The sums of results of whole attempts."""
    results = oldest_first(results)
    seen = [result for result in results if result.met]
    asked = Counter([result.attempt for result in seen])
    correct = Counter([result.attempt for result in seen if result.right])
    alike: defaultdict[tuple[str, bool, bool, bool], list[Result]] = defaultdict(list)
    for one in seen:
        alike[one.item, one.kind == "reversed", one.passed, one.right].append(one)
    showings = [
        Showings(
            *key,
            some[-1].section,
            (some[-1].at, some[-1].attempt),
            len(some),
            [
                share_beside(one.right, correct[one.attempt], asked[one.attempt])
                for one in some
                if asked[one.attempt] > 1
            ],
            " ".join([str(one.seconds) for one in some]),
            " ".join([one.offered for one in some]),
        )
        for key, some in alike.items()
    ]
    elsewhere = [
        Elsewhere((one.at, one.attempt), one.item, home, one.kind == "reversed", one.passed, one.right)
        for one in seen
        for home in one.chosen
        if home != one.item
    ]
    drilled = [((one.at, one.attempt), one.item, one.right, one.offered) for one in seen if one.drill]
    attempts = len({result.attempt for result in results})
    return AnswerSums(attempts, showings, elsewhere, clean_rounds(drilled, elsewhere))


def share_beside(right: bool, correct: int, asked: int) -> float:
    """The share of an attempt's other questions that were right, beside one that was right or not."""
    return (correct - right) / (asked - 1)


def count_homes(showings: Iterable[Showings]) -> Counter[str]:
    """How often each home was on offer in these."""
    return Counter(" ".join([some.offered for some in showings]).split())


def clean_rounds(drilled: Iterable[Drilled], elsewhere: Iterable[Elsewhere]) -> list[CleanRound]:
    """The clean rounds of all pairs one of which was ever taken for the other."""
    taken = {(one.item, one.home) for one in elsewhere if not one.right}
    rounds: defaultdict[tuple[When, frozenset[str]], list[tuple[str, bool]]] = defaultdict(list)
    for when, item, right, offered in drilled:
        for home in offered.split():
            if (item, home) in taken or (home, item) in taken:
                rounds[when, frozenset((item, home))].append((item, right))
    return [
        CleanRound(pair, frozenset(item for item, _ in answers), when)
        for (when, pair), answers in rounds.items()
        if all(right for _, right in answers)
    ]
