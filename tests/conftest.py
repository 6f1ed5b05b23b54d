"""Fixtures that tests of several rooms share. Values and builders are in `tests.support`."""

import pytest

from tests.support import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    """A clock at noon, UTC, that moves only when told."""
    return FakeClock()
