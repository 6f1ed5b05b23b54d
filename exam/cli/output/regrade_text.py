"""What marking anew comes to, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from exam.core.wording import counted, percent

if TYPE_CHECKING:
    from exam.cli.output.question_json import Json
    from exam.core.scoring import ScoreReport
    from exam.learning.regrade import Regrade


def regrade_lines(planned: Sequence[Regrade]) -> list[str]:
    """A line for each attempt that changes, with its questions below; and how many do not."""
    from exam.learning.regrade import gains

    lines = []
    for one in planned:
        if one.changed:
            before, after = one.scores
            lines.append(f"{one.stored.id}: {_told(before)} becomes {_told(after)}.")
            lines += [
                f"  Question {n} ({one.after.form.slot(n).item}) {what}."
                for n, what in gains(one.stored.attempt, one.after)
            ]
    same = sum(not one.changed for one in planned)
    return [*lines, *([f"{counted(same, 'attempt')} as before: nothing on the paper was corrected."] if same else [])]


def regrade_json(changed: Sequence[Regrade], *, done: bool) -> Json:
    """The attempts that change, each with its scores before and after, and the points of its questions."""
    from exam.learning.regrade import gains

    shapes = []
    for one in changed:
        before, after = one.scores
        shapes.append(
            {
                "attempt": one.stored.id,
                "before": {"percent": round(before.score.percent, 1), "passed": before.passed},
                "after": {"percent": round(after.score.percent, 1), "passed": after.passed},
                "questions": [
                    {"n": n, "item": one.after.form.slot(n).item, "change": what}
                    for n, what in gains(one.stored.attempt, one.after)
                ],
                "corrections": [correction.model_dump(exclude_defaults=True) for correction in one.corrections],
            }
        )
    return {"done": done, "attempts": shapes}


def _told(report: ScoreReport) -> str:
    return f"{percent(report.score)}, {'passed' if report.passed else 'not passed'}"
