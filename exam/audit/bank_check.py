"""All that is known of one bank file: the faults of the file, what its doctor finds, and how its papers measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from exam.assembly.pool import pool_of
from exam.assembly.without_options import kind_without_options
from exam.audit.doctor import examine_bank
from exam.audit.findings import BankFinding
from exam.audit.own_options import OwnOptions, own_options
from exam.core.bank import MOST_DIRECT, Bank
from exam.core.wording import counted
from exam.files.pictures import PictureRefused, check_picture
from exam.formats import BankRefused, Fault, read_bank
from exam.formats.imports.imported import Imported, ImportedQuestion
from exam.formats.imports.reading import foreign_format, import_files
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
    own: OwnOptions | None = None
    """What options that were written for one item give away; None where there are too few of them."""
    imported: Imported | None = None
    """What became of the questions of a file in another format; None for a bank in TOML."""

    def count(self, severity: Severity) -> int:
        return sum(one.severity == severity for one in self.findings)

    @property
    def missed(self) -> int:
        """Bars that its papers miss."""
        return sum(len(proved.missed) for proved in self.proved or ())


def check_bank(name: str, path: Path, max_bytes: int) -> BankCheck:
    """What is wrong with a bank and what could be better, by severity and then in the order of the file.

    A file in another format is looked at as the bank that 'exam import' would make of it.
    """
    try:
        if path.suffix != ".toml" and foreign_format(path, max_bytes) is not None:
            return _check_imported(name, path, import_files([path], max_bytes=max_bytes))
        loaded = read_bank(path, max_bytes=max_bytes)
    except BankRefused as error:
        return BankCheck(name, path, None, [PlacedFinding("fault", "format", None, fault) for fault in error.faults])
    findings = [PlacedFinding("warning", "format", None, warning) for warning in loaded.warnings]
    unplaced = [*examine_bank(loaded.bank), *_pictures(loaded.bank, path.parent)]
    located = locate_paths(path, {one.where for one in unplaced}, max_bytes)
    for one in unplaced:
        fault = replace(located[one.where], message=one.message, remedy=one.remedy)
        findings.append(PlacedFinding(one.severity, one.rule, one.item, fault))
    return _checked(name, path, loaded.bank, findings)


def _check_imported(name: str, path: Path, made: Imported) -> BankCheck:
    """The same for questions in another format: places are theirs in their own file, as far as it has lines."""
    findings = [
        PlacedFinding("warning", "left-out", None, replace(one.fault(_why(one)), remedy=_LEFT_OUT))
        for one in made.left_out
    ]
    for one in made.changed:
        findings += [PlacedFinding("advice", "changed", one.item, one.fault(what.rstrip("."))) for what in one.changed]
    findings += [
        PlacedFinding("advice", "note", None, Fault(str(path), 0, 0, "", note.rstrip("."), "")) for note in made.notes
    ]
    for found in examine_bank(made.bank):
        fault = Fault(str(path), 0, 0, "", found.message, found.remedy)
        if (account := made.account_of.get(found.item or "")) is not None:
            at = " ".join(map(str, found.where[4:])).replace("options ", "option ")
            placed = account.fault(found.message)
            fault = replace(placed, where=f"{placed.where} ({at})" if at else placed.where, remedy=found.remedy)
        findings.append(PlacedFinding(found.severity, found.rule, found.item, fault))
    checked = _checked(name, path, made.bank, findings)
    checked.imported = made
    return checked


_LEFT_OUT = "These questions are not in the bank."


def _why(account: ImportedQuestion) -> str:
    return f"{account.why} ({account.twin})" if account.twin else account.why


def _checked(name: str, path: Path, bank: Bank, findings: list[PlacedFinding]) -> BankCheck:
    findings.sort(key=lambda one: (_ORDER.index(one.severity), one.fault.line, one.fault.column))
    return BankCheck(name, path, bank, findings, asked=ways_of_asking(bank), own=own_options(bank))


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
