"""Points to win and the plan's figures, computed another way from the raw events of a long past."""

from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest

from tests.stories.conftest import Lived
from tests.support.lived import banks
from tests.support.naive import seen_by_item
from tests.support.textbook import evidence, readiness

SECTIONS = [f"section-{n}" for n in range(1, 5)]
POINTS = dict.fromkeys(SECTIONS, 5.0)
"""Every section has four questions, one of which is worth two points."""


@pytest.mark.slow
def test_points_to_win_are_worth_times_the_chance_of_a_miss(lived: Lived) -> None:
    told = lived.asked("plan", "sample", "--preset", "full")["stakes"]
    known = evidence((slot for one in lived.mine for slot in one.slots), lived.now)
    paper = {item.id: section.id for section in banks()[0].sections for item in section.items}
    expected, _, _ = readiness(known, paper, lived.now, 70)
    lost = {}
    for one in told["sections"]:
        lost[one["id"]] = one["lost"]
        assert one["points"] == POINTS[one["id"]]
        assert one["lost"] == pytest.approx(5 * (1 - expected[one["id"]] / 100), abs=0.1)
        low, high = one["interval"]
        assert 0 <= low < one["lost"] < high <= 5
        assert one["answers"] == known.answers[one["id"]]
    assert [one["id"] for one in told["sections"]] == sorted(lost, key=lambda section: -lost[section])
    assert told["lost"] == pytest.approx(sum(lost.values()), abs=0.021)
    assert told["points"] == 20


@pytest.mark.slow
@pytest.mark.parametrize("days", [1, 3, 12, 40])
def test_the_days_of_a_plan_and_todays_portion(lived: Lived, days: int) -> None:
    today = lived.now.astimezone().date()
    exam = today + timedelta(days=days)
    told = lived.asked("plan", "sample", "--exam-date", exam.isoformat(), "--minutes-a-day", "5")
    due = {one["item"] for one in lived.asked("review", "sample")["due"]}
    lived.asked("plan", "sample", "--exam-date", "none", "--minutes-a-day", "20")
    assert [one["date"] for one in told["days"]] == [(today + timedelta(days=step)).isoformat() for step in range(days)]
    seen = [slot for one in sorted(lived.mine, key=lambda one: (one.started, one.id)) for slot in one.slots]
    times = [min(600.0, slot.seconds) for slot in seen if slot.outcome != "not_reached" and slot.seconds > 0][-200:]
    assert told["seconds_a_question"] == pytest.approx(sum(times) / len(times), abs=0.051)
    spent = sum(
        slot.seconds
        for one in lived.mine
        for slot in one.slots
        if one.ended is not None and one.ended.astimezone().date() == today
    )
    assert told["portion"]["minutes_spent"] == pytest.approx(spent / 60, abs=0.051)
    if told["portion"]["items"]:
        room = round((5 - spent / 60) * 60 / told["seconds_a_question"])
        assert len(told["portion"]["items"]) <= room
    first = [one["item"] for one in told["portion"]["items"] if one["reason"] == "due"]
    assert set(first) <= due
    assert {one["item"] for one in told["portion"]["items"] if one["reason"] == "unseen"}.isdisjoint(
        seen_by_item(lived.mine)
    )
    for one in told["days"]:
        asked = one["mock"] or one["review"] + one["missed"] + one["new"]
        assert one["minutes"] == pytest.approx(asked * told["seconds_a_question"] / 60, abs=0.6)


@pytest.mark.slow
def test_the_calendar_has_the_days_of_the_plan(lived: Lived, tmp_path: Path) -> None:
    exam = lived.now.astimezone().date() + timedelta(days=9)
    lived.said("plan", "sample", "--exam-date", exam.isoformat(), "--ics", str(tmp_path / "plan.ics"))
    told = lived.asked("plan", "sample")
    lived.asked("plan", "sample", "--exam-date", "none")
    written = (tmp_path / "plan.ics").read_bytes()
    events = {event["DTSTART"].dt: event for event in icalendar.Calendar.from_ical(written).walk("VEVENT")}
    planned = {date.fromisoformat(one["date"]): one for one in told["days"] if one["minutes"]}
    assert set(events) == {*planned, exam}
    assert events[exam]["SUMMARY"] == "Exam: Sample bank"
    assert len({event["UID"] for event in events.values()}) == len(events)
    for day, one in planned.items():
        assert f"({one['minutes']:.0f} min)" in events[day]["SUMMARY"]
