"""Whether a form that somebody else wrote makes sense: a paper of which this program could have made the like.

A form is read with every attempt that is taken in. What contradicts itself, or is larger than a bank may be, would
otherwise come up while it is scored or shown.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import get_args

from pydantic import TypeAdapter, ValidationError

from exam.core.form import LETTERS, Form, Kind, Slot
from exam.core.gap import AcceptedNumber, AcceptedText, Gap, decimal
from exam.core.model import Id
from exam.core.text import one_line

MOST_SLOTS = 1000
_MOST_LISTED = 1_300
"""Options in all the lists of one question with gaps."""
_MOST_GAPS = 50
_MOST_ACCEPTED = 100
_MOST_TYPOS = 3
_MOST_EXHIBITS = 2_000
_LONGEST_TEXT = 20_000
_LONGEST_ACCEPTED = 2_000
"""As banks may have them."""

_WITH_GAPS: frozenset[Kind] = frozenset(("typed", "numeric", "ordering", "pairs", "cloze"))
_WITH_OPTIONS: frozenset[Kind] = frozenset(get_args(Kind)) - _WITH_GAPS - {"recall"}
_ID = TypeAdapter(Id)


def nonsense(form: Form) -> str | None:
    """What of a form contradicts itself, or is more than this program could show; None where it makes sense."""
    return next(_nonsense(form), None)


def _nonsense(form: Form) -> Iterator[str]:
    sections = [section.id for section in form.sections]
    if not 1 <= len(form.slots) <= MOST_SLOTS:
        yield f"it has {len(form.slots)} questions"
    if not 1 <= form.minutes <= 100_000:
        yield f"it allows {form.minutes} minutes"
    names = [form.bank, *sections, *(slot.item for slot in form.slots), *form.homes]
    names += [option.home for slot in form.slots for option in slot.options if option.home is not None]
    yield from (f"{one_line(name)[:40]!r} is no id" for name in names if not _is_id(name))
    if len(set(sections)) < len(sections):
        yield "a section stands in it twice"
    if len(form.exhibits) > _MOST_EXHIBITS or any(name != exhibit.id for name, exhibit in form.exhibits.items()):
        yield "its exhibits are too many, or have other names than they say"
    for place, slot in enumerate(form.slots, start=1):
        if slot.n != place:
            yield f"question {place} says that it is number {slot.n}"
        if slot.section not in sections:
            yield f"question {place} is in none of its sections"
        if not set(slot.exhibits) <= form.exhibits.keys():
            yield f"question {place} names an exhibit that is not there"
        ids, count = {option.id for option in slot.options}, len(slot.options)
        fewest, most = (2, len(LETTERS)) if slot.is_choice else (0, _MOST_LISTED)
        if not fewest <= count <= most or len(ids) < count:
            yield f"question {place} has {count} options, or two of one id"
        if slot.points < 1 or not (_fits_key(slot, ids) if slot.is_choice else _fits_answer(slot, ids)):
            yield f"question {place} has a key that its options do not fit"
        if any(option.credit is not None and abs(option.credit) > 100 for option in slot.options):
            yield f"question {place} has an option that earns more than all"


def _fits_key(slot: Slot, ids: set[str]) -> bool:
    return slot.kind in _WITH_OPTIONS and bool(slot.key) and set(slot.key) < ids and slot.choose == len(set(slot.key))


def _fits_answer(slot: Slot, ids: set[str]) -> bool:
    """Whether what a question with gaps, or one to be recalled, is to be answered with is there and can be compared."""
    if slot.kind == "recall":
        is_there = bool(slot.answer) and len(slot.answer or "") <= _LONGEST_TEXT
        return is_there and slot.choose == 1 and not (slot.gaps or slot.options or slot.key)
    if slot.kind not in _WITH_GAPS or slot.key or slot.choose != len(slot.gaps) or len(slot.gaps) > _MOST_GAPS:
        return False
    if not all(_is_sound(gap, ids) for gap in slot.gaps):
        return False
    first, lists = slot.gaps[0], {frozenset(gap.choices) for gap in slot.gaps}
    match slot.kind:
        case "typed":
            return len(slot.gaps) == 1 and bool(first.texts) and not ids
        case "numeric":
            return len(slot.gaps) == 1 and bool(first.numbers) and not ids
        case "ordering":
            steps = [step for gap in slot.gaps for step in gap.key]
            return lists == {frozenset(ids)} == {frozenset(steps)} and len(steps) == len(slot.gaps)
        case "pairs":
            return lists == {frozenset(ids)}
        case _:
            return True


def _is_sound(gap: Gap, ids: set[str]) -> bool:
    """Whether a gap takes answers in one way, and each that it takes can be compared and earns 0 to 100 percent."""
    if len(list(filter(None, (gap.choices, gap.texts, gap.numbers)))) != 1 or not 0 <= gap.typos <= _MOST_TYPOS:
        return False
    if gap.choices:
        choices = set(gap.choices)
        return len(choices) == len(gap.choices) <= len(LETTERS) and choices <= ids and set() < set(gap.key) < choices
    accepted: list[AcceptedText | AcceptedNumber] = [*gap.texts, *gap.numbers]
    comparable = all(map(_is_number, gap.numbers)) and all(len(one.text) <= _LONGEST_ACCEPTED for one in gap.texts)
    fair = all(0 <= one.credit <= 100 for one in accepted)
    return comparable and fair and not gap.key and len(accepted) <= _MOST_ACCEPTED


def _is_number(one: AcceptedNumber) -> bool:
    """Whether it is written as this program writes numbers: others might take for ever to compare."""
    bare = one.tolerance.removesuffix("%").rstrip()
    return decimal(one.value) == one.value and decimal(bare) == bare and not bare.startswith("-")


@lru_cache(maxsize=16_384)
def _is_id(name: str) -> bool:
    try:
        return bool(_ID.validate_python(name))
    except ValidationError:
        return False
