"""Which items a form asks, and in which order."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from exam.assembly.generator import Generator
from exam.assembly.tailor import Impossible, drawn_from
from exam.core.bank import Bank, Section
from exam.core.blueprint import Blueprint
from exam.core.item import Item

Shuffle = Callable[[Generator, Sequence[int]], Iterable[int]]
"""All of some places in an order that the generator deals."""

_TRIES = 300
"""Orders tried before enemies are said to leave too few items: far more than any bank with room to spare needs."""


def draw(
    bank: Bank,
    blueprint: Blueprint,
    seed: int,
    fits: Callable[[Item], bool],
    together: Sequence[str] = (),
    shuffle: Shuffle = Generator.shuffled,
) -> list[Item]:
    """The items of a form, in the order asked: at least so many of each section, enemies apart, the rest from anywhere.

    `fits` says whether an item can be asked at all; `together` are the ids of items that are in it already.
    Raises Impossible.
    """
    place_of = {item.id: place for place, item in enumerate(bank.items)}
    only = set(blueprint.only)
    by_section = [
        [place_of[item.id] for item in section.items if (not only or item.id in only) and fits(item)]
        for section in asked_sections(bank, blueprint, seed)
    ]
    apart = enemies((place, map(place_of.get, item.enemies)) for place, item in enumerate(bank.items))
    given = [place_of[name] for name in together]
    return [bank.items[place] for place in draw_places(bank, blueprint, seed, by_section, apart, given, shuffle)]


def draw_places(
    bank: Bank,
    blueprint: Blueprint,
    seed: int,
    by_section: Sequence[Sequence[int]],
    apart: Mapping[int, Collection[int]],
    given: Sequence[int] = (),
    shuffle: Shuffle = Generator.shuffled,
    unfit: Collection[int] = (),
) -> list[int]:
    """The places of the items of a form, drawn from those of each of its `asked_sections`.

    `apart`: who must not meet whom. `given`: places that are in the form already. `unfit`: places that turned out not
    to be askable; passing over them leaves the rest of the draw as it was. Where the blueprint names no number, all are
    drawn that may meet. Raises Impossible.
    """
    there = sum(map(len, by_section))
    wanted = blueprint.items if blueprint.items is not None else there
    if not 1 <= wanted <= there:
        raise Impossible(_too_few(bank, blueprint, wanted, there))
    for section, places in zip(asked_sections(bank, blueprint, seed), by_section, strict=True):
        if len(places) < blueprint.at_least:
            raise Impossible(
                f"The preset {blueprint.id} wants at least {blueprint.at_least} questions of {section.title!r}, which "
                f"has {len(places)} that can be asked."
            )
    least = sum(max(blueprint.at_least, len({*given} & {*places})) for places in by_section)
    if least > wanted:
        raise Impossible(
            f"{wanted} questions cannot hold {len(given)} in matching blocks and at least {blueprint.at_least} of each "
            f"section: ask for at least {least}, or for fewer blocks."
        )
    for attempt in range(_TRIES):
        generator = Generator(seed, "items", attempt)
        drawn = _draw_once(by_section, blueprint, wanted, apart, given, generator, shuffle, unfit)
        if drawn is not None:
            return generator.shuffled(drawn)
    raise Impossible(
        f"{wanted} questions cannot be drawn with all enemies apart. Ask for fewer, or part fewer items in the bank."
    )


def asked_sections(bank: Bank, blueprint: Blueprint, seed: int) -> list[Section]:
    """The sections that a form draws from, in the bank's order: the chosen ones, or those that the seed draws."""
    sections = list(drawn_from(bank, blueprint))
    if blueprint.draw_sections and not blueprint.sections and not blueprint.only:
        chosen = Generator(seed, "sections").shuffled(range(len(sections)))[: blueprint.draw_sections]
        sections = [sections[place] for place in sorted(chosen)]
    return sections


def enemies(named: Iterable[tuple[int, Iterable[int | None]]]) -> dict[int, set[int]]:
    """Who must not meet whom, both ways, from each place and the places it names; None is nobody."""
    apart: dict[int, set[int]] = {}
    for place, others in named:
        for other in others:
            if other is not None:
                apart.setdefault(place, set()).add(other)
                apart.setdefault(other, set()).add(place)
    return apart


def _draw_once(
    by_section: Sequence[Sequence[int]],
    blueprint: Blueprint,
    wanted: int,
    apart: Mapping[int, Collection[int]],
    given: Sequence[int],
    generator: Generator,
    shuffle: Shuffle,
    unfit: Collection[int],
) -> list[int] | None:
    at_least, all_that_may = blueprint.at_least, blueprint.items is None
    drawn = list(given)
    barred = {*unfit, *given, *(enemy for place in given for enemy in apart.get(place, ()))}

    def take(places: Iterable[int], most: int) -> int:
        taken = 0
        if most < 1:
            return taken
        for place in places:
            if place not in barred:
                drawn.append(place)
                barred.update(apart.get(place, ()), (place,))
                taken += 1
                if taken == most:
                    break
        return taken

    shuffled = [(shuffle(generator, places), len({*given} & {*places}) if given else 0) for places in by_section]
    for places, there in generator.shuffled(shuffled):
        if take(places, at_least - there) < at_least - there:
            return None
    take(shuffle(generator, [place for places in by_section for place in places]), wanted - len(drawn))
    return drawn if len(drawn) == wanted or all_that_may else None


def _too_few(bank: Bank, blueprint: Blueprint, wanted: int, there: int) -> str:
    all_of_them = sum(len(section.items) for section in drawn_from(bank, blueprint))
    if there < all_of_them:
        return (
            f"Only {there} of {all_of_them} questions of the bank {bank.id} can be asked, because the others have "
            f"nothing to stand beside their right answer; {wanted or 'at least 1'} are wanted. Add statements or items "
            f"(exam check says where), or ask for fewer."
        )
    return f"{wanted} questions are wanted, and the bank {bank.id} has {there} to draw from."
