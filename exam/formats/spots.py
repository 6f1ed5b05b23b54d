"""Owns the way back from a path in a bank to its line, for what is found after it was read. Refuses to judge."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from exam.files.faults import FieldPath, Finding
from exam.files.source import read_text
from exam.formats.locate import locate
from exam.formats.toml import parse


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands. Line and column from 1; `where` is the path in words."""

    line: int
    column: int
    where: str


def find_spots(file: Path, paths: Collection[FieldPath], max_bytes: int) -> dict[FieldPath, Spot]:
    """Where each path stands in a bank's file; what is missing is at the table that lacks it. Raises BankRefused."""
    if not paths:
        return {}
    text = read_text(file, max_bytes)
    wanted = list(dict.fromkeys(paths))
    findings = [Finding(path, str(number)) for number, path in enumerate(wanted)]
    return {
        wanted[int(fault.message)]: Spot(fault.line, fault.column, fault.where)
        for fault in locate(str(file), text, parse(str(file), text, max_bytes), findings)
    }
