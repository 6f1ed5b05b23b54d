"""Owns the making of a form: items drawn, keys picked, distractors chosen over the whole paper, letters dealt.

Refuses chance that the seed does not name, and never lets a rule of `validity` go to fill a place.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from exam.assembly.candidates import legal_homes, legal_statements, weigh
from exam.assembly.choosing import choose
from exam.assembly.code import write_code
from exam.assembly.drawing import draw
from exam.assembly.generator import Generator
from exam.assembly.pool import Pool, Statement, pool_of
from exam.core.bank import Bank
from exam.core.base32 import encode
from exam.core.blueprint import Blueprint, minutes_for
from exam.core.form import Form, Home, Option, SectionTitle, Slot
from exam.core.item import Item


@dataclass(slots=True)
class _Place:
    """A slot being filled."""

    item: int
    keys: list[Statement]
    """The statement that is the right answer; empty where an author wrote the options."""
    read: list[Statement] = field(default_factory=list)
    unread: list[Statement] = field(default_factory=list)
    chosen: list[Statement] = field(default_factory=list)


def assemble(bank: Bank, blueprint: Blueprint, seed: int) -> Form:
    """The form of a bank, a blueprint that `tailor` gave, and a seed from 0 to 2^30 - 1. Raises Impossible."""
    pool = pool_of(bank)
    items = draw(bank, blueprint, seed, lambda item: can_be_asked(pool, pool.place_of[item.id]))
    places = [_keyed(pool, pool.place_of[item.id], seed) for item in items]
    _fill(pool, places, blueprint, seed)
    slots = _dealt(pool, places, blueprint, seed)
    homes = dict.fromkeys(option.home for slot in slots for option in slot.options if option.home is not None)
    sections = {slot.section for slot in slots}
    short = sum(len(slot.options) < blueprint.options for slot in slots)
    return Form(
        code=write_code(bank, blueprint, seed),
        bank=bank.id,
        bank_title=bank.title,
        edition=bank.edition,
        blueprint=blueprint,
        seed=seed,
        minutes=blueprint.minutes or minutes_for(len(slots)),
        sections=tuple(SectionTitle(id=part.id, title=part.title) for part in bank.sections if part.id in sections),
        slots=slots,
        homes={name: _home(bank, name) for name in homes},
        remarks=(f"{short} of {len(slots)} questions have fewer than {blueprint.options} options.",) if short else (),
    )


def can_be_asked(pool: Pool, item: int) -> bool:
    """Whether at least one legal distractor stands beside any key of the item."""
    asked = pool.items[item]
    if len(asked.options) > 1:
        return True
    read, unread = legal_homes(pool, item)
    return all(
        any(True for _ in legal_statements(pool, item, key, read, read=True))
        or any(True for _ in legal_statements(pool, item, key, unread, read=False))
        for key in pool.of_item[item]
    )


def _keyed(pool: Pool, item: int, seed: int) -> _Place:
    answers = pool.of_item[item]
    if not answers:
        return _Place(item, [])
    return _Place(item, [answers[Generator(seed, "key", pool.items[item].id).below(len(answers))]])


def _fill(pool: Pool, places: list[_Place], blueprint: Blueprint, seed: int) -> None:
    """Chooses every slot's distractors, those with the fewest legal ones first; no text twice while one is unused."""
    uses: Counter[int] = Counter()
    for place in places:
        for key in place.keys:
            uses[key.place] += 1
            read, unread = legal_homes(pool, place.item)
            place.read = list(legal_statements(pool, place.item, key, read, read=True))
            place.unread = list(legal_statements(pool, place.item, key, unread, read=False))
    hardest_first = sorted(
        (place for place in places if place.keys), key=lambda place: (len(place.read) or len(place.unread), place.item)
    )
    for place in hardest_first:
        wanted = blueprint.options - max(1, len(pool.items[place.item].options))
        place.chosen = _distractors(pool, place, wanted, uses, blueprint, seed)
        uses.update(statement.place for statement in place.chosen)
    for place in hardest_first:
        _unrepeat(place, uses)


