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
