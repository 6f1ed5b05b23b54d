"""What becomes of an attempt that its sitter leaves before its end."""

from dataclasses import replace
from datetime import datetime, timedelta

from exam.core.attempt import Attempt, SlotProgress, State

A_LOOK = timedelta(minutes=1)
"""An attempt that is left sooner, with nothing answered, was only looked at."""


def only_looked_at(attempt: Attempt, now: datetime) -> bool:
    """Whether an attempt was left in its first minute with nothing answered, flagged or written."""
    if attempt.state is not State.SUSPENDED or attempt.used(now) >= A_LOOK:
        return False
    return all(replace(one, visited=False, spent=timedelta()) == SlotProgress() for one in attempt.progress)


def left_words(identifier: str, *, in_bin: bool, plain: bool = False) -> str:
    """What became of an attempt that was left, and the command that goes on with it."""
    if in_bin:
        return f"Nothing was answered, so nothing is kept. To have it back: exam attempts restore {identifier}"
    return f"The attempt is kept. Go on with: exam resume {identifier}{' --plain' if plain else ''}"
