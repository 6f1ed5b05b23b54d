"""What home can be dismissed with: each a place to go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Union

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.core.blueprint import Blueprint
    from exam.core.events import Mode
    from exam.learning.next_act import NextAct
    from exam.store import AttemptRow


@dataclass(frozen=True)
class SitPreset:
    """Go to the begin page of a preset."""

    bank: Bank
    blueprint: Blueprint


@dataclass(frozen=True)
class Arrange:
    """Go to set-up, with these choices made."""

    bank: Bank
    preset: str | None = None
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class BuildDrill:
    """Go to the drill builder."""

    bank: Bank


@dataclass(frozen=True)
class DrillItems:
    """Go to the begin page of a drill of these items."""

    bank: Bank
    items: tuple[str, ...]
    title: str
    mode: Mode = "practice"


@dataclass(frozen=True)
class Discard:
    """Put an attempt into the bin: it was asked whether it shall count no more."""

    row: AttemptRow


@dataclass(frozen=True)
class DrillMissed:
    """Go to the begin page of a drill of what was missed the last time, and of nothing else."""

    bank: Bank | str
    """Its id, where it is not here: then the papers that were sat have its questions."""


@dataclass(frozen=True)
class FollowAct:
    """Go to the begin page of what is to be done next."""

    act: NextAct


@dataclass(frozen=True)
class TakeInHand:
    """Make a bank the one in hand."""

    bank: str
    title: str


HomeWish = Union[
    SitPreset,
    Arrange,
    "AttemptRow",
    BuildDrill,
    DrillItems,
    DrillMissed,
    FollowAct,
    Discard,
    TakeInHand,
    Literal["history", "progress", "exam day", "notes", "questions", "banks", "take back", "restore"],
]
"""What home can dismiss with: an attempt is gone on with or shown; None: quit."""
