"""Which mixture of distractors a question is to have: how many of its own subject and kind, and which mistake.

This is for banks of schema 2 only, which name the subject of an item and the kind of its answer. If the options of a
question are of many subjects, sorting them by subject answers three questions of four. Therefore subject and kind are
looked at right after the rules of validity, before any likeness.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from exam.assembly.draft import DraftSlot
from exam.assembly.generator import Generator
from exam.assembly.measured import Statement
from exam.assembly.pool import Pool
from exam.assembly.rotation import Weights
from exam.core.blueprint import Blueprint, Difficulty

_NEAREST = 82
"""In how many of a hundred showings the nearest mistake is to stand: mostly, and not so that its absence tells."""
_TWICE = 2
"""How often a paper may show a name. A phrase it shows once."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """What a set of distractors must be."""

    least_close: int
    """The fewest of the item's own subject and kind."""
    most_close: int
    must: int | None = None
    """The home of the one that must be among them."""


Stage = tuple[list[Statement], Mixture | None, bool]
"""Distractors to choose from, what the choice must be, and whether there is no stage after it."""


def least_close(difficulty: Difficulty, wanted: int) -> int:
    """How many of so many distractors are to be of the item's own subject and kind, at least."""
    match difficulty:
        case "near":
            return -(-2 * wanted // 3)
        case "mixed":
            return min(1, wanted)
        case "far":
            return 0


def most_shown(statement: Statement) -> int:
    """How often one paper may show a text."""
    return _TWICE if statement.may_repeat else 1


def mixed_stages(
    pool: Pool,
    draft: DraftSlot,
    uses: Mapping[str, int],
    keys: Collection[str],
    difficulty: Difficulty,
    wanted: int,
    sought: Collection[str],
    seed: int,
    to_measure: bool,
) -> Iterator[Stage]:
    """What a draft may choose from, each stage more than the one before, and how it must choose.

    The order has three parts. Lures come before other texts, because somebody has read them against the stem. Texts
    that do not rest in this showing come before those that do. Texts that the paper has not shown come before names
    that it has shown once; a text that it has shown too often comes last.

    Items in `sought` (ids) are those that the learner is to meet. They count as close, whatever their subject. In a
    paper `to_measure` nothing rests, since the weights say what the learner has seen too often.

    `keys` are normal forms of the paper's right answers. Half of the names that come twice are such keys. So counting
    how often a text comes does not help a guesser: right answers are as frequent among texts that come twice as among
    those that come once.
    """
    keys_last = Generator(seed, "twice", pool.items[draft.item].id).below(2)
    is_close = {
        statement.home: counts_as_close(pool, draft.item, statement.home, difficulty, sought)
        for statement in (*draft.read, *draft.unread)
    }
    resting = frozenset[int]() if to_measure else _resting(pool, draft, is_close, wanted, seed)
    close, other = ([list[Statement]() for _ in range(12)] for _ in range(2))
    worn: list[Statement] = []
    for at, statements in enumerate((draft.read, draft.unread)):
        for statement in statements:
            used = uses[statement.normal]
            if used >= most_shown(statement):
                worn.append(statement)
            else:
                again = 1 + ((statement.normal in keys) == keys_last) if used else 0
                place = 6 * at + 3 * (statement.home in resting) + again
                if statement.home == draft.nearest or pool.items[statement.home].id in sought:
                    place = 6 * at
                (close if is_close[statement.home] else other)[place].append(statement)
    least, must = least_close(difficulty, wanted), draft.nearest
    legal: list[Statement] = []
    if difficulty == "near":
        for tier in filter(None, close):
            legal += tier
            yield legal, Mixture(wanted, wanted, must), False
    elif difficulty == "mixed":
        legal += [statement for tier in close for statement in tier]
    most = wanted if difficulty == "near" else least
    for tier in filter(None, other):
        legal += tier
        yield legal, Mixture(least, most, must), False
    if difficulty == "far":
        legal += [statement for tier in close for statement in tier]
    yield legal, Mixture(0, wanted, must), False
    legal += worn
    yield legal, Mixture(0, wanted, must), True


def _resting(pool: Pool, draft: DraftSlot, is_close: Mapping[int, bool], wanted: int, seed: int) -> frozenset[int]:
    """The homes that sit this showing out: half of those that are close, and half of the others, whoever they are.

    What suits the key best would else stand beside it in most showings. Drawn before anybody looks at what the paper
    has shown, because what few other items want would else stand wherever it is wanted.
    """
    generator = Generator(seed, "resting", pool.items[draft.item].id)
    resting: list[int] = []
    for kin in (True, False):
        homes = sorted(home for home, close in is_close.items() if close == kin and home != draft.nearest)
        awake = max(wanted - (draft.nearest is not None), (len(homes) + generator.below(2)) // 2)
        resting += generator.shuffled(homes)[awake:]
    return frozenset(resting)


def counts_as_close(pool: Pool, item: int, home: int, difficulty: Difficulty, sought: Collection[str] = ()) -> bool:
    """Whether a home is of an item's subject and kind, or where none is wanted, of its subject at all."""
    if difficulty == "far":
        return pool.subject[item] == pool.subject[home]
    return pool.is_close(item, home) or home in pool.nearest[item] or pool.items[home].id in sought


def choose_nearest(pool: Pool, draft: DraftSlot, difficulty: Difficulty, seed: int, weights: Weights) -> None:
    """Draws whether the nearest mistake stands in this showing, and which where an item has two.

    Where it does not, it stays out, so that it comes as often as it was measured to. In a paper to measure, one that
    the learner never met stands: it is what tells most of them. Whatever has a weight, because the learner is to meet
    it or has met it, comes by its weight alone.
    """
    item = pool.items[draft.item].id
    nearest = [home for home in pool.nearest[draft.item] if (item, pool.items[home].id) not in weights]
    if difficulty == "far" or draft.kind == "reversed" or not nearest:
        return
    generator = Generator(seed, "nearest", pool.items[draft.item].id)
    drawn, which = bool(weights) or generator.below(100) < _NEAREST, generator.below(len(nearest))
    legal = {statement.home for statement in (*draft.read, *draft.unread)}
    if drawn:
        homes = [home for home in (*nearest[which:], *nearest[:which]) if home in legal]
        draft.nearest = homes[0] if homes else None
    elif len(legal - {*nearest}) >= 2 * draft.wanted(4):
        draft.read = [statement for statement in draft.read if statement.home not in nearest]
        draft.unread = [statement for statement in draft.unread if statement.home not in nearest]


def mixture_remark(pool: Pool, drafts: Sequence[DraftSlot], blueprint: Blueprint) -> Iterator[str]:
    """What the sitter should know where the bank could not give the mixture that the difficulty asks for."""
    if not pool.knows_kinds:
        return
    derived = [draft for draft in drafts if draft.chosen and draft.kind in ("direct", "choose_two")]
    counts = [
        sum(counts_as_close(pool, draft.item, one.home, blueprint.difficulty) for one in draft.chosen)
        for draft in derived
    ]
    least = [least_close(blueprint.difficulty, draft.wanted(blueprint.options)) for draft in derived]
    if blueprint.difficulty == "near":
        short = sum(count < fewest for count, fewest in zip(counts, least, strict=True))
        told = "fewer wrong options of their own subject and kind than near papers have"
    else:
        short = sum(count > most for count, most in zip(counts, least, strict=True))
        told = f"more wrong options of their own subject than {blueprint.difficulty} papers have"
    if short:
        yield f"{short} of {len(drafts)} questions have {told}: the bank has no others for them."
