"""Owns what a sitter is told of the time: the text of the clock and the warnings. Refuses to read any clock."""

from dataclasses import dataclass
from datetime import timedelta

from exam.core.attempt import Attempt
from exam.core.wording import clock

SHOWN_AGAIN = timedelta(minutes=5)
"""A hidden clock comes back by itself when this much is left."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock shows. A low time is told by sign and word too, not by its colour alone."""

    text: str = ""
    low: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said when so much time is left."""

    left: timedelta
    text: str


def reading(left: timedelta | None, allowed: timedelta | None, *, hidden: bool) -> Reading:
    """The clock at an instant. `left` None: untimed."""
    if left is None or allowed is None:
        return Reading("untimed")
    low = left <= min(allowed / 5, SHOWN_AGAIN)
    if hidden:
        return Reading("! time hidden" if low else "◷ hidden", low)
    return Reading(f"! {clock(left)} left" if low else f"◷ {clock(left)}", low)


def notices(attempt: Attempt) -> tuple[Notice, ...]:
    """At half, a fifth, a twentieth and one minute of the time of what is open now, most time first.

    Extra time scales the last one too.
    """
    allowed = attempt.allowed
    if allowed is None:
        return ()
    minute = timedelta(minutes=1) * _factor(attempt.extra_time)
    told = {
        allowed / 2: "half of the time",
        allowed / 5: "20 % of the time",
        allowed / 20: "5 % of the time",
        minute: "one minute" if minute == timedelta(minutes=1) else "",
    }
    return tuple(
        Notice(left, f"{clock(left)} left: {told[left]}." if told[left] else f"{clock(left)} left.")
        for left in sorted(told, reverse=True)
        if left < allowed
    )


def due(known: tuple[Notice, ...], before: timedelta | None, after: timedelta | None) -> Notice | None:
    """The warning to give between two looks at the clock: where several were passed at once, the last."""
    if before is None or after is None:
        return None
    passed = [notice for notice in known if after <= notice.left < before]
    return passed[-1] if passed else None


def _factor(extra_time: str) -> float:
    try:
        return float(extra_time)
    except ValueError:
        return 1.0
