"""The contrast drill: a short paper that tells two items apart, in which they always stand side by side.

There are four ways to ask about a pair A and B: each question with the other's statement on offer, and each statement
turned round with the other's question on offer. Often the bank allows B as a wrong option of A only, because nobody has
read whether A would be wrong under B. Then the two ways that need the latter are left out, and the other two are asked
in two wordings each. These are four questions again, all of them sound.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from exam.assembly.assemble import assemble
from exam.assembly.code import SEEDS
from exam.assembly.rotation import Weights
from exam.assembly.tailor import Impossible, tailor
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint, minutes_for
from exam.core.form import Form, Slot

Pair = tuple[str, str]

CONTRAST_QUESTIONS = 4
"""Each of two with the other on offer, and each turned round."""
_TRIES = 12
"""Seeds tried for another wording; of five statements each, every second one has it."""


def contrast(bank: Bank, one: str, other: str, seed: int, weights: Weights) -> Form:
    """Each of two items with the other's statement on offer, and then each turned round, where it can be.

    Where it cannot, what can be is asked once more in other words, as far as the items have them. `weights` favour each
    of the two as an option of the other, as `exam.learning.measuring.contrast_weights` has it. Raises Impossible where
    an item is not known, or neither may be a wrong option of the other.
    """
    if one == other:
        raise Impossible("A contrast drill tells two items apart: name two.")
    forms = list(_papers(bank, (one, other), seed, weights))
    slots = [slot for form in forms for slot in form.slots if _beside(slot, (one, other))]
    if not slots:
        raise Impossible(
            f"{one} and {other} may not be wrong options of each other in the bank {bank.id}, so no question can tell "
            f"them apart."
        )
    if len(slots) < CONTRAST_QUESTIONS:
        for slot, form in _reworded(bank, (one, other), seed, weights, slots):
            slots.append(slot)
            forms.append(form)
    return _joined(forms, slots)


def _papers(bank: Bank, both: Pair, seed: int, weights: Weights) -> Iterator[Form]:
    """The paper of both, and each turned round in one of its own: a question may stand only once among its options.

    Siblings never meet in a paper, so each of them has one to itself.
    """
    one, other = both
    for asked in [(one,), (other,)] if other in bank.siblings_of(one) else [both]:
        yield assemble(bank, _blueprint(bank, asked), seed, weights)
    for name in both:
        try:
            yield assemble(bank, _blueprint(bank, (name,), 1), seed, weights)
        except Impossible:
            continue


def _reworded(bank: Bank, both: Pair, seed: int, weights: Weights, slots: Sequence[Slot]) -> list[tuple[Slot, Form]]:
    """Each of these slots once more with no statement of the two that was shown, and the forms they are from."""
    said = set(chain.from_iterable(_said(bank, slot, both) for slot in slots))
    left = {(slot.item, slot.kind) for slot in slots}
    found: list[tuple[Slot, Form]] = []
    for step in range(1, _TRIES):
        for form in _papers(bank, both, (seed + step) % SEEDS, weights) if left else ():
            for slot in form.slots:
                new = _said(bank, slot, both)
                if (slot.item, slot.kind) in left and _beside(slot, both) and not said & new:
                    found.append((slot, form))
                    said |= new
                    left.remove((slot.item, slot.kind))
    return sorted(found, key=lambda each: each[0].kind)


def _joined(forms: list[Form], slots: list[Slot]) -> Form:
    """One form of these slots."""
    first, count, minutes = forms[0], len(slots), minutes_for(len(slots))
    turned = sum(slot.kind == "reversed" for slot in slots)
    sections = {slot.section for slot in slots}
    return first.model_copy(
        update={
            "blueprint": first.blueprint.model_copy(update={"items": count, "minutes": minutes, "reversed": turned}),
            "minutes": minutes,
            "sections": tuple(section for section in first.sections if section.id in sections),
            "slots": tuple(slot.model_copy(update={"n": n}) for n, slot in enumerate(slots, start=1)),
            "homes": {name: home for form in forms for name, home in form.homes.items()},
            "remarks": (),
        }
    )


def _blueprint(bank: Bank, only: tuple[str, ...], turned: int = 0) -> Blueprint:
    return tailor(bank, only=only, items=len(only), choose_two=0, reversed_=turned, matching=0)


def _beside(slot: Slot, both: Pair) -> bool:
    return {*both} <= {slot.item, *(option.home for option in slot.options)}


def _said(bank: Bank, slot: Slot, both: Pair) -> set[str]:
    """The statements of the two that a slot shows, as options or to ask about."""
    shown = "\n".join((slot.stem, *(option.text for option in slot.options)))
    return {text for name in both for text in bank.item_by_id[name].statements if " ".join(text.split()) in shown}
