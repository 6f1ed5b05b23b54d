"""What is said of an attempt that was left, and of changes that the database could not take: where they are meanwhile.

Those that reached the witness are safe, and the next opening of the database has them. The others are in memory alone.
"""

from collections.abc import Iterable
from typing import Literal

from exam.core.attempt import Attempt
from exam.core.events import Ended, Event, Responded
from exam.core.wording import counted, in_few_words, listing
from exam.sitting.session import Session


def saving_words(session: Session) -> str:
    """What is said while the exam goes on; empty where everything is in the database."""
    if not session.unsaved:
        return ""
    if session.lost:
        return f"Not saved yet. The exam goes on; saving is tried again and again. {session.trouble or ''}".strip()
    return (
        "Kept beside the database, in the witness; it comes into the database once that can be written. "
        f"The exam goes on. {session.trouble or ''}"
    ).strip()


def mark_of(session: Session, n: int) -> Literal["", "not saved", "kept beside"]:
    """Where the answer to question `n` is, as a word beside it; empty where it is in the database."""
    if n in _answers(session.lost):
        return "not saved"
    return "kept beside" if n in _answers(session.unsaved) else ""


def unsaved_words(session: Session) -> str:
    """What is said last of a sitting that is over or left; empty where everything is in the database."""
    if not session.unsaved:
        return ""
    told = []
    if kept := session.unsaved[: len(session.unsaved) - len(session.lost)]:
        told.append(
            f"Kept beside the database, in the witness: {_named(kept)}. "
            "The next opening of the database, or 'exam doctor --restore', brings it back."
        )
    if session.lost:
        told.append(f"Not saved: {_named(session.lost)}.")
    return " ".join([*told, str(session.trouble or "")]).strip()


def left_words(session: Session, *, plain: bool = False) -> str:
    """What became of an attempt that was left, the command that goes on with it, and last what is not saved of it."""
    name = session.id
    if session.in_bin:
        return f"Nothing was answered, so nothing is kept. To have it back: exam attempts restore {name}"
    kept = "The attempt is kept, without its last changes." if session.lost else "The attempt is kept."
    way = f"{kept} Go on with: exam resume {name}{' --plain' if plain else ''}"
    return "\n".join(filter(None, (way, unsaved_words(session))))


def _named(changes: Iterable[tuple[Event, Attempt]]) -> str:
    """Changes in words: the questions that were answered, the end, or how many others."""
    changes = tuple(changes)
    numbers = _answers(changes)
    parts = []
    if len(numbers) == 1:
        parts.append(f"your answer to question {numbers[0]}")
    elif numbers:
        parts.append(f"your answers to questions {in_few_words(numbers)}")
    if any(isinstance(event, Ended) for event, _ in changes):
        parts.append("the end of the exam")
    return listing(parts) if parts else counted(len(changes), "last change")


def _answers(changes: Iterable[tuple[Event, Attempt]]) -> list[int]:
    """The questions whose answers are among changes."""
    return sorted({event.n for event, _ in changes if isinstance(event, Responded)})
