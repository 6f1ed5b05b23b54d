"""Owns which items a form asks, and in which order. Refuses to look at their options."""

from collections.abc import Callable

from exam.assembly.generator import Generator
from exam.assembly.tailor import Impossible, drawn_from
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint
from exam.core.item import Item

_TRIES = 300
"""Orders tried before enemies are said to leave too few items: far more than any bank with room to spare needs."""


def draw(bank: Bank, blueprint: Blueprint, seed: int, fits: Callable[[Item], bool]) -> list[Item]:
    """The items of a form, in the order asked: at least so many of each section, enemies apart, the rest from anywhere.

    `fits` says whether an item can be asked at all. Raises Impossible.
    """
    sections = list(drawn_from(bank, blueprint))
    if blueprint.draw_sections and not blueprint.sections and not blueprint.only:
        chosen = Generator(seed, "sections").shuffled(range(len(sections)))[: blueprint.draw_sections]
        sections = [sections[place] for place in sorted(chosen)]
    only = set(blueprint.only)
    by_section = [
        [item for item in section.items if (not only or item.id in only) and fits(item)] for section in sections
    ]
    there = sum(map(len, by_section))
    wanted = blueprint.items if blueprint.items is not None else there
    if not 1 <= wanted <= there:
        raise Impossible(_too_few(bank, blueprint, wanted, there))
    for section, items in zip(sections, by_section, strict=True):
        if len(items) < blueprint.at_least:
            raise Impossible(
                f"The preset {blueprint.id} wants at least {blueprint.at_least} questions of {section.title!r}, which "
                f"has {len(items)} that can be asked."
            )
    enemies = _enemies(bank)
    for attempt in range(_TRIES):
        generator = Generator(seed, "items", attempt)
        drawn = _draw_once(by_section, blueprint.at_least, wanted, enemies, generator)
        if drawn is not None:
            return generator.shuffled(drawn)
    raise Impossible(
        f"{wanted} questions cannot be drawn with all enemies apart. Ask for fewer, or part fewer items in the bank."
    )


def _draw_once(
    by_section: list[list[Item]], at_least: int, wanted: int, enemies: dict[str, set[str]], generator: Generator
) -> list[Item] | None:
    drawn: list[Item] = []
    barred: set[str] = set()

    def take(items: list[Item], most: int) -> int:
        taken = 0
        for item in items:
            if taken == most:
                break
            if item.id not in barred:
                drawn.append(item)
                barred.update(enemies.get(item.id, ()), (item.id,))
                taken += 1
        return taken

    shuffled = [generator.shuffled(items) for items in by_section]
    for items in generator.shuffled(shuffled):
        if take(items, at_least) < at_least:
            return None
    take(generator.shuffled([item for items in by_section for item in items]), wanted - len(drawn))
    return drawn if len(drawn) == wanted else None


def _enemies(bank: Bank) -> dict[str, set[str]]:
    """Who must not meet whom, both ways."""
    apart: dict[str, set[str]] = {}
    for item in bank.items:
        for enemy in item.enemies:
            apart.setdefault(item.id, set()).add(enemy)
            apart.setdefault(enemy, set()).add(item.id)
    return apart


def _too_few(bank: Bank, blueprint: Blueprint, wanted: int, there: int) -> str:
    all_of_them = sum(len(section.items) for section in drawn_from(bank, blueprint))
    if there < all_of_them:
        return (
            f"Only {there} of {all_of_them} questions of the bank {bank.id} can be asked, because the others have "
            f"nothing to stand beside their right answer; {wanted or 'at least 1'} are wanted. Add statements or items "
            f"(exam check says where), or ask for fewer."
        )
    return f"{wanted} questions are wanted, and the bank {bank.id} has {there} to draw from."