def _distractors(
    pool: Pool, place: _Place, wanted: int, uses: Counter[int], blueprint: Blueprint, seed: int
) -> list[Statement]:
    """From lures that this paper has not shown yet; then unread ones; then those shown least often."""
    if wanted < 1:
        return []
    name, key = pool.items[place.item].id, place.keys[0]
    stages = (
        [statement for statement in place.read if not uses[statement.place]],
        [statement for statement in place.unread if not uses[statement.place]],
        [statement for statement in (*place.read, *place.unread) if uses[statement.place]],
    )
    legal: list[Statement] = []
    chosen: list[Statement] = []
    for stage, more in enumerate(stages):
        legal += more
        if len({statement.home for statement in legal}) < wanted and stage < len(stages) - 1:
            continue
        generator = Generator(seed, "options", name, stage)
        candidates = weigh(pool, place.item, key, legal, blueprint.difficulty, generator)
        chosen = choose(pool, place.item, key, candidates, wanted, uses, generator)
        if len(chosen) == wanted:
            break
    return chosen


def _unrepeat(place: _Place, uses: Counter[int]) -> None:
    """Puts a fresh text of the same home in the place of one that the paper shows twice, where there is one."""
    for at, statement in enumerate(place.chosen):
        if uses[statement.place] < 2:
            continue
        for other in (*place.read, *place.unread):
            if other.home == statement.home and not uses[other.place]:
                uses[statement.place] -= 1
                uses[other.place] += 1
                place.chosen[at] = other
                break


def _dealt(pool: Pool, places: list[_Place], blueprint: Blueprint, seed: int) -> tuple[Slot, ...]:
    """The slots with their options in the order shown: over the paper, keys stand at each letter equally often."""
    positions = _key_positions(pool, places, seed)
    slots = []
    for n, (place, position) in enumerate(zip(places, positions, strict=True), start=1):
        item = pool.items[place.item]
        generator = Generator(seed, "order", item.id)
        if place.keys and not item.options:
            others = [_option(pool, seed, item, statement) for statement in generator.shuffled(place.chosen)]
            right = _option(pool, seed, item, place.keys[0])
            options = [*others[:position], right, *others[position:]]
            key = [right.id]
        else:
            written = {option.id: _written(pool, seed, item, option.id, option.text) for option in item.options}
            added = [_option(pool, seed, item, statement) for statement in place.chosen]
            key = [written[name].id for name in item.key]
            options = generator.shuffled([*written.values(), *added])
            if len(key) == 1:
                others = [option for option in options if option.id not in key]
                options = [*others[:position], *(option for option in options if option.id in key), *others[position:]]
        slots.append(
            Slot(
                n=n,
                item=item.id,
                number=item.number,
                section=pool.section[place.item],
                stem=item.stem,
                choose=len(key),
                options=tuple(options),
                key=tuple(option.id for option in options if option.id in key),
                points=item.points,
                rationale=item.rationale,
                references=item.references,
            )
        )
    return tuple(slots)


def _key_positions(pool: Pool, places: list[_Place], seed: int) -> list[int]:
    """For each slot the place of its key among its options, every place as often as any other, give or take one."""
    sizes = [len(place.chosen) + max(1, len(pool.items[place.item].options)) for place in places]
    positions = [0] * len(places)
    for size in sorted(set(sizes)):
        generator = Generator(seed, "letters", size)
        members = [at for at, own in enumerate(sizes) if own == size]
        rounds = -(-len(members) // size)
        dealt = [place for _ in range(rounds) for place in generator.shuffled(range(size))]
        for at, place in zip(members, generator.shuffled(dealt[: len(members)]), strict=True):
            positions[at] = place
    return positions


def _option(pool: Pool, seed: int, item: Item, statement: Statement) -> Option:
    home = pool.items[statement.home].id
    return Option(id=_opaque(seed, item.id, statement.text), text=statement.text, home=home)


def _written(pool: Pool, seed: int, item: Item, name: str, text: str) -> Option:
    return Option(id=_opaque(seed, item.id, text), text=text, home=item.id if name in item.key else None)


def _opaque(seed: int, item: str, text: str) -> str:
    """An option's id: eight letters (40 bits) that tell nothing of where the option comes from."""
    digest = hashlib.sha256(f"{seed}\x1f{item}\x1f{text}".encode()).digest()
    return encode(int.from_bytes(digest[:5]), 8).lower()


def _home(bank: Bank, name: str) -> Home:
    item = bank.item_by_id[name]
    return Home(stem=item.stem, section=bank.section_of[name].title, number=item.number)
