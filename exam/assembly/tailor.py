"""What a sitter chooses: a preset of the bank, changed as asked, or the reason why no form can be so."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from exam.core.bank import MOST_DIRECT, Bank, Section
from exam.core.blueprint import Blueprint, Difficulty, minutes_for
from exam.core.wording import did_you_mean, has_none

_SIZES = {"matching": 5, "reversed": 1, "choose_two": 1}
"""How many questions of a paper one of each kind takes: a matching block has five."""


class Impossible(Exception):
    """No form can be made as asked. The text says why and what to ask for instead."""


def tailor(
    bank: Bank,
    preset: str | None = None,
    *,
    sections: Sequence[str] = (),
    items: int | None = None,
    minutes: int | None = None,
    difficulty: Difficulty | None = None,
    options: int | None = None,
    only: Sequence[str] = (),
    choose_two: int | None = None,
    reversed_: int | None = None,
    matching: int | None = None,
) -> Blueprint:
    """A preset of the bank with these choices in place of its own.

    Without `preset` it is the bank's ``standard`` or else its first; chosen sections or items that have fewer
    questions than that then make a shorter exam. `minutes` not given keeps the preset's pace; of the choose-two,
    reversed and matching questions not given, an exam that is shorter than the preset has as many as fit. Raises
    Impossible.
    """
    base = _preset(bank, preset)
    _refuse_unknown(bank, sections, only)
    chosen = tuple(section.id for section in bank.sections if section.id in sections) or base.sections
    narrowed = base.model_copy(update={"sections": chosen, "only": tuple(only) or base.only})
    there = _most(bank, narrowed)
    wanted = items if items is not None else base.items
    if items is None and wanted is not None and wanted > there and (only or (sections and preset is None)):
        wanted = there
    if wanted is not None and not 1 <= wanted <= there:
        raise Impossible(_too_many(bank, wanted, there, chosen, bool(narrowed.only)))
    count = wanted if wanted is not None else there
    changed: dict[str, object] = {
        "sections": chosen,
        "only": narrowed.only,
        "items": wanted,
        "at_least": min(base.at_least, count // _section_count(bank, narrowed)) if not narrowed.only else 0,
    }
    if minutes is not None:
        if not 1 <= minutes <= 1440:
            raise Impossible(f"{minutes} minutes cannot be: choose 1 to 1440.")
        changed["minutes"] = minutes
    elif base.minutes is not None and wanted != base.items:
        pace = Fraction(base.minutes, base.items) if base.items else None
        changed["minutes"] = ceil(count * pace) if pace else minutes_for(count)
    chosen_kinds = {"matching": matching, "reversed": reversed_, "choose_two": choose_two}
    is_smaller = count < count_of(bank, base)
    kinds = _kinds(base, chosen_kinds, count if is_smaller else None)
    changed |= kinds
    if min(kinds.values()) < 0 or sum(_SIZES[kind] * wanted for kind, wanted in kinds.items()) > count:
        raise Impossible(
            f"{count} questions cannot hold {kinds['choose_two']} choose-two and {kinds['reversed']} reversed ones and "
            f"{kinds['matching']} matching blocks of five: ask for fewer."
        )
    if difficulty is not None:
        changed["difficulty"] = difficulty
    if options is not None:
        if not 2 <= options <= 9:
            raise Impossible(f"{options} options cannot be shown: choose 2 to 9.")
        changed["options"] = options
    return base.model_copy(update=changed)


def preset_of(bank: Bank, name: str = "standard") -> Blueprint:
    """The preset of that id, or the bank's first."""
    return next((blueprint for blueprint in bank.blueprints if blueprint.id == name), bank.blueprints[0])


def available(bank: Bank, sections: Sequence[str] = ()) -> int:
    """How many questions the chosen sections have, siblings counted as one; of all sections where none is chosen."""
    return sum(bank.question_counts([one for one in bank.sections if not sections or one.id in sections]))


def count_of(bank: Bank, blueprint: Blueprint) -> int:
    """How many questions a form of this blueprint has, or the most that it can have."""
    return blueprint.items if blueprint.items is not None else _most(bank, blueprint)


def drawn_from(bank: Bank, blueprint: Blueprint) -> tuple[Section, ...]:
    """The sections that a blueprint names, in the bank's order; all where it names none."""
    return tuple(
        section
        for section in bank.sections
        if section.items and (not blueprint.sections or section.id in blueprint.sections)
    )


def _preset(bank: Bank, name: str | None) -> Blueprint:
    known = {blueprint.id: blueprint for blueprint in bank.blueprints}
    if name is not None and name not in known:
        raise Impossible(has_none(f"The bank {bank.id}", "preset", name, known))
    return preset_of(bank) if name is None else known[name]


def _refuse_unknown(bank: Bank, sections: Sequence[str], only: Sequence[str]) -> None:
    known = [section.id for section in bank.sections]
    for name in sections:
        if name not in known:
            raise Impossible(has_none(f"The bank {bank.id}", "section", name, known))
    if only and len(bank.items) > MOST_DIRECT:
        raise Impossible(
            f"The bank {bank.id} has {len(bank.items):,} questions: too many for an exam of chosen ones only, which is "
            f"for banks of up to {MOST_DIRECT:,}. Take a section instead."
        )
    for name in only:
        if name not in bank.item_by_id:
            raise Impossible(f"The bank {bank.id} has no item {name!r}.{did_you_mean(name, bank.item_by_id)}")


def _kinds(base: Blueprint, chosen: Mapping[str, int | None], room: int | None) -> dict[str, int]:
    """How many of each kind a paper has: those chosen, or the preset's own, of which a smaller paper has what fits.

    `room` is the number of questions of a smaller paper; None where it is as large as the preset's.
    """
    kinds = {kind: getattr(base, kind) if wanted is None else wanted for kind, wanted in chosen.items()}
    if room is not None:
        room -= sum(_SIZES[kind] * wanted for kind, wanted in chosen.items() if wanted is not None)
        for kind, size in _SIZES.items():
            if chosen[kind] is None:
                kinds[kind] = min(kinds[kind], max(0, room) // size)
                room -= kinds[kind] * size
    return kinds


def _section_count(bank: Bank, blueprint: Blueprint) -> int:
    count = len(drawn_from(bank, blueprint))
    if blueprint.draw_sections and not blueprint.sections:
        count = min(count, blueprint.draw_sections)
    return max(1, count)


def _most(bank: Bank, blueprint: Blueprint) -> int:
    """The most questions that a form of this blueprint is sure to find, whatever sections the seed draws."""
    only = set(blueprint.only)
    sizes = sorted(bank.question_counts(drawn_from(bank, blueprint), only or None))
    if blueprint.draw_sections and not blueprint.sections and not only:
        sizes = sizes[: blueprint.draw_sections]
    return sum(sizes)


def _too_many(bank: Bank, wanted: int, there: int, sections: Sequence[str], only: bool) -> str:
    if wanted < 1:
        return f"An exam of {wanted} questions cannot be: choose at least 1."
    where = "those items are" if only else "the chosen sections have" if sections else "the bank has"
    return f"{wanted} questions were asked for, but {where} {there}: choose at most {there}."
