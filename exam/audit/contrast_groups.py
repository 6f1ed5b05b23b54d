"""What the numbers, subjects and kinds of a bank of schema 2 come to, and whether its nearest mistakes can be shown.

A question needs knowledge only where its options are of one subject and one kind of answer, so an author should know
where a bank has too few of a kind to choose from.
"""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from exam.assembly.candidates import legal_homes
from exam.assembly.pool import Pool
from exam.assembly.validity import Rule, home_rule
from exam.audit.findings import BankFinding, LocatedItem
from exam.core.bank import Bank
from exam.core.wording import counted

FEWEST_OF_A_KIND = 4
"""Items of one kind of answer that make one question of four options."""
FEWEST_NEAR_LURES = 5
"""Lures of the item's own subject and kind, of which a near paper takes two or three."""
LARGEST_SHARE = 4
"""A subject with more than one in so many of a bank's items says little about any of them."""


def of_contrast_groups(pool: Pool, spots: list[LocatedItem]) -> Iterator[BankFinding]:
    """All that is found of siblings, nearest mistakes, kinds and subjects; nothing in a bank of schema 1."""
    if pool.bank.format_version == 1:
        return
    yield from _siblings(pool.bank, spots)
    yield from _kinds(pool.bank, spots)
    yield from _subjects(pool.bank, spots)
    for spot in spots:
        yield from _nearest(pool, spot)
        yield from _near_lures(pool, spot)


def _siblings(bank: Bank, spots: list[LocatedItem]) -> Iterator[BankFinding]:
    """That items share numbers, said once, in case it was a slip; and where it most likely was one."""
    spot_of = {spot.item.id: spot for spot in spots}
    if not bank.siblings:
        return
    number, first = next(iter(bank.siblings.items()))
    shared = sum(map(len, bank.siblings.values()))
    yield spot_of[first[1]].finding(
        "siblings", "advice",
        f"{counted(shared, 'item')} share {counted(len(bank.siblings), 'number')}, as {first[0]} and {first[1]} share "
        f"{number}, and a paper asks one item of each number",
        "Leave it so where they are points of one listed question; give each its own number where it was a slip.",
        "number",
    )  # fmt: skip
    for number, names in bank.siblings.items():
        sections = {bank.section_of[name].id for name in names}
        if len(sections) > 1:
            other = next(name for name in names if bank.section_of[name].id != bank.section_of[names[0]].id)
            yield spot_of[other].finding(
                "siblings-apart", "warning",
                f"it has the number {number}, as {names[0]} of another section has, so a paper asks one of the two",
                "Give it a number of its own, or move it into that section.", "number",
            )  # fmt: skip


def _kinds(bank: Bank, spots: list[LocatedItem]) -> Iterator[BankFinding]:
    lending = [spot for spot in spots if spot.item.statements]
    count = Counter(kind for spot in lending if (kind := bank.kind_of[spot.item.id]) is not None)
    told: set[str] = set()
    for spot in lending:
        kind = bank.kind_of[spot.item.id]
        if kind is not None and count[kind] < FEWEST_OF_A_KIND and kind not in told:
            told.add(kind)
            common = [other for other, times in count.items() if times >= FEWEST_OF_A_KIND]
            close = get_close_matches(kind, common, n=1)
            remedy = f"Did you mean '{close[0]}'?" if close else "Add items of this kind, or fold it into another."
            yield spot.finding(
                "few-of-kind", "warning",
                f"{counted(count[kind], 'item')} of the kind '{kind}' cannot fill the {FEWEST_OF_A_KIND} options of a "
                "question", remedy, "kind",
            )  # fmt: skip
    without = [spot for spot in lending if bank.kind_of[spot.item.id] is None]
    if count and without:
        yield without[0].finding(
            "no-kind", "advice",
            f"{counted(len(without), 'item')} of {len(lending)} name no kind of answer, this one first, and may stand "
            "beside any",
            "Say it, as in kind = \"command\", so that its options are of one kind.",
        )  # fmt: skip


def _subjects(bank: Bank, spots: list[LocatedItem]) -> Iterator[BankFinding]:
    count = Counter(bank.subject_of.values())
    for subject, items in count.items():
        if len(count) > LARGEST_SHARE and LARGEST_SHARE * items > len(spots):
            first = next(spot for spot in spots if bank.subject_of[spot.item.id] == subject)
            yield first.finding(
                "large-subject", "advice",
                f"{items} of {len(spots)} items are about '{subject}', this one first: more than one in "
                f"{LARGEST_SHARE}", "Part it into two subjects, so that wrong options are closer to their question.",
            )  # fmt: skip


def _nearest(pool: Pool, spot: LocatedItem) -> Iterator[BankFinding]:
    kinds = pool.bank.kind_of
    for at, name in enumerate(spot.item.nearest):
        if spot.item.options:
            why, remedy = "its own options leave no room for it", "Write the mistake among the options."
        elif (rule := home_rule(pool, spot.place, pool.place_of[name])) is Rule.UNREAD:
            why, remedy = "the bank allows lures only", f"Name {name} in lures too, once somebody has read the pair."
        elif rule is not None:
            why, remedy = str(rule), "Name another, or mend what bars it."
        elif kinds[name] != kinds[spot.item.id] and None not in (kinds[name], kinds[spot.item.id]):
            why = f"its kind is '{kinds[name]}' and this item's '{kinds[spot.item.id]}'"
            remedy = "Name one of the same kind: the options of a question are of one kind."
        else:
            continue
        yield spot.finding(
            "nearest", "warning", f"{name} cannot be shown as its nearest mistake: {why}", remedy, "nearest", at
        )


def _near_lures(pool: Pool, spot: LocatedItem) -> Iterator[BankFinding]:
    """Lures of another subject or kind are the ones that a half-prepared reader strikes out at once."""
    item, bank = spot.item, pool.bank
    if not item.lures or not item.statements or pool.stems[spot.place].negative:
        return
    read, _ = legal_homes(pool, spot.place)
    names = [pool.items[home].id for home in read]
    about = (bank.subject_of[item.id], bank.kind_of[item.id])
    near = sum((bank.subject_of[name], bank.kind_of[name]) == about for name in names)
    if near < FEWEST_NEAR_LURES:
        yield spot.finding(
            "few-near-lures", "advice",
            f"{near} of its lures {'is' if near == 1 else 'are'} of its own subject and kind, and {FEWEST_NEAR_LURES} "
            "keep its papers near and apart", "Add items of this subject and kind, and name them here.", "lures",
        )  # fmt: skip
