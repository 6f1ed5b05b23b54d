"""Owns the choice of every slot's distractors over a whole paper. Refuses to show a text twice while one is unused.

The hardest slots, those with the fewest legal distractors, choose first, give or take a little chance.
"""

from collections import Counter
from collections.abc import Iterator

from exam.assembly.candidates import legal_homes, legal_statements, weigh
from exam.assembly.choosing import choose
from exam.assembly.draft import Place
from exam.assembly.generator import Generator
from exam.assembly.pool import Pool, Statement, Stem
from exam.assembly.repair import unrepeat
from exam.assembly.rotation import Weights, rotation
from exam.assembly.steps import Steps
from exam.assembly.text_likeness import normal
from exam.core.blueprint import Blueprint

_LUCK = 40
"""About two thirds of the legal distractors of an item of the first bank: enough that the same late places are not
always left what nobody else may take, and few enough that exchanges mend what chance spoils."""


def fill(pool: Pool, places: list[Place], blueprint: Blueprint, seed: int, weights: Weights, steps: Steps) -> None:
    """Chooses the distractors of every place that has keys and is in no matching block."""
    uses: Counter[str] = Counter()
    for place in places:
        uses.update(key.normal for key in place.keys)
        uses.update(statement.normal for statement in place.chosen)
        uses.update(normal(option.text) for option in place.of(pool).options)
        if place.shown is not None:
            uses[place.shown.normal] += 1
    open_places = [place for place in places if place.keys and place.kind != "matching"]
    for place in open_places:
        read, unread = legal_beside(pool, place)
        place.read, place.unread = list(read), list(unread)
    turns = rotation(pool, weights) if weights else None

    def turn(place: Place) -> tuple[int, int]:
        return turns.turn(place, seed) if turns else (0, _ease(place) + _luck(place, seed))

    for place in sorted(open_places, key=lambda place: (*turn(place), place.item)):
        place.chosen = _distractors(pool, place, uses, blueprint, seed, turns.weights if turns else weights)
        uses.update(statement.normal for statement in place.chosen)
        steps.advance()
    unrepeat(open_places, uses)


def _ease(place: Place) -> int:
    """How many distractors a place may have: the fewer, the sooner it must choose."""
    return len(place.read) or len(place.unread)


def _luck(place: Place, seed: int) -> int:
    """A little chance in who chooses first, so that not always the same places are left what nobody else may take."""
    return Generator(seed, "turn", place.item).below(_LUCK)


def legal_beside(pool: Pool, place: Place) -> tuple[Iterator[Statement], Iterator[Statement]]:
    """The read and the unread statements that may stand beside all keys of a place."""
    if place.kind == "reversed":
        return _legal_stems(pool, place, True), _legal_stems(pool, place, False)
    first, *others = place.keys
    read, unread = legal_homes(pool, place.item)

    def beside_all(homes: list[int], are_read: bool) -> Iterator[Statement]:
        legal = legal_statements(pool, place.item, first, homes, are_read)
        if not others:
            return legal
        second = {
            statement.place for key in others for statement in legal_statements(pool, place.item, key, homes, are_read)
        }
        return (statement for statement in legal if statement.place in second)

    return beside_all(read, True), beside_all(unread, False)


def _legal_stems(pool: Pool, place: Place, are_read: bool) -> Iterator[Statement]:
    """The stems of items that the shown statement does not answer, by the rules for it as their option."""
    assert place.shown is not None
    for other in range(len(pool.items)):
        if other == place.item or not pool.of_item[other]:
            continue
        read, unread = legal_homes(pool, other)
        if place.item in (read if are_read else unread):
            key = pool.of_item[other][0]
            if next(legal_statements(pool, other, key, [place.item], are_read), None) is not None:
                yield pool.stem_as_option(other)


def _distractors(
    pool: Pool, place: Place, uses: Counter[str], blueprint: Blueprint, seed: int, weights: Weights
) -> list[Statement]:
    """From lures that this paper has not shown yet; then unread ones; then those shown least often."""
    wanted = place.wanted(blueprint.options)
    if wanted < 1:
        return []
    asked: Stem | Statement = place.shown or pool.stems[place.item]
    favoured = {home for (item, home), weight in weights.items() if weight > 0 and item == place.of(pool).id}
    stages = (
        [
            *(statement for statement in place.read if not uses[statement.normal]),
            # What the learner is to meet does not wait until the lures are used up.
            *(one for one in place.unread if favoured and pool.items[one.home].id in favoured and not uses[one.normal]),
        ],
        [one for one in place.unread if pool.items[one.home].id not in favoured and not uses[one.normal]],
        [statement for statement in (*place.read, *place.unread) if uses[statement.normal]],
    )
    legal: list[Statement] = []
    chosen: list[Statement] = []
    for stage, more in enumerate(stages):
        legal += more
        if len({statement.home for statement in legal}) < wanted and stage < len(stages) - 1:
            continue
        generator = Generator(seed, "options", place.of(pool).id, stage)
        candidates = weigh(pool, place.item, place.keys[0], legal, blueprint.difficulty, generator, weights)
        chosen = choose(asked, place.keys[0], candidates, wanted, uses, generator)
        if len(chosen) == wanted:
            break
    return chosen
