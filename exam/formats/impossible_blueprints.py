"""What a blueprint asks and no paper of its bank can give: more items than there are, and the like.

Nothing is drawn here: only what would fail however the items are drawn is a fault.
"""

from collections import Counter
from collections.abc import Iterator

from exam.files.faults import quoted
from exam.formats.raw_bank import RawBank, RawSection, RawTable

Pool = tuple[RawSection, list[RawTable], int]
"""A section, those of its items that may be drawn, and how many questions they make: of siblings one is asked."""

_BLOCK = 5
"""Items of a matching block."""
_FEWEST_ANSWERS = 3
"""Statements of an item that asks for two of them, so that it can be asked in more than one way."""


def impossible_fields(bank: RawBank, blueprint: RawTable, anywhere: bool = False) -> Iterator[tuple[str, str, str]]:
    """The field, what is wrong, and the remedy of everything that a blueprint asks and this bank cannot give.

    `anywhere`: which sections and items it means is not known, so they are taken for all.
    """
    chosen, only = ({}, {}) if anywhere else (blueprint.texts("sections"), blueprint.texts("only"))
    pools: list[Pool] = []
    for section in bank.sections:
        if section.items and (not chosen or section.id in chosen):
            fit = [item for item in section.items if not only or item.id in only]
            pools.append((section, fit, len(set(map(bank.question, fit)))))
    if not pools:
        return
    sizes = sorted(_questions_added(bank, pools))
    wanted, drawn = blueprint.number("items"), 0 if anywhere else max(0, blueprint.number("draw_sections") or 0)
    if drawn > len(pools) and not chosen and not only:
        sections = f"{len(pools)} sections have" if len(pools) > 1 else "one section has"
        yield "draw_sections", f"is {drawn}, and {sections} items to draw", f"Write at most {len(pools)}."
    if drawn and not chosen and not only:
        sizes = sizes[:drawn]
    available = sum(sizes)
    items = [item for _, fit, _ in pools for item in fit]
    together = available if len(sizes) < len(pools) else _most_together(bank, items)
    if wanted is not None and wanted > available:
        where = "its sections have" if chosen else "the bank has"
        if len(sizes) < len(pools):
            where = "the smallest sections that may be drawn have"
        yield "items", f"is {wanted}, and {where} {available}", f"Write at most {available}, or add items."
    elif wanted is not None and wanted > together:
        message = f"is {wanted}, and no more than {together} items can stand together, their enemies apart"
        yield "items", message, f"Write at most {together}, or take out enemies."
    if not anywhere:
        yield from _unequal(blueprint.number("at_least") or 0, wanted, pools, len(sizes))
    yield from _too_many_of_a_kind(bank, blueprint, items, available if wanted is None else wanted)


def _unequal(at_least: int, wanted: int | None, pools: list[Pool], count: int) -> Iterator[tuple[str, str, str]]:
    smallest, _, questions = min(pools, key=lambda pool: pool[2])
    if at_least > questions:
        name = quoted(smallest.id) if smallest.id is not None else f"[{smallest.path[-1]}]"
        remedy = f"Write at most {questions}, choose other sections, or add items."
        yield "at_least", f"is {at_least}, and section {name} has {questions}", remedy
    if wanted is not None and at_least * count > wanted:
        sections = f"{count} sections" if count > 1 else "one section"
        message = f"is {at_least}, which makes {at_least * count} questions of {sections}, and items is {wanted}"
        yield "at_least", message, f"Raise items to {at_least * count}, or lower at_least to {wanted // count}."


def _questions_added(bank: RawBank, pools: list[Pool]) -> Iterator[int]:
    """How many questions each section adds to those before it: siblings count where they stand first."""
    known: set[object] = set()
    for _, items, _ in pools:
        before = len(known)
        known.update(map(bank.question, items))
        yield len(known) - before


def _too_many_of_a_kind(
    bank: RawBank, blueprint: RawTable, items: list[RawTable], count: int
) -> Iterator[tuple[str, str, str]]:
    """Questions asked in another way than directly: more than there are in all, or than there are items fit for it."""
    paired, turned, blocks = (blueprint.number(name) or 0 for name in ("choose_two", "reversed", "matching"))
    distinct = (item for item in items if item.raw.get("distinct") is True)
    fit = len({bank.question(item) for item in distinct if len(item.texts("statements")) >= _FEWEST_ANSWERS})
    if paired > fit:
        message = f"is {paired}, and {fit} items have distinct = true and {_FEWEST_ANSWERS} statements"
        yield "choose_two", message, f"Write at most {fit}, or mark items whose statements are different answers."
    if paired + turned + _BLOCK * blocks > count:
        name = "choose_two" if paired else "reversed" if turned else "matching"
        kinds = f"{paired} choose-two, {turned} reversed and {blocks} blocks of {_BLOCK}"
        yield name, f"makes, with the others, {kinds}, and there are {count} questions", "Ask for fewer."


def _most_together(bank: RawBank, items: list[RawTable]) -> int:
    """At least as many as can stand in one form: of each pair of enemies that shares no item with another, one.

    Enemies with siblings are passed over, because a sibling may stand for each.
    """
    of_question = Counter(map(bank.question, items))
    ids = {item.id for item in items if item.id is not None and of_question[bank.question(item)] == 1}
    paired: set[str] = set()
    pairs = 0
    for item in items:
        for enemy in item.texts("enemies"):
            if item.id in ids and enemy in ids and enemy != item.id and paired.isdisjoint((item.id, enemy)):
                paired |= {item.id, enemy}
                pairs += 1
    return len(of_question) - pairs
