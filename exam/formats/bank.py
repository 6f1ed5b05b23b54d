"""Reading a bank: from a path to a bank, or to everything that is wrong with the file. Nothing is repaired."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from exam.core.bank import Bank
from exam.files.faults import MOST_FAULTS, BankRefused, Fault, FaultsAtPaths, TooManyFaults
from exam.files.source import MAX_BYTES, read_text
from exam.formats.fields import validate
from exam.formats.locate import locate
from exam.formats.raw_bank import RawBank
from exam.formats.references import check_references
from exam.formats.skipping import is_of_item, without_items
from exam.formats.toml import parse_toml
from exam.formats.warnings import add_warnings


@dataclass(frozen=True)
class LoadedBank:
    """A bank without faults, and the text of its file with what it says."""

    bank: Bank
    skipped: tuple[Fault, ...]
    """The faults of items that were left out; none unless somebody asked for that."""
    _file: str
    _text: str
    _raw: RawBank

    @cached_property
    def warnings(self) -> tuple[Fault, ...]:
        """What in it is worth a second look, in the order of the file. Looked for when it is asked for."""
        found = FaultsAtPaths()
        with suppress(TooManyFaults):
            add_warnings(self._raw, self._text, found)
        return _located(self._file, self._text, self._raw.data, found)


def read_bank(path: Path, *, max_bytes: int = MAX_BYTES, skip_faulty: bool = False) -> LoadedBank:
    """The bank in a TOML file of at most `max_bytes`; to `skip_faulty` is to leave out items with faults.

    Raises BankRefused with everything that is wrong with it, up to a thousand faults: with the file, or else with its
    syntax, or else with all its fields, ids, references and blueprints at once.
    """
    file = str(path)
    text = read_text(path, max_bytes)
    whole = parse_toml(file, text, max_bytes)
    bank, raw, faults = _bank_in(whole)
    all_faults = faults
    data = whole
    for _ in range(_ROUNDS):
        if not (skip_faulty and faults and all(map(is_of_item, faults))):
            break
        data = without_items(data, faults)
        bank, raw, faults = _bank_in(data)
    if bank is None or raw is None or faults:
        raise BankRefused(_located(file, text, whole, all_faults))
    skipped = _located(file, text, whole, all_faults)
    return LoadedBank(bank, skipped, file, text, raw if not skipped else RawBank(whole))


_ROUNDS = 5
"""How often items are left out because of others that were."""


def _bank_in(data: dict[str, Any]) -> tuple[Bank | None, RawBank | None, FaultsAtPaths]:
    """The bank that these data describe, and what is wrong with it."""
    faults = FaultsAtPaths()
    bank = raw = None
    with suppress(TooManyFaults):
        bank = validate(data, faults)
        raw = RawBank(data)
        check_references(raw, faults)
    return bank, raw, faults


def _located(file: str, text: str, data: dict[str, Any], findings: FaultsAtPaths) -> tuple[Fault, ...]:
    located = locate(file, text, data, findings)
    if len(findings) == MOST_FAULTS:
        more = Fault(file, 0, 0, "", f"there may be more than these {MOST_FAULTS:,}", "Mend some and look again.")
        return (*located, more)
    return located
