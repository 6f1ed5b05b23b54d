"""Owns what `check` knows of one bank. Refuses to find it out or to say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from exam.audit.findings import Severity
    from exam.audit.paper_report import Proved
    from exam.core.bank import Bank
    from exam.formats import Fault


@dataclass(frozen=True)
class Said:
    """One finding and where it stands. `rule` is "format" for what the reader of the file says."""

    severity: Severity
    rule: str
    item: str | None
    fault: Fault


@dataclass
class Checked:
    """What is known of one bank. `bank` is None where the file was refused."""

    name: str
    path: Path
    bank: Bank | None = None
    said: list[Said] = field(default_factory=list)
    proved: list[Proved] | None = None

    def count(self, severity: Severity) -> int:
        return sum(one.severity == severity for one in self.said)

    @property
    def missed(self) -> int:
        """Bars that its papers miss."""
        return sum(len(proved.missed) for proved in self.proved or ())
