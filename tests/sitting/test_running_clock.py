"""The real clock: anchored once to the wall clock, then out of its reach."""

import time
from datetime import UTC, datetime, timedelta

from exam.sitting.clock import RunningClock

SECOND = 1_000_000_000


class Hands:
    """Two sources of time that a test can move."""

    def __init__(self) -> None:
        self.wall = 1_772_452_800 * SECOND
        self.running = 5_000 * SECOND

    def clock(self) -> RunningClock:
        return RunningClock(lambda: self.wall, lambda: self.running)

    def pass_time(self, seconds: int) -> None:
        self.wall += seconds * SECOND
        self.running += seconds * SECOND


def test_it_begins_at_the_wall_clock_and_goes_on_with_the_running_one() -> None:
    hands = Hands()
    clock = hands.clock()
    assert clock.now() == datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    hands.pass_time(90)
    assert clock.now() == datetime(2026, 3, 2, 12, 1, 30, tzinfo=UTC)
    assert clock.shift() == timedelta()


def test_setting_the_wall_clock_shows_as_a_shift_and_moves_nothing() -> None:
    hands = Hands()
    clock = hands.clock()
    before = clock.now()
    hands.wall -= 3600 * SECOND
    assert clock.now() == before
    assert clock.shift() == timedelta(hours=-1)
    hands.wall += 7200 * SECOND
    assert clock.shift() == timedelta(hours=1)


def test_the_real_one_agrees_with_the_wall_and_never_goes_back() -> None:
    clock = RunningClock()
    readings = [clock.now() for _ in range(1000)]
    assert readings == sorted(readings)
    assert abs(clock.now() - datetime.fromtimestamp(time.time(), UTC)) < timedelta(seconds=5)
    assert abs(clock.shift()) < timedelta(seconds=5)
    assert readings[0].tzinfo is UTC
