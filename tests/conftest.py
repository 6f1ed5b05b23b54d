"""Fixtures that tests of several rooms share. Values and builders are in `tests.support`."""

import gc
import os
import time
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.support import FakeClock

# How long an example takes says more about the machine than about the program; and a gate that tries other examples
# each time fails on the day of whoever comes last. EXAM_EXPLORE=1 goes looking for new ones.
settings.register_profile("exam", deadline=None, derandomize="EXAM_EXPLORE" not in os.environ)
settings.load_profile("exam")


@pytest.fixture
def clock() -> FakeClock:
    """A clock at noon, UTC, that moves only when told."""
    return FakeClock()


@pytest.fixture
def kathmandu(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A clock on the wall that is 5:45 hours ahead of UTC."""
    monkeypatch.setenv("TZ", "NPT-5:45")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: many tests wait for a terminal, and another can work meanwhile."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Thousands of tests lie in memory by now and stay there; to look through them again and again is an eighth of all
    the work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
