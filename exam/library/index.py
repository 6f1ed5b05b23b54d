"""The index of a large bank: an SQLite file with its items, and with the words by which items are found for each other.

The file is written once and never changed. It lies in a cache, where anything may touch it, and SQLite does not notice
a letter that was changed in the middle of a text; so the name of the file ends in the CRC-32 of all its bytes.
"""

from __future__ import annotations  # before 3.12 no array says at run time what is in it

import json
import sqlite3
import time
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final, TypeVar

from exam import __version__
from exam.assembly.code import RULES
from exam.assembly.drawing import enemies
from exam.assembly.measured import shape_of
from exam.assembly.pool import common_words, is_negative
from exam.assembly.text_likeness import telling_words
from exam.core.authored import KEPT
from exam.core.bank import Bank
from exam.core.item import Item

TellIndexing = Callable[[int, int], None]
"""Is called with the number of items that are indexed and with how many there are; first with none, before the work."""

LAYOUT: Final = 4
"""Raised by any change to the tables or to what is written into them."""
STAMP: Final = f"{LAYOUT}.{RULES}.{__version__}"
"""An index with another stamp was written by another version of the program, and is made again."""
MOST_USES: Final = 500
"""Items that may use a word for it to be indexed: a word that more of them use tells little of any."""

_TABLES = """
CREATE TABLE about (header TEXT NOT NULL);
CREATE TABLE item (
    place INTEGER PRIMARY KEY,  -- in the bank, from 0
    id TEXT NOT NULL,
    section INTEGER NOT NULL,   -- the section's place in the bank, from 0
    subject TEXT NOT NULL,      -- what it is about
    kind TEXT,                  -- the kind of its answer
    number INTEGER,             -- that it shares with its siblings; NULL in schema 1, which has none
    askable INTEGER NOT NULL,   -- 1: worth drawing
    rank INTEGER,               -- among the items with statements, in an order that puts those written alike together
    body TEXT NOT NULL          -- the whole item as JSON; last, so that what stands before it is read without it
);
CREATE TABLE enemy (one INTEGER NOT NULL, other INTEGER NOT NULL);  -- places, each pair both ways
CREATE TABLE word (number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, items INTEGER NOT NULL);
CREATE TABLE use (
    word INTEGER NOT NULL, in_stem INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (word, in_stem, place)
) WITHOUT ROWID;
"""
_INDEXES = """
CREATE UNIQUE INDEX item_id ON item (id);
CREATE INDEX item_rank ON item (rank);
CREATE INDEX item_number ON item (number) WHERE number IS NOT NULL;
"""
_WRITTEN_APART = {"sections", "written_blueprints"}
_BLOCK = 1 << 20
_JUST_NOW = 2_000_000_000
"""Nanoseconds within which a file may change twice and have the same time of change."""

_Answer = TypeVar("_Answer")


class UnsoundIndex(Exception):
    """An index that is missing, damaged, or of another version of the program."""


