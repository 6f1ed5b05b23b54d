"""What the page of banks shows: every bank there is, where it is from, and what lies in the bin."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path

from exam.audit.bank_check import check_bank
from exam.core.bank import Bank
from exam.core.text import one_line
from exam.files.faults import Fault
from exam.files.places import shipped
from exam.files.source import MAX_BYTES
from exam.library.find import read_banks
from exam.library.own_banks import BinnedBank, binned_banks, empty_bin, is_own
from exam.tui.context import AppContext

_MOST_CHECKED = 3_000_000
"""Bytes of a bank up to which it is checked unasked: a second or two."""
_MADE_OF = re.compile(rb"\A# (Made of [^\n]{1,300}) by 'exam import'\.")


@dataclass(frozen=True, slots=True)
class ListedBank:
    """A bank's file, and what is known of it."""

    path: Path
    bank: Bank | None
    """None where the file could not be read."""
    faults: tuple[Fault, ...] = ()
    """Why it cannot be used."""
    is_own: bool = False
    """Whether it may be renamed and removed."""
    ships: bool = False
    made_of: str = ""
    """What it was imported from, as in "Made of quiz.gift (GIFT)"; empty where nobody knows."""

    @property
    def title(self) -> str:
        return self.bank.title if self.bank else one_line(self.path.name)

    @property
    def origin(self) -> str:
        """Where it is from, in a few words."""
        return "ships with exam" if self.ships else "your own" if self.is_own else "a file of yours"


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """How many findings of each kind a bank has."""

    faults: int
    warnings: int
    advice: int


Known = MutableMapping[tuple[Path, int], FindingCounts]
"""What was counted before, by file and the instant of its last change."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything that the page shows."""

    banks: tuple[ListedBank, ...]
    binned: tuple[BinnedBank, ...]
    """The last removed first."""


def read_listing(context: AppContext) -> Listing:
    """What there is now. To be called in a thread."""
    empty_bin(context.data_dir, context.local_now())
    home = shipped("banks")
    listed = [
        ListedBank(
            path=file.path,
            bank=file.bank,
            faults=file.faults,
            is_own=is_own(file.path, context.data_dir),
            ships=file.path.parent == home,
            made_of=_made_of(file.path),
        )
        for file in read_banks(context.bank_files(), context.open_bank)
    ]
    return Listing(tuple(listed), tuple(binned_banks(context.data_dir)))


def count_findings(listed: ListedBank, known: Known) -> FindingCounts | None:
    """What a check of a bank finds, counted; None for one so large that it is checked only when asked."""
    try:
        status = listed.path.stat()
    except OSError:
        return None
    name = (listed.path, status.st_mtime_ns)
    if name not in known:
        if status.st_size > _MOST_CHECKED:
            return None
        checked = check_bank(str(listed.path), listed.path, MAX_BYTES)
        known[name] = FindingCounts(checked.count("fault"), checked.count("warning"), checked.count("advice"))
    return known[name]


def _made_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            found = _MADE_OF.match(file.read(400))
    except OSError:
        return ""
    return one_line(found[1].decode("utf-8", "replace")) if found else ""
