"""The reasons for a paper's options: where each comes from, how tempting it is, and why it was legal.

They are read from bank and form after the fact, by the rules that made it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from exam.assembly.candidates import appeal, legal_homes
from exam.assembly.draft import DraftSlot
from exam.assembly.filling import legal_beside
from exam.assembly.measured import Statement
from exam.assembly.pool import Pool, pool_of
from exam.core.bank import Bank
from exam.core.form import Form, Slot

Standing = Literal["key", "lure", "unread", "authored"]
"""Right; from an item that the bank names as a lure; passed by the rules alone; or written by the author for this."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One option of one slot."""

    n: int
    option: str
    home: str | None
    standing: Standing
    rank: int | None
    """Its place among the legal distractors by appeal, 1 the most tempting; None for keys and authored ones."""
    legal: int
    """How many distractors were legal beside this key."""
    why: str
    """Why it may stand here, in words."""


def explain(bank: Bank, form: Form, pool: Pool | None = None) -> Iterator[Explained]:
    """Every option of a form that `assemble` made from this bank, slot by slot in the order shown.

    `pool` is the one that it was made from, where that was a part of the bank.
    """
    pool = pool or pool_of(bank)
    for slot in form.slots:
        place = _place(pool, slot)
        ranked = _ranked(pool, place, form)
        for option in slot.options:
            standing = _standing(pool, slot, option.id, option.home)
            known = [at for at, text in enumerate(ranked, start=1) if text == option.text]
            rank = known[0] if known and standing in ("lure", "unread") else None
            yield Explained(
                slot.n, option.id, option.home, standing, rank, len(ranked), _why(bank, slot, standing, option.home)
            )


def _place(pool: Pool, slot: Slot) -> DraftSlot:
    """The place that the slot was made from."""
    item = pool.place_of[slot.item]
    place = DraftSlot(item, kind=slot.kind, block=slot.block)
    right = {slot.option(name).text for name in slot.key}
    if slot.kind == "reversed":
        place.keys = [pool.stem_as_option(item)]
        place.shown = next(own for own in pool.of_item[item] if own.text in slot.stem)
    else:
        place.keys = [own for own in pool.of_item[item] if own.text in right]
    return place


def _ranked(pool: Pool, place: DraftSlot, form: Form) -> list[str]:
    """The texts of all legal distractors, the most tempting first, before any chance."""
    if not place.keys:
        return []
    legal: list[Statement] = [statement for statements in legal_beside(pool, place) for statement in statements]
    key = place.keys[0]
    worth = {
        statement.place: appeal(pool, place.item, key, statement, form.blueprint.difficulty) for statement in legal
    }
    return [statement.text for statement in sorted(legal, key=lambda own: (-worth[own.place], own.place))]


def _standing(pool: Pool, slot: Slot, option: str, home: str | None) -> Standing:
    if option in slot.key or any(option in gap.key for gap in slot.gaps):
        return "key"
    if home is None:
        return "authored"
    asked, other = pool.place_of[slot.item], pool.place_of[home]
    if slot.kind == "reversed":
        asked, other = other, asked
    return "lure" if other in legal_homes(pool, asked)[0] else "unread"


def _why(bank: Bank, slot: Slot, standing: Standing, home: str | None) -> str:
    match standing:
        case "key":
            return "It answers a part of the question." if slot.gaps else "It answers the question."
        case "authored":
            return "The author wrote it as a wrong option of this question."
        case "lure":
            asked = home if slot.kind == "reversed" else slot.item
            other = slot.item if slot.kind == "reversed" else home
            lures = bank.item_by_id[asked or ""].lures
            return f"Its home is lure {lures.index(other or '') + 1} of {len(lures)} of {asked}: the pair was read."
        case "unread":
            return "Nobody has read the pair; no rule of validity speaks against it."
