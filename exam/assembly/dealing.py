"""The order of options: over a paper, keys stand at each letter equally often, and no option's id tells anything."""

from functools import partial

from exam.assembly.authored import movable, written_slot
from exam.assembly.draft import DraftSlot
from exam.assembly.generator import Generator
from exam.assembly.measured import Statement
from exam.assembly.pool import Pool
from exam.assembly.without_options import slot_without_options
from exam.core.form import Option, Slot
from exam.core.item import Item
from exam.core.option_id import opaque

REVERSED_STEM = "Which question does this statement answer?\n\n“{}”"


def deal(pool: Pool, places: list[DraftSlot], seed: int) -> tuple[Slot, ...]:
    """The slots of a paper, with their options in the order shown."""
    positions = _key_positions(pool, places, seed)
    slots = []
    for n, (place, position) in enumerate(zip(places, positions, strict=True), start=1):
        item = place.of(pool)
        section = pool.section[place.item]
        if not place.keys and place.kind == "direct":
            slots.append(written_slot(item, n, section, seed, position, partial(opaque, seed, item.id)))
            continue
        if place.kind in ("typed", "recall"):
            slots.append(slot_without_options(item, n, section, place.kind))
            continue
        options, right = _matching(pool, place, seed) if place.block else _ordered(pool, place, position, seed)
        slots.append(
            Slot(
                n=n,
                item=item.id,
                number=item.number,
                section=section,
                stem=REVERSED_STEM.format(place.shown.text) if place.shown else item.stem,
                choose=len(right),
                options=tuple(options),
                key=tuple(option.id for option in options if option.id in right),
                points=item.points,
                kind=place.kind,
                block=place.block,
                rationale=item.rationale,
                references=item.references,
                exhibits=item.exhibits,
            )
        )
    return tuple(slots)


def _ordered(pool: Pool, place: DraftSlot, position: int, seed: int) -> tuple[list[Option], set[str]]:
    """The options of one slot in the order shown, a single right one at `position`, and the ids of the right ones."""
    item = place.of(pool)
    options = [_option(pool, seed, place, statement) for statement in (*place.keys, *place.chosen)]
    right = {option.id for option in options[: len(place.keys)]}
    options = Generator(seed, "order", item.id).shuffled(options)
    if len(right) == 1:
        keys = [option for option in options if option.id in right]
        others = [option for option in options if option.id not in right]
        options = [*others[:position], *keys, *others[position:]]
    return options, right


def _matching(pool: Pool, place: DraftSlot, seed: int) -> tuple[list[Option], set[str]]:
    """The list that a whole block shares: in one order for all its slots, whatever is right for each."""
    shared = sorted([*place.keys, *place.chosen], key=lambda statement: statement.place)
    order = Generator(seed, "order of block", place.block).shuffled(shared)
    right = _option(pool, seed, place, place.keys[0]).id
    return [_option(pool, seed, place, statement) for statement in order], {right}


def _key_positions(pool: Pool, places: list[DraftSlot], seed: int) -> list[int]:
    """For each slot the place of its key among its options, every place as often as any other, give or take one."""
    sizes = [len(place.keys) + len(place.chosen) or _movable_options(place.of(pool)) for place in places]
    positions = [0] * len(places)
    for size in sorted({*sizes} - {0}):
        generator = Generator(seed, "letters", size)
        members = [at for at, own in enumerate(sizes) if own == size]
        rounds = -(-len(members) // size)
        dealt = [place for _ in range(rounds) for place in generator.shuffled(range(size))]
        for at, place in zip(members, generator.shuffled(dealt[: len(members)]), strict=True):
            positions[at] = place
    return positions


def _movable_options(item: Item) -> int:
    """Among how many options the key of an authored question may stand anywhere; 0 where it may not."""
    return len(item.options) if movable(item) else 0


def _option(pool: Pool, seed: int, place: DraftSlot, statement: Statement) -> Option:
    home = pool.items[statement.home].id
    named = f"block {place.block}" if place.block else place.of(pool).id
    return Option(id=opaque(seed, named, statement.text), text=statement.text, home=home)
