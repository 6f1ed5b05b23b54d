"""Owns the columns that follow from an attempt's form and events. Refuses to be the truth about any of them."""

from datetime import UTC, datetime

from exam.core.attempt import Attempt, State
from exam.core.scoring import score

Value = str | int | float | None


def columns(attempt: Attempt) -> dict[str, Value]:
    """The readings in the attempt's own row, by column."""
    blueprint = attempt.form.blueprint
    read: dict[str, Value] = {
        "bank": attempt.form.bank,
        "bank_title": attempt.form.bank_title,
        "blueprint": blueprint.id,
        "blueprint_title": blueprint.title,
        "code": attempt.form.code,
        "mode": attempt.mode,
        "items": len(attempt.form.slots),
        "state": attempt.state.value,
        "events": attempt.events,
        "answered": attempt.answered,
        "started_at": written(attempt.started_at),
        "last_at": written(attempt.last_at),
        "suspended_at": written(attempt.suspended_at),
        "deadline": written(attempt.deadline),
        "ended_at": written(attempt.ended_at),
        "ended_reason": attempt.ended_reason,
        "points": None,
        "possible": None,
        "passed": None,
    }
    read |= paper_facts(attempt)
    if attempt.state is State.CLOSED:
        report = score(attempt)
        read |= {"points": str(report.score.points), "possible": report.score.possible, "passed": int(report.passed)}
    return read


def paper_facts(attempt: Attempt) -> dict[str, Value]:
    """The readings that tell what the paper asked of the sitter; they came with version 2."""
    return {
        "cut": attempt.form.blueprint.cut,
        "drill": int(attempt.form.is_drill),
        "allowed": attempt.seconds,
        "pace": (attempt.seconds or attempt.form.minutes * 60) / max(1, len(attempt.form.slots)),
    }


def section_scores(attempt: Attempt) -> list[tuple[Value, ...]]:
    """The score by section: place, section, title, points, possible, correct, items, seconds; empty until the end."""
    if attempt.state is not State.CLOSED:
        return []
    return [
        (
            place,
            section.id,
            section.title,
            str(section.score.points),
            section.score.possible,
            section.score.correct,
            section.score.items,
            section.score.seconds,
        )
        for place, section in enumerate(score(attempt).sections, start=1)
    ]


def written(at: datetime | None) -> str | None:
    """An instant as the database holds it, always of one width, so that later ones sort later."""
    return None if at is None else at.astimezone(UTC).isoformat(timespec="microseconds")
