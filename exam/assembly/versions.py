"""The same paper with its questions and options in other orders, so that neighbours in a room cannot copy letters.

What belongs together stays together: the questions on one passage, in their order, those of a block that share a list,
and those of a section where a paper asks one section after the other.
"""

from collections.abc import Container, Iterator, Sequence
from itertools import groupby

from exam.assembly.generator import Generator
from exam.assembly.pins import is_truth, names_letters, speaks_of_all
from exam.core.form import Form, Option, Slot
from exam.core.gap import Gap


def version(form: Form, seed: int, fixed: Container[str] = ()) -> Form:
    """The form in another order, the same for the same seed. Options whose ids are `fixed` keep their place."""
    generator = Generator(seed, "order of questions")
    parts = list(_parts(form))
    if form.sections_follow:
        sections = [list(parts) for _, parts in groupby(parts, lambda part: part[0].section)]
        parts = [part for section in sections for part in generator.shuffled(section)]
    else:
        parts = generator.shuffled(parts)
    slots = [_reordered(slot, seed, fixed) for part in parts for slot in part]
    return form.model_copy(update={"slots": tuple(slot.model_copy(update={"n": n}) for n, slot in enumerate(slots, 1))})


def not_in_right_order(form: Form) -> Form:
    """The form of a bank as it can be read without being told: steps and pairs no longer stand as they belong."""
    telling = ("ordering", "pairs")
    slots = (_reordered(slot, 0, ()) if slot.kind in telling else slot for slot in form.slots)
    return form.model_copy(update={"slots": tuple(slots)})


def _parts(form: Form) -> Iterator[list[Slot]]:
    """The questions that must follow one another, together."""
    passages = {name for name, exhibit in form.exhibits.items() if exhibit.passage is not None}
    parts: dict[str | int, list[Slot]] = {}
    for slot in form.slots:
        shared = next((name for name in slot.exhibits if name in passages), None)
        named = f"block {slot.block}" if slot.block else f"passage {shared} in {slot.section}" if shared else slot.n
        parts.setdefault(named, []).append(slot)
    yield from parts.values()


def _reordered(slot: Slot, seed: int, fixed: Container[str]) -> Slot:
    """A question with its options, steps or pairs in another order; a text with gaps keeps the order of these."""
    # A block has one list, so that all of its questions must draw the same order.
    generator = Generator(seed, "order of options", f"block {slot.block}" if slot.block else slot.item)
    if not slot.gaps:
        options = _shuffled(generator, slot.options, fixed)
        key = tuple(option.id for option in options if option.id in slot.key)
        return slot.model_copy(update={"options": options, "key": key})
    if slot.kind == "cloze":
        lists = [_shuffled(generator, _of(slot, gap), fixed) for gap in slot.gaps]
        pairs = zip(slot.gaps, lists, strict=True)
        gaps = tuple(gap.model_copy(update={"choices": tuple(one.id for one in own)}) for gap, own in pairs)
        return slot.model_copy(update={"options": tuple(one for own in lists for one in own), "gaps": gaps})
    options = _shuffled(generator, slot.options, fixed)
    right = [gap.key[0] for gap in slot.gaps if gap.key]
    if slot.kind == "ordering" and [option.id for option in options] == right:
        options = (*options[1:], options[0])
    choices = tuple(option.id for option in options)
    gaps = tuple(gap.model_copy(update={"choices": choices}) if gap.choices else gap for gap in slot.gaps)
    if slot.kind == "pairs":
        gaps = tuple(generator.shuffled(gaps))
    return slot.model_copy(update={"options": options, "gaps": gaps})


def _of(slot: Slot, gap: Gap) -> list[Option]:
    return [slot.option(name) for name in gap.choices]


def _shuffled(generator: Generator, options: Sequence[Option], fixed: Container[str]) -> tuple[Option, ...]:
    """The options in another order, but for those that keep their place, by what their author or their text says."""
    texts = [option.text for option in options]
    if any(map(names_letters, texts)) or is_truth(texts):
        return tuple(options)
    stays = {at for at, option in enumerate(options) if option.id in fixed or speaks_of_all(option.text)}
    moving = iter(generator.shuffled([option for at, option in enumerate(options) if at not in stays]))
    return tuple(option if at in stays else next(moving) for at, option in enumerate(options))
