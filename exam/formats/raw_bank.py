"""A bank's data as they were parsed, with easy ways to the sections, items and blueprints that are in them.

The data may be wrong anywhere: what has the wrong type is passed over, so that wrong references are said together with
wrong fields.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from exam.core.bank import MOST_DIRECT
from exam.files.faults import FieldPath


@dataclass(frozen=True)
class RawTable:
    """One table of the file and its path, whatever is in it."""

    path: FieldPath
    raw: dict[str, Any]
    _known: dict[str, dict[str, FieldPath]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def id(self) -> str | None:
        return self.text("id")

    def text(self, name: str) -> str | None:
        value = self.raw.get(name)
        return value if isinstance(value, str) else None

    def number(self, name: str) -> int | None:
        value = self.raw.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def texts(self, name: str) -> dict[str, FieldPath]:
        """The texts of a list, each with the path where it stands first."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = {}
            value = self.raw.get(name)
            for place, text in enumerate(value if isinstance(value, list) else ()):
                if isinstance(text, str) and text not in found:
                    found[text] = (*self.path, name, place)
        return found

    @property
    def lends(self) -> bool:
        """Whether it is an item with statements, which others may borrow."""
        return bool(self.texts("statements"))


@dataclass(frozen=True)
class RawSection(RawTable):
    """A section as it is written, with its items."""

    items: tuple[RawTable, ...] = ()


class RawBank:
    """The sections, items and blueprints of a bank's data."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.schema = 1 if data.get("schema", 1) == 1 else 2
        self.sections = tuple(
            RawSection(path, raw, tuple(RawTable(*item) for item in _tables(raw, "item", path)))
            for path, raw in _tables(data, "section", ())
        )
        self.items = tuple(item for section in self.sections for item in section.items)
        self.blueprints = tuple(RawTable(*table) for table in _tables(data, "blueprint", ()))
        self.exhibits = tuple(RawTable(*table) for table in _tables(data, "exhibit", ()))

    @cached_property
    def asks_without_options(self) -> bool:
        """Whether what has no fair options is asked by typing or recall: not in banks of schema 1 with lures, or large
        ones, whose papers stay what they were.
        """
        marked = any(item.texts("lures") for item in self.items) or len(self.items) > MOST_DIRECT
        return self.schema > 1 or not marked

    @cached_property
    def lenders(self) -> dict[str, RawTable]:
        """By id, the items whose statements can stand under other stems."""
        return {item.id: item for item in self.items if item.id is not None and item.lends}

    def lenders_to(self, item: RawTable) -> int:
        """How many other items may lend this one a wrong option, as far as the bank itself forbids none."""
        barred = {name for name in item.texts("never_with") if name in self.lenders}
        if item.id in self.lenders:
            barred.add(item.id)
        if self.data.get("lures_only") is True:
            return sum(1 for name in item.texts("lures") if name in self.lenders and name not in barred)
        concept = item.text("concept")
        if concept is None:
            return len(self.lenders) - len(barred)
        kin, question = self._kinship(item), self.question(item)
        kindred = [name for name in self._kindred[kin] if self.question(self.lenders[name]) != question]
        return len(self.lenders) - len(barred.union(kindred))

    def question(self, item: RawTable) -> object:
        """What counts as one question: in schema 2 the number that an item shares with its siblings, or else itself."""
        number = item.number("number") if self.schema > 1 else None
        return item.path if number is None else number

    @cached_property
    def _kindred(self) -> dict[tuple[str | None, str | None], list[str]]:
        """The ids of the lenders that share a concept and a kind of answer."""
        kindred: dict[tuple[str | None, str | None], list[str]] = {}
        for name, item in self.lenders.items():
            kindred.setdefault(self._kinship(item), []).append(name)
        return kindred

    def _kinship(self, item: RawTable) -> tuple[str | None, str | None]:
        """What two items that are no siblings must not share for one to lend to the other."""
        return item.text("concept"), item.text("aspect" if self.schema == 1 else "kind")


def _tables(raw: dict[str, Any], name: str, path: FieldPath) -> Iterator[tuple[FieldPath, dict[str, Any]]]:
    value = raw.get(name)
    for place, table in enumerate(value if isinstance(value, list) else ()):
        if isinstance(table, dict):
            yield (*path, name, place), table
