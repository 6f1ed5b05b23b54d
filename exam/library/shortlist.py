"""Which other items are weighed for an item's distractors, in a bank that is too large to weigh them all.

A shortlist depends only on the bank, the item, the difficulty and the number wanted, and is the same on every machine:
everything is counted in whole numbers, and of two items with equal scores the first in the bank is taken.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from sqlite3 import Connection

from exam.core.blueprint import Difficulty
from exam.core.item import Item
from exam.library.index import words_of

_FIFTHS: Mapping[Difficulty, tuple[int, int, int]] = {"far": (3, 2, 0), "mixed": (3, 1, 1), "near": (2, 1, 2)}
"""How many fifths of a shortlist share rare words with the item, are written like it, and stand in its section."""
_KIN: Mapping[Difficulty, int] = {"far": -12, "mixed": 4, "near": 12}
"""Added to the score of an item of the same subject, and again to one of the same section."""
_STEM_TO_STEM, _STATEMENT_TO_STATEMENT, _STEM_TO_STATEMENT = 3, 2, 1
"""What a shared word is worth. Most if both stems have it: such items have statements that tempt for each other. Less
if both statements have it. Least between a statement and the stem: a few should share one, as the key does."""
_WORDS = 12
"""Words of a stem, and again of all statements of an item, by which others are found; the rarest."""
_MOST_LURES = 64

_SHARING_WORDS = """
WITH asked (word, in_stem, worth) AS (VALUES {asked}),
scored (place, score) AS (
    SELECT use.place, sum(asked.worth)
    FROM asked CROSS JOIN use ON use.word = asked.word AND use.in_stem = asked.in_stem
    WHERE use.place <> ? GROUP BY use.place ORDER BY 2 DESC, 1 LIMIT ?
)
SELECT scored.place FROM scored CROSS JOIN item ON item.place = scored.place CROSS JOIN item AS own ON own.place = ?
ORDER BY coalesce(item.kind <> own.kind, 0),
    score + ? * ((item.section = own.section) + (item.subject = own.subject)) DESC, item.place
LIMIT ?
"""
_WRITTEN_ALIKE = """
SELECT item.place FROM item AS own CROSS JOIN item ON item.rank BETWEEN own.rank - ? AND own.rank + ?
WHERE own.place = ? AND item.place <> own.place AND (item.subject <> own.subject OR NOT ?)
ORDER BY abs(item.rank - own.rank), item.rank LIMIT ?
"""
_BESIDE = """
SELECT item.place FROM item AS own CROSS JOIN item ON item.place BETWEEN own.place - ? AND own.place + ?
WHERE own.place = ? AND item.place <> own.place AND item.section = own.section AND item.rank IS NOT NULL
ORDER BY abs(item.place - own.place), item.place LIMIT ?
"""


def shortlist(
    database: Connection,
    place: int,
    item: Item,
    words: Mapping[str, tuple[int, int]],
    lures: Sequence[int],
    difficulty: Difficulty,
    wanted: int,
) -> list[int]:
    """About `wanted` places whose statements are worth weighing for the item at a place, in the order of the bank.

    `words` are those of `indexed_words`. First come `lures`, then items of each of three kinds by their share.
    """
    near_by = 4 * wanted
    sharing = _sharing_words(database, place, item, words, difficulty, wanted)
    alike = _column(database, _WRITTEN_ALIKE, near_by, near_by, place, difficulty == "far", wanted)
    beside = [] if difficulty == "far" else _column(database, _BESIDE, near_by, near_by, place, wanted)
    found = dict.fromkeys(lures[:_MOST_LURES])
    for places, fifths in zip((sharing, alike, beside), _FIFTHS[difficulty], strict=True):
        found |= dict.fromkeys(places[: wanted * fifths // 5])
    for spare in (*sharing, *alike, *beside):
        if len(found) >= wanted:
            break
        found.setdefault(spare)
    return sorted(found)


def indexed_words(database: Connection, items: Iterable[Item]) -> dict[str, tuple[int, int]]:
    """The words of some items that are in the index: the rarity of each, and its number.

    The rarity is in bits, one for each halving of the bank down to the items that use the word.
    """
    (total,) = database.execute("SELECT count(*) FROM item").fetchone()
    wanted = {word for item in items for words in words_of(item) for word in words}
    query = "SELECT word, items, number FROM word WHERE word IN (SELECT value FROM json_each(?))"
    rows = database.execute(query, (json.dumps(sorted(wanted)),))
    return {word: ((total // items).bit_length(), number) for word, items, number in rows}


def _sharing_words(
    database: Connection,
    place: int,
    item: Item,
    words: Mapping[str, tuple[int, int]],
    difficulty: Difficulty,
    wanted: int,
) -> list[int]:
    """Places by the rare words that they share with an item, best first."""
    in_stem, in_statements = (_rarest(some, words) for some in words_of(item))
    asked = [
        *((number, 1, _STEM_TO_STEM * rarity) for rarity, number in in_stem),
        *((number, 0, _STEM_TO_STATEMENT * rarity) for rarity, number in in_stem),
        *((number, 0, _STATEMENT_TO_STATEMENT * rarity) for rarity, number in in_statements),
    ]
    if not asked:
        return []
    query = _SHARING_WORDS.format(asked=", ".join(["(?, ?, ?)"] * len(asked)))
    values = (value for row in asked for value in row)
    return _column(database, query, *values, place, 4 * wanted, place, _KIN[difficulty], wanted)


def _rarest(words: Iterable[str], known: Mapping[str, tuple[int, int]]) -> list[tuple[int, int]]:
    """The rarity and the number of the rarest of some words, as far as they are indexed."""
    return sorted((known[word] for word in words if word in known), key=lambda one: (-one[0], one[1]))[:_WORDS]


def _column(database: Connection, query: str, *values: int) -> list[int]:
    return [place for (place,) in database.execute(query, values)]
