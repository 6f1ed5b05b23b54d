"""What `exam plan` says: lines of text, JSON whose names are a promise, and a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from exam.cli.output.attempt_json import rounded
from exam.cli.output.question_json import Json
from exam.files.calendar import CalendarDay, calendar

if TYPE_CHECKING:
    from exam.learning.next_act import NextAct
    from exam.learning.plan import Plan
    from exam.learning.stakes import Stakes


def plan_words(plan: Plan) -> list[str]:
    """The lines of `plan`."""
    return [
        f"{plan.title}. Today is {plan.today.isoformat()}.",
        *plan.words,
        "",
        f"Today: {plan.now.words}.{_begin(plan)}",
        "",
        *(f"  {day.day:%a %Y-%m-%d}  {day.minutes:3.0f} min  {day.words}" for day in plan.days),
        *([f"  {plan.exam_date:%a %Y-%m-%d}           exam"] if plan.exam_date else []),
        "",
        *stakes_words(plan.now.stakes),
    ]


def stakes_words(stakes: Stakes) -> list[str]:
    """Expected points lost by section, as lines."""
    title = max((len(one.title) for one in stakes.sections), default=0)
    return [
        f"Points to win in {stakes.paper}, most first (95 %): "
        f"{stakes.lost:.1f} of {stakes.worth:.0f} are expected to be lost.",
        *(
            f"  {one.title.ljust(title)}  {one.lost:4.1f} of {one.worth:4.1f}  "
            f"({one.interval[0]:.1f} to {one.interval[1]:.1f}, {one.answers} answers)"
            for one in stakes.sections
        ),
    ]


def next_words(act: NextAct | None) -> list[str]:
    """What to do next and its command, as the last lines of what is told; nothing where there is nothing to go by."""
    return [] if act is None else ["", f"Next: {act.words}", f"  {act.command}"]


def plan_json(plan: Plan) -> Json:
    """What `plan --json` says."""
    return {
        "bank": plan.bank,
        "today": plan.today.isoformat(),
        "exam_date": plan.exam_date and plan.exam_date.isoformat(),
        "minutes_a_day": plan.minutes,
        "seconds_a_question": round(plan.pace, 1),
        "words": list(plan.words),
        "suffices": plan.suffices,
        "minutes_that_suffice": plan.minutes if plan.suffices else plan.enough,
        "questions": plan.questions,
        "unmet": [{"section": title, "questions": count} for title, count in plan.unmet],
        "overdue": plan.overdue,
        "portion": {
            "mock": plan.now.mock,
            "items": [{"item": item, "reason": reason} for item, reason in plan.now.portion.items.items()],
            "minutes_spent": round(plan.now.portion.spent, 1),
        },
        "days": [
            {"date": day.day.isoformat(), "review": day.review, "missed": day.missed, "new": day.new,
             "mock": day.mock, "minutes": round(day.minutes, 1)}
            for day in plan.days
        ],
        "stakes": stakes_json(plan.now.stakes),
    }  # fmt: skip


def stakes_json(stakes: Stakes) -> Json:
    """Expected points lost by section, most first."""
    return {
        "blueprint": stakes.blueprint,
        "points": rounded(stakes.worth, 2),
        "lost": rounded(stakes.lost, 2),
        "sections": [
            {"id": one.section, "title": one.title, "points": rounded(one.worth, 2), "lost": rounded(one.lost, 2),
             "interval": rounded(one.interval, 2), "answers": one.answers}
            for one in stakes.sections
        ],
    }  # fmt: skip


def plan_calendar(plan: Plan, made_at: datetime) -> str:
    """The plan as a file for calendars. Made again it replaces what was read in before, day for day."""
    return calendar(f"exam: {plan.title}", _calendar_days(plan), made_at)


def _calendar_days(plan: Plan) -> Iterator[CalendarDay]:
    for day in plan.days:
        if day.minutes:
            yield CalendarDay(
                f"{day.day.isoformat()}.{plan.bank}@exam-plan",
                day.day,
                f"{plan.title}: {day.words} ({day.minutes:.0f} min)",
                f"exam take {plan.bank} --planned\nIn the app: g on the first page begins the day's portion.",
            )
    if plan.exam_date is not None:
        yield CalendarDay(
            f"{plan.exam_date.isoformat()}.{plan.bank}@exam-plan", plan.exam_date, f"Exam: {plan.title}", busy=True
        )


def _begin(plan: Plan) -> str:
    if not plan.now.mock and not plan.now.portion.items:
        return ""
    return f" 'exam take {plan.bank} --planned' begins it."
