"""GIFT as a test writes it, and what is read of it."""

from textwrap import dedent
from typing import Any

from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem
from exam.formats.imports.gift import read_gift


def gift(text: str) -> ForeignBank:
    return read_gift("quiz.gift", dedent(text).encode())


def only(text: str) -> ForeignItem:
    """The one item of a text that holds one."""
    bank = gift(text)
    assert not bank.left_out
    [item] = bank.items
    return item


def fields(text: str) -> dict[str, Any]:
    return dict(only(text).fields)
