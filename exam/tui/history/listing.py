"""Owns which attempts are listed and in what order. Refuses to draw them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from exam.store import Row

Order = Literal["newest", "oldest", "best", "worst"]
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True)
class Listing:
    """What of the history is wanted."""

    order: Order = "newest"
    bank: str | None = None
    blueprint: str | None = None
    """Its title, which is the same in every bank that has such a blueprint."""
    mode: str | None = None


def listed(rows: Sequence[Row], listing: Listing) -> list[Row]:
    """The attempts that are wanted, in order. `rows` are all, newest first; unfinished ones have no score: last."""
    kept = [
        row
        for row in rows
        if listing.bank in (None, row.bank)
        and listing.blueprint in (None, row.blueprint_title)
        and listing.mode in (None, row.mode)
    ]
    match listing.order:
        case "newest":
            return kept
        case "oldest":
            return kept[::-1]
        case "best":
            return sorted(kept, key=lambda row: _or(percent(row), -1.0), reverse=True)
        case "worst":
            return sorted(kept, key=lambda row: _or(percent(row), 101.0))


def percent(row: Row) -> float | None:
    """The score, 0 to 100; None for an attempt that has not ended."""
    if row.points is None or not row.possible:
        return None
    points = row.points
    # A division of two integers: ten thousand fractions would take longer to divide than to read.
    # The hundred goes first: 23 of 40 are 57.5 %, and a hundred times 0.575 is less.
    return 100 * points.numerator / (points.denominator * row.possible)


def _or(found: float | None, otherwise: float) -> float:
    return otherwise if found is None else found


def following(values: Sequence[str], held: str | None) -> str | None:
    """The value after the one that holds; after the last one: any."""
    names = [None, *values]
    return names[(names.index(held) + 1) % len(names)] if held in names else None
