"""Which attempts are listed, and in what order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from exam.store import AttemptRow

Order = Literal["newest", "oldest", "best", "worst"]
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True)
class Listing:
    """What of the history is wanted. None: all."""

    order: Order = "newest"
    bank: str | None = None
    blueprint_title: str | None = None
    """The same in every bank that has such a blueprint."""
    mode: str | None = None


def selected(rows: Sequence[AttemptRow], listing: Listing) -> list[AttemptRow]:
    """The attempts that are wanted, in order. `rows` are all, newest first; unfinished ones have no score: last."""
    kept = [
        row
        for row in rows
        if listing.bank in (None, row.bank)
        and listing.blueprint_title in (None, row.blueprint_title)
        and listing.mode in (None, row.mode)
    ]
    match listing.order:
        case "newest":
            return kept
        case "oldest":
            return kept[::-1]
        case "best" | "worst":
            up = -1 if listing.order == "best" else 1
            return sorted(kept, key=lambda row: (row.passed is None, up * (score_percent(row) or 0.0)))


def score_percent(row: AttemptRow) -> float | None:
    """The score, 0 to 100; None for an attempt that has not ended."""
    if row.points is None or not row.possible:
        return None
    # A division of two integers: ten thousand fractions would take longer to divide than to read.
    # The hundred goes first: 23 of 40 are 57.5 %, and a hundred times 0.575 is less.
    return 100 * row.points.numerator / (row.points.denominator * row.possible)


def following(values: Sequence[str], chosen: str | None) -> str | None:
    """The value after the chosen one; after the last one None, for all of them."""
    names = [None, *values]
    return names[(names.index(chosen) + 1) % len(names)] if chosen in names else None
