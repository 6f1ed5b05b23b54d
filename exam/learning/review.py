"""When to review: an item's card is the fold of its results, and is never stored. Also what day an exam can be on.

The scheduler is FSRS (Ye, Su & Cao 2022, KDD '22), as the `fsrs` package has it, without its random fuzz and with steps
of whole days: an exam is sat once a day and not every ten minutes.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from exam.core.days import day_of
from exam.core.results import Result, by_item
from exam.core.text import one_line
from exam.files.config import Schedule

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

Grade = Literal["again", "hard", "good", "easy"]

_Review = tuple[datetime, date, Grade, bool]
"""When an item was answered, the learner's day of it, what the answer is taken for, and whether it was in a drill."""

RETENTION = 0.9
"""The probability of knowing an item at which it is due: FSRS's own default."""


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """When an item should come again."""

    item: str
    section: str
    due: date
    """In the learner's time zone."""
    reviewed: date
    """The learner's day of the last result that counted."""
    grade: Grade
    """What the last result that counted was taken for."""
    right: bool
    """Whether that result was right: what was recalled by half is not, and yet is no lapse."""
    reviews: int
    """How many results it is the fold of."""
    lapses: int
    """How many of these were wrong, or right in part."""
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
    due: tuple[ReviewCard, ...]
    """Due today or before, the least likely to be known first."""
    later: tuple[ReviewCard, ...]
    """The rest, by due date."""
    exam_date: date | None
    retired: tuple[str, ...] = ()
    """Items with a past that the bank does not have any more: they are never due again, and their results stay."""

    @property
    def ahead(self) -> tuple[tuple[date, int], ...]:
        """How many fall due on each day to come."""
        return tuple(sorted(Counter(card.due for card in self.later).items()))


class NoExamDay(Exception):
    """What was typed is no day on which an exam can be: no date, or one that is `over`."""

    def __init__(self, *, over: bool = False) -> None:
        super().__init__("the day is over" if over else "no date")
        self.over = over


def agenda(
    results: Iterable[Result],
    now: datetime,
    schedule: Schedule | None = None,
    in_bank: Collection[str] | None = None,
) -> Agenda:
    """All cards of a learner. `now` has a time zone, and "today" is its date.

    `in_bank` has the ids of the bank's items; the cards of others retire. None: the bank is not known, so none does.

    A result of a drill counts where the item was due, or new; where `schedule.drills` is set it counts in any case. An
    exam date that is still to come bounds the intervals: everything comes up once more before it.
    """
    return agenda_in(by_item(results), now, schedule or Schedule(), in_bank)


def agenda_in(
    pasts: Mapping[str, Sequence[Result]], now: datetime, schedule: Schedule, in_bank: Collection[str] | None = None
) -> Agenda:
    """The same of results that are in order already: those of each item that were seen, oldest first."""
    retired = () if in_bank is None else tuple(item for item in pasts if item not in in_bank)
    gone = frozenset(retired)
    local_day = cache(lambda at: day_of(at, now.tzinfo))  # the answers of an attempt share their instant
    cards = [_card(past, now, schedule, local_day) for item, past in pasts.items() if item not in gone]
    today = now.date()
    due = sorted((card for card in cards if card.due <= today), key=lambda card: (card.known, card.item))
    later = sorted((card for card in cards if card.due > today), key=lambda card: (card.due, card.item))
    return Agenda(today, tuple(due), tuple(later), schedule.exam_date, retired)


def grade(result: Result) -> Grade:
    """Wrong, or right in part: again. Right but unsure or slow, or recalled by half: hard. Right: good. Right, sure and
    fast: easy."""
    if result.kind == "recall" and result.outcome == "partly":
        return "hard"
    if not result.right:
        return "again"
    if result.doubted or result.slow:
        return "hard"
    return "easy" if result.fast and result.sure else "good"


def exam_day(typed: str, today: date) -> date | None:
    """The day of an exam as somebody typed it, as in 2030-12-31 or 2030-5-1; None for an empty line.

    Raises NoExamDay for what is no date, and for a day before `today`.
    """
    text = one_line(typed)
    if not text:
        return None
    # With two digits each, as ISO 8601 and Python want them.
    padded = re.sub(r"-(?=[0-9](-|$))", "-0", text)
    try:
        day = date.fromisoformat(padded)
    except ValueError:
        raise NoExamDay from None
    if day < today:
        raise NoExamDay(over=True)
    return day


