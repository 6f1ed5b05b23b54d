"""What to do today: so many questions as fit into a learner's minutes, the most pressing first.

First what is due, then what was missed, then what was never met, from the sections in which most points are expected to
be lost. The plan of the days to come (`exam.learning.plan`) goes by the same order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from statistics import mean

from exam.core.days import day_of
from exam.core.results import Result
from exam.learning.drills import Pending, one_of_each_number
from exam.learning.records import Reason

LATEST, FEWEST_TIMES = 200, 10
"""How many of the latest answers the pace is taken from, and the fewest that tell it."""
USUAL_PACE = 72.0
"""Seconds for a question where neither the learner nor a paper tells them."""
_SHORTEST, _LONGEST = 5.0, 600.0
"""Seconds beyond which no pace is believed: keys held down, and a page left open."""


@dataclass(frozen=True)
class Portion:
    """Today's questions, or what is left of them."""

    items: Mapping[str, Reason]
    """Why each is asked, in the order of pressing; of siblings one."""
    pace: float
    """Seconds that the learner takes for a question."""
    minutes: int
    """The minutes of a day."""
    spent: float
    """Minutes of these that were spent today already."""

    def count(self, reason: Reason) -> int:
        return sum(one == reason for one in self.items.values())

    @property
    def expected(self) -> float:
        """How many minutes the questions are expected to take."""
        return len(self.items) * self.pace / 60

    @property
    def words(self) -> str:
        """As in "12 to review, 3 missed, 5 new, about 20 min"."""
        counts = {"to review": self.count("due"), "missed": self.count("missed"), "new": self.count("unseen")}
        told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
        return f"{told}, about {max(1, round(self.expected))} min" if told else "nothing left to do today"


def portion_of(
    pending: Pending, each: Mapping[str, float], minutes: int, now: datetime, *, pace: float | None = None
) -> Portion:
    """What is left to do today of so many `minutes`.

    `each` says what one unmet question of a section is expected to win. `pace` None: the learner's own. What was
    answered today was done already, be it of the plan or not.
    """
    pace = pace or own_pace(pending.results)
    spent = spent_on(pending.results, now.date(), now) / 60
    room = questions_in(minutes - spent, pace)
    bank = pending.bank
    unseen = unseen_first(pending, each)
    reasons: dict[str, Reason] = dict.fromkeys(pending.due, "due")
    reasons |= {item: "missed" for item in pending.missed if item not in reasons}
    reasons |= {item: "unseen" for item in unseen if item not in reasons}
    chosen = islice(one_of_each_number(bank, reasons, set()), room)
    return Portion({item: reasons[item] for item in chosen}, pace, minutes, spent)


def unseen_first(pending: Pending, each: Mapping[str, float]) -> list[str]:
    """What was never met, in the order in which it is to be: whole questions before further points of known ones.

    Within either, those of the section that costs most come first.
    """
    bank = pending.bank
    met = {bank.listed_question(bank.item_by_id[item]) for item in pending.records}
    unseen = [item for item in pending.section_of if item not in pending.records]

    def worth(item: str) -> tuple[bool, float]:
        return bank.listed_question(bank.item_by_id[item]) in met, -each.get(pending.section_of[item], 0.0)

    return sorted(unseen, key=worth)


def own_pace(results: Sequence[Result], usual: float = USUAL_PACE) -> float:
    """Seconds for a question, from the latest answers; `usual` where there are too few."""
    latest = (result.seconds for result in reversed(results) if result.met and result.seconds > 0)
    seen = [*islice(latest, LATEST)]
    if len(seen) < FEWEST_TIMES:
        return usual
    return min(_LONGEST, max(_SHORTEST, mean(min(_LONGEST, seconds) for seconds in seen)))


def spent_on(results: Sequence[Result], day: date, now: datetime) -> float:
    """Seconds spent on questions in attempts that ended on a day of the learner's."""
    # Few are so new, and only of these the day is looked at.
    lately = now - timedelta(days=2)
    new = (result for result in results if result.at > lately)
    return sum(result.seconds for result in new if day_of(result.at, now.tzinfo) == day)


def questions_in(minutes: float, pace: float) -> int:
    """How many questions so many minutes have room for; from half a question on, one."""
    return max(0, round(minutes * 60 / pace))
