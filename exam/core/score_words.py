"""A score in a few words: how far it is from the pass mark, what changed since the last time, how the sitting went."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from exam.core.attempt import Attempt
from exam.core.scoring import ScoreReport, score
from exam.core.wording import duration, percent


def distance(report: ScoreReport) -> str:
    """How far a score is from the pass mark: "2 more would have passed", "3 to spare", both in points."""
    score = report.score
    beyond = floor(score.points - Fraction(report.cut * score.possible, 100))
    word = "" if score.possible == score.items else f" point{'' if abs(beyond) == 1 else 's'}"
    if beyond < 0:
        return f"{-beyond}{word} more would have passed"
    return f"{beyond}{word} to spare" if beyond else "just enough"


def since_words(percent: float, before: float, on: str) -> str:
    """How a score differs from the one before on the same preset, both in percent as they are shown."""
    change = round(percent) - round(before)
    word = f"{'up' if change > 0 else 'down'} {abs(change)} since" if change else "the same as on"
    return f"{word} {on} ({before:.0f} %)"


def circumstances(attempt: Attempt, report: ScoreReport) -> Iterator[str]:
    """How the sitting went, each in a few words."""
    yield f"{report.count('correct')} of {len(report.marks)} right"
    if partly := report.count("partly"):
        yield f"{partly} right in part"
    if omitted := report.count("omitted"):
        yield f"{omitted} left blank"
    if unreached := report.count("not_reached"):
        yield f"{unreached} not reached"
    if attempt.ended_at is not None:
        allowed = f" of {duration(attempt.seconds)}" if attempt.seconds else ""
        yield f"{duration(attempt.used(attempt.ended_at).total_seconds())}{allowed}"
    if attempt.ended_reason == "time_up":
        yield "time ran out"
    if attempt.mode == "practice":
        yield "practice"
    if attempt.corrections:
        yield f"marked anew, before {percent(score(attempt.as_sat).score)}"
