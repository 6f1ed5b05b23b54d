"""Owns reading a bank: from a path to a bank, or to every fault that stands against it. Refuses to repair anything."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exam.core.bank import Bank
from exam.files.faults import MOST, BankRefused, Enough, Fault, Findings
from exam.files.source import read_text
from exam.formats.coherence import check
from exam.formats.locate import locate
from exam.formats.outline import Outline
from exam.formats.remarks import remark
from exam.formats.structure import validate
from exam.formats.toml import parse

MAX_BYTES = 20_000_000
"""The size of a file beyond which a typing mistake is likelier than a bank."""


@dataclass(frozen=True, slots=True)
class LoadedBank:
    """A bank without faults, and what in it is worth a second look, in the order of the file."""

    bank: Bank
    warnings: tuple[Fault, ...]


def read_bank(path: Path, *, max_bytes: int = MAX_BYTES) -> LoadedBank:
    """The bank in a TOML file of at most `max_bytes`.

    Raises BankRefused with everything that is wrong with it, up to a thousand faults: with the file, or else with its
    syntax, or else with all its fields, ids, references and blueprints at once.
    """
    file = str(path)
    text = read_text(path, max_bytes)
    data = parse(file, text, max_bytes)
    faults, remarks = Findings(), Findings()
    bank = outline = None
    with suppress(Enough):
        bank = validate(data, faults)
        outline = Outline(data)
        check(outline, faults)
    if bank is None or outline is None or faults:
        raise BankRefused(_located(file, text, data, faults))
    with suppress(Enough):
        remark(outline, text, remarks)
    return LoadedBank(bank, _located(file, text, data, remarks))


def _located(file: str, text: str, data: dict[str, Any], findings: Findings) -> tuple[Fault, ...]:
    located = locate(file, text, data, findings)
    if len(findings) == MOST:
        more = Fault(file, 0, 0, "", f"there may be more than these {MOST:,}", "Mend some and look again.")
        return (*located, more)
    return located
