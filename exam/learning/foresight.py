"""How the days to an exam would go: what is due, missed and new on each, if the learner gives so many minutes.

What is met or reviewed is due again as the scheduler says. As many answers are taken to be wrong as the past lets
expect, spread evenly and not by dice, so that the same past foresees the same days.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from exam.learning.drills import Pending, one_of_each_number
from exam.learning.portion import questions_in, unseen_first
from exam.learning.records import Reason
from exam.learning.review import Memory, due_before

HORIZON = 14
"""Days that are planned where nobody said when the exam is."""
FARTHEST = 120
"""The most days that are planned: what is farther away no plan can tell."""
MOCK_EVERY = 7
"""Days from one mock to the next."""
MOCK_BEFORE = 2
"""The last mock is so many days before the exam: what it misses can be reviewed twice."""
MOCK_SHARE = 1 / 3
"""The most of all minutes that mocks may take."""
LATE = 3
"""A review that waits for up to so many days has lost little, as when a mock has taken a day."""
_UNJUDGED = 0.5
"""The chance of a miss in a section of which the paper asks nothing."""


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """What to do on one day: counts of questions, or a mock."""

    day: date
    review: int = 0
    """Due by then."""
    missed: int = 0
    """Missed before, and not due yet."""
    new: int = 0
    mock: int = 0
    """The questions of a mock exam; 0: there is none on this day."""
    minutes: float = 0.0
    """How long it is expected to take."""

    @property
    def words(self) -> str:
        """As in "review 12, meet 5"."""
        if self.mock:
            return f"mock exam of {self.mock} questions"
        parts = {"review": self.review, "repeat": self.missed, "meet": self.new}
        return ", ".join(f"{word} {count}" for word, count in parts.items() if count) or "nothing"


@dataclass(frozen=True)
class Ahead:
    """All that the days to come follow from."""

    pending: Pending
    today: date
    exam_date: date | None
    """None: nobody said, or it is over."""
    minutes: int
    """A day."""
    spent: float
    """Minutes of today that were spent already."""
    pace: float
    """Seconds for a question."""
    each: Mapping[str, float]
    """What one unmet question of a section is expected to win."""
    miss: Mapping[str, float]
    """The chance of a miss by section, 0 to 1."""
    mix: Mapping[str, float]
    """The questions of a mock by section."""
    mock_minutes: float
    last_mock: date | None
    """When the paper was sat last."""

    @property
    def length(self) -> int:
        """How many days there are, today among them and the day of the exam not."""
        return HORIZON if self.exam_date is None else min(FARTHEST, (self.exam_date - self.today).days)

    @property
    def days(self) -> list[date]:
        return [self.today + timedelta(days=step) for step in range(self.length)]


@dataclass(frozen=True)
class Foresight:
    """How the days would go."""

    days: tuple[PlannedDay, ...]
    unmet: Mapping[str, int]
    """How many questions of each section were still not met, siblings counted as one."""
    overdue: int
    """How many were due for days and had no room."""

    @property
    def suffices(self) -> bool:
        return not self.overdue and not any(self.unmet.values())


def foresee(ahead: Ahead) -> Foresight:
    """The days, one after the other."""
    course, mocks, days = _Course(ahead), mock_days(ahead), []
    for day in ahead.days:
        if day in mocks:
            asked = course.sit_mock(day)
            days.append(PlannedDay(day, mock=asked, minutes=ahead.mock_minutes))
        else:
            room = questions_in(ahead.minutes - (ahead.spent if day == ahead.today else 0.0), ahead.pace)
            counts = course.study(day, room)
            minutes = counts.total() * ahead.pace / 60
            days.append(PlannedDay(day, counts["due"], counts["missed"], counts["unseen"], 0, minutes))
    return Foresight(tuple(days), course.unmet(), course.overdue())


def mock_days(ahead: Ahead) -> frozenset[date]:
    """The days for a mock: every so often, counted back from the last one before the exam, or on from the latest sat.

    As many as a third of all minutes has room for, those near the exam first; where there is room for none, none.
    """
    days, last = ahead.days, ahead.last_mock
    if ahead.exam_date is None:
        first = ahead.today if last is None else last + timedelta(days=MOCK_EVERY)
        wanted = [day for day in days if day >= first and (day - max(first, ahead.today)).days % MOCK_EVERY == 0]
    else:
        # So soon after another a mock would tell nothing new.
        first = ahead.today if last is None else last + timedelta(days=MOCK_EVERY // 2)
        final = ahead.exam_date - timedelta(days=MOCK_BEFORE)
        wanted = [day for day in reversed(days) if first <= day <= final and (final - day).days % MOCK_EVERY == 0]
    most = int(MOCK_SHARE * ahead.minutes * len(days) / ahead.mock_minutes) if ahead.mock_minutes else 0
    return frozenset(wanted[:most])


class _Course:
    """The days as far as they were gone through."""

    def __init__(self, ahead: Ahead) -> None:
        pending = ahead.pending
        self.ahead, self.bank = ahead, pending.bank
        self.section_of = pending.section_of
        self.memories = {
            card.item: Memory(card.reviewed, card.stability, card.difficulty)
            for card in pending.cards
            if card.stability
        }
        self.due = {card.item: card.due for card in pending.cards}
        """Where something was met on these days, without regard to the exam."""
        self.missed = dict.fromkeys(pending.missed)
        self.unseen = dict.fromkeys(unseen_first(pending, ahead.each))
        self.debts: defaultdict[str, float] = defaultdict(lambda: 0.5)
        """By section: the chances of a miss for which no miss came yet."""
        self.mocks = 0

    def study(self, day: date, room: int) -> Counter[Reason]:
        """Goes through as many questions as there is room for; gives how many there were for each reason."""
        exam = self.ahead.exam_date
        due = [
            item
            for item, memory in self.memories.items()
            if due_before(self.due[item], memory.reviewed, day, exam) <= day
        ]
        if len(due) > room:
            due.sort(key=lambda item: (self.memories[item].known(day), item))
        reasons: dict[str, Reason] = {}
        for reason, items in _in_order(due, self.missed, self.unseen):
            for item in items:
                reasons.setdefault(item, reason)
        chosen = [*islice(one_of_each_number(self.bank, reasons, set()), room)]
        for item in chosen:
            self._answer(item, day)
        return Counter(reasons[item] for item in chosen)

    def sit_mock(self, day: date) -> int:
        """A paper drawn evenly from all of the bank; gives its number of questions."""
        asked = []
        for section in self.bank.sections:
            items = section.items
            wanted = min(len(items), round(self.ahead.mix.get(section.id, 0.0)))
            asked += [items[(at * len(items) // wanted + 7 * self.mocks) % len(items)].id for at in range(wanted)]
        self.mocks += 1
        chosen = [*one_of_each_number(self.bank, asked, set())]
        for item in chosen:
            self._answer(item, day)
        return round(sum(self.ahead.mix.values()))

    def unmet(self) -> dict[str, int]:
        """How many questions of each section were never met, siblings counted as one."""
        met = set(map(self._question, self.memories))
        found: dict[str, int] = {}
        for item in one_of_each_number(self.bank, self.unseen, met):
            found[self.section_of[item]] = found.get(self.section_of[item], 0) + 1
        return found

    def overdue(self) -> int:
        """How many questions have been due for days, and no sibling of them was asked instead."""
        if not self.ahead.days:
            return 0
        last = self.ahead.days[-1] - timedelta(days=LATE)
        lately = {self._question(item) for item, memory in self.memories.items() if memory.reviewed >= last}
        return len({self._question(item) for item, day in self.due.items() if day < last} - lately)

    def _question(self, item: str) -> int | str:
        return self.bank.listed_question(self.bank.item_by_id[item])

    def _answer(self, item: str, day: date) -> None:
        memory = self.memories.get(item)
        section = self.section_of[item]
        chance = self.ahead.miss.get(section, _UNJUDGED) if memory is None else 1 - memory.known(day)
        self.debts[section] += chance
        if is_missed := self.debts[section] >= 1:
            self.debts[section] -= 1
        self.memories[item], self.due[item] = (memory or Memory(day)).after(day, "again" if is_missed else "good")
        self.unseen.pop(item, None)
        self.missed.pop(item, None)
        if is_missed:
            self.missed[item] = None


def _in_order(
    due: Iterable[str], missed: Iterable[str], unseen: Iterable[str]
) -> tuple[tuple[Reason, Iterable[str]], ...]:
    return ("due", due), ("missed", missed), ("unseen", unseen)