@dataclass(frozen=True, slots=True)
class Memory:
    """What the scheduler would know of an item on a day to come. `stability` None: it was never asked."""

    reviewed: date
    stability: float | None = None
    difficulty: float | None = None

    def known(self, on: date) -> float:
        """The probability of knowing the item on a day, 0 to 1, by the model; 0 for what was never asked."""
        if self.stability is None:
            return 0.0
        factor, power = _forgetting()
        return float((1 + factor * max(0, (on - self.reviewed).days) / self.stability) ** power)

    def after(self, on: date, taken_for: Grade) -> tuple["Memory", date]:
        """What a review on a day leaves, and the day on which the item is due then."""
        return _reviewed(self, on, taken_for)

    def card(self) -> "Card":
        """The same as the scheduler has it."""
        from fsrs import Card, State

        if self.stability is None:
            return Card(card_id=1, due=_noon(self.reviewed))
        return Card(1, State.Review, None, self.stability, self.difficulty, _noon(self.reviewed), _noon(self.reviewed))


@lru_cache(maxsize=32_768)
def _reviewed(memory: Memory, on: date, taken_for: Grade) -> tuple[Memory, date]:
    """Kept, because a plan goes through the same days with more and more minutes."""
    from fsrs import Rating

    card, _ = _scheduler().review_card(memory.card(), Rating[taken_for.capitalize()], _noon(on))
    return Memory(on, card.stability, card.difficulty), on + timedelta(days=round((card.due - _noon(on)).days))


@cache
def _forgetting() -> tuple[float, float]:
    """The factor and the power of FSRS's curve of forgetting, (1 + factor · days / stability) ^ power.

    Worked out here, because the scheduler wants a card made anew for each day and item: 8 µs and not 1, and a plan asks
    thirty thousand times.
    """
    power = -_scheduler().parameters[20]
    return 0.9 ** (1 / power) - 1, power


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def due_before(due: date, reviewed: date, today: date, exam_date: date | None) -> date:
    """The day on which something is due: at the latest the day before the exam.

    Not so where it was reviewed on that day, or where the exam is over.
    """
    if exam_date is None or exam_date <= today:
        return due
    eve = exam_date - timedelta(days=1)
    return min(due, eve) if reviewed < eve else due


def _card(
    past: Sequence[Result], now: datetime, schedule: Schedule, local_day: Callable[[datetime], date]
) -> ReviewCard:
    reviews = tuple((one.at, local_day(one.at), grade(one), one.drill) for one in past)
    card, due, counted = _fold(reviews, schedule.drills, schedule.exam_date)
    assert card.stability is not None
    assert card.difficulty is not None
    last = past[counted[-1]]
    reviewed = reviews[counted[-1]][1]
    return ReviewCard(
        item=last.item,
        section=last.section,
        due=due_before(due, reviewed, now.date(), schedule.exam_date),
        reviewed=reviewed,
        grade=reviews[counted[-1]][2],
        right=last.right,
        reviews=len(counted),
        lapses=sum(reviews[place][2] == "again" for place in counted),
        stability=card.stability,
        difficulty=card.difficulty,
        known=float(_scheduler().get_card_retrievability(card, max(now, last.at).astimezone(UTC))),
    )


@lru_cache(maxsize=4096)
def _fold(past: tuple[_Review, ...], drills: bool, exam_date: date | None) -> tuple["Card", date, tuple[int, ...]]:
    """The card after reviews, the local day on which it is due as far as no exam bounds it, and which ones counted.

    An interval is of whole days, from the learner's day of the review: neither midnight in Greenwich nor a clock that
    is changed moves it. What an exam date makes due is due for drills too, or else it could never be answered.

    All of them are folded: of an item that is known well, what lies a hundred reviews back still moves the due date.
    Kept, because home asks again whenever it is shown: forty thousand results take the scheduler 800 ms, and after an
    exam only the past of the items that it asked is another.
    """
    from fsrs import Card, Rating  # 27 ms, which a list of attempts does not pay

    counted: list[int] = []
    due = reviewed = past[0][1]
    card = Card(card_id=1, due=past[0][0].astimezone(UTC))
    for place, (instant, day, taken_for, drill) in enumerate(past):
        at = instant.astimezone(UTC)
        if counted and drill and not drills and day < due_before(due, reviewed, day, exam_date):
            continue
        card, _ = _scheduler().review_card(card, Rating[taken_for.capitalize()], at)
        counted.append(place)
        due, reviewed = day + timedelta(days=round((card.due - at) / timedelta(days=1))), day
    return card, due, tuple(counted)


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler

    return Scheduler(desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
