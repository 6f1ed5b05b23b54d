"""The bank with every kind of question on its way out, and what a reader makes of what was written, by item."""

from dataclasses import replace
from pathlib import Path

from exam.core.bank import Bank
from exam.core.item import Item
from exam.formats import read_bank
from exam.formats.exports.outgoing import Outgoing
from exam.formats.imports.foreign_bank import ForeignBank
from exam.formats.imports.imported import FoundPicture
from exam.formats.imports.taking import SourceFile, bank_of_files
from exam.library.exporting import outgoing_bank
from tests.support.every_kind import small_png, write_bank


def every_kind(folder: Path) -> tuple[Bank, Outgoing]:
    """The bank, and all of it as it goes out, its picture among it."""
    bank = read_bank(write_bank(folder)).bank
    return bank, replace(outgoing_bank(bank, folder), pictures={"fabric": ("fabric.png", small_png())})


def taken(found: ForeignBank, pictures: dict[str, bytes] | None = None) -> dict[str, Item]:
    """The items that an import makes of what was read, by their ids. Nothing may be left out."""
    media = {**found.media, **(pictures or {})}
    made = bank_of_files(
        [SourceFile("back", "", found, {name: FoundPicture(data) for name, data in media.items()}, {})]
    )
    assert [account.why for account in made.accounts if account.item is None] == []
    return {item.id: item for item in made.bank.items}
