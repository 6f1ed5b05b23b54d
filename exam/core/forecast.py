"""What is told of a paper before it is sat."""

from datetime import datetime
from typing import NamedTuple


class PaperForecast(NamedTuple):
    """A forecast of one paper; the event `Forecast` has the same fields."""

    passing: float
    """The probability of a pass, 0 to 1."""
    low: float
    """This and `high`, 0 to 1: between what it is, depending on how much candidates differ."""
    high: float
    answers: int
    """How many earlier answers it rests on."""


class ToldAndCome(NamedTuple):
    """What was told of a paper, and what came of it."""

    attempt: str
    at: datetime
    """When the attempt ended, in UTC."""
    blueprint: str
    told: PaperForecast
    passed: bool
