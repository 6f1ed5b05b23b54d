"""The correction: what was found wrong with a question after it was sat, and the paper as it ought to have been marked.

A correction is of the paper, not of the answers. So marking, review and every figure see a form in which the question
is as it should have been, and nothing else has to know that it ever was otherwise.
"""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from exam.core.form import Form, Option, Slot
from exam.core.gap import AcceptedNumber, AcceptedText, Gap, decimal, plain_typed
from exam.core.model import Recorded


class Correction(Recorded):
    """What is right at one place of a form after all. One kind of correction each: `key`, `accepted` or `dropped`."""

    n: int
    """The place in the form, from 1."""
    key: tuple[str, ...] = ()
    """Ids of the options that are right. More of them than are to be chosen: any of them will do."""
    accepted: Annotated[tuple[tuple[int, str], ...], Field(max_length=100)] = ()
    """Texts or numbers that count as well, each with the place of its gap, from 0."""
    dropped: bool = False
    """Whether the question counts for nobody."""


def contradiction(form: Form, correction: Correction) -> str | None:
    """Why a correction cannot be made in a form, for the person who tried; None where it can."""
    if not 1 <= correction.n <= len(form.slots):
        return f"There is no question {correction.n}; this exam has {len(form.slots)}."
    slot = form.slot(correction.n)
    if sum(map(bool, (correction.key, correction.accepted, correction.dropped))) != 1:
        return f"Question {slot.n} needs one correction: a key, accepted answers, or none that counts."
    if correction.key:
        known = {option.id for option in slot.options}
        if not slot.is_choice or not set(correction.key) < known:
            return f"Question {slot.n} has no such key."
        if len(set(correction.key)) < slot.choose:
            return f"Question {slot.n} asks for {slot.choose} options, so that many must be right."
    for place, text in correction.accepted:
        gap = slot.gaps[place] if 0 <= place < len(slot.gaps) else None
        if gap is None or gap.choices:
            return f"Question {slot.n} has nothing to be typed there."
        if not plain_typed(text) or (gap.numbers and decimal(text) is None):
            return f"Question {slot.n} cannot be answered by {text!r}."
    return None


def corrected(form: Form, corrections: Iterable[Correction]) -> Form:
    """The form with its questions as they should have been."""
    by_place = {correction.n: correction for correction in corrections}
    slots = tuple(_slot(slot, by_place[slot.n]) if slot.n in by_place else slot for slot in form.slots)
    return form.model_copy(update={"slots": slots}) if by_place else form


def _slot(slot: Slot, correction: Correction) -> Slot:
    if correction.dropped:
        return slot.model_copy(update={"dropped": True})
    if correction.accepted:
        more = [[text for at, text in correction.accepted if at == place] for place in range(len(slot.gaps))]
        return slot.model_copy(update={"gaps": tuple(map(_gap, slot.gaps, more))})
    key = tuple(option.id for option in slot.options if option.id in correction.key)
    options = tuple(_option(slot, option, key) for option in slot.options)
    return slot.model_copy(update={"key": key, "options": options, "any_of": len(key) > slot.choose})


def _option(slot: Slot, option: Option, key: tuple[str, ...]) -> Option:
    """What an option answers now, and what it earns: credits of its author were for another key."""
    right = option.id in key
    home = slot.item if right else None if option.home == slot.item else option.home
    return option.model_copy(update={"home": home, "credit": None})


def _gap(gap: Gap, more: list[str]) -> Gap:
    numbers = tuple(AcceptedNumber(value=decimal(text) or "0") for text in more if gap.numbers)
    texts = tuple(AcceptedText(text=text) for text in more if not gap.numbers)
    return gap.model_copy(update={"numbers": (*gap.numbers, *numbers), "texts": (*gap.texts, *texts)})
