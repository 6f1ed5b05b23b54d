"""The plan to the day of the exam: how much to review and how much to meet on each day, in the learner's own minutes.

Each day has the order of `exam.learning.portion`, and the days to come are those of `exam.learning.foresight`.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, datetime

from exam.assembly.assemble import assemble
from exam.assembly.expected_mix import expected_mix
from exam.assembly.tailor import count_of, preset_of, tailor
from exam.core.bank import MOST_DIRECT
from exam.core.blueprint import minutes_for
from exam.core.days import MOST_MINUTES, day_of
from exam.core.form import Form
from exam.core.wording import DRILL, counted, duration, exam_in, listing
from exam.files.config import Schedule
from exam.learning.drills import OnProgress, Pending, make_drill, pending_of
from exam.learning.foresight import Ahead, PlannedDay, foresee, mock_days
from exam.learning.past import Past
from exam.learning.portion import Portion, own_pace, portion_of
from exam.learning.stakes import Stakes, stakes_of

_WIDER = (1.25, 1.5, 2, 2.5, 3, 4, 6)
"""What multiple of the minutes is tried where they do not suffice, by halves: each is another foresight."""
_MOST_LEFT_OUT = 4
"""Sections that are named as what to leave out."""

PORTION = f"{DRILL}today's portion"
"""What the drill of a day is called."""


class NoPlan(Exception):
    """Why nothing can be planned, in words for the learner."""


@dataclass(frozen=True)
class Today:
    """What is to be done today, without a look at the days to come, which takes longer."""

    pending: Pending
    stakes: Stakes
    ahead: Ahead
    portion: Portion
    """As far as it is left; without questions where today is for a mock."""
    mock: bool

    @property
    def words(self) -> str:
        """What is left, as in "12 to review, 5 new, about 20 min"."""
        if self.mock:
            return f"a mock exam of {round(sum(self.ahead.mix.values()))} questions, {self.ahead.mock_minutes:.0f} min"
        return self.portion.words


@dataclass(frozen=True)
class Plan:
    """The days to the exam."""

    bank: str
    title: str
    now: Today
    days: tuple[PlannedDay, ...]
    questions: int
    """How many the bank has, siblings counted as one."""
    unmet: tuple[tuple[str, int], ...]
    """What stays unmet: titles of sections with their numbers of questions, what costs least first."""
    overdue: int
    """How many reviews have no room."""
    enough: int | None = None
    """Where the days do not suffice: about how many minutes a day would; None: more than anybody can be asked for."""

    @property
    def today(self) -> date:
        return self.now.ahead.today

    @property
    def exam_date(self) -> date | None:
        """None: nobody said, or it is over; then the next two weeks are planned."""
        return self.now.ahead.exam_date

    @property
    def minutes(self) -> int:
        """A day."""
        return self.now.ahead.minutes

    @property
    def pace(self) -> float:
        """Seconds that the learner takes for a question."""
        return self.now.ahead.pace

    @property
    def left_out(self) -> int:
        return sum(count for _, count in self.unmet)

    @property
    def suffices(self) -> bool:
        return not self.left_out and not self.overdue

    @property
    def words(self) -> tuple[str, ...]:
        """What the plan says, in sentences."""
        if not self.days:
            return ("The exam is today. Nothing is planned any more.",)
        until = "for the next two weeks" if self.exam_date is None else f"to the exam, {self._exam()}"
        reviews = sum(day.review + day.missed for day in self.days)
        new, mocks = sum(day.new for day in self.days), sum(day.mock > 0 for day in self.days)
        parts = [
            counted(number, word)
            for number, word in ((reviews, "review"), (new, "new question"), (mocks, "mock exam"))
            if number
        ]
        what = listing(parts) if parts else "nothing"
        told = [f"{self.minutes} minutes a day {until}: {what}, at {duration(self.pace)} a question."]
        if self.suffices:
            return (*told, f"That suffices: all {counted(self.questions, 'question')} are met and reviewed in time.")
        if self.left_out:
            told.append(f"These days do not suffice: {self.left_out} of {self.questions} questions stay unmet.")
            named = [f"{title} ({count})" for title, count in self.unmet[:_MOST_LEFT_OUT]]
            told.append(f"Leave out what costs fewest points: {listing(named)}.")
        if self.overdue:
            told.append(
                f"{counted(self.overdue, 'question')} would wait for days to be reviewed; the least known come first."
            )
        told.append(
            f"More than {MOST_MINUTES} minutes a day would be needed for all of it."
            if self.enough is None
            else f"With about {self.enough} minutes a day all of it would have room."
        )
        return tuple(told)

    def _exam(self) -> str:
        assert self.exam_date is not None
        return exam_in(self.exam_date, self.today)


def today_of(past: Past, schedule: Schedule, blueprint: str | None = None, pending: Pending | None = None) -> Today:
    """What is left to do today for the paper of a blueprint (None: the one that readiness is told for).

    `pending` where it was read already. Raises NoPlan where the bank is not known or too large for papers of chosen
    questions, and StoreError.
    """
    bank = past.bank
    if bank is None:
        raise NoPlan(f"The bank of {past.title} is not here any more, so nothing can be planned from it.")
    if len(bank.items) > MOST_DIRECT:
        raise NoPlan(f"{bank.title} is too large for papers of chosen questions, and so for a plan of them.")
    if pending is None:
        kept = past.pending if schedule == past.schedule else None
        pending = kept or pending_of(bank, past.results, past.now, schedule)
    stakes = stakes_of(past, blueprint)
    latest = max((one.at for one in past.sittings if one.blueprint == stakes.blueprint and not one.drill), default=None)
    ahead, portion = look_ahead(pending, stakes, schedule, past.now, latest)
    is_mock = ahead.today in mock_days(ahead)
    return Today(pending, stakes, ahead, replace(portion, items={}) if is_mock else portion, is_mock)


def plan_of(past: Past, schedule: Schedule, blueprint: str | None = None) -> Plan:
    """The plan for the paper of a blueprint (None: the one that readiness is told for). Raises what `today_of` does."""
    now = today_of(past, schedule, blueprint)
    bank, ahead = now.pending.bank, now.ahead
    found = foresee(ahead)
    titles = {section.id: section.title for section in bank.sections}
    unmet = sorted(found.unmet.items(), key=lambda one: ahead.each.get(one[0], 0.0))
    return Plan(
        bank.id, bank.title, now, found.days, bank.count_questions(bank.sections),
        tuple((titles[name], count) for name, count in unmet), found.overdue,
        None if found.suffices else _enough(ahead),
    )  # fmt: skip


def paper_of_today(now: Today, seed: int, progress: OnProgress | None = None) -> Form:
    """Today's portion as a drill, or the mock of today. Raises NoPlan where nothing is left to do, and Impossible."""
    bank = now.pending.bank
    if now.mock:
        return assemble(bank, tailor(bank, now.stakes.blueprint), seed, progress=progress)
    if not now.portion.items:
        raise NoPlan("Nothing is left to do today. 'exam plan' says what comes when.")
    return make_drill(
        bank, now.portion.items, now.pending.results, seed, title=PORTION, preset=now.stakes.blueprint,
        progress=progress,
    ).form  # fmt: skip


