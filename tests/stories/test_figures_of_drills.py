"""Every figure that `review` tells and every drill that `take` makes of the past, from the raw events."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from click.testing import CliRunner

from exam.cli import wiring
from exam.cli.group import exam
from tests.stories.conftest import Lived
from tests.support import FakeClock
from tests.support.naive import Answered, Sat, read_log, seen_by_item
from tests.support.textbook import card, due_day

GRADES = {1: "again", 2: "hard", 3: "good", 4: "easy"}


def last(lived: Lived) -> dict[str, Answered]:
    """How each question that was seen went the last time."""
    return {item: past[-1] for item, past in seen_by_item(lived.mine).items()}


def times_missed(lived: Lived) -> dict[str, int]:
    return {item: sum(not one.right for one in past) for item, past in seen_by_item(lived.mine).items()}


def everything(lived: Lived) -> set[str]:
    return {f"item-{n}" for n in range(1, 17)}


@pytest.mark.slow
@pytest.mark.parametrize("drills", [False, True])
@pytest.mark.parametrize("days", [None, 0, 1, 4, 30])
def test_due_dates_are_the_schedulers_own_within_the_exam(lived: Lived, days: int | None, drills: bool) -> None:
    today = lived.now.astimezone().date()
    exam_date = None if days is None else today + timedelta(days=days)
    told = lived.asked(
        "review", "sample", "--exam-date", exam_date.isoformat() if exam_date else "none",
        "--with-drills" if drills else "--without-drills",
    )  # fmt: skip
    lived.asked("review", "sample", "--exam-date", "none", "--without-drills")
    assert (told["today"], told["exam_date"]) == (today.isoformat(), exam_date and exam_date.isoformat())
    cards = {one["item"]: one for one in told["due"] + told["later"]}
    past = seen_by_item(lived.mine)
    assert set(cards) == set(past)
    for item, one in cards.items():
        made, counted, reviews, lapses = card(past[item], drills=drills, exam=exam_date)
        assert one["due"] == due_day(made, counted, today, exam_date).isoformat()
        assert (one["reviews"], one["lapses"]) == (reviews, lapses)
        assert one["stability"] == pytest.approx(made.stability, abs=0.0051)
        assert one["difficulty"] == pytest.approx(made.difficulty, abs=0.0051)
    assert {one["item"] for one in told["due"]} == {
        item for item, one in cards.items() if one["due"] <= today.isoformat()
    }
    ahead = [one["due"] for one in told["later"]]
    assert told["ahead"] == [{"date": day, "items": ahead.count(day)} for day in sorted(set(ahead))]


def test_due_list_puts_the_least_known_first_and_grades_the_last_answer(lived: Lived) -> None:
    from fsrs import Scheduler

    from tests.support.textbook import rating

    told = lived.asked("review", "sample")
    past = seen_by_item(lived.mine)
    for one in told["due"] + told["later"]:
        made, counted, _, _ = card(past[one["item"]])
        known = Scheduler(enable_fuzzing=False).get_card_retrievability(made, lived.now)
        assert one["known"] == pytest.approx(known, abs=0.00051)
        assert one["grade"] == GRADES[rating(counted).value]
    known = [one["known"] for one in told["due"]]
    assert known == sorted(known)
    text = lived.said("review", "sample")
    count = len(told["due"])
    assert f"Due today: {count} question{'s' if count != 1 else ''}." in text


def test_missed_with_how_often_and_never_seen(lived: Lived) -> None:
    told = lived.asked("review", "sample")
    past, often = seen_by_item(lived.mine), times_missed(lived)
    assert {one["item"]: (one["missed"], one["met"]) for one in told["missed"]} == {
        item: (often[item], len(past[item])) for item, one in last(lived).items() if not one.right
    }
    counts = [one["missed"] for one in told["missed"]]
    assert counts == sorted(counts, reverse=True)
    assert set(told["never_seen"]) == everything(lived) - set(past)
    text = lived.said("review", "sample")
    assert f"Never seen: {len(told['never_seen'])} of 16." in text
    assert f"Missed the last time: {len(counts)} question" in text


def drilled(lived: Lived, *words: str) -> list[str]:
    """The questions that `take` asks where the past is looked at; the attempt is taken away again."""
    result = CliRunner().invoke(
        exam, ("--data-dir", str(lived.data_dir), "take", "sample", *words, "--plain"), input="note kept\nquit\n"
    )
    if result.exit_code == 1:
        assert "There is nothing of that kind" in result.stderr or "Nothing is due" in result.stderr, result.stderr
        return []
    assert result.exit_code == 3, result.stderr
    (made,) = {one.id for one in read_log(lived.data_dir)} - {one.id for one in lived.sat}
    found = next(one for one in read_log(lived.data_dir) if one.id == made)
    with closing(sqlite3.connect(lived.data_dir / "exam.db", isolation_level=None)) as database:
        for table, column in (("event", "attempt"), ("form", "attempt"), ("attempt", "id")):
            database.execute(f"DELETE FROM {table} WHERE {column} = ?", (made,))
    return [slot.item for slot in found.slots]


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        (("--unsure",), lambda one: one.unsure),
        (("--flagged",), lambda one: one.flagged),
        (("--slow",), lambda one: one.slow),
        (("--missed", "--items", "60"), lambda one: not one.right),
        (("--missed", "--times-missed", "3"), lambda one: not one.right),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else "",
)
def test_drills_for_one_reason_ask_exactly_what_shows_it(lived: Lived, words: tuple[str, ...], holds: object) -> None:
    often = times_missed(lived)
    least = 3 if "--times-missed" in words else 0
    wanted = {item for item, one in last(lived).items() if holds(one) and often[item] >= least}  # type: ignore[operator]
    assert set(drilled(lived, *words)) == wanted
    section = {item for item in wanted if last(lived)[item].section == "section-2"}
    assert set(drilled(lived, *words, "--section", "section-2")) == section


def test_mixed_drill_is_seven_in_ten_missed_two_unseen_and_the_rest_mastered(lived: Lived) -> None:
    """Missed is here whatever was missed, doubted, flagged or slow the last time."""
    pressing = {item for item, one in last(lived).items() if not one.right or one.unsure or one.flagged or one.slow}
    unseen = everything(lived) - set(last(lived))
    mastered = set(last(lived)) - pressing
    asked = set(drilled(lived, "--mixed", "--items", "10"))
    assert len(asked) == 10
    assert len(asked & pressing) >= min(7, len(pressing))
    assert len(asked & unseen) >= min(2, len(unseen))
    assert len(asked & pressing) <= max(7, 10 - len(unseen) - len(mastered))
    missed = {item for item, one in last(lived).items() if not one.right}
    count = len(asked & pressing)
    assert len(asked & missed) == min(count, len(missed)), "what was missed comes before what was only doubted"


@pytest.mark.slow
@pytest.mark.parametrize("days", [0, 20])
def test_due_drill_asks_what_is_due(lived: Lived, days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the day after the past, and when most of it is due."""
    monkeypatch.setattr(wiring, "new_clock", lambda: FakeClock(lived.now + timedelta(days=days)))
    due = {one["item"] for one in lived.asked("review", "sample")["due"]}
    assert len(due) >= days // 2
    drill = drilled(lived, "--due")
    assert set(drill) == due
    assert len(drill) == len(due)


@pytest.mark.slow
def test_retaking_an_attempt_asks_exactly_what_it_missed(lived: Lived) -> None:
    some: list[Sat] = [one for one in lived.mine if not one.drill and not all(slot.right for slot in one.slots)]
    assert len(some) >= 3
    for one in some[-3:]:
        wanted = {slot.item for slot in one.slots if not slot.right}
        assert set(drilled(lived, "--missed", "--of", one.id)) == wanted
