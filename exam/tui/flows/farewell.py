"""The line about the attempt that was sat last, printed once the app is left: by what is stored of it by then."""

from exam.core.attempt import Attempt, State
from exam.core.scoring import score
from exam.core.wording import percent, verdict
from exam.store import StoreError
from exam.tui.context import AppContext


def farewell(context: AppContext, identifier: str, known: str | None = None) -> str | None:
    """What an attempt came to, or how to go on with it; what was `known` of it before, where it cannot be read."""
    try:
        attempt = context.load(identifier)
    except StoreError:
        return known
    if attempt.state is State.CLOSED:
        return ended_words(identifier, attempt)
    return f"The attempt is kept. Go on with: exam resume {identifier}"


def ended_words(identifier: str, attempt: Attempt) -> str:
    """The result of an attempt, and the command that tells more."""
    report = score(attempt)
    word = verdict(passed=report.passed, drill=attempt.form.is_drill)
    said = ", ".join(filter(None, (percent(report.score), word))) if report.score.possible else "no score"
    return f"{identifier}: {said}. More: exam report {identifier}"
