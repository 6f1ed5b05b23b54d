"""Owns what an index holds of a bank: items, words, orders. Refuses to say where its file lies.

Posting lists are kept for telling words that few items use, and of these only for those that some item would be
looked up by: the others cost room and say nothing.
"""

import json
from array import array
from collections.abc import Callable, Iterable, Iterator

from exam.assembly.drawing import enemies
from exam.assembly.pool import common_words, is_negative, shape_of
from exam.assembly.text_likeness import telling_words
from exam.core.bank import Bank
from exam.core.item import Item
from exam.library.layout import ID_INDEX, NOWHERE, STAMP, TABLES, packed, sum_of

_LOOKED_UP = 3000
"""Entries of posting lists that are read for an item's stem, and again for its statements."""
_WORDS = 12
"""Words that a stem, and all statements of an item together, are looked up by at most; the rarest."""

_Postings = dict[str, "array[int]"]


def build(bank: Bank, source: str, file: str, told: Callable[[int, int], None] | None = None) -> None:
    """Writes the index of a bank into a new file. `told` hears how many of how many items are done.

    `source` is the bank's path. Raises sqlite3.Error where the file cannot be written.
    """
    import sqlite3

    telling = [_telling(item) for item in bank.items]
    in_stems, in_statements = _postings(telling)
    used: dict[str, int] = {}
    database = sqlite3.connect(file, isolation_level=None)
    try:
        # Nobody reads the file before it is whole, and nobody misses it if it is lost.
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;" + TABLES)
        database.execute("BEGIN")
        looked_up = (
            (_rarest(stem, in_stems, in_statements, used), _rarest(said, in_statements, {}, used))
            for stem, said in telling
        )
        rows = _item_rows(bank, looked_up, told)
        database.executemany("INSERT INTO item VALUES (?, ?, ?, ?, ?)", rows)
        database.executemany("INSERT INTO posting VALUES (?, ?, ?, ?)", _posting_rows(used, in_stems, in_statements))
        database.executemany("INSERT INTO part VALUES (?, ?, ?)", _parts(bank, source))
        database.execute(ID_INDEX)
        database.execute("COMMIT")
    finally:
        database.close()


def _telling(item: Item) -> tuple[frozenset[str], frozenset[str]]:
    """The telling words of an item's stem and of its statements; none of an item that gives no distractor."""
    said = frozenset(word for text in item.statements for word in telling_words(text))
    return telling_words(item.stem), said


def _postings(telling: Iterable[tuple[frozenset[str], frozenset[str]]]) -> tuple[_Postings, _Postings]:
    """By word, the places of the items that have it in the stem, and of those that have it in a statement."""
    in_stems: _Postings = {}
    in_statements: _Postings = {}
    for place, (stem, said) in enumerate(telling):
        if not said:
            continue  # it has nothing to lend
        for word in stem:
            in_stems.setdefault(word, array("I")).append(place)
        for word in said:
            in_statements.setdefault(word, array("I")).append(place)
    return in_stems, in_statements


def _rarest(words: frozenset[str], first: _Postings, second: _Postings, used: dict[str, int]) -> list[int]:
    """The numbers of the words to look an item up by, rarest first. A word gets its number in `used` when it is."""
    counted = sorted((len(first.get(word, ())) + len(second.get(word, ())), word) for word in words)
    numbers: list[int] = []
    left = _LOOKED_UP
    for count, word in counted:
        left -= count
        if left < 0 or len(numbers) == _WORDS:
            break
        if count > 1:
            numbers.append(used.setdefault(word, len(used)))
    return numbers


def _item_rows(
    bank: Bank, looked_up: Iterable[tuple[list[int], list[int]]], told: Callable[[int, int], None] | None
) -> Iterator[tuple[int, str, bytes, bytes, int]]:
    for place, (item, (stem, said)) in enumerate(zip(bank.items, looked_up, strict=True)):
        body = item.model_dump_json(exclude_defaults=True).encode()
        numbers = packed(array("I", [len(stem), *stem, *said]))
        yield place, item.id, body, numbers, sum_of(item.id, body, numbers)
        if told is not None and place % 1000 == 999:
            told(place + 1, len(bank.items))


def _posting_rows(
    used: dict[str, int], in_stems: _Postings, in_statements: _Postings
) -> Iterator[tuple[int, bytes, bytes, int]]:
    nothing = array("I")
    for word, number in used.items():
        stems, statements = packed(in_stems.get(word, nothing)), packed(in_statements.get(word, nothing))
        yield number, stems, statements, sum_of(str(number), stems, statements)


def _parts(bank: Bank, source: str) -> Iterator[tuple[str, bytes, int]]:
    """What is needed of the whole bank for any paper."""
    items = bank.items
    aspects = sorted({item.aspect for item in items if item.aspect is not None})
    number_of = {name: number for number, name in enumerate(aspects, start=1)}
    of_place = array("I", [number_of[item.aspect] if item.aspect is not None else 0 for item in items])
    order, rank = _by_shape(items, of_place)
    place_of = {item.id: place for place, item in enumerate(items)}
    apart = enemies((place, map(place_of.get, item.enemies)) for place, item in enumerate(items))
    header = {
        "stamp": STAMP,
        "source": source,
        "bank": bank.model_dump(mode="json", by_alias=True, exclude={"sections"}, exclude_defaults=True),
        "edition": bank.edition,
        "authored_options": bank.has_authored_options,
        "sections": [[section.id, section.title, section.family, len(section.items)] for section in bank.sections],
        "common": sorted(common_words(text for item in items for text in item.statements)),
    }
    for name, body in (
        ("header", json.dumps(header).encode()),
        ("aspects", packed(of_place)),
        ("order", packed(order)),
        ("rank", packed(rank)),
        ("askable", bytes(_may_be_askable(bank, item) for item in items)),
        ("enemies", json.dumps([[place, sorted(others)] for place, others in sorted(apart.items())]).encode()),
    ):
        yield name, body, sum_of(name, body)


def _by_shape(items: tuple[Item, ...], aspects: "array[int]") -> tuple["array[int]", "array[int]"]:
    """The items that have statements, those written alike beside each other; and by place, where it stands in it."""
    keyed = []
    for place, item in enumerate(items):
        for text in item.statements[:1]:
            keyed.append((aspects[place], shape_of(text), len(text), place))
    keyed.sort()
    order = array("I", [place for *_, place in keyed])
    rank = array("I", [NOWHERE]) * len(items)
    for at, place in enumerate(order):
        rank[place] = at
    return order, rank


def _may_be_askable(bank: Bank, item: Item) -> bool:
    """Whether an item is worth drawing; whether it can be asked is known once its distractors are looked for."""
    if item.options:
        return True
    return not is_negative(item.stem) and (bool(item.lures) or not bank.lures_only)
