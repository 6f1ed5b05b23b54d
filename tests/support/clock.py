"""The tests' clock: it is told the time and never reads it."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""When tests begin, unless they say otherwise."""


class FakeClock:
    """An `exam.sitting.clock.Clock` that stands still until it is moved. Lengths are in seconds."""

    def __init__(self, start: datetime = NOON) -> None:
        self._now = start
        self._shift = timedelta()

    def now(self) -> datetime:
        return self._now

    def shift(self) -> timedelta:
        return self._shift

    def advance(self, seconds: float) -> datetime:
        """Lets time pass, and gives the new instant."""
        self._now += timedelta(seconds=seconds)
        return self._now

    def move_wall(self, seconds: float) -> None:
        """Somebody sets the wall clock; the running time does not notice."""
        self._shift += timedelta(seconds=seconds)
