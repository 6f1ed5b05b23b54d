"""Fixtures that tests of several rooms share. Values and builders are in `tests.support`."""

import pytest
from hypothesis import settings

from tests.support import FakeClock

# How long an example takes says more about the machine than about the program.
settings.register_profile("exam", deadline=None)
settings.load_profile("exam")


@pytest.fixture
def clock() -> FakeClock:
    """A clock at noon, UTC, that moves only when told."""
    return FakeClock()
