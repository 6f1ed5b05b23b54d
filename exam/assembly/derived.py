"""Which items of a paper are asked in another way: for two answers, reversed, or matched in a block.

What would reward test-wiseness is not among them: no true or false, no "which is NOT". A reversed question uses only
statements that share no telling word with their own stem, because that word would give the stem away.
"""

from collections.abc import Callable, Sequence
from itertools import combinations

from exam.assembly.candidates import relation
from exam.assembly.draft import DraftSlot
from exam.assembly.drawing import Groups, siblings_in
from exam.assembly.generator import Generator
from exam.assembly.measured import Statement, shared_words
from exam.assembly.pool import Pool
from exam.assembly.tailor import Impossible, drawn_from
from exam.assembly.validity import key_rule, says_the_same
from exam.core.blueprint import Blueprint

BLOCK = 5
"""Questions in a matching block."""
SURPLUS = 2
"""Answers of its list that fit none of them."""
_TRIES = 200
_ONE_OF = {1: "one family of sections", 2: "one subject and kind"}
"""What the questions of a block have in common, by schema."""


def matching_blocks(pool: Pool, blueprint: Blueprint, seed: int) -> list[list[DraftSlot]]:
    """The matching blocks of a paper, each of places that share one list of seven. Raises Impossible."""
    if not blueprint.matching:
        return []
    blocks: list[list[DraftSlot]] = []
    siblings = siblings_in(pool.bank)
    taken: set[int] = set()
    only, unshown = set(blueprint.only), pool.bank.unshown
    there = [
        pool.place_of[item.id]
        for section in drawn_from(pool.bank, blueprint)
        for item in section.items
        if item.statements and item.id not in unshown and (not only or item.id in only)
    ]
    for number in range(1, blueprint.matching + 1):
        for attempt in range(_TRIES):
            generator = Generator(seed, "block", number, attempt)
            order = [item for item in generator.shuffled(there) if item not in taken]
            kin: Sequence[object] = pool.section if blueprint.section_clocks else pool.subject
            if pool.bank.format_version > 1:
                # One kind of answer as well, or the kind alone tells which of the seven fit a question.
                kin = [*zip(kin, pool.subject, pool.kind, strict=True)]
            block = _block(pool, order, number, generator, kin, siblings)
            if block:
                blocks.append(block)
                for place in block:
                    taken.update(siblings.get(place.item, (place.item,)))
                break
        else:
            raise Impossible(
                f"The bank {pool.bank.id} has no {BLOCK} more questions that fit one matching block: all must be of "
                f"{_ONE_OF[pool.bank.format_version]}, and each one's answers wrong under the others. Ask for fewer "
                f"blocks."
            )
    return blocks


def _block(
    pool: Pool, order: Sequence[int], number: int, generator: Generator, kin: Sequence[object], siblings: Groups
) -> list[DraftSlot]:
    """A block begun with the first item of an order, of its kin only; an empty list where none grows from it."""
    members: list[tuple[int, Statement]] = []
    for item in order:
        if members and kin[item] != kin[members[0][0]]:
            continue
        if any(other in siblings.get(item, ()) for other, _ in members):
            continue
        answers = pool.of_item[item]
        key = answers[generator.below(len(answers))]
        if all(_apart(pool, item, key, other, theirs) for other, theirs in members):
            members.append((item, key))
        if len(members) == BLOCK:
            break
    if len(members) < BLOCK:
        return []
    surplus: list[Statement] = []
    if pool.bank.format_version > 1:
        order = sorted(order, key=lambda home: kin[home] != kin[members[0][0]])
    for home in order:
        for statement in generator.shuffled(pool.of_item[home]):
            if all(_legal(pool, item, key, statement) for item, key in members) and not any(
                says_the_same(statement, other) or statement.home == other.home for other in surplus
            ):
                surplus.append(statement)
                break
        if len(surplus) == SURPLUS:
            break
    if len(surplus) < SURPLUS:
        return []
    shared = generator.shuffled([*(key for _, key in members), *surplus])
    return [
        DraftSlot(item, "matching", number, [key], chosen=[other for other in shared if other is not key])
        for item, key in members
    ]


def _apart(pool: Pool, one: int, key: Statement, other: int, theirs: Statement) -> bool:
    return _legal(pool, one, key, theirs) and _legal(pool, other, theirs, key)


def _legal(pool: Pool, item: int, key: Statement, statement: Statement) -> bool:
    related = relation(pool, item, statement.home)
    return related is not None and key_rule(pool, item, key, statement, related == "read") is None


def turn(pool: Pool, places: list[DraftSlot], blueprint: Blueprint, seed: int) -> None:
    """Makes as many of the direct places as the blueprint wants reversed, and as many choose-two. Raises Impossible."""
    _turn_some(pool, places, blueprint.reversed, "reversed", _reverse, seed)
    _turn_some(pool, places, blueprint.choose_two, "choose-two", _pair, seed)


def _turn_some(
    pool: Pool,
    places: list[DraftSlot],
    wanted: int,
    what: str,
    turned: Callable[[Pool, DraftSlot, Generator], bool],
    seed: int,
) -> None:
    if not wanted:
        return
    left = wanted
    for place in Generator(seed, what).shuffled(places):
        if left and place.kind == "direct" and turned(pool, place, Generator(seed, what, place.of(pool).id)):
            left -= 1
    if left:
        raise Impossible(
            f"{wanted} {what} questions are wanted, and only {wanted - left} of this paper's can be so asked."
        )


def _pair(pool: Pool, place: DraftSlot, generator: Generator) -> bool:
    """Asks for two of an item's statements, where its author says that they are different answers."""
    answers = pool.of_item[place.item]
    if not place.of(pool).distinct or len(answers) < 3:
        return False
    pairs = [pair for pair in combinations(answers, 2) if not says_the_same(*pair)]
    if not pairs:
        return False
    place.kind, place.keys = "choose_two", list(pairs[generator.below(len(pairs))])
    return True


def _reverse(pool: Pool, place: DraftSlot, generator: Generator) -> bool:
    """Shows one of an item's statements and asks for the stem, where three other stems are plainly not answered."""
    if pool.stems[place.item].negative:
        return False
    silent = [own for own in pool.of_item[place.item] if not shared_words(own, pool.stems[place.item])]
    if not silent:
        return False
    place.kind, place.shown = "reversed", silent[generator.below(len(silent))]
    place.keys = [pool.stem_as_option(place.item)]
    return True
