"""What is noted of papers that are made only to be looked at, before anything is judged.

A batch of papers is a value and so is what comes of it, so that batches can be shared out among processes; what they
come to does not depend on how they were shared out.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from exam.assembly.assemble import assemble
from exam.assembly.code import SEEDS
from exam.assembly.pool import Pool, Statement, pool_of
from exam.assembly.validity import home_rule, key_rule, says_the_same
from exam.audit.bots import WatchedSlot, watch
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint
from exam.core.form import Form, Slot


@dataclass(frozen=True, slots=True)
class Batch:
    """Some papers to be made."""

    bank: str
    """The bank as JSON: small to send, and read once by each process."""
    blueprint: Blueprint
    first: int
    """The first seed; the others follow it, after the last seed from 0."""
    papers: int


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """Two that a rule forbids to stand together in one paper."""

    seed: int
    item: str
    other: str
    """The home of the option, or the enemy."""
    rule: str


@dataclass(frozen=True, slots=True)
class PaperNote:
    """One paper, as far as it is compared with others."""

    seed: int
    sittings: tuple[WatchedSlot, ...]
    shown_twice: int
    """Option texts beyond the first showing of each; a matching block shows its list once."""
    broken: tuple[BrokenRule, ...]
    kin: int
    """Derived distractors whose home is of the same section or a sibling of it."""
    lures: tuple[tuple[str, str], ...]
    """Every derived distractor: the item asked, and the option's home."""
    sets: tuple[tuple[str, frozenset[str]], ...]
    """By item, the texts of its options."""


def sample(batch: Batch) -> list[PaperNote]:
    """What there is to note of the papers of a batch. Raises Impossible where one cannot be made."""
    bank = _read(batch.bank)
    seeds = [(batch.first + step) % SEEDS for step in range(batch.papers)]
    return [note(bank, assemble(bank, batch.blueprint, seed)) for seed in seeds]


def note(bank: Bank, form: Form) -> PaperNote:
    """What there is to note of one paper of a bank."""
    pool = pool_of(bank)
    lures = [
        (slot.item, option.home)
        for slot in form.slots
        for option in slot.options
        if option.id not in slot.key and option.home is not None
    ]
    family = {item.id: name for item, name in zip(pool.items, pool.subject, strict=True)}
    return PaperNote(
        seed=form.seed,
        sittings=tuple(watch(form)),
        shown_twice=_shown_twice(form),
        broken=tuple(_broken(pool, form)),
        kin=sum(family[item] == family[home] for item, home in lures),
        lures=tuple(lures),
        sets=tuple((slot.item, frozenset(option.text for option in slot.options)) for slot in form.slots),
    )


@lru_cache(maxsize=1)
def _read(written: str) -> Bank:
    return Bank.model_validate_json(written)


def _shown_twice(form: Form) -> int:
    shown: Counter[str] = Counter()
    blocks: set[int] = set()
    for slot in form.slots:
        if slot.block not in blocks:
            shown.update(option.text for option in slot.options)
        if slot.block:
            blocks.add(slot.block)
    return sum(shown.values()) - len(shown)


def _broken(pool: Pool, form: Form) -> list[BrokenRule]:
    """Written apart from the code that chooses: it looks at the finished paper only."""
    found = []
    asked = [slot.item for slot in form.slots]
    there = set(asked)
    for name in asked:
        found += [
            BrokenRule(form.seed, name, enemy, "enemies")
            for enemy in pool.bank.item_by_id[name].enemies
            if enemy in there
        ]
    found += [BrokenRule(form.seed, name, name, "asked twice") for name, times in Counter(asked).items() if times > 1]
    for slot in form.slots:
        if slot.kind != "reversed":
            found += _broken_options(pool, form.seed, slot)
    return found


def _broken_options(pool: Pool, seed: int, slot: Slot) -> list[BrokenRule]:
    found = []
    item = pool.place_of[slot.item]
    texts = {own.text: own for home in {option.home for option in slot.options} for own in _said_by(pool, home)}
    keys = [own for name in slot.key if (own := texts.get(slot.option(name).text))]
    shown = [(option, texts.get(option.text)) for option in slot.options]
    for option, statement in shown:
        if option.id in slot.key or option.home is None or statement is None:
            continue
        read = option.home in pool.items[item].lures
        rules = [home_rule(pool, item, statement.home)]
        rules += [key_rule(pool, item, key, statement, read) for key in keys]
        found += [BrokenRule(seed, slot.item, option.home, rule.value) for rule in rules if rule is not None]
    for (one, mine), (other, theirs) in combinations(shown, 2):
        if mine is None or theirs is None or one.home is None or other.home is None or one.home == other.home:
            continue
        if says_the_same(mine, theirs):
            found.append(BrokenRule(seed, slot.item, other.home, f"it says the same as the option of {one.home}"))
    return found


def _said_by(pool: Pool, home: str | None) -> tuple[Statement, ...]:
    return pool.of_item[pool.place_of[home]] if home is not None else ()
