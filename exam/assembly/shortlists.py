"""Which homes are looked at for each question of a paper that is too large to weigh every statement for every question.

Without it the cost of a paper grows with questions times statements: 700 questions of 700 items took minutes. With it
each question looks at about as many statements as one of a middling bank does, so that a paper costs what its questions
cost. It is not used for papers that can do without, because it makes other papers: see `rules_of`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from exam.assembly.generator import Generator
from exam.assembly.pool import Pool
from exam.assembly.rotation import Weights
from exam.assembly.tailor import count_of
from exam.assembly.text_likeness import telling_words
from exam.core.bank import MOST_DIRECT, Bank
from exam.core.blueprint import Blueprint, Difficulty

MOST_WEIGHED = 120_000
"""Questions times statements up to which every statement is weighed for every question, which takes under a second."""
MOST_JUDGED = 60_000
"""The same in a bank without marks, where it is also judged of every statement what kind of answer it is."""
_STATEMENTS, _FEWEST = 48, 12
"""Statements on the shortlist of one question, and the fewest homes that they may come from."""
_COMMON = 30
"""Items beyond which a word that they share says nothing about them."""


def needs_shortlists(bank: Bank, blueprint: Blueprint) -> bool:
    """Whether a paper is too large to weigh all for all. A bank in an index has shortlists of its own."""
    if len(bank.items) > MOST_DIRECT:
        return False
    weighed = count_of(bank, blueprint) * sum(len(item.statements) for item in bank.items)
    return weighed > (MOST_JUDGED if bank.is_unmarked else MOST_WEIGHED)


def shortlists(
    pool: Pool, asked: Sequence[int], difficulty: Difficulty, weights: Weights, seed: int
) -> Mapping[int, Sequence[int]]:
    """By item asked, the places of the items whose statements are weighed for it, in the bank's order."""
    size = max(_FEWEST, _STATEMENTS * len(pool.items) // max(1, len(pool.statements)))
    sources = _Sources(pool)
    sought: dict[str, list[int]] = {}
    for item, home in sorted(weights):
        if weights[item, home] > 0 and home in pool.place_of:
            sought.setdefault(item, []).append(pool.place_of[home])
    return {
        item: sorted(sources.shortlist(item, sought.get(pool.items[item].id, []), size, difficulty, seed))
        for item in asked
    }


class _Sources:
    """The items that have statements, by what one would look them up by."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.words: dict[int, frozenset[str]] = {}
        self.by_word: dict[str, list[int]] = {}
        self.by_shape: dict[int, list[int]] = {}
        self.by_section: dict[str, list[int]] = {}
        self.all: list[int] = []
        for place, own in enumerate(pool.of_item):
            if own:
                self.all.append(place)
                self.by_shape.setdefault(own[0].shape, []).append(place)
                self.by_section.setdefault(pool.section[place], []).append(place)
                self.words[place] = telling_words(pool.items[place].stem).union(
                    *(telling_words(one.text) for one in own)
                )
                for word in self.words[place]:
                    self.by_word.setdefault(word, []).append(place)

    def shortlist(self, item: int, sought: Sequence[int], size: int, difficulty: Difficulty, seed: int) -> set[int]:
        """First what is `sought` and the lures; half of the rest shares rare words; then what is written alike or near.

        Last comes anything, drawn by the seed, so that no statement is left out of all papers.
        """
        pool = self.pool
        if not pool.of_item[item]:
            return set()
        found = {*sought, *pool.lures_of(item)}
        generator = Generator(seed, "shortlist", pool.items[item].id)
        near = self.by_section[pool.section[item]]
        alike = self.by_shape[pool.of_item[item][0].shape]
        sources: list[tuple[Iterator[int], int]] = [
            (self._by_words(item), size // 2),
            (_some(generator, alike, size), size * 3 // 4),
            (_some(generator, near, size), {"far": 0, "mixed": size * 7 // 8, "near": size}[difficulty]),
            (_some(generator, self.all, 2 * size), size),
        ]
        for source, until in sources:
            for home in source:
                if len(found) >= until:
                    break
                if home != item and self._may_meet(item, home, difficulty):
                    found.add(home)
        return found

    def _by_words(self, item: int) -> Iterator[int]:
        """The items that share words which few have, those that share most first."""
        shared: Counter[int] = Counter()
        for word in self.words[item]:
            if len(self.by_word[word]) <= _COMMON:
                shared.update(self.by_word[word])
        return iter(sorted(shared, key=lambda place: (-shared[place], place)))

    def _may_meet(self, item: int, home: int, difficulty: Difficulty) -> bool:
        asked, other, kind = self.pool.items[item], self.pool.items[home], self.pool.kind
        if difficulty == "far" and self.pool.subject[item] == self.pool.subject[home]:
            return False
        return other.id not in asked.never_with and (kind[item] is None or kind[home] in (kind[item], None))


def _some(generator: Generator, homes: Sequence[int], most: int) -> Iterator[int]:
    """Some homes in an order that the generator deals."""
    for home, _ in zip(generator.dealt(homes), range(most), strict=False):
        yield home
