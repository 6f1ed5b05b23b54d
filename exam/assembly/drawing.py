"""Which items a form asks, and in which order.

Siblings are items that share a number. They count as one question, and a form asks at most one of them. So numbers are
drawn first, each as likely as any other, however many siblings it has; then one sibling of each number.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from exam.assembly.generator import Generator
from exam.assembly.tailor import Impossible, drawn_from
from exam.core.bank import Bank, Section
from exam.core.blueprint import Blueprint
from exam.core.item import Item

Shuffle = Callable[[Generator, Sequence[int]], Iterable[int]]
"""All of some places in an order that the generator deals."""

Groups = Mapping[int, Sequence[int]]
"""By place of an item that has siblings: the places of all of them, its own included, in the bank's order."""


@dataclass(frozen=True)
class Siblings:
    """Which items are siblings, and which of them is asked first."""

    of: Groups = field(default_factory=dict)
    preferred: Shuffle | None = None
    """Puts siblings in the order in which one is chosen; None: the seed alone decides."""


def siblings_in(bank: Bank) -> Groups:
    """The siblings of a bank by their places."""
    place_of = {item.id: place for place, item in enumerate(bank.items)} if bank.siblings else {}
    groups = ([place_of[name] for name in names] for names in bank.siblings.values())
    return {place: group for group in groups for place in group}


_TRIES = 300
"""Orders tried before enemies are said to leave too few items: far more than any bank with room to spare needs."""


def draw(
    bank: Bank,
    blueprint: Blueprint,
    seed: int,
    fits: Callable[[Item], bool],
    together: Sequence[str] = (),
    shuffle: Shuffle = Generator.shuffled,
    preferred: Shuffle | None = None,
    alike: Groups | None = None,
) -> list[Item]:
    """The items of a form, in the order asked: at least so many of each section, enemies and siblings apart.

    `fits` says whether an item can be asked at all; `together` are the ids of items that are in it already;
    `preferred` puts siblings in the order in which one of them is chosen. Of items that are `alike` one is asked, as of
    siblings, where that leaves enough. Raises Impossible.
    """
    place_of = {item.id: place for place, item in enumerate(bank.items)}
    only = set(blueprint.only)
    by_section = [
        [place_of[item.id] for item in section.items if (not only or item.id in only) and fits(item)]
        for section in asked_sections(bank, blueprint, seed)
    ]
    apart = enemies((place, map(place_of.get, item.enemies)) for place, item in enumerate(bank.items))
    given = [place_of[name] for name in together]
    siblings = Siblings(siblings_in(bank), preferred)
    places: list[int] | None = None
    if alike:
        with suppress(Impossible):
            one_of = Siblings(alike, preferred)
            places = draw_places(bank, blueprint, seed, by_section, apart, given, shuffle, siblings=one_of)
    if places is None:
        places = draw_places(bank, blueprint, seed, by_section, apart, given, shuffle, siblings=siblings)
    return [bank.items[place] for place in places]


def draw_places(
    bank: Bank,
    blueprint: Blueprint,
    seed: int,
    by_section: Sequence[Sequence[int]],
    apart: Mapping[int, Collection[int]],
    given: Sequence[int] = (),
    shuffle: Shuffle = Generator.shuffled,
    unfit: Collection[int] = (),
    siblings: Siblings = Siblings(),
) -> list[int]:
    """The places of the items of a form, drawn from those of each of its `asked_sections`.

    `apart`: who must not meet whom. `given`: places that are in the form already. `unfit`: places that turned out not
    to be askable; passing over them leaves the rest of the draw as it was. Where the blueprint names no number, all are
    drawn that may meet. Raises Impossible.
    """
    sections = [_questions(places, siblings.of) for places in by_section]
    anywhere = _questions([place for places in by_section for place in places], siblings.of)
    there = len(anywhere)
    wanted = blueprint.items if blueprint.items is not None else there
    if not 1 <= wanted <= there:
        raise Impossible(_too_few(bank, blueprint, wanted, there))
    for section, questions in zip(asked_sections(bank, blueprint, seed), sections, strict=True):
        if len(questions) < blueprint.at_least:
            raise Impossible(
                f"The preset {blueprint.id} wants at least {blueprint.at_least} questions of {section.title!r}, which "
                f"has {len(questions)} that can be asked."
            )
    held = [len({*given} & {*places}) if given else 0 for places in by_section]
    least = sum(max(blueprint.at_least, there) for there in held)
    if least > wanted:
        raise Impossible(
            f"{wanted} questions cannot hold {len(given)} in matching blocks and at least {blueprint.at_least} of each "
            f"section: ask for at least {least}, or for fewer blocks."
        )
    for attempt in range(_TRIES):
        paper = _Paper(seed, attempt, wanted, apart, siblings, unfit)
        if paper.draw(sections, held, anywhere, blueprint, given, shuffle):
            return paper.generator.shuffled(paper.drawn)
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