def look_ahead(
    pending: Pending, stakes: Stakes, schedule: Schedule, now: datetime, latest: datetime | None
) -> tuple[Ahead, Portion]:
    """What the days to come follow from, and what is left of today. `latest`: when the paper was sat last."""
    bank, today = pending.bank, now.date()
    preset = preset_of(bank, stakes.blueprint)
    count = count_of(bank, preset)
    limit = preset.minutes or minutes_for(count)
    pace = own_pace(pending.results, 60 * limit / count)
    each = {one.section: one.each for one in stakes.sections}
    portion = portion_of(pending, each, schedule.minutes, now, pace=pace)
    day = schedule.exam_date
    ahead = Ahead(
        pending=pending,
        today=today,
        exam_date=None if day is None or day < today else day,
        minutes=schedule.minutes,
        spent=portion.spent,
        pace=pace,
        each=each,
        miss={one.section: one.lost / one.worth for one in stakes.sections if one.worth},
        mix=expected_mix(bank, preset),
        mock_minutes=min(limit, count * pace / 60),
        last_mock=None if latest is None else day_of(latest, now.tzinfo),
    )
    return ahead, portion


def _enough(ahead: Ahead) -> int | None:
    """About how many minutes a day would suffice, by fives."""
    wider = [minutes for times in _WIDER if (minutes := 5 * round(ahead.minutes * times / 5)) > ahead.minutes]
    within = [minutes for minutes in wider if minutes <= MOST_MINUTES]
    enough = bisect_left(within, True, key=lambda minutes: foresee(replace(ahead, minutes=minutes)).suffices)
    return within[enough] if enough < len(within) else None
