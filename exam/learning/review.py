"""Owns when to review: an item's card is the fold of its results. Refuses to store a card, to read a clock, and chance.

The scheduler is FSRS (Ye, Su & Cao 2022, KDD '22), as the `fsrs` package has it, without its fuzz and with steps of
whole days: an exam is sat once a day and not every ten minutes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from exam.core.results import Result, by_item

if TYPE_CHECKING:
    from fsrs import Scheduler

Grade = Literal["again", "hard", "good", "easy"]

MOST_FOLDED = 100
"""Results of one item that are folded, the latest ones: what lies before them moves no due date by a day."""

RETENTION = 0.9
"""The probability of knowing an item at which it is due: FSRS's own default."""


@dataclass(frozen=True, slots=True)
class Card:
    """When an item should come again."""

    item: str
    section: str
    due: date
    """In the time zone asked for."""
    grade: Grade
    """What the last result that counted was taken for."""
    reviews: int
    """How many results it is the fold of."""
    lapses: int
    """How many of these were wrong."""
    stability: float
    """Days until the probability of knowing it falls to 90 %."""
    difficulty: float
    """1 to 10."""
    known: float
    """The probability of knowing it now, 0 to 1, by the model."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is to be reviewed."""

    today: date
    due: tuple[Card, ...]
    """Due today or before, the least likely to be known first."""
    later: tuple[Card, ...]
    """The rest, by due date."""
    exam_date: date | None

    @property
    def ahead(self) -> tuple[tuple[date, int], ...]:
        """How many fall due on each day to come."""
        counts: dict[date, int] = {}
        for card in self.later:
            counts[card.due] = counts.get(card.due, 0) + 1
        return tuple(sorted(counts.items()))


def grade(result: Result) -> Grade:
    """Wrong: again. Right but unsure or slow: hard. Right: good. Right, sure and fast: easy."""
    if not result.right:
        return "again"
    if result.doubted or result.slow:
        return "hard"
    return "easy" if result.fast and result.sure else "good"


def agenda(results: Iterable[Result], now: datetime, exam_date: date | None = None, *, drills: bool = False) -> Agenda:
    """All cards. `now` has a time zone, and "today" is its date.

    A result of a drill counts where the item was due, or new; with `drills` it counts in any case. An exam date that
    is still to come bounds the intervals: everything comes up once more before it.
    """
    cards = [card for past in by_item(results).values() if (card := _card(past[-MOST_FOLDED:], now, exam_date, drills))]
    today = now.date()
    due = sorted((card for card in cards if card.due <= today), key=lambda card: (card.known, card.item))
    later = sorted((card for card in cards if card.due > today), key=lambda card: (card.due, card.item))
    return Agenda(today, tuple(due), tuple(later), exam_date)


def counted(past: Sequence[Result], *, drills: bool) -> list[Result]:
    """The results of one item that its card is the fold of, oldest first."""
    return [result for result, _ in _fold(past, drills)]


def _fold(past: Sequence[Result], drills: bool) -> list[tuple[Result, object]]:
    from fsrs import Card as Folded
    from fsrs import Rating

    ratings = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy}
    folded: list[tuple[Result, object]] = []
    card = None
    for result in past:
        at = result.at.astimezone(UTC)
        if card is not None and result.drill and not drills and at.date() < card.due.date():
            continue
        before = card or Folded(card_id=1, due=at)
        card, _ = _scheduler().review_card(before, ratings[grade(result)], at)
        folded.append((result, card))
    return folded


def _card(past: Sequence[Result], now: datetime, exam_date: date | None, drills: bool) -> Card | None:
    from fsrs import Card as Folded

    folded = _fold(past, drills)
    last, card = folded[-1]
    assert isinstance(card, Folded)
    assert card.stability is not None
    assert card.difficulty is not None
    zone = now.tzinfo
    known = _scheduler().get_card_retrievability(card, max(now, last.at).astimezone(UTC))
    return Card(
        item=last.item,
        section=last.section,
        due=_bounded(card.due.astimezone(zone).date(), last.at.astimezone(zone).date(), now.date(), exam_date),
        grade=grade(last),
        reviews=len(folded),
        lapses=sum(not result.right for result, _ in folded),
        stability=card.stability,
        difficulty=card.difficulty,
        known=float(known),
    )


def _bounded(due: date, reviewed: date, today: date, exam_date: date | None) -> date:
    """At the latest the day before the exam, unless the item was reviewed on that day or the exam is over."""
    if exam_date is None or exam_date <= today:
        return due
    eve = exam_date - timedelta(days=1)
    return min(due, eve) if reviewed < eve else due


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler

    return Scheduler(desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