class Index:
    """The index of one bank. `rebuild` makes it again and gives the new file, or raises BankRefused or OSError."""

    def __init__(self, file: Path, rebuild: Callable[[], Path]) -> None:
        self._file = file
        self._rebuild = rebuild

    def ask(self, question: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
        """What `question` reads from the index, which is first made again if it was deleted or damaged meanwhile.

        Each question opens the file anew, which takes under a millisecond and works in any thread.
        """
        try:
            return ask(self._file, question)
        except UnsoundIndex:
            self._file = self._rebuild()
        try:
            return ask(self._file, question)
        except UnsoundIndex as error:
            raise OSError(5, f"the index cannot be read back ({error})", str(self._file)) from error


def ask(file: Path, question: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
    """What `question` reads from an index file. Raises UnsoundIndex."""
    if not _is_as_written(file):
        raise UnsoundIndex("missing, or changed since it was written")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            return question(database)
    except sqlite3.Error as error:
        raise UnsoundIndex(str(error)) from error


def read_header(database: sqlite3.Connection) -> dict[str, Any]:
    """What an index has of the bank as a whole. Raises UnsoundIndex where another version of the program wrote it."""
    header: dict[str, Any] = json.loads(database.execute("SELECT header FROM about").fetchone()[0])
    if header["stamp"] != STAMP:
        raise UnsoundIndex("written by another version of the program")
    return header


def items_at(database: sqlite3.Connection, places: Iterable[int]) -> dict[int, Item]:
    """The items at some places, by place in ascending order."""
    query = "SELECT place, body FROM item WHERE place IN (SELECT value FROM json_each(?)) ORDER BY place"
    rows = database.execute(query, (json.dumps(sorted(set(places))),))
    # What is in the index was cleaned when the bank was read, so that nothing of it is folded again.
    return {place: Item.model_validate_json(body, context={KEPT: True}) for place, body in rows}


def places_by_id(database: sqlite3.Connection, ids: Iterable[str]) -> dict[str, int]:
    """The places of those ids that the bank has."""
    query = "SELECT id, place FROM item WHERE id IN (SELECT value FROM json_each(?))"
    return dict(database.execute(query, (json.dumps(sorted(set(ids))),)))


def write_index(bank: Bank, source: Path, file: Path, told: TellIndexing | None = None) -> None:
    """Writes the index of a bank that was read from `source` into a new file. Raises sqlite3.Error."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        # Nobody reads the file before it is whole, and nobody misses it if it is lost.
        database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES} BEGIN;")
        uses = _Uses(bank.items)
        database.execute("INSERT INTO about VALUES (?)", (json.dumps(_header(bank, source, uses.common)),))
        database.executemany("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _item_rows(bank, told))
        place_of = {item.id: place for place, item in enumerate(bank.items)}
        apart = enemies((place, map(place_of.get, item.enemies)) for place, item in enumerate(bank.items))
        pairs = ((one, other) for one, others in apart.items() for other in others)
        database.executemany("INSERT INTO enemy VALUES (?, ?)", pairs)
        words = list(uses.indexed())
        rows = ((number, word, items) for number, (word, items) in enumerate(words, start=1))
        database.executemany("INSERT INTO word VALUES (?, ?, ?)", rows)
        database.executemany("INSERT INTO use VALUES (?, ?, ?)", uses.rows(word for word, _ in words))
        database.execute("COMMIT")
        database.executescript(_INDEXES)


def file_checksum(file: Path) -> str:
    """The CRC-32 of a file's bytes, as eight hexadecimal digits. Raises OSError."""
    total = 0
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            total = zlib.crc32(block, total)
    return f"{total:08x}"


def words_of(item: Item) -> tuple[frozenset[str], frozenset[str]]:
    """The telling words of an item's stem, and those of all its statements."""
    return telling_words(item.stem), frozenset[str]().union(*map(telling_words, item.statements))


_known_as_written: dict[Path, tuple[int, int, int]] = {}
"""By file, its number, size and time of change when its checksum was last found right."""


def _is_as_written(file: Path) -> bool:
    """Whether a file's checksum is the one in its name, computed again only if the file has changed since it was."""
    try:
        status = file.stat()
        state = (status.st_ino, status.st_size, status.st_mtime_ns)
        if _known_as_written.get(file) == state:
            return True
        if file_checksum(file) != file.stem.rpartition("-")[2]:
            return False
    except OSError:
        return False
    if abs(time.time_ns() - status.st_mtime_ns) > _JUST_NOW:
        _known_as_written[file] = state
    return True


def _header(bank: Bank, source: Path, common: Iterable[str]) -> dict[str, Any]:
    return {
        "stamp": STAMP,
        "source": str(source.absolute()),
        "bank": bank.model_dump(mode="json", by_alias=True, exclude=_WRITTEN_APART, exclude_defaults=True),
        # Whole, because what was written out is not the default in every schema.
        "blueprints": [blueprint.model_dump(mode="json") for blueprint in bank.written_blueprints],
        "edition": bank.edition,
        "authored_options": bank.has_authored_items,
        "sections": [[one.id, one.title, one.family, one.subject, len(one.items)] for one in bank.sections],
        "common": sorted(common),
    }


def _item_rows(bank: Bank, told: TellIndexing | None) -> Iterator[tuple[int | str | None, ...]]:
    ranks = _ranks(bank)
    place = 0
    for at, section in enumerate(bank.sections):
        for item in section.items:
            body = item.model_dump_json(exclude_defaults=True)
            number = item.number if bank.format_version > 1 else None
            about = (bank.subject_in(section, item), bank.kind_in(item), number)
            yield (place, item.id, at, *about, _may_be_askable(bank, item), ranks.get(place), body)
            place += 1
            if told is not None and place % 1000 == 0:
                told(place, len(bank.items))


def _ranks(bank: Bank) -> dict[int, int]:
    """By place of each item with statements, where it comes when they are put in order of kind, form and length."""
    keys = sorted(
        (bank.kind_in(item) or "", shape_of(item.statements[0]), len(item.statements[0]), place)
        for place, item in enumerate(bank.items)
        if item.statements
    )
    return {place: rank for rank, (*_, place) in enumerate(keys)}


def _may_be_askable(bank: Bank, item: Item) -> bool:
    """Whether an item is worth drawing; whether it can be asked is known once its distractors are looked for."""
    if item.is_authored or bank.format_version > 1:
        return True
    return not is_negative(item, bank) and (bool(item.lures) or not bank.lures_only)


class _Uses:
    """Where words are used: by word the places of the items that have it in the stem, or in a statement.

    Arrays, because a hundred thousand items use words some three million times.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self.in_stems: dict[str, array[int]] = {}
        self.in_statements: dict[str, array[int]] = {}
        self.common = common_words(self._noted(items))
        """The words that too many statements use."""

    def _noted(self, items: Iterable[Item]) -> Iterator[frozenset[str]]:
        """The words of every statement; on the way it is noted who uses them, so that each text is split once."""
        for place, item in enumerate(items):
            said = [telling_words(text) for text in item.statements]
            if said:  # an item without statements has none to lend
                yield from said
                for words, uses in (
                    (telling_words(item.stem), self.in_stems),
                    (frozenset[str]().union(*said), self.in_statements),
                ):
                    for word in words:
                        uses.setdefault(word, array("I")).append(place)

    def indexed(self) -> Iterator[tuple[str, int]]:
        """The words worth looking items up by, in order, each with how many items use it."""
        for word in sorted(self.in_stems.keys() | self.in_statements.keys()):
            items = len({*self.in_stems.get(word, ()), *self.in_statements.get(word, ())})
            if 1 < items <= MOST_USES:
                yield word, items

    def rows(self, words: Iterable[str]) -> Iterator[tuple[int, int, int]]:
        """The number of each word from 1, whether it is used in a stem, and where."""
        for number, word in enumerate(words, start=1):
            for in_stem, uses in enumerate((self.in_statements, self.in_stems)):
                for place in uses.get(word, ()):
                    yield number, in_stem, place
