"""Owns reading an index: every row checked, none taken on trust. Refuses to mend: what is wrong is Damaged."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from exam.core.item import Item
from exam.library.layout import STAMP, Damaged, refuse_changed, unpacked

if TYPE_CHECKING:
    import sqlite3

_AT_ONCE = 500
"""Rows asked for in one statement."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item, and the numbers of the words that it is looked up by."""

    place: int
    item: Item
    stem_words: Sequence[int]
    said_words: Sequence[int]


class Reader:
    """An open index. Everything raises Damaged where the file is not as it was written."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def header(self) -> dict[str, Any]:
        header = self.json("header")
        if not isinstance(header, dict) or header.get("stamp") != STAMP:
            raise Damaged("written by another program")
        return header

    def json(self, name: str) -> Any:
        try:
            return json.loads(self.part(name))
        except ValueError as error:
            raise Damaged(f"{name}: {error}") from error

    def part(self, name: str) -> bytes:
        for body, total in self._database.execute("SELECT body, sum FROM part WHERE name = ?", (name,)):
            refuse_changed(name, total, name, body)
            return bytes(body)
        raise Damaged(f"{name}: missing")

    def numbers(self, name: str) -> array[int]:
        return unpacked(self.part(name))

    def rows(self, places: Iterable[int]) -> list[Row]:
        """The items at some places, in the order of the bank."""
        wanted = sorted(set(places))
        found = []
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT place, id, body, words, sum FROM item WHERE place IN ({marks}) ORDER BY place"
            found += [_row(*values) for values in self._database.execute(query, some)]
        if [row.place for row in found] != wanted:
            raise Damaged("items are missing")
        return found

    def postings(self, words: Iterable[int]) -> dict[int, tuple[array[int], array[int]]]:
        """By word, the places that have it in the stem, and those that have it in a statement."""
        wanted = sorted(set(words))
        found = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT word, stems, statements, sum FROM posting WHERE word IN ({marks})"
            for word, stems, statements, total in self._database.execute(query, some):
                refuse_changed(f"postings of {word}", total, str(word), stems, statements)
                found[word] = (unpacked(stems), unpacked(statements))
        if len(found) != len(wanted):
            raise Damaged("postings are missing")
        return found

    def places(self, ids: Iterable[str]) -> dict[str, int]:
        """The places of those items that there are, by id. An id that is missing is no damage: nobody may have it."""
        wanted = sorted(set(ids))
        found: dict[str, int] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            found.update(self._database.execute(f"SELECT id, place FROM item WHERE id IN ({marks})", some))
        return found

    def places_of(self, ids: Iterable[str]) -> dict[str, int]:
        """The places of items that must be there, by id."""
        wanted = set(ids)
        found = self.places(wanted)
        if len(found) != len(wanted):
            raise Damaged("items are missing")
        return found

    def ids(self) -> Iterator[str]:
        """Every id, in the order of the bank."""
        return (name for (name,) in self._database.execute("SELECT id FROM item ORDER BY place"))


@contextmanager
def reading(file: Path) -> Iterator[Reader]:
    """Opens an index. Each use opens it anew, which takes well under a millisecond and works in any thread."""
    # Not at the top: whoever has only small banks, as most do, starts without it.
    import sqlite3

    try:
        # Immutable: an index is never changed in place, only replaced.
        database = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            yield Reader(database)
        finally:
            database.close()
    except sqlite3.Error as error:
        raise Damaged(str(error)) from error


def _row(place: int, name: str, body: bytes, words: bytes, total: int) -> Row:
    refuse_changed(f"item {place}", total, name, body, words)
    count, *numbers = unpacked(words)
    try:
        return Row(place, Item.model_validate_json(body), numbers[:count], numbers[count:])
    except ValidationError as error:
        raise Damaged(f"item {place}: {error}") from error
