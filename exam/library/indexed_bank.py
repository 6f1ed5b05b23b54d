"""A bank whose items stay in its index and are read when somebody asks for them.

To everybody else it is a `Bank`: it has the same sections, counts, presets and edition.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, cast, overload

from pydantic import PrivateAttr

from exam.core.bank import MOST_DIRECT, Bank, Section
from exam.core.blueprint import Blueprint
from exam.core.exhibit import Exhibit
from exam.core.item import Item
from exam.library.index import Index, UnsoundIndex, items_at, places_by_id

_Value = TypeVar("_Value")
_AT_ONCE = 500
"""Items read together while somebody goes through all of them."""


class IndexedBank(Bank):
    """A bank of more than `MOST_DIRECT` items."""

    _index: Index = PrivateAttr()
    _header: dict[str, Any] = PrivateAttr()

    @property
    def index(self) -> Index:
        return self._index

    @property
    def common(self) -> frozenset[str]:
        """The words that too many statements of the whole bank use to tell any two apart."""
        return frozenset(self._header["common"])

    @property
    def items(self) -> tuple[Item, ...]:
        return _items(self._index, range(sum(len(section.items) for section in self.sections)))

    @property
    def item_by_id(self) -> dict[str, Item]:
        items = self.items
        return cast(dict[str, Item], _ById(self._index, items, items.__getitem__))

    @property
    def section_of(self) -> dict[str, Section]:
        return cast(dict[str, Section], _ById(self._index, self.items, self._section_at))

    @property
    def has_authored_items(self) -> bool:
        return bool(self._header["authored_options"])

    @property
    def edition(self) -> str:
        return str(self._header["edition"])

    @property
    def siblings(self) -> dict[int, tuple[str, ...]]:
        query = """SELECT number, id FROM item WHERE number IN (
            SELECT number FROM item WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1) ORDER BY place"""
        sharing: dict[int, tuple[str, ...]] = {}
        for number, name in self._index.ask(lambda database: database.execute(query).fetchall()):
            sharing[number] = (*sharing.get(number, ()), name)
        return sharing

    def question_counts(self, sections: Sequence[Section], only: Container[str] | None = None) -> list[int]:
        if self.format_version == 1 or only is not None:
            return super().question_counts(sections, only) if only is not None else [len(one.items) for one in sections]
        places = {section.id: place for place, section in enumerate(self.sections)}
        wanted = [places[section.id] for section in sections]
        query = """SELECT first, count(*) FROM (
            SELECT min(section) AS first FROM item WHERE section IN (SELECT value FROM json_each(?))
            GROUP BY coalesce(number, -1 - place)) GROUP BY first"""
        counts = dict(self._index.ask(lambda database: database.execute(query, (json.dumps(wanted),)).fetchall()))
        return [counts.get(place, 0) for place in wanted]

    def places_in(self, section: Section) -> range:
        """The places in the bank, from 0, of a section's items."""
        first = 0
        for one in self.sections:
            if one.id == section.id:
                return range(first, first + len(one.items))
            first += len(one.items)
        raise KeyError(section.id)

    def _section_at(self, place: int) -> Section:
        return next(section for section in self.sections if place in self.places_in(section))


def bank_in_index(index: Index, header: dict[str, Any]) -> IndexedBank:
    """The bank of an index that has this header. Raises UnsoundIndex where no bank of that size would be indexed."""
    sections, first = [], 0
    for name, title, family, subject, count in header["sections"]:
        items = _items(index, range(first, first + count))
        sections.append(Section.model_construct(id=name, title=title, family=family, subject=subject, items=items))
        first += count
    if first <= MOST_DIRECT:
        raise UnsoundIndex("too few items")
    fields = {name: value for name, value in header["bank"].items() if name != "schema"}
    fields["format_version"] = header["bank"].get("schema", 1)
    fields["exhibits"] = tuple(map(Exhibit.model_validate, fields.pop("exhibit", ())))
    blueprints = tuple(map(Blueprint.model_validate, header["blueprints"]))
    bank = IndexedBank.model_construct(**fields, sections=tuple(sections), written_blueprints=blueprints)
    bank._index, bank._header = index, header
    return bank


def _items(index: Index, places: range) -> tuple[Item, ...]:
    # A Sequence that says how long it is: all that a bank's readers need of the tuple that the field is.
    return cast(tuple[Item, ...], _Items(index, places))


class _Items(Sequence[Item]):
    """The items at some places of the bank, in order."""

    def __init__(self, index: Index, places: range) -> None:
        self._index = index
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, at: int | slice) -> Item | tuple[Item, ...]:
        places = self._places[at] if isinstance(at, slice) else [self._places[at]]
        item_at = self._index.ask(lambda database: items_at(database, places))
        items = tuple(item_at[place] for place in places)
        return items if isinstance(at, slice) else items[0]

    def __iter__(self) -> Iterator[Item]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]


class _ById(Mapping[str, _Value], Generic[_Value]):
    """What belongs to each item, by the item's id; `value_at` gives it by the item's place."""

    def __init__(self, index: Index, items: Sequence[Item], value_at: Callable[[int], _Value]) -> None:
        self._index = index
        self._items = items
        self._value_at = value_at

    def __getitem__(self, name: str) -> _Value:
        return self._value_at(self._index.ask(lambda database: places_by_id(database, [name]))[name])

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._index.ask(lambda database: places_by_id(database, [name]))

    def __iter__(self) -> Iterator[str]:
        query = "SELECT id FROM item ORDER BY place"
        return iter(self._index.ask(lambda database: [name for (name,) in database.execute(query)]))

    def __len__(self) -> int:
        return len(self._items)