def _questions(places: Sequence[int], siblings: Groups) -> dict[int, Sequence[int]]:
    """The questions that some places can ask, in order: by the first place of each, all its siblings among them."""
    if not siblings:
        return {place: (place,) for place in places}
    questions: dict[int, list[int]] = {}
    first: dict[int, int] = {}
    for place in places:
        number = siblings[place][0] if place in siblings else place
        questions.setdefault(first.setdefault(number, place), []).append(place)
    return dict(questions)


class _Paper:
    """One attempt at drawing a paper: the places drawn so far, and those that may not be drawn any more."""

    def __init__(
        self,
        seed: int,
        attempt: int,
        wanted: int,
        apart: Mapping[int, Collection[int]],
        siblings: Siblings,
        unfit: Collection[int],
    ) -> None:
        self.generator = Generator(seed, "items", attempt)
        self.drawn: list[int] = []
        self._named = (seed, attempt)
        self._wanted = wanted
        self._apart = apart
        self._siblings = siblings
        self._barred = {*unfit}

    def draw(
        self,
        sections: Sequence[Mapping[int, Sequence[int]]],
        held: Sequence[int],
        anywhere: Mapping[int, Sequence[int]],
        blueprint: Blueprint,
        given: Sequence[int],
        shuffle: Shuffle,
    ) -> bool:
        """Whether a paper came of it. `held` says how many of each section's questions are among those `given`."""
        for place in given:
            self._add(place)
        shuffled = [
            (questions, shuffle(self.generator, self._heads(questions)), there)
            for questions, there in zip(sections, held, strict=True)
        ]
        for questions, heads, there in self.generator.shuffled(shuffled):
            if self._take(questions, heads, blueprint.at_least - there) < blueprint.at_least - there:
                return False
        heads = shuffle(self.generator, self._heads(anywhere))
        self._take(anywhere, heads, self._wanted - len(self.drawn))
        return len(self.drawn) == self._wanted or blueprint.items is None

    def _heads(self, questions: Mapping[int, Sequence[int]]) -> list[int]:
        """One place for each question, by which it is shuffled: the sibling preferred, where one is."""
        if self._siblings.preferred is None:
            return list(questions)
        return [self._in_order(first, own)[0] for first, own in questions.items()]

    def _take(self, questions: Mapping[int, Sequence[int]], heads: Iterable[int], most: int) -> int:
        """Draws up to so many questions in the order of their heads, and says how many."""
        taken = 0
        if most < 1:
            return taken
        first_of = {place: first for first, own in questions.items() for place in own} if self._siblings.of else {}
        for head in heads:
            first = first_of.get(head, head)
            free = next((place for place in self._in_order(first, questions[first]) if place not in self._barred), None)
            if free is not None:
                self._add(free)
                taken += 1
                if taken == most:
                    break
        return taken

    def _in_order(self, first: int, own: Sequence[int]) -> Sequence[int]:
        """The siblings of one question in the order in which they are tried."""
        if len(own) == 1:
            return own
        generator = Generator(*self._named, "siblings", first)
        return list((self._siblings.preferred or Generator.shuffled)(generator, own))

    def _add(self, place: int) -> None:
        self.drawn.append(place)
        self._barred.update(self._apart.get(place, ()), self._siblings.of.get(place, ()), (place,))


def _too_few(bank: Bank, blueprint: Blueprint, wanted: int, there: int) -> str:
    all_of_them = sum(bank.question_counts(drawn_from(bank, blueprint)))
    if there < all_of_them:
        return (
            f"Only {there} of {all_of_them} questions of the bank {bank.id} can be asked, because the others have "
            f"nothing to stand beside their right answer; {wanted or 'at least 1'} are wanted. Add statements or items "
            f"(exam check says where), or ask for fewer."
        )
    return f"{wanted} questions are wanted, and the bank {bank.id} has {there} to draw from."
