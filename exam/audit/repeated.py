"""What an item says or asks that another item says or asks too, or that looks as if it did."""

from collections import defaultdict
from collections.abc import Iterator

from exam.assembly.measured import Statement, likeness
from exam.assembly.pool import Pool
from exam.assembly.text_likeness import telling_words
from exam.assembly.validity import home_rule, says_the_same
from exam.audit.findings import BankFinding, LocatedItem
from exam.core.as_seen import as_seen

_NAME_WORDS = 2
"""Words of a name that a longer text may have in it without saying the same."""
_RARE = 40
"""Statements that share a word, up to which the word is used to find texts that are alike."""


def alike_elsewhere(pool: Pool, spots: list[LocatedItem]) -> Iterator[BankFinding]:
    """Statements and stems that another item has too, found by the rare words that they share."""
    yield from _repeated(pool, spots)
    yield from _look_alikes(pool, spots)
    index: defaultdict[str, list[int]] = defaultdict(list)
    words_of = [sorted(telling_words(spot.item.stem)) for spot in spots]
    for spot, own in zip(spots, words_of, strict=True):
        near = {other for word in own if len(index[word]) <= _RARE for other in index[word]}
        for word in own:
            index[word].append(spot.place)
        for other in sorted(near):
            if likeness(pool.stems[spot.place], pool.stems[other]) >= 900 and _figures(spot) == _figures(spots[other]):
                theirs = pool.items[other]
                kept = theirs.id in spot.item.enemies or spot.item.id in theirs.enemies
                if not kept and not _know_each_other(spot, spots[other]):
                    yield spot.finding(
                        "near-duplicate", "warning", f"its stem is nearly that of {theirs.id}: '{theirs.stem}'",
                        "Make one item of the two, or let them ask for visibly different things.", "stem",
                    )  # fmt: skip


def _repeated(pool: Pool, spots: list[LocatedItem]) -> Iterator[BankFinding]:
    index: defaultdict[str, list[Statement]] = defaultdict(list)
    told: set[tuple[int, int]] = set()
    for statement in pool.statements:
        spot = spots[statement.home]
        own = telling_words(statement.text) or {statement.normal}
        near = {other for word in own if len(index[word]) <= _RARE for other in index[word]}
        for word in own:
            index[word].append(statement)
        for other in sorted(near, key=lambda each: each.place):
            pair = (other.home, statement.home)
            if other.home == statement.home or pair in told or not says_the_same(other, statement):
                continue
            same = other.normal == statement.normal
            if same and _bar_each_other(pool, statement.home, other.home):
                continue
            if not same and (_know_each_other(spot, spots[other.home]) or _speaks_of(statement, other)):
                continue
            told.add(pair)
            at = pool.of_item[statement.home].index(statement)
            theirs = pool.items[other.home]
            yield spot.finding(
                "repeated-statement" if same else "near-duplicate", "advice",
                f"it says {'the same' if same else 'nearly the same'} as '{other.text}' of {theirs.id}, so neither can "
                "stand beside the other",
                "Word one of them so that it answers its own stem only, or name the other item in never_with.",
                "statements", at,
            )  # fmt: skip


def _look_alikes(pool: Pool, spots: list[LocatedItem]) -> Iterator[BankFinding]:
    """Statements that nobody can tell apart by eye, though their letters differ: A and the Cyrillic А."""
    first: dict[str, Statement] = {}
    for statement in pool.statements:
        other = first.setdefault(as_seen(statement.text), statement)
        if other.text != statement.text and "".join(other.text.split()) != "".join(statement.text.split()):
            letter = next((one for one in statement.text if not one.isascii() and one not in other.text), "")
            which = f", for its {letter} (U+{ord(letter):04X})" if letter else ""
            theirs = pool.items[other.home].id
            yield spots[statement.home].finding(
                "look-alike", "warning", f"it looks like '{other.text}' of {theirs}, and its letters differ{which}",
                "Write both with the same letters, or so that an eye can tell them apart.",
                "statements", pool.of_item[statement.home].index(statement),
            )  # fmt: skip


def _know_each_other(one: LocatedItem, other: LocatedItem) -> bool:
    """Whether the author has said what the two are to each other."""
    return (
        one.item.id in (*other.item.never_with, *other.item.lures)
        or other.item.id in (*one.item.never_with, *one.item.lures)
        or (one.item.concept is not None and one.item.concept == other.item.concept)
    )


def _bar_each_other(pool: Pool, one: int, other: int) -> bool:
    """Whether two items of one subject and kind are kept apart both ways already, so that their answers may be one."""
    apart = home_rule(pool, one, other) is not None and home_rule(pool, other, one) is not None
    return apart and pool.is_close(one, other)


def _speaks_of(one: Statement, other: Statement) -> bool:
    """Whether one is a name of a word or two and the other a text that merely has the name in it."""
    shorter, longer = sorted((one, other), key=lambda each: len(each.normal))
    return shorter.word_count <= _NAME_WORDS and f" {shorter.normal} " in f" {longer.normal} "


def _figures(spot: LocatedItem) -> list[str]:
    return [word for word in spot.item.stem.split() if any(letter.isdigit() for letter in word)]
