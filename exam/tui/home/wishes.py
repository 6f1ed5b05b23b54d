"""What home can be dismissed with: each a place to go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.core.blueprint import Blueprint


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
class Resume:
    """Go on with an unfinished attempt."""

    identifier: str


@dataclass(frozen=True)
class ShowResult:
    """Go to the result of an attempt that has ended."""

    identifier: str


@dataclass(frozen=True)
class BuildDrill:
    """Go to the drill builder."""

    bank: Bank


@dataclass(frozen=True)
class DrillItems:
    """Go to the begin page of a drill of these items."""

    bank: Bank
    items: tuple[str, ...]


HomeWish = (
    SitPreset | Arrange | Resume | ShowResult | BuildDrill | DrillItems | Literal["history", "progress", "exam day"]
)
"""What home can dismiss with; None: quit."""
