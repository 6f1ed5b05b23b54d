"""What is noted of papers that are made only to be looked at, before anything is judged.

A batch of papers and its findings are plain values, so that batches can be shared out among processes. The sum of the
findings does not depend on how the batches were shared out.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from exam.assembly.assemble import assemble
from exam.assembly.code import SEEDS
from exam.assembly.measured import Statement
from exam.assembly.pool import Pool, is_short, pool_of
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
class SlotNote:
    """What the distractors of one derived single-answer question are, beside what it is about."""

    item: str
    options: int
    close: int
    """Distractors of the item's own subject and kind of answer."""
    of_subject: int
    """Distractors of the item's own subject, whatever their kind."""
    nearest: bool | None
    """Whether the nearest mistake is among them; None where the bank names none."""
    short: bool
    """Whether all options are names, or as short."""


@dataclass(frozen=True, slots=True)
class PaperNote:
    """One paper, as far as it is compared with others."""

    seed: int
    sittings: tuple[WatchedSlot, ...]
    shown_twice: int
    """Showings of a text beyond what a paper may have of it; a matching block shows its list once."""
    broken: tuple[BrokenRule, ...]
    slots: tuple[SlotNote, ...]
    unread: int
    """Derived distractors of items whose lures do not name their home."""
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
    return PaperNote(
        seed=form.seed,
        sittings=tuple(watch(form)),
        shown_twice=_shown_too_often(pool, form),
        broken=tuple(_broken(pool, form)),
        slots=tuple(_slot_note(pool, slot) for slot in form.slots if _is_derived(slot)),
        unread=sum(home not in bank.item_by_id[item].lures for item, home in lures),
        lures=tuple(lures),
        sets=tuple((slot.item, frozenset(option.text for option in slot.options)) for slot in form.slots),
    )


@lru_cache(maxsize=1)
def _read(written: str) -> Bank:
    return Bank.model_validate_json(written)


def _is_derived(slot: Slot) -> bool:
    return slot.choose == 1 and slot.kind != "reversed" and all(option.home is not None for option in slot.options)


def _slot_note(pool: Pool, slot: Slot) -> SlotNote:
    item = pool.place_of[slot.item]
    homes = [pool.place_of[option.home] for option in slot.options if option.home and option.id not in slot.key]
    nearest = pool.nearest[item]
    return SlotNote(
        item=slot.item,
        options=len(slot.options),
        close=sum(pool.is_close(item, home) for home in homes),
        of_subject=sum(pool.subject[item] == pool.subject[home] for home in homes),
        nearest=any(home in nearest for home in homes) if nearest else None,
        short=all(_is_short(pool, home, slot) for home in (item, *homes)),
    )


def _is_short(pool: Pool, home: int, slot: Slot) -> bool:
    shown = {option.text for option in slot.options}
    return all(is_short(statement) for statement in pool.of_item[home] if statement.text in shown)


def _shown_too_often(pool: Pool, form: Form) -> int:
    shown: Counter[str] = Counter()
    blocks: set[int] = set()
    for slot in form.slots:
        if slot.block not in blocks:
            shown.update(option.text for option in slot.options)
        if slot.block:
            blocks.add(slot.block)
    twice = {statement.text for statement in pool.statements if statement.may_repeat}
    return sum(max(0, times - (2 if text in twice else 1)) for text, times in shown.items())


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
        beside_key = one.id in slot.key or other.id in slot.key
        if beside_key and {one.home, other.home} & {*pool.items[item].lures}:
            continue  # somebody has read this pair, which `key_rule` has looked at above
        if says_the_same(mine, theirs):
            found.append(BrokenRule(seed, slot.item, other.home, f"it says the same as the option of {one.home}"))
    return found


def _said_by(pool: Pool, home: str | None) -> tuple[Statement, ...]:
    return pool.of_item[pool.place_of[home]] if home is not None else ()
