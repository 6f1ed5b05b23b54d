"""Which banks there are, and which of them is meant: the app and the command line ask here, so that they agree.

Of two banks with one id the first counts, and a file that is named after its bank comes before all others. Such a file
is also looked at first, because reading every bank to find one would cost start-up time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from exam.core.wording import did_you_mean
from exam.files.faults import BankRefused, Fault

if TYPE_CHECKING:
    from exam.core.bank import Bank

_READ_AT_ONCE = 1_000_000
"""Bytes of the largest bank that is read while somebody waits: half a second where it has no index yet."""

OpenBank = Callable[[Path], "Bank"]
"""Gives the bank of a file, as `open_bank` does. Raises BankRefused and OSError."""


@dataclass(frozen=True, slots=True)
class BankFile:
    """A file that should be a bank. It can be used where it has no faults."""

    path: Path
    bank: Bank | None
    """None where the file could not be read. A bank with the id of another can be read, and has that for a fault."""
    faults: tuple[Fault, ...] = ()

    def usable(self) -> Bank:
        """The bank. Raises BankRefused where it has faults."""
        if self.bank is None or self.faults:
            raise BankRefused(self.faults)
        return self.bank


class NoSuchBank(LookupError):
    """No bank is the one that is asked for. The message says what to do."""


def read_banks(files: Iterable[Path], open_bank: OpenBank) -> list[BankFile]:
    """Every bank file in the order given, with what is wrong with it."""
    found = [_read(path, open_bank) for path in files]
    first: dict[str, BankFile] = {}
    for file in sorted(found, key=_is_not_named_after_its_bank):
        if file.bank is not None:
            first.setdefault(file.bank.id, file)
    return [file if file.bank is None or first[file.bank.id] is file else _second(file, file.bank.id) for file in found]


def find_bank(files: Iterable[Path], open_bank: OpenBank, bank_id: str) -> BankFile:
    """The file of the bank with an id; a faulty one only where its name is the id and no other has it.

    Raises NoSuchBank.
    """
    faulty: BankFile | None = None
    known: list[str] = []
    for path in sorted(files, key=lambda path: path.stem != bank_id):
        file = _read(path, open_bank)
        if file.bank is not None and file.bank.id == bank_id:
            return file
        if file.faults and path.stem == bank_id:
            faulty = faulty or file
        known += [file.bank.id] if file.bank is not None else []
    if faulty is not None:
        return faulty
    raise NoSuchBank(
        f"There is no bank {bank_id!r}.{did_you_mean(bank_id, known)} 'exam banks' lists those there are; a bank of "
        "your own is named by its path, as in ./my-bank.toml."
    )


def bank_by_now(
    files: Iterable[Path], open_bank: OpenBank, bank_id: str, *, at_once: bool = False
) -> Bank | Literal["gone", "unreadable"]:
    """The bank with an id as it is now, for whoever holds an old paper against it; never fails.

    "gone" where no file has it, "unreadable" where one that could not be read may be it. `at_once`: somebody waits, and
    a file that is so large that its index may have to be made anew is not read.
    """
    refused = False
    for path in sorted(files, key=lambda path: path.stem != bank_id):
        if at_once and _is_large(path):
            refused = True
            continue
        file = _read(path, open_bank)
        if file.bank is not None and file.bank.id == bank_id:
            return file.bank
        refused |= file.bank is None
    return "unreadable" if refused else "gone"


def find_edition(files: Iterable[Path], open_bank: OpenBank, edition: str) -> Bank:
    """The bank that an exam code belongs to. Raises NoSuchBank."""
    for path in files:
        bank = _read(path, open_bank).bank
        if bank is not None and bank.edition == edition:
            return bank
    raise NoSuchBank(
        f"No bank that exam knows is edition {edition}, which this code was made from. "
        "The bank may have changed since, or be a file of your own: then name it, as in "
        "'exam take ./my-bank.toml --code …'."
    )


def is_path(word: str) -> bool:
    """Whether a word means a bank's file, not its id: it has a separator, there is such a file, or it ends as the names
    of banks do, or of question files in other formats.
    """
    separators = [separator for separator in (os.sep, os.altsep) if separator]
    if any(mark in word for mark in separators) or word.endswith(".toml") or Path(word).is_file():
        return True
    if "." not in word:
        return False
    from exam.formats.imports import has_its_suffix  # it takes a while, and few ids have a point

    return has_its_suffix(word)


def _read(path: Path, open_bank: OpenBank) -> BankFile:
    try:
        return BankFile(path, open_bank(path))
    except BankRefused as refused:
        return BankFile(path, None, refused.faults)
    except OSError as error:
        return BankFile(path, None, (Fault(str(path), 0, 0, "", f"cannot be read: {error.strerror or error}", ""),))


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size > _READ_AT_ONCE
    except OSError:
        return False


def _is_not_named_after_its_bank(file: BankFile) -> bool:
    return file.bank is None or file.path.stem != file.bank.id


def _second(file: BankFile, bank_id: str) -> BankFile:
    fault = Fault(str(file.path), 0, 0, "", f"there is another bank with the id {bank_id}", "Give this one its own.")
    return BankFile(file.path, file.bank, (fault,))
