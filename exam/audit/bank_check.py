"""All that is known of one bank file: the faults of the file, what its doctor finds, and how its papers measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from exam.assembly.pool import pool_of
from exam.assembly.without_options import kind_without_options
from exam.audit.doctor import examine
from exam.audit.findings import BankFinding
from exam.core.bank import MOST_DIRECT, Bank
from exam.core.wording import counted
from exam.files.pictures import PictureRefused, check_picture
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
    asked: Counter[str] | None = None
    """How many items are asked in each way; None for a file that was refused and for a bank too large to look."""

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
    unplaced = [*examine(loaded.bank), *_pictures(loaded.bank, path.parent)]
    located = locate_paths(path, {one.where for one in unplaced}, max_bytes)
    for one in unplaced:
        fault = replace(located[one.where], message=one.message, remedy=one.remedy)
        findings.append(PlacedFinding(one.severity, one.rule, one.item, fault))
    findings.sort(key=lambda one: (_ORDER.index(one.severity), one.fault.line, one.fault.column))
    return BankCheck(name, path, loaded.bank, findings, asked=ways_of_asking(loaded.bank))


def ways_of_asking(bank: Bank) -> Counter[str] | None:
    """How many items are asked in each way: "with options of others", by the type that an author wrote, or for want of
    options by typing or recall.
    """
    if len(bank.items) > MOST_DIRECT:
        return None
    pool = pool_of(bank)
    found: Counter[str] = Counter()
    for place, item in enumerate(bank.items):
        if item.is_authored:
            found[item.type or "choice"] += 1
        else:
            found[_WAYS[kind_without_options(pool, place)]] += 1
    return found


_WAYS = {None: "options of others", "typed": "typed for want of options", "recall": "recalled for want of options"}


def _pictures(bank: Bank, folder: Path) -> Iterator[BankFinding]:
    """Pictures that cannot be shown, and how many questions are left out for that."""
    for place, exhibit in enumerate(bank.exhibits):
        if exhibit.picture is None:
            continue
        try:
            check_picture(folder, exhibit.picture)
        except PictureRefused as refused:
            beside = sum(exhibit.id in item.exhibits for item in bank.items)
            yield BankFinding(
                "picture", "fault", None, ("exhibit", place, "picture"),
                f"{exhibit.picture} {refused}, so papers leave out the {counted(beside, 'question')} beside it",
                "Put the picture into the bank's folder or below, and name it from there.",
            )  # fmt: skip
