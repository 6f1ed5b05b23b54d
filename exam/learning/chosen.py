"""Owns the form of items that were chosen one by one, made to measure. Refuses to choose them."""

from collections.abc import Iterable

from exam.assembly.assemble import assemble
from exam.assembly.tailor import Impossible, tailor
from exam.core.bank import Bank
from exam.core.form import Form
from exam.core.results import Result
from exam.learning.measuring import again


def assemble_chosen(
    bank: Bank,
    items: Iterable[str],
    past: Iterable[Result],
    seed: int,
    *,
    preset: str | None = None,
    minutes: int | None = None,
) -> Form:
    """A form of these items, in which what the past says is confused comes up more often. Raises Impossible.

    Of two enemies it asks the one named first, and it leaves out what the bank does not have: `blueprint.only` says
    which ones are in it. Without `minutes`, the preset's pace.
    """
    kept = _without_enemies(bank, items)
    if not kept:
        raise Impossible(f"The bank {bank.id} has none of these questions any more.")
    blueprint = tailor(bank, preset, only=kept, items=len(kept), minutes=minutes, choose_two=0, reversed_=0, matching=0)
    # What concerns other items would make a form to measure of one that can be made again from its code.
    weights = {pair: weight for pair, weight in again(past).items() if pair[0] in kept}
    return assemble(bank, blueprint, seed, weights)


def _without_enemies(bank: Bank, items: Iterable[str]) -> tuple[str, ...]:
    """The items that can meet in one paper. Unknown ones fall out."""
    kept: dict[str, None] = {}
    for name in items:
        item = bank.item_by_id.get(name)
        if item is None:
            continue
        if not any(other in item.enemies or name in bank.item_by_id[other].enemies for other in kept):
            kept[name] = None
    return tuple(kept)
