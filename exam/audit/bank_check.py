"""All that is known of one bank file: the faults of the file, what its doctor finds, and how its papers measure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from exam.audit.doctor import examine
from exam.core.bank import Bank
from exam.formats import BankRefused, Fault, read_bank
from exam.formats.locate import locate_paths

if TYPE_CHECKING:
    from exam.audit.findings import Severity
    from exam.audit.paper_report import Proved

_ORDER = ("fault", "warning", "advice")


@dataclass(frozen=True)
class PlacedFinding:
    """One finding and its place in the file. `rule` is "format" for what the reader of the file found."""

    severity: Severity
    rule: str
    item: str | None
    fault: Fault


@dataclass
class BankCheck:
    """What is known of one bank. `bank` is None where the file was refused; `proved` where no papers were made."""

    name: str
    path: Path
    bank: Bank | None = None
    findings: list[PlacedFinding] = field(default_factory=list)
    proved: list[Proved] | None = None

    def count(self, severity: Severity) -> int:
        return sum(one.severity == severity for one in self.findings)

    @property
    def missed(self) -> int:
        """Bars that its papers miss."""
        return sum(len(proved.missed) for proved in self.proved or ())


def check_bank(name: str, path: Path, max_bytes: int) -> BankCheck:
    """What is wrong with a bank and what could be better, by severity and then in the order of the file."""
    try:
        loaded = read_bank(path, max_bytes=max_bytes)
    except BankRefused as error:
        return BankCheck(name, path, None, [PlacedFinding("fault", "format", None, fault) for fault in error.faults])
    findings = [PlacedFinding("warning", "format", None, warning) for warning in loaded.warnings]
    unplaced = examine(loaded.bank)
    located = locate_paths(path, {one.where for one in unplaced}, max_bytes)
    for one in unplaced:
        fault = replace(located[one.where], message=one.message, remedy=one.remedy)
        findings.append(PlacedFinding(one.severity, one.rule, one.item, fault))
    findings.sort(key=lambda one: (_ORDER.index(one.severity), one.fault.line, one.fault.column))
    return BankCheck(name, path, loaded.bank, findings)
