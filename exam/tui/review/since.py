"""What a review says of its bank: that it changed since, once, and where it has another right answer by now."""

from exam.core.attempt import Attempt
from exam.learning.bank_since import BankSince
from exam.tui.sitting.question_text import TextPiece


def pieces_of_bank(
    since: BankSince | None, attempt: Attempt, n: int, *, first: bool, key: str
) -> tuple[TextPiece, ...]:
    """What stands beside question `n`; the `first` one that is shown says what holds for all.

    `key` marks a question anew; empty where none does. None of the bank is known yet: nothing is said.
    """
    if since is None:
        return ()
    here = "The bank has another right answer here by now" if n in since.otherwise(attempt) else ""
    here += f"; {key} marks it anew." if here and key else "." if here else ""
    said = since.words(attempt) if first else ""
    return tuple(TextPiece(text, "muted") for text in (here, said) if text)
