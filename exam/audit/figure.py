"""One figure of a report: what was measured, against which bar."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["met", "missed", "open", "none"]
"""Open: short of the bar, but so little that more papers may show otherwise. None: there is no bar for it here."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured. `value` is in `unit`; None where nothing was reached or nothing is there to measure."""

    name: str
    value: float | None
    unit: str
    said: str
    """The value in words, with what it is about."""
    bar: str
    aim: str
    verdict: Verdict
    remedy: str
    """What an author can do where the bar is missed."""
    interval: tuple[float, float] | None = None
