"""How it is said that an attempt was marked anew, and what it came to before."""

from exam.core.attempt import Attempt
from exam.core.scoring import score
from exam.core.wording import counted, percent, points_of


def marked_anew(attempt: Attempt) -> str:
    """As in "Marked anew: 2 questions corrected. Before it was 31 of 50, 62 %, not passed."; "" where nothing was."""
    if not attempt.corrections:
        return ""
    before = score(attempt.as_sat)
    said = f"{points_of(before.score)}, {percent(before.score)}, {'passed' if before.passed else 'not passed'}"
    return f"Marked anew: {counted(len(attempt.corrections), 'question')} corrected. Before it was {said}."
