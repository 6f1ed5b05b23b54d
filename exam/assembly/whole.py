"""Questions of a bank as one form that nobody sits: all that were asked for, in their order, each as it was written.

Enemies and siblings stand side by side. What has `statements` gets wrong options as a paper would choose them. The same
bank gives the same form, always.
"""

from collections.abc import Sequence
from functools import partial

from exam.assembly.assemble import lay_out
from exam.assembly.authored import written_slot
from exam.assembly.pins import pinned
from exam.assembly.pool import Pool
from exam.assembly.shortlists import needs_shortlists, shortlists
from exam.assembly.steps import Steps
from exam.assembly.tailor import preset_of
from exam.assembly.without_options import can_be_asked, slot_without_options
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint, minutes_for
from exam.core.form import Form, Home, SectionTitle, Slot
from exam.core.item import Item
from exam.core.option_id import opaque

_SEED = 0


def everything(bank: Bank) -> Blueprint:
    """The blueprint of all questions, each asked in its own way: for the rest as the bank's first paper is."""
    plain = {"items": None, "minutes": None, "at_least": 0, "sections": (), "draw_sections": 0, "only": ()}
    kinds = {"choose_two": 0, "reversed": 0, "matching": 0, "navigation": "nonlinear", "section_clocks": False}
    return preset_of(bank).model_copy(update=plain | kinds)


def written_form(pool: Pool, places: Sequence[int], bank: Bank, blueprint: Blueprint) -> Form:
    """The form of the items at some places of a pool, which may hold a part of the bank, in this order."""
    derived = [place for place in places if pool.of_item[place] and can_be_asked(pool, place)]
    near = pool
    if needs_shortlists(bank, blueprint):
        near = pool.narrowed(shortlists(pool, derived, blueprint.difficulty, {}, _SEED))
    form = lay_out(near, derived, [], bank, blueprint, _SEED, None, Steps(0, None))
    made = {slot.item: slot for slot in form.slots}
    slots = tuple(_slot(pool, place, n, made) for n, place in enumerate(places, start=1))
    asked, seen = {slot.section for slot in slots}, bank.pictures
    return form.model_copy(
        update={
            "code": "",
            "minutes": minutes_for(len(slots)),
            "slots": slots,
            "sections": tuple(SectionTitle(id=one.id, title=one.title) for one in bank.sections if one.id in asked),
            "homes": {**{slot.item: _home(pool, slot) for slot in slots}, **form.homes},
            "exhibits": {name: bank.exhibit_by_id[name] for slot in slots for name in slot.exhibits},
            "pictures": {name: seen[name] for slot in slots for name in slot.exhibits if name in seen},
            "remarks": (),
        }
    )


def fixed_texts(item: Item) -> frozenset[str]:
    """The texts of those options, steps or answers of an item that keep their place wherever it is asked."""
    if not item.shuffle:
        return frozenset(option.text for option in _as_written(item, 1, "").options)
    return frozenset(item.options[at].text for at in pinned(item.options, shuffle=True))


def _slot(pool: Pool, place: int, n: int, made: dict[str, Slot]) -> Slot:
    item, section = pool.items[place], pool.section[place]
    if item.id in made:
        return made[item.id].model_copy(update={"n": n})
    if item.is_authored:
        return _as_written(item, n, section)
    # No paper asks it; here it is not to be lost.
    return slot_without_options(item, n, section, "recall")


def _as_written(item: Item, n: int, section: str) -> Slot:
    unshuffled = item.model_copy(update={"shuffle": False})
    return written_slot(unshuffled, n, section, _SEED, 0, partial(opaque, _SEED, item.id))


def _home(pool: Pool, slot: Slot) -> Home:
    return Home(stem=slot.stem, section=pool.bank.section_of[slot.item].title, number=slot.number)
