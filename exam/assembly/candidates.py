"""Which statements may stand beside a key, and how tempting each of them is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from exam.assembly.generator import Generator
from exam.assembly.measured import Statement, likeness, shape_agreement, shared_words
from exam.assembly.pool import Pool
from exam.assembly.validity import home_rule, homes_barred, key_rule
from exam.core.blueprint import Difficulty

CONSIDERED = 16
"""How many statements a set is chosen from."""
_ECHOES = 16
"""How many more are considered in a bank without marks for what they share with the stem."""
_HOMES = 7
"""How many of an item's lures are considered for one slot: drawn anew each time, so that none turns up all the time."""


_KIN_AHEAD: dict[Difficulty, int] = {"far": -1000, "mixed": 100, "near": 1000}


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A legal statement for a slot; `appeal` in thousandths, higher is more tempting."""

    statement: Statement
    appeal: int


def legal_homes(pool: Pool, item: int) -> tuple[list[int], list[int]]:
    """Places of the items whose statements may stand under an item's stem: its lures, best first, and the unread."""
    if item not in pool.legal_homes:
        pool.legal_homes[item] = _legal_homes(pool, item)
    return pool.legal_homes[item]


def relation(pool: Pool, item: int, home: int) -> Literal["read", "unread"] | None:
    """What one item is to another whose stem its statements may stand under; None where they may not.

    The same as to look for `home` in `legal_homes`, mostly without looking at all other items.
    """
    asked, other = pool.items[item], pool.items[home]
    if pool.stems[item].negative or home_rule(pool, item, home) is not None:
        return None
    if other.id in asked.lures:
        return "read"
    if pool.kind[item] is None or pool.kind[home] in (pool.kind[item], None) or home in legal_homes(pool, item)[1]:
        return "unread"
    return None


def _legal_homes(pool: Pool, item: int) -> tuple[list[int], list[int]]:
    asked = pool.items[item]
    if pool.stems[item].negative:
        return [], []
    lures = [pool.place_of[name] for name in asked.lures if name in pool.place_of]
    read = [home for home in lures if home_rule(pool, item, home) is None]
    if pool.bank.lures_only:
        return read, []
    known = set(lures)
    barred = known | homes_barred(pool, item)
    unread = [home for home in pool.homes_for(item) if home not in barred]
    return read, _of_the_same_kind(pool, item, unread)


def legal_statements(pool: Pool, item: int, key: Statement, homes: Iterable[int], read: bool) -> Iterator[Statement]:
    """The statements of some homes that may stand beside this key."""
    for home in homes:
        for statement in pool.of_item[home]:
            if key_rule(pool, item, key, statement, read) is None:
                yield statement


def weigh(
    pool: Pool,
    item: int,
    key: Statement,
    legal: list[Statement],
    difficulty: Difficulty,
    generator: Generator,
    weights: Mapping[tuple[str, str], int],
    must: int | None = None,
) -> list[Candidate]:
    """The most tempting of the legal statements, `CONSIDERED` at most, best first.

    `weights` are added to the appeal of a home under an item, both by id. The home that `must` be there is.
    """
    absent: frozenset[int] = frozenset()
    if pool.items[item].lures and not pool.knows_kinds:
        absent = _absent(pool, item, legal, difficulty, generator)
    weighed = [
        Candidate(
            statement,
            appeal(pool, item, key, statement, difficulty)
            + generator.below(2500)
            + (weights.get((pool.items[item].id, pool.items[statement.home].id), 0) if weights else 0)
            - (20_000 if statement.home in absent else 0)
            + (40_000 if statement.home == must else 0),
        )
        for statement in legal
    ]
    weighed.sort(key=lambda candidate: (-candidate.appeal, candidate.statement.place))
    if pool.is_unmarked:
        return [*weighed[:CONSIDERED], *_echoes(pool, item, key, weighed[CONSIDERED:])]
    return weighed[:CONSIDERED]


def _echoes(pool: Pool, item: int, key: Statement, others: list[Candidate]) -> list[Candidate]:
    """Up to `_ECHOES` more that have as much in common with the stem as the key has, those most like it first.

    Where nobody has kept the words of a stem out of its key, the key would else be the one option that repeats them.
    """
    stem = pool.stems[item]
    words, letters = shared_words(key, stem), likeness(key, stem)
    sharing = [
        (shared_words(candidate.statement, stem), likeness(candidate.statement, stem), at)
        for at, candidate in enumerate(others)
    ]
    some = [each for each in sharing if each[0] >= max(1, words) or each[1] >= letters]
    some.sort(key=lambda each: (-min(each[0], words), -each[1], each[2]))
    return [others[at] for _, _, at in some[:_ECHOES]]


def _absent(
    pool: Pool, item: int, legal: list[Statement], difficulty: Difficulty, generator: Generator
) -> frozenset[int]:
    """The homes that sit this slot out, near ones less often than far ones (or the other way, where that is asked)."""
    homes = sorted({statement.home for statement in legal})
    turn = {
        home: generator.below(1000) + (_KIN_AHEAD[difficulty] if pool.subject[home] == pool.subject[item] else 0)
        for home in homes
    }
    return frozenset(sorted(homes, key=lambda home: (-turn[home], home))[_HOMES:])


def _of_the_same_kind(pool: Pool, item: int, homes: list[int]) -> list[int]:
    """Only items that ask for the same kind of thing, where the bank says so and enough of them are left."""
    kind = pool.kind[item]
    if kind is None:
        return homes
    same = [home for home in homes if pool.kind[home] in (kind, None)]
    return same if len(same) >= 8 else homes


def appeal(pool: Pool, item: int, key: Statement, statement: Statement, difficulty: Difficulty) -> int:
    """How tempting a legal statement is beside a key, in thousandths, before any chance.

    It counts likeness of stems and keys, kinship of sections, and what a reader of the bank said of the pair.

    Weights after a listwise softmax fitted on public banks with human-written distractors; the likeness of the two
    *stems* tells more than any likeness of the keys.
    """
    home, lures = statement.home, pool.lures_of(item)
    kinship = (
        0
        if pool.knows_kinds
        else 2 * (pool.section[item] == pool.section[home]) + (pool.subject[item] == pool.subject[home])
    )
    if home in lures:  # somebody read the pair and found it tempting: no measure of ours knows better
        worth = 10_000 + likeness(key, statement) - 300 * lures[home] // len(lures)
    else:
        worth = 3 * likeness(key, statement) + 2 * shape_agreement(key, statement)
        worth += 4 * likeness(pool.stems[item], pool.stems[home])
        worth += 400 * min(2, shared_words(key, statement))
        worth -= 25 * abs(len(key.text) - len(statement.text))
    match difficulty:
        case "far":
            worth -= 2500 * kinship
        case "mixed":
            worth += (150 if home in lures else 600) * kinship
        case "near":
            worth += 2500 * kinship + 4 * likeness(key, statement)
    return worth
