"""Owns when a sitter is warned of time. Refuses to interrupt: a warning is words, given once."""

from datetime import timedelta

from exam.core.attempt import Attempt
from exam.plain.words import spoken


class LowTime:
    """At half, a fifth and a twentieth of the time of what is open now, and at the last minute.

    Extra time lengthens that minute too.
    """

    def __init__(self, attempt: Attempt, left: timedelta | None) -> None:
        self._ahead = [at for at in _instants(attempt) if left is not None and at < left]

    def due(self, left: timedelta | None) -> str | None:
        """The warning to give now, if any. Several that were slept through are one."""
        if left is None or not (passed := [at for at in self._ahead if left <= at]):
            return None
        self._ahead = [at for at in self._ahead if left > at]
        return f"{spoken(left)} left." if left and passed else None


def _instants(attempt: Attempt) -> list[timedelta]:
    whole = attempt.allowed
    if whole is None:
        return []
    try:
        minute = timedelta(minutes=float(attempt.extra_time))
    except ValueError:
        minute = timedelta(minutes=1)
    return [at for at in (whole / 2, whole / 5, whole / 20, minute) if at < whole]
