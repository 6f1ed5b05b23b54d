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
from exam.formats.toml import parse
from exam.formats.warnings import add_warnings


@dataclass(frozen=True)
class LoadedBank:
    """A bank without faults, and the text of its file with what it says."""

    bank: Bank
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


def read_bank(path: Path, *, max_bytes: int = MAX_BYTES) -> LoadedBank:
    """The bank in a TOML file of at most `max_bytes`.

    Raises BankRefused with everything that is wrong with it, up to a thousand faults: with the file, or else with its
    syntax, or else with all its fields, ids, references and blueprints at once.
    """
    file = str(path)
    text = read_text(path, max_bytes)
    data = parse(file, text, max_bytes)
    faults = FaultsAtPaths()
    bank = raw = None
    with suppress(TooManyFaults):
        bank = validate(data, faults)
        raw = RawBank(data)
        check_references(raw, faults)
    if bank is None or raw is None or faults:
        raise BankRefused(_located(file, text, data, faults))
    return LoadedBank(bank, file, text, raw)


def _located(file: str, text: str, data: dict[str, Any], findings: FaultsAtPaths) -> tuple[Fault, ...]:
    located = locate(file, text, data, findings)
    if len(findings) == MOST_FAULTS:
        more = Fault(file, 0, 0, "", f"there may be more than these {MOST_FAULTS:,}", "Mend some and look again.")
        return (*located, more)
    return located
