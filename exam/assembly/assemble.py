"""The making of a form: items drawn, keys picked, distractors chosen, letters dealt.

All chance comes from the seed. Where the rules of `validity` leave too few options, a question has fewer of them.
"""

from collections.abc import Callable, Iterator, Sequence

from exam.assembly.code import write_code
from exam.assembly.dealing import deal
from exam.assembly.derived import matching_blocks, turn
from exam.assembly.draft import DraftSlot
from exam.assembly.drawing import Groups, draw
from exam.assembly.filling import fill
from exam.assembly.generator import Generator
from exam.assembly.measured import Statement
from exam.assembly.mixture import mixture_remark
from exam.assembly.pool import Pool, pool_of
from exam.assembly.rotation import Weights, rotation
from exam.assembly.shortlists import needs_shortlists, shortlists
from exam.assembly.steps import Steps
from exam.assembly.tailor import available, drawn_from
from exam.assembly.without_options import can_be_asked, kind_without_options, remarks_without_options
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint, minutes_for
from exam.core.form import Form, Home, SectionTitle, Slot
from exam.core.item import Item

_MOST_NAMED = 3
"""Questions that a remark names."""


def assemble(
    bank: Bank,
    blueprint: Blueprint,
    seed: int,
    weights: Weights | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Form:
    """The form of a bank, a blueprint that `tailor` gave, and a seed from 0 to 2^30 - 1. Raises Impossible.

    With `weights` it is made to measure for one learner, and its code says that it cannot be rebuilt from it.

    `progress` is called with the number of steps done and the total, several times for each question. Whatever it
    raises ends the making and comes out of here, which is how a caller cancels it; nothing is left behind.
    """
    pool = pool_of(bank)
    candidates = sum(len(section.items) for section in drawn_from(bank, blueprint))
    steps = Steps(candidates + min(blueprint.items or candidates, candidates), progress)

    def fits(item: Item) -> bool:
        steps.advance()
        return item.id not in unshown and can_be_asked(pool, pool.place_of[item.id])

    unshown = bank.unshown
    blocks = matching_blocks(pool, blueprint, seed)
    together = [pool.items[place.item].id for block in blocks for place in block]
    turns = rotation(pool, weights) if weights else None
    shuffle, preferred = (turns.dealt, turns.siblings) if turns else (Generator.shuffled, None)
    items = draw(bank, blueprint, seed, fits, together, shuffle, preferred, _alike(pool, blueprint, seed))
    drawn = [pool.place_of[item.id] for item in items if item.id not in together]
    if needs_shortlists(bank, blueprint):
        pool = pool.narrowed(shortlists(pool, drawn, blueprint.difficulty, weights or {}, seed))
    return lay_out(pool, drawn, blocks, bank, blueprint, seed, weights, steps)


def lay_out(
    pool: Pool,
    drawn: Sequence[int],
    blocks: list[list[DraftSlot]],
    bank: Bank,
    blueprint: Blueprint,
    seed: int,
    weights: Weights | None,
    steps: Steps,
) -> Form:
    """The form of `bank` that asks the drawn places of a pool and some blocks. The pool may hold a part of the bank."""
    single = [_keyed(pool, place, seed) for place in drawn]
    turn(pool, single, blueprint, seed)
    places = _with_blocks(_by_passage(bank, pool, single), blocks, seed)
    if blueprint.section_clocks:
        order = {section.id: place for place, section in enumerate(bank.sections)}
        places.sort(key=lambda place: order[pool.section[place.item]])
    fill(pool, places, blueprint, seed, weights or {}, steps)
    slots = deal(pool, places, seed)
    steps.finish()
    homes = dict.fromkeys(option.home for slot in slots for option in slot.options if option.home is not None)
    asked_for = {option.home for slot in slots if slot.kind == "reversed" for option in slot.options}
    sections = {slot.section for slot in slots}
    return Form(
        code=write_code(bank, blueprint, seed, to_measure=bool(weights)),
        bank=bank.id,
        bank_title=bank.title,
        edition=bank.edition,
        blueprint=blueprint,
        seed=seed,
        minutes=blueprint.minutes or minutes_for(len(slots)),
        sections=tuple(SectionTitle(id=part.id, title=part.title) for part in bank.sections if part.id in sections),
        slots=slots,
        text=bank.text,
        exhibits={name: bank.exhibit_by_id[name] for slot in slots for name in slot.exhibits},
        pictures={name: bank.pictures[name] for slot in slots for name in slot.exhibits if name in bank.pictures},
        homes={name: _home(pool, name, with_answer=name in asked_for) for name in homes},
        remarks=tuple(_remarks(pool, bank, blueprint, places, slots)),
    )


def _remarks(
    pool: Pool, bank: Bank, blueprint: Blueprint, places: Sequence[DraftSlot], slots: Sequence[Slot]
) -> Iterator[str]:
    """What a sitter should know: fewer options, or fewer questions, than the blueprint asks for."""
    # Where an author wrote the options, they are as many as they should be.
    derived = (slot for place, slot in zip(places, slots, strict=True) if place.keys)
    short = sum(len(slot.options) < blueprint.options for slot in derived)
    if short:
        yield f"{short} of {len(slots)} questions have fewer than {blueprint.options} options."
    yield from mixture_remark(pool, places, blueprint)
    yield from remarks_without_options(places, blueprint)
    unshown = bank.unshown
    if unshown:
        named = [f"{item} ({reason})" for item, reason in unshown.items()]
        more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
        yield f"Left out, as a picture cannot be shown: {', '.join(named[:_MOST_NAMED])}{more}."
    if blueprint.items is None and not blueprint.only and not blueprint.draw_sections:
        missing = available(bank, blueprint.sections) - len(slots) - len(unshown)
        if missing > 0:
            yield f"Left out: {missing} of the bank's questions, which must not meet others or have no distractor."


def _alike(pool: Pool, blueprint: Blueprint, seed: int) -> Groups:
    """In a bank without marks the places that this seed gives one and the same answer and that show options.

    A paper asks one of them at most: a text that is the key twice would be shown more often than any wrong option, and
    whoever counts would know. A paper of all items, or of named ones, asks all of them.
    """
    if not pool.is_unmarked or blueprint.only or blueprint.items is None:
        return {}
    by_text: dict[str, list[int]] = {}
    for item, answers in enumerate(pool.of_item):
        if answers:
            by_text.setdefault(_key(pool, item, seed).normal, []).append(item)
    groups = ([one for one in some if not kind_without_options(pool, one)] for some in by_text.values() if some[1:])
    return {place: group for group in groups if group[1:] for place in group}


def _keyed(pool: Pool, item: int, seed: int) -> DraftSlot:
    if not pool.of_item[item]:
        return DraftSlot(item)
    if kind := kind_without_options(pool, item):
        return DraftSlot(item, kind=kind)
    return DraftSlot(item, keys=[_key(pool, item, seed)])


def _key(pool: Pool, item: int, seed: int) -> Statement:
    """Which of an item's statements a paper shows as its key."""
    answers = pool.of_item[item]
    return answers[Generator(seed, "key", pool.items[item].id).below(len(answers))]


def _by_passage(bank: Bank, pool: Pool, single: list[DraftSlot]) -> list[list[DraftSlot]]:
    """Each place by itself, but those together that ask about one passage: these in the bank's order."""
    passages = {exhibit.id for exhibit in bank.exhibits if exhibit.passage is not None}
    parts: dict[str | int, list[DraftSlot]] = {}
    for place in single:
        shared = next((name for name in pool.items[place.item].exhibits if name in passages), None)
        parts.setdefault(place.item if shared is None else shared, []).append(place)
    return [sorted(part, key=lambda place: place.item) for part in parts.values()]


def _with_blocks(single: list[list[DraftSlot]], blocks: list[list[DraftSlot]], seed: int) -> list[DraftSlot]:
    """The places in the order asked, each part's and each block's together."""
    parts = Generator(seed, "order of parts").shuffled([*single, *blocks]) if blocks else single
    return [place for part in parts for place in part]


def _home(pool: Pool, name: str, *, with_answer: bool) -> Home:
    item = pool.bank.item_by_id[name]
    answers = pool.of_item[pool.place_of[name]] if with_answer else ()
    return Home(
        stem=item.stem,
        section=pool.bank.section_of[name].title,
        number=item.number,
        answer=answers[0].text if answers else None,
    )
