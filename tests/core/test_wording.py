"""Figures as they are said: a minus is no hyphen, and what rounds to nothing has no sign."""

import pytest

from exam.core.wording import signed


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [(4.6, 0, "+5"), (-4.6, 0, "−5"), (0.4, 0, "0"), (-0.4, 0, "0"), (-0.124, 2, "−0.12"), (-0.004, 2, "0.00")],
)
def test_differences_carry_their_sign(value: float, places: int, said: str) -> None:
    assert signed(value, places) == said
