"""What a learner's answers are evidence of: of questions never met, and of those that come again.

A question met for the first time tells of its section. One met again tells of how often what was right comes back
right, and what was missed is right by then; the longer ago it was met, the more it is like a new one. An answer counts
half after sixty days, and so does having met a question.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from exam.core.bank import MOST_DIRECT, Bank
from exam.core.ended import Answer
from exam.core.form import Form

HALF_LIFE = timedelta(days=60)
"""After this long an answer counts half."""

Again = Literal["held", "missed"]
"""How a question that comes again went the last time."""


class Evidence(NamedTuple):
    """What some answers come to."""

    right: float = 0.0
    wrong: float = 0.0
    answers: int = 0
    """How many there were before any was counted for less."""

    @property
    def weight(self) -> float:
        """The number of answers of today that would tell as much."""
        return self.right + self.wrong

    def and_one(self, weight: float, *, right: bool) -> "Evidence":
        """With one more answer that counts so much."""
        if right:
            return Evidence(self.right + weight, self.wrong, self.answers + 1)
        return Evidence(self.right, self.wrong + weight, self.answers + 1)


class LastTime(NamedTuple):
    """How a question went the last time."""

    right: bool
    at: datetime
    section: str


class Mix(NamedTuple):
    """How many questions of a section a paper has on average, by what the learner knows of them."""

    fresh: float
    held: float = 0.0
    """Met, and right the last time."""
    missed: float = 0.0
    """Met, and not right the last time."""

    @property
    def items(self) -> float:
        return sum(self)


@dataclass(frozen=True, slots=True)
class Answers:
    """A learner's answers as evidence of the next paper."""

    fresh: Mapping[str, Evidence] = field(default_factory=dict)
    """By section, of questions as good as new."""
    again: Mapping[Again, Evidence] = field(default_factory=dict)
    """Of questions that were met before."""
    last: Mapping[str, LastTime] = field(default_factory=dict)
    """By item."""
    count: int = 0
    """How many answers there were."""


def decay(at: datetime, now: datetime) -> float:
    """What is left of something that is so old, 0 to 1."""
    return float(0.5 ** (max(timedelta(), now - at) / HALF_LIFE))


def gather_evidence(answers: Iterable[Answer], now: datetime) -> Answers:
    """All answers, oldest first, as evidence of what comes next.

    Of drills only what came again counts, because their questions were picked, and how each question went last.
    """
    fresh: defaultdict[str, Evidence] = defaultdict(Evidence)
    again: defaultdict[Again, Evidence] = defaultdict(Evidence)
    last: dict[str, LastTime] = {}
    count = 0
    ages: dict[datetime, float] = {}  # the answers of an attempt are all of one age
    for one in answers:
        weight = ages.get(one.at)
        if weight is None:
            weight = ages[one.at] = decay(one.at, now)
        before = last.get(one.item)
        kept = 0.0 if before is None else decay(before.at, one.at)
        if before is not None:
            kind: Again = "held" if before.right else "missed"
            again[kind] = again[kind].and_one(weight * kept, right=one.right)
        if not one.drill:
            fresh[one.section] = fresh[one.section].and_one(weight * (1 - kept), right=one.right)
            count += 1
        last[one.item] = LastTime(one.right, one.at, one.section)
    return Answers(dict(fresh), dict(again), last, count)


def first_meetings(firsts: Iterable[Answer], now: datetime) -> dict[str, Evidence]:
    """By section, the answers to questions that were met for the first time, siblings each for itself."""
    found: defaultdict[str, Evidence] = defaultdict(Evidence)
    for one in firsts:
        found[one.section] = found[one.section].and_one(decay(one.at, now), right=one.right)
    return dict(found)


def paper_of_form(form: Form, answers: Answers, now: datetime) -> dict[str, Mix]:
    """What of a paper the learner has met; questions that earn no points are left out."""
    mixes: defaultdict[str, Mix] = defaultdict(lambda: Mix(0.0))
    for slot in form.slots:
        if slot.kind != "recall" or form.blueprint.count_recall:
            mixes[slot.section] = and_question(mixes[slot.section], 1.0, answers.last.get(slot.item), now)
    return dict(mixes)


def paper_of_bank(bank: Bank, mix: Mapping[str, float], answers: Answers, now: datetime) -> dict[str, Mix]:
    """What of the next paper the learner will have met, on average, where it has so many questions of each section.

    Of siblings a paper shows one, each as likely as another.
    """
    sections = [section for section in bank.sections if section.id in mix]
    counts = dict(zip((one.id for one in sections), bank.question_counts(sections), strict=True))
    mixes = {name: Mix(0.0) for name in mix}
    small = len(bank.items) <= MOST_DIRECT
    for item, last in answers.last.items():
        if counts.get(last.section) and item in bank.item_by_id:
            among = 1 + len(bank.siblings_of(item)) if small else 1
            mixes[last.section] = and_question(
                mixes[last.section], mix[last.section] / counts[last.section] / among, last, now
            )
    return {name: _filled(mixes[name], wanted) for name, wanted in mix.items()}


def and_question(mix: Mix, count: float, last: LastTime | None, now: datetime) -> Mix:
    """With so many questions more that went so the last time."""
    known = 0.0 if last is None else count * decay(last.at, now)
    held = known if last is not None and last.right else 0.0
    return Mix(mix.fresh + count - known, mix.held + held, mix.missed + known - held)


def _filled(mix: Mix, wanted: float) -> Mix:
    """With new questions until there are as many as are wanted, or all in proportion where there are more."""
    if mix.items <= wanted:
        return mix._replace(fresh=wanted - mix.held - mix.missed)
    return Mix(*(count * wanted / mix.items for count in mix))
