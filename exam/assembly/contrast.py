"""Owns the contrast drill: the paper that tells two items apart. Refuses one in which they never stand side by side."""

from exam.assembly.assemble import assemble
from exam.assembly.filling import Weights
from exam.assembly.tailor import Impossible, tailor
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint, minutes_for
from exam.core.form import Form, Slot


def contrast(bank: Bank, one: str, other: str, seed: int, weights: Weights) -> Form:
    """Each of two items with the other's statement on offer, and then each turned round, where it can be.

    `weights` favour each of the two as an option of the other, as `exam.core.confusions.contrast_weights` has it.
    Raises Impossible where an item is not known, or neither may be a wrong option of the other.
    """
    if one == other:
        raise Impossible("A contrast drill tells two items apart: name two.")
    asked = assemble(bank, _blueprint(bank, (one, other)), seed, weights)
    # Each in a paper of its own: the question that one is answered by may stand only once in a paper.
    turned = [form for name in (one, other) if (form := _turned(bank, name, seed, weights)) is not None]
    slots = [slot for form in (asked, *turned) for slot in form.slots if _beside(slot, one, other)]
    if not slots:
        raise Impossible(
            f"{one} and {other} may not be wrong options of each other in the bank {bank.id}, so no question can tell "
            f"them apart."
        )
    count, minutes = len(slots), minutes_for(len(slots))
    reversed_ = sum(slot.kind == "reversed" for slot in slots)
    blueprint = asked.blueprint.model_copy(update={"items": count, "minutes": minutes, "reversed": reversed_})
    sections = {slot.section for slot in slots}
    return asked.model_copy(
        update={
            "blueprint": blueprint,
            "minutes": minutes,
            "sections": tuple(section for section in asked.sections if section.id in sections),
            "slots": tuple(slot.model_copy(update={"n": n}) for n, slot in enumerate(slots, start=1)),
            "homes": {name: home for form in (asked, *turned) for name, home in form.homes.items()},
            "remarks": (),
        }
    )


def _turned(bank: Bank, name: str, seed: int, weights: Weights) -> Form | None:
    """A paper of one item, reversed; None where it cannot be."""
    try:
        return assemble(bank, _blueprint(bank, (name,), 1), seed, weights)
    except Impossible:
        return None


def _blueprint(bank: Bank, only: tuple[str, ...], turned: int = 0) -> Blueprint:
    return tailor(bank, only=only, items=len(only), choose_two=0, reversed_=turned, matching=0)


def _beside(slot: Slot, one: str, other: str) -> bool:
    return {one, other} <= {slot.item, *(option.home for option in slot.options)}
