"""The clock of a sitting, and the real one: it reads the wall clock once, and then only compares itself with it."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """The time of a sitting: it runs on while the machine sleeps, and setting the wall clock does not move it."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        ...

    def shift(self) -> timedelta:
        """By how much the wall clock has moved against this one since it was made."""
        ...


class RunningClock:
    """The real `Clock`.

    It starts at the wall clock's time and then runs by a clock that nobody can set. Where the system has one, that
    clock also counts the time that the machine sleeps. Both sources give nanoseconds.
    """

    def __init__(self, wall: Callable[[], int] = time.time_ns, running: Callable[[], int] | None = None) -> None:
        self._wall = wall
        self._running = running or _best_clock()
        self._ahead = wall() - self._running()
        """By how much the wall clock was ahead of the running one at the start, in nanoseconds."""

    def now(self) -> datetime:
        """The instant, in UTC, to the microsecond."""
        return _EPOCH + timedelta(microseconds=(self._running() + self._ahead) // 1000)

    def shift(self) -> timedelta:
        """By how much the wall clock has moved against this one since it was made."""
        return timedelta(microseconds=(self._wall() - self._running() - self._ahead) // 1000)


class SystemZone(tzinfo):
    """The time zone of this machine with its rules, so that an instant of last winter has last winter's hour.

    What `datetime.astimezone` gives without a zone has the offset of one instant for all others.
    """

    def utcoffset(self, at: datetime | None) -> timedelta | None:
        return None if at is None else at.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, at: datetime | None) -> timedelta | None:
        return None

    def tzname(self, at: datetime | None) -> str | None:
        return None if at is None else at.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, at: datetime) -> datetime:
        local = at.replace(tzinfo=UTC).astimezone()
        naive = local.replace(tzinfo=None)
        # Of the hour that comes twice it is the second where the first one has another offset.
        second = naive.replace(fold=0).astimezone().utcoffset() != local.utcoffset()
        return naive.replace(tzinfo=self, fold=int(second))


def _best_clock() -> Callable[[], int]:
    """The system's best clock that cannot be set, in nanoseconds."""
    if sys.platform == "linux":
        return lambda: time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        # There the monotonic clock counts sleep, and the one that Python calls monotonic does not.
        return lambda: time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    return time.monotonic_ns
