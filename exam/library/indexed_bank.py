"""Owns a bank that stays in its index: header in memory, items read when asked for. Refuses to hold them all.

To everybody else it is a `Bank`: the same sections, counts, presets and edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast, overload

from pydantic import PrivateAttr

from exam.core.bank import MOST_DIRECT, Bank, Section
from exam.core.blueprint import Blueprint
from exam.core.item import Item
from exam.library.layout import Damaged
from exam.library.reading import Reader, reading

_T = TypeVar("_T")
_AT_ONCE = 500


class Shelf:
    """Where a bank's index is, and how to make it again. `rebuild` gives the path of a sound one, or raises."""

    def __init__(self, file: Path, rebuild: Callable[[], Path]) -> None:
        self.file = file
        self._rebuild = rebuild

    def read(self, use: Callable[[Reader], _T]) -> _T:
        """What `use` makes of the index, which is made again where it was deleted or damaged since."""
        try:
            with reading(self.file) as reader:
                return use(reader)
        except Damaged:
            self.file = self._rebuild()
        try:
            with reading(self.file) as reader:
                return use(reader)
        except Damaged as error:
            raise OSError(5, f"the index cannot be read back ({error})", str(self.file)) from error


class ShelvedBank(Bank):
    """A bank of more than `MOST_DIRECT` items, in its index."""

    _shelf: Shelf = PrivateAttr()
    _header: dict[str, Any] = PrivateAttr()

    @property
    def shelf(self) -> Shelf:
        return self._shelf

    @property
    def common(self) -> frozenset[str]:
        """The words that too many statements of the whole bank use to tell any two apart."""
        return frozenset(self._header["common"])

    @property
    def items(self) -> tuple[Item, ...]:
        return _items(self._shelf, 0, sum(count for *_, count in self._header["sections"]))

    @property
    def item_by_id(self) -> dict[str, Item]:
        return cast(dict[str, Item], _ById(self._shelf, len(self.items)))

    @property
    def section_of(self) -> dict[str, Section]:
        return cast(dict[str, Section], _SectionOf(self._shelf, len(self.items), self.sections))

    @property
    def has_authored_options(self) -> bool:
        return bool(self._header["authored_options"])

    @property
    def edition(self) -> str:
        return str(self._header["edition"])


def shelved(shelf: Shelf, header: dict[str, Any]) -> ShelvedBank:
    """The bank of an index with this header. Raises Damaged."""
    sections, first = [], 0
    for name, title, family, count in header["sections"]:
        items = _items(shelf, first, count)
        sections.append(Section.model_construct(id=name, title=title, family=family, items=items))
        first += count
    if first <= MOST_DIRECT:
        raise Damaged("too few items")
    written = {**header["bank"]}
    blueprints = tuple(Blueprint.model_validate(blueprint) for blueprint in written.pop("blueprint", ()))
    written.pop("schema", None)
    bank = ShelvedBank.model_construct(**written, sections=tuple(sections), written_blueprints=blueprints)
    bank._shelf, bank._header = shelf, header
    return bank


class _Items(Sequence[Item]):
    """Some of an index's items, in order."""

    def __init__(self, shelf: Shelf, first: int, count: int) -> None:
        self._shelf = shelf
        self._places = range(first, first + count)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, at: int | slice) -> Item | tuple[Item, ...]:
        if isinstance(at, slice):
            places = self._places[at]
            item_at = {row.place: row.item for row in self._shelf.read(lambda reader: reader.rows(places))}
            return tuple(item_at[place] for place in places)
        return self[at : at + 1 or None][0]

    def __iter__(self) -> Iterator[Item]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]


class _ById(Mapping[str, Item]):
    """The items by id, each read when asked for."""

    def __init__(self, shelf: Shelf, count: int) -> None:
        self._shelf = shelf
        self._count = count

    def __getitem__(self, name: str) -> Item:
        return self._shelf.read(lambda reader: reader.rows([reader.places([name])[name]]))[0].item

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._shelf.read(lambda reader: reader.places([name]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._shelf.read(lambda reader: list(reader.ids())))

    def __len__(self) -> int:
        return self._count


class _SectionOf(Mapping[str, Section]):
    """The section of each item, by the item's id."""

    def __init__(self, shelf: Shelf, count: int, sections: tuple[Section, ...]) -> None:
        self._shelf = shelf
        self._count = count
        self._sections = sections

    def __getitem__(self, name: str) -> Section:
        place = self._shelf.read(lambda reader: reader.places([name]))[name]
        for section in self._sections:
            place -= len(section.items)
            if place < 0:
                return section
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._shelf.read(lambda reader: list(reader.ids())))

    def __len__(self) -> int:
        return self._count


def _items(shelf: Shelf, first: int, count: int) -> tuple[Item, ...]:
    # A Sequence that says how long it is: all that a bank's readers need of the tuple that the field is.
    return cast(tuple[Item, ...], _Items(shelf, first, count))
