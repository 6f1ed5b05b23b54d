"""Where an item stands in its bank's file, for whoever wants to mend it."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from exam.files.source import MAX_BYTES, read_text
from exam.formats.imports.reading import foreign_format, import_files
from exam.formats.locate import locate_paths
from exam.formats.raw_bank import RawBank
from exam.formats.toml import parse_toml


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """A place in a file."""

    file: Path
    line: int
    """From 1; 0 where the file has no lines to be counted, as a deck or a package."""
    inside: str = ""
    """The part of a package that the item stands in; empty for any other file."""

    def __str__(self) -> str:
        """As in ``banks/mine.toml:12``, which editors and terminals understand."""
        return ":".join(str(part) for part in (self.file, self.inside, self.line) if part)


def find_items(file: Path, items: Collection[str], *, max_bytes: int = MAX_BYTES) -> dict[str, ItemPlace]:
    """The place of each of these items, by id, in a bank's file of any format; an item that it lacks is left out.

    Raises BankRefused for a file that cannot be read any more.
    """
    if not items:
        return {}
    if file.suffix != ".toml" and foreign_format(file, max_bytes) is not None:
        accounts = import_files([file], max_bytes=max_bytes).account_of
        places = {item: accounts[item].place for item in items if item in accounts}
        return {item: ItemPlace(file, place.line, place.member) for item, place in places.items()}
    raw = RawBank(parse_toml(str(file), read_text(file, max_bytes), max_bytes))
    paths = {item.id: item.path for item in raw.items if item.id is not None and item.id in items}
    located = locate_paths(file, list(paths.values()), max_bytes)
    return {item: ItemPlace(file, located[path].line) for item, path in paths.items() if path in located}
