"""Owns the row of what an ended attempt came to: a column of numbers each, a number for each slot. Refuses SQL.

Figures read fifty thousand answers at once. As rows of a table they take a fifth of a second; as a thousand rows of
numbers laid side by side they take a hundredth.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple, assert_never, get_args

from exam.core.columns import Own
from exam.core.results import Change, Outcome

KINDS = ("direct", "choose_two", "reversed", "matching")
"""As in `exam.core.form.Kind`, which would bring models with it."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
CHANGES: tuple[Change | None, ...] = (None, *get_args(Change))
"""Numbers count places in these, so each may only be added to at its end."""

COLUMNS = (
    "item", "section", "kind", "outcome", "chosen", "chosen_each", "offered", "offered_each", "millis", "change",
    "flags",
)  # fmt: skip
"""Of the table of responses, after the attempt and how many slots it has."""
_WIDE = frozenset({"item", "section", "chosen", "offered", "millis"})
"""Numbers of four bytes, the lowest first; the others have one."""


class Answer(NamedTuple):
    """What one slot came to; its place in the attempt is its place among the others."""

    item: str
    section: str
    kind: str
    outcome: Outcome
    chosen: tuple[str, ...]
    """Homes of the chosen options, each once, as are those of all options."""
    offered: tuple[str, ...]
    millis: int
    change: Change | None
    marked: bool
    doubted: bool

    @property
    def words(self) -> tuple[str, ...]:
        """Whatever of it has a number in the dictionary."""
        return (self.item, self.section, *self.offered, *self.chosen)


def packed(answers: Sequence[Answer], number: Mapping[str, int]) -> tuple[int | bytes, ...]:
    """How many slots, and the columns; `number` is the dictionary."""
    numbers: dict[str, Iterable[int]] = {
        "item": (number[one.item] for one in answers),
        "section": (number[one.section] for one in answers),
        "kind": (KINDS.index(one.kind) for one in answers),
        "outcome": (OUTCOMES.index(one.outcome) for one in answers),
        "chosen": (number[home] for one in answers for home in one.chosen),
        "chosen_each": (len(one.chosen) for one in answers),
        "offered": (number[home] for one in answers for home in one.offered),
        "offered_each": (len(one.offered) for one in answers),
        "millis": (one.millis for one in answers),
        "change": (CHANGES.index(one.change) for one in answers),
        "flags": (one.marked + 2 * one.doubted for one in answers),
    }
    return len(answers), *(_written(name, numbers[name]) for name in COLUMNS)


def met(items: bytes, outcomes: bytes) -> list[tuple[int, bool]]:
    """The item of each slot by its number, and whether it was seen, of two columns of one attempt.

    Nothing where these do not fit together.
    """
    if len(items) != 4 * len(outcomes):
        return []
    unseen = OUTCOMES.index("not_reached")
    return [
        (item, outcome != unseen)
        for item, outcome in zip(struct.unpack(f"<{len(outcomes)}I", items), outcomes, strict=True)
    ]


class Packed:
    """The columns of many attempts, one attempt after the other. Raises ValueError where they do not fit together."""

    def __init__(self, rows: Sequence[tuple[Any, ...]], words: Mapping[int, str]) -> None:
        """`rows` are what `packed` gave for each attempt."""
        self.slots = [row[0] for row in rows]
        self._bytes = {name: b"".join([row[at] for row in rows]) for at, name in enumerate(COLUMNS, start=1)}
        self._words = words
        whole = sum(self.slots)
        lengths = {name: len(column) / (4 if name in _WIDE else 1) for name, column in self._bytes.items()}
        expected = dict.fromkeys(COLUMNS, whole) | {
            name: sum(self._bytes[f"{name}_each"]) for name in ("chosen", "offered")
        }
        if lengths != expected:
            raise ValueError("columns of a response do not fit together")
        if not all(words.keys() >= set(self._numbers(name)) for name in ("item", "section", "chosen", "offered")):
            raise ValueError("a response has a word that is not in the dictionary")
        places = {"kind": KINDS, "outcome": OUTCOMES, "change": CHANGES}
        if any(max(self._bytes[name], default=0) >= len(values) for name, values in places.items()):
            raise ValueError("a response holds a number that means nothing")

    def column(self, name: Own) -> Sequence[Any]:
        """A column of results."""
        match name:
            case "n":
                return [*chain.from_iterable(range(1, slots + 1) for slots in self.slots)]
            case "item" | "section":
                return self._named(name)
            case "kind":
                return [*map(KINDS.__getitem__, self._bytes["kind"])]
            case "outcome":
                return [*map(OUTCOMES.__getitem__, self._bytes["outcome"])]
            case "chosen" | "offered":
                return self._listed(name)
            case "seconds":
                return [millis / 1000 for millis in self._numbers("millis")]
            case "change":
                return [*map(CHANGES.__getitem__, self._bytes["change"])]
            case "marked":
                return [bool(flags & 1) for flags in self._bytes["flags"]]
            case "doubted":
                return [bool(flags & 2) for flags in self._bytes["flags"]]
            case "first":
                raise LookupError("Where an item was met first is not in its row.")
            case _:
                assert_never(name)

    def _numbers(self, name: str) -> Sequence[int]:
        column = self._bytes[name]
        return struct.unpack(f"<{len(column) // 4}I", column) if name in _WIDE else column

    def _named(self, name: str) -> list[str]:
        return [*map(self._words.__getitem__, self._numbers(name))]

    def _listed(self, name: str) -> list[tuple[str, ...]]:
        words = self._named(name)
        each = self._bytes[f"{name}_each"]
        if len(set(each)) == 1 and each[0]:
            # As many in every slot, as is usual.
            return [*zip(*[iter(words)] * each[0], strict=True)]
        return [tuple(words[start:end]) for start, end in pairwise(accumulate(each, initial=0))]


def _written(name: str, numbers: Iterable[int]) -> bytes:
    values = [*numbers]
    return struct.pack(f"<{len(values)}I", *values) if name in _WIDE else bytes(values)
