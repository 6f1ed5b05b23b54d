"""Stems that ask the same in other words are found without comparing all with all, and none is missed."""

import random
from collections.abc import Sequence

from exam.assembly.measured import Stem
from exam.assembly.paraphrases import Paraphrases
from exam.assembly.text_likeness import alike, words
from tests.support.confusing import first_bank


def stems_of(texts: Sequence[str]) -> list[Stem]:
    vocabulary: dict[str, int] = {}
    groups: dict[str, int] = {}
    return [Stem(text, vocabulary, groups, lambda: False) for text in texts]


def found_by(texts: Sequence[str], order: Sequence[int]) -> dict[int, frozenset[int]]:
    paraphrases = Paraphrases(stems_of(texts))
    return {place: paraphrases.of(place) for place in order}


def comparing_all(texts: Sequence[str]) -> dict[int, frozenset[int]]:
    spoken = [words(text) for text in texts]
    sorted_words = [" ".join(sorted(some)) for some in spoken]
    figures = [[word for word in some if word.isdigit()] for some in spoken]

    def same(one: int, other: int) -> bool:
        return figures[one] == figures[other] and alike(sorted_words[one], sorted_words[other]) >= 880

    places = range(len(texts))
    return {one: frozenset(other for other in places if other != one and same(one, other)) for one in places}


def test_those_that_say_it_in_another_order_are_found_and_those_with_other_figures_are_not():
    texts = [
        "Which command lists the pods of all namespaces?",
        "Of all namespaces, which command lists the pods?",
        "Which part schedules the pods onto the nodes?",
        "After how many of 3 failures is a job ended?",
        "After how many of 5 failures is a job ended?",
    ]

    found = found_by(texts, range(len(texts)))

    assert found == {0: {1}, 1: {0}, 2: frozenset(), 3: frozenset(), 4: frozenset()}


def test_stems_of_a_real_bank_and_slight_changes_of_them_are_found_in_whatever_order_they_are_asked_for():
    chance = random.Random(20261127)
    stems = [item.stem for item in first_bank().items[:40]]
    texts = [*stems]
    for stem in stems[:20]:
        spoken = stem.split()
        del spoken[chance.randrange(len(spoken))]
        texts.append(" ".join(spoken))
    order = list(range(len(texts)))
    chance.shuffle(order)

    found = found_by(texts, order)

    assert found == comparing_all(texts)
    assert sum(map(len, found.values())) >= 25
