"""The learner's day, in zones far apart and over both clock changes: what is due, done, and due next."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from exam.core.days import day_of
from exam.files.config import Schedule
from exam.learning.review import agenda
from exam.sitting.clock import SystemZone
from tests.support.results import result

ZONES = ("Pacific/Auckland", "Asia/Kolkata", "Pacific/Honolulu", "Europe/Berlin", "America/New_York")
STARTS = (datetime(2026, 3, 1), datetime(2026, 3, 24), datetime(2026, 9, 20), datetime(2026, 10, 20))
"""Before the changes of the clock in spring and in autumn, on both sides of the equator."""
DAY = timedelta(days=1)


def day(at: datetime, zone: ZoneInfo) -> date:
    """The same by ZoneInfo and subtraction, another way than the program's."""
    offset = zone.utcoffset(at.astimezone(zone))
    assert offset is not None
    return (at.astimezone(UTC) + offset).date()


@pytest.mark.parametrize("exam", [None, timedelta(days=5), timedelta(days=9), timedelta(days=40)])
@pytest.mark.parametrize("start", STARTS, ids=lambda start: f"{start:%B}")
@pytest.mark.parametrize("name", ZONES)
def test_a_drill_of_what_is_due_empties_the_list_on_every_evening(
    name: str, start: datetime, exam: timedelta | None
) -> None:
    """A learner sits down at some hour of every day, is asked what is due, and answers it in a drill."""
    zone, dice = ZoneInfo(name), random.Random(f"{name}{start}{exam}")
    schedule = Schedule(None if exam is None else (start + exam).date())
    past = []
    for n in range(6):
        at = start.replace(hour=12, tzinfo=zone).astimezone(UTC)
        past.append(result(f"item-{n}", dice.choice(("correct", "incorrect")), at=at, attempt="first", n=n, first=True))
    drilled = 0
    for passed in range(1, 14):
        evening = (start + passed * DAY).replace(hour=dice.choice((0, 1, 3, 8, 13, 22, 23)), minute=30, tzinfo=zone)
        at = evening.astimezone(UTC)
        now = at.astimezone(zone)
        due = agenda(past, now, schedule).due
        assert all(card.due <= day(at, zone) for card in due)
        for n, card in enumerate(due):
            answer = dice.choice(("correct", "correct", "incorrect"))
            past.append(result(card.item, answer, at=at, attempt=f"drill-{passed}", n=n, drill=True))
        drilled += len(due)
        again = agenda(past, now, schedule)
        assert again.due == (), "what was answered today is not due today"
        assert all(card.due > day(at, zone) for card in again.later)
    assert drilled > 5


@pytest.mark.parametrize("name", ZONES)
def test_with_an_exam_everything_comes_up_once_more_before_it_and_nothing_is_trapped(name: str) -> None:
    zone = ZoneInfo(name)
    began = datetime(2026, 10, 20, 23, 40, tzinfo=zone).astimezone(UTC)
    exam = date(2026, 10, 27)
    past = [result(f"item-{n}", "correct", at=began, attempt="first", n=n, first=True, seconds=1.0) for n in range(5)]
    eve = datetime(2026, 10, 26, 0, 20, tzinfo=zone)
    due = agenda(past, eve, Schedule(exam)).due
    assert len(due) == 5
    done = [
        result(one.item, "correct", at=eve.astimezone(UTC), attempt="d", n=n, drill=True) for n, one in enumerate(due)
    ]
    assert agenda([*past, *done], eve, Schedule(exam)).due == ()
    assert agenda([*past, *done], eve + timedelta(hours=20), Schedule(exam)).due == ()


def test_an_interval_is_of_whole_days_where_a_day_has_23_or_25_hours() -> None:
    zone = ZoneInfo("Europe/Berlin")
    for at in (datetime(2026, 3, 28, 23, 50, tzinfo=zone), datetime(2026, 10, 24, 0, 10, tzinfo=zone)):
        found = agenda([result("a", "incorrect", at=at.astimezone(UTC), first=True)], at)
        assert [card.due for card in found.later] == [at.date() + DAY]


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Lets a test set the zone of the machine, and puts it back."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of this system cannot be set by a program")
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.slow
@pytest.mark.parametrize("name", ZONES)
def test_the_zone_of_the_machine_has_its_own_rules_for_every_instant(name: str, in_zone: pytest.MonkeyPatch) -> None:
    in_zone.setenv("TZ", name)
    time.tzset()
    zone, system = ZoneInfo(name), SystemZone()
    for hours in range(0, 366 * 24, 1):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours, minutes=30)
        local = at.astimezone(system)
        assert (local.replace(tzinfo=None), local.fold) == (
            at.astimezone(zone).replace(tzinfo=None),
            at.astimezone(zone).fold,
        )
        assert local.astimezone(UTC) == at
        assert day_of(at, system) == day(at, zone)
